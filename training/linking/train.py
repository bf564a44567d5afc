"""Learn the weights of linking, and measure it: one command.

    python training/linking/train.py --data ../shared/data/airwars --out src/onrecord/linking/weights.toml

Reads the train half of the Syria reports (readings are kept in ``--work``), fits a ridge logistic regression on the
candidate pairs, chooses its constants by cross-validation over days, and measures dev once.
"""

from __future__ import annotations

import argparse
import itertools
import json
import pickle
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]  # runs from a checkout, installed or not

from bench.scorers import DATA, scorer  # noqa: E402

from onrecord.errors import InputError  # noqa: E402
from onrecord.linking.candidates import candidates  # noqa: E402
from onrecord.linking.clusters import cluster  # noqa: E402
from onrecord.linking.features import FEATURES, KNOWN, compare  # noqa: E402
from onrecord.linking.link import all_mentions  # noqa: E402
from onrecord.linking.profiles import Table, profile  # noqa: E402
from onrecord.linking.weights import Weights  # noqa: E402
from onrecord.model import Reading, Report  # noqa: E402
from onrecord.reading import Reader  # noqa: E402
from onrecord.settings import Settings  # noqa: E402

FOLDS = 5
RIDGES = (3.0,)
UNSEEN = (-0.5, -1.0)
SHIFTS = (0.25, 0.5, 0.75, 1.0)
"""Swept by cross-validation. Pairs are fitted one by one; what counts is the partition, which wants links a little
easier than single pairs do. Ridges of 1, 10 and 30 changed B-cubed by less than 0.004."""
BASE = -1.5
PRIOR: dict[str, tuple[float, ...]] = {
    "days known": (BASE, BASE, BASE),
    "day": (1.5, 0.8, -0.8, -2.5, -4.0, 2.0, -3.0, 0.7, -2.0, 0.0, 3.0),
    "published": (0.6, 0.2, -0.2, -1.5, 0.0),
    "place": (2.0, 0.6, 1.8, 0.8, -0.5, -1.5, 0.2, -2.5, 0.0, 0.0, 1.5, 0.8, -2.5, -4.0, 1.0),
    "kind": (0.6, 0.2, -1.2, 0.0),
    "hit": (0.8, -0.3, 0.0),
    "killed": (1.5, 0.5, 0.3, 0.2, -0.7, 0.0),
    "injured": (1.5, 0.5, 0.3, 0.2, -0.5, 0.0),
    "parties": (0.4, 0.2, -0.8, 0.0),
    "victims": (3.0, -0.8, 0.0),
    "words": (4.0, 3.0, 2.0, 1.2, 0.5, -0.5, -1.2, 0.0),
    "place named": (1.5, 0.7, -0.8, 0.0),
    "rare words": (3.0, 2.0, 0.8, -0.5, 0.0),
    "rare phrases": (4.0, 3.0, 2.0, 1.0, -0.5, 0.0),
    "weight in the report": (0.0, -0.5, -1.0, -2.0),
}
"""What each case weighs before anything is learned, in the order of its cases. The ridge pulls towards these rather
than to nothing: of rare cases the train half has a handful."""
HELD = {
    "place": ("up to 100 km apart, both in the gazetteer", "farther than 100 km, both in the gazetteer"),
    "weight in the report": ("a report as a whole",),
}
"""Cases that stay at their prior, for what the train half cannot teach. Where a place was misread it has one incident
in two far places, and distance would all but cease to speak against a link. All its reports are of coded incidents: a
report of something else never comes. Holding the day of publication down as well changed nothing but the base, and cost
0.01 of B-cubed F1."""


_TIE = 1e6
ORDERED = {
    "kind": (("contrary", "the same"),),
    "place": (("within 3 km", "the same place, of many known days"),),
}
"""Cases of which the first never weighs more than the second, where few pairs of a table would have it so: the two are
then given one weight. ``tests/linking/test_weights.py`` holds every such order."""


