"""Many turns of phrase for one act: short passages of ``wordings.toml``, and what each claim in them does.

The lexicons of verbs hold few of these wordings on purpose: whose deed it is, who stands accused and what is negated
must tell. ``missed`` names the claims that the reader does not hear yet; a passage that is heard better than it says
fails too, so that the list stays true.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Claim, Report, Role, SpeakerKind
from onrecord.reading.en.claims import ClaimFinder
from onrecord.reading.en.claims.sides import party_code
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings

PASSAGES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "wordings.toml").read_text("utf-8"),
)["passage"]
KINDS = {kind.value for kind in SpeakerKind}
SOMEBODY = "?"


@pytest.fixture(scope="module")
def finder() -> ClaimFinder:
    return ClaimFinder(Settings())


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Settings())


def speaks(who: str, claim: Claim) -> bool:
    speaker = claim.speaker
    if who == SOMEBODY or speaker is None:
        return who == SOMEBODY or not who
    if who in KINDS:
        return speaker.kind.value == who
    return bool(who) and (party_code(speaker.code) == who or who in f"{speaker.name} {speaker.at.words}")


def names(wanted: list[str], claim: Claim, role: Role) -> bool:
    have = {party_code(p.code) or SOMEBODY for p in claim.parties if p.role is role}
    if SOMEBODY in wanted:
        return True
    return {w for w in wanted if not w.endswith("?")} <= have <= {w.rstrip("?") for w in wanted}


def touches(words: str, claim: Claim, text: str) -> bool:
    start = text.index(words)
    end = start + len(words)
    parts = [part for part in (claim.speaker.at if claim.speaker else None, claim.cue, claim.content) if part]
    return any(p.start < end and start < p.end for part in parts for p in part.passages)


def right(gold: list[Any], claim: Claim, text: str, *, whole: bool = True) -> bool:
    words, who, acts, accused, cleared = gold
    said = touches(words, claim, text) and claim.act.value in acts and speaks(who, claim)
    return said and (not whole or (names(accused, claim, Role.ACCUSED) and names(cleared, claim, Role.CLEARED)))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda p: f"{p['class']}: {p['text'][:40]}")
def test_a_wording_is_heard(passage: dict[str, Any], parser: Parser, finder: ClaimFinder) -> None:
    text, missed = passage["text"], passage.get("missed", [])
    (parsed,) = parser.parse([Report("one", "0" * 64, text, language="en", published="2024-05-05")])
    claims = finder.find(parsed)
    used: set[int] = set()
    lost = []
    for gold in passage["claims"]:
        assert text.count(gold[0]) == 1
        hit = next((i for i, one in enumerate(claims) if i not in used and right(gold, one, text)), None)
        if hit is None:
            lost.append(gold[0])
        else:
            used.add(hit)
    spurious = [
        f"{one.act}: {one.content.words}"
        for i, one in enumerate(claims)
        if i not in used and one.act in ("accuse", "deny", "admit")
        if not any(right(gold, one, text, whole=False) for gold in passage["claims"])
        if not any(touches(words, one, text) for words in missed)
    ]
    assert (lost, spurious) == (missed, [])


def test_most_wordings_are_heard() -> None:
    claims = sum(len(one["claims"]) for one in PASSAGES)
    missed = sum(len(one.get("missed", [])) for one in PASSAGES)
    assert claims >= 110
    assert missed < 0.35 * claims
