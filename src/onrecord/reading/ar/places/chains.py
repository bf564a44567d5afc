"""Ties names into chains, from the finest to the one that contains all: village, countryside, country."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.ar.places.lexicon import LINKS, Type
from onrecord.reading.ar.places.units import Unit
from onrecord.reading.ar.text import ArabicText, Kind

_RANKS = {
    Type.FACILITY: 0,
    Type.QUARTER: 0,
    Type.CAMP: 0,
    Type.TOWN: 1,
    Type.AREA: 2,
    Type.COUNTRYSIDE: 3,
    Type.REGION: 4,
}
_COUNTRY = 5
_SIGNS = frozenset(["،", ",", "-", "–", "(", ")", "/", "|"])
_LISTS = frozenset(["،", ",", "-", "–", "/", "و"])
_MOST = 3  # words and signs between two names of one chain


def rank(unit: Unit) -> int:
    """Tell how large a thing the unit's words speak of: 0 a quarter, 1 a town, 3 a region, 5 a country."""
    if unit.region and unit.type in (None, Type.COUNTRYSIDE, Type.REGION, Type.AREA):
        if unit.region.whole:
            return _COUNTRY
        return _RANKS[Type.REGION if unit.type is None else Type.COUNTRYSIDE]
    if unit.type is None:
        return _RANKS[Type.COUNTRYSIDE] if unit.side else _RANKS[Type.TOWN]
    return _RANKS[unit.type]


def _between(text: ArabicText, first: Unit, second: Unit) -> list[str] | None:
    """Give the words and signs between two units of one line; None where they cannot belong together."""
    tokens = text.tokens[first.last + 1 : second.first]
    if len(tokens) > _MOST or any(t.kind in (Kind.BREAK, Kind.NUMBER) for t in tokens):
        return None
    words = [t.form for t in tokens]
    return words if all(w in LINKS or w in _LISTS or w in _SIGNS for w in words) else None


def chains(text: ArabicText, units: Sequence[Unit]) -> list[list[Unit]]:
    """Tie units into chains, one for each of several names that a list puts side by side."""
    out: list[list[Unit]] = []
    run: list[list[Unit]] = []
    for unit in units:
        last = run[-1][-1] if run else None
        between = _between(text, last, unit) if last else None
        if last is None or between is None:
            out += _spread(run)
            run = [[unit]]
        elif _beside(last, unit, between):
            run[-1].append(unit)
        elif _contains(last, unit, between):
            run.append([unit])
        else:
            out += _spread(run)
            run = [[unit]]
    return out + _spread(run)


def _beside(last: Unit, unit: Unit, between: list[str]) -> bool:
    joined = unit.lead.startswith("و") or (bool(between) and between[-1] == "و")
    listed = bool(between) and all(w in _LISTS for w in between) and (unit.cue.several or last.cue.several)
    return (joined or listed) and rank(unit) == rank(last)


def _contains(last: Unit, unit: Unit, between: list[str]) -> bool:
    if unit.lead.startswith("و"):
        return False
    if rank(unit) > rank(last):
        return True
    tied = unit.lead[-1:] in ("ب", "ل") or unit.near or any(w in LINKS for w in between)
    return rank(unit) == rank(last) and tied and unit.firm


def _spread(run: list[list[Unit]]) -> list[list[Unit]]:
    if not run:
        return []
    above = [group[0] for group in run[1:]]
    return [[unit, *above] for unit in run[0]]