def load(path: Path) -> list[dict[str, Any]]:
    """Load a JSONL file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read(rows: Sequence[dict[str, Any]], kept: Path, languages: set[str]) -> list[Reading]:
    """Read the reports, or load the readings that an earlier run kept."""
    if kept.exists():
        with kept.open("rb") as stream:
            readings: list[Reading] = pickle.load(stream)
            return readings
    reports = [
        Report(
            row["id"],
            "0" * 64,
            row["text"],
            title=row.get("title"),
            publisher=row.get("publisher"),
            published=row.get("published"),
            url=row.get("url"),
            language=row["language"],
        )
        for row in rows
        if row["language"] in languages
    ]
    found = [one for one in Reader(Settings()).read(reports) if not isinstance(one, InputError)]
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as stream:
        pickle.dump(found, stream)
    return found


class Material:
    """Mentions of one half, their candidate pairs and which of these are of one incident."""

    def __init__(self, readings: Sequence[Reading], rows: Sequence[dict[str, Any]]) -> None:
        gold = {row["id"]: set(row["incident_ids"]) for row in rows}
        self.told = all_mentions(readings)
        self.table = Table.of([profile(one.reading, one.mention) for one in self.told])
        self.pairs = candidates(self.table)
        self.cases = compare(self.table, self.pairs)
        ids = [one.reading.report.id for one in self.told]
        main = self.table.main
        one, other = self.pairs.T
        self.same = np.array([bool(gold[ids[a]] & gold[ids[b]]) for a, b in self.pairs.tolist()], bool)
        single = np.array([len(gold[i]) == 1 for i in ids], bool)
        self.usable = main[one] & main[other] & single[one] & single[other]
        self.one_of = {i: next(iter(gold[i])) for i in ids if len(gold[i]) == 1}
        self.ids = ids
        self.alone = [r["id"] for r in rows if len(r["incident_ids"]) == 1]
        self.gold_of = {r["id"]: r["incident_ids"][0] for r in rows if len(r["incident_ids"]) == 1}

    def groups(self, weights: Weights) -> dict[str, list[str]]:
        """Cluster and give each report's clusters."""
        odds = weights.log_odds(self.cases)
        made = cluster(self.pairs, odds, [{n} for n in self.table.report.tolist()], len(self.told), weights.unseen)
        found: dict[str, list[str]] = defaultdict(list)
        for number, group in enumerate(made):
            for row in group:
                found[self.ids[row]].append(str(number))
        return found


def fit(cases: np.ndarray, same: np.ndarray, ridge: float, unseen: float) -> Weights:
    """Fit one table of weights to the pairs of each case of ``days known``."""
    known = cases[:, KNOWN]
    tables = (_table(cases[known == case], same[known == case], ridge) for case in range(len(FEATURES[KNOWN].cases)))
    return Weights(tuple(tables), unseen)


def _table(
    cases: np.ndarray, same: np.ndarray, ridge: float, tied: tuple[tuple[int, int], ...] = ()
) -> tuple[tuple[float, ...], ...]:
    """Fit log odds to each case by Newton's method; ``ridge`` pulls weights to their priors, ``tied`` to each other."""
    sizes = [len(feature.cases) for feature in FEATURES]
    starts = np.cumsum([0, *sizes[:-1]])
    x = np.zeros((len(cases), sum(sizes)))
    for number, start in enumerate(starts):
        x[np.arange(len(cases)), start + cases[:, number]] = 1
    prior = np.array([value for feature in FEATURES for value in PRIOR[feature.name]])
    w = prior.copy()
    penalty = np.full(x.shape[1], ridge)
    penalty[starts[KNOWN] : starts[KNOWN] + sizes[KNOWN]] = 1e-3  # the base
    for feature, start in zip(FEATURES, starts, strict=True):
        for case in HELD.get(feature.name, ()):
            penalty[start + feature.cases.index(case)] = 1e6

    pull = np.diag(penalty)
    ties = np.zeros_like(pull)
    for one, other in tied:
        ties[[one, other], [one, other]] += _TIE
        ties[[one, other], [other, one]] -= _TIE

    def loss(at: np.ndarray) -> float:
        """Negative log likelihood and penalty."""
        odds = x @ at
        held = (penalty * (at - prior) ** 2).sum() + at @ ties @ at
        return float((np.logaddexp(0, odds) - same * odds).sum() + held / 2)

    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -50, 50)))
        gradient = x.T @ (same - p) - penalty * (w - prior) - ties @ w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + pull + ties
        step = np.linalg.solve(hessian, gradient)
        # Far from the optimum a whole step overshoots.
        while loss(w + step) > loss(w) and np.abs(step).max() > 1e-6:
            step /= 2
        w += step
        if np.abs(step).max() < 1e-5:
            break
    order = [
        (start + feature.cases.index(worse), start + feature.cases.index(better))
        for feature, start in zip(FEATURES, starts, strict=True)
        for worse, better in ORDERED.get(feature.name, ())
    ]
    broken = tuple(pair for pair in order if pair not in tied and round(w[pair[0]], 3) > round(w[pair[1]], 3))
    if broken:
        return _table(cases, same, ridge, (*tied, *broken))
    return tuple(tuple(float(round(v, 3)) for v in w[s : s + n]) for s, n in zip(starts, sizes, strict=True))


def shifted(weights: Weights, shift: float, unseen: float) -> Weights:
    """Make every link easier by ``shift``."""
    tables = tuple(
        tuple(
            tuple(round(weight + shift, 3) for weight in of) if number == KNOWN else of
            for number, of in enumerate(table)
        )
        for table in weights.of
    )
    return Weights(tables, unseen)


