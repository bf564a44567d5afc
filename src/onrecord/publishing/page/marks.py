"""A text and the marks upon it -> paragraphs of segments, however the marks nest or overlap.

A segment is a stretch of text under one and the same set of marks. Segments are flat: none stands within another, so
marks that overlap without nesting need no broken markup, and a mark that runs over paragraphs goes on in the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onrecord.model import Words

_LINE_END = r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])"
_BLANK_LINES = re.compile(rf"{_LINE_END}(?:[^\S\n\r\x0b\x0c\x85\u2028\u2029]*{_LINE_END})+")
_LINES = re.compile(rf"{_LINE_END}+")


class Layer(StrEnum):
    """What a mark shows."""

    CONTENT = "content"
    SPEAKER = "speaker"
    CUE = "cue"
    COUNT = "count"
    TERM = "term"
    """A date, place, kind of attack or thing hit."""
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Mark:
    """One value's words in the text."""

    at: Words
    layer: Layer
    token: str
    """What connects the words with their note: ``c3`` for the third claim, ``n1`` for the first count."""
    tone: str = ""
    """The family of acts that the claim belongs to."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under one set of marks."""

    text: str
    marks: tuple[Mark, ...] = ()
    """The longest first."""
    begins: tuple[Mark, ...] = ()
    """The marks whose first passage begins here."""
    ends: tuple[Mark, ...] = ()
    """The marks whose last passage ends here."""

    def of(self, layer: Layer | str) -> tuple[Mark, ...]:
        """Give the marks of one layer, by itself or by its name, the longest first."""
        return tuple(mark for mark in self.marks if mark.layer == layer)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    start: int
    end: int
    segments: tuple[Segment, ...]


def paragraphs(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """Cut a text into paragraphs of segments.

    Paragraphs part at blank lines, or at every line end in a text without blank lines. Nothing but the line ends and
    white space between paragraphs is left out: the segments of a paragraph join to its text.
    """
    spans = sorted(
        ((passage.start, passage.end, mark) for mark in marks for passage in mark.at.passages),
        key=lambda span: span[:2],
    )
    edges = sorted({edge for start, end, _ in spans for edge in (start, end)})
    found: list[Paragraph] = []
    active: list[tuple[int, int, Mark]] = []
    coming = 0
    for first, last in _bounds(text):
        segments = []
        cuts = [first, *edges[bisect_right(edges, first) : bisect_left(edges, last)], last]
        for left, right in pairwise(cuts):
            while coming < len(spans) and spans[coming][0] <= left:
                active.append(spans[coming])
                coming += 1
            active = [span for span in active if span[1] > left]
            segments.append(_segment(text, left, right, {id(mark): mark for _, _, mark in active}.values()))
        found.append(Paragraph(first, last, tuple(segments)))
    return found


def _bounds(text: str) -> list[tuple[int, int]]:
    start, last = len(text) - len(text.lstrip()), len(text.rstrip())
    parting = _BLANK_LINES if _BLANK_LINES.search(text, start, last) else _LINES
    bounds = []
    for gap in parting.finditer(text, start, last):
        bounds.append((start, gap.start()))
        start = gap.end()
    bounds.append((start, last))
    return [(start, end) for start, end in bounds if text[start:end].strip()]


def _segment(text: str, left: int, right: int, marks: Iterable[Mark]) -> Segment:
    over = sorted(marks, key=lambda mark: (mark.at.start - mark.at.end, mark.at.start, mark.token))
    return Segment(
        text[left:right],
        tuple(over),
        tuple(mark for mark in over if mark.at.start == left),
        tuple(mark for mark in over if mark.at.end == right),
    )
