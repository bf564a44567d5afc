"""Which countries a report gives ground to look in."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.reading.en.places.units import Unit
from onrecord.reading.gazetteer import Countries

_WORD = re.compile(r"[A-Z][A-Za-z]+(?:\s(?:African|Sudanese))?")
_MOST = 4  # countries; more would let a name in any country that is mentioned in passing win


def grounds(text: str, units: list[Unit], countries: Countries) -> dict[str, float]:
    """Weigh the countries that a text names: by name, by region, by adjective ("Sudanese"), the heaviest first.

    A name counts three times an adjective, since the adjective is mostly that of a government or force which speaks or strikes.
    """
    weight: Counter[str] = Counter()
    for unit in units:
        code = countries.country(unit.name)
        region = countries.region(unit.name) or countries.region(text[unit.start : unit.end])
        if code:
            weight[code] += 3 if unit.grounds else 1
        elif region:
            weight[region[0]] += 4
    for word in _WORD.findall(text):
        code = countries.adjective(word)
        if code:
            weight[code] += 1
    order = sorted(weight, key=lambda c: (-weight[c], c))[:_MOST]
    return {code: float(weight[code]) for code in order}
