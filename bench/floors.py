"""Quality floors: what the reader reached on development data, pinned, so that it cannot slip unseen.

Usage: python -m bench.floors [--data ../shared] [--pin] [--lower]

Without an option, measures and compares. ``--pin`` writes what was reached where it is higher; with ``--lower`` also
where it is lower, which a commit has to give a reason for. A small slack below the floor is let pass, since a parse may
differ in a few tokens between processors.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import attribution, gaza, gold, syria
from bench.scorers import DATA

HERE = Path(__file__).parent
FLOORS = HERE / "floors.toml"
SLACK = 0.005
"""Measured: the same figures on two processors differed by at most 0.003 (other matrix kernels, other roundings)."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One measurement: a corpus, and how it is read and scored."""

    name: str
    data: str
    """Path below the data folder."""
    measure: Callable[[Path], Mapping[str, float]]
    figures: tuple[str, ...]
    """Those of the measured figures that have a floor."""


@dataclass(frozen=True, slots=True)
class Floor:
    """One pinned figure."""

    suite: str
    figure: str
    value: float
    sha256: str
    items: int


def suites() -> tuple[Suite, ...]:
    """All suites, each quick enough for every run of the tests."""
    return (
        Suite("attribution", "data/polnear/dev.jsonl", attribution.figures, attribution.FLOORED),
        Suite("gaza", "data/airwars/dev/gaza.jsonl", gaza.figures, gaza.FLOORED),
        Suite("arabic", "data/airwars/dev/syria_reports.jsonl", syria.arabic_figures, syria.FLOORED),
        Suite("seed", "seed/expected.json", gold.seed_figures, gold.FLOORED),
    )


def pinned() -> dict[tuple[str, str], Floor]:
    """Read the pinned floors."""
    rows = tomllib.loads(FLOORS.read_text("utf-8")).get("floor", [])
    return {(row["suite"], row["figure"]): Floor(**row) for row in rows}


def fingerprint(path: Path) -> tuple[str, int]:
    """Hash a corpus and count its lines."""
    held = path.read_bytes()
    return hashlib.sha256(held).hexdigest(), held.count(b"\n")


def write(floors: Mapping[tuple[str, str], Floor]) -> None:
    """Write the floors back, the comment at the top kept."""
    head = [line for line in FLOORS.read_text("utf-8").splitlines() if line.startswith("#")]
    rows = [
        f'\n[[floor]]\nsuite = "{f.suite}"\nfigure = "{f.figure}"\nvalue = {f.value:.4f}\n'
        f'sha256 = "{f.sha256}"\nitems = {f.items}'
        for _, f in sorted(floors.items())
    ]
    FLOORS.write_text("\n".join(head) + "\n" + "\n".join(rows) + "\n", "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Measure all suites, compare, pin where asked. Exit status 1 when a figure is below its floor."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--pin", action="store_true")
    options.add_argument("--lower", action="store_true")
    given = options.parse_args(arguments)
    floors, fell = pinned(), False
    for suite in suites():
        reached = suite.measure(given.data)
        sha256, items = fingerprint(given.data / suite.data)
        for figure in suite.figures:
            key, value = (suite.name, figure), reached[figure]
            floor = floors.get(key)
            low = floor is not None and value < floor.value - SLACK
            fell = fell or low
            was = f"{floor.value:.4f}" if floor else "none"
            print(f"{suite.name:12} {figure:24} {value:.4f}  floor {was}{'  BELOW' if low else ''}")
            if given.pin and (floor is None or value > floor.value or (given.lower and value < floor.value)):
                floors[key] = Floor(suite.name, figure, value, sha256, items)
    if given.pin:
        write(floors)
    return int(fell)


if __name__ == "__main__":
    sys.exit(main())
