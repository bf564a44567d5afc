"""Links: what stands between two mentions of a sentence, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from onrecord.reading.en.counts.happenings import Happening
from onrecord.reading.en.counts.lexicon import words
from onrecord.reading.en.counts.line import Line
from onrecord.reading.en.counts.mentions import GENERIC, Kind, Mention

_QUOTES = words("quotes")
_PART_CUES = words("part_cues")
_PART_PAIRS = words("part_pairs")
_AND = words("and_words")
_AND_PAIRS = words("and_pairs")
_OPENERS = words("openers")
_VERBS = ("VBD", "VBZ", "VBP", "VB", "MD")
_LONGEST_GAP = 14
"""Tokens between two people of one list ("two women from the same street and a man")."""


class Link(StrEnum):
    """How the second mention hangs together with the first."""

    AND = "and"
    """Of one list with it."""
    PART = "part"
    """Some of it."""
    APPOSED = "apposed"
    """The same people again."""
    NONE = "none"


def held(line: Line, mention: Mention) -> bool:
    """Tell whether a mention hangs on a preposition ("a strike on a group of civilians")."""
    return line.word(mention.start - 1) in words("holders")


def link(line: Line, one: Mention, two: Mention, happenings: Sequence[Happening]) -> Link:
    """Tell how ``two`` hangs together with ``one``, the mention before it."""
    gap = _without_ages(plain(line, one.end, two.start), line)
    between = [h for h in happenings if h.start >= one.end and h.end <= two.start]
    if _part_cue(gap):
        return Link.PART
    if two.of_them:
        return Link.PART
    if between and one.kind is Kind.NUMBER and _told_apart(plain(line, between[-1].end, two.start)):
        return Link.PART
    if between:
        return Link.AND if _accompanied(plain(line, between[-1].end, two.start)) else Link.NONE
    if not gap:
        return Link.APPOSED if two.kind is Kind.NAME else Link.NONE
    if _same_person(line, one, two, gap):
        return Link.APPOSED
    # A list in apposition: "two brothers, X and Y"; "four people – a woman and her three children".
    if " ".join(gap) in _OPENERS:
        return Link.APPOSED if two.kind is Kind.NAME and one.kind is Kind.SINGLE else Link.AND
    return _listed(line, one, two, gap)


def _listed(line: Line, one: Mention, two: Mention, gap: list[str]) -> Link:
    """Tell whether both are of one list: "two women from the same street and a man"."""
    aside = _relative(line, one.end, two.start)
    if aside:
        gap = plain(line, one.end, aside[0]) + plain(line, aside[1], two.start)
    opens, closes = aside or (two.start, two.start)
    verbs = any(line.tags[t] in _VERBS for t in range(one.end, two.start) if not opens <= t <= closes)
    if len(gap) > _LONGEST_GAP or verbs or not gap:
        return Link.NONE
    joined = gap[-1] in _AND or " ".join(gap[-2:]) in _AND_PAIRS
    if joined and one.kind is Kind.PLURAL and held(line, one) and not held(line, two):
        return Link.NONE
    short = len(gap) <= 2 and gap[-1] in ("with", ",")
    closing = len(gap) <= 6 and gap[-1] in (",", "with") and one.kind in (Kind.SINGLE, Kind.NAME)
    return Link.AND if joined or short or closing else Link.NONE


def _same_person(line: Line, one: Mention, two: Mention, gap: list[str]) -> bool:
    """Tell whether both are one person: "X, a friend"; "one civilian, a woman"; not "a man, a woman and a child"."""
    if one.low != 1 or one.high not in (1, None) or two.kind is Kind.NUMBER:
        return False
    if gap == ["("]:
        return True
    if gap != [","] or two.kind is not Kind.SINGLE:
        return False
    article, told = line.word(two.start), one.kind is Kind.NAME or one.group in GENERIC
    return article == "the" or (article in ("a", "an") and told)


def _relative(line: Line, start: int, end: int) -> tuple[int, int] | None:
    """Find a relative clause between commas: ", two of whom were pregnant,"."""
    for k in range(start, end):
        if line.low[k] in words("relative"):
            opens = next((t for t in range(k, start - 1, -1) if line.low[t] == ","), None)
            closes = next((t for t in range(k, end) if line.low[t] == ","), None)
            if opens is not None and closes is not None:
                return opens, closes
    return None


def _accompanied(gap: list[str]) -> bool:
    """Tell whether others shared it: "X was killed along with his three children"."""
    return " ".join(gap[1:] if gap[:1] == [","] else gap) in words("accompanied")


def _told_apart(gap: list[str]) -> bool:
    """Tell whether the people counted are told one by one: "five died: two nurses ...", "the 29 killed were ..."."""
    return len(gap) == 1 and gap[0] in words("telling_apart")


def _part_cue(gap: list[str]) -> bool:
    near = gap[-5:]
    if len(near) > 1 and near[-1] == "all":
        return True
    return any(w in _PART_CUES for w in near) or any(f"{x} {y}" in _PART_PAIRS for x, y in pairwise(near))


def plain(line: Line, start: int, end: int) -> list[str]:
    """Give the tokens without quotation marks and without what stands in brackets."""
    found: list[str] = []
    depth = 0
    for k in range(start, end):
        word = line.low[k]
        if word in ("(", "["):
            depth += 1
        elif word in (")", "]"):
            depth = max(0, depth - 1)
        elif not depth and word not in _QUOTES:
            found.append(word)
    return ["("] if depth and start + 1 == end else found


def _without_ages(gap: list[str], line: Line) -> list[str]:
    """Leave out "33-year-old" and "42 or 43 years old" from what stands between two mentions."""
    while "old" in gap:
        stop = gap.index("old")
        start = stop
        while start and (
            gap[start - 1] in words("age_words") or gap[start - 1][0].isdecimal() or gap[start - 1] in line.lex.units
        ):
            start -= 1
        if start == stop or not any(w.startswith(("year", "month", "week", "day")) for w in gap[start:stop]):
            break
        between_commas = gap[start - 1 : start] == [","] and gap[stop + 1 : stop + 2] == [","]
        gap = gap[: start - 1 if between_commas else start] + gap[stop + 1 :]
    return gap
