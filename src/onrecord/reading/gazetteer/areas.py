"""Circles around places: distances, and what a region or a side of it covers."""

from __future__ import annotations

import math
from dataclasses import dataclass

Point = tuple[float, float]
"""Degrees of latitude and longitude, WGS 84."""

_CITY = 500_000  # inhabitants from which a city is as wide as _CITY_KM
_CITY_KM, _TOWN_KM = 8.0, 2.0
_SIDE = 0.4  # the share of a region's places, counted from its edge, that "the north of it" covers


def km(a: Point, b: Point) -> float:
    """Great-circle distance of two points in kilometres."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 6371.0088 * 2 * math.asin(math.sqrt(min(1.0, h)))


@dataclass(frozen=True, slots=True)
class Area:
    """Where something is: in a country alone, or within a distance of a point."""

    country: str
    """ISO 3166-1 alpha-2; empty where not known."""
    point: Point | None = None
    radius_km: float | None = None
    id: str | None = None
    """Of the place, in its gazetteer."""

    @property
    def size(self) -> float:
        """The radius, for comparing; a country is larger than all else."""
        return self.radius_km if self.radius_km is not None else 1e6


def town_radius(population: int) -> float:
    """Radius in kilometres of a town with so many inhabitants: 2 for a village, 8 for half a million and more."""
    return _TOWN_KM + (_CITY_KM - _TOWN_KM) * min(1.0, math.sqrt(max(0, population) / _CITY))


def _side(points: list[Point], direction: str) -> list[Point]:
    """Keep the points on one side: of "northeast", first the north, then the east of that."""
    for word, axis, upper in (("north", 0, True), ("south", 0, False), ("east", 1, True), ("west", 1, False)):
        if word in direction and len(points) > 4:
            points = sorted(points, key=lambda p: (p[axis], p), reverse=upper)[: max(3, round(len(points) * _SIDE))]
    return points


def middle(points: list[Point], direction: str | None = None) -> tuple[Point, float] | None:
    """Give the middle of a region's places, or of one side of it, and the radius that holds nine in ten of them."""
    if direction:
        points = _side(points, direction.lower())
    if not points:
        return None
    centre = (sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points))
    away = sorted(km(centre, p) for p in points)
    return centre, max(5.0, away[min(len(away) - 1, int(len(away) * 0.9))])


_SECTOR = 45.0  # degrees on either side of a direction that "the west of" a town's surroundings takes in
_BEARINGS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}


def bearing(side: str) -> float:
    """Give the bearing of a side in degrees: ``north`` 0, ``south west`` 225.

    >>> bearing("north west")
    315.0
    """
    x = sum(math.sin(math.radians(_BEARINGS[w])) for w in side.split())
    y = sum(math.cos(math.radians(_BEARINGS[w])) for w in side.split())
    return math.degrees(math.atan2(x, y)) % 360


def sector(points: list[Point], centre: Point, side: str) -> list[Point]:
    """Keep the points that lie to one side of a centre: ``south``, ``north west``."""
    wanted, squeeze = bearing(side), math.cos(math.radians(centre[0]))
    kept = []
    for point in points:
        north, east = point[0] - centre[0], (point[1] - centre[1]) * squeeze
        if north == east == 0:
            continue
        away = abs((math.degrees(math.atan2(east, north)) - wanted + 180) % 360 - 180)
        if away <= _SECTOR:
            kept.append(point)
    return kept
