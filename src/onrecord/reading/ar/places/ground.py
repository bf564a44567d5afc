"""Which countries a report gives ground to look in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.reading.ar.places.lexicon import COMMON
from onrecord.reading.ar.places.names import Names
from onrecord.reading.ar.places.regions import ADJECTIVES, REGIONS
from onrecord.reading.ar.places.units import Unit
from onrecord.reading.ar.text import ArabicText, Phrases

_MOST = 3  # countries; more would let a name in any country that is mentioned in passing win
_LARGE = 100_000  # inhabitants of a city that is known by its name alone
_SHARE = 0.2  # of the weight of the country named most; the rest is named in passing
_NAMED, _DIVISION, _ADJECTIVE = 3.0, 4.0, 1.0
_ABROAD = 0.15  # a country where Arabic is not spoken is mostly named for its forces


_NAMES = Phrases({name: name for name in REGIONS if name.removeprefix("ال") not in COMMON})


def grounds(text: ArabicText, home: frozenset[str]) -> dict[str, float]:
    """Weigh the countries that a text gives ground to look in, the heaviest first (ISO 3166-1 alpha-2).

    They are named, by name, region or adjective; a country not in ``home`` (those where Arabic is spoken) is mostly
    named for a force that strikes abroad, and weighs little.
    """
    weight: Counter[str] = Counter()
    for hit in text.phrases(_NAMES):
        region = REGIONS[hit.entry]
        if "ال" not in hit.prefix:
            weight[region.country] += (_NAMED if region.whole else _DIVISION) * _share(region.country, home)
    for token in text.tokens:
        code = ADJECTIVES.get(token.form)
        if code:
            weight[code] += _ADJECTIVE * _share(code, home)
    most = max(weight.values(), default=0.0)
    order = sorted((c for c in weight if weight[c] >= most * _SHARE), key=lambda c: (-weight[c], c))[:_MOST]
    return {code: float(weight[code]) for code in order}


def _share(country: str, home: frozenset[str]) -> float:
    return 1.0 if country in home else _ABROAD


def by_places(units: Sequence[Unit], names: Names) -> dict[str, float]:
    """Weigh the countries of a text that names none by the places that its words announce, shared among namesakes."""
    weight: Counter[str] = Counter()
    for unit in units:
        if not unit.firm or not unit.known or unit.region:
            continue
        found = {m.place.country: m.place.population for m in reversed(names.find(unit.name)) if m.likeness == 1}
        for country, people in sorted(found.items()):
            weight[country] += (len(unit.name) + (people >= _LARGE)) / len(found)
    most = max(weight.values(), default=0.0)
    order = sorted((c for c in weight if weight[c] >= most * _SHARE), key=lambda c: (-weight[c], c))[:_MOST]
    return {code: weight[code] for code in order}
