"""Scope: years before that of the report are another attack's."""

from __future__ import annotations

import pytest

from onrecord.model import Report, Scope
from onrecord.reading.en.counts import find_counts
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings


@pytest.mark.parametrize(
    ("published", "scope"),
    [("2021-03-04", Scope.OTHER), ("2017-08-01", Scope.INCIDENT), (None, Scope.INCIDENT)],
)
def test_a_year_before_the_report_is_another_attacks(published: str | None, scope: Scope) -> None:
    report = Report(
        id="t", sha256="", text="In 2017 a bomb killed 60 people in the square.", language="en", published=published
    )
    counts, _ = find_counts(next(iter(Parser(Settings()).parse([report]))), [])
    assert [(c.low, c.scope) for c in counts] == [(60, scope)]
