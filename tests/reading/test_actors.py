"""Who is named by which words: states, seats, services, groups, organisations; and what is no name of theirs."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Report, SpeakerKind
from onrecord.reading.actors import Form, find_actors, load, matcher
from onrecord.reading.actors.data import ActorData
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Settings())


def mentions(parser: Parser, text: str, published: str | None = None):
    report = Report("one", "0" * 64, text, language="en", published=published)
    (parsed,) = parser.parse([report])
    found = find_actors(parsed)
    for one in found:
        assert one.at.start < one.at.end <= len(text)
    return [(text[one.at.start : one.at.end], one.code, one.form) for one in found]


@pytest.mark.parametrize(
    ("text", "words", "code", "form"),
    [
        ("Norway protested.", "Norway", "NORGOV", Form.NAME),
        ("Moscow denied it.", "Moscow", "RUSGOV", Form.SEAT),
        ("The Kremlin denied it.", "Kremlin", "RUSGOV", Form.SEAT),
        ("A Turkish village was quiet.", "Turkish", "TURGOV", Form.ADJECTIVE),
        ("They blamed the Russians.", "Russians", "RUSGOV", Form.PEOPLE),
        ("The Israeli army fired.", "Israeli army", "ISRMIL", Form.ROLE),
        ("Iran's foreign ministry spoke.", "Iran's foreign ministry", "IRNGOV", Form.ROLE),
        ("The Armed Forces of Ukraine withdrew.", "Armed Forces of Ukraine", "UKRMIL", Form.ROLE),
        ("Syrian government warplanes came.", "Syrian government warplanes", "SYRMIL", Form.ROLE),
        ("The Assad regime fell silent.", "Assad regime", "SYRGOV", Form.ROLE),
        ("A US-led coalition jet came.", "US-led coalition", "USAMIL", Form.NAME),
        ("The Saudi-led coalition came.", "Saudi-led coalition", "SAUMIL", Form.NAME),
        ("The RSF left.", "RSF", "SDNREB", Form.NAME),
        ("Hay’at Tahrir al‑Sham left.", "Hay’at Tahrir al‑Sham", "HTS", Form.NAME),
        ("Médecins Sans Frontières left.", "Médecins Sans Frontières", None, Form.NAME),
        ("The Houthi-run health ministry spoke.", "Houthi-run health ministry", "YEMREB", Form.ROLE),
        ("A rebel spokesman in northern Syria spoke.", "rebel spokesman", "SYRREB", Form.ROLE),
    ],
)
def test_who_is_named(parser: Parser, text: str, words: str, code: str | None, form: Form) -> None:
    assert (words, code, form) in mentions(parser, text)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Anti-Russian protests were held.", "Russian"),
        ("Let us go.", "us"),
        ("We ate turkey.", "turkey"),
        ("WHO IS THERE NOW IN TOWN", "IS"),
        ("It kept its air force at home.", "air force"),
    ],
)
def test_what_names_nobody(parser: Parser, text: str, absent: str) -> None:
    assert absent not in [words for words, _, _ in mentions(parser, text)]


def test_a_state_that_qualifies_is_an_adjective(parser: Parser) -> None:
    assert ("US", "USAGOV", Form.ADJECTIVE) in mentions(parser, "They met US citizens.")
    assert ("US", "USAGOV", Form.NAME) in mentions(parser, "They accused the US.")


def test_a_service_without_a_state_is_that_of_the_country_at_hand(parser: Parser) -> None:
    found = mentions(parser, "Shells fell on a village in northern Myanmar. The army said nothing; rebels withdrew.")
    assert ("army", "MMRMIL", Form.ROLE) in found
    assert ("rebels", "MMRREB", Form.ROLE) in found


def test_a_service_of_no_known_country_is_left_out(parser: Parser) -> None:
    assert mentions(parser, "The army said nothing.") == []


def test_the_army_in_gaza_is_the_one_named_before(parser: Parser) -> None:
    found = mentions(parser, "The Israeli military struck a house in Gaza. The army said it was checking.")
    assert ("army", "ISRMIL", Form.ROLE) in found


def test_a_ministry_is_the_subjects_own(parser: Parser) -> None:
    text = "A shell fell in eastern Ukraine. Moscow denied the attack. The defence ministry gave no details."
    assert ("defence ministry", "RUSMIL", Form.ROLE) in mentions(parser, text)


def test_a_leader_stands_for_a_state_in_office_alone(parser: Parser) -> None:
    assert ("Gaddafi", "LBYGOV", Form.LEADER) in mentions(parser, "Gaddafi spoke.", "2010-05-01")
    assert mentions(parser, "Gaddafi spoke.", "2020-05-01") == []


@pytest.fixture(scope="module")
def data() -> ActorData:
    return load("en")


def test_every_file_says_where_it_is_from() -> None:
    for path in files("onrecord.reading.actors").iterdir():
        if path.name.endswith(".toml"):
            head = path.read_text("utf-8").splitlines()[:12]
            assert any("Origin:" in line for line in head), path.name
            assert any("Licence:" in line for line in head), path.name


def test_state_codes_are_alpha_3(data: ActorData) -> None:
    assert all(len(code) == 3 and code.isupper() for code in data.states)
    assert set(data.regions.values()) <= set(data.states)


def test_every_code_of_a_group_is_known_to_be_a_states_or_a_groups_own(data: ActorData) -> None:
    groups = tomllib.loads(files("onrecord.reading.actors").joinpath("groups.toml").read_text("utf-8"))
    for code in groups:
        assert len(code) == 3 or (code[:3] in data.states and code[3:] in ("REB", "MIL")), code


def test_every_wording_is_found_again(data: ActorData) -> None:
    find = matcher("en").find
    lost = []
    for named in data.named:
        if named.years is not None:
            continue
        text = f"and {named.words} went"
        if not any(text[f.start : f.end] == named.words for f in find(text)):
            lost.append(named.words)
    assert lost == []


def test_a_ministry_of_health_speaks_of_hospitals(parser: Parser) -> None:
    report = Report("one", "0" * 64, "Sudan's health ministry counted nine.", language="en")
    (parsed,) = parser.parse([report])
    assert [(m.code, m.kind) for m in find_actors(parsed)] == [("SDNGOV", SpeakerKind.MEDICAL)]


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    before = 0
    for one in matcher("en").find(text):
        assert before <= one.start < one.end <= len(text)
        before = one.end
