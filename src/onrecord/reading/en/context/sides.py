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
_FOES, _PITTED, _STANDS, _STANDS_AGAINST, _ON_THE, _ON_THAT_OF = (
    re.compile(rf"(?i)\s*{_RAW[name]}\s*")
    for name in ("foes", "pitted", "stands", "stands_against", "of_side", "that_of")
)
_PITS = re.compile(rf"(?i){_RAW['pits']}\s*\Z")
_ITS_SIDE = re.compile(rf"(?i){_RAW['its_side']}")

At = tuple[int, int, ActorMention]
"""An actor with its offsets in the sentence's text."""


def _side(actors: list[At], side: int) -> list[ContextParty]:
    return [ContextParty(a.name, a.code, side) for _, _, a in actors]


def _once(parties: list[ContextParty]) -> tuple[ContextParty, ...]:
    return tuple({(p.name, p.code, p.side): p for p in parties}.values())


def _codes(run: list[At]) -> set[str]:
    """Tell states and groups apart by the whole actor: a state's army is no second party beside its government."""
    return {(a.code or a.name)[:3] + ("REB" if (a.code or "").endswith("REB") else "") for _, _, a in run}


def _runs(text: str, actors: list[At]) -> list[list[At]]:
    """Cut the actors into runs that are joined by commas and "and" alone: "A, B and C"."""
    out: list[list[At]] = []
    for one in actors:
        if out and _JOINED.fullmatch(text[out[-1][-1][1] : one[0]]):
            out[-1].append(one)
        else:
            out.append([one])
    return out


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

    ``text`` is the sentence, ``actors`` stand in its order. Five ways of saying it are read: "A and B on one side, C on
    the other", "A and B on C's side", "A and B at war with C" (or pitted against), "A stands with B, against C" and "A,
    backed by B, fights C". Two parties that fight each other alone are no alliance.
    """
    marked = [m for m in _MARKER.finditer(text) if _list_before(text, actors, m.start())]
    if len(marked) > 1:
        parties: list[ContextParty] = []
        for number, marker in enumerate(marked, 1):
            parties += _side(_list_before(text, actors, marker.start()), number)
        return _once(parties)
    runs = _runs(text, actors)
    return _of_side(text, runs) or _opposed(text, runs) or _standing(text, runs) or _backing(text, actors)


def _of_side(text: str, runs: list[list[At]]) -> tuple[ContextParty, ...]:
    """Read "A and B on C's side and D on that of E"."""
    parties: list[ContextParty] = []
    number = 1
    for friends, owner in pairwise(runs):
        between = text[friends[-1][1] : owner[0][0]]
        own = _ON_THE.fullmatch(between) and _ITS_SIDE.match(text, owner[0][1])
        if own or (parties and _ON_THAT_OF.fullmatch(between)):
            parties += _side([*friends, owner[0]], number)
            number += 1
    return _once(parties)


def _opposed(text: str, runs: list[list[At]]) -> tuple[ContextParty, ...]:
    """Read "A and B at war with C and D" and "pit A and B against C"."""
    for ours, theirs in pairwise(runs):
        between = text[ours[-1][1] : theirs[0][0]]
        pitted = _PITS.search(text[: ours[0][0]]) and _PITTED.fullmatch(between)
        if not pitted and not _FOES.fullmatch(between):
            continue
        several = len(_codes(ours)) > 1 or len(_codes(theirs)) > 1
        if several and not _codes(ours) & _codes(theirs):
            return _once(_side(ours, 1) + _side(theirs, 2))
    return ()


def _standing(text: str, runs: list[list[At]]) -> tuple[ContextParty, ...]:
    """Read "A would stand with B and C, against D"."""
    for number, (ours, friends) in enumerate(pairwise(runs)):
        if not _STANDS.fullmatch(text[ours[-1][1] : friends[0][0]]) or _codes(ours) & _codes(friends):
            continue
        foes = runs[number + 2] if number + 2 < len(runs) else []
        if foes and not _STANDS_AGAINST.fullmatch(text[friends[-1][1] : foes[0][0]]):
            foes = []
        return _once(_side([*ours, *friends], 1) + _side(foes, 2))
    return ()


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
