"""People: finds the mentions of people in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from onrecord.model import Group, Measure
from onrecord.reading.ar.counts.lexicon import Lexicon, Noun, Number, lexicon, words
from onrecord.reading.ar.counts.mentions import How, Mention
from onrecord.reading.ar.counts.names import Names
from onrecord.reading.ar.dates import dated_tokens
from onrecord.reading.ar.numbers import STRICT, NumberAt, closing_bounds, numbers, opens_number
from onrecord.reading.ar.text import ArabicText, Hit, Kind, readings

_SPECIFIC = {
    Group.PEOPLE: 0,
    Group.CIVILIANS: 1,
    Group.MEN: 2,
    Group.WOMEN: 3,
    Group.CHILDREN: 4,
    Group.COMBATANTS: 5,
    Group.AID_WORKERS: 6,
    Group.JOURNALISTS: 6,
    Group.HEALTHCARE: 6,
}
"""Of two words for the same people the more specific one says their group."""

_OWN = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "ك", "ال", "وال", "بال", "لل", "ولل", "وبال", "فال", "فل")
_QUOTES = frozenset("\"'“”‘’«»„")
_SIGNS = frozenset("%٪°/$")
_YEARS = range(1900, 2101)
_NUMBER_OF = frozenset(("عدد", "عددا"))
_STOPS = frozenset(".؟?!…:؛)”»،,")
_PARAGRAPH, _PARAGRAPHS, _HEADLINE = 12, 3, 24
"""Tokens of a paragraph at least, such paragraphs in a page at least, tokens of a headline at most."""
_CLOSE = 4
"""Tokens after people within which words say whose fighters they are ("3 قتلى و5 جرحى في صفوف قوات ...")."""


class View:
    """A text while its counts are found: what each token can mean."""

    def __init__(self, text: ArabicText) -> None:
        self.text, self.tokens = text, text.tokens
        self.lex: Lexicon = lexicon()
        self.forms = [token.form for token in text.tokens]
        self.names = Names(text, self.lex)
        self._nouns: dict[int, tuple[Noun, str] | None] = {}

    @cached_property
    def numbers(self) -> Mapping[int, NumberAt]:
        """Numbers by their first token."""
        dated = dated_tokens(self.text)
        return {one.first: one for one in numbers(self.text) if one.first not in dated}

    @cached_property
    def headlines(self) -> frozenset[int]:
        """Sentences that are headlines of other reports between the paragraphs of a page.

        Lines without a full stop, after the first paragraph of a text whose paragraphs end with one.
        """
        text = self.text
        lines = [
            (n, s)
            for n, s in enumerate(text.sentences)
            if self.tokens[s.stop - 1].kind is Kind.BREAK or s.stop == len(self.tokens)
        ]
        ended = [n for n, s in lines if len(s) >= _PARAGRAPH and self._stops(s)]
        if len(ended) < _PARAGRAPHS:
            return frozenset()
        return frozenset(n for n, s in lines if n > ended[0] and len(s) <= _HEADLINE and not self._stops(s))

    def _stops(self, sentence: range) -> bool:
        """Tell whether a sentence, or the one before in its paragraph, ends with a full stop."""
        last = sentence.stop - 1
        while last >= sentence.start and self.tokens[last].kind is Kind.BREAK:
            last -= 1
        return last < sentence.start or self.forms[last] in _STOPS

    @cached_property
    def closing(self) -> Mapping[int, tuple[int, str]]:
        """Bounds that follow what is counted, by their first token."""
        return closing_bounds(self.text)

    @cached_property
    def forces(self) -> Mapping[int, Hit[str]]:
        """Armed bodies by their first token."""
        return {hit.first: hit for hit in self.text.phrases(self.lex.forces)}

    @cached_property
    def ties(self) -> Mapping[int, Hit[str]]:
        """Words that tie people to a body, by their first token."""
        return {hit.first: hit for hit in self.text.phrases(self.lex.ties)}

    @cached_property
    def civil(self) -> frozenset[int]:
        """Tokens of civil bodies."""
        return frozenset(i for hit in self.text.phrases(self.lex.civil) for i in range(hit.first, hit.last + 1))

    def noun(self, i: int) -> tuple[Noun, str] | None:
        """Give the noun for people at token ``i`` and its clitics."""
        if i not in self._nouns:
            self._nouns[i] = self._noun(i)
        return self._nouns[i]

    def _noun(self, i: int) -> tuple[Noun, str] | None:
        if not 0 <= i < len(self.tokens) or self.tokens[i].kind is not Kind.WORD:
            return None
        token = self.tokens[i]
        marbuta = "ة" in self.text.report.text[token.start : token.end][-3:]
        for prefix, rest in readings(token.form):
            if prefix not in _OWN:
                continue
            owned, plain = self.lex.relatives.get(rest), self.lex.nouns.get(rest)
            if owned and "ال" not in prefix and not (plain and marbuta):
                return owned, prefix
            if plain:
                return plain, prefix
        return None

    def bare_forms(self, i: int) -> tuple[str, ...]:
        """Give what token ``i`` can be with clitics taken off."""
        return tuple(rest for _, rest in readings(self.forms[i])) if 0 <= i < len(self.forms) else ()

    def is_word(self, i: int, wanted: frozenset[str]) -> bool:
        """Tell whether token ``i`` is one of the words, clitics allowed."""
        return any(rest in wanted for rest in self.bare_forms(i))

    def bounded(self, i: int) -> bool:
        """Tell whether a number, or a word that goes before one, stands at token ``i``."""
        return i in self.numbers or opens_number(self.text, i)

    def skip_quotes(self, i: int) -> int:
        """Step over quotation marks."""
        while i < len(self.tokens) and self.forms[i] in _QUOTES:
            i += 1
        return i

    # -- mentions

    def mention_at(self, i: int, end: int) -> Mention | None:
        """Read the people that token ``i`` opens, or None; ``end`` is the end of the sentence."""
        number = self.numbers.get(i)
        if number is not None and number.exact == 1 and self.is_word(i, words("one_of")):
            # "وأحد الجرحى" is written like "واحد".
            following = self.noun(i + 1)
            return self._one_of(i, end) if following and following[1] == "ال" else None
        if number is not None and number.last < end:
            return self._numbered(number, end)
        token = self.tokens[i]
        if token.kind is not Kind.WORD:
            return None
        if self.is_word(i, words("one_of")):
            return self._one_of(i, end)
        family = self._family(i, end)
        if family:
            return family
        found = self.noun(i)
        if found and self.forms[i] not in self.lex.others:
            return self._nouned(i, found, end)
        if self.is_word(i, self.lex.others) and not (self.forms[i].startswith("ال") and "خر" not in self.forms[i]):
            return self._others(i)
        name = self.names.at(i, end)
        if name:
            return Mention(
                i, name[1], How.NAME, 1, 1, prefix=self._clitics(i), name=name, female=self.names.female(name[0])
            )
        return None

    def _clitics(self, i: int) -> str:
        form = self.forms[i]
        return "و" if form[:1] == "و" and (self.names.given(form[1:]) or form[1:] in self.lex.others) else ""

    def _numbered(self, number: NumberAt, end: int) -> Mention | None:
        """Read the people that a number counts."""
        i = self.skip_quotes(number.last + 1)
        if i + 1 < end and self.forms[i] == ")" and number.first and self.forms[number.first - 1] == "(":
            # A number in brackets: "(3) مدنيين".
            i = self.skip_quotes(i + 1)
        how = How.VAGUE if number.vague and number.low is not None and number.vague != STRICT else How.NUMBER
        made = Mention(
            number.first,
            number.last,
            how,
            number.low,
            number.high,
            vague=number.vague,
            prefix=number.prefix,
            definite=number.definite,
            bare=True,
        )
        if self._no_people(number, i, end):
            return None
        if i < end and self.forms[i] == "من" and how is How.NUMBER:
            i = self.skip_quotes(i + 1)
        if i < end and self.is_word(i, self.lex.families):
            return self._of_families(made, i)
        found = self.noun(i) if i < end else None
        if found is None or not self._counts_noun(number, found):
            return self._bare(made, number, i, end)
        made.bare, made.last = False, i
        self._take(made, found[0])
        self._shared(made, end)
        return self._described(made, end)

    def _no_people(self, number: NumberAt, i: int, end: int) -> bool:
        """Tell numbers of things, years, and "واحدة" after its noun from numbers of people; ``i``: what follows."""
        if i < end and (self.is_word(i, self.lex.things) or self.forms[i] in _SIGNS):
            return True
        if number.digits and number.high is not None and number.high in _YEARS:
            following = self.noun(i)
            return following is None or "ال" in following[1]
        if number.exact != 1:
            return False
        return (number.core == number.first and not number.digits) or (i < end and self.is_word(i, words("part_one")))

    def _of_families(self, made: Mention, i: int) -> Mention:
        """Read "خمسة من عائلة واحدة", and a number of families, which is none of people."""
        if made.how is How.NUMBER and self.forms[made.last + 1] == "من":
            return made
        made.last, made.vague, made.how, made.bare = i, "family", How.VAGUE, False
        made.low, made.high = max(2, made.low or 0), None
        return made

    def _counts_noun(self, number: NumberAt, found: tuple[Noun, str]) -> bool:
        """Tell whether a number counts the noun after it: no "وزوجته", no "عدد القتلى", no "2024 الشاب"."""
        noun, prefix = found
        if prefix not in ("", "ال"):
            return False
        if "ال" not in prefix:
            return True
        if self.forms[number.last] in _NUMBER_OF:
            return False
        return number.vague is not None or noun.number is not Number.ONE or self.forms[number.last + 1] == "من"

    def _bare(self, made: Mention, number: NumberAt, i: int, end: int) -> Mention | None:
        """Read a number without a noun: "إصابة سبعة بجروح", "3 آخرين"."""
        if i < end and self.forms[i] in self.lex.others:
            made.further, made.last = True, i
            return made
        if self.forms[number.last] in _NUMBER_OF:
            return made if i < end and self.is_word(i, self.lex.others) else None
        if self.names.at(i, end) and self.forms[number.last + 1 : number.last + 2] != ["من"]:
            # The number of a list: a name follows.
            return None
        return self._tied(made, end)

    def _take(self, made: Mention, noun: Noun) -> None:
        made.measure = made.measure or noun.measure
        made.owned = made.owned or noun.owned
        if _SPECIFIC[noun.group] > _SPECIFIC[made.group]:
            made.group = noun.group

    def _shared(self, made: Mention, end: int) -> None:
        """Read a second noun of the same number: "20 قتيلاً وجريحاً", "عشرات القتلى والجرحى"."""
        i = made.last + 1
        found = self.noun(i) if i < end else None
        if not found or not found[1].startswith("و") or i in self.numbers:
            return
        noun = found[0]
        same = self.forms[i].endswith("ا") or made.how is How.VAGUE
        if noun.measure and made.measure and noun.measure is not made.measure and same and not noun.counted:
            made.also, made.last = noun.measure, i
            made.joint = made.how is How.NUMBER

    def _described(self, made: Mention, end: int) -> Mention | None:
        """Take up what describes the people: "قتلى مدنيين", "طفل رضيع", "الأربعة", "آخرين", "من المدنيين"."""
        i = self.skip_quotes(made.last + 1)
        while i < end:
            found = self.noun(i)
            form = self.forms[i]
            if form in self.lex.others:
                made.further, made.last = True, i
            elif (
                found
                and found[1] in ("", "ال")
                and not found[0].owned
                and i not in self.numbers
                and self._adjective(made, found[0])
            ):
                made.last = i
                self._take(made, found[0])
            elif i in self.numbers and self._postposed(made, self.numbers[i]):
                made.last = self.numbers[i].last
                made.how = How.NUMBER
                made.low, made.high, made.vague = self.numbers[i].low, self.numbers[i].high, None
            else:
                break
            i += 1 if made.last < i else made.last + 1 - i
        self._closed(made, end)
        return self._tied(made, end)

    def _closed(self, made: Mention, end: int) -> None:
        """Take up a bound after the noun: "12 شخصاً على الأقل"."""
        found = self.closing.get(made.last + 1)
        if found is None or found[0] >= end or made.how is not How.NUMBER or made.low != made.high:
            return
        made.last = found[0]
        if found[1] == "low":
            made.high = None
        elif found[1] == "high":
            made.low = None

    def _adjective(self, made: Mention, noun: Noun) -> bool:
        if noun.counted:
            return False
        if made.measure and noun.measure and noun.measure is not made.measure:
            return False
        if made.how is How.SINGLE:
            return noun.number is Number.ONE
        return noun.number is not Number.ONE or made.how is How.NUMBER

    def _postposed(self, made: Mention, number: NumberAt) -> bool:
        """Tell whether a number after a noun counts it: "أطفالها الأربعة", "شخصين اثنين"."""
        if made.how not in (How.PLURAL, How.NUMBER) or number.exact is None or number.digits:
            return False
        if made.how is How.NUMBER and not (made.low == 2 and number.exact == 2):
            return False
        return number.definite or number.exact == 2

    def _tied(self, made: Mention, end: int) -> Mention | None:
        """Read whose people they are: "من المدنيين", "من عناصر ...", "في صفوف قوات ..."."""
        i = made.last + 1
        for j in range(i, min(end, i + _CLOSE)):
            tie = self.ties.get(j)
            form = self.forms[j]
            if tie is None and form not in ("من", "بين", "صفوف", "في", "بصفوف"):
                found = self.noun(j)
                if found and found[1].startswith("و") and found[0].measure and made.measure:
                    continue
                return made
            k = self.skip_quotes((tie.last if tie else j) + 1)
            found = self.noun(k) if k < end else None
            if found and found[0].measure is None and not found[0].owned:
                if found[0].group is not Group.PEOPLE and found[0].number is Number.MANY:
                    made.group = found[0].group if made.group in (Group.PEOPLE, Group.CIVILIANS) else made.group
                return made
            if k < end and self.is_word(k, self.lex.among):
                return made
            if k in self.forces and k not in self.civil and made.group in (Group.PEOPLE, Group.MEN):
                made.group = Group.COMBATANTS
                return made
        return made

    def _one_of(self, i: int, end: int) -> Mention | None:
        j = self.skip_quotes(i + 1)
        found = self.noun(j) if j < end else None
        if not found:
            # "أحد المرضى": a word no list knows.
            if j >= end or self.forms[j][:2] != "ال" or self.is_word(j, self.lex.things):
                return None
            return Mention(i, j, How.SINGLE, 1, 1, prefix="و" if self.forms[i].startswith("و") else "", definite=True)
        if found[0].number is Number.ONE:
            return None
        prefix = "و" if self.forms[i].startswith("و") else ""
        return Mention(i, j, How.SINGLE, 1, 1, found[0].group, prefix=prefix, definite=True)

    def _family(self, i: int, end: int) -> Mention | None:
        """Read "عائلة كاملة", "عائلة من خمسة أفراد"; "من عائلة واحدة" tells where people belong and counts none."""
        if not self.is_word(i, self.lex.families):
            return None
        before = self.bare_forms(i - 1)
        owner = self.noun(i - 1)
        if any(w in ("من", "افراد", "باقي", "رب", "منزل", "ابناء") for w in before) or (owner and not owner[0].counted):
            return None
        prefix = "و" if self.forms[i].startswith("و") else ""
        for j in range(i + 1, min(end, i + 5)):
            if j in self.numbers and self.numbers[j].exact != 1:
                number = self.numbers[j]
                if not any(self.forms[k] in ("من", "مولفه", "مكونه", "قوامها", "تتالف") for k in range(i + 1, j)):
                    break
                last = number.last + 1 if self.noun(number.last + 1) else number.last
                how = How.NUMBER if number.vague is None else How.VAGUE
                return Mention(i, last, how, number.low, number.high, vague=number.vague, prefix=prefix)
        last = i + 1 if i + 1 < end and self.forms[i + 1] in self.lex.whole else i
        return Mention(i, last, How.VAGUE, 2, None, vague="family", prefix=prefix, bare=last == i)

    def _others(self, i: int) -> Mention:
        form = next(rest for rest in self.bare_forms(i) if rest in self.lex.others)
        prefix = "و" if self.forms[i].startswith("و") else ""
        definite = "ال" in self.forms[i][: -len(form)]
        if form in ("اخر", "اخري", "ثالث", "رابع", "ثالثه", "رابعه"):
            return Mention(i, i, How.SINGLE, 1, 1, prefix=prefix, further=True, definite=definite)
        if form in ("اخران", "اخريين"):
            return Mention(i, i, How.NUMBER, 2, 2, prefix=prefix, further=True, definite=definite)
        return Mention(i, i, How.PLURAL, 2, None, vague="others", prefix=prefix, further=True)

    def _nouned(self, i: int, found: tuple[Noun, str], end: int) -> Mention | None:
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
        if noun.counted and (noun.number is Number.ONE or self.is_word(i + 1, self.lex.of_things)):
            return None
        if noun.measure and (self._called_after(i, made) or self._owing(i, prefix)):
            return None
        if made.how is How.PLURAL and self.is_word(i - 1, frozenset(("عدد", "حصيله", "اسماء", "اعداد"))):
            return None
        described = self._described(made, end)
        if described and described.how is How.SINGLE and described.measure is None:
            self._named(described, end)
        elif described and described.how is How.SINGLE and (described.definite or described.measure):
            self._named(described, end)
            if described.definite and described.name is None:
                # "الضحية", "الشهيد" without a name: somebody spoken of before, or nobody.
                return None
        if described and described.how is How.SINGLE and self.is_word(i, words("figures_of_speech")):
            return described if described.name or described.last > i else None
        return described

    def _named(self, made: Mention, end: int) -> None:
        """Take up the name after a title: "الطفل ..."."""
        name = self.names.after_title(made.last + 1, end, sure=made.definite)
        if name:
            made.name, made.last, made.female = name, name[1], self.names.female(name[0])

    def _owing(self, i: int, prefix: str) -> bool:
        """Tell "أخ لشهيدين" from "أدى لشهيدين": those are somebody's."""
        return prefix in ("ل", "ول") and not self.forms[i - 1].startswith(("اد", "يود", "تود", "وتود"))

    def _called_after(self, i: int, made: Mention) -> bool:
        """Tell the dead from what is called after them: "ساحة الشهداء"."""
        if made.measure is not Measure.KILLED or not made.definite:
            return False
        return self.is_word(i - 1, words("named_after"))
