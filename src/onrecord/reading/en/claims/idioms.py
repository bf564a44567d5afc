"""Cues of more than one word ("hold responsible", "refuse to accept any evidence"), read from ``idioms.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from onrecord.reading.en.claims.cues import Sense, lexicon
from onrecord.reading.en.claims.trees import is_passive

_REACH = 14
"""Tokens to the right of the verb among which its companion must stand; idioms are short, their objects may not be."""


@dataclass(frozen=True, slots=True)
class Idiom:
    """A verb and the words that must stand with it. ``sense`` None: a mere comment."""

    needs: frozenset[str]
    objects: frozenset[str]
    sense: Sense | None


@dataclass(frozen=True, slots=True)
class Met:
    """An idiom met in a text, and the token of its companion word."""

    idiom: Idiom
    companion: Token


@cache
def idioms() -> dict[str, tuple[Idiom, ...]]:
    """Give the idioms by the lemma of their verb, read once. ModelError where the lexicon is absent or damaged."""
    out: dict[str, tuple[Idiom, ...]] = {}
    for entry in lexicon("idioms.toml")["idiom"]:
        sense = None if entry["sense"] == "comment" else Sense(entry["sense"])
        idiom = Idiom(frozenset(entry["needs"]), frozenset(entry.get("object", ())), sense)
        for verb in entry["verb"]:
            out[verb] = (*out.get(verb, ()), idiom)
    return out


def idiom_at(verb: Token) -> Met | None:
    """Tell which idiom a verb begins; None when it begins none."""
    for idiom in idioms().get(verb.lemma_.lower(), ()):
        own = [t for t in verb.subtree if abs(t.i - verb.i) <= _REACH and t.i != verb.i and t.sent == verb.sent]
        right = [t for t in own if t.i > verb.i or is_passive(verb)]
        companion = next((t for t in right if t.lower_ in idiom.needs), None)
        if companion is None:
            continue
        beside = [*own, *([verb.head] if verb.dep_ == "relcl" else [])]
        if idiom.objects and not any(t.lower_ in idiom.objects and t.i != companion.i for t in beside):
            continue
        return Met(idiom, companion)
    return None
