"""People: finds the mentions of people in a sentence."""

from __future__ import annotations

from onrecord.model import Measure
from onrecord.reading.ar.counts.describing import described
from onrecord.reading.ar.counts.lexicon import Noun, Number, words
from onrecord.reading.ar.counts.mentions import How, Mention
from onrecord.reading.ar.counts.numbered import numbered
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.text import Kind


def mention_at(view: View, i: int, end: int) -> Mention | None:
    """Read the people that token ``i`` opens, or None; ``end`` is the end of the sentence."""
    number = view.numbers.get(i)
    if number is not None and number.exact == 1 and view.is_word(i, words("one_of")):
        # "وأحد الجرحى" is written like "واحد".
        following = view.noun(i + 1)
        return _one_of(view, i, end) if following and following[1] == "ال" else None
    if number is not None and number.last < end:
        return numbered(view, number, end)
    token = view.tokens[i]
    if token.kind is not Kind.WORD:
        return None
    if view.is_word(i, words("one_of")):
        return _one_of(view, i, end)
    family = _family(view, i, end)
    if family:
        return family
    found = view.noun(i)
    if found and view.forms[i] not in view.lex.others:
        return _nouned(view, i, found, end)
    if view.is_word(i, view.lex.others) and not (view.forms[i].startswith("ال") and "خر" not in view.forms[i]):
        return _others(view, i)
    name = view.names.at(i, end)
    if name:
        return Mention(
            i, name[1], How.NAME, 1, 1, prefix=_clitics(view, i), name=name, female=view.names.female(name[0])
        )
    return None


def _clitics(view: View, i: int) -> str:
    form = view.forms[i]
    return "و" if form[:1] == "و" and (view.names.given(form[1:]) or form[1:] in view.lex.others) else ""


def _one_of(view: View, i: int, end: int) -> Mention | None:
    j = view.skip_quotes(i + 1)
    found = view.noun(j) if j < end else None
    if not found:
        # "أحد المرضى": a word no list knows.
        if j >= end or view.forms[j][:2] != "ال" or view.is_word(j, view.lex.things):
            return None
        return Mention(i, j, How.SINGLE, 1, 1, prefix="و" if view.forms[i].startswith("و") else "", definite=True)
    if found[0].number is Number.ONE:
        return None
    prefix = "و" if view.forms[i].startswith("و") else ""
    return Mention(i, j, How.SINGLE, 1, 1, found[0].group, prefix=prefix, definite=True)


def _family(view: View, i: int, end: int) -> Mention | None:
    """Read "عائلة كاملة", "عائلة من خمسة أفراد"; "من عائلة واحدة" tells where people belong and counts none."""
    if not view.is_word(i, view.lex.families):
        return None
    before = view.bare_forms(i - 1)
    owner = view.noun(i - 1)
    if any(w in ("من", "افراد", "باقي", "رب", "منزل", "ابناء") for w in before) or (owner and not owner[0].counted):
        return None
    prefix = "و" if view.forms[i].startswith("و") else ""
    for j in range(i + 1, min(end, i + 5)):
        if j in view.numbers and view.numbers[j].exact != 1:
            number = view.numbers[j]
            if not any(view.forms[k] in ("من", "مولفه", "مكونه", "قوامها", "تتالف") for k in range(i + 1, j)):
                break
            last = number.last + 1 if view.noun(number.last + 1) else number.last
            how = How.NUMBER if number.vague is None else How.VAGUE
            return Mention(i, last, how, number.low, number.high, vague=number.vague, prefix=prefix)
    last = i + 1 if i + 1 < end and view.forms[i + 1] in view.lex.whole else i
    return Mention(i, last, How.VAGUE, 2, None, vague="family", prefix=prefix, bare=last == i)


def _others(view: View, i: int) -> Mention:
    form = next(rest for rest in view.bare_forms(i) if rest in view.lex.others)
    prefix = "و" if view.forms[i].startswith("و") else ""
    definite = "ال" in view.forms[i][: -len(form)]
    if form in ("اخر", "اخري", "ثالث", "رابع", "ثالثه", "رابعه"):
        return Mention(i, i, How.SINGLE, 1, 1, prefix=prefix, further=True, definite=definite)
    if form in ("اخران", "اخريين"):
        return Mention(i, i, How.NUMBER, 2, 2, prefix=prefix, further=True, definite=definite)
    return Mention(i, i, How.PLURAL, 2, None, vague="others", prefix=prefix, further=True)


def _nouned(view: View, i: int, found: tuple[Noun, str], end: int) -> Mention | None:
    noun, prefix = found
    if noun.measure is None and prefix in ("ب", "ل", "ك", "وب", "ول", "فب"):
        # "بحالة", "لشخص": no object of what happened.
        return None
    made = Mention(
        i,
        i,
        How.SINGLE,
        1,
        1,
        noun.group,
        measure=noun.measure,
        prefix=prefix,
        definite="ال" in prefix,
        owned=noun.owned,
    )
    if noun.number is Number.TWO:
        made.how, made.low, made.high = How.NUMBER, 2, 2
    elif noun.number is Number.MANY:
        made.how, made.low, made.high, made.vague = How.PLURAL, 2, None, "plural"
    if noun.counted and (noun.number is Number.ONE or view.is_word(i + 1, view.lex.of_things)):
        return None
    if noun.measure and (_called_after(view, i, made) or _owing(view, i, prefix)):
        return None
    if made.how is How.PLURAL and view.is_word(i - 1, frozenset(("عدد", "حصيله", "اسماء", "اعداد"))):
        return None
    told = described(view, made, end)
    if told and told.how is How.SINGLE and told.measure is None:
        _named(view, told, end)
    elif told and told.how is How.SINGLE and (told.definite or told.measure):
        _named(view, told, end)
        if told.definite and told.name is None:
            # "الضحية", "الشهيد" without a name: somebody spoken of before, or nobody.
            return None
    if told and told.how is How.SINGLE and view.is_word(i, words("figures_of_speech")):
        return told if told.name or told.last > i else None
    return told


def _named(view: View, made: Mention, end: int) -> None:
    """Take up the name after a title: "الطفل ..."."""
    name = view.names.after_title(made.last + 1, end, sure=made.definite)
    if name:
        made.name, made.last, made.female = name, name[1], view.names.female(name[0])


def _owing(view: View, i: int, prefix: str) -> bool:
    """Tell "أخ لشهيدين" from "أدى لشهيدين": those are somebody's."""
    return prefix in ("ل", "ول") and not view.forms[i - 1].startswith(("اد", "يود", "تود", "وتود"))


def _called_after(view: View, i: int, made: Mention) -> bool:
    """Tell the dead from what is called after them: "ساحة الشهداء"."""
    if made.measure is not Measure.KILLED or not made.definite:
        return False
    return view.is_word(i - 1, words("named_after"))
