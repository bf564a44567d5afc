"""What holds of every report's claims, whatever it says."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord.reading.en.claims.tagged as tagged_module
from onrecord.errors import ModelError
from onrecord.model import Claim, Passage, Report, Words
from onrecord.reading.en.claims import Attribution, ClaimFinder
from onrecord.reading.en.claims.links import enclosing
from onrecord.reading.en.claims.tagged import joined
from onrecord.reading.en.claims.view import View
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings

PARSER = Parser(Settings())
FINDER = ClaimFinder(Settings())

PIECES = [
    "Moscow",
    "the army",
    "It",
    "“",
    "”",
    "denied",
    "accused",
    "said that",
    "according to",
    "Turkey",
    "of bombing",
    "a hospital",
    "was blamed on",
    "responsibility",
    "(MSF)",
    ",",
    ".",
    "\n\n",
    "’s",
    "kil*led",
    "nine people",
    "which",
    "\u200f",
    "😀",
]


def report(text: str) -> Report:
    return Report("one", "0" * 64, text, language="en")


def read(text: str) -> list[Claim]:
    (parsed,) = PARSER.parse([report(text)])
    return FINDER.find(parsed)


def check(text: str, claims: list[Claim]) -> None:
    key = report(text).key
    assert [claim.id for claim in claims] == [f"{key}:c{n}" for n in range(1, len(claims) + 1)]
    ids = {claim.id for claim in claims}
    for claim in claims:
        for words in (claim.speaker.at if claim.speaker else None, claim.cue, claim.content):
            if words is None or not words.passages:
                continue
            assert words == Words.cut(text, words.passages)
            assert all(isinstance(p, Passage) and 0 <= p.start < p.end <= len(text) for p in words.passages)
        for other in (claim.denies, claim.reported_by):
            assert other is None or (other in ids and other != claim.id)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    check(text, read(text))


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_text_can_be_read(text: str) -> None:
    check(text, read(text))


def test_the_same_report_gives_the_same_claims() -> None:
    text = "Kyiv accused Moscow of bombing the clinic. The Kremlin denied it. Witnesses said Russian jets came."
    assert read(text) == read(text)


def test_claims_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "from onrecord.model import Report\n"
        "from onrecord.reading.en.claims import ClaimFinder\n"
        "from onrecord.reading.en.parse import Parser\n"
        "from onrecord.settings import Settings\n"
        "text = 'Ankara said Russia or Iran shelled the camp; both governments denied it, monitors said.'\n"
        "(p,) = Parser(Settings()).parse([Report('one', '0' * 64, text, language='en')])\n"
        "print(ClaimFinder(Settings()).find(p))\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_without_the_model_there_is_no_reading(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(tagged_module, "files", lambda _: tmp_path)
    with pytest.raises(ModelError):
        ClaimFinder(Settings())


def test_a_rule_never_doubles_what_the_tagger_found() -> None:
    text = "Kyiv accused Moscow of bombing the clinic."
    (parsed,) = PARSER.parse([report(text)])
    one = Attribution(Words.cut(text, [(0, 4)]), Words.cut(text, [(5, 12)]), Words.cut(text, [(13, 41)]), 0.9)
    assert joined(View(parsed), [one], [Attribution(one.speaker, one.cue, one.content)]) == [one]
    assert joined(View(parsed), [], [Attribution(one.speaker, one.cue, one.content)]) != []


def test_the_smallest_content_around_a_cue_tells_it() -> None:
    #       Moscow said      Ankara had accused   it of ...
    assert enclosing([(7, 11, 12, 60), (20, 31, 32, 60)]) == [None, 0]


def test_no_claim_is_within_itself_by_way_of_another() -> None:
    assert enclosing([(5, 7, 0, 50), (10, 12, 0, 50)]) == [None, 0]
