"""What a report says about its own sources: who names a party, and how many tell of it.

Assessments and roundups say it outright ("only one outlet names the attacker"), and it weighs more than the number of
speakers they happen to quote. The patterns and their origin stand in ``remarks.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from onrecord.model import Reading, Remark, RemarkKind
from onrecord.reading.en.parse import Parsed

_SHORTEST = 15
"""Code points; a shorter sentence is a heading or a by-line, never a remark."""


@cache
def patterns() -> tuple[tuple[RemarkKind, re.Pattern[str], str], ...]:
    """Load the patterns: kind, expression, and a sentence of its like."""
    data = tomllib.loads(resources.files(__package__).joinpath("remarks.toml").read_text("utf-8"))
    made = []
    for row in data["pattern"]:
        words = row["words"]
        for name, part in data["parts"].items():
            words = words.replace("{" + name + "}", part)
        made.append((RemarkKind(row["kind"]), re.compile(words, re.IGNORECASE), row["like"]))
    return tuple(made)


def find_remarks(parsed: Parsed) -> list[Remark]:
    """Find the remarks of a report, in order of the text, at most one of a kind a sentence."""
    found: list[Remark] = []
    for sentence in parsed.sentences:
        text = sentence.text
        if len(text) < _SHORTEST:
            continue
        seen: set[RemarkKind] = set()
        for kind, pattern, _ in patterns():
            match = None if kind in seen else pattern.search(text)
            if match is None:
                continue
            seen.add(kind)
            span = sentence.doc.char_span(
                sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="expand"
            )
            if span is not None:
                found.append(Remark(kind, parsed.span_words(span)))
    return found


def with_remarks(reading: Reading, remarks: Sequence[Remark]) -> Reading:
    """Give the main incident the report's remarks: they are about the report as a whole."""
    if not remarks:
        return reading
    incidents = tuple(replace(one, remarks=tuple(remarks)) if one.main else one for one in reading.incidents)
    return replace(reading, incidents=incidents)
