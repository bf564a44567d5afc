"""Whole reports of our own: every claim that a careful person hears in them, and no accusation beside them.

Each file of ``reports/`` holds a text and its claims: ``words`` of the claim's speaker, cue or content; whose it is (a
party's code without its branch, names or a kind); the acts that are right; the parties accused and cleared, those in
``..._also`` may be there or not; ``missed`` says why the reader does not hear it yet.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Claim, Report, Role
from onrecord.reading.en.claims import ClaimFinder
from onrecord.reading.en.claims.sides import party_code
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings

REPORTS = sorted((Path(__file__).parent / "reports").glob("*.toml"))


@pytest.fixture(scope="module")
def finder() -> ClaimFinder:
    return ClaimFinder(Settings())


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Settings())


def right_speaker(gold: dict[str, Any], claim: Claim) -> bool:
    speaker = claim.speaker
    if gold.get("speaker_none"):
        return speaker is None
    if speaker is None:
        return False
    if "speaker" in gold:
        return party_code(speaker.code) == gold["speaker"]
    if "speaker_kind" in gold:
        return speaker.kind.value == gold["speaker_kind"]
    return any(name in f"{speaker.name} {speaker.at.words}" for name in gold["speaker_names"])


def parties(claim: Claim, role: Role) -> set[str]:
    return {party_code(p.code) or p.name for p in claim.parties if p.role is role}


def right(gold: dict[str, Any], claim: Claim, text: str, *, whole: bool = True) -> bool:
    start = text.index(gold["words"])
    end = start + len(gold["words"])
    said = [part for part in (claim.speaker.at if claim.speaker else None, claim.cue, claim.content) if part]
    if not any(p.start < end and start < p.end for words in said for p in words.passages):
        return False
    if claim.act.value not in gold["act"] or not right_speaker(gold, claim):
        return False
    for role in (Role.ACCUSED, Role.CLEARED):
        need, have = set(gold.get(role.value, [])), parties(claim, role)
        if not have <= need | set(gold.get(f"{role.value}_also", [])) or (whole and not need <= have):
            return False
    return not whole or set(gold.get("grounds", [])) <= {ground.value for ground in claim.grounds}


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_is_heard_whole(path: Path, parser: Parser, finder: ClaimFinder) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    text = case["text"]
    report = Report(path.stem, "0" * 64, text, language="en", published=case["published"])
    (parsed,) = parser.parse([report])
    claims = finder.find(parsed)

    used: set[int] = set()
    lost = []
    for gold in case["claim"]:
        hit = next((i for i, claim in enumerate(claims) if i not in used and right(gold, claim, text)), None)
        if hit is not None:
            used.add(hit)
        elif "missed" not in gold:
            lost.append(gold["words"])
    spurious = [
        f"{claim.act}: {claim.content.words}"
        for i, claim in enumerate(claims)
        if i not in used and claim.act in ("accuse", "deny", "admit")
        if not any(right(gold, claim, text, whole=False) or "missed" in gold for gold in case["claim"])
    ]
    assert (lost, spurious) == ([], [])


def test_there_are_reports() -> None:
    assert len(REPORTS) >= 20
