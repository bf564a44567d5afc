"""Dates of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.intake import published_date
from onrecord.model import Report


@pytest.mark.parametrize(
    ("given_as", "kept_as"),
    [
        ("2016-02-16", "2016-02-16"),
        (" 2016-02-16 ", "2016-02-16"),
        ("20160216", "2016-02-16"),
        ("2016-W07-2", "2016-02-16"),
        ("2016-02-16T08:30", "2016-02-16T08:30"),
        ("2016-02-16T08:30:15.250+02:00", "2016-02-16T08:30:15.250+02:00"),
        ("2016-02-16t08:30Z", "2016-02-16T08:30Z"),
        ("2016-02-16 08:30:00Z", "2016-02-16T08:30:00Z"),
        ("20160216T083000Z", "2016-02-16T08:30:00+00:00"),
    ],
)
def test_dates(given_as, kept_as):
    assert published_date(given_as) == kept_as
    assert Report(id="a", sha256="", text="", published=kept_as).published_day == date(2016, 2, 16)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2016",
        "2016-02",
        "2016-2-16",
        "16-02-2016",
        "16.02.2016",
        "2016-02-30",
        "2016-13-01",
        "0000-01-01",
        "today",
        "2016-02-16T",
        "2016-02-16T24:61",
        "2016-02-16x08:30",
        "2016-02-16T08:30 CET",
        "２０１６-02-16",
        "1455580800",
        "2016-047",
    ],
)
def test_what_is_no_date(value):
    with pytest.raises(ValueError, match="ISO 8601"):
        published_date(value)


@given(st.text(max_size=40) | st.from_regex(r"[0-9TWZ:+-]{6,30}", fullmatch=True))
def test_any_text_is_a_date_or_refused(value):
    try:
        kept = published_date(value)
    except ValueError:
        return
    assert published_date(kept) == kept
    assert Report(id="a", sha256="", text="", published=kept).published_day is not None


@given(st.datetimes(timezones=st.timezones() | st.none()))
def test_any_moment_is_kept(moment):
    assert (
        Report(id="a", sha256="", text="", published=published_date(moment.isoformat())).published_day == moment.date()
    )
