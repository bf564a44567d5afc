"""Scores of claims held against gold reports: of those scored so high, how many have the right speaker, act, parties.

Usage: python -m bench.calibration [--data ../shared] [FOLDER ...]

A claim counts where a gold claim stands at its words, or where it lays or rejects blame, since the gold lists all of
those; it is right where it fits a gold claim. Prints the table of claims by score, then for those that no model scored
the share of each class, drawn towards one half by one claim on either side, and the table that these shares give when
each report is scored by the others alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from bench.gold import GOLD, folder, readings
from bench.scorers import DATA, scorer
from onrecord.model import Act
from onrecord.reading.en.claims.scores import CLASSES, shares

_BLAME = ("accuse", "deny", "dismiss", "admit")
_BOUNDS = (0.0, 0.3, 0.5, 0.7, 0.85, 0.95, 1.01)


class Judged(NamedTuple):
    """One claim held against the gold."""

    report: str
    kind: str
    """``tagged``, or the way and class of one that no model scored, as "rule.blame"."""
    score: float
    right: bool


def judged(data: Path, path: Path) -> list[Judged]:
    """Hold each claim of a folder's reports against its gold."""
    judge = scorer(data, "claims")
    reports, expected = folder(path)
    out: list[Judged] = []
    for report, gold, line in zip(reports, expected, readings(reports), strict=True):
        for claim in line["claims"]:
            near = [one for one in gold["claims"] if judge.claim_overlaps(claim, one["sentence"])]
            if near or claim["act"] in _BLAME:
                right = any(judge.fits(one, claim) for one in near)
                out.append(Judged(report.id, _kind(claim), claim["score"], right))
    return out


def _kind(claim: dict[str, Any]) -> str:
    way = "rule" if claim["cue"] else "own"
    name = CLASSES[Act(claim["act"])]
    if claim["score"] != shares()[way][name]:
        return "tagged"
    return f"{way}.{name}"


def _by_class(claims: Iterable[Judged]) -> dict[str, tuple[int, int]]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in claims:
        sums[one.kind][0] += one.right
        sums[one.kind][1] += 1
    return {kind: (right, of) for kind, (right, of) in sorted(sums.items())}


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
    given = options.parse_args(arguments)
    claims = [one for path in given.folders for one in judged(given.data, path)]
    print("all, by their score:")
    _table([(one.score, one.right) for one in claims])
    plain = [one for one in claims if one.kind != "tagged"]
    print("no model's, by class:")
    for kind, (right, of) in _by_class(plain).items():
        print(f"  {kind}: {right} of {of}, {(right + 1) / (of + 2):.2f}")
    print("no model's, each report by the others:")
    apart: list[tuple[float, bool]] = []
    for report in sorted({one.report for one in plain}):
        others = _by_class(one for one in plain if one.report != report)
        for one in plain:
            if one.report == report:
                right, of = others.get(one.kind, (0, 0))
                apart.append(((right + 1) / (of + 2), one.right))
    _table(apart)
    return 0


if __name__ == "__main__":
    sys.exit(main())
