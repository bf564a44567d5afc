"""The lexicon of incidents, made ready once."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))

ATTACK = frozenset(_RAW["attack"])
SPEECH = frozenset(_RAW["speech"])
ELSEWHERE = frozenset(_RAW["elsewhere"])
CARE = frozenset(_RAW["care"])
OWN_VOICE = frozenset(_RAW["own_voice"])
HARM_ALONE = frozenset(_RAW["harm_alone"])
