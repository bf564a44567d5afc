"""A reading's line gives the reading back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from model_strategies import found
from sample_readings import Found, strike

from onrecord.model import Reading
from onrecord.publishing import compose_reading, decompose_reading


def plain(reading: Reading) -> Reading:
    """A reading as its line can tell it: notes of intake stand before the reader's, each once."""
    return replace(reading, notes=tuple(dict.fromkeys((*reading.report.notes, *reading.notes))))


@given(found())
def test_a_line_gives_its_reading_back(one: Found) -> None:
    line = compose_reading(one.reading, one.incidents)
    assert decompose_reading(line, one.reading.report) == plain(one.reading)


def test_a_line_of_an_older_version_leaves_unknown_what_it_does_not_hold() -> None:
    line = compose_reading(strike().reading, strike().incidents)
    for incident in line["incidents"]:
        del incident["mentioned"], incident["remarks"]
    for count in line["counts"]:
        del count["vague"], count["part_of"]
    reading = decompose_reading(line, strike().reading.report)
    assert [one.id for one in reading.counts] == [one.id for one in strike().reading.counts]
    assert all(one.vague is None for one in reading.counts)
    assert reading.incidents[0].mentioned == ()
