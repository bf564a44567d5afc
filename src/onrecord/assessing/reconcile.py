"""Reconciling: the counts of one incident -> ranges of killed and injured, each end with the counts it rests on.

Within one report the first figure is its writer's own summary: it gives the low end, and figures of the same people
that come after it can only raise the high one ("at least nine ... a hospital spoke of 14": 9 to 14). Between reports
the range runs from the lowest to the highest of those that count (``between``). A count that is part of another,
denied, of another scope, or of a group that the scheme keeps apart moves no headline range.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.assessing.between import Background, Told, sift
from onrecord.assessing.schemes import Scheme, Shape
from onrecord.model import Count, CountStatus, Group, Measure, Range, Reason, Scope

STRICT = "more than"
"""As the reader marks bounds that leave out their own number."""

JOINT = "killed and injured"
"""As the reader marks a number of killed and injured together."""

_GREAT = frozenset(("dozens", "tens", "scores", "hundreds", "thousands"))
"""Vague words that state an order of magnitude; "many" and "several" raise nothing said before them."""

_ANYBODY = (Group.PEOPLE, Group.CIVILIANS)
_BESIDE = 150
"""Code points after a count within which its parts are said of it ("up to 50 people, including 12 children")."""

_MEASURES = (Measure.KILLED, Measure.INJURED)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a scheme makes of the counts of one incident."""

    killed: Range | None = None
    """None: nothing is stated, which is not 0."""
    injured: Range | None = None
    killed_by_group: Mapping[Group, Range] = field(default_factory=dict)
    injured_by_group: Mapping[Group, Range] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    killed_best: int | None = None
    """Of schemes with a best estimate: the figure that most counts give."""


@dataclass(frozen=True, slots=True)
class _Bounds:
    """One count, or several, with no end open."""

    low: int
    high: int
    low_from: tuple[str, ...]
    high_from: tuple[str, ...]


def reconcile(counts: Sequence[Count], scheme: Scheme, background: Background | None = None) -> Reconciled:
    """Reconcile the counts of one incident under a scheme.

    Takes counts in order of the text, of one report or of several; those of one report share the stem of their ids. Of
    several reports, ``background`` says which go back to one origin and when each was published.
    Leaves ranges without an open end and, for each decision, a reason that cites its counts.
    """
    ranges: dict[Measure, Range | None] = {}
    groups: dict[Measure, dict[Group, Range]] = {}
    reasons: list[Reason] = []
    best: int | None = None
    for measure in _MEASURES:
        mine = [c for c in counts if c.measure is measure and c.scope is Scope.INCIDENT]
        if measure is Measure.INJURED and not scheme.counts.injured:
            mine = []
        # "Nine were killed and wounded" is the number of neither.
        stated = [c for c in mine if c.status is CountStatus.STATED and c.vague != JOINT]
        work = _Work(measure, scheme, stated, reasons, background or {})
        for one in mine:
            if one.status is CountStatus.DENIED:
                work.say("denied", [one])
        ranges[measure] = work.headline()
        groups[measure] = work.by_group()
        if measure is Measure.KILLED and scheme.counts.shape is Shape.BEST:
            best = work.best()
    return Reconciled(
        ranges[Measure.KILLED],
        ranges[Measure.INJURED],
        groups[Measure.KILLED],
        groups[Measure.INJURED],
        tuple(reasons),
        best,
    )


