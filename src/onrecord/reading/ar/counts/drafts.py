"""Drafts: counts in the making, before they have their words and ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import CountStatus, Group, Measure, Scope
from onrecord.reading.ar.counts.mentions import How, Mention
from onrecord.reading.ar.numbers import STRICT

JOINT = "killed and injured"
"""Name of numbers that count killed and injured together: each is that many at most, and none has a low end."""

_SEXES_AND_AGES = frozenset((Group.CIVILIANS, Group.CHILDREN, Group.WOMEN, Group.MEN))


@dataclass(slots=True, eq=False)
class Draft:
    """A count in the making."""

    first: int
    last: int
    """Tokens of its words, both included."""
    measure: Measure
    group: Group
    low: int | None
    high: int | None
    vague: str | None
    how: How
    sentence: int
    happening: int
    """First token of what happened."""
    whole: Draft | None = None
    """The count of which these people are a part."""
    definite: bool = False
    further: bool = False
    told: bool = False
    """People told one by one, or who the people of a count told before are."""
    fallback: bool = False
    """Counts only where the report states nothing else of the measure."""
    name: tuple[int, int] | None = None
    female: bool | None = None
    scope: Scope = Scope.INCIDENT
    status: CountStatus = CountStatus.STATED
    parts: list[Draft] = field(default_factory=list)
    """Of a sum: the counts added up."""

    @classmethod
    def of(cls, mention: Mention, measure: Measure, sentence: int, happening: int, *, joint: bool = False) -> Draft:
        """Make the draft of a mention and of what happened to it; ``joint``: a number that two measures share."""
        low, high, vague = mention.low, mention.high, mention.vague
        if joint and (vague is None or vague == STRICT):
            low, high, vague = None, high if high is not None else low, JOINT
        return cls(
            mention.first,
            mention.last,
            measure,
            mention.group,
            low,
            high,
            vague,
            mention.how,
            sentence,
            happening,
            definite=mention.definite,
            further=mention.further,
            told=mention.how is How.NAME,
            name=mention.name,
            female=mention.female,
        )

    @property
    def size(self) -> int:
        """The larger of its bounds; 0 where it has none."""
        return max(self.low or 0, self.high or 0)

    @property
    def total(self) -> bool:
        """Tell whether it can be a total: a number of people not spoken of before, none told one by one."""
        if self.told or self.fallback or self.definite or self.group is Group.COMBATANTS or self.whole is not None:
            return False
        if self.vague and self.vague != STRICT:
            return False
        return self.how is How.NUMBER


def add_up(drafts: Sequence[Draft]) -> Draft:
    """Add up people counted apart: "رجل وزوجته وثلاثة أطفال" are five; each becomes a part of the sum."""
    first, groups = drafts[0], {d.group for d in drafts}
    group = Group.PEOPLE
    if groups == {first.group}:
        group = first.group
    elif Group.CIVILIANS in groups and groups <= _SEXES_AND_AGES:
        group = Group.CIVILIANS
    lows, highs = [d.low for d in drafts], [d.high for d in drafts]
    whole = Draft(
        min(d.first for d in drafts),
        max(d.last for d in drafts),
        first.measure,
        group,
        sum(n or 0 for n in lows) if any(n is not None for n in lows) else None,
        None if any(n is None for n in highs) else sum(n or 0 for n in highs),
        next((d.vague for d in drafts if d.vague), None),
        How.NUMBER,
        first.sentence,
        first.happening,
        told=all(d.told for d in drafts),
        parts=list(drafts),
    )
    for one in drafts:
        one.whole = whole
    return whole
