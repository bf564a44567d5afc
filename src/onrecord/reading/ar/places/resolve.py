"""Resolves the chains of one report against the gazetteers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reading.ar.places.chains import rank
from onrecord.reading.ar.places.lexicon import QUALITIES, Type
from onrecord.reading.ar.places.names import Names
from onrecord.reading.ar.places.regions import Region
from onrecord.reading.ar.places.units import Unit
from onrecord.reading.gazetteer import Gazetteer, Match
from onrecord.reading.gazetteer.areas import Area, Point, km, middle, sector, town_radius

_INSIDE = frozenset([Type.QUARTER, Type.FACILITY, Type.CAMP])
_QUARTER_KM = 12.0  # a quarter lies no further from the middle of its town
_SAME_KM = 60.0  # a town lies no further beyond the edge of the region that is said to contain it
_COUNTRYSIDE_KM = 20.0
_SEAT_KM = 20.0  # a division's name alone: its seat, or the country around it
_AREA_KM = 12.0
_NEAR_KM = 5.0
_COARSE_KM = 80.0  # what is no larger counts as found, even where a smaller area contains it in words
_LARGE = 100_000  # inhabitants; a larger city needs no other ground than its name


@dataclass(frozen=True, slots=True)
class Found:
    """Where a chain is, and which of its units gave it."""

    area: Area
    unit: int
    """0 the name itself, above 0 what contains it, -1 what the report names elsewhere."""


class Resolver:
    """Resolves the chains of one report."""

    def __init__(self, gazetteer: Gazetteer, names: Names, ground: dict[str, float]) -> None:
        self._gazetteer, self._names, self._ground = gazetteer, names, ground
        self._most = max(ground.values(), default=1.0)

    def chain(self, chain: Sequence[Unit], context: Area | None) -> Found | None:
        """Resolve a chain as finely as it can be; ``context`` is the region that the report is about there."""
        container: Area | None = None
        found: list[Found] = []
        for at in range(len(chain) - 1, -1, -1):
            unit = chain[at]
            area = self.unit(unit, container, context, within=at > 0 and rank(chain[0]) < 2)
            if area is None and container and unit.known and not any(u.region for u in chain[at + 1 :]):
                area = self.unit(unit, None, context)  # what was taken for its container is a namesake elsewhere
            if area:
                found.append(Found(area, at))
                if container is None or area.size <= container.size:
                    container = area
        if not found:
            return None
        fine = [f for f in reversed(found) if f.area.size <= _COARSE_KM]
        return fine[0] if fine else min(found, key=lambda f: (f.area.size, f.unit))

    def unit(self, unit: Unit, container: Area | None, context: Area | None, *, within: bool = False) -> Area | None:
        """Resolve one unit within what contains it, or near what the report names beside it.

        ``within``: a finer name stands before it, so that a division's name means the division, not its seat.
        """
        if not unit.name:
            return self._sided(context, unit) if context else None
        if unit.region and unit.type not in (Type.TOWN, *_INSIDE):
            whole = self._region(unit, unit.region, within=within)
            if whole:
                return whole
        best: tuple[float, Match] | None = None
        for match in self._matches(unit):
            score = self._score(match, unit, container, context)
            if score is not None and (best is None or score > best[0]):
                best = (score, match)
        return _area(best[1], unit) if best else None

    def _matches(self, unit: Unit) -> list[Match]:
        found = self._names.find(unit.name)
        if not found and len(unit.name) > 1 and unit.name[-1] in QUALITIES:
            found = [Match(m.place, m.likeness * 0.9) for m in self._names.find(unit.name[:-1])]
        return found or self._names.spelt(unit.name)

    def _score(self, match: Match, unit: Unit, container: Area | None, context: Area | None) -> float | None:
        """Weigh a match; None where it cannot be meant."""
        place = match.place
        point = (place.lat, place.lon)
        score = 4 * match.likeness + math.log10(place.population + 10) / 3
        if container:
            if container.country and place.country != container.country:
                return None
            if container.point:
                away = km(point, container.point)
                reach = container.size + _SAME_KM
                if unit.type in _INSIDE:
                    reach = max(_QUARTER_KM, container.size)
                if away > reach:
                    return None
                return score + 2 - away / 30
            return None if unit.type in (Type.QUARTER, Type.FACILITY) and not unit.cue.called_after else score
        if (
            unit.type in (Type.QUARTER, Type.FACILITY)
            and not unit.cue.called_after
            and (match.likeness < 1 or unit.cue.quarter)
        ):
            return None
        if not unit.firm and place.country not in self._ground:
            return None
        if unit.type is not None and self._ground and place.country not in self._ground:
            return None
        score += 3 * self._ground.get(place.country, 0.0) / self._most
        if context and context.point and place.country == context.country:
            score -= km(point, context.point) / 60
        return score

    # Regions

    def _region(self, unit: Unit, region: Region, *, within: bool) -> Area | None:
        if region.lat is not None and region.lon is not None:
            return self._sided(Area(region.country, (region.lat, region.lon), region.radius_km), unit)
        if region.whole or region.division is None:
            return Area(region.country)
        seat = self._seat(unit, region)
        if seat and unit.type is None and not unit.side and not within:
            return seat
        points = self._gazetteer.region(region.country, region.division)
        whole = middle(points)
        if whole is None:
            return Area(region.country)
        if unit.side:
            centre = seat.point if seat and seat.point else whole[0]
            whole = middle(sector(points, centre, unit.side)) or whole
        return Area(region.country, whole[0], whole[1])

    def _seat(self, unit: Unit, region: Region) -> Area | None:
        """Give the town that a division is called after; it may be a division of its own."""
        inside = [m for m in self._names.find(unit.name) if m.place.country == region.country]
        inside = [m for m in inside if m.place.region == region.division] or [
            m for m in inside if m.likeness == 1 and m.place.population >= _LARGE
        ]
        best = max(inside, key=lambda m: (m.likeness, m.place.population), default=None)
        if best is None:
            return None
        place = best.place
        return Area(place.country, (place.lat, place.lon), _SEAT_KM, place.id)

    @staticmethod
    def _sided(area: Area, unit: Unit) -> Area:
        """Move an area to one side of itself."""
        if unit.side is None or area.point is None or area.radius_km is None:
            return area
        return Area(area.country, shifted(area.point, unit.side, 0.5 * area.radius_km), 0.7 * area.radius_km)


def shifted(point: Point, side: str, by_km: float) -> Point:
    """Move a point (degrees of latitude and longitude) so many kilometres to a side: ``north``, ``south west``."""
    words = side.split()
    step = by_km / math.sqrt(len(words))
    lat, lon = point
    for word in words:
        if word in ("north", "south"):
            lat += (step if word == "north" else -step) / 111.2
        else:
            lon += (step if word == "east" else -step) / (111.2 * max(0.2, math.cos(math.radians(point[0]))))
    return lat, lon


def _area(match: Match, unit: Unit) -> Area:
    place = match.place
    point, radius = (place.lat, place.lon), town_radius(place.population)
    if unit.type is Type.COUNTRYSIDE or (unit.type is None and unit.side and rank(unit) > 1):
        if unit.side:
            point = shifted(point, unit.side, _COUNTRYSIDE_KM / 2)
        radius = _COUNTRYSIDE_KM
    elif unit.type in (Type.REGION, Type.AREA):
        radius = max(radius, _AREA_KM)
    elif unit.side:
        point = shifted(point, unit.side, radius)
        radius += _NEAR_KM
    elif unit.near:
        radius += _NEAR_KM
    return Area(place.country, point, radius, place.id)
