"""Settling: which counts of a report are about some of the people that another count of it totals."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import CountStatus, Group, Measure, Scope
from onrecord.reading.en.counts.amounts import STRICT
from onrecord.reading.en.counts.drafts import Draft, add_up
from onrecord.reading.en.counts.mentions import GROWN, Kind
from onrecord.reading.en.counts.victims import Named

_NEAR = 60
"""Tokens between somebody killed and the "others" killed besides."""


def settle(drafts: list[Draft]) -> None:
    """Tie people told one by one, and people spoken of before, to the report's first total of the same measure.

    Changes ``whole`` of drafts in place. Drafts come in order of the text.
    """
    for measure in Measure:
        mine = [
            d
            for d in drafts
            if d.measure is measure and d.whole is None and d.scope is Scope.INCIDENT and d.status is CountStatus.STATED
        ]
        total = next((d for d in mine if _totals(d)), None)
        if total is None:
            continue
        alone = [d for d in mine[: mine.index(total)] if d.kind in (Kind.SINGLE, Kind.NAME)]
        if total.further and len(alone) == 1 and total.happening[0] - alone[0].happening[1] < _NEAR:
            # "A nurse was killed ... The strike killed 12 other people": 13.
            total = add_up([alone[0], total])
            total.spans = [*alone[0].spans, *total.items[1].spans]
            drafts.append(total)
        for one in mine:
            if one is total or one.group is Group.COMBATANTS:
                continue
            if _told(one) or (not _totals(one) and _size(one) <= _size(total)):
                one.whole = total


def settle_groups(drafts: Sequence[Draft]) -> None:
    """Tie the counts of one group among the same people to the first that sums the group up, else to the largest told.

    "Including seven children ... his son X (5) ... their three children": the three and the one are among the seven.
    """
    for measure in Measure:
        for group in Group:
            if group in (Group.PEOPLE, Group.CIVILIANS, Group.COMBATANTS):
                continue
            mine = [
                d
                for d in drafts
                if d.measure is measure
                and d.group is group
                and not (d.vague and d.vague != STRICT)
                and d.scope is Scope.INCIDENT
                and d.status is CountStatus.STATED
                and not (d.whole and d.whole.group is group)
            ]
            total = next((d for d in mine if _totals(d)), None) or max(mine, key=_size, default=None)
            for one in mine:
                if one is not total and total is not None and not _totals(one) and one is not total.whole:
                    one.whole = total


def named_children(victims: Sequence[Named], drafts: Sequence[Draft]) -> Draft | None:
    """Count the children among the people named as killed with their age, where no single count of one tells it."""
    children = [one for one in victims if one.age is not None and one.age < GROWN]
    if not children:
        return None
    total = _whole_of(drafts, Measure.KILLED)
    if len(children) == 1 and any(d.group is Group.CHILDREN and _overlaps(d, children[0]) for d in drafts):
        return None
    return Draft(
        [(one.start, one.end) for one in children],
        Measure.KILLED,
        Group.CHILDREN,
        len(children),
        len(children),
        None,
        Kind.NAME,
        total,
        generic=False,
    )


def _whole_of(drafts: Sequence[Draft], measure: Measure) -> Draft | None:
    """The first total of a measure, else its first count that is no part of another."""
    mine = [
        d
        for d in drafts
        if d.measure is measure and d.whole is None and d.scope is Scope.INCIDENT and d.status is CountStatus.STATED
    ]
    return next((d for d in mine if _totals(d)), None) or next(iter(mine), None)


def _overlaps(draft: Draft, named: Named) -> bool:
    return any(a < named.end and named.start < b for a, b in draft.spans)


def _totals(draft: Draft) -> bool:
    """Tell whether a count can be a total: a number of people not spoken of before, not people told one by one."""
    if (draft.vague and draft.vague != STRICT) or draft.definite or draft.group is Group.COMBATANTS:
        return False
    if draft.items:
        return any(_totals(one) for one in draft.items)
    return draft.kind is Kind.NUMBER


def _told(draft: Draft) -> bool:
    """Tell whether the people are told one by one, where names may stand twice."""
    return any(one.kind in (Kind.NAME, Kind.SINGLE) for one in draft.items)


def _size(draft: Draft) -> int:
    return max(draft.low or 0, draft.high or 0)
