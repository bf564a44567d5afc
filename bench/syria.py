"""Figures on the Syria reports, Arabic and English: each report read by itself, or all of a half linked and assessed.

Usage: python -m bench.syria reports [--half train|dev] [--language ar|en] [--sample N] [--lines FILE]
       python -m bench.syria assess  [--half train|dev] [--language ar|en] [--readings FILE] [--lines FILE]

Feeds what the data's README says (title, address, publisher, date of publication, language), runs the whole reader
(``flow.read``) and hands its lines to the scorer that lies beside the data: each report is held against the coding of
its one incident. ``assess`` links the readings (``linking.link``), assesses each incident (``assess_linked``) and
scores what ``onrecord assess --format jsonl`` would print; ``--readings`` keeps what was read in a file, and takes it
from there when the file exists. ``--sample N`` reads N reports spread evenly over the half; ``--lines`` keeps what was
scored.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.scorers import DATA, scorer
from onrecord.assessing import assess_linked, load_scheme
from onrecord.errors import InputError, OnrecordError
from onrecord.flow import read
from onrecord.linking import link
from onrecord.model import Reading, Report
from onrecord.publishing.compose import compose_incident, compose_reading
from onrecord.reading import Reader
from onrecord.settings import Settings

HALVES = ("train", "dev")
FED = ("id", "text", "title", "url", "publisher", "published", "language")
"""What of a row the reader is given; the rest is the researchers'."""


def rows(data: Path, half: str, language: str | None, sample: int | None) -> list[dict[str, Any]]:
    """The reports of a half in their order, every one or ``sample`` of them spread evenly."""
    text = (data / "data" / "airwars" / half / "syria_reports.jsonl").read_text("utf-8")
    found = [json.loads(line) for line in text.splitlines() if line.strip()]
    found = [row for row in found if language in (None, row["language"])]
    if sample is None or sample >= len(found):
        return found
    return [found[n * len(found) // sample] for n in range(sample)]


def fed_of(reports: Sequence[Mapping[str, Any]]) -> list[Report]:
    """The reports as the reader is given them."""
    return [Report(sha256="0" * 64, **{name: row.get(name) for name in FED}) for row in reports]


def readings(reports: Sequence[Mapping[str, Any]], kept: Path | None) -> list[Reading]:
    """Read the reports, or take those of an earlier run from ``kept``; one in a language not read yet is left out.

    ``kept`` is a pickle that this benchmark wrote itself; give it no other.
    """
    if kept is not None and kept.exists():
        with kept.open("rb") as stream:
            found: list[Reading] = pickle.load(stream)
        wanted = {row["id"] for row in reports}
        return [one for one in found if one.report.id in wanted]
    found = []
    for done in Reader(Settings()).read(fed_of(reports)):
        if isinstance(done, InputError):
            print(done, file=sys.stderr)
        else:
            found.append(done)
    if kept is not None:
        with kept.open("wb") as stream:
            pickle.dump(found, stream)
    return found


def incident_lines(found: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    """Link and assess: the lines that ``onrecord assess --format jsonl`` would print."""
    scheme = load_scheme("airwars")
    for linked in link(found):
        yield dict(compose_incident(assess_linked(linked, scheme)))


def lines(reports: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Read each report by itself: the line that ``onrecord read --format jsonl`` would print, without its text.

    A report that could not be read gives a line without incidents, and its cause on standard error.
    """
    fed = fed_of(reports)
    for report, done in zip(fed, read(fed, Settings(), load_scheme("airwars")), strict=True):
        if isinstance(done, InputError):
            print(done, file=sys.stderr)
            yield {"report": {"id": report.id}, "incidents": []}
        elif isinstance(done, OnrecordError):
            raise done
        else:
            yield dict(compose_reading(done.reading, done.incidents, with_text=False))


def figures(
    data: Path, half: str, language: str | None, reports: Sequence[Mapping[str, Any]], lines_at: Path, what: str
) -> Any:
    """Hand the lines at ``lines_at`` to the scorer, with the reports that were read alone."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as gold:
        gold.write("".join(json.dumps(row) + "\n" for row in reports))
        gold.flush()
        incidents = data / "data" / "airwars" / half / "syria_incidents.jsonl"
        score = scorer(data, "airwars")
        scored = score.readings if what == "reports" else score.syria
        return scored(incidents, gold.name, lines_at, language=language)


FLOORED = (
    "any_incident",
    "date",
    "date_earlier",
    "killed_stated",
    "killed_right",
    "killed_silent",
    "injured_stated",
    "injured_right",
    "party_stated",
    "party_right",
    "kind_stated",
    "kind_right",
    "place_25km",
)
"""The figures of Arabic reports that have a pinned floor on the dev half."""


def arabic_figures(data: Path) -> dict[str, float]:
    """Measure the Arabic reports of the dev half, each by itself: the share of each figure."""
    reports = rows(data, "dev", "ar", None)
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder) / "lines.jsonl"
        at.write_text("".join(json.dumps(line) + "\n" for line in lines(reports)), "utf-8")
        scored = figures(data, "dev", "ar", reports, at, "reports")
    return {name: row["share"] for name, row in scored.items()}


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.syria", description=str(__doc__).splitlines()[0])
    parser.add_argument("what", choices=("reports", "assess"), help="what is scored: each report by itself, or all")
    parser.add_argument("--half", choices=HALVES, default="dev")
    parser.add_argument("--language", choices=("ar", "en"))
    parser.add_argument("--sample", type=int)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--readings", type=Path, help="assess: keep the readings here, or take them from here")
    parser.add_argument("--lines", type=Path, help="keep the lines that were scored here")
    given = parser.parse_args(argv)
    reports = rows(given.data, given.half, given.language, given.sample)
    with tempfile.TemporaryDirectory() as folder:
        at = given.lines or Path(folder) / "lines.jsonl"
        begun = time.process_time()
        with at.open("w", encoding="utf-8") as out:
            made = lines(reports) if given.what == "reports" else incident_lines(readings(reports, given.readings))
            for line in made:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        spent = time.process_time() - begun
        for name, row in figures(given.data, given.half, given.language, reports, at, given.what).items():
            shown = {key: value for key, value in row.items() if key != "per_class"} | dict(row.get("per_class", {}))
            print(f"{name:<16}" + "".join(f"{key} {value!s:<9}" for key, value in shown.items()))
    words = sum(len(row["text"].split()) for row in reports)
    print(f"{len(reports)} reports, {words:,} words, {words / max(spent, 1e-9):,.0f} words a second of processor time")
    return 0


if __name__ == "__main__":
    sys.exit(main())
