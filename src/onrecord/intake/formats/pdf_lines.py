"""Lines of a PDF page, put together to paragraphs, each with its box."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import byref
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median, median_low
from typing import Any

from onrecord.model import TextMap, TextPlace

Box = tuple[float, float, float, float]
_HYPHENS = {0x02, 0xFFFE}
"""What PDFium gives for a hyphen that it takes for a word broken at the end of a line."""
_APART = 1.4
"""Distances of lines, in those of the page's usual ones, from which a new paragraph begins. Set on pages with 1.0 to
1.5 spacing and half a line or more between paragraphs."""
_OPEN_ENDS = frozenset('.!?:;…。؟!"”»)')
"""What the last line of a page ends with when its sentence does not go on overleaf."""


@dataclass(slots=True)
class Line:
    """One line as it stands on the page."""

    text: str
    box: Box
    broken: bool = False
    """Whether its last word goes on in the next line."""


def lines_of(page: Any) -> list[Line]:
    """Read the lines of an open page, with boxes from its upper left corner as it is shown, in points."""
    from pypdfium2 import raw  # noqa: PLC0415 - for PDF alone

    text_page = page.get_textpage()
    left, bottom, right, top = page.get_cropbox()
    shown = _Shown(left, top, right - left, top - bottom, page.get_rotation())
    rect = raw.FS_RECTF()
    lines: list[Line] = []
    line = _Growing()
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in {10, 13}:
            line.close(lines, shown)
            line = _Growing()
            continue
        if code in _HYPHENS:
            line.broken = True
            continue
        line.broken = False
        if code and not 0xD800 <= code < 0xE000:
            line.letters.append(chr(code))
        else:
            line.letters.append("\ufffd")
        if raw.FPDFText_GetLooseCharBox(text_page, index, byref(rect)) and rect.right > rect.left:
            line.widen(rect.left, rect.bottom, rect.right, rect.top)
    line.close(lines, shown)
    text_page.close()
    return lines


@dataclass(slots=True)
class _Shown:
    """A page's corner, size and rotation: from the file's coordinates to those of the page as it is shown."""

    left: float
    top: float
    width: float
    height: float
    rotation: int

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, x1, y0, y1 = left - self.left, right - self.left, self.top - top, self.top - bottom
        if self.rotation == 90:
            x0, y0, x1, y1 = self.height - y1, x0, self.height - y0, x1
        elif self.rotation == 180:
            x0, y0, x1, y1 = self.width - x1, self.height - y1, self.width - x0, self.height - y0
        elif self.rotation == 270:
            x0, y0, x1, y1 = y0, self.width - x1, y1, self.width - x0
        return (round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))


@dataclass(slots=True)
class _Growing:
    letters: list[str] = field(default_factory=list)
    box: list[float] | None = None
    broken: bool = False

    def widen(self, left: float, bottom: float, right: float, top: float) -> None:
        if self.box is None:
            self.box = [left, bottom, right, top]
        else:
            one = self.box
            self.box = [min(one[0], left), min(one[1], bottom), max(one[2], right), max(one[3], top)]

    def close(self, lines: list[Line], shown: _Shown) -> None:
        text = "".join(self.letters).strip()
        if text:
            left, bottom, right, top = self.box or [shown.left, shown.top, shown.left, shown.top]
            lines.append(Line(text, shown.box(left, bottom, right, top), self.broken))


class PagedText:
    """Lines of page after page -> one text with its map.

    Lines of one paragraph are joined by a space, words broken at a line's end without one; an empty line stands between
    paragraphs.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._places: list[TextPlace] = []
        self._before: Line | None = None
        self.size = 0
        """Code points so far."""
        self.unknown = 0
        """Characters that have no letter."""

    def add(self, page: int, lines: Sequence[Line]) -> None:
        """Add a page's lines; ``page`` counts from 1."""
        leading = _leading(lines)
        for index, line in enumerate(lines):
            if self._before:
                self._put(self._between(self._before, line, leading, overleaf=index == 0))
            start = self.size
            self._put(line.text)
            self.unknown += line.text.count("\ufffd")
            self._places.append(TextPlace(start, self.size, page=page, box=line.box))
            self._before = line

    def result(self) -> tuple[str, TextMap]:
        """Give the text and its map."""
        return "".join(self._parts), TextMap(tuple(self._places))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self.size += len(text)

    @staticmethod
    def _between(before: Line, line: Line, leading: float, *, overleaf: bool) -> str:
        within = "" if before.broken else " "
        if overleaf:
            goes_on = before.broken or (before.text[-1] not in _OPEN_ENDS and line.text[0].islower())
            return within if goes_on else "\n\n"
        return within if 0 <= _down(before, line) <= _APART * leading else "\n\n"


def _down(one: Line, two: Line) -> float:
    """Give the distance from one line to the next, by their tops or their bottoms, whichever is less.

    A line without tall letters is lower than its neighbours, and in Arabic many have none.
    """
    return min(two.box[1] - one.box[1], two.box[3] - one.box[3])


def _leading(lines: Sequence[Line]) -> float:
    """Give the page's usual distance from line to line; the height of a line where it has but one."""
    heights = [line.box[3] - line.box[1] for line in lines]
    downs = [_down(one, two) for one, two in pairwise(lines)]
    usual = [down for down in downs if down > 0]
    height = median(heights) if heights else 0.0
    return min(median_low(usual), 2.0 * height) if usual and height else height