class _Work:
    """The counts of one measure under one scheme, and the reasons found on the way."""

    def __init__(
        self, measure: Measure, scheme: Scheme, stated: list[Count], reasons: list[Reason], background: Background
    ) -> None:
        self._measure, self._scheme, self._stated, self._reasons = measure, scheme, stated, reasons
        self._background = background
        self._parts: dict[str, list[Count]] = {}
        for one in stated:
            if one.part_of:
                self._parts.setdefault(one.part_of, []).append(one)

    def say(self, rule: str, counts: Sequence[Count], **fields: object) -> None:
        """Note a reason by a named rule, once."""
        words = "; ".join(f"“{c.at.words}”" for c in counts)
        text = self._scheme.rules[rule].say(measure=self._measure.value, words=words, **fields)
        reason = Reason(rule, text, counts=tuple(c.id for c in counts))
        if reason not in self._reasons:
            self._reasons.append(reason)

    def headline(self) -> Range | None:
        """The range of all that the scheme puts into its headline figure."""
        ids = {c.id for c in self._stated}
        outside = self._scheme.counts.outside_headline
        for one in self._stated:
            if one.group in outside:
                self.say("outside-headline", [one], group=one.group.value)
        wholes = [c for c in self._stated if c.group not in outside and c.part_of not in ids]
        return self._range(wholes, aloud=True)

    def by_group(self) -> dict[Group, Range]:
        """The range of each group that is stated, in the order of the groups."""
        found: dict[Group, Range] = {}
        for group in Group:
            if group is Group.PEOPLE:
                continue
            mine = [c for c in self._stated if c.group is group]
            ids = {c.id for c in mine}
            mine = [c for c in mine if c.part_of not in ids]
            made = self._range(mine, aloud=False)
            if made:
                found[group] = made
        return found

    def best(self) -> int | None:
        """The figure that most counts give; of equals the first."""
        ids = {c.id for c in self._stated}
        wholes = [c for c in self._stated if c.part_of not in ids]
        values = [self._close(c).high for c in wholes]
        if not values:
            return None
        best = max(values, key=values.count)
        self.say("best", [c for c, value in zip(wholes, values, strict=True) if value == best], best=best)
        return best

    # -- ranges

    def _range(self, counts: Sequence[Count], *, aloud: bool) -> Range | None:
        """One range: within each report, then between reports."""
        told = [(tuple(mine), made) for mine in _by_report(counts) if (made := self._of_report(list(mine)))]
        found = [made for _, made in told]
        if not found:
            return None
        if len(found) > 1:
            found = self._between(told, aloud=aloud)
        low, high = min(found, key=lambda b: b.low), max(found, key=lambda b: b.high)
        made = _Bounds(low.low, high.high, low.low_from, high.high_from)
        if self._scheme.counts.shape is Shape.CONSERVATIVE:
            made = _Bounds(made.low, made.low, made.low_from, made.low_from)
        if aloud:
            self._explain(counts, made)
        return Range(made.low, made.high, made.low_from, made.high_from)

    def _between(self, told: Sequence[tuple[tuple[Count, ...], _Bounds]], *, aloud: bool) -> list[_Bounds]:
        """Keep the ranges of those reports that count."""
        made = {}
        for counts, bounds in told:
            exact = [c for c in counts if _exact(c)]
            whole = any(c.group in _ANYBODY for c in exact)
            made[Told(counts, bounds.low, bounds.high, bool(exact), whole)] = bounds
        kept, back = sift(list(made), self._background, self._scheme.rules)
        for rule, one in back if aloud else ():
            bounds = made[one]
            rests = dict.fromkeys((*bounds.low_from, *bounds.high_from))
            self.say(rule, [c for c in self._stated if c.id in rests], low=one.low, high=one.high)
        return [made[one] for one in kept]

    def _of_report(self, counts: list[Count]) -> _Bounds | None:
        """The range within one report: its first figure, raised by those that come after it."""
        if not counts:
            return None
        closed = [self._close(c) for c in counts]
        first, later = closed[0], [b for c, b in zip(counts, closed, strict=True) if _exact(c)]
        if _exact(counts[0]):
            first = later[0]
        else:
            # "Dozens were injured ... two men": a figure below what the word can mean is of some of them.
            later = [b for b in later if b.high >= first.high]
            if later:
                first = later[0]
            else:
                later = [b for c, b in zip(counts, closed, strict=True) if c.vague in _GREAT]
        top = max([first, *later], key=lambda b: b.high)
        # "At least one ... a number of people were killed": a vague word that cannot mean as few raises the high end.
        more = [b for c, b in zip(counts, closed, strict=True) if not _exact(c) and c.vague not in (*_GREAT, "plural")]
        if top.high == 1 and more:
            top = more[0]
        return _Bounds(first.low, top.high, first.low_from, top.high_from)

    def _close(self, count: Count) -> _Bounds:
        """Close the open end of a count under the scheme."""
        rules = self._scheme.counts
        mine = (count.id,)
        if count.vague and count.vague in rules.vague:
            return _Bounds(*rules.vague[count.vague], mine, mine)
        low, high = self._strict(count)
        if low is None and high is not None:
            largest = max(self._below(count, high), key=lambda c: c.low or 0, default=None)
            if rules.open_low_from_part and largest and largest.low is not None:
                return _Bounds(largest.low, high, (largest.id,), mine)
            return _Bounds(high, high, mine, mine)
        low = low if low is not None else 0
        return _Bounds(low, low if high is None else high, mine, mine)

    def _below(self, count: Count, high: int) -> list[Count]:
        """Counts of the same people that an open low end can close on: parts said beside it, and lower figures."""
        parts = [p for p in self._parts.get(count.id, ()) if 0 <= p.at.start - count.at.end < _BESIDE]
        report, groups = count.id.partition(":")[0], _ANYBODY if count.group in _ANYBODY else (count.group,)
        figures = [
            c
            for c in self._stated
            if c.part_of is None and c.group in groups and c.id.partition(":")[0] == report and (c.low or 0) < high
        ]
        return [c for c in (*parts, *figures) if c is not count and _exact(c) and c.low is not None and c.low <= high]

    def _strict(self, count: Count) -> tuple[int | None, int | None]:
        """The bounds of a count, moved on by one where they leave out their own number and the scheme says so."""
        low, high = count.low, count.high
        if not self._scheme.counts.strict or count.vague != STRICT:
            return low, high
        if high is not None:
            return low, high + 1
        return (None if low is None else low + 1), None

    # -- reasons

    def _explain(self, counts: Sequence[Count], made: _Bounds) -> None:
        """Say which rule gave the range."""
        known = {c.id: c for c in self._stated}
        rests = [known[i] for i in dict.fromkeys((*made.low_from, *made.high_from)) if i in known]
        bounds = {"low": made.low, "high": made.high}
        if made.high == 0:
            self.say("none-stated", rests)
            return
        for one in rests:
            closed = self._close(one)
            ends = {"low": closed.low, "high": closed.high}
            if one.vague and one.vague in self._scheme.counts.vague:
                self.say("vague-word", [one], **ends)
            elif one.low is None and closed.low_from != (one.id,):
                other = known[closed.low_from[0]]
                rule = "open-low-from-part" if other.part_of == one.id else "open-low-from-figure"
                self.say(rule, [one, other], **ends)
            elif one.low is None or one.high is None:
                self.say("open-end-on-stated", [one], **ends)
        exact = [c for c in counts if _exact(c)] or list(counts)
        if len(exact) == 1:
            self.say("one-figure", exact, **bounds)
        elif made.low == made.high:
            agreeing = [c for c in exact if self._close(c).high == made.high]
            self.say("same-figure", agreeing or rests, **bounds)
        else:
            self.say("lowest-to-highest", rests, **bounds)


def _exact(count: Count) -> bool:
    """Tell whether a number is stated, bounds allowed, rather than a vague word."""
    return count.vague is None or count.vague == STRICT


def _by_report(counts: Iterable[Count]) -> list[list[Count]]:
    """The counts of each report, reports in the order of their first count: an id's stem is its report's."""
    groups: dict[str, list[Count]] = {}
    for one in counts:
        groups.setdefault(one.id.partition(":")[0], []).append(one)
    return list(groups.values())
