"""The counts of single sentences, as a table that reads like a specification."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Count, CountStatus, Report, Scope
from onrecord.reading.ar.counts import find_counts
from onrecord.reading.ar.text import parse

TABLE = Path(__file__).with_name("sentences.txt")


def rows() -> list[tuple[str, str]]:
    lines = TABLE.read_text("utf-8").splitlines()
    pairs = [line.split(" | ") for line in lines if line.strip() and not line.startswith("#")]
    return [(sentence, wanted) for sentence, wanted in pairs]


def bounds(count: Count) -> str:
    if count.low == count.high:
        return str(count.low)
    if count.high is None:
        return f"{count.low}+"
    return f"-{count.high}" if count.low is None else f"{count.low}..{count.high}"


def told(count: Count) -> str:
    marks = ["<"] if count.part_of else []
    marks += [count.scope.value] if count.scope is not Scope.INCIDENT else []
    marks += [count.status.value] if count.status is CountStatus.DENIED else []
    return " ".join([count.measure.value, count.group.value, bounds(count), *marks])


@pytest.mark.parametrize(("sentence", "wanted"), rows())
def test_a_sentence_counts(sentence: str, wanted: str) -> None:
    counts, _ = find_counts(parse(Report("r", "0", sentence)), ())
    assert sorted(map(told, counts)) == sorted([] if wanted == "-" else wanted.split("; "))


def test_the_table_has_its_length() -> None:
    assert len(rows()) >= 90
    assert len({sentence for sentence, _ in rows()}) == len(rows())
