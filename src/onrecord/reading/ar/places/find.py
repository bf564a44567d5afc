"""Finds the places of an Arabic report and resolves them against the gazetteers."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.model import Place
from onrecord.reading.ar.places.chains import chains, rank
from onrecord.reading.ar.places.ground import by_places, grounds
from onrecord.reading.ar.places.lexicon import Type
from onrecord.reading.ar.places.names import Names, Remembered
from onrecord.reading.ar.places.resolve import Found, Resolver
from onrecord.reading.ar.places.units import Unit, Units
from onrecord.reading.ar.text import ArabicText
from onrecord.reading.gazetteer import Countries, Gazetteer
from onrecord.reading.gazetteer.areas import Area
from onrecord.settings import Settings

_UNSEEN = re.compile("[\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_KEPT = frozenset([Type.TOWN, Type.CAMP, Type.QUARTER, Type.AREA])


class ArabicPlaceFinder:
    """Finds places; opens the gazetteers once."""

    def __init__(self, settings: Settings) -> None:
        """Open the gazetteers. ModelError where one is damaged."""
        self._gazetteer = Gazetteer(settings)
        self._home = Countries().speaking["ar"]
        self._remembered = Remembered()

    def find(self, text: ArabicText) -> list[Place]:
        """Find the places that a report names, in order of the text, each with the words it rests on.

        A chain of names ("حي ن في مدينة س بريف م الجنوبي") is one place, as fine as it can be resolved: where the
        village is in no gazetteer, the countryside that contains it, with its radius. A name that stands without a
        container is looked for in the region that the report names nearest to it. A place that cannot be resolved
        keeps its words and has no coordinates.
        """
        ground = grounds(text, frozenset(self._home))
        if not any(country in self._home for country in ground):
            names = Names(self._gazetteer, self._home, self._remembered)
            ground |= by_places(Units(text, names).find(), names)
        names = Names(self._gazetteer, tuple(ground) or self._home, self._remembered)
        units = _owned(Units(text, names).find())
        resolver = Resolver(self._gazetteer, names, ground)
        tied = chains(text, units)
        regions = _regions(tied, resolver)
        out: list[Place] = []
        for chain in tied:
            if chain[0].region and chain[0].region.whole and not chain[0].firm:
                continue
            context = _nearest(chain[0], regions, text)
            found = resolver.chain(chain, context)
            if found is None and chain[0].type in _KEPT and context is not None:
                found = Found(context, -1)
            if found is not None or chain[0].type in _KEPT:
                out.append(_made(text, chain, found))
        return out


def _owned(units: list[Unit]) -> list[Unit]:
    """Give countryside without a name ("بالريف الغربي") to the division named before it."""
    out: list[Unit] = []
    owner: Unit | None = None
    for unit in units:
        if not unit.name and owner is not None:
            unit = replace(unit, name=owner.name, region=owner.region)
        elif unit.region and unit.region.division:
            owner = unit
        out.append(unit)
    return out


def _regions(tied: list[list[Unit]], resolver: Resolver) -> list[tuple[Unit, Area]]:
    """Resolve the regions that the report names, each with its unit."""
    out: list[tuple[Unit, Area]] = []
    seen: set[int] = set()
    for chain in tied:
        for unit in chain:
            if (
                unit.first in seen
                or not unit.name
                or not (unit.region or unit.known)
                or unit.type in (Type.QUARTER, Type.FACILITY)
            ):
                continue
            seen.add(unit.first)
            area = resolver.unit(unit, None, None)
            if area and area.point and (rank(unit) >= 2 or area.id):
                out.append((unit, area))
    return out


def _nearest(unit: Unit, regions: list[tuple[Unit, Area]], text: ArabicText) -> Area | None:
    """Give the region that a name most likely lies in, by where it stands in the report."""
    sentence = text.sentence_of(unit.first)
    best: tuple[float, Area] | None = None
    for other, area in regions:
        if other.first == unit.first:
            continue
        distance = unit.first - other.first if other.first < unit.first else 1.5 * (other.first - unit.first)
        if text.sentence_of(other.first) != sentence:
            distance += 100
        if rank(other) < 2:
            distance += 150
        if best is None or distance < best[0]:
            best = (distance, area)
    return best[1] if best else None


def _made(text: ArabicText, chain: list[Unit], found: Found | None) -> Place:
    first = chain[0]
    words = text.words(min(u.first for u in chain), max(u.last for u in chain))
    name = _name(text, first)
    if found is None:
        return Place(name, words)
    area = found.area
    radius = area.radius_km
    lat, lon = area.point or (None, None)
    own = area.id if found.unit == 0 else None
    return Place(name, words, area.country or None, lat, lon, round(radius, 1) if radius else None, own)


def _name(text: ArabicText, unit: Unit) -> str:
    """Give the name as it is written, clitics and low lines left out; the unit's words where it has none."""
    if unit.name_last < unit.name_first:
        return text.words(unit.first, unit.last).words
    written = text.words(unit.name_first, unit.name_last).words
    if unit.clitics and written.startswith(unit.clitics):
        rest = written[len(unit.clitics) :]
        written = (
            "ا" + rest
            if unit.clitics.endswith("ل") and unit.name[0].startswith("ال") and rest.startswith("ل")
            else rest
        )
    return " ".join(_UNSEEN.sub("", written).replace("_", " ").replace("#", " ").split())
