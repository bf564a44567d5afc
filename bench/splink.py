"""Splink on the same mentions: what a general engine of record linkage makes of them, beside linking's own weights.

Usage: python -m bench.splink --readings FOLDER [--data ../shared]

Takes the main mention of each Syria report as linking profiles it, lets Splink (Fellegi and Sunter's model in DuckDB)
learn m from the train half's incidents and u from random pairs, and clusters each half's links at the threshold that
does best on train. Prints B-cubed F1 by the scorer. ``--readings`` holds or keeps the readings (train.pickle,
dev.pickle) as ``bench.syria --readings`` writes them. Splink is no dependency: ``pip install splink pyarrow`` first.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import logging
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench import syria
from bench.scorers import DATA, scorer
from onrecord.linking.calendar import UNKNOWN
from onrecord.linking.link import all_mentions
from onrecord.linking.profiles import Profile, Table, profile

_NEEDED = ("splink", "pyarrow")
_WEIGHTS = (-4, -2, 0, 2, 4, 6, 8, 10, 12)
"""Match weights tried as thresholds, in bits."""


def table_of(profiles: Sequence[Profile], gold: dict[str, str]) -> Any:
    """Make an Arrow table of one mention a report; what is not known is null."""
    arrow = importlib.import_module("pyarrow")
    phrases = Table.of(profiles).phrases.tolist()

    def day(ordinal: int) -> date | None:
        return None if ordinal == UNKNOWN else date.fromordinal(ordinal)

    def known(number: float) -> Any:
        return None if number == UNKNOWN or number != number else number

    rows = [
        {
            "unique_id": one.ref.report,
            "incident": gold.get(one.ref.report),
            "day": day(one.first_day),
            "published": day(one.published),
            "weekday": known(one.weekday),
            "day_of_year": known(one.day_of_year),
            "lat": known(one.lat),
            "lon": known(one.lon),
            "place": known(one.place),
            "kind": one.kind or None,
            "killed": known(one.killed.low),
            "injured": known(one.injured.low),
            "words": list(one.words),
            "phrases": [key for key in told if key != UNKNOWN],
        }
        for one, told in zip(profiles, phrases, strict=True)
    ]
    return arrow.Table.from_pylist(rows)


def settings() -> Any:
    """Say what Splink compares and which pairs it makes: much what linking does."""
    splink = importlib.import_module("splink")
    library = importlib.import_module("splink.comparison_library")
    block = splink.block_on
    return splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            library.AbsoluteDateDifferenceAtThresholds(
                "day", input_is_string=False, metrics=["day", "day"], thresholds=[1, 3]
            ),
            library.ExactMatch("weekday"),
            library.ExactMatch("day_of_year"),
            library.ExactMatch("place").configure(term_frequency_adjustments=True),
            library.DistanceInKMAtThresholds("lat", "lon", km_thresholds=[3, 10, 25]),
            library.ExactMatch("kind"),
            library.ExactMatch("killed").configure(term_frequency_adjustments=True),
            library.ExactMatch("injured").configure(term_frequency_adjustments=True),
            library.ArrayIntersectAtSizes("words", [24, 12, 6, 3]),
            library.ArrayIntersectAtSizes("phrases", [6, 3, 1]),
        ],
        blocking_rules_to_generate_predictions=[
            block("day"),
            block("published"),
            block("place", "weekday"),
            block("place", "killed"),
            block("place", "injured"),
            block("phrases", arrays_to_explode=["phrases"]),
        ],
    )


def clusters(rows: Any, model: Any) -> tuple[Any, Any]:
    """Give a linker over rows, and its scored pairs."""
    splink = importlib.import_module("splink")
    api = importlib.import_module("splink.backends.duckdb").DuckDBAPI()
    linker = splink.Linker(api.register(rows), model, log_level=logging.ERROR)
    if not isinstance(model, dict):
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        linker.training.estimate_m_from_label_column("incident")
    return linker, linker.inference.predict(threshold_match_weight=min(_WEIGHTS))


def main(argv: Sequence[str] | None = None) -> int:
    """Run it. Exit status 0 also where Splink is absent: then it says so."""
    parser = argparse.ArgumentParser(prog="python -m bench.splink", description=str(__doc__).splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--readings", type=Path, required=True, help="folder of train.pickle and dev.pickle")
    given = parser.parse_args(argv)
    absent = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if absent:
        print(f"skipped: {' and '.join(absent)} not installed; pip install {' '.join(_NEEDED)}", file=sys.stderr)
        return 0
    score = scorer(given.data, "airwars")
    model: Any = settings()
    chosen: int | None = None
    for half in ("train", "dev"):
        reports = syria.rows(given.data, half, None, None)
        gold = {row["id"]: row["incident_ids"][0] for row in reports if len(row["incident_ids"]) == 1}
        told = all_mentions(syria.readings(reports, given.readings / f"{half}.pickle"))
        profiles = [profile(one.reading, one.mention) for one in told if one.mention.main or not one.reading.incidents]
        linker, found = clusters(table_of(profiles, gold), model)
        reached = {}
        for weight in _WEIGHTS:
            made = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_weight=weight)
            groups: dict[str, list[str]] = {}
            for row in made.as_record_list():
                groups[row["unique_id"]] = [str(row["cluster_id"])]
            reached[weight] = score.bcubed(gold, groups)
        chosen = chosen if chosen is not None else max(_WEIGHTS, key=lambda weight: reached[weight]["f1"])
        for weight, figures in reached.items():
            print(f"{half:6}threshold {weight:4} bits {figures}{'  <- best on train' if weight == chosen else ''}")
        model = linker.misc.save_model_to_json()
    return 0


if __name__ == "__main__":
    sys.exit(main())
