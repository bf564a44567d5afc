"""The overview's map and charts: shapes for the drawings, and the addresses that each of their parts leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from onrecord.desk.views import Overview, Point, Tally
from onrecord.web.sheets.anchors import incident_path

MONTHS_WIDE, MONTHS_HIGH = 720, 150
"""Size of the drawing of months, in its own units."""
_MOST_MONTHS = 120
_TICKS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart and the incidents it leads to."""

    tally: Tally
    x: float
    y: float
    width: float
    height: float
    href: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A word under the drawing of months."""

    x: float
    words: str


class OverviewSheet:
    """An overview, ready to be drawn."""

    def __init__(self, found: Overview, given: Mapping[str, str]) -> None:
        self._found, self._given = found, given

    @cached_property
    def points(self) -> dict[str, list[dict[str, Any]]]:
        """What the map draws, for the script that draws it."""
        return {"points": [self._point(one) for one in self._found.points]}

    @cached_property
    def months(self) -> tuple[Bar, ...]:
        """One bar a month, from the first to the last that has any, the latest where there are too many."""
        known = {one.name: one for one in self._found.by_month if len(one.name) == 7}
        if not known:
            return ()
        names = _months(min(known), max(known))[-_MOST_MONTHS:]
        most = max(known[name].number for name in names if name in known)
        step = MONTHS_WIDE / len(names)
        bars = []
        for at, name in enumerate(names):
            tally = known.get(name)
            if tally:
                high = max(2.0, (MONTHS_HIGH - 26) * tally.number / most)
                wide = min(step * 0.82, 34)
                x = round(at * step + (step - wide) / 2, 1)
                href = self._href({"from": f"{name}-01", "to": f"{name}-{_last_day(name)}"})
                bars.append(Bar(tally, x, round(MONTHS_HIGH - 18 - high, 1), round(wide, 1), round(high, 1), href))
        return tuple(bars)

    @cached_property
    def ticks(self) -> tuple[Tick, ...]:
        """Months that are named under the drawing, some of them where there are many."""
        known = [one.name for one in self._found.by_month if len(one.name) == 7]
        if not known:
            return ()
        names = _months(min(known), max(known))[-_MOST_MONTHS:]
        step, every = MONTHS_WIDE / len(names), -(-len(names) // _TICKS)
        return tuple(Tick(round((at + 0.5) * step, 1), names[at]) for at in range(0, len(names), every))

    def rows(self, tallies: Sequence[Tally], asked: str) -> tuple[Bar, ...]:
        """Give bars that lie, one a row, of a hundred units at most; ``asked`` names the filter that each sets."""
        most = max((one.number for one in tallies), default=1)
        return tuple(
            Bar(one, 0, 0, round(100 * one.number / most, 1), 10, self._href({asked: self._asked(one, asked)}))
            for one in tallies
        )

    def _asked(self, one: Tally, asked: str) -> str:
        if one.name == "unknown":
            return "none" if asked in ("status", "grade") else ""
        return one.code or one.name

    def _href(self, asked: Mapping[str, str]) -> str:
        merged = {name: value for name, value in {**self._given, **asked}.items() if value}
        return "/?" + urlencode(merged)

    def _point(self, one: Point) -> dict[str, Any]:
        several = one.id is None
        href = self._href({"bounds": _around(one)}) if several else incident_path(one.id or "")
        return {
            "lat": one.lat,
            "lon": one.lon,
            "radius_km": None if several else one.radius_km,
            "size": round(5 + min(14.0, (one.number if several else one.killed_high or 0) ** 0.5 * 1.6), 1),
            "state": one.state.value if one.state else None,
            "title": one.title or None,
            "number": one.number,
            "href": href,
        }


def _around(one: Point) -> str:
    reach = 1.0
    return (
        f"{max(-90, one.lat - reach):.2f},{max(-180, one.lon - reach):.2f},"
        f"{min(90, one.lat + reach):.2f},{min(180, one.lon + reach):.2f}"
    )


def _months(first: str, last: str) -> list[str]:
    at, end = _number(first), _number(last)
    return [f"{one // 12:04d}-{one % 12 + 1:02d}" for one in range(max(at, end - _MOST_MONTHS), end + 1)]


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _last_day(month: str) -> int:
    year, number = int(month[:4]), int(month[5:7])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number - 1]