def by_report(gold_of: dict[str, str], found: dict[str, list[str]]) -> dict[str, tuple[float, float]]:
    """B-cubed precision and recall of each report, held against all others: the scorer's measure before its mean."""
    gold: dict[str, set[str]] = defaultdict(set)
    made: dict[str, set[str]] = defaultdict(set)
    for report, incident in gold_of.items():
        gold[incident].add(report)
        for group in found.get(report) or [f"alone:{report}"]:
            made[group].add(report)
    scores = {}
    for report, incident in gold_of.items():
        mine = set().union(*(made[group] for group in found.get(report) or [f"alone:{report}"]))
        both = len(gold[incident] & mine)
        scores[report] = (both / len(mine), both / len(gold[incident]))
    return scores


def b3(material: Material, weights: Weights, language: str | None = None) -> dict[str, float]:
    """B-cubed by the scorer."""
    score = scorer(DATA, "airwars")
    languages = {one.reading.report.id: one.reading.report.language for one in material.told}
    gold = {k: v for k, v in material.gold_of.items() if language in (None, languages.get(k))}
    return score.bcubed(gold, material.groups(weights))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--work", type=Path, default=ROOT / "training" / "work" / "linking")
    parser.add_argument("--languages", default="en,ar")
    options = parser.parse_args()
    languages = set(options.languages.split(","))
    halves = {}
    for half in ("train", "dev"):
        rows = [r for r in load(options.data / half / "syria_reports.jsonl") if r["language"] in languages]
        halves[half] = Material(read(rows, options.work / f"{half}-{options.languages}.pickle", languages), rows)
    train = halves["train"]
    print("pairs", len(train.pairs), "usable", int(train.usable.sum()), "same", int(train.same[train.usable].sum()))
    one, other = train.pairs.T
    folds = np.array([sum(map(ord, train.gold_of.get(i, ""))) % FOLDS for i in train.ids])
    results = []
    for ridge in RIDGES:
        fitted = []
        for fold in range(FOLDS):
            use = train.usable & (folds[one] != fold) & (folds[other] != fold)
            fitted.append(fit(train.cases[use], train.same[use], ridge, 0.0))
        for unseen, shift in itertools.product(UNSEEN, SHIFTS):
            scores = []
            for fold, weights in enumerate(fitted):
                held = {k for k, f in zip(train.ids, folds, strict=True) if f == fold}
                found = train.groups(shifted(weights, shift, unseen))
                scores += [row for k, row in by_report(train.gold_of, found).items() if k in held]
            p, r = np.mean(scores, axis=0)
            results.append((float(2 * p * r / (p + r)), ridge, unseen, shift))
            print(
                f"ridge {ridge} unseen {unseen} shift {shift}: cross-validated {results[-1][0]:.4f} ({p:.3f}, {r:.3f})"
            )
    # Of settings that differ by less than the folds do, the one that merges least: a wrong merge is the worse mistake.
    best = max(results)[0]
    reached, ridge, unseen, shift = min(
        (one for one in results if one[0] > best - 0.005), key=lambda one: (one[3], -one[0])
    )
    weights = shifted(fit(train.cases[train.usable], train.same[train.usable], ridge, unseen), shift, unseen)
    print("chosen: ridge", ridge, "unseen", unseen, "shift", shift)
    for name, half in halves.items():
        print(name, b3(half, weights), {lang: b3(half, weights, lang) for lang in sorted(languages)})
    for known, table in zip(FEATURES[KNOWN].cases, weights.of, strict=True):
        for feature, of in zip(FEATURES, table, strict=True):
            print(known, feature.name, dict(zip(feature.cases, of, strict=True)))
    if options.out:
        write(options.out, weights, reached)


def write(path: Path, weights: Weights, cross_validated: float) -> None:
    """Write the weights as data."""
    lines = [
        "# What each case of each comparison weighs, in log odds that two mentions are of one incident, by how many of",
        '# their days are known. The weight under "days known" itself is that of a pair of which nothing else is.',
        "# Learned by training/linking/train.py from the train half of reports on incidents in Syria, as Airwars'",
        "# researchers grouped them (archived in carsspacee88-crypto/syrian-archive-airwars); numbers alone, no text.",
        f"# Cross-validated B-cubed F1 on that half: {cross_validated:.3f}. Licence as the project.",
        "",
        f"unseen = {weights.unseen}",
    ]
    for known, table in zip(FEATURES[KNOWN].cases, weights.of, strict=True):
        for feature, of in zip(FEATURES, table, strict=True):
            lines += ["", f"[{json.dumps(known)}.{json.dumps(feature.name)}]"]
            lines += [f"{json.dumps(case)} = {value}" for case, value in zip(feature.cases, of, strict=True)]
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
