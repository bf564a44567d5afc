"""Blame, denial and sights that stand in what is said rather than in the verb of saying, and who writes of itself."""

from __future__ import annotations

import pytest

from onrecord.model import Claim, Report
from onrecord.reading.en.claims import ClaimFinder
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
    ("text", "speaker", "accused"),
    [
        ('Kyiv said: "This was Russia, and it was no mistake."', "UKR", {"RUS"}),
        ("Ankara said that Russian helicopters had raked the village.", "TUR", {"RUS"}),
        ("Poland charged Belarus with supplying the rockets.", "POL", {"BLR"}),
        ("Oxfam said that either Ethiopia or Eritrea must have launched it.", "Oxfam", {"ETH", "ERI"}),
        ("Oxfam said the craters pointed to the Syrian army.", "Oxfam", {"SYR"}),
        ("Oxfam said members of the Syrian army killed the drivers.", "Oxfam", {"SYR"}),
        ("Rwanda spoke of a massacre ordered by Uganda.", "RWA", {"UGA"}),
        ("Egypt said the Houthis had used the clinic for military purposes.", "EGY", {"YEMREB"}),
        ("Iran said that an Israeli missile, and not an Iranian one, hit the school.", "IRN", {"ISR"}),
        ("Kyiv blamed the blast on shells that Russian troops were storing.", "UKR", {"RUS"}),
        ("A reporter noted that France had accused Turkey of bombing a camp.", "FRA", {"TUR"}),
        ("Kyiv said the regime in Minsk had fired a rocket at a school.", "UKR", {"BLR"}),
        ("The monitors noted an accusation from Khartoum that Ethiopia had shelled a camp.", "SDN", {"ETH"}),
        ("Chad holds Libya answerable for the raid.", "TCD", {"LBY"}),
        ("Bogota laid the bombing at Venezuela's door.", "COL", {"VEN"}),
        ("Kyiv said the shell was a Russian one, fired at night.", "UKR", {"RUS"}),
        ("Oxfam said Malian soldiers and fighters of the Wagner Group killed ten herders.", "Oxfam", {"MLI", "RUS"}),
    ],
)
def test_an_accusation_in_what_is_said(read, text: str, speaker: str, accused: set[str]) -> None:
    claims = [c for c in read(text) if c.act == "accuse"]
    assert len(claims) == 1
    (claim,) = claims
    assert claim.speaker is not None
    assert speaker in (party_code(claim.speaker.code), claim.speaker.name)
    assert parties(claim) == {(code, "accused") for code in accused}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Pentagon said that no coalition aircraft had fired in the area.", "USA"),
        ('Turkey insisted that "not a single Turkish munition" fell there.', "TUR"),
    ],
)
def test_a_denial_in_what_is_said(read, text: str, speaker: str) -> None:
    (claim,) = read(text)
    assert (claim.act, parties(claim)) == ("deny", {(speaker, "cleared")})


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ('Residents blamed Israel. The army called it "a tale for tourists".', "dismiss"),
        ("Ankara described the charity's account as exaggerated.", "dismiss"),
        ("Moscow rejected the panel's methods.", "dismiss"),
        ("Jordan called the attack a war crime.", "condemn"),
        ("Jordan said it was appalled by the bombing.", "condemn"),
        ("Jordan asked the council to send observers.", "demand"),
        ("The commission recommended that the court open an inquiry.", "demand"),
        ("The Houthis also claimed to have hit the tanker.", "admit"),
        ("A nurse said she had admitted 13 wounded.", "report"),
        ("The militia often takes credit for raids that others made.", "comment"),
        ("It is too early to blame the army.", "comment"),
    ],
)
def test_the_act(read, text: str, act: str) -> None:
    acts = [c.act.value for c in read(text)]
    assert acts
    assert acts[-1] == act


@pytest.mark.parametrize(
    "text",
    [
        "Neighbours heard two explosions.",
        "Three fishermen saw a helicopter fire at the boats.",
        "A pastor said he counted five blasts.",
    ],
)
def test_a_sight_is_an_eyewitness_report(read, text: str) -> None:
    (claim,) = read(text)
    assert claim.act == "report"
    assert "eyewitness" in [ground.value for ground in claim.grounds]


@pytest.mark.parametrize(
    "text", ["Three ministers saw the film.", "Neighbours heard no explosions and did not see smoke."]
)
def test_no_sight(read, text: str) -> None:
    assert not [c for c in read(text) if c.cue is not None and c.cue.words in ("saw", "see")]


def test_most_of_the_survivors_are_witnesses(read) -> None:
    (claim,) = read("According to most of the survivors, the soldiers came at night.")
    assert claim.speaker is not None
    assert claim.speaker.kind == "witness"


def test_who_without_a_noun_leads_to_whom_it_follows(read) -> None:
    claims = read("Nine people died, according to doctors at the town's hospital, who said the dead included a child.")
    assert claims[-1].speaker is not None
    assert claims[-1].speaker.kind == "medical"


def test_an_author_that_writes_of_itself_speaks(read) -> None:
    text = "Five people were killed, Oxfam said today. We demand an inquiry. Our teams saw the helicopters."
    names = [claim.speaker.name for claim in read(text) if claim.speaker]
    assert names
    assert set(names) == {"Oxfam"}


def test_who_writes_once_of_us_is_no_author(read) -> None:
    claims = read("Five people were killed, Oxfam said today. Nobody answered us. Ten people died in May.")
    assert claims[-1].speaker is not None
    assert claims[-1].speaker.kind == "media"


def test_reports_that_are_dismissed_admit_nothing(read) -> None:
    acts = {claim.act.value for claim in read("Ethiopia dismissed reports that its drones had bombed a camp.")}
    assert acts <= {"deny", "dismiss", "comment"}


def test_a_foe_of_no_known_name_is_accused_by_who_fights(read) -> None:
    (claim,) = read("Turkey said the clinic was shelled by highland militias.")
    assert (claim.act, parties(claim)) == ("accuse", {("highland militias", "accused")})


def test_who_styles_himself_speaks_for_the_group(read) -> None:
    claims = read("A man calling himself a commander of the Houthis rang a newspaper and claimed the attack.")
    (admission,) = [c for c in claims if c.act == "admit"]
    assert admission.speaker is not None
    assert party_code(admission.speaker.code) == "YEMREB"


def test_an_account_that_does_not_convince_is_dismissed(read) -> None:
    (claim,) = read("The commission does not find the ministry's account credible.")
    assert claim.act == "dismiss"


def test_who_is_named_after_by_lays_the_blame(read) -> None:
    (claim,) = read("Responsibility for the raids was laid at the door of the Syrian army by Oxfam.")
    assert (claim.speaker.name if claim.speaker else None, claim.act) == ("Oxfam", "accuse")
    assert parties(claim) == {("SYR", "accused")}


@pytest.mark.parametrize("verb", ["rejected", "denied", "refuted"])
def test_a_charge_turned_down_in_an_apposition_answers_the_accusation(read, verb: str) -> None:
    text = f'Rwanda accused Uganda of shelling the camp, a charge the Ugandan foreign ministry {verb} as "delusional".'
    accusation, denial = read(text)
    assert (accusation.act, denial.act, denial.denies) == ("accuse", "deny", accusation.id)
    assert parties(denial) == {("UGA", "cleared")}
