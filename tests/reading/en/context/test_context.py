"""Background, as a table: the sentence, and the kinds of background in it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Context, Report
from onrecord.reading.en.context import find_context
from onrecord.reading.en.counts import find_counts
from onrecord.reading.en.parse import Parsed, Parser
from onrecord.settings import Settings

KINDS = [
    ("Under international humanitarian law, hospitals are protected.", "law"),
    ("The Geneva Conventions prohibit attacks on the wounded.", "law"),
    ("Such an attack could constitute a war crime.", "law"),
    ("A ceasefire took effect on Sunday.", "agreement"),
    ("The truce was broken within hours.", "agreement"),
    ("They signed the accord in Juba.", "agreement"),
    ("Peace talks in Jeddah have stalled.", "talks"),
    ("A third round of negotiations began.", "talks"),
    ("The army threatened to launch a ground offensive.", "threat"),
    ("There are fears of a wider war.", "threat"),
    ("The conflict may spill into a regional war.", "threat"),
    ("Iran-backed Houthi fighters hold the port.", "alliance"),
    ("The Houthis are backed by Iran.", "alliance"),
    ("More than 14,000 people have been killed since the war began.", "toll"),
    ("Nine people were killed on Sunday.", ""),
    ("He talks a lot.", ""),
    ("The lawyer read a book.", ""),
    ("A party was held.", ""),
]


@cache
def parser() -> Parser:
    return Parser(Settings())


def parsed(text: str) -> Parsed:
    (one,) = parser().parse([Report("t", "", text, published="2023-06-14", language="en")])
    return one


def read(text: str) -> list[Context]:
    one = parsed(text)
    return find_context(one, find_counts(one, [])[0])


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_kinds(text: str, kinds: str) -> None:
    assert " ".join(c.kind for c in read(text)) == kinds


def sides(text: str) -> dict[int | None, set[str]]:
    found = [c for c in read(text) if c.kind == "alliance"]
    assert len(found) == 1
    out: dict[int | None, set[str]] = {}
    for party in found[0].parties:
        out.setdefault(party.side, set()).add((party.code or party.name)[:3])
    return out


def test_parties_on_one_side_share_a_number() -> None:
    text = (
        "It could draw in Egypt and Eritrea on one side, Ethiopia, Kenya and Uganda on another, "
        "and Al-Shabaab on a third."
    )
    grouped = sides(text)
    assert grouped[1] == {"EGY", "ERI"}
    assert grouped[2] == {"ETH", "KEN", "UGA"}
    assert len(grouped) == 3


def test_a_backer_and_the_one_it_fights() -> None:
    grouped = sides("Iran supports the Houthis against Saudi Arabia.")
    assert (len(grouped[1]), grouped[2]) == (2, {"SAU"})


def test_words_are_the_sentence() -> None:
    text = "Shells fell. A ceasefire took effect on Sunday. Rain fell."
    (one,) = read(text)
    assert one.at.words == "A ceasefire took effect on Sunday."


@settings(max_examples=30)
@given(st.text(max_size=150))
def test_any_text_gives_words_that_stand_in_it(text: str) -> None:
    for one in read(text):
        assert text[one.at.start : one.at.end] == one.at.words
