"""Where the lines of a page's text stand in its markup.

Trafilatura leaves out and rejoins, but what it gives stands in the page line by line, white space and invisible signs
aside. So both are compared without these. A line is placed only where no choice is left: where its letters stand in
the page once, or once between the lines around it that are placed already.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.model import TextMap, TextPlace

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUN = re.compile(r"\S+")
_UNREAD = {"script", "style", "template", "noscript", "head"}
_MOST_WORK = 2_000_000_000
"""Letters of the page times lines of the text: about a second of looking. Above it nothing is placed."""
_BULLET = re.compile(r"^\s*(?:[-–•*]\s+)?")


def note_of(text: str, text_map: TextMap) -> tuple[str, ...]:
    """Say how much of a page's text has no place, where some has none."""
    lost = sum(1 for one in text if one.isalnum())
    lost -= sum(1 for place in text_map.places for one in text[place.start : place.end] if one.isalnum())
    if not lost:
        return ()
    return (f"{lost:,} letters of the page's text could not be traced to an element for certain.",)


def places_of(markup: str, text: str) -> TextMap:
    """Place the lines of ``text`` in the page; what cannot be placed for certain is left out.

    Each place names an element by its XPath in the page as lxml reads it, and the stretch of the element's text
    (XPath's ``string()``) in code points as a fragment of RFC 5147: ``/html/body/p[2]#char=0,80``.
    """
    page = _Page.of(markup)
    if page is None or len(page.letters) * (text.count("\n") + 1) > _MOST_WORK:
        return TextMap()
    found: list[TextPlace] = []
    for line, (at, end) in _placed([*_lines(text)], page.letters):
        first, last = page.position(at), page.position(end - 1) + 1
        found.append(TextPlace(line.start, line.end, element=page.named(first, last)))
    return TextMap(tuple(found))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text, or a cell of a row: its offsets, and its letters."""

    start: int
    end: int
    letters: str


def _lines(text: str) -> Iterator[_Line]:
    at = 0
    for line in text.split("\n"):
        lead = _BULLET.match(line)
        begin = lead.end() if lead else 0
        for cell in re.finditer(r"[^|]+", line[begin:]):
            words = cell.group()
            start = at + begin + cell.start() + len(words) - len(words.lstrip())
            letters = "".join(_letters(words))
            if any(one.isalnum() for one in letters):
                yield _Line(start, start + len(words.strip()), letters)
        at += len(line) + 1


def _letters(words: str) -> Iterator[str]:
    """Give what is neither white space nor invisible."""
    for run in _RUN.findall(words):
        yield run if run.isprintable() else "".join(one for one in run if one.isprintable())


def _placed(lines: list[_Line], page: str) -> Iterator[tuple[_Line, tuple[int, int]]]:
    """Choose each line's place: first those that stand once in the page, then those once between their neighbours."""
    chosen: list[int | None] = [None] * len(lines)
    cursor = 0
    for number, line in enumerate(lines):
        first = page.find(line.letters)
        if first >= cursor and page.find(line.letters, first + 1) < 0:
            chosen[number], cursor = first, first + len(line.letters)
    after = [len(page)] * (len(lines) + 1)
    for number in reversed(range(len(lines))):
        at = chosen[number]
        after[number] = after[number + 1] if at is None else at
    cursor = 0
    for number, line in enumerate(lines):
        at = chosen[number]
        if at is None:
            at = page.find(line.letters, cursor, after[number])
            if at < 0 or page.find(line.letters, at + 1, after[number]) >= 0:
                continue
        cursor = at + len(line.letters)
        yield line, (at, cursor)


class _Page:
    """The letters of a page, and the element in which each stands."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self._from = array("q")
        """Of each run of letters, the offset of its first in all letters."""
        self._at = array("q")
        """And in all text of the page, white space included."""
        self._spans: dict[_Element, tuple[int, int]] = {}
        """Of each element, the stretch of the page's text that is its own."""
        self._owners: list[tuple[int, _Element]] = []
        """The element in which the page's text from an offset on stands."""
        parts: list[str] = []
        length = here = 0
        for element, words, read in _texts(root, self._spans):
            self._owners.append((here, element))
            for run in _RUN.finditer(words) if read else ():
                for start, letters in _visible(run):
                    self._from.append(length)
                    self._at.append(here + start)
                    parts.append(letters)
                    length += len(letters)
            here += len(words)
        self.letters = "".join(parts)

    @classmethod
    def of(cls, markup: str) -> _Page | None:
        """Read a page the way the text's finder does; None where it is no markup."""
        from lxml import etree, html  # noqa: PLC0415 - for pages alone

        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        try:
            root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
        except (etree.LxmlError, ValueError):
            return None
        return cls(root)

    def position(self, letter: int) -> int:
        """Tell where in the page's text a letter stands."""
        run = bisect_right(self._from, letter) - 1
        return self._at[run] + letter - self._from[run]

    def named(self, first: int, last: int) -> str:
        """Name the innermost element that holds a stretch of the page's text, and the stretch in the element's own."""
        element: Any = self._owners[bisect_right(self._owners, first, key=lambda one: one[0]) - 1][1]
        while self._spans[element][1] < last:
            element = element.getparent()
        start = self._spans[element][0]
        return f"{self._root.getroottree().getpath(element)}#char={first - start},{last - start}"


def _visible(run: re.Match[str]) -> Iterator[tuple[int, str]]:
    words = run.group()
    if words.isprintable():
        yield run.start(), words
        return
    yield from ((run.start() + at, one) for at, one in enumerate(words) if one.isprintable())


def _texts(root: _Element, spans: dict[_Element, tuple[int, int]]) -> Iterator[tuple[_Element, str, bool]]:
    """Give the page's pieces of text in order, each with its element and whether a reader sees it; fill the spans."""
    from lxml import etree  # noqa: PLC0415

    here = 0
    unseen = 0
    starts: dict[_Element, int] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            starts[element] = here
            unseen += element.tag in _UNREAD
            piece, owner = element.text, element
        else:
            unseen -= element.tag in _UNREAD
            spans[element] = (starts.pop(element), here)
            piece, owner = element.tail, element.getparent()
        if piece and owner is not None:
            here += len(piece)
            yield owner, piece, not unseen
