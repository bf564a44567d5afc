"""What those on the spot saw, heard or counted, told with no verb of speech: "Neighbours heard two explosions"."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.nouns import noun_kind
from onrecord.reading.en.claims.trees import child, subtree

SIGHTS = frozenset({"see", "hear", "watch", "witness", "count"})
_TEAMS = frozenset({"team", "staff", "colleague"})
_THERE = frozenset({SpeakerKind.WITNESS, SpeakerKind.MEDICAL})


def sight(verb: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Read a sight as (speaker, cue, content): of an attack or of numbers, by people who were there; None else."""
    if verb.lemma_.lower() not in SIGHTS or verb.tag_ not in ("VBD", "VBN") or verb.dep_ not in ("ROOT", "conj"):
        return None
    who, what = child(verb, "nsubj"), child(verb, "ccomp", "dobj")
    if who is None or what is None or any(t.dep_ in ("neg", "auxpass") for t in verb.children):
        return None
    if noun_kind(who) not in _THERE and who.lemma_.lower() not in _TEAMS:
        return None
    content = subtree(what)
    told = attacks().facts
    counted = verb.lemma_.lower() == "count" and any(t.like_num for t in content)
    if not counted and not any(t.lower_ in told for t in content):
        return None
    return subtree(who), [verb], content
