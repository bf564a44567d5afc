"""Scores of claims held against gold reports: of those scored so high, how many have the right speaker, act, parties.

Usage: python -m bench.calibration [--data ../shared] [--weights] [FOLDER ...]

A claim counts where a gold claim stands at its words, or where it lays or rejects blame, since the gold lists all of
those; it is right where it fits a gold claim. Prints the table of claims by the scores that they bear, and the table
when each report is scored by weights fitted on the others alone. ``--weights`` prints weights fitted on all, as
``scores.toml`` holds them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.gold import GOLD, folder
from bench.scorers import DATA, scorer
from onrecord.model import Claim, Words
from onrecord.reading.en.claims import ClaimFinder
from onrecord.reading.en.claims.scores import scored, traits
from onrecord.reading.en.parse import Parser
from onrecord.settings import Settings

_BLAME = ("accuse", "deny", "dismiss", "admit")
_BOUNDS = (0.0, 0.3, 0.5, 0.7, 0.85, 0.9, 1.01)
_DRAWN = 2.0
"""How strongly weights are drawn to nothing. Swept over 0.5, 2 and 8, each report scored by the others: least loss."""
_LEAST = 5
"""Claims that a trait must have to bear a weight."""
_STEPS = 30


class Judged(NamedTuple):
    """One claim held against the gold."""

    report: str
    traits: dict[str, float]
    score: float
    right: bool


def judged(data: Path, path: Path) -> list[Judged]:
    """Hold each claim of a folder's reports against its gold."""
    judge = scorer(data, "claims")
    settings = Settings()
    parser, finder = Parser(settings), ClaimFinder(settings, score=lambda claim: claim)
    reports, expected = folder(path)
    out: list[Judged] = []
    for parsed, gold in zip(parser.parse(reports), expected, strict=True):
        for claim in finder.find(parsed):
            line = _line(claim)
            near = [one for one in gold["claims"] if judge.claim_overlaps(line, one["sentence"])]
            if near or claim.act in _BLAME:
                right = any(judge.fits(one, line) for one in near)
                out.append(Judged(parsed.report.id, traits(claim), scored(claim).score or 0.0, right))
    return out


def _line(claim: Claim) -> dict[str, Any]:
    """Give what the scorer looks at of a claim, as a reading's line has it."""
    who = claim.speaker
    speaker = {**_words(who.at), "name": who.name, "code": who.code, "kind": who.kind.value} if who else None
    return {
        "speaker": speaker,
        "cue": _words(claim.cue) if claim.cue else None,
        "content": _words(claim.content),
        "act": claim.act.value,
        "parties": [{"name": p.name, "code": p.code, "role": p.role.value} for p in claim.parties],
        "grounds": [ground.value for ground in claim.grounds],
    }


def _words(words: Words) -> dict[str, Any]:
    return {"words": words.words, "passages": [list(p) for p in words.passages]}


def fitted(claims: Sequence[Judged]) -> dict[str, float]:
    """Fit the weight of each trait by logistic regression, drawn towards nothing."""
    seen = Counter(name for one in claims for name in one.traits)
    names = sorted(name for name, n in seen.items() if n >= _LEAST)
    table = np.array([[one.traits.get(name, 0.0) for name in names] for one in claims])
    right = np.array([float(one.right) for one in claims])
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (likely - right) + _DRAWN * weights
        bend = (table.T * (likely * (1 - likely))) @ table + _DRAWN * np.eye(len(names))
        weights -= np.linalg.solve(bend, slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def likely(traits_of: dict[str, float], weights: dict[str, float]) -> float:
    """Give how likely a claim is right by weights."""
    total = sum(weights.get(name, 0.0) * value for name, value in traits_of.items())
    return float(1 / (1 + np.exp(-total)))


def _table(scores: list[tuple[float, bool]]) -> None:
    for low, high in pairwise(_BOUNDS):
        here = [(score, right) for score, right in scores if low <= score < high]
        if here:
            mean = sum(score for score, _ in here) / len(here)
            share = sum(right for _, right in here) / len(here)
            print(f"  {low:.2f} to {min(high, 1):.2f}: {len(here)} claims, mean {mean:.2f}, right {share:.2f}")


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, default=[GOLD / "open"])
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--weights", action="store_true")
    given = options.parse_args(arguments)
    claims = [one for path in given.folders for one in judged(given.data, path)]
    print("all, by their score:")
    _table([(one.score, one.right) for one in claims])
    print("each report by the others:")
    apart: list[tuple[float, bool]] = []
    for report in sorted({one.report for one in claims}):
        weights = fitted([one for one in claims if one.report != report])
        apart += [(likely(one.traits, weights), one.right) for one in claims if one.report == report]
    _table(apart)
    loss = -np.mean([np.log(p if right else 1 - p) for p, right in apart])
    print(f"  log loss {loss:.4f}")
    if given.weights:
        print("[weights]")
        for name, weight in fitted(claims).items():
            print(f'"{name}" = {weight}')
    return 0


if __name__ == "__main__":
    sys.exit(main())
