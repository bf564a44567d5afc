"""The part of the day that the words around a date state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.en.dates.words import PART, PARTS

_CLOCK = r"(?:[01]?\d|2[0-3])(?:(?:[:.][0-5]\d)(?:\s?(?i:am|pm|a\.m\.|p\.m\.|hrs|hours))?|\s?(?i:am|pm|a\.m\.|p\.m\.))"
_LINK = r"(?:,?\s+(?i:of|on|in|at|the|around|about|late|early|shortly|just|before|after|approximately))*,?\s+"
# "at dawn on", "in the early hours of", "late on": what leads to the date and touches it
_BEFORE = re.compile(rf"(?P<p>\b{PART}){_LINK}$")
_EARLY_LATE_BEFORE = re.compile(r"\b(?P<p>(?i:late|early))\s+(?:on\s+)?$")
_AFTER = re.compile(
    rf"(?:'s)?,?\s+(?:(?i:at|in\s+the|in|around|during\s+the|early\s+in\s+the|late\s+in\s+the)\s+)?(?P<p>{PART})\b"
)
_CLOCK_NEAR = re.compile(
    rf"(?:\b(?i:at|around|about|approximately|before|after|by|between|from|circa)\s+)(?P<p>{_CLOCK})(?![\w%])"
)
_PART_NEAR = re.compile(
    rf"\b(?i:(?:in|during)\s+the|at|around|shortly\s+after|shortly\s+before|just\s+after|just\s+before|after|before)\s+(?P<p>{PART})\b"
)
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[A-Z\"'(])|\n")
_NEAR = 90  # code points: a stated hour stands in the clause of its date; further off it is another's


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day; ``start`` and ``end`` where its words touch the date's own, else None and 0."""

    name: str | None = None
    start: int | None = None
    end: int = 0


def part_of_day(text: str, start: int, end: int, after: int, before: int) -> Part:
    """Find the part of the day of the date at ``start:end``, looking no further than ``after`` and ``before``.

    A part that touches the date wins; then a clock time, then a part stated nearby in the same sentence.
    """
    left = text[max(after, start - 60) : start]
    offset = start - len(left)
    for pattern in (_BEFORE, _EARLY_LATE_BEFORE):
        found = pattern.search(left)
        if found:
            return Part(_name(found["p"]), offset + found.start("p"))
    found = _AFTER.match(text, end, min(before, end + 60))
    if found:
        return Part(_name(found["p"]), None, found.end("p"))
    left = _SENTENCE_END.split(text[max(after, start - _NEAR) : start])[-1]
    right = _SENTENCE_END.split(text[end : min(before, end + _NEAR)])[0]
    for pattern in (_CLOCK_NEAR, _PART_NEAR):
        after_it, before_it = pattern.search(right), list(pattern.finditer(left))
        if after_it:
            return Part(_name(after_it["p"]))
        if before_it:
            return Part(_name(before_it[-1]["p"]))
    return Part()


def _name(words: str) -> str:
    """Name a part as the reading does; a clock time keeps its words."""
    plain = re.sub(r"\s+", " ", words.strip()).lower()
    if plain in ("late", "early"):
        return "night" if plain == "late" else "morning"
    return PARTS.get(plain, words.strip())
