"""How linking scales: incident mentions made with the spread of the real ones, linked on one core.

Usage: python -m bench.linking [--mentions N] [--seed N]

Makes profiles rather than texts: reading costs what it costs, and is measured elsewhere. Of the train half of the Syria
reports come the shares: 3.9 reports an incident with a long tail, 45 in 100 without a day, of which half name a weekday
and a quarter a day of the year, one place in ten not located, and a third of the words an incident's own. Incidents are
spread over ten years and 3,000 places of uneven weight, as in one country at war. Prints seconds, the peak of memory
and, since the truth is known, pairwise precision and recall; these say that the work was done, not how good linking is.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Sequence

import numpy as np

from onrecord.linking.calendar import UNKNOWN
from onrecord.linking.candidates import candidates
from onrecord.linking.clusters import cluster
from onrecord.linking.features import compare
from onrecord.linking.profiles import Bounds, Profile, Table
from onrecord.linking.weights import load_weights
from onrecord.model import MentionRef

DAYS, PLACES = 3650, 3000
VOCABULARY = 60_000
START = 736_000


def made(mentions: int, seed: int) -> tuple[list[Profile], np.ndarray]:
    """Make profiles and, for each, the number of the incident that it tells of."""
    rng = np.random.default_rng(seed)
    lat, lon = rng.uniform(32.5, 37, PLACES), rng.uniform(36, 42, PLACES)
    weight = 1 / np.arange(1, PLACES + 1) ** 0.8
    common = 1 / np.arange(1, VOCABULARY + 1) ** 0.9
    ranks, places = np.cumsum(common / common.sum()), np.cumsum(weight / weight.sum())
    # Hashes are spread at random over their range, whatever the word's rank.
    hashes = rng.choice(2**31 - 1, VOCABULARY, replace=False)
    profiles: list[Profile] = []
    truth: list[int] = []
    incident = 0
    while len(profiles) < mentions:
        day, place = START + int(rng.integers(DAYS)), int(_drawn(rng, places, 1)[0])
        own = _drawn(rng, ranks, 24)
        kind, killed = 1 << int(rng.integers(4)), int(rng.geometric(0.35))
        for _ in range(min(60, int(rng.geometric(1 / 3.9)))):
            told = np.unique(np.r_[rng.choice(own, 12), _drawn(rng, ranks, 24)])  # a third of them the incident's
            words = tuple(sorted(hashes[told].tolist())[:48])
            partial = rng.random()
            dated = rng.random() < 0.55
            sharp = day + int(rng.choice((0, 0, 0, 0, 0, 0, 0, 0, 0, 1)))
            located = rng.random() < 0.9
            profiles.append(
                Profile(
                    MentionRef(f"r{len(profiles):08d}", "i1"),
                    language=int(rng.choice((1, 1, 1, 1, 1, 1, 1, 1, 1, 2))),
                    first_day=sharp if dated else UNKNOWN,
                    last_day=sharp if dated else UNKNOWN,
                    published=sharp + int(rng.integers(2)) if dated else UNKNOWN,
                    weekday=day % 7 + 1 if dated or partial < 0.5 else UNKNOWN,
                    day_of_year=day % 365 if dated or partial < 0.25 else UNKNOWN,
                    lat=float(lat[place]) if located else float("nan"),
                    lon=float(lon[place]) if located else float("nan"),
                    radius_km=5.0 if located else float("nan"),
                    found=located,
                    place=place if located else UNKNOWN,
                    kind=kind,
                    killed=Bounds(killed, killed) if rng.random() < 0.5 else Bounds(),
                    words=words,
                )
            )
            truth.append(incident)
        incident += 1
    return profiles[:mentions], np.array(truth[:mentions])


def _drawn(rng: np.random.Generator, cumulative: np.ndarray, many: int) -> np.ndarray:
    """Draw numbers by their cumulative shares."""
    return np.minimum(np.searchsorted(cumulative, rng.random(many)), len(cumulative) - 1)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.linking", description=str(__doc__).splitlines()[0])
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    profiles, truth = made(given.mentions, given.seed)
    begun = time.perf_counter()

    def lap(name: str) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"{name:<28}{time.perf_counter() - begun:8.1f} s   peak {peak:.2f} GiB", flush=True)

    table = Table.of(profiles)
    lap("table")
    pairs = candidates(table)
    lap(f"{len(pairs):,} candidate pairs")
    weights = load_weights()
    odds = weights.log_odds(compare(table, pairs))
    lap("compared")
    groups = cluster(pairs, odds, [{number} for number in table.report.tolist()], len(table), weights.unseen)
    lap(f"{len(groups):,} incidents")
    found = np.empty(len(table), np.int64)
    for number, group in enumerate(groups):
        found[group] = number
    both = _pairs(truth * (len(groups) + 1) + found)
    print(f"pairs: precision {both / max(1, _pairs(found)):.3f}, recall {both / max(1, _pairs(truth)):.3f}")
    return 0


def _pairs(labels: np.ndarray) -> int:
    many = np.unique(labels, return_counts=True)[1]
    return int((many * (many - 1) // 2).sum())


if __name__ == "__main__":
    sys.exit(main())
