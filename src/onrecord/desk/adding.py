"""Adding to an archive: bytes into custody, reports found in them, and their readings, batch by batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, BinaryIO

from onrecord import flow
from onrecord.archive import Acknowledged, Archive, ReadingToKeep, Receiving
from onrecord.assessing import Scheme
from onrecord.desk.messages import Messages
from onrecord.errors import InputError, OnrecordError
from onrecord.intake import IntakeOptions, receive
from onrecord.model import Report
from onrecord.publishing import compose_reading, json_line
from onrecord.reading import Reader
from onrecord.settings import Settings

_ITEMS, _BYTES, _SECONDS = 4_000, 32_000_000, 2.0
"""A batch is acknowledged when it has this many items or bytes, or has waited so long. Files go into 256 folders, each
of which is synced with every batch: of 500 files, that was nearly one folder for two of them."""
_ITEMS_READ = 64
"""Items of a batch that is read as well: reading takes a tenth of a second a report, and results should show."""
_SHOWN = tuple(one.name for one in fields(Acknowledged))


@dataclass(frozen=True, slots=True)
class Reading:
    """How reports are read when they are added: the run's scheme, what it is made by, and a reader loaded already."""

    scheme: Scheme
    made_by: dict[str, Any]
    reader: Reader | None = None


@dataclass(slots=True)
class _Adding:
    """One run of ``add``."""

    archive: Archive
    receiving: Receiving
    who: str
    settings: Settings
    reading: Reading | None
    show: Callable[[dict[str, Any]], None]
    messages: Messages
    names: Mapping[str, str] = field(default_factory=dict)
    """Where an input lies -> the name under which it was given, where that is another one."""
    name: str | None = None
    """The input kept last."""
    waiting: list[Report] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)
    run: int | None = None
    files: int = 0
    reports: int = 0
    again: int = 0
    failed: int = 0

    def keep(
        self,
        name: str,
        stream: BinaryIO,
        *,
        url: str | None = None,
        media_type: str | None = None,
        part_of: str | None = None,
    ) -> BinaryIO:
        """Take an input into custody."""
        kept = self.receiving.keep(self.given(name), stream, url=url, media_type=media_type, part_of=part_of)
        self.name = name
        return kept

    def take(self, item: Report | InputError) -> None:
        """Take what intake gives, and commit when a batch is full."""
        if isinstance(item, Report):
            item = replace(item, id=self.given(item.id))
            self.receiving.add(item)
            self.waiting.append(item)
            for note in item.notes:
                self.messages.note(item.id, note)
        else:
            self.failed += 1
            self.messages.failure(item)
            if self.name is not None and _stands_in(item, self.name):
                self.receiving.add(self._named(item))
        items = _ITEMS if self.reading is None else _ITEMS_READ
        full = self.receiving.waiting >= items or self.receiving.waiting_bytes >= _BYTES
        if full or time.monotonic() - self.since >= _SECONDS:
            self.commit()

    def given(self, name: str) -> str:
        """Give the name under which an input, or a part of one, was given."""
        for path, given in self.names.items():
            if name == path or name.startswith((f"{path}#", f"{path},", f"{path}/")):
                return given + name[len(path) :]
        return name

    def _named(self, error: InputError) -> InputError:
        if error.where is None or self.given(error.where) == error.where:
            return error
        named = type(error)(error.why, where=self.given(error.where), do=error.do)
        named.__cause__ = error.__cause__
        return named

    def commit(self) -> None:
        """Acknowledge what waits, read it, and show both."""
        done = self.receiving.commit()
        reports, self.waiting = self.waiting, []
        keys = [one.report for one in done if one.report]
        outcomes = dict(self._read([(key, report) for key, report in zip(keys, reports, strict=True) if key]))
        for one in done:
            self.files += one.report is None and one.why is None and one.new_file
            if one.report:
                self.reports += one.new_report
                self.again += not one.new_report
            self.show({name: getattr(one, name) for name in _SHOWN} | {"reading": outcomes.get(one.report or "")})
        self.since = time.monotonic()

    def _read(self, found: list[tuple[str, Report]]) -> Iterator[tuple[str, str]]:
        """Read reports that this reader has not read yet, and keep their readings."""
        if self.reading is None or not found:
            return
        already = self.archive.read_already([key for key, _ in found], self.reading.made_by)
        new = {key: report for key, report in found if key not in already}
        yield from ((key, "read before") for key in already)
        if not new:
            return
        if self.run is None:
            self.run = self.archive.begin_run(self.who, self.reading.made_by)
        results: list[ReadingToKeep] = []
        read = flow.read(new.values(), self.settings, self.reading.scheme, self.reading.reader)
        for key, result in zip(new, read, strict=True):
            if isinstance(result, InputError):
                self.failed += 1
                self.messages.failure(result)
                results.append(ReadingToKeep(key, None, str(result)))
            else:
                line = json_line(compose_reading(result.reading, result.incidents, with_text=False))
                results.append(ReadingToKeep(key, line))
        self.archive.keep_readings(self.who, self.run, results)
        yield from ((one.report, "read" if one.line else "not read") for one in results)

    def close(self) -> int:
        """Say how it went, and give the exit code."""
        said = f"{self.reports} reports added in {self.files} new files"
        if self.again:
            said += f"; {self.again} were there already"
        if self.failed:
            said += f"; {self.failed} could not be read"
        self.messages.say(said)
        return 1 if self.failed else 0


def add(
    archive: Archive,
    inputs: Sequence[str],
    options: IntakeOptions,
    settings: Settings,
    *,
    who: str,
    reading: Reading | None,
    show: Callable[[dict[str, Any]], None],
    messages: Messages,
    stdin: BinaryIO | None = None,
    despite_deletion: bool = False,
    names: Mapping[str, str] | None = None,
) -> int:
    """Add inputs to an archive and show each item when it is acknowledged; gives the exit code.

    ``names`` are the names under which inputs were given, by where they lie, where those are others: what was dropped
    on a page is kept under its own name.

    What an error or a key stroke cuts short is not acknowledged; run it again, and nothing is doubled. Raises
    ArchiveError where the archive takes no more.
    """
    if archive.unfinished:
        messages.say(f"deletions by order are not finished yet: {archive.unfinished}")
    if archive.tidied:
        messages.say(f"removed {archive.tidied} files of an add that was cut short and never acknowledged them")
    with archive.receiving(who, despite_deletion=despite_deletion) as receiving:
        adding = _Adding(archive, receiving, who, settings, reading, show, messages, names or {})
        try:
            for item in receive(inputs, options, settings, stdin=stdin, keep=adding.keep):
                adding.take(item)
            adding.commit()
        except KeyboardInterrupt:
            messages.say(f"stopped: {adding.reports} reports are in the archive; run it again for the rest")
            return 130
        except OnrecordError:
            messages.say(f"{adding.reports} reports are in the archive; run it again for the rest")
            raise
        return adding.close()


def _stands_in(error: InputError, name: str) -> bool:
    """Tell whether an error was met in an input that was kept, or beside a part of it, not in one that never opened."""
    outer = "standard input" if name == "-" else name.partition("#")[0]
    return error.where is None or error.where == outer or error.where.startswith((f"{outer},", f"{outer}#"))
