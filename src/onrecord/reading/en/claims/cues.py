"""The lexicon of cues, read from ``cues.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.errors import ModelError


class Sense(StrEnum):
    """What a cue tells by itself, before what is said is looked at."""

    SAY = "say"
    ACCUSE = "accuse"
    DENY = "deny"
    DISMISS = "dismiss"
    ADMIT = "admit"
    CONFIRM = "confirm"
    REPORT = "report"
    ESTIMATE = "estimate"
    CONDEMN = "condemn"
    DEMAND = "demand"
    ANNOUNCE = "announce"


def lexicon(name: str) -> dict[str, Any]:
    """Read one lexicon of this package. ModelError where it is absent or damaged."""
    try:
        return tomllib.loads(files("onrecord.reading.en.claims").joinpath(name).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            f"lexicon is absent or damaged: {error}",
            where=f"onrecord/reading/en/claims/{name}",
            do="Reinstall onrecord",
        ) from error


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas of cues with their senses."""

    verbs: dict[str, Sense]
    """The most telling sense of each verb: one listed under several is the last of them."""
    nouns: dict[str, Sense]
    takes_object: frozenset[str]
    finite_only: frozenset[str]
    passive_belief: frozenset[str]
    adverbs: frozenset[str]
    stance: frozenset[str]
    demand_with: dict[str, frozenset[str]]
    """Verbs that demand only with one of these words after them."""

    def sense(self, lemma: str, pos: str) -> Sense | None:
        """Tell the sense of a lemma, as a verb or as a noun."""
        return self.nouns.get(lemma) if pos in ("NOUN", "PROPN") else self.verbs.get(lemma)


@cache
def cues() -> Cues:
    """Give the lexicon, read once. ModelError where it is absent or damaged."""
    data = lexicon("cues.toml")
    verbs = {lemma: Sense(sense) for sense, lemmas in data["verbs"].items() for lemma in lemmas}
    nouns = {lemma: Sense(sense) for sense, lemmas in data["nouns"].items() for lemma in lemmas}
    return Cues(
        verbs,
        nouns,
        frozenset(data["takes_object"]["verbs"]),
        frozenset(data["finite_only"]["verbs"]),
        frozenset(data["passive_belief"]["verbs"]),
        frozenset(data["adverbs"]["say"]),
        frozenset(data["stance"]["verbs"]),
        {verb: frozenset(words) for verb, words in data["demand_with"].items()},
    )
