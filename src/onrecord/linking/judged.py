"""What people judged of links: pairs that are together whatever their score, and pairs that never are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.linking.candidates import Pairs
from onrecord.linking.profiles import Floats
from onrecord.model import Feature, Judged, MentionRef

_SURE = 1e9
"""Log odds that come before all that is learned, and stay there when they are shared out over a large cluster."""


@dataclass(frozen=True, slots=True)
class Pins:
    """Judgements as linking follows them; pairs are row numbers, the lower first."""

    together: dict[tuple[int, int], str]
    """Pairs judged to be of one incident, and who judged it."""
    apart: list[set[int]]
    """For each row, what it must not be grouped with in others: its report, and what it was judged apart from."""

    @classmethod
    def of(cls, judged: Iterable[Judged], refs: Sequence[MentionRef], reports: Sequence[int]) -> Pins:
        """Take the judgements of mentions that are there; ``reports`` gives each row's report number, from 0.

        Judgements must agree with each other. People may hold two mentions of one report to be one: linking never does.
        """
        row_of = {ref: row for row, ref in enumerate(refs)}
        apart = [{number} for number in reports]
        together: dict[tuple[int, int], str] = {}
        for number, pair in enumerate(one for one in judged if one.one in row_of and one.other in row_of):
            one, other = sorted((row_of[pair.one], row_of[pair.other]))
            if pair.same:
                together[one, other] = pair.why
            else:
                apart[one].add(-1 - number)
                apart[other].add(-1 - number)
        for group in _groups(together):
            seen: set[int] = set()
            for row in group:
                if reports[row] in seen:
                    apart[row].discard(reports[row])
                seen.add(reports[row])
        return cls(together, apart)

    def added_to(self, pairs: Pairs) -> Pairs:
        """Give the pairs with those judged together among them, in order."""
        if not self.together:
            return pairs
        return np.unique(np.concatenate((pairs, np.array(sorted(self.together), np.int64))), axis=0)

    def over(self, pairs: Pairs, odds: Floats) -> Floats:
        """Give the log odds with those of pairs judged together above all others."""
        if not self.together:
            return odds
        return odds + [_SURE * ((one, other) in self.together) for one, other in pairs.tolist()]

    def feature(self, one: int, other: int) -> tuple[Feature, ...]:
        """Say who judged a pair to be together. A judgement is no score, so it weighs nothing."""
        why = self.together.get((one, other))
        return () if why is None else (Feature("judgement", f"judged the same ({why})", 0.0),)


def _groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Give the rows that pairs hold together, directly or through others, in order."""
    group_of: dict[int, list[int]] = {}
    for one, other in pairs:
        mine, others = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if mine is not others:
            mine.extend(others)
            for row in others:
                group_of[row] = mine
    return [sorted(group) for group in {id(group): group for group in group_of.values()}.values()]
