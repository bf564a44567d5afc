"""Where a report's words stand in what was received: page and box, paragraph, element, row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A stretch of a report's text, and where it stands in the bytes as a program shows them."""

    start: int
    """Offset in the report's text, in code points."""
    end: int
    """Exclusive."""
    page: int | None = None
    """From 1, as the file counts its pages, whatever is printed on them."""
    box: tuple[float, float, float, float] | None = None
    """Left, top, right and bottom in points (1/72 inch) from the upper left corner of the page as it is shown."""
    element: str | None = None
    """The way to an element of the markup, or the words that name a paragraph or row."""


@dataclass(frozen=True, slots=True)
class TextMap:
    """The places of a text, in the order of the text; they never overlap, and gaps are what no place holds.

    >>> text_map = TextMap((TextPlace(0, 4, page=1), TextPlace(5, 9, page=2)))
    >>> [place.page for place in text_map.at(2, 6)]
    [1, 2]
    """

    places: tuple[TextPlace, ...] = ()

    def __post_init__(self) -> None:
        """ValueError where places overlap, are empty, or stand out of order."""
        if any(one.end <= one.start or one.start < 0 for one in self.places):
            raise ValueError("a place of a text map that holds no text")
        if any(two.start < one.end for one, two in pairwise(self.places)):
            raise ValueError("places of a text map that overlap or stand out of order")

    def at(self, start: int, end: int) -> Iterator[TextPlace]:
        """Give each place that holds some of ``text[start:end]``."""
        first = bisect_right(self.places, start, key=lambda one: one.end)
        for place in self.places[first:]:
            if place.start >= end:
                return
            yield place
