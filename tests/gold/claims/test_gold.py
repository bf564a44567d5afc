"""The gold set holds together: offsets give back their words, values are of the vocabulary, the set has its size.

Nothing is read here: whether the reader finds these claims is measured elsewhere.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from onrecord.model.claim import Act, Ground, Role, SpeakerKind
from onrecord.model.count import Group, Measure, Scope
from onrecord.model.incident import InfrastructureKind, KindOfAttack

HERE = Path(__file__).parent
HALVES = tuple(sorted(p.name for p in HERE.iterdir() if p.is_dir() and any(p.glob("*.json"))))
NAMES = [f"{half}/{p.stem}" for half in HALVES for p in sorted((HERE / half).glob("*.json"))]
CODE = re.compile(r"[A-Z]{2,8}")
"""A party's code without its branch of service; the empty code is a party the actor data cannot know."""
REPORT_KEYS = {"report", "claims", "counts", "main_incident", "context"}
CLAIM_KEYS = {
    "sentence", "words", "speaker", "speaker_kind", "speaker_names", "act", "parties", "parties_also", "grounds",
}  # fmt: skip
COUNT_KEYS = {"words", "text", "measure", "group", "group_also", "low", "low_also", "high", "scope"}
STRIKE_STATUS = {"declared", "likely", "contested", "single_source"}
GRADE = {"confirmed", "fair", "weak", "contested", "discounted"}


def load(name: str) -> tuple[str, dict[str, Any]]:
    """The text and the gold of one report, newlines as they stand in the file."""
    path = HERE / name
    text = path.with_name(path.name + ".txt").read_bytes().decode("utf-8")
    gold: dict[str, Any] = json.loads(path.with_name(path.name + ".json").read_bytes())
    return text, gold


def half(which: str) -> list[tuple[str, dict[str, Any]]]:
    return [load(name) for name in NAMES if name.startswith(f"{which}/")]


def values(enum: Any) -> set[str]:
    return {member.value for member in enum}


def one_or_more(value: Any) -> list[Any]:
    """A gold value, or the list of all that are right; nothing where the gold does not say."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def assert_gives_back(text: str, span: list[int], words: str) -> None:
    start, end = span
    assert 0 <= start < end <= len(text)
    assert text[start:end] == words


@pytest.mark.parametrize("name", NAMES)
def test_report_is_whole(name: str) -> None:
    text, gold = load(name)
    assert set(gold) <= REPORT_KEYS
    date.fromisoformat(gold["report"]["published"])
    assert gold["report"]["conflict"]
    assert gold["report"]["genre"]
    assert 90 <= len(text.split()) <= 400
    assert "\r" not in text


@pytest.mark.parametrize("name", NAMES)
def test_claims_speak_the_vocabulary(name: str) -> None:
    text, gold = load(name)
    for claim in gold["claims"]:
        assert set(claim) <= CLAIM_KEYS
        assert_gives_back(text, claim["sentence"], claim["words"])
        assert not ("speaker" in claim and "speaker_kind" in claim), claim["words"]
        assert claim.get("speaker", "x").strip()
        assert claim.get("speaker_kind", "unknown") in values(SpeakerKind)
        assert claim["act"]
        assert set(claim["act"]) <= values(Act)
        assert len(set(claim["act"])) == len(claim["act"])
        assert set(claim.get("grounds", [])) <= values(Ground)
        assert all(names.strip() for names in claim.get("speaker_names", []))


@pytest.mark.parametrize("name", NAMES)
def test_parties_are_accused_or_cleared(name: str) -> None:
    _, gold = load(name)
    for claim in gold["claims"]:
        must = {tuple(p) for p in claim["parties"]}
        may = {tuple(p) for p in claim.get("parties_also", [])}
        assert not must & may, claim["words"]
        for code, role in must | may:
            assert role in {Role.ACCUSED.value, Role.CLEARED.value}
            assert code == "" or CODE.fullmatch(code), claim["words"]
        assert all(code for code, _ in must), claim["words"]
        if claim["act"] == ["accuse"]:
            assert must | may, f"whom does it accuse? {claim['words']}"
            assert all(role == "accused" for _, role in must)
        if claim["act"] == ["deny"]:
            assert all(role == "cleared" for _, role in must)


@pytest.mark.parametrize("name", NAMES)
def test_no_two_claims_share_their_words(name: str) -> None:
    _, gold = load(name)
    for one, other in combinations(gold["claims"], 2):
        (a, b), (c, d) = one["sentence"], other["sentence"]
        assert b <= c or d <= a, (one["words"], other["words"])


@pytest.mark.parametrize("name", NAMES)
def test_counts_speak_the_vocabulary(name: str) -> None:
    text, gold = load(name)
    for count in gold["counts"]:
        assert set(count) <= COUNT_KEYS
        assert_gives_back(text, count["words"], count["text"])
        assert count["measure"] in values(Measure)
        assert {count["group"], count.get("group_also", count["group"])} <= values(Group)
        assert count["scope"] in values(Scope)
        low, high = count["low"], count["high"]
        assert low is not None or high is not None
        assert low is None or high is None or 0 <= low <= high


@pytest.mark.parametrize("name", NAMES)
def test_main_incident_speaks_the_vocabulary(name: str) -> None:
    _, gold = load(name)
    incident = gold.get("main_incident") or {}
    if "date" in incident:
        for day in one_or_more(incident["date"]):
            assert date.fromisoformat(day) <= date.fromisoformat(gold["report"]["published"])
    assert re.fullmatch(r"[A-Z]{2}", incident.get("country", "XX"))
    assert set(incident.get("kinds", [])) <= values(KindOfAttack)
    assert {kind for kind, _ in incident.get("infrastructure", [])} <= values(InfrastructureKind)
    assert set(one_or_more(incident.get("strike_status"))) <= STRIKE_STATUS
    assert set(one_or_more(incident.get("grade"))) <= GRADE


def test_half_apart_has_its_size() -> None:
    reports = half("apart")
    assert len(reports) >= 22
    assert sum(len(gold["claims"]) for _, gold in reports) >= 170
    assert max(len(text.split()) for text, _ in reports) <= 260
    assert len({gold["report"]["conflict"] for _, gold in reports}) >= 10


def test_half_apart_has_every_act() -> None:
    acts = Counter(act for _, gold in half("apart") for claim in gold["claims"] for act in claim["act"])
    assert set(acts) == values(Act)
    assert min(acts.values()) >= 5, acts


def test_open_half_is_wide() -> None:
    """Rules tuned on a few genres and conflicts do not carry over: the half to tune on must stay broad."""
    reports = half("open")
    assert len(reports) >= 59
    assert sum(len(gold["claims"]) for _, gold in reports) >= 850
    assert len({gold["report"]["conflict"] for _, gold in reports}) >= 40
    assert len({gold["report"]["genre"] for _, gold in reports}) >= 38


def test_open_half_has_every_act_and_ground() -> None:
    claims = [claim for _, gold in half("open") for claim in gold["claims"]]
    assert {act for claim in claims for act in claim["act"]} == values(Act)
    assert {ground for claim in claims for ground in claim.get("grounds", [])} == values(Ground)


def test_no_report_stands_twice() -> None:
    texts = [load(name)[0] for name in NAMES]
    assert len(set(texts)) == len(texts)
