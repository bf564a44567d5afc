"""One test a sense: what a cue means with what stands beside it, and the traps of everyday words."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from onrecord.model import Claim, Report
from onrecord.reading.en.claims import ClaimFinder
from onrecord.reading.en.claims.cues import Sense, cues
from onrecord.reading.en.claims.idioms import idioms
from onrecord.reading.en.claims.sides import party_code
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings

LAYS_OR_REJECTS = {"accuse", "deny", "dismiss", "admit"}


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


def plain(claim: Claim) -> tuple[str, str | None, set[tuple[str, str]]]:
    """Act, speaker's party, and the parties with their roles."""
    parties = {(party_code(p.code) or p.name, p.role.value) for p in claim.parties}
    return claim.act.value, party_code(claim.speaker.code) if claim.speaker else None, parties


ACCUSED = [
    ("Ankara accused Damascus of shelling a school.", "TUR", {"SYR"}),
    ("Kyiv blamed Russia for the attack.", "UKR", {"RUS"}),
    ("Egypt blamed the massacre on Islamic State.", "EGY", {"ISI"}),
    ("Lebanon holds Israel responsible for the killings.", "LBN", {"ISR"}),
    ("Jordan pointed the finger at Iran.", "JOR", {"IRN"}),
    ("Baku said Armenian forces had shelled the town.", "AZE", {"ARM"}),
    ("Kyiv said the clinic was bombed by Russian jets.", "UKR", {"RUS"}),
    ("Ankara said the strike was carried out by Russia or Iran.", "TUR", {"RUS", "IRN"}),
    ("The Taliban said the Americans were behind the raid.", "AFGREB", {"USA"}),
    ("France said responsibility lay with the Assad regime.", "FRA", {"SYR"}),
    ("Poland said the evidence pointed to Belarus.", "POL", {"BLR"}),
    ("Kinshasa said the shells came from positions held by Rwandan troops.", "COD", {"RWA"}),
    ("Baku said that Armenia was to blame for the bombing.", "AZE", {"ARM"}),
]


@pytest.mark.parametrize(("text", "speaker", "accused"), ACCUSED)
def test_an_accusation(read, text: str, speaker: str, accused: set[str]) -> None:
    assert ("accuse", speaker, {(code, "accused") for code in accused}) in [plain(c) for c in read(text)]


DENIED = [
    ("Moscow denied that its jets had bombed the school.", "RUS"),
    ("Israel denies targeting civilians.", "ISR"),
    ("Turkey rejected accusations that it had shelled the camp.", "TUR"),
    ("The Houthis denied responsibility for the attack.", "YEMREB"),
    ("Russia said it had not carried out any strikes in the area.", "RUS"),
    ("Ethiopia said its troops were not responsible for the massacre.", "ETH"),
    ("Iran said it had nothing to do with the attack.", "IRN"),
    ("The Pentagon said no American planes had bombed the town.", "USA"),
]


@pytest.mark.parametrize(("text", "speaker"), DENIED)
def test_a_denial_clears_the_speaker(read, text: str, speaker: str) -> None:
    assert ("deny", speaker, {(speaker, "cleared")}) in [plain(c) for c in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Moscow dismissed the report as propaganda.",
        "Israel called the allegations baseless.",
        "Riyadh cast doubt on the findings of the inquiry.",
        "Russia refuses to accept any evidence from the commission.",
        "Damascus said the claims were a lie.",
        "Moscow said there was no evidence for the accusations.",
        "Beijing described the figures as comical.",
    ],
)
def test_a_dismissal(read, text: str) -> None:
    acts = [c.act.value for c in read(text)]
    assert "dismiss" in acts or "deny" in acts
    assert "accuse" not in acts


@pytest.mark.parametrize(
    "text",
    [
        "Islamic State claimed responsibility for the bombing.",
        "The Israeli military said it had struck a Hamas command post.",
        "The Saudi-led coalition admitted bombing the clinic.",
        "Nigeria's air force acknowledged that one of its jets had bombed the village.",
        "The Taliban took responsibility for the assault.",
    ],
)
def test_an_admission(read, text: str) -> None:
    assert [c.act.value for c in read(text)] == ["admit"]


