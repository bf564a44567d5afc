"""Numbered: the people that a number counts, and numbers that count none."""

from __future__ import annotations

from onrecord.reading.ar.counts.describing import described, take, tied
from onrecord.reading.ar.counts.lexicon import Noun, Number, words
from onrecord.reading.ar.counts.mentions import How, Mention
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.numbers import STRICT, NumberAt

_SIGNS = frozenset("%٪°/$")
_YEARS = range(1900, 2101)
_NUMBER_OF = frozenset(("عدد", "عددا"))


def numbered(view: View, number: NumberAt, end: int) -> Mention | None:
    """Read the people that a number counts."""
    i = view.skip_quotes(number.last + 1)
    if i + 1 < end and view.forms[i] == ")" and number.first and view.forms[number.first - 1] == "(":
        # A number in brackets: "(3) مدنيين".
        i = view.skip_quotes(i + 1)
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
    if _no_people(view, number, i, end):
        return None
    if i < end and view.forms[i] == "من" and how is How.NUMBER:
        i = view.skip_quotes(i + 1)
    if i < end and view.is_word(i, view.lex.families):
        return _of_families(view, made, i)
    found = view.noun(i) if i < end else None
    if found is None or not _counts_noun(view, number, found):
        return _bare(view, made, number, i, end)
    made.bare, made.last = False, i
    take(made, found[0])
    _shared(view, made, end)
    return described(view, made, end)


def _no_people(view: View, number: NumberAt, i: int, end: int) -> bool:
    """Tell numbers of things, years, and "واحدة" after its noun from numbers of people; ``i``: what follows."""
    if i < end and (view.is_word(i, view.lex.things) or view.forms[i] in _SIGNS):
        return True
    if number.digits and number.high is not None and number.high in _YEARS:
        following = view.noun(i)
        return following is None or "ال" in following[1]
    if number.exact != 1:
        return False
    return (number.core == number.first and not number.digits) or (i < end and view.is_word(i, words("part_one")))


def _of_families(view: View, made: Mention, i: int) -> Mention:
    """Read "خمسة من عائلة واحدة", and a number of families, which is none of people."""
    if made.how is How.NUMBER and view.forms[made.last + 1] == "من":
        return made
    made.last, made.vague, made.how, made.bare = i, "family", How.VAGUE, False
    made.low, made.high = max(2, made.low or 0), None
    return made


def _counts_noun(view: View, number: NumberAt, found: tuple[Noun, str]) -> bool:
    """Tell whether a number counts the noun after it: no "وزوجته", no "عدد القتلى", no "2024 الشاب"."""
    noun, prefix = found
    if prefix not in ("", "ال"):
        return False
    if "ال" not in prefix:
        return True
    if view.forms[number.last] in _NUMBER_OF:
        return False
    return number.vague is not None or noun.number is not Number.ONE or view.forms[number.last + 1] == "من"


def _bare(view: View, made: Mention, number: NumberAt, i: int, end: int) -> Mention | None:
    """Read a number without a noun: "إصابة سبعة بجروح", "3 آخرين"."""
    if i < end and view.forms[i] in view.lex.others:
        made.further, made.last = True, i
        return made
    if view.forms[number.last] in _NUMBER_OF:
        return made if i < end and view.is_word(i, view.lex.others) else None
    if view.names.at(i, end) and view.forms[number.last + 1 : number.last + 2] != ["من"]:
        # The number of a list: a name follows.
        return None
    return tied(view, made, end)


def _shared(view: View, made: Mention, end: int) -> None:
    """Read a second noun of the same number: "20 قتيلاً وجريحاً", "عشرات القتلى والجرحى"."""
    i = made.last + 1
    found = view.noun(i) if i < end else None
    if not found or not found[1].startswith("و") or i in view.numbers:
        return
    noun = found[0]
    same = view.forms[i].endswith("ا") or made.how is How.VAGUE
    if noun.measure and made.measure and noun.measure is not made.measure and same and not noun.counted:
        made.also, made.last = noun.measure, i
        made.joint = made.how is How.NUMBER
