"""Figures on the Gaza assessments, each beside a constant answer's.

Usage: python -m bench.gaza [--half train|dev|both] [--data ../shared] [--lines FILE]

Runs the whole reader (``flow.read``) over the assessments' texts, without a date of publication, and hands its lines to
the scorer that lies beside the data. The constant answer gives every text the coding that is most frequent in the half
itself: what a reader that reads nothing would get. Status, grade and infrastructure have few cases a class, so look at
them with ``--half both``. ``--lines`` keeps the lines that were scored.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from bench.scorers import DATA, scorer
from onrecord.assessing.schemes import load_scheme
from onrecord.errors import OnrecordError
from onrecord.flow import read
from onrecord.model import Report
from onrecord.publishing.compose import compose_reading
from onrecord.settings import Settings

HALVES = ("train", "dev")
T = TypeVar("T", bound=Hashable)
FLOORED = ("date", "killed", "killed_low", "injured", "injured_low", "children", "killed_silent", "kind", "place_10km")
"""The figures that have a pinned floor on the dev half."""


def rows(data: Path, halves: Iterable[str]) -> list[dict[str, Any]]:
    """The assessments of the halves, in their order."""
    found: list[dict[str, Any]] = []
    for half in halves:
        text = (data / "data" / "airwars" / half / "gaza.jsonl").read_text("utf-8")
        found += [json.loads(line) for line in text.splitlines() if line.strip()]
    return found


def lines(assessments: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Read each assessment by itself: the line that ``onrecord read --format jsonl`` would print, without its text."""
    reports = [Report(id=row["id"], sha256="0" * 64, text=row["narrative"], language="en") for row in assessments]
    for done in read(reports, Settings(), load_scheme("airwars")):
        if isinstance(done, OnrecordError):
            raise done
        yield dict(compose_reading(done.reading, done.incidents, with_text=False))


def constant(assessments: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Answer every assessment alike: each property as it is most often coded."""
    killed = _mode((r["killed_min"], r["killed_max"]) for r in assessments if r["killed_min"] is not None)
    injured = _mode((r["injured_min"], r["injured_max"]) for r in assessments if r["injured_min"] is not None)
    children = _mode(
        tuple(r["killed_breakdown"]["children"]) for r in assessments if r["killed_breakdown"].get("children")
    )
    place = _mode((r["lat"], r["lon"]) for r in assessments if r["lat"] is not None)
    answer = {
        "main": True,
        "date": {"start": _mode(r["date"] for r in assessments if r["date"])},
        "killed": {"low": killed[0], "high": killed[1]},
        "injured": {"low": injured[0], "high": injured[1]},
        "killed_by_group": {"children": {"low": children[0], "high": children[1]}},
        "kind": "airstrike",
        "parties": [{"code": "ISRMIL", "standing": "suspected"}],
        "infrastructure": [{"kind": "residential"}],
        "place": {"lat": place[0], "lon": place[1]},
        "strike_status": "likely",
        "grade": "fair",
    }
    for row in assessments:
        yield {"report": {"id": row["id"]}, "incidents": [answer]}


def _mode(values: Iterable[T]) -> T:
    return Counter(values).most_common(1)[0][0]


def score(data: Path, assessments: Sequence[Mapping[str, Any]], answers: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Hand the answers to the scorer."""
    with tempfile.TemporaryDirectory() as folder:
        gold, given = Path(folder) / "gold.jsonl", Path(folder) / "given.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in assessments), "utf-8")
        given.write_text("".join(json.dumps(row) + "\n" for row in answers), "utf-8")
        result: dict[str, Any] = scorer(data, "airwars").gaza(gold, given)
        return result


def value(row: Mapping[str, Any]) -> float:
    """The one figure of a scorer's row."""
    return float(next(row[key] for key in ("share", "f1", "macro_f1") if key in row))


def figures(data: Path) -> Mapping[str, float]:
    """Measure the dev half: the value of each figure by its name."""
    assessments = rows(data, ["dev"])
    return {name: value(row) for name, row in score(data, assessments, lines(assessments)).items()}


def main(argv: Sequence[str] | None = None) -> int:
    """Print each figure, the constant answer's beside it."""
    parser = argparse.ArgumentParser(prog="python -m bench.gaza", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--half", choices=[*HALVES, "both"], default="dev")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--lines", type=Path)
    given = parser.parse_args(argv)
    if not (given.data / "score" / "airwars.py").is_file():
        print(f"{given.data}: the evaluation data are not there", file=sys.stderr)
        return 1
    assessments = rows(given.data, HALVES if given.half == "both" else [given.half])
    answers = list(lines(assessments))
    if given.lines:
        given.lines.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n" for a in answers), "utf-8")
    ours = score(given.data, assessments, answers)
    theirs = score(given.data, assessments, constant(assessments))
    print(f"{'figure':16} {'onrecord':>8} {'constant':>8} {'n':>5}")
    for name, row in ours.items():
        print(f"{name:16} {value(row):8.3f} {value(theirs[name]):8.3f} {row['n']:5d}")
        for label, (f1, n) in row.get("per_class", {}).items():
            print(f"  {label:14} {f1:8.3f} {theirs[name]['per_class'].get(label, (0.0, 0))[0]:8.3f} {n:5d}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
