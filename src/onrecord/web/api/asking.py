"""From what a program asks for to what the desk is asked."""

from __future__ import annotations

from datetime import date

from onrecord.desk.views import Bounds, Filters, Sort
from onrecord.errors import BadValue
from onrecord.web.api.models import Asked


def filters(asked: Asked) -> Filters:
    """Make filters of what is asked for. BadValue for a day or a box that is none."""
    return Filters(
        words=asked.words,
        date_from=_day("date_from", asked.date_from),
        date_to=_day("date_to", asked.date_to),
        place=asked.place,
        kind=asked.kind.value if asked.kind else None,
        party=asked.party,
        status=str(asked.status) if asked.status else None,
        grade=str(asked.grade) if asked.grade else None,
        state=asked.state,
        language=asked.language,
        publisher=asked.publisher,
        killed_at_least=asked.killed_at_least,
        bounds=_bounds(asked.bounds),
        sort=Sort(asked.sort),
    )


def _day(name: str, written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise BadValue(name, f"{written} is no day", "Write it as 2016-02-15") from None


def _bounds(written: str | None) -> Bounds | None:
    if not written:
        return None
    try:
        south, west, north, east = (float(one) for one in written.split(","))
    except ValueError:
        south = west = north = east = float("nan")
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise BadValue("bounds", "this is no box", "Write it as south,west,north,east in degrees")
    return Bounds(south, west, north, east)
