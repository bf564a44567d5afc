"""What was hit, as a table: the sentence, kind and number of all it says was hit (? where no number is stated)."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Infrastructure, Report
from onrecord.reading.en.infrastructure import find_infrastructure
from onrecord.reading.en.infrastructure.lexicon import FALL_VERBS, HIT_NOUNS, HIT_VERBS, NOUNS, PHRASES
from onrecord.reading.en.parse import Parsed, Parser
from onrecord.settings import Settings

HIT = [
    ("A drone fired shots at a school in the town.", "education 1"),
    ("An air strike hit a hospital.", "healthcare 1"),
    ("Warplanes bombed four hospitals and two schools on Sunday.", "healthcare 4, education 2"),
    ("The bombing of three clinics and a school angered them.", "healthcare 3, education 1"),
    ("The shelling of the hospital went on.", "healthcare 1"),
    ("Rockets fell on a market in the old town.", "market 1"),
    ("A shell landed in a school yard.", "education 1"),
    ("Jets fired missiles at a mosque.", "religious 1"),
    ("A mosque was destroyed and two churches were damaged.", "religious 2"),
    ("The strike on the Amari family home killed nine.", "residential 1"),
    ("A drone strike on a house belonging to the Amari family killed nine.", "residential 1"),
    ("Two houses collapsed after the raid.", "residential 2"),
    ("Homes were levelled in the attack.", "residential ?"),
    ("They were killed in their home by a shell.", "residential 1"),
    ("People sheltering in a school were killed by a shell.", "education 1"),
    ("The hospital bombing drew anger.", "healthcare 1"),
    ("The school attack drew anger.", "education 1"),
    ("An ambulance was struck by a rocket.", "healthcare 1"),
    ("Gunmen attacked a bus and a bridge.", "transport 1"),
    ("A power plant and a water tower were hit.", "power 1, water 1"),
    ("Shells struck the tents of displaced families.", "camp ?"),
    ("An air strike on the Dar refugee camp killed nine.", "camp 1"),
    ("Nine people were killed in the Dar refugee camp by shells.", "camp 1"),
    ("A car bomb destroyed the police station.", "government 1"),
    ("The army base was attacked with rockets.", "military 1"),
    ("A warehouse of the charity was bombed.", "industry 1"),
    ("The wards of the hospital were destroyed.", "healthcare 1"),
    ("One of the hospitals targeted was new.", "healthcare ?"),
    ("Raids left 12 schools in ruins; the 12 schools were all hit by rockets.", "education 12"),
    ("A television station was bombed.", "media 1"),
    ("An aid convoy was hit from the air.", "humanitarian 1"),
    ("Twenty farms were burned.", "agriculture 20"),
    ("The five-storey Amari home, in the north of Sadra, was reportedly bombed at dawn.", "residential 1"),
]

NOT_HIT = [
    "He went to pray in the mosque every morning.",
    "The wounded were taken to the hospital.",
    "Nine people arrived at the hospital after the strike.",
    "A shell fell near the hospital.",
    "The strike took place next to a school.",
    "He died in hospital.",
    "She works at the school and was mourned there.",
    "The hospital said it had received nine bodies.",
    "A strike in the vicinity of the mosque killed nine.",
    "Hospitals must not be attacked.",
    "The army denied it. It did not hit the school.",
    "They would bomb a hospital, he warned.",
    "It is unclear whether the hospital was damaged.",
    "The charity runs three schools.",
    "The school year began on Monday.",
    "He left the house.",
]


@cache
def parser() -> Parser:
    return Parser(Settings())


def parsed(text: str) -> Parsed:
    (one,) = parser().parse([Report("t", "", text, language="en")])
    return one


def read(text: str) -> list[Infrastructure]:
    return find_infrastructure(parsed(text))


@pytest.mark.parametrize(("text", "expected"), HIT)
def test_hit(text: str, expected: str) -> None:
    assert ", ".join(f"{i.kind} {i.number or '?'}" for i in read(text)) == expected


@pytest.mark.parametrize("text", NOT_HIT)
def test_not_hit(text: str) -> None:
    assert read(text) == []


def test_a_name_is_kept() -> None:
    (one,) = read("An air strike hit Amari Hospital.")
    assert one.name == "Amari Hospital"


def test_each_kind_stands_once_with_its_best_number() -> None:
    text = "Warplanes bombed four hospitals on Sunday. The destroyed hospitals were full. A hospital was hit again."
    (one,) = read(text)
    assert (one.kind, one.number) == ("healthcare", 4)


def test_a_home_hit_in_a_camp_leaves_the_camp_a_place() -> None:
    found = read("An air strike destroyed the Amari family home in the Dar refugee camp.")
    assert [i.kind for i in found] == ["residential"]


def test_one_mention_far_down_is_another_attack() -> None:
    text = "An air strike hit a school. Nine died. It was noon. Nobody came. Rain fell. In 2009 a shell hit a mosque."
    assert [i.kind for i in read(text)] == ["education"]


def test_the_lexicon_is_in_lower_case_and_not_empty() -> None:
    for words in (NOUNS, PHRASES, HIT_VERBS, HIT_NOUNS, FALL_VERBS):
        assert words
        assert all(w == w.lower() for w in words)


@settings(max_examples=40)
@given(st.text(max_size=120))
def test_any_text_gives_words_that_stand_in_it(text: str) -> None:
    for one in read(text):
        assert text[one.at.start : one.at.end] == one.at.words
        assert one.number is None or one.number > 0
