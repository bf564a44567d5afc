"""Remarks: each pattern finds the sentence of its like, and gives no other kind."""

from __future__ import annotations

import pytest

from onrecord.model import RemarkKind, Report
from onrecord.reading.en.parse import Parser
from onrecord.reading.en.remarks import find_remarks, patterns
from onrecord.settings import Settings


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(Settings())


def kinds(parser: Parser, text: str) -> set[RemarkKind]:
    (parsed,) = parser.parse([Report("r", "0" * 64, text, language="en")])
    remarks = find_remarks(parsed)
    for remark in remarks:
        (passage,) = remark.at.passages
        assert text[passage.start : passage.end] == remark.at.words
    return {remark.kind for remark in remarks}


@pytest.mark.parametrize(("kind", "like"), [(kind, like) for kind, _, like in patterns()])
def test_each_pattern_finds_its_like(parser: Parser, kind: RemarkKind, like: str) -> None:
    assert kinds(parser, like) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "Only one outlet gave the number of the injured.",
        "The sources did not say how many rooms the clinic has.",
        "The government declared a day of mourning after the strike.",
        "Several ministers reported to the president on Monday.",
        "She repeated the same question twice.",
    ],
)
def test_what_is_no_remark_on_who_did_it(parser: Parser, text: str) -> None:
    assert not kinds(parser, text)
