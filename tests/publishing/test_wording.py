"""What the page and the table say, in tables that read like a specification."""

from __future__ import annotations

from datetime import date

import pytest
from sample_readings import strike

from onrecord.model import (
    Act,
    ContextKind,
    DatePrecision,
    Ground,
    IncidentDate,
    Passage,
    Place,
    Range,
    RemarkKind,
    Scope,
    Words,
)
from onrecord.publishing import wording

AT = Words("x", (Passage(0, 1),))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (12, None, "at least 12"),
        (None, 50, "up to 50"),
        (9, 14, "9 to 14"),
        (15, 15, "15"),
        (0, 0, "none"),
        (0, None, "at least 0"),
        (None, None, "no number"),
        (3001, None, "at least 3,001"),
    ],
)
def test_bounds(low: int | None, high: int | None, said: str) -> None:
    assert wording.bounds(low, high) == said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (None, "—"),
        (Range(None, None), "—"),
        (Range(0, 0), "0"),
        (Range(9, 40), "9–40"),
        (Range(24, 24), "24"),
        (Range(12, None), "at least 12"),
    ],
)
def test_ranges(found: Range | None, said: str) -> None:
    assert wording.range_words(found) == said


@pytest.mark.parametrize(
    ("start", "end", "precision", "part", "said"),
    [
        (date(2031, 5, 6), date(2031, 5, 6), DatePrecision.DAY, "night", "Tuesday 6 May 2031, night"),
        (date(2031, 5, 6), date(2031, 5, 7), DatePrecision.DAY, None, "6 May 2031 to 7 May 2031"),
        (date(2031, 5, 5), date(2031, 5, 11), DatePrecision.WEEK, None, "5 May 2031 to 11 May 2031"),
        (date(2031, 5, 1), date(2031, 5, 31), DatePrecision.MONTH, None, "May 2031"),
        (date(2031, 1, 1), date(2031, 12, 31), DatePrecision.YEAR, None, "2031"),
        (date(2031, 1, 1), date(2032, 12, 31), DatePrecision.YEAR, None, "2031 to 2032"),
    ],
)
def test_days(start: date, end: date, precision: DatePrecision, part: str | None, said: str) -> None:
    assert wording.days(IncidentDate(start, end, precision, AT, part)) == said


@pytest.mark.parametrize(
    ("lat", "lon", "radius", "said"),
    [
        (41.2034, 39.8812, 4.0, "41.203° N, 39.881° E, within 4 km"),
        (-12.5, -70.25, 0.5, "12.500° S, 70.250° W, within 0.5 km"),
        (1.0, 2.0, None, "1.000° N, 2.000° E"),
        (None, None, None, None),
    ],
)
def test_coordinates(lat: float | None, lon: float | None, radius: float | None, said: str | None) -> None:
    assert wording.coordinates(Place("x", AT, None, lat, lon, radius)) == said


@pytest.mark.parametrize(
    ("words", "most", "said"),
    [
        ("a short line", 20, "a short line"),
        ("two\n lines", 20, "two lines"),
        ("a fabrication from start to finish", 20, "a fabrication from…"),
        ("x" * 30, 10, "x" * 9 + "…"),
    ],
)
def test_shortened(words: str, most: int, said: str) -> None:
    assert wording.shortened(words, most) == said
    assert len(said) <= most


def test_every_value_of_the_model_has_its_words() -> None:
    assert set(wording.ACTS) == set(Act)
    assert set(wording.GROUNDS) == set(Ground)
    assert set(wording.SCOPES) == set(Scope)
    assert set(wording.CONTEXTS) == set(ContextKind)
    assert set(wording.REMARKS) == set(RemarkKind)
    assert {wording.TONES.get(act, "other") for act in Act} == set(wording.TONE_NAMES)


def test_a_count_says_whom_and_what() -> None:
    assert [wording.people(count) for count in strike().reading.counts[:2]] == ["people killed", "children killed"]
