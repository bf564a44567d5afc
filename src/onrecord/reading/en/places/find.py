"""Finds the places of a report and resolves them against the gazetteers."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from onrecord.model import Place, Words
from onrecord.reading.actors import matcher
from onrecord.reading.en.parse import Parsed
from onrecord.reading.en.places.ground import grounds
from onrecord.reading.en.places.lexicon import NOT_PLACES, Type
from onrecord.reading.en.places.units import Unit, chains, find_units
from onrecord.reading.gazetteer import Countries, Gazetteer, Match
from onrecord.reading.gazetteer.areas import Area, km, middle, town_radius
from onrecord.reading.gazetteer.index import NEAR, SHORTEST
from onrecord.reading.gazetteer.names import sound
from onrecord.settings import Settings

_NEAR_KM, _COUNTRYSIDE_KM, _REGION_KM = 5.0, 25.0, 50.0
_QUARTER_KM = 12.0  # a quarter lies no further from the middle of its town
_PROVINCE_KM = 30.0  # what is no larger counts as found, even where a smaller area contains it in words
_SAME_KM = 80.0  # a town lies no further from the town or region that is said to contain it
_NAMESAKE = 10_000  # inhabitants; a crossing, airport or university is often called after such a town
_GOVERNED_KM = (
    150.0  # nor, when its name is written exactly so, further than this: a region may be named by its capital
)
_LARGE = 100_000  # inhabitants; a larger city needs no other ground than its name
_INSIDE = frozenset([Type.QUARTER, Type.FACILITY, Type.CAMP])  # what lies in or beside a town


class PlaceFinder:
    """Finds places; opens the gazetteers once."""

    def __init__(self, settings: Settings) -> None:
        """Open the gazetteers. ModelError where one is damaged."""
        self._gazetteer = Gazetteer(settings)
        self._countries = Countries()

    def find(self, parsed: Parsed) -> list[Place]:
        """Find the places that a report names, in order of the text, each with the words it rests on.

        A chain of names ("the X quarter of Y, Z") is one place, as fine as it can be resolved: where the quarter is in
        no gazetteer, the town that contains it, with a larger radius. A name that one sentence leaves open is resolved
        as another sentence of the report resolves it. A place that cannot be resolved keeps its words and has no
        coordinates.
        """
        text = parsed.doc.text
        units = find_units(text)
        resolver = _Resolver(self._gazetteer, self._countries, grounds(text, units, self._countries))
        found = [(chain, *resolver.chain(chain)) for chain in chains(text, units)]
        known = _shared(found)
        out: list[Place] = []
        for chain, area, at in found:
            first = chain[0]
            better = _known(first.name, known) if first.type in _INSIDE else None
            if better and (area is None or (at > 0 and better.size < area.size)):
                area, at = better, 1
            elif area is None and first.type in _INSIDE:
                area = resolver.beside(first, [a for a in known.values() if a.size < _REGION_KM])
            if area is not None or _kept(first, resolver):
                out.append(_made(parsed, text, chain, area, at))
        return out


def _kept(unit: Unit, resolver: _Resolver) -> bool:
    """Tell whether a name that nothing resolves is kept as a place: its words say it is one, or that it was hit."""
    if unit.type is Type.FACILITY or resolver.no_name(unit):
        return False
    return unit.type is not None or unit.hit


def _shared(found: Sequence[tuple[list[Unit], Area | None, int]]) -> dict[str, Area]:
    """Give the finest area that any sentence has for a name that stands first in its chain."""
    known: dict[str, Area] = {}
    alone: dict[str, Area] = {}
    for chain, area, _ in found:
        if area is None or area.point is None:
            continue
        if len(chain) == 1 and chain[0].type not in (Type.TOWN, Type.CAMP):
            continue
        into, name = (known if len(chain) > 1 else alone), sound(chain[0].name)
        if name not in into or area.size < into[name].size:
            into[name] = area
    return alone | known


def _known(name: str, known: dict[str, Area]) -> Area | None:
    """Look a name up among those that the report has resolved elsewhere, in any near spelling."""
    heard = sound(name)
    if heard in known or len(heard) < SHORTEST:
        return known.get(heard)
    nearest = process.extractOne(heard, list(known), scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR)
    return known[nearest[0]] if nearest else None


def _made(parsed: Parsed, text: str, chain: list[Unit], area: Area | None, at: int) -> Place:
    words = Words.cut(parsed.report.text, [parsed.passage(min(u.start for u in chain), max(u.end for u in chain))])
    name = text[chain[0].start : chain[0].end] if chain[0].type else chain[0].name
    if area is None:
        return Place(name, words)
    radius = area.radius_km
    if radius is not None:
        if at:  # the name itself is in no gazetteer: a quarter lies in its town, a village anywhere around it
            radius = max(radius * 1.5, 3.0) if chain[0].type in _INSIDE else radius + _COUNTRYSIDE_KM
        radius += _NEAR_KM if any(u.near for u in chain[: at + 1]) else 0
    lat, lon = area.point or (None, None)
    return Place(name, words, area.country or None, lat, lon, round(radius, 1) if radius else None, area.id)


class _Resolver:
    """Resolves the chains of one report."""

    def __init__(self, gazetteer: Gazetteer, countries: Countries, ground: dict[str, float]) -> None:
        self._gazetteer, self._countries, self._ground = gazetteer, countries, ground
        # A force that strikes abroad is named more often than the country it strikes; where no country is named as a
        # place, the neighbours of the one named most are looked in too.
        named = max(ground.values(), default=0.0) >= 3 and any(ground[c] >= 3 for c in list(ground)[:1])
        self._beyond = (
            ()
            if named
            else tuple(n for c in list(ground)[:1] for n in countries.neighbours.get(c, ()) if n not in ground)
        )
        self._seen: dict[tuple[str, tuple[str, ...], bool], list[Match]] = {}

    def chain(self, chain: list[Unit]) -> tuple[Area | None, int]:
        """Resolve a chain as finely as it can be: the area, and which of its units gave it."""
        found: list[tuple[Area, int]] = []
        for at in range(len(chain) - 1, -1, -1):
            container = min(found, key=lambda f: f[0].size)[0] if found else None
            area = self._unit(chain[at], container, linked=at > 0)
            if area:
                found.append((area, at))
        if not found:
            return None, 0
        found.reverse()
        return next((f for f in found if f[0].size <= _PROVINCE_KM), min(found, key=lambda f: (f[0].size, f[1])))

    def beside(self, unit: Unit, towns: list[Area]) -> Area | None:
        """Resolve a quarter, street or camp that no sentence places, beside a town that the report names elsewhere."""
        found = [a for a in (self._unit(unit, town, linked=False) for town in towns) if a]
        return min(found, key=lambda a: a.size, default=None)

    def no_name(self, unit: Unit) -> bool:
        """Tell whether the unit is a word or an actor that is no place's name."""
        if unit.name in NOT_PLACES or self._countries.adjective(unit.name):
            return True
        return any(f.state is None for f in matcher("en").find(unit.name))

    def _unit(self, unit: Unit, container: Area | None, *, linked: bool) -> Area | None:
        if unit.type not in _INSIDE:
            whole = self._region(unit)
            if whole:
                return whole
        if (unit.grounds == 0 and not linked) or self.no_name(unit):
            return None
        if container and container.country:
            tries: tuple[tuple[tuple[str, ...], bool], ...] = (((container.country,), True),)
        else:
            ground = tuple(self._ground) if unit.grounds == 2 or linked else ()
            tries = ((ground, False), (self._beyond if ground else (), False), (ground, True))
        for inside, near in tries:
            best: tuple[float, Match] | None = None
            for match in self._matches(unit, inside, container, near=near):
                score = self._score(match, unit, container, linked=linked)
                if score is not None and (best is None or score > best[0]):
                    best = (score, match)
            if best:
                return _area(best[1], unit)
        return None

    def _matches(self, unit: Unit, inside: tuple[str, ...], container: Area | None, *, near: bool) -> list[Match]:
        near = near and unit.grounds == 2 and (unit.type not in _INSIDE or container is not None)
        bare = _bare(unit)
        if bare == unit.name:
            return self._find(bare, inside, near=near)
        return self._find(unit.name, inside, near=False) or self._find(bare, inside, near=near)

    def _find(self, name: str, inside: tuple[str, ...], *, near: bool) -> list[Match]:
        asked = (name, inside, near)
        if asked not in self._seen:
            spelt = tuple(c for c in inside if near and c in self._countries.transliterated)
            self._seen[asked] = self._gazetteer.find(name, inside, near=spelt)
        return self._seen[asked]

    def _score(self, match: Match, unit: Unit, container: Area | None, *, linked: bool) -> float | None:
        """Weigh a match; None where it cannot be meant."""
        place = match.place
        score = 4 * match.likeness + math.log10(place.population + 10) / 3
        if container:
            if container.country and place.country != container.country:
                return None
            if container.point:
                away = km((place.lat, place.lon), container.point)
                beside = _QUARTER_KM if match.likeness < 1 else 1.7 * _QUARTER_KM
                reach = max(beside, container.size)
                if unit.type not in _INSIDE:
                    reach = container.size + (_SAME_KM if match.likeness < 1 else _GOVERNED_KM)
                if away > reach:
                    return None
                return score + 2 - away / 40
            return None if unit.type in (Type.QUARTER, Type.FACILITY) and not unit.called_after else score
        if place.country in self._ground or place.country in self._beyond:
            if unit.type is Type.QUARTER or (
                unit.type is Type.FACILITY
                and (not unit.called_after or match.likeness < 1 or place.population < _NAMESAKE)
            ):
                return None
            if place.population < _LARGE and unit.grounds < 2 and not linked:
                return None
            return score + 2 * self._ground.get(place.country, 0.0) / max(self._ground.values())
        if unit.type in _INSIDE or place.population < _LARGE:
            return None
        return score - 1.5

    def _region(self, unit: Unit) -> Area | None:
        """Resolve countries and well-known regions."""
        for name in dict.fromkeys((unit.full, _bare(unit, unit.full), unit.name, _bare(unit))):
            region = self._countries.region(name)
            if region:
                code, division = region
                spread = middle(self._gazetteer.region(code, division), unit.direction) if division else None
                return Area(code, spread[0], spread[1]) if spread else Area(code)
            country = self._countries.country(name)
            if country:
                return Area(country)
        return None


def _bare(unit: Unit, name: str | None = None) -> str:
    """Take a direction off the front of a name: "Northern Sadra"."""
    name = unit.name if name is None else name
    if unit.direction and name.lower().startswith(unit.direction):
        return name[len(unit.direction) :].strip(" -") or name
    return name


def _area(match: Match, unit: Unit) -> Area:
    place = match.place
    radius = town_radius(place.population)
    if unit.type is Type.REGION:
        radius = _REGION_KM
    elif unit.type is Type.COUNTRYSIDE:
        radius = _COUNTRYSIDE_KM
    return Area(place.country, (place.lat, place.lon), radius, place.id)
