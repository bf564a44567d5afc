"""Which countries a report gives ground to look in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.reading.ar.places.regions import ADJECTIVES
from onrecord.reading.ar.places.units import Unit
from onrecord.reading.ar.text import ArabicText

_MOST = 3  # countries; more would let a name in any country that is mentioned in passing win
_SHARE = 0.2  # of the weight of the country named most; the rest is named in passing
_NAMED, _DIVISION, _ADJECTIVE, _FOREIGN = 3.0, 4.0, 1.0, 0.1


def grounds(text: ArabicText, units: Sequence[Unit], home: frozenset[str]) -> dict[str, float]:
    """Weigh the countries that a text gives ground to look in, the heaviest first (ISO 3166-1 alpha-2).

    They are named, by name, region or adjective; an adjective of a country not in ``home`` (those where Arabic is
    spoken) is mostly that of a force that strikes abroad, and weighs little.
    """
    weight: Counter[str] = Counter()
    for unit in units:
        if unit.region:
            country = unit.region.division is None and unit.region.lat is None
            weight[unit.region.country] += _NAMED if country else _DIVISION
    for token in text.tokens:
        code = ADJECTIVES.get(token.form)
        if code:
            weight[code] += _ADJECTIVE if code in home else _FOREIGN
    most = max(weight.values(), default=0.0)
    order = sorted((c for c in weight if weight[c] >= most * _SHARE), key=lambda c: (-weight[c], c))[:_MOST]
    return {code: float(weight[code]) for code in order}
