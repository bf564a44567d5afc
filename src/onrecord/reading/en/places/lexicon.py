"""The lexicon of words around place names, made ready once."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from importlib.resources import files

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


class Type(StrEnum):
    """What the words beside a name say it is."""

    TOWN = "town"
    QUARTER = "quarter"
    CAMP = "camp"
    REGION = "region"
    COUNTRYSIDE = "countryside"
    FACILITY = "facility"


TYPES: dict[str, Type] = {word: Type(name) for name, words in reversed(_RAW["types"].items()) for word in words}
CALLED_AFTER = frozenset(_RAW["called_after"]["words"])
PREPOSITIONS = frozenset(_RAW["context"]["prepositions"])
NEAR = frozenset(_RAW["context"]["near"])
DIRECTIONS = frozenset(_RAW["context"]["directions"])
LINKS = frozenset(_RAW["context"]["links"]) | DIRECTIONS
NOT_PLACES = frozenset(_RAW["not_places"]["words"])
ORGANISATIONS = frozenset(_RAW["not_places"]["organisations"])


def any_of(words: frozenset[str] | dict[str, Type]) -> str:
    """Write words as one alternation, the longest first."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))
