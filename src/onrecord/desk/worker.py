"""One job in a process of its own: adds, brings up to date, makes the catalogue, and says how it goes line by line.

It takes what to do as JSON on standard input and writes JSON lines to standard output; the desk puts the catalogue that
it made in place.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.archive import Archive, Place
from onrecord.archive.catalogue import Catalogue
from onrecord.assessing import load_scheme
from onrecord.desk.adding import Reading, add
from onrecord.desk.cataloguing import make_catalogue, shown
from onrecord.desk.made_by import made_by
from onrecord.desk.up_to_date import By, bring_up_to_date
from onrecord.errors import InputError, OnrecordError
from onrecord.intake import IntakeOptions
from onrecord.reading import Reader
from onrecord.settings import Settings

Tell = Callable[[Mapping[str, Any]], None]
_TRIES = 3
"""Times that all is brought up to date again where people merged or split meanwhile."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a job is to do."""

    place: str
    files: str | None
    who: str
    names: Sequence[str] = ()
    """Of the inputs, as they were given."""
    inputs: Sequence[str] = ()
    """Where each lies, or its address."""
    settings: Mapping[str, str] = field(default_factory=dict)
    read: bool = True


@dataclass(slots=True)
class Told:
    """Passes on what is said while a job runs."""

    tell: Tell
    names: Mapping[str, str]
    adding: bool = False
    """While inputs are added, each failure is told as what came of its input, and not a second time."""
    failed: dict[str, str] = field(default_factory=dict)
    """Inputs that failed while they were added, and why."""
    shown: set[str] = field(default_factory=set)
    """Inputs of which it was told what came of them."""

    def say(self, words: str) -> None:
        """Pass a line on."""
        self.tell({"message": self.named(words)})

    def failure(self, error: OnrecordError) -> None:
        """Name an input that could not be read."""
        if isinstance(error, InputError):
            if self.adding:
                self.failed[self.named(error.where or "")] = self.named(str(error))
                return
            self.tell({"item": self.named(error.where or ""), "outcome": "not read", "why": self.named(str(error))})
        else:
            self.say(str(error))

    def item(self, name: str, outcome: str, report: str | None, why: str | None) -> None:
        """Tell what came of an input, or of something in it."""
        name = self.named(name)
        self.shown.add(name)
        self.tell({"item": name, "outcome": outcome, "report": report, "why": self.named(why) if why else None})

    def note(self, where: str, words: str) -> None:
        """Pass on what intake had to decide."""
        self.tell({"message": f"{self.named(where)}: {words}"})

    def named(self, words: str) -> str:
        """Give things the names under which they were given, whatever folder they were kept in."""
        for path, name in self.names.items():
            words = words.replace(path, name)
        return words


def work(task: Task, archive: Archive, settings: Settings, tell: Tell, reader: Reader | None = None) -> Path:
    """Do a job with an archive that is open for writing; gives the file of the catalogue that was made.

    OnrecordError where it cannot be done; what was acknowledged stands.
    """
    scheme = load_scheme(settings.scheme)
    made = made_by(settings, settings.scheme)
    told = Told(tell, dict(zip(task.inputs, task.names, strict=True)))
    if task.inputs:
        tell({"stage": "adding", "total": len(task.inputs), "done": 0})
        _add(task, archive, settings, told, Reading(scheme, made, reader))
    for _ in range(_TRIES):
        tell({"stage": "linking"})
        standing = archive.standing_of()
        now = bring_up_to_date(archive, By(task.who, settings, scheme, made, reader), told, read=task.read)
        after = archive.standing_of()
        if after.link == standing.link:
            break
    tell({"stage": "cataloguing", "done": 0, "total": len(now.incidents)})

    def progress(done: int, total: int) -> None:
        tell({"done": done, "total": total})

    catalogue = Catalogue(archive.place)
    return make_catalogue(catalogue, archive, now, shown(standing, now, after), scheme, progress)


def _add(task: Task, archive: Archive, settings: Settings, told: Told, reading: Reading) -> None:
    done = 0
    bare: dict[int, str] = {}
    """Receipts of bytes of which nothing was told yet but that they came."""

    def show(item: Mapping[str, Any]) -> None:
        nonlocal done
        if item["report"] is None and item["why"] is None and not item["row"]:
            done += 1
            bare[item["receipt"]] = item["name"]
            told.tell({"done": min(done, len(task.inputs)), "total": len(task.inputs)})
            return
        bare.pop(item["receipt"], None)
        outcome = item["reading"] or ("listed" if item["row"] else "kept")
        if item["why"]:
            outcome = "not read"
        elif outcome == "kept" and not item["new_report"]:
            outcome = "there already"
        told.item(item["id"] or item["name"], outcome, item["report"], item["why"])

    told.adding = True
    add(
        archive,
        task.inputs,
        IntakeOptions(),
        settings,
        who=task.who,
        reading=reading,
        show=show,
        messages=told,
        names=told.names,
    )
    told.adding = False
    for name, why in told.failed.items():
        if name not in told.shown:
            told.item(name, "not read", None, why)
    for name in bare.values():
        if name not in told.shown:
            told.item(name, "kept", None, None)


def main() -> int:
    """Run the job that standard input names."""
    task = Task(**json.loads(sys.stdin.readline()))
    settings = Settings.read(task.settings)

    def tell(said: Mapping[str, Any]) -> None:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()

    try:
        with Archive.open(Place.of(task.place, task.files), who=task.who) as archive:
            made = work(task, archive, settings, tell)
        tell({"made": str(made)})
    except OnrecordError as error:
        tell({"failed": str(error)})
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
