"""Parsing keeps the way back to the report's own text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reading.en.parse import Parsed, Parser
from onrecord.reading.en.straighten import parseable
from onrecord.settings import Settings

PARSER = Parser(Settings())


def parse(text: str) -> Parsed:
    (parsed,) = PARSER.parse([Report("r", "0" * 64, text, language="en")])
    return parsed


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("Two were kil*led and five inj.ured.", "Two were killed and five injured."),
        (
            "A mas_sacre, say resi.dents of U.S. cities at example.org",
            "A massacre, say resi.dents of U.S. cities at example.org",
        ),
        ("“It’s ours,” he said", '"It\'s ours," he said'),
    ],
)
def test_what_is_parsed(text: str, parsed: str) -> None:
    assert parseable(text)[0] == parsed


def test_a_hidden_word_leads_back_to_itself() -> None:
    parsed = parse("Two men were kil*led there.")
    (token,) = [t for t in parsed.doc if t.text == "killed"]
    assert parsed.token_words([token]).words == "kil*led"


def test_a_line_break_ends_a_sentence() -> None:
    assert [s.text.strip() for s in parse("Strike kills nine\n\nThe army denied it.").sentences] == [
        "Strike kills nine",
        "The army denied it.",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=120))
def test_every_sentence_gives_back_its_words(text: str) -> None:
    parsed = parse(text)
    for sentence in parsed.sentences:
        if sentence.text.strip():
            words = parsed.span_words(sentence)
            assert " … ".join(text[p.start : p.end] for p in words.passages) == words.words
