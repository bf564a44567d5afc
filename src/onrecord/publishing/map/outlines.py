"""Outlines of countries: Natural Earth at 1:50 million, as the package world-atlas carries it in TopoJSON.

TopoJSON keeps each border once, as an arc of differences between points on a grid (Bostock 2013); a country's rings are
lists of arcs, a negative number being an arc walked backwards.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from onrecord.errors import ModelError

Point = tuple[float, float]
"""Longitude and latitude, WGS 84 degrees."""


class Ring(NamedTuple):
    """One closed line of an outline, and the box that it fills."""

    country: str
    largest: bool
    """Whether it is the largest of its country, which bears the name."""
    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float

    def touches(self, west: float, south: float, east: float, north: float) -> bool:
        """Tell whether its box and another share ground."""
        return self.west <= east and self.east >= west and self.south <= north and self.north >= south

    def holds(self, east: float, north: float) -> bool:
        """Tell whether a point stands inside: a line to the east crosses the ring an odd number of times."""
        inside = False
        for (x1, y1), (x2, y2) in zip(self.points, (*self.points[1:], self.points[0]), strict=True):
            if (y1 > north) != (y2 > north) and east < x1 + (north - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
        return inside


@lru_cache(maxsize=1)
def rings() -> tuple[Ring, ...]:
    """Load the rings of all countries. ModelError where the file is absent or damaged."""
    try:
        data = json.loads(resources.files(__package__).joinpath("countries-50m.json").read_text("utf-8"))
        (scale_x, scale_y), (move_x, move_y) = data["transform"]["scale"], data["transform"]["translate"]
        arcs: list[list[Point]] = []
        for steps in data["arcs"]:
            x = y = 0
            arc = []
            for dx, dy in steps:
                x, y = x + dx, y + dy
                arc.append((x * scale_x + move_x, y * scale_y + move_y))
            arcs.append(arc)
        found = []
        for country in data["objects"]["countries"]["geometries"]:
            polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
            mine = [_ring(country["properties"]["name"], line, arcs) for polygon in polygons for line in polygon]
            widest = max(mine, key=lambda one: (one.east - one.west) * (one.north - one.south))
            found += [one._replace(largest=one is widest) for one in mine]
        return tuple(found)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(f"damaged outlines: {error!r}", where="publishing/map", do="Install onrecord again") from error


def _ring(country: str, line: list[int], arcs: list[list[Point]]) -> Ring:
    points: list[Point] = []
    for number in line:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Ring(country, largest=False, points=tuple(points), west=min(xs), south=min(ys), east=max(xs), north=max(ys))
