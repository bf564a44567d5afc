"""Settling: which counts of a report are about some of the people that another count of it totals."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import CountStatus, Group, Measure, Scope
from onrecord.reading.en.counts.amounts import STRICT
from onrecord.reading.en.counts.linking import Draft
from onrecord.reading.en.counts.mentions import Kind


def settle(drafts: Sequence[Draft]) -> None:
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
        for one in mine:
            if one is total or one.group is Group.COMBATANTS:
                continue
            if _told(one) or (not _totals(one) and _size(one) <= _size(total)):
                one.whole = total


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
