"""The lexicon of what can be hit, made ready once."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from onrecord.model import InfrastructureKind

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))

NOUNS: dict[str, InfrastructureKind] = {}
"""Lemma -> kind, for nouns that say it by themselves."""
PHRASES: dict[str, dict[str, InfrastructureKind]] = {}
"""Last word of a phrase -> the words before it, joined by spaces -> kind."""
for _name, _entries in _RAW["nouns"].items():
    for _entry in _entries:
        *_before, _last = _entry.split()
        if _before:
            PHRASES.setdefault(_last, {}).setdefault(" ".join(_before), InfrastructureKind(_name))
        else:
            NOUNS.setdefault(_entry, InfrastructureKind(_name))

_TIES = _RAW["ties"]
HIT_VERBS = frozenset(_TIES["verbs"])
HIT_NOUNS = frozenset(_TIES["nouns"])
FALL_VERBS = frozenset(_TIES["falls"])
FALL_PREPOSITIONS = frozenset(_TIES["fall_prepositions"])
HIT_PREPOSITIONS = frozenset(_TIES["hit_prepositions"])
HARM_VERBS = frozenset(_TIES["harm_verbs"])
HARM_PREPOSITIONS = frozenset(_TIES["harm_prepositions"])
LANDMARKS = frozenset(_TIES["landmarks"])

SHELTER_VERBS = frozenset(_TIES["shelters"])
PARTS = frozenset(_TIES["parts"])
EACH_OF = frozenset(_TIES["each_of"])
