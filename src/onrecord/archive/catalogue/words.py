"""Words as they are searched for: folded alike in what is indexed and in what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640]+[^\W_]*)*")
_ASKED = re.compile(r'"([^"]+)"|(\S+)')
_ALIKE = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "گ": "ك"}
)
"""Arabic letters that different hands write differently."""
_JOINED = re.compile(r"^(?:[وف]?[بك]?ال|[وف]?لل)(?=\w{3})")
"""Conjunction, preposition and article, which are written together with an Arabic word."""
_SNIPPET = 240
"""Code points of a snippet, about two lines."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a snippet."""

    text: str
    is_match: bool


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Fold one word: case, marks over and under letters, forms of Arabic letters, and the article before them.

    >>> fold("Café"), fold("المدينة") == fold("مدينه")
    ('cafe', True)
    """
    folded = word.casefold()
    if folded.isascii():
        return folded
    plain = unicodedata.normalize("NFKD", folded)
    bare = "".join(c for c in plain if not unicodedata.combining(c) and c != "\u0640").translate(_ALIKE)
    return _JOINED.sub("", bare)


def folded(text: str) -> str:
    """Fold a whole text for the index: its words with spaces between."""
    return " ".join(fold(word) for word in _WORD.findall(text))


def folded_name(name: str) -> str:
    """Fold a name, to look for a part of it."""
    return f" {folded(name)} "


def question(asked: str) -> str | None:
    """Put what somebody typed into the index's own language; None where it holds no word.

    All words must stand in the report; "words in quotes" stand together; a star at a word's end stands for any ending.
    """
    terms = []
    for phrase, word in _ASKED.findall(asked[:1_000]):
        found = [fold(one) for one in _WORD.findall(phrase or word)]
        if not found:
            continue
        said = " ".join(found).replace('"', "")
        terms.append(f'"{said}"' + (" *" if not phrase and word.endswith("*") else ""))
        if len(terms) == 20:
            break
    return " ".join(terms) or None


def marked(text: str, asked: str) -> tuple[Marked, ...]:
    """Cut the stretch out of a text that holds most of the words asked for, with these marked."""
    exact, starts = set(), []
    for phrase, word in _ASKED.findall(asked[:1_000]):
        found = [fold(one) for one in _WORD.findall(phrase or word)]
        if found and not phrase and word.endswith("*"):
            starts.append(found.pop())
        exact.update(found)
    hits = [(at.start(), at.end()) for at in _matches(text, exact, tuple(starts))]
    begin = _best(hits)
    begin, end = _at_spaces(text, begin, begin + _SNIPPET)
    parts: list[Marked] = [Marked("… ", is_match=False)] if begin else []
    at = begin
    for first, last in hits:
        if first < begin or last > end:
            continue
        if first > at:
            parts.append(Marked(_plain(text[at:first]), is_match=False))
        parts.append(Marked(text[first:last], is_match=True))
        at = last
    if at < end:
        parts.append(Marked(_plain(text[at:end]), is_match=False))
    if end < len(text):
        parts.append(Marked(" …", is_match=False))
    return tuple(parts)


def _matches(text: str, exact: set[str], starts: tuple[str, ...]) -> Iterator[re.Match[str]]:
    for found in _WORD.finditer(text[:200_000]):
        word = fold(found.group())
        if word in exact or (starts and word.startswith(starts)):
            yield found


def _best(hits: list[tuple[int, int]]) -> int:
    """Find where the stretch with the most hits begins."""
    best, most = 0, 0
    for number, (start, _) in enumerate(hits[:500]):
        held = sum(1 for other, _ in hits[number : number + 50] if other < start + _SNIPPET - 60)
        if held > most:
            best, most = start, held
    return max(0, best - 60)


def _at_spaces(text: str, begin: int, end: int) -> tuple[int, int]:
    if begin:
        space = text.find(" ", begin, begin + 30)
        begin = space + 1 if space >= 0 else begin
    if end < len(text):
        space = text.rfind(" ", end - 30, end)
        end = space if space >= 0 else end
    return begin, min(end, len(text))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)
