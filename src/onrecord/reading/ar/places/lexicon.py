"""The lexicon of words around place names, made ready once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from onrecord.reading.ar.text import Phrases, fold

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


class Type(StrEnum):
    """What the words before a name say it is."""

    FACILITY = "facility"
    QUARTER = "quarter"
    CAMP = "camp"
    TOWN = "town"
    AREA = "area"
    COUNTRYSIDE = "countryside"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word before a name says: its type, that something is near it, or the side on which it lies."""

    type: Type | None = None
    several: bool = False
    """More than one name follows: "قرى", "بلدتي"."""
    near: bool = False
    side: str | None = None
    """``north``, ``south``, ``east`` or ``west``."""
    called_after: bool = False
    """A facility that is often called after its town."""
    quarter: bool = False
    """A part of a town that bears any name."""


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(w) for w in words)


def _cues() -> Phrases[Cue]:
    after, quarters = _folded(_RAW["called_after"]["words"]), _folded(_RAW["quarters"]["words"])
    cues: dict[str, Cue] = {}
    for name, words in _RAW["types"].items():
        several = name == "towns"
        for word in words:
            cues[fold(word)] = Cue(
                Type.TOWN if several else Type(name),
                several,
                called_after=fold(word) in after,
                quarter=fold(word) in quarters,
            )
    for word in _RAW["near"]["words"]:
        cues[fold(word)] = Cue(near=True)
    for side, words in _RAW["sides"].items():
        for word in words:
            cues[fold(word)] = Cue(side=side)
    return Phrases(cues)


CUES: Phrases[Cue] = _cues()
SIDES: dict[str, str] = {fold(w): side for side, words in _RAW["sides"].items() for w in words}
PREPOSITIONS = _folded(_RAW["prepositions"]["words"])
HIT = _folded(_RAW["hit"]["words"])
LINKS = _folded(_RAW["links"]["words"])
OWN = _folded(_RAW["own"]["words"])
HEADS = _folded(_RAW["heads"]["words"])
QUALITIES = _folded(_RAW["qualities"]["words"])
BODIES_BEFORE: Phrases[bool] = Phrases(dict.fromkeys(_RAW["bodies"]["before"], True))
BODIES_AFTER = _folded(_RAW["bodies"]["after"])
COMMON = frozenset(w.removeprefix("ال") for w in _folded(_RAW["common"]["words"]))
"""Without the article."""
NO_NAMES = _folded(_RAW["no_names"]["words"])
