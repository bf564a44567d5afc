"""Which countries a report gives ground to look in."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.reading.en.places.units import Unit
from onrecord.reading.gazetteer import Countries

_WORD = re.compile(r"[A-Z][A-Za-z]+(?:\s(?:African|Sudanese))?")
_MOST = 3  # countries; more would let a name in any country that is mentioned in passing win
_SHARE = 0.2  # of the weight of the country named most; the rest is named in passing
_NAMED = 3.0  # a country's name, against 1 for its adjective, mostly that of a force that strikes


def grounds(text: str, units: list[Unit], countries: Countries) -> dict[str, float]:
    """Weigh the countries that a text gives ground to look in, the heaviest first.

    They are named, by name, region or adjective ("Sudanese").
    """
    weight: Counter[str] = Counter()
    for unit in units:
        code = countries.country(unit.name)
        region = countries.region(unit.name) or countries.region(text[unit.start : unit.end])
        if region:
            weight[region[0]] += int(_NAMED) + 1
        elif code:
            weight[code] += int(_NAMED) if unit.grounds else 1
    for word in _WORD.findall(text):
        code = countries.adjective(word)
        if code:
            weight[code] += 1
    most = max(weight.values(), default=0)
    order = sorted((c for c in weight if weight[c] >= most * _SHARE), key=lambda c: (-weight[c], c))[:_MOST]
    return {code: float(weight[code]) for code in order}
