"""What a report says about its own sources: who names a party, and how many tell of it.

Assessments and roundups say it outright ("only one outlet names the attacker"), and it weighs more than the number of
speakers they happen to quote. The patterns were written from the grammar of such sentences and checked on the train half
of the coded assessments for what they miss and what they take wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Reading, Remark, RemarkKind
from onrecord.reading.en.parse import Parsed

_TELLER = r"(?:sources?|accounts?|reports?|outlets?|media|posts?|agenc(?:y|ies)|organi[sz]ations?|monitors?)"
_NAMES = (
    r"(?:attribut\w+|identif\w+|nam(?:ed|es|ing|e)\b|ascrib\w+|blam\w+|alleg(?:ed|es|ing)\b|specif\w+|mention\w+|assign\w+|"
    r"h[eo]ld\w* responsible|said who|says? who|who (?:was|is|were) (?:responsible|behind))"
)
_CULPRIT = (
    r"(?:belligerent|perpetrator|attacker|culprit|responsib\w+|responsible|who (?:carried|was behind|fired|struck)|any party|"
    r"part(?:y|ies)\b|(?:to|as) (?:the )?\w+ (?:military|army|forces|militants|air force|troops)|who (?:did|it was)|"
    r"(?:directly|explicitly) attribut\w+|attribut\w+ (?:\w+ ){0,4}to (?:the )?[A-Z]\w+)"
)

_PATTERNS: tuple[tuple[RemarkKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            RemarkKind.ONE_NAMES_PARTY,
            rf"\b(?:only (?:one|a single)(?: \w+){{0,3}} {_TELLER}|(?:the )?(?:only|sole) {_TELLER}|a single {_TELLER})\b"
            rf"[^.]{{0,90}}{_NAMES}[^.]{{0,80}}{_CULPRIT}",
        ),
        (
            RemarkKind.ONE_NAMES_PARTY,
            rf"\b(?:was|is|being) the (?:only|sole) {_TELLER}[^.]{{0,40}}{_NAMES}[^.]{{0,80}}(?:{_CULPRIT}|to (?:the )?[A-Z])",
        ),
        (
            RemarkKind.ONE_NAMES_PARTY,
            r"\bonly [A-Z@][^.,]{1,60} (?:directly |explicitly )?(?:attributed|blamed|named|identified)\b[^.]{0,80}"
            rf"{_CULPRIT}",
        ),
        (
            RemarkKind.NO_PARTY_NAMED,
            rf"\b(?:no {_TELLER}|none of the(?: \w+){{0,2}} {_TELLER}|no (?:local|other) {_TELLER})\b[^.]{{0,50}}{_NAMES}"
            rf"[^.]{{0,60}}{_CULPRIT}",
        ),
        (
            RemarkKind.NO_PARTY_NAMED,
            rf"{_TELLER}[^.]{{0,30}} (?:did|do|does|have|has|had) not (?:\w+ly )?(?:\w+ )?{_NAMES}[^.]{{0,60}}{_CULPRIT}",
        ),
        (
            RemarkKind.NO_PARTY_NAMED,
            r"\b(?:no (?:belligerent|perpetrator|attacker|party) (?:was|has been|is) (?:named|identified)|"
            r"lack of attribution|did not (?:explicitly |directly )?(?:identify|name|attribute|ascribe)[^.]{0,60}"
            r"(?:belligerent|perpetrator|attacker|responsib\w+|conflict part\w+)|"
            r"none of the \w+ directly (?:naming|named))",
        ),
        (
            RemarkKind.ALL_NAME_PARTY,
            rf"\b(?:all|most|many|multiple|several|numerous|various)(?: \w+){{0,2}} {_TELLER}[^.]{{0,40}}"
            r"(?:attribut\w+|blam\w+|identif\w+)[^.]{0,60}(?:forces|military|army|belligerent|responsib\w+)",
        ),
        (
            RemarkKind.DECLARED,
            r"\b(?:(?:an? |the )?declared (?:\w+ ){0,2}(?:air ?strike|strike|attack|raid|operation)|"
            r"(?:strike|attack|raid|bombing)s? (?:was|were|has been) declared by|"
            r"declared (?:the|this|responsibility for the) (?:air ?strike|strike|attack|raid|bombing))",
        ),
        (
            RemarkKind.ONE_ORIGINAL,
            rf"\b(?:all|most|many|multiple|other|further|few)?(?: \w+){{0,2}} ?{_TELLER}[^.]{{0,40}}\b(?:repeat(?:s|ed|ing)?|reshar\w+|"
            r"copied|echo(?:ed|ing)?)\b[^.]{0,40}\b(?:the same|the information|the news|that information|the language|provided by|from)\b",
        ),
        (
            RemarkKind.ONE_ORIGINAL,
            rf"\b(?:circular (?:nature|reporting)|repetition of (?:\w+ ){{0,2}}(?:{_TELLER}|claims|details|information)|"
            rf"only one original {_TELLER}|few {_TELLER} with unique|limited reporting on)",
        ),
        (
            RemarkKind.SEVERAL_REPORT,
            rf"\b(?:multiple|several|many|numerous|various|a number of|dozens of)(?: \w+){{0,3}} {_TELLER}[^.]{{0,30}}"
            r"\b(?:report\w*|confirm\w*|said|mention\w*|publish\w*|cover\w*|shar\w+)",
        ),
    )
)


def find_remarks(parsed: Parsed) -> list[Remark]:
    """Find the remarks of a report, in order of the text, at most one of a kind a sentence."""
    found: list[Remark] = []
    for sentence in parsed.sentences:
        text = sentence.text
        if len(text) < 15:  # shorter than any remark; headings and by-lines
            continue
        seen: set[RemarkKind] = set()
        for kind, pattern in _PATTERNS:
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
