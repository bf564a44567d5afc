"""Scores of claims: how likely the reading of one is right, its speaker, act and parties, read from ``scores.toml``.

The tagger says how surely somebody says something. What was made of it is less sure, and some things tell by how much:
a speaker whom the actor data knows, blame that names nobody, a sentence told in the report's own name. Each has a
weight, fitted on gold reports; the score is their sum on the logistic curve.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

from onrecord.model import Act, Claim, SpeakerKind
from onrecord.reading.en.claims.cues import lexicon

_BLAME = frozenset({Act.ACCUSE, Act.DENY, Act.DISMISS, Act.ADMIT})
_LENGTHS = ((5, "few words"), (12, "some words"), (26, "many words"))
_MOST = 0.99
"""No claim is surer than this, nor less sure than its contrary."""


def scored(claim: Claim) -> Claim:
    """Give a claim the likelihood that its reading is right; its score until then is the tagger's, or None."""
    weigh = weights()
    total = sum(weigh.get(name, 0.0) * value for name, value in traits(claim).items())
    likely = 1 / (1 + math.exp(-total))
    return replace(claim, score=round(min(max(likely, 1 - _MOST), _MOST), 2))


def traits(claim: Claim) -> dict[str, float]:
    """Name what of a claim tells how likely it is right, each with its measure; ``claim.score`` is the tagger's."""
    out = {"any": 1.0, f"act {claim.act.value}": 1.0}
    if claim.score is not None:
        sure = min(max(claim.score, 0.05), _MOST)
        out["tagged"] = 1.0
        out["said"] = math.log(sure / (1 - sure))
    else:
        out["by rule" if claim.cue is not None else "own report"] = 1.0
    out[f"speaker {_speaker(claim)}"] = 1.0
    if claim.act in _BLAME:
        way = "nobody" if not claim.parties else "known" if all(p.code for p in claim.parties) else "unknown"
        out[f"{claim.act.value} {way}"] = 1.0
    words = len(claim.content.words.split())
    out[next((name for least, name in _LENGTHS if words < least), "a sentence or more")] = 1.0
    if len(claim.content.passages) > 1:
        out["in pieces"] = 1.0
    for name, holds in (("quoted", claim.quoted), ("hedged", claim.hedged), ("told within", claim.reported_by)):
        if holds:
            out[name] = 1.0
    return out


def _speaker(claim: Claim) -> str:
    if claim.speaker is None:
        return "nobody"
    if claim.speaker.code is not None:
        return "known"
    return "unknown" if claim.speaker.kind is SpeakerKind.UNKNOWN else claim.speaker.kind.value


@cache
def weights() -> dict[str, float]:
    """Give the weights by trait, read once. ModelError where the lexicon is absent or damaged."""
    return {name: float(weight) for name, weight in lexicon("scores.toml")["weights"].items()}
