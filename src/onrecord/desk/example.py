"""The bundled example as an archive: its reports added, read and linked, and its review begun."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from importlib import resources
from pathlib import Path
from typing import Any

from onrecord.archive import Archive, Place
from onrecord.desk.desk import Desk
from onrecord.desk.views import Filters, IncidentView, JobState, JobView
from onrecord.errors import ArchiveError
from onrecord.model import About, Call, Subject
from onrecord.reading import Reader
from onrecord.settings import Settings

REVIEWER = "example reviewer"
"""Who decided, in the ledger of the example."""
_FILES = ("reports/agency.html", "reports/charity.txt", "reports/outlet.jsonl", "review/reports.jsonl")
_PAUSE = 0.2
"""Seconds between two looks at the job that reads the reports."""


def make_example(place: Place, settings: Settings, who: str, *, reader: Reader | None = None) -> None:
    """Make an archive of the bundled example at a place where there is none, reviewed half-way.

    ArchiveError where there is an archive already, the folder cannot be written, or a report could not be read.
    """
    Archive.init(place, who).close()
    with Desk.open(place, settings, reader=reader) as desk, ExitStack() as stack:
        folder = resources.files("onrecord") / "examples"
        files = [
            (Path(name).name, stack.enter_context(resources.as_file(folder.joinpath(*name.split("/")))))
            for name in _FILES
        ]
        job = _ended(desk, desk.add_files(who, files).number)
        if job.state is JobState.FAILED:
            raise ArchiveError(f"the example could not be added: {job.message}", where=str(place))
        decisions = tomllib.loads((folder / "review" / "decisions.toml").read_text("utf-8"))["decision"]
        for said in decisions:
            _decide(desk, said)


def _ended(desk: Desk, number: int) -> JobView:
    while True:
        found = desk.job(number)
        if found is None:
            raise ArchiveError("the example could not be added: its job is gone", do="Try it again")
        if found.state in {JobState.DONE, JobState.FAILED}:
            return found
        time.sleep(_PAUSE)


def _decide(desk: Desk, said: Mapping[str, Any]) -> None:
    """Make one decision; where the reader finds no such thing any more, there is nothing to decide."""
    for view in _incidents(desk):
        key = next((card.key for card in view.reports if card.id == said["report"]), None)
        if key is None:
            continue
        about, call = About(said["about"]), Call(said["call"])
        subject = Subject(about, incident=view.id)
        if "words" in said:
            found = [
                one
                for one in view.incident[f"{about.value}s"]
                if one["report"] == said["report"] and said["words"] in _words(one)
            ]
            if not found:
                return
            at = found[0]["content"]["passages"] if about is About.CLAIM else found[0]["passages"]
            passages = tuple((start, end) for _, start, end in at)
            subject = Subject(about, incident=view.id, report=key, item=found[0]["id"], at=passages)
        desk.decide(REVIEWER, subject, call, said.get("value"), said.get("note", ""), seen=view.latest)
        return


def _incidents(desk: Desk) -> Iterator[IncidentView]:
    for row in desk.queue(Filters(), per_page=100).rows:
        view = desk.incident(row.id)
        if view is not None:
            yield view


def _words(found: Mapping[str, Any]) -> str:
    return str(found["content"]["words"] if "content" in found else found["words"])
