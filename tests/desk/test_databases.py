"""The desk over either database: one way through it, from adding to leaving."""

from __future__ import annotations

from pathlib import Path

import pytest
from town_reader import ended, opened

from onrecord.archive import Place, verify
from onrecord.desk.views import Filters, Freshness, JobState
from onrecord.errors import Conflict
from onrecord.model import About, Call, Subject


def test_the_whole_way_on_either_database(place: Place, tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    with opened(given, place=place) as desk:
        assert desk.identity().freshness is Freshness.FRESH
        one, other = (row.id for row in desk.queue(Filters(killed_at_least=13)).rows)
        done = desk.decide("mira", Subject(About.GRADE, one), Call.CORRECT, {"value": "weak"}, "thin", seen=0)
        with pytest.raises(Conflict):
            desk.decide("otto", Subject(About.GRADE, one), Call.CORRECT, {"value": "fair"}, seen=0)
        before = {name: desk.incident(name).incident for name in (one, other)}  # type: ignore[union-attr]
        merged = desk.merge("otto", one, other, "", seen=0)
        assert desk.queue(Filters()).total == 2
        desk.undo("otto", merged.entry)
        assert {name: desk.incident(name).incident for name in (one, other)} == before  # type: ignore[union-attr]
        desk.undo("mira", done.entry)
        assert ended(desk, desk.refresh("mira").number).state is JobState.DONE
        assert desk.identity().decisions == 2
        assert desk.search("pump", Filters()).total == 1
        assert desk.export("mira", Filters(), "csv", "public").entry == desk.releases().rows[0].entry
    assert verify(place).sound
    assert place.catalogue.is_file()
