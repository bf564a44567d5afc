"""Describing: what stands after people and says more of them ("مدنيين", "آخرين", "الأربعة", "من عناصر ...")."""

from __future__ import annotations

from onrecord.model import Group
from onrecord.reading.ar.counts.lexicon import Noun, Number
from onrecord.reading.ar.counts.mentions import How, Mention
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.numbers import NumberAt

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
_CLOSE = 4
"""Tokens after people within which words say whose fighters they are ("3 قتلى و5 جرحى في صفوف قوات ...")."""


def described(view: View, made: Mention, end: int) -> Mention | None:
    """Take up what describes the people: "قتلى مدنيين", "طفل رضيع", "الأربعة", "آخرين", "من المدنيين"."""
    i = view.skip_quotes(made.last + 1)
    while i < end:
        found = view.noun(i)
        form = view.forms[i]
        if form in view.lex.others:
            made.further, made.last = True, i
        elif (
            found
            and found[1] in ("", "ال")
            and not found[0].owned
            and i not in view.numbers
            and _adjective(made, found[0])
        ):
            made.last = i
            take(made, found[0])
        elif i in view.numbers and _postposed(made, view.numbers[i]):
            made.last = view.numbers[i].last
            made.how = How.NUMBER
            made.low, made.high, made.vague = view.numbers[i].low, view.numbers[i].high, None
        else:
            break
        i += 1 if made.last < i else made.last + 1 - i
    _closed(view, made, end)
    return tied(view, made, end)


def _closed(view: View, made: Mention, end: int) -> None:
    """Take up a bound after the noun: "12 شخصاً على الأقل"."""
    found = view.closing.get(made.last + 1)
    if found is None or found[0] >= end or made.how not in (How.NUMBER, How.SINGLE) or made.low != made.high:
        return
    made.last = found[0]
    if found[1] == "low":
        made.high = None
    elif found[1] == "high":
        made.low = None


def _adjective(made: Mention, noun: Noun) -> bool:
    if noun.counted:
        return False
    if made.measure and noun.measure and noun.measure is not made.measure:
        return False
    if made.how is How.SINGLE:
        return noun.number is Number.ONE
    return noun.number is not Number.ONE or made.how is How.NUMBER


def _postposed(made: Mention, number: NumberAt) -> bool:
    """Tell whether a number after a noun counts it: "أطفالها الأربعة", "شخصين اثنين"."""
    if made.how not in (How.PLURAL, How.NUMBER) or number.exact is None or number.digits:
        return False
    if made.how is How.NUMBER and not (made.low == 2 and number.exact == 2):
        return False
    return number.definite or number.exact == 2


def tied(view: View, made: Mention, end: int) -> Mention | None:
    """Read whose people they are: "من المدنيين", "من عناصر ...", "في صفوف قوات ..."."""
    i = made.last + 1
    for j in range(i, min(end, i + _CLOSE)):
        tie = view.ties.get(j)
        form = view.forms[j]
        if tie is None and form not in ("من", "بين", "صفوف", "في", "بصفوف"):
            found = view.noun(j)
            if found and found[1].startswith("و") and found[0].measure and made.measure:
                continue
            return made
        k = view.skip_quotes((tie.last if tie else j) + 1)
        found = view.noun(k) if k < end else None
        if found and found[0].measure is None and not found[0].owned:
            if found[0].group is not Group.PEOPLE and found[0].number is Number.MANY:
                made.group = found[0].group if made.group in (Group.PEOPLE, Group.CIVILIANS) else made.group
            return made
        if k < end and view.is_word(k, view.lex.among):
            return made
        if k in view.forces and k not in view.civil and made.group in (Group.PEOPLE, Group.MEN):
            made.group = Group.COMBATANTS
            return made
    return made


def take(made: Mention, noun: Noun) -> None:
    """Let a noun say more of the people: what happened to them, whose they are, a narrower group."""
    made.measure = made.measure or noun.measure
    made.owned = made.owned or noun.owned
    if _SPECIFIC[noun.group] > _SPECIFIC[made.group]:
        made.group = noun.group
