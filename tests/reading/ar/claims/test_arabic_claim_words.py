"""The lexicons of Arabic claims: whole, readable, and free of entries that contradict each other."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Ground, SpeakerKind
from onrecord.reading.ar.claims.cues import Sense, cue_words
from onrecord.reading.ar.claims.forms import participle_forms, verb_forms
from onrecord.reading.ar.claims.spans import Marks
from onrecord.reading.ar.claims.speakers import speaker_words
from onrecord.reading.ar.claims.strike_words import strike_words
from onrecord.reading.ar.text import fold

LEXICONS = ("cues.toml", "grounds.toml", "speakers.toml", "strikes.toml")


def raw(name: str) -> str:
    return files("onrecord.reading.ar.claims").joinpath(name).read_text("utf-8")


def lists(table: dict[str, Any]) -> Iterator[list[Any]]:
    for value in table.values():
        if isinstance(value, dict):
            yield from lists(value)
        else:
            yield value


@pytest.mark.parametrize("name", LEXICONS)
def test_each_lexicon_says_where_it_is_from_and_holds_no_empty_list(name: str) -> None:
    head = raw(name).split("\n\n")[0]
    assert "Origin:" in head
    assert "Apache-2.0" in head
    for one in lists(tomllib.loads(raw(name))):
        assert one
        assert all(isinstance(word, list) or fold(word) for word in one)


def test_senses_kinds_and_grounds_are_those_of_the_model() -> None:
    assert {entry.value for entry in Sense} >= set(tomllib.loads(raw("cues.toml"))["verbs"])
    assert set(tomllib.loads(raw("grounds.toml"))) == {ground.value for ground in Ground}
    speakers = tomllib.loads(raw("speakers.toml"))
    assert set(speakers["nouns"]) | set(speakers["qualifiers"]) <= {kind.value for kind in SpeakerKind}
    assert len(speaker_words().nouns) > 100


def test_what_a_cue_needs_names_a_cue() -> None:
    data = tomllib.loads(raw("cues.toml"))
    verbs = {past for pairs in data["verbs"].values() for past, _ in pairs}
    participles = {one for words in data["participles"].values() for one in words}
    assert set(data["needs"]) <= verbs | participles


def test_light_verbs_are_verbs_of_striking() -> None:
    data = tomllib.loads(raw("strikes.toml"))
    assert set(data["light"]["verbs"]) <= {past for past, _ in data["verbs"]["forms"]}
    words = strike_words()
    assert words.light < words.verbs
    assert not words.verbs & words.negations


def test_no_word_of_saying_is_one_of_striking() -> None:
    assert not set(cue_words().verbs) & strike_words().verbs


@pytest.mark.parametrize(
    ("past", "present", "forms"),
    [
        ("قصف", "قصف", "قصف قصفت قصفوا يقصف تقصف يقصفون"),
        ("نفى", "نفي", "نفى نفت نفوا ينفي تنفي ينفون"),
        ("قال", "قول", "قال قالت قالوا يقول تقول يقولون"),
        ("دعا", "دعو", "دعا دعت دعوا يدعو تدعو يدعون"),
        ("استهدف", "ستهدف", "استهدفت يستهدف تستهدف نستهدف استهدفنا"),
    ],
)
def test_verbs_are_met_in_their_forms(past: str, present: str, forms: str) -> None:
    assert {fold(one) for one in forms.split()} <= set(verb_forms(past, present))


def test_participles_are_met_in_their_forms() -> None:
    assert set(participle_forms("مشير")) == {"مشيرا", "مشيره", "مشيرين", "مشيرتين"}


@given(st.lists(st.booleans(), min_size=1, max_size=30), st.data())
def test_marks_answer_as_a_look_at_every_token_does(marked: list[bool], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(marked) - 1))
    last = data.draw(st.integers(first, len(marked) - 1))
    assert Marks(marked).any(first, last) == any(marked[first : last + 1])
    assert Marks(marked).all(first, last) == all(marked[first : last + 1])


@given(st.lists(st.integers(0, 19), min_size=2, max_size=8).map(sorted))
def test_marks_over_stretches_cover_them_alone(edges: list[int]) -> None:
    stretches = list(pairwise(edges))
    marks = Marks.over(20, stretches)
    for token in range(20):
        assert marks.any(token, token) == any(a <= token <= b for a, b in stretches)
