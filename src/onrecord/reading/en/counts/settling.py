"""Settling: which counts of a report are about some of the people that another count of it totals."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import CountStatus, Group, Measure, Scope
from onrecord.reading.en.counts.amounts import STRICT
from onrecord.reading.en.counts.children import Children
from onrecord.reading.en.counts.drafts import Draft, add_up
from onrecord.reading.en.counts.mentions import Kind

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


def settle_groups(drafts: Sequence[Draft], told: Draft | None) -> None:
    """Tie the counts of one group among the same people to the first that sums the group up, else to the largest told.

    "Including seven children ... his son X (5) ... their three children": the three and the one are among the seven.
    Killed children are settled already where ``told`` counts those told one by one.
    """
    for measure in Measure:
        for group in Group:
            if group in (Group.PEOPLE, Group.CIVILIANS, Group.COMBATANTS):
                continue
            if told is not None and measure is Measure.KILLED and group is Group.CHILDREN:
                continue
            mine = _of_group(drafts, measure, group)
            total = next((d for d in mine if _totals(d)), None) or max(mine, key=_size, default=None)
            for one in mine:
                if one is not total and total is not None and not _totals(one) and one is not total.whole:
                    one.whole = total


def _of_group(drafts: Sequence[Draft], measure: Measure, group: Group) -> list[Draft]:
    """The stated numbers of a group that are no part of another number of it."""
    return [
        d
        for d in drafts
        if d.measure is measure
        and d.group is group
        and not (d.vague and d.vague != STRICT)
        and d.scope is Scope.INCIDENT
        and d.status is CountStatus.STATED
        and not (d.whole and d.whole.group is group)
    ]


def killed_at_most(drafts: Sequence[Draft]) -> tuple[int, int]:
    """Give the largest number of people killed that is said, and the largest that is told in one list; 0 without."""
    mine = [
        d
        for d in drafts
        if d.measure is Measure.KILLED and d.scope is Scope.INCIDENT and d.group in (Group.PEOPLE, Group.CIVILIANS)
    ]
    said = [_size(d) for d in mine if d.whole is None and d.kind is Kind.NUMBER and not d.items]
    return max(said, default=0), max((_size(d) for d in mine if d.items), default=0)


def children_draft(children: Children, drafts: Sequence[Draft]) -> Draft | None:
    """Make the count of the children told one by one, where no other count says the same of them."""
    bounds = (children.least, children.most)
    for one in drafts:
        same = (one.low, one.high) == bounds or children.most == 1
        if same and one.group is Group.CHILDREN and _overlaps(one, children.spans):
            return None
    whole = _whole_of([d for d in drafts if d.group is not Group.CHILDREN], Measure.KILLED)
    if whole is None and _of_group(drafts, Measure.KILLED, Group.CHILDREN):
        # Children are all that is told: what is said of them is the headline, and no sum of them stands beside it.
        return None
    spans = list(children.spans)
    return Draft(
        spans, Measure.KILLED, Group.CHILDREN, children.least, children.most, None, Kind.NAME, whole, generic=False
    )


def settle_children(drafts: Sequence[Draft], told: Draft, owned: Sequence[tuple[int, int]]) -> None:
    """Tie the counts of killed children together: to the report's own number, else to those told one by one.

    ``told`` counts these; ``owned`` are the tokens of children told as somebody's, who are no total. A number that the
    report gives stands: lists are seldom whole. A single child is none where several are told.
    """
    mine = [d for d in _of_group(drafts, Measure.KILLED, Group.CHILDREN) if d is not told]

    def totals(one: Draft) -> bool:
        single = _size(one) == 1 and (told.low or 0) > 1
        return _totals(one) and not single and not _overlaps(one, owned)

    total = next((d for d in mine if totals(d)), None)
    if total is None:
        largest = max(mine, key=_size, default=None)
        total = largest if largest is not None and _size(largest) >= _size(told) else told
    for one in (*mine, told):
        if one is total or one is total.whole:
            continue
        if one is told or total is told or not totals(one):
            one.whole = total


def _whole_of(drafts: Sequence[Draft], measure: Measure) -> Draft | None:
    """The first total of a measure, else its first count that is no part of another."""
    mine = [
        d
        for d in drafts
        if d.measure is measure and d.whole is None and d.scope is Scope.INCIDENT and d.status is CountStatus.STATED
    ]
    return next((d for d in mine if _totals(d)), None) or next(iter(mine), None)


def _overlaps(draft: Draft, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in draft.spans for start, end in spans)


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
