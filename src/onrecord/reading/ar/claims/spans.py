"""Questions about stretches of tokens, answered at one cost however long the stretch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate


class Marks:
    """Which tokens of a text bear a mark.

    >>> marks = Marks([False, True, False])
    >>> marks.any(0, 1), marks.any(2, 2)
    (True, False)
    """

    def __init__(self, marked: Sequence[bool]) -> None:
        self._upto = [0, *accumulate(marked)]

    @classmethod
    def over(cls, size: int, stretches: Iterable[tuple[int, int]]) -> Marks:
        """Mark every token of some stretches, both ends included."""
        edges = [0] * (size + 1)
        for first, last in stretches:
            edges[first] += 1
            edges[last + 1] -= 1
        return cls([depth > 0 for depth in accumulate(edges[:size])])

    def any(self, first: int, last: int) -> bool:
        """Tell whether a token from ``first`` to ``last``, both included, bears the mark."""
        return first <= last and self._upto[last + 1] > self._upto[first]

    def all(self, first: int, last: int) -> bool:
        """Tell whether every one of them does."""
        return first <= last and self._upto[last + 1] - self._upto[first] == last + 1 - first
