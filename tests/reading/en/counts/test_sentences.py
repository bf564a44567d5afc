"""What one sentence states: the table ``sentences.tsv`` read as a specification."""

from __future__ import annotations

from pathlib import Path

import pytest
from count_notation import written

from onrecord.reading.en.counts import find_counts

TABLE = Path(__file__).with_name("sentences.tsv")


def rows() -> list[tuple[str, str]]:
    """Sentences and the counts they state, in the notation of the table."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    return [(sentence, stated) for sentence, stated in (line.split("\t") for line in lines)]


def test_the_table_is_large_enough() -> None:
    assert len(rows()) >= 250
    assert len({sentence for sentence, _ in rows()}) == len(rows())


@pytest.mark.parametrize(("sentence", "stated"), rows(), ids=[sentence for sentence, _ in rows()])
def test_sentence(sentence: str, stated: str, parse) -> None:
    counts, _ = find_counts(parse(sentence), [])
    assert sorted(map(written, counts)) == sorted([] if stated == "-" else stated.split("; "))
