"""Finds the places of a report and resolves them against the gazetteers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from onrecord.model import Place, Words
from onrecord.reading.en.parse import Parsed
from onrecord.reading.en.places.ground import grounds
from onrecord.reading.en.places.lexicon import NOT_PLACES, Type
from onrecord.reading.en.places.units import Unit, chains, find_units
from onrecord.reading.gazetteer import Countries, Gazetteer, Match
from onrecord.settings import Settings

_CITY = 500_000  # inhabitants from which a city is as wide as _CITY_KM
_CITY_KM, _TOWN_KM = 8.0, 2.0
_NEAR_KM, _COUNTRYSIDE_KM, _REGION_KM = 5.0, 25.0, 50.0
_QUARTER_KM = 12.0  # a quarter lies no further from the middle of its town
_SAME_KM = 80.0  # a town lies no further from the town or region that is said to contain it


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points (degrees of latitude and longitude), in kilometres."""
    la, lo, lb, lp = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 6371.0088 * 2 * math.asin(math.sqrt(min(1.0, h)))


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a unit is: a country alone, or a point with a radius."""

    country: str
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    id: str | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None


class PlaceFinder:
    """Finds places; opens the gazetteers once."""

    def __init__(self, settings: Settings) -> None:
        """Open the gazetteers. ModelError where one is damaged."""
        self._gazetteer = Gazetteer(settings)
        self._countries = Countries()

    def find(self, parsed: Parsed) -> list[Place]:
        """Find the places that a report names, in order of the text, each with the words it rests on.

        A chain of names ("the X quarter of Y, Z") is one place, as fine as it can be resolved: where the quarter is in no gazetteer,
        the town that contains it, with a larger radius. A place that cannot be resolved keeps its words and has no coordinates.
        """
        text = parsed.doc.text
        units = find_units(text)
        ground = grounds(text, units, self._countries)
        out: list[Place] = []
        for chain in chains(text, units):
            place = self._place(parsed, chain, ground)
            if place:
                out.append(place)
        return out

    def _place(self, parsed: Parsed, chain: list[Unit], ground: dict[str, float]) -> Place | None:
        if not any(u.grounds for u in chain):
            return None
        found: list[_Found | None] = [None] * len(chain)
        container: _Found | None = None
        for at in range(len(chain) - 1, -1, -1):
            found[at] = self._resolve(chain[at], container, ground)
            container = found[at] or container
        finest = next((at for at, f in enumerate(found) if f), None)
        if finest is None:
            # Only words that say what it is make a place of a name that no gazetteer knows.
            if chain[0].type in (Type.TOWN, Type.QUARTER, Type.CAMP, Type.REGION) and not self._no_name(chain[0]):
                return self._made(parsed, chain, None, unresolved=0)
            return None
        if not chain[finest].grounds and finest == 0 and not any(u.grounds for u in chain[:1]) and len(chain) == 1:
            return None
        return self._made(parsed, chain, found[finest], unresolved=finest)

    def _made(self, parsed: Parsed, chain: list[Unit], found: _Found | None, unresolved: int) -> Place:
        at = Words.cut(parsed.report.text, [parsed.passage(chain[0].start, chain[-1].end)])
        name = parsed.doc.text[chain[0].start : chain[0].end] if chain[0].type else chain[0].name
        if found is None:
            return Place(name, at)
        radius = found.radius_km
        if radius is not None:
            if unresolved:
                radius = max(radius * 1.5, 3.0)
            if any(u.near for u in chain[: unresolved + 1]):
                radius += _NEAR_KM
        return Place(
            name, at, found.country or None, found.lat, found.lon, round(radius, 1) if radius else None, found.id
        )

    def _resolve(self, unit: Unit, container: _Found | None, ground: dict[str, float]) -> _Found | None:
        """Find where a unit is, given what contains it."""
        whole = self._region(unit)
        if whole:
            return whole
        if self._no_name(unit):
            return None
        inside = (container.country,) if container else tuple(ground)
        fine = unit.type in (Type.QUARTER, Type.FACILITY)
        matches = self._gazetteer.find(unit.name, inside, near=not fine and unit.grounds)
        if not matches and unit.direction and unit.name.lower().startswith(unit.direction):
            matches = self._gazetteer.find(unit.name[len(unit.direction) :].strip(" -"), inside, near=False)
        best: tuple[float, Match] | None = None
        for match in matches:
            score = self._score(match, unit, container, ground)
            if score is not None and (best is None or score > best[0]):
                best = (score, match)
        return self._found(best[1], unit) if best else None

    def _score(self, match: Match, unit: Unit, container: _Found | None, ground: dict[str, float]) -> float | None:
        """Weigh a match; None where it cannot be meant."""
        place = match.place
        score = 4 * match.likeness + math.log10(place.population + 10) / 3
        if container:
            if container.country and place.country != container.country:
                return None
            if container.point:
                away = km((place.lat, place.lon), container.point)
                fine = unit.type in (Type.QUARTER, Type.FACILITY)
                if away > (_QUARTER_KM if fine else _SAME_KM + (container.radius_km or 0)):
                    return None
                score += 2 - away / 40
        elif place.country in ground:
            score += 2 * ground[place.country] / max(ground.values())
        elif place.population < 100_000 or ground:
            score -= 1.5 if place.population >= 100_000 else 9
        return score

    def _no_name(self, unit: Unit) -> bool:
        return unit.name in NOT_PLACES or self._countries.adjective(unit.name) is not None

    def _region(self, unit: Unit) -> _Found | None:
        """Resolve countries and well-known regions."""
        for name in dict.fromkeys((unit.name, f"{unit.name} Strip")) if unit.type is Type.REGION else (unit.name,):
            region = self._countries.region(name)
            if region:
                code, division = region
                middle = self._gazetteer.region_middle(code, division) if division else None
                return _Found(code, *(middle or (None, None)), _REGION_KM if middle else None)
        code_of = self._countries.country(unit.name)
        if code_of is None and unit.direction and unit.name.lower().startswith(unit.direction):
            code_of = self._countries.country(unit.name[len(unit.direction) :].strip(" -"))
        return _Found(code_of) if code_of else None

    @staticmethod
    def _found(match: Match, unit: Unit) -> _Found:
        place = match.place
        share = min(1.0, math.sqrt(place.population / _CITY))
        radius = _TOWN_KM + (_CITY_KM - _TOWN_KM) * share
        if unit.type is Type.REGION:
            radius = _REGION_KM
        elif unit.type is Type.COUNTRYSIDE:
            radius = _COUNTRYSIDE_KM
        return _Found(place.country, place.lat, place.lon, radius, place.id)
