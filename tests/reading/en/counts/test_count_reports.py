"""What whole reports state: every count of the incident, and nothing that is none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from count_notation import written

from onrecord.model import CountStatus, Scope
from onrecord.reading.en.counts import find_counts

REPORTS = tomllib.loads(Path(__file__).with_name("reports.toml").read_text("utf-8"))["report"]


@pytest.mark.parametrize("report", REPORTS, ids=[r["name"] for r in REPORTS])
def test_a_report_states_its_counts_and_no_others(report: dict, parse) -> None:
    counts, _ = find_counts(parse(report["text"]), [])
    of_it = [c for c in counts if c.scope is Scope.INCIDENT and c.status is CountStatus.STATED]
    apart = [c for c in counts if c not in of_it]
    assert sorted(map(written, of_it)) == sorted(report["incident"])
    assert sorted(map(written, apart)) == sorted(report["apart"])
