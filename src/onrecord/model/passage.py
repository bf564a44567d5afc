"""Where words stand in a report's text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

GAP = " … "
"""Stands between the parts when a value rests on several passages."""


class Passage(NamedTuple):
    """A stretch of a report's text: code points, end exclusive."""

    start: int
    end: int

    def overlaps(self, other: Passage) -> bool:
        """Tell whether both hold at least one code point in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they stand in a report, and where.

    With one passage, ``text[start:end] == words``; with several, the parts are joined by :data:`GAP`.
    """

    words: str
    passages: tuple[Passage, ...]
    report: str | None = None
    """Id of the report that they stand in, where a value goes beyond its reading; None within a reading."""

    @classmethod
    def cut(cls, text: str, passages: Iterable[tuple[int, int]]) -> Words:
        """Cut the words of ``passages`` out of ``text``, in the order of the text, edge white space left out.

        Touching or overlapping passages are merged. Passages of white space alone are dropped;
        ValueError when nothing is left, since a value without words cannot be checked.
        """
        merged: list[list[int]] = []
        for start, end in sorted(passages):
            start, end = max(0, start), min(end, len(text))
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start >= end:
                continue
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        if not merged:
            raise ValueError("no words: every passage is empty or white space")
        found = tuple(Passage(start, end) for start, end in merged)
        return cls(GAP.join(text[p.start : p.end] for p in found), found)

    def within(self, report: str) -> Words:
        """Say which report they stand in."""
        return replace(self, report=report)

    @property
    def start(self) -> int:
        """Offset of the first code point."""
        return self.passages[0].start

    @property
    def end(self) -> int:
        """Offset after the last code point."""
        return self.passages[-1].end

    def overlaps(self, other: Words) -> bool:
        """Tell whether any passage of one shares text with any passage of the other."""
        return any(a.overlaps(b) for a in self.passages for b in other.passages)