TRAPS = [
    "Israel denied the convoy entry to the enclave.",
    "The guards denied them medical care.",
    "India rejected an offer of talks.",
    "The ministry refused to comment on the attack.",
    "The earthquake claimed 12 lives in Turkey.",
    "Rebels claimed the town after a week of fighting.",
    "Iran said it had struck a deal with France.",
    "Hospitals charge nothing for the wounded.",
    "The president hit out at his critics.",
    "Egypt did not accuse Israel of the attack.",
    "Kyiv stopped short of blaming Moscow.",
    "If Turkey attacks the town, France will accuse it of a crime.",
    "Russia neither confirmed nor denied the strike.",
    "The United States has not said who carried out the attack.",
    "It is not clear whether Russia or Syria was behind the raid.",
    "Did Russia bomb the school?",
    "Under international law, armies are banned from attacking hospitals.",
    "No group has claimed responsibility for the blast.",
    "Germany dismissed its ambassador.",
    "Iraq said it would strike the militants.",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_is_no_blame(read, text: str) -> None:
    assert [plain(c) for c in read(text) if c.act in LAYS_OR_REJECTS] == []


def test_the_passive_blames_for_nobody_in_particular(read) -> None:
    (claim,) = read("The militia has been accused of looting the hospital in northern Mali.")
    assert (claim.act.value, claim.speaker) == ("accuse", None)


def test_belief_is_nobodys_and_hedged(read) -> None:
    (claim,) = read("Forty people are believed to have died in the blast.")
    assert (claim.speaker, claim.act.value, claim.hedged) == (None, "report", True)


def test_a_claim_within_a_claim_is_told_by_it(read) -> None:
    outer, inner = read("Moscow said Ankara had accused it of bombing the market.")
    assert plain(inner) == ("accuse", "TUR", {("RUS", "accused")})
    assert inner.reported_by == outer.id
    assert outer.act not in LAYS_OR_REJECTS


def test_a_denial_answers_the_accusation(read) -> None:
    accusation, denial = read("Kyiv accused Moscow of bombing the clinic, a charge the Kremlin denied.")
    assert denial.act in ("deny", "dismiss")
    assert denial.denies == accusation.id


def test_two_things_said_in_one_breath_are_two_claims(read) -> None:
    acts = [
        c.act.value for c in read("Moscow said the accusations were false and that Ukrainian gunners had shelled it.")
    ]
    assert sorted(acts) == ["accuse", "dismiss"]


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("Witnesses said Russian jets had bombed the school.", ["eyewitness"]),
        ("Amnesty International said satellite images showed that the army bombed the clinic in Mali.", ["imagery"]),
        ("Kyiv said fragments of a rocket proved that Russia shelled the market.", ["munition_remnants"]),
    ],
)
def test_grounds_are_those_stated(read, text: str, grounds: list[str]) -> None:
    assert [g.value for g in read(text)[0].grounds] == grounds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Residents said two houses had collapsed.", "witness"),
        ("Doctors said nine people had died.", "medical"),
        ("A monitoring group said nine people had died.", "monitor"),
        ("Aid agencies said nine people had died.", "ngo"),
        ("The newspaper said nine people had died.", "media"),
        ("Local officials said nine people had died.", "government"),
        ("A rebel commander said nine people had died.", "armed_group"),
        ("The Kenyan army said nine people had died.", "military"),
        ("UNICEF said nine children had died.", "intergovernmental"),
    ],
)
def test_the_kind_of_a_speaker(read, text: str, kind: str) -> None:
    (claim,) = read(text)
    assert claim.speaker is not None
    assert claim.speaker.kind.value == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Oxfam runs a clinic there. The charity said nine people had died.", "Oxfam"),
        (
            "The Lake Doctors Association (LDA) runs a clinic. The LDA said nine people had died.",
            "Lake Doctors Association",
        ),
        ("Turkey protested. It said nine people had died.", "Turkey"),
    ],
)
def test_words_that_point_back(read, text: str, name: str) -> None:
    speakers = [c.speaker.name for c in read(text) if c.speaker]
    assert name in speakers


def test_the_publishers_own_toll_is_its_claim(parser: Parser, finder: ClaimFinder) -> None:
    text = "Nine people were killed when a shell hit a market in the town on Monday."
    (parsed,) = parser.parse([Report("one", "0" * 64, text, language="en", publisher="The Valley Herald")])
    (claim,) = finder.find(parsed)
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.speaker.kind.value, claim.act.value) == ("The Valley Herald", "media", "report")


def test_every_lexicon_says_where_it_is_from() -> None:
    for path in files("onrecord.reading.en.claims").iterdir():
        if path.name.endswith(".toml"):
            text = path.read_text("utf-8")
            assert "# Origin:" in text, path.name
            assert "Licence:" in text, path.name
            assert tomllib.loads(text)


def test_every_sense_has_verbs() -> None:
    assert set(cues().verbs.values()) == set(Sense)
    assert all(entries for entries in idioms().values())


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Myanmar's army said no hospital was targeted.", "MMR"),
        ("The Pakistani Taliban distanced itself from the bombing.", "PAKREB"),
        ("China denies that it has supplied the drones.", "CHN"),
        ("Israel said its aircraft did not operate over the town.", "ISR"),
    ],
)
def test_a_denial_without_the_word(read, text: str, speaker: str) -> None:
    assert ("deny", speaker, {(speaker, "cleared")}) in [plain(c) for c in read(text)]
