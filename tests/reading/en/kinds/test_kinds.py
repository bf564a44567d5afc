"""How attacks were done, as a table: the sentence, and the kinds that its words state, in order."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import KindOfAttack, Report
from onrecord.reading.en.kinds import find_kinds, states_strongly
from onrecord.reading.en.parse import Parsed, parseable

NLP = spacy.blank("en")

STATED = [
    ("An air strike hit the depot.", "airstrike"),
    ("An airstrike hit the depot.", "airstrike"),
    ("Air-strikes hit the depot.", "airstrike"),
    ("Warplanes bombed the depot.", "airstrike"),
    ("A fighter jet dropped bombs on the depot.", "airstrike airstrike"),
    ("Barrel bombs fell.", "airstrike"),
    ("A double-tap strike hit the depot.", "airstrike"),
    ("A bomb hit the depot.", "airstrike"),
    ("A drone strike hit the depot.", "drone_strike"),
    ("A quadcopter fired at them.", "drone_strike"),
    ("UAVs were heard.", "drone_strike"),
    ("An attack helicopter fired at them.", "helicopter_strike"),
    ("Helicopter gunships fired at them.", "helicopter_strike"),
    ("A ballistic missile struck the depot.", "missile_strike"),
    ("The missiles were launched at night.", "missile_strike"),
    ("Artillery shelling cut the road.", "artillery"),
    ("The town was shelled.", "artillery"),
    ("A howitzer fired.", "artillery"),
    ("Rockets struck the depot.", "rocket"),
    ("A barrage of rockets was heard.", "rocket"),
    ("Mortar rounds struck the depot.", "mortar"),
    ("An airstrike or shelling killed them.", "air_or_artillery"),
    ("A ground raid began.", "ground"),
    ("Gunmen opened fire on the bus.", "small_arms small_arms"),
    ("A sniper shot him.", "small_arms"),
    ("A car bomb went off.", "ied"),
    ("A suicide bomber struck the gate.", "ied"),
    ("An improvised explosive device was found.", "ied"),
    ("A land mine killed a herder.", "mine"),
    ("A landmine killed a herder.", "mine"),
    ("Gunboats fired at the beach.", "naval"),
    ("Sarin was used.", "chemical"),
    ("Cluster munitions were used.", "cluster"),
    ("The bombing went on.", "airstrike"),
    ("A strike killed nine.", "airstrike"),
    ("A bomb killed nine.", "ied"),
    ("An explosion was heard.", "ied"),
    ("A strike killed nine, and a drone was heard.", "drone_strike"),
    ("Army aircraft struck the depot.", "airstrike"),
    ("A precision munition hit the depot.", "airstrike"),
    ("Helicopters raked the road.", "helicopter_strike"),
    ("Guards fired on the bus.", "small_arms"),
    ("They went from house to house.", "ground"),
    ("AN AIR STRIKE HIT THE DEPOT.", "airstrike"),
]

NOT_STATED = [
    "Teachers' strike enters third week.",
    "He began a hunger strike.",
    "The workers went on strike.",
    "A police raid found nothing.",
    "They may strike a deal.",
    "The water tank is full.",
    "It was no airstrike.",
    "They ruled out a drone strike.",
    "They spoke of launching a new school.",
    "It was a calm night.",
    "She mined her memory.",
    "The general possibility of a ground offensive worries them.",
]


def parsed(text: str) -> Parsed:
    straight, back = parseable(text)
    return Parsed(Report("t", "", text, language="en"), NLP(straight), back)


@pytest.mark.parametrize(("text", "kinds"), STATED)
def test_stated(text: str, kinds: str) -> None:
    assert " ".join(k.kind for k in find_kinds(parsed(text))) == kinds


@pytest.mark.parametrize("text", NOT_STATED)
def test_not_stated(text: str) -> None:
    assert find_kinds(parsed(text)) == []


def test_strong_and_weak_words() -> None:
    assert states_strongly("air strikes")
    assert not states_strongly("strikes")


def test_the_words_are_the_reports_own() -> None:
    text = "Two air“strikes” and a mis.sile stri*ke: “air strikes”."
    for one in find_kinds(parsed(text)):
        assert text[one.at.start : one.at.end] == one.at.words


def test_the_lexicon_names_known_kinds_and_each_phrase_once() -> None:
    raw = tomllib.loads(files("onrecord.reading.en.kinds").joinpath("lexicon.toml").read_text("utf-8"))
    weak = raw.pop("weak")
    assert {KindOfAttack(name) for name in raw} | {KindOfAttack(w["kind"]) for w in weak} <= set(KindOfAttack)
    strong = [p for entry in raw.values() for p in entry["phrases"]]
    assert sorted(strong) == sorted(set(strong))
    assert not set(strong) & {p for w in weak for p in w["phrases"]}
    for name, entry in raw.items():
        for phrase in entry["phrases"]:
            assert [k.kind for k in find_kinds(parsed(f"It was {phrase}."))] == [name], phrase


@given(st.text(max_size=200))
def test_any_text_gives_words_that_stand_in_it(text: str) -> None:
    for one in find_kinds(parsed(text)):
        assert text[one.at.start : one.at.end] == one.at.words
