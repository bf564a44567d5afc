"""Drafts: counts in the making, before they have their words and ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import CountStatus, Group, Measure, Scope
from onrecord.reading.en.counts.happenings import Happening
from onrecord.reading.en.counts.mentions import Kind, Mention

_SEXES_AND_AGES = frozenset((Group.CIVILIANS, Group.CHILDREN, Group.WOMEN, Group.MEN))


@dataclass(slots=True)
class Draft:
    """A count in the making."""

    spans: list[tuple[int, int]]
    """Token ranges of its words."""
    measure: Measure
    group: Group
    low: int | None
    high: int | None
    vague: str | None = None
    kind: Kind = Kind.NUMBER
    whole: Draft | None = None
    """The count of which these people are a part."""
    happening: tuple[int, int] = (0, 0)
    """Tokens of what happened."""
    definite: bool = False
    further: bool = False
    generic: bool = True
    scope: Scope = Scope.INCIDENT
    status: CountStatus = CountStatus.STATED
    items: list[Draft] = field(default_factory=list)
    """Of a sum: the counts added up."""

    @classmethod
    def of(cls, mention: Mention, measure: Measure, happening: Happening | None = None) -> Draft:
        """Make the draft of a mention and of what happened to it; without a happening the mention says it itself."""
        return cls(
            [(mention.start, mention.end)],
            measure,
            happening.group if happening and happening.group and mention.bare else mention.group,
            mention.low,
            mention.high,
            mention.vague,
            mention.kind,
            None,
            (happening.start, happening.end) if happening else (mention.start, mention.end),
            mention.definite,
            mention.further,
            mention.generic,
        )

    @property
    def start(self) -> int:
        """First token of its words."""
        return min(a for a, _ in self.spans)

    @property
    def size(self) -> int:
        """The larger of its bounds; 0 where it has none."""
        return max(self.low or 0, self.high or 0)


def add_up(drafts: Sequence[Draft]) -> Draft:
    """Add up people counted apart: "a man, his wife and three children" are five; each becomes a part of the sum."""
    lows, highs = [d.low for d in drafts], [d.high for d in drafts]
    first, groups = drafts[0], {d.group for d in drafts}
    group = Group.PEOPLE
    if groups == {first.group}:
        group = first.group
    elif Group.CIVILIANS in groups and groups <= _SEXES_AND_AGES:
        group = Group.CIVILIANS
    whole = Draft(
        [(min(d.start for d in drafts), max(b for d in drafts for _, b in d.spans))],
        first.measure,
        group,
        sum(n or 0 for n in lows) if any(n is not None for n in lows) else None,
        None if any(n is None for n in highs) else sum(n or 0 for n in highs),
        next((d.vague for d in drafts if d.vague), None),
        happening=first.happening,
        further=first.further,
        items=list(drafts),
    )
    for one in drafts:
        one.whole = whole
    return whole
