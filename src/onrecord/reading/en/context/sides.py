"""Who stands with whom: parties of a sentence grouped by side."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from itertools import pairwise

from onrecord.model import ContextParty
from onrecord.reading.actors import ActorMention

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))["sides"]
_MARKER = re.compile(rf"(?i)\b{_RAW['markers']}\b")
_JOINED = re.compile(rf"(?i){_RAW['both']}")
_BACKED = re.compile(rf"(?i){_RAW['backed']}(?:\w+\s)?")
_BACKED_BY = re.compile(rf"(?i),?\s{_RAW['backed_by']}(?:the\s)?(?:(?!against)\w+\s)?")
_BACKS = re.compile(rf"(?i),?\s{_RAW['backs']}(?:the\s|various\s)?(?:(?!against)\w+\s)?")
_ALLY = re.compile(rf"(?i){_RAW['ally']}")
_AGAINST = re.compile(rf"(?i){_RAW['against']}")

At = tuple[int, int, ActorMention]
"""An actor with its offsets in the sentence's text."""


def _side(actors: list[At], side: int) -> list[ContextParty]:
    return [ContextParty(a.name, a.code, side) for _, _, a in actors]


def _once(parties: list[ContextParty]) -> tuple[ContextParty, ...]:
    return tuple({(p.name, p.code, p.side): p for p in parties}.values())


def _list_before(text: str, actors: list[At], end: int) -> list[At]:
    """Give the run of actors, joined by commas and "and" alone, that ends right before ``end``."""
    out: list[At] = []
    for one in reversed([a for a in actors if a[1] <= end]):
        between = text[one[1] : out[0][0] if out else end]
        if not _JOINED.fullmatch(between):
            break
        out.insert(0, one)
    return out


def sides(text: str, actors: list[At]) -> tuple[ContextParty, ...]:
    """Group the actors of a sentence by side; empty where the sentence says nothing of sides.

    ``text`` is the sentence, ``actors`` stand in its order. Two ways of saying it are read: "A and B on one side, C on
    the other" and "A, backed by B, fights C".
    """
    marked = [m for m in _MARKER.finditer(text) if _list_before(text, actors, m.start())]
    if len(marked) > 1:
        parties: list[ContextParty] = []
        for number, marker in enumerate(marked, 1):
            parties += _side(_list_before(text, actors, marker.start()), number)
        return _once(parties)
    return _backing(text, actors)


def _backing(text: str, actors: list[At]) -> tuple[ContextParty, ...]:
    for first, second in pairwise(actors):
        between = text[first[1] : second[0]]
        adjective = _BACKED.fullmatch(between)
        if first[2].code == second[2].code:
            continue
        if adjective or _BACKED_BY.fullmatch(between) or _BACKS.fullmatch(between) or _ALLY.fullmatch(between):
            parties = _side([first, second], 1)
            against = _AGAINST.search(text, second[1])
            if against:
                foes = [a for a in actors if a[0] >= against.end()][:1]
                parties += _side([f for f in foes if f[2].code not in (first[2].code, second[2].code)], 2)
            return _once(parties)
    return ()
