"""Gold reports: claims, counts, background and incident of whole short reports, by the scorer of ``../shared``.

Usage: python -m bench.gold [--data ../shared] [FOLDER ...]

Prints, for the seed and each folder of gold reports, how many of the gold claims were found with the right speaker, act
and parties, and how many accusations, denials, admissions and counts are spurious.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench.scorers import DATA, scorer
from onrecord.assessing import load_scheme
from onrecord.errors import InputError
from onrecord.flow import read
from onrecord.model import Report
from onrecord.publishing import compose_reading
from onrecord.settings import Settings

HERE = Path(__file__).parent
GOLD = HERE.parent / "tests" / "gold" / "claims"
FLOORED = ("claims", "counts", "context", "incident", "clean")


def readings(reports: Iterable[Report]) -> list[dict[str, Any]]:
    """Read reports whole and compose their lines. An unread report raises its error: a figure must not hide it."""
    lines = []
    for result in read(reports, Settings(), load_scheme("airwars")):
        if isinstance(result, InputError):
            raise result
        lines.append(compose_reading(result.reading, result.incidents))
    return lines


def seed(data: Path) -> tuple[list[Report], list[dict[str, Any]]]:
    """Load the seed report and what a careful reader finds in it."""
    text = (data / "seed" / "report.txt").read_bytes().decode("utf-8")
    expected = json.loads((data / "seed" / "expected.json").read_text("utf-8"))
    report = Report("seed", "0" * 64, text, language="en", published=expected["report"]["published"])
    return [report], [expected]


def folder(path: Path) -> tuple[list[Report], list[dict[str, Any]]]:
    """Load a folder of gold reports: NAME.txt beside NAME.json."""
    reports, expected = [], []
    for key in sorted(path.glob("*.json")):
        gold = json.loads(key.read_text("utf-8"))
        text = key.with_suffix(".txt").read_bytes().decode("utf-8")
        published = gold["report"].get("published")
        reports.append(Report(key.stem, "0" * 64, text, language="en", published=published))
        expected.append(gold)
    return reports, expected


def score(data: Path, reports: list[Report], expected: list[dict[str, Any]]) -> dict[str, Any]:
    """Score readings of the reports; sums over all of them, and every failure by report."""
    judge, sums, failures = scorer(data, "claims"), Counter[str](), {}
    for report, gold, line in zip(reports, expected, readings(reports), strict=True):
        found = judge.score(gold, line, report.text)
        failures[report.id] = found.pop("failures")
        sums["spurious"] += found.pop("spurious")
        sums["predicted"] += len(line["claims"])
        for name, (right, of) in found.items():
            sums[name] += right
            sums[f"{name}_of"] += of
    return {**sums, "failures": failures}


def seed_figures(data: Path) -> Mapping[str, float]:
    """Give each part of the seed as a share, and 1 for ``clean`` when nothing is spurious."""
    sums = score(data, *seed(data))
    shares = {name: sums[name] / sums[f"{name}_of"] for name in ("claims", "counts", "context", "incident")}
    return {**shares, "clean": float(sums["spurious"] == 0)}


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; with ``--failures`` every failure too."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, default=[GOLD / "open"])
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--failures", action="store_true")
    given = options.parse_args(arguments)
    sets = {"seed": seed(given.data), **{path.name: folder(path) for path in given.folders}}
    for name, (reports, expected) in sets.items():
        sums = score(given.data, reports, expected)
        if given.failures:
            for report, failed in sums["failures"].items():
                for one in failed:
                    print(f"  {report}: {one}")
        named = [part for part in ("claims", "counts", "context", "incident") if f"{part}_of" in sums]
        parts = [f"{part} {sums[part]}/{sums[f'{part}_of']}" for part in named]
        rate = 100 * sums["spurious"] / max(1, sums["predicted"])
        print(f"{name}: {'  '.join(parts)}  spurious {sums['spurious']} ({rate:.1f} per 100 claims)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
