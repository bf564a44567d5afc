"""The line of the contract: its shape, its words, its bytes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from model_strategies import found
from sample_readings import Found, arabic, bare, everything, strike
from schema_checks import reading_validator

from onrecord.model import GAP, Passage, Reading, Report, Words
from onrecord.publishing import compose_reading, json_line

CHECK = reading_validator()


def quoted(node: Any) -> list[tuple[str, list[list[int]]]]:
    """Collect every pair of words and passages in a line."""
    if isinstance(node, list):
        return [one for item in node for one in quoted(item)]
    if not isinstance(node, dict):
        return []
    own = [(node["words"], node["passages"])] if node.get("passages") else []
    own += [(node["kind_words"], node["kind_passages"])] if node.get("kind_words") else []
    return own + [one for item in node.values() for one in quoted(item)]


@pytest.mark.parametrize("sample", everything(), ids=["strike", "arabic", "bare", "hostile"])
@pytest.mark.parametrize("with_text", [True, False])
def test_samples_validate(sample: Found, with_text: bool) -> None:
    CHECK.validate(compose_reading(sample.reading, sample.incidents, with_text=with_text))


@given(found())
def test_any_reading_validates_and_its_passages_give_back_its_words(one: Found) -> None:
    written = json_line(compose_reading(one.reading, one.incidents))
    assert written.splitlines() == [written]
    line = json.loads(written.encode("utf-8"))
    CHECK.validate(line)
    text = line["report"]["text"]
    assert len(text) == len(one.reading.report.text)
    for words, passages in quoted(line):
        assert words == GAP.join(text[start:end] for start, end in passages)


@given(found())
@settings(max_examples=25)
def test_the_same_reading_gives_the_same_bytes(one: Found) -> None:
    assert json_line(compose_reading(one.reading, one.incidents)) == json_line(
        compose_reading(one.reading, one.incidents)
    )


def test_keys_stand_in_the_order_of_the_contract() -> None:
    line = compose_reading(strike().reading, strike().incidents)
    assert list(line)[:7] == ["report", "claims", "counts", "victims", "incidents", "context", "notes"]
    assert list(line["report"]) == [
        "id",
        "sha256",
        "text_sha256",
        "text",
        "title",
        "publisher",
        "published",
        "url",
        "language",
    ]
    assert list(line["claims"][0])[:5] == ["id", "speaker", "cue", "content", "act"]


def test_an_incident_of_a_reading_names_its_claims_and_counts_by_id() -> None:
    line = compose_reading(strike().reading, strike().incidents)
    (incident,) = line["incidents"]
    assert incident["claims"] == [claim["id"] for claim in line["claims"]]
    assert incident["counts"] == [count["id"] for count in line["counts"][:3]]


def test_unknown_is_null_and_none_is_zero() -> None:
    line = compose_reading(strike().reading, strike().incidents)
    up_to, at_least = line["counts"][:2]
    assert (up_to["low"], up_to["high"]) == (None, 40)
    assert (at_least["low"], at_least["high"]) == (9, None)
    assert compose_reading(bare().reading, ())["incidents"] == []


def test_no_text_leaves_out_the_text_alone() -> None:
    whole = compose_reading(strike().reading, strike().incidents)
    less = compose_reading(strike().reading, strike().incidents, with_text=False)
    assert "text" not in less["report"]
    whole["report"].pop("text")
    assert less == whole


def test_other_scripts_stand_as_themselves() -> None:
    assert "قالت مصادر طبية" in json_line(compose_reading(arabic().reading, arabic().incidents))


def test_notes_of_intake_come_before_those_of_the_reader_each_once() -> None:
    report = Report("a", "0" * 64, "x", notes=("first", "both"))
    assert compose_reading(Reading(report, notes=("both", "last")), ())["notes"] == ["first", "both", "last"]


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\n", "\r", "\x0b", "\x1c", "\x00", "\x7f"])
def test_no_character_breaks_a_line_in_two(char: str) -> None:
    written = json_line({"text": f"a{char}b"})
    assert len(written.splitlines()) == 1
    assert json.loads(written) == {"text": f"a{char}b"}


def test_a_lone_surrogate_survives_as_its_escape() -> None:
    written = json_line({"text": "a\ud800b\udc80"})
    assert json.loads(written.encode("utf-8")) == {"text": "a\ud800b\udc80"}


def test_split_surrogates_never_shift_an_offset() -> None:
    text = "a\ud83d\ude00b"
    line = json.loads(json_line({"text": text, "words": text[1:2]}))
    assert line == {"text": "a\ufffd\ufffdb", "words": "\ufffd"}


def test_a_score_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_line({"score": float("nan")})


def test_words_of_several_passages_keep_each() -> None:
    words = Words.cut("one two three", [(8, 13), (0, 3)])
    assert words == Words("one … three", (Passage(0, 3), Passage(8, 13)))
