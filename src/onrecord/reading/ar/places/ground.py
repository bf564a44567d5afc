"""Which countries a report gives ground to look in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.reading.ar.places.lexicon import COMMON, CUES, Type
from onrecord.reading.ar.places.names import Names
from onrecord.reading.ar.places.regions import ADJECTIVES, REGIONS
from onrecord.reading.ar.places.units import Unit
from onrecord.reading.ar.text import ArabicText, Hit, Phrases, fold

_MOST = 3  # countries; more would let a name in any country that is mentioned in passing win
_LARGE = 100_000  # inhabitants of a city that is known by its name alone
_CLEAR = 0.6  # the same where places alone tell, most of which have namesakes
_SHARE = 0.2  # of the weight of the country named most; the rest is named in passing
_NAMED, _DIVISION, _ADJECTIVE = 3.0, 4.0, 1.0


_IN = frozenset(fold(word) for word in ("في", "داخل"))
_NAMES = Phrases({name: name for name in REGIONS if name.removeprefix("ال") not in COMMON})


def grounds(text: ArabicText, home: frozenset[str]) -> dict[str, float]:
    """Weigh the countries that a text gives ground to look in, the heaviest first (ISO 3166-1 alpha-2).

    They are named, by name, region or adjective; a country not in ``home`` (those where Arabic is spoken) is mostly
    named for a force that strikes abroad, and counts only where words say that something is in it.
    """
    weight: defaultdict[str, float] = defaultdict(float)
    cues = {hit.last: hit.entry for hit in text.phrases(CUES)}
    for hit in text.phrases(_NAMES):
        region = REGIONS[hit.entry]
        cue = cues.get(hit.first - 1)
        if cue is not None and cue.type is Type.TOWN and not region.whole:
            continue  # a village that bears a region's name
        if "ال" not in hit.prefix and (region.country in home or not region.whole or _inside(text, hit)):
            weight[region.country] += _NAMED if region.whole else _DIVISION
    for token in text.tokens:
        code = ADJECTIVES.get(token.form)
        if code in home:
            weight[code] += _ADJECTIVE
    most = max(weight.values(), default=0.0)
    order = sorted((c for c in weight if weight[c] >= most * _SHARE), key=lambda c: (-weight[c], c))[:_MOST]
    return {code: float(weight[code]) for code in order}


def _inside(text: ArabicText, hit: Hit[str]) -> bool:
    """Tell whether words say that something is in a country: "في ن", "بن", "داخل ن"."""
    return "ب" in hit.prefix or (hit.first > 0 and text.tokens[hit.first - 1].form in _IN)


def by_places(units: Sequence[Unit], names: Names) -> dict[str, float]:
    """Weigh the countries of a text that names none by the places that its words announce, shared among namesakes."""
    weight: defaultdict[str, float] = defaultdict(float)
    for unit in units:
        if not unit.firm or not unit.known or unit.region:
            continue
        found = {m.place.country: m.place.population for m in reversed(names.find(unit.name)) if m.likeness == 1}
        for country, people in sorted(found.items()):
            weight[country] += (len(unit.name) + (people >= _LARGE)) / len(found)
    most = max(weight.values(), default=0.0)
    order = sorted((c for c in weight if weight[c] >= most * _CLEAR), key=lambda c: (-weight[c], c))[:_MOST]
    return {code: weight[code] for code in order}
