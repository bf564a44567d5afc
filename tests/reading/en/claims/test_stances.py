"""How a speaker stands to what is told: own deeds disowned, accusers belittled, wrongs that are no attack, plans."""

from __future__ import annotations

import pytest

from onrecord.model import Claim, Report
from onrecord.reading.en.claims import ClaimFinder
from onrecord.reading.en.claims.conduct import conduct
from onrecord.reading.en.claims.sides import party_code
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings


@pytest.fixture(scope="module")
def finder() -> ClaimFinder:
    return ClaimFinder(Settings())


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Settings())


@pytest.fixture
def read(parser: Parser, finder: ClaimFinder):
    def read(text: str) -> list[Claim]:
        (parsed,) = parser.parse([Report("one", "0" * 64, text, language="en")])
        return finder.find(parsed)

    return read


def parties(claim: Claim) -> set[tuple[str, str]]:
    return {(party_code(p.code) or p.name, p.role.value) for p in claim.parties}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Residents accused Turkey of the raid. Ankara said none of its pilots had flown that night.", "TUR"),
        ("Oxfam blamed Kenya for the blast. Kenya said its soldiers had not burned the market.", "KEN"),
        ("The Houthis said that their fighters would never shell a clinic.", "YEMREB"),
        ("The Houthis said it was untrue that their men had seized the ship.", "YEMREB"),
        ("Moscow insisted that no village had been entered.", "RUS"),
    ],
)
def test_a_deed_disowned_is_a_denial(read, text: str, speaker: str) -> None:
    claim = read(text)[-1]
    assert (claim.act, parties(claim)) == ("deny", {(speaker, "cleared")})


@pytest.mark.parametrize(
    "text",
    [
        "Kenya said no soldier had been hurt.",
        "Turkey said it had not been asked.",
        "Turkey said it did not recognise the court.",
        "Turkey said it did not know whether the jets had landed.",
        "Kenya said it had no reason to doubt the police.",
        "At no point has Turkey said that it did not fire.",
    ],
)
def test_what_is_no_denial(read, text: str) -> None:
    assert "deny" not in {claim.act.value for claim in read(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Oxfam accused Chad of shelling the camp. Chad retorted that Oxfam had never set foot there.",
        "Chad said the photographs were doctored.",
        "Chad called the video a crude montage.",
        "Chad considers the report a fairy tale.",
        "Chad does not accept a word of the report.",
    ],
)  # fmt: skip
def test_turning_on_the_accuser_or_the_evidence_dismisses(read, text: str) -> None:
    assert read(text)[-1].act == "dismiss"


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("Ankara said that Syria was sheltering and arming the gunmen.", {"SYR"}),
        ("Kyiv said it saw the hand of Russia in the explosion.", {"RUS"}),
        ("Juba said that Uganda had set the ward alight.", {"UGA"}),
        ("The commission found Uganda responsible for the raid.", {"UGA"}),
        ("The commission held Uganda to account for the raid.", {"UGA"}),
        ("Neighbours identified the attackers as Ugandan soldiers.", {"UGA"}),
    ],
)
def test_a_wrong_laid_at_a_door_accuses(read, text: str, accused: set[str]) -> None:
    claims = [c for c in read(text) if c.act == "accuse"]
    assert len(claims) == 1
    assert parties(claims[0]) == {(code, "accused") for code in accused}


@pytest.mark.parametrize(
    "text",
    [
        "The village society blamed nobody for the fire.",
        "The two sides blamed each other.",
        "The army blamed the blast on a faulty valve.",
        "Kenya said that Uganda had opened talks.",
    ],
)
def test_what_accuses_nobody(read, text: str) -> None:
    assert "accuse" not in {claim.act.value for claim in read(text)}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The Taliban acknowledged five civilian deaths.", "admit"),
        ('"We made a terrible mistake," the Pentagon said.', "admit"),
        ("The bombing was claimed by the Taliban.", "admit"),
        ("The Pentagon said it would investigate the strike.", "announce"),
        ("The Pentagon said it will investigate the strike.", "announce"),
        ("The president ordered an inquiry into the strike.", "announce"),
        ('"The shelling must stop now," the governor said.', "demand"),
        ('"It was a despicable deed," the governor said.', "condemn"),
        ("The stallholder remembers that her cousins had gone to the well.", "report"),
    ],
)
def test_the_act(read, text: str, act: str) -> None:
    assert read(text)[-1].act == act


def test_each_move_is_a_claim_of_its_own(read) -> None:
    text = "Reporters blamed Turkey. Ankara said that no jet of its had flown, and that Syria had bombed the school."
    assert [claim.act.value for claim in read(text)][-2:] == ["deny", "accuse"]


def test_the_lexicon_of_conduct_is_whole() -> None:
    words = conduct()
    assert words.only_with <= words.wrongs
    assert not words.foes & words.wrong_nouns
    assert all(word == word.lower() for word in words.wrongs | words.belittling | words.not_deeds | words.condemning)
