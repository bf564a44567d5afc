"""Scores of claims that no model scored: how often those of their class are right, read from ``scores.toml``."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from onrecord.model import Act, Claim
from onrecord.reading.en.claims.cues import lexicon

CLASSES = {
    **dict.fromkeys((Act.ACCUSE, Act.DENY, Act.DISMISS, Act.ADMIT), "blame"),
    **dict.fromkeys((Act.CONDEMN, Act.DEMAND, Act.ANNOUNCE), "stance"),
    **dict.fromkeys((Act.REPORT, Act.CONFIRM, Act.ESTIMATE), "told"),
    Act.COMMENT: "comment",
}
"""The class of each act."""


def scored(claim: Claim) -> Claim:
    """Give a claim without a score the share of its class that was right on gold reports; others stay as they are."""
    if claim.score is not None:
        return claim
    return replace(claim, score=shares()["rule" if claim.cue is not None else "own"][CLASSES[claim.act]])


@cache
def shares() -> dict[str, dict[str, float]]:
    """Give the shares by way and class, read once. ModelError where the lexicon is absent or damaged."""
    return {way: dict(shares) for way, shares in lexicon("scores.toml").items()}
