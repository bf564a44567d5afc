"""Settling: which counts of a report are about some of the people that another count of it totals."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import CountStatus, Group, Measure, Scope
from onrecord.reading.ar.counts.drafts import Draft
from onrecord.reading.ar.counts.mentions import How
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.numbers import STRICT

_NEAR = 2
"""Sentences between somebody named and the total that holds them."""


def settle(drafts: list[Draft], view: View) -> list[Draft]:
    """Tie people told one by one to the report's first total of the same measure; give back what is kept.

    Where no total is stated, people named apart are added up. A count that only stands in for others is dropped where
    there are any. None at one place, and some at another: the none is another place's.
    """
    kept: list[Draft] = []
    for measure in Measure:
        every = [d for d in drafts if d.measure is measure]
        mine = [d for d in every if d.scope is Scope.INCIDENT and d.status is CountStatus.STATED]
        sure = [d for d in mine if not d.fallback and d.high != 0]
        gone = {id(d) for d in mine if d.fallback} if sure else set()
        if not sure:
            gone |= {id(d) for d in [d for d in mine if d.fallback][1:]}
        for one in mine:
            if sure and one.high == 0:
                one.scope = Scope.OTHER
        kept += [d for d in every if id(d) not in gone]
        wholes = [d for d in sure if d.whole is None and d.group is not Group.COMBATANTS]
        total = next((d for d in wholes if d.total), None)
        if total is not None:
            _under(total, wholes)
        else:
            kept += _named_apart(wholes, view)
            if measure is Measure.KILLED:
                _made_exact(wholes)
    return sorted(kept, key=lambda d: (d.first, -d.last))


def _under(total: Draft, wholes: Sequence[Draft]) -> None:
    """Make people told one by one, and smaller numbers of people spoken of before, parts of a total."""
    for one in wholes:
        if one is total or one.total or one.size > total.size:
            continue
        known = one.told or one.name is not None or one.definite
        if one.first < total.first and (not known or total.sentence - one.sentence > _NEAR):
            # What a report tells first is its own: "مقتل طفل" before the numbers of other places.
            continue
        if known or one.how is How.SINGLE:
            one.whole = total


def _made_exact(wholes: Sequence[Draft]) -> None:
    """Tie a bare plural to the one person of whom later sentences tell: "سقوط ضحايا" and then "سيدة قتلت"."""
    bare = [d for d in wholes if d.how is How.PLURAL and d.vague == "plural" and d.whole is None]
    for one in bare:
        later = [d for d in wholes if d.sentence > one.sentence and d.how is How.SINGLE and d.whole is None]
        if later and not later[0].further and not one.further:
            one.whole = later[0]


def _named_apart(wholes: Sequence[Draft], view: View) -> list[Draft]:
    """Add up people named one by one in sentences of their own, each once."""
    named: list[Draft] = []
    for one in wholes:
        if one.name is None or one.high != 1:
            continue
        if not any(view.names.same(one.name, other.name) for other in named if other.name):
            named.append(one)
    rest = [d for d in wholes if d.how is How.SINGLE and d.name is None and not d.definite]
    if len(named) < 2 or len(named) <= len(rest):
        return []
    first = named[0]
    total = Draft(
        first.first,
        first.last,
        first.measure,
        first.group if all(d.group is first.group for d in named) else Group.PEOPLE,
        len(named),
        len(named),
        None,
        How.NUMBER,
        first.sentence,
        first.happening,
        told=True,
        parts=named,
    )
    for one in wholes:
        if one.how in (How.NAME, How.SINGLE):
            one.whole = total
    return [total]


def groups_within(drafts: Sequence[Draft]) -> None:
    """Tie later counts of one group among the same people to the first that sums the group up."""
    for measure in Measure:
        for group in Group:
            if group in (Group.PEOPLE, Group.CIVILIANS, Group.COMBATANTS):
                continue
            mine = [
                d
                for d in drafts
                if d.measure is measure
                and d.group is group
                and d.scope is Scope.INCIDENT
                and d.status is CountStatus.STATED
                and not (d.vague and d.vague != STRICT)
                and not (d.whole and d.whole.group is group)
            ]
            if not mine:
                continue
            total = max(mine, key=lambda d: (d.size, -d.first))
            for one in mine:
                if one is not total and one.how in (How.SINGLE, How.NAME) and _outside(one, total):
                    one.whole = one.whole or total


def _outside(one: Draft, total: Draft) -> bool:
    return total.whole is not one and one.sentence != total.sentence
