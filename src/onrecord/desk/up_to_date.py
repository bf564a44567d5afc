"""The archive's incidents brought up to date: what is not read is read, all is linked, every incident has its id."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from onrecord import flow
from onrecord.archive import Archive, ReadingToKeep
from onrecord.assessing import Scheme
from onrecord.desk.messages import Messages
from onrecord.errors import ArchiveError, InputError
from onrecord.model import Linked, Member, Reading, Report
from onrecord.publishing import compose_reading, decompose_reading, json_line
from onrecord.reading import Reader
from onrecord.reviewing import standing_judgements
from onrecord.settings import Settings

_READ_AT_ONCE = 64
"""Reports read before their readings are kept: what a kill costs."""


@dataclass(frozen=True, slots=True)
class By:
    """Who brings an archive up to date, and with what."""

    who: str
    settings: Settings
    scheme: Scheme
    """The one that readings are kept under."""
    made_by: dict[str, Any]
    reader: Reader | None = None


@dataclass(slots=True)
class UpToDate:
    """What bringing an archive up to date left."""

    incidents: tuple[Linked, ...] = ()
    """Each under its id in the archive, in order of report ids."""
    readings: int = 0
    read: int = 0
    """Reports read now."""
    failed: int = 0
    """Reports that could not be read now; each was named."""
    unread: int = 0
    """Reports of which no run has a reading."""
    changes: Counter[str] | None = None
    """How many ids were opened, changed, split, merged, ended or taken up again."""
    as_of: int = 0
    """The last entry among the readings and deletions that this is made of."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Key of each report that was read -> its id, told apart from those of others that bear the same one."""


def bring_up_to_date(archive: Archive, by: By, messages: Messages, *, read: bool = True) -> UpToDate:
    """Read what has no reading by this version, link all readings, and settle every incident's id.

    With ``read`` false, readings are taken as they are. ArchiveError where others read reports meanwhile.
    """
    left = UpToDate()
    if read:
        _read(archive, by, messages, left)
    as_of = left.as_of = archive.last_reading()
    loaded = list(_load(archive))
    left.readings = len(loaded)
    left.unread = archive.totals()["reports"] - len(loaded)
    names = {key: reading.report.id for key, reading in loaded}
    left.names = names
    key_of = {name: key for key, name in names.items()}
    told = {key: members_of(key, reading) for key, reading in loaded}
    judged, contradicted = standing_judgements(archive.link_judgements(), told, names)
    for one in contradicted:
        messages.say(
            f"judgement {one.entry} ({one.verdict.value}, {one.who}, {one.at[:10]}) is not followed throughout: "
            "newer ones contradict it"
        )
    groups = flow.group((reading for _, reading in loaded), judged)
    members = [[Member.of(key_of[told.reading.report.id], told.mention) for told in one.mentions] for one in groups]
    settled = archive.settle_incidents(by.who, members, as_of)
    left.incidents = tuple(replace(one, id=name) for one, name in zip(groups, settled.ids, strict=True))
    left.changes = Counter(one.change for one in settled.changes)
    return left


def members_of(key: str, reading: Reading) -> list[Member]:
    """Give the mentions of a report; of one in which no incident was found, the report as a whole."""
    found = [Member.of(key, mention) for mention in reading.incidents]
    return found or [Member(key, f"{reading.report.key}:whole", main=True, at=())]


def reading_of(key: str, report: Report, line: str) -> Reading:
    """Make a reading of its line again. ArchiveError where the line is none."""
    try:
        return decompose_reading(json.loads(line), report)
    except (KeyError, ValueError, TypeError) as error:
        raise ArchiveError(
            f"the reading of report {key[:12]} is none: {error!r}", where=report.id, do="Run onrecord verify"
        ) from error


def _read(archive: Archive, by: By, messages: Messages, left: UpToDate) -> None:
    """Read every report that this version, with its models, lexicons and gazetteers, has not read yet."""
    run: int | None = None
    for new in _runs(archive.reports(not_read_by=by.made_by)):
        if run is None:
            run = archive.begin_run(by.who, by.made_by)
        results = []
        read = flow.read((report for _, report in new), by.settings, by.scheme, by.reader)
        for (key, _), result in zip(new, read, strict=True):
            if isinstance(result, InputError):
                left.failed += 1
                messages.failure(result)
                results.append(ReadingToKeep(key, None, str(result)))
            else:
                left.read += 1
                line = json_line(compose_reading(result.reading, result.incidents, with_text=False))
                results.append(ReadingToKeep(key, line))
        archive.keep_readings(by.who, run, results)


def _runs(reports: Iterator[tuple[str, Report]]) -> Iterator[Sequence[tuple[str, Report]]]:
    while found := list(islice(reports, _READ_AT_ONCE)):
        yield found


def _load(archive: Archive) -> Iterator[tuple[str, Reading]]:
    """Give the latest reading of each report, by its key.

    Reports that were received under one name, and are not the same, get the start of their key behind it.
    """
    found = [(key, reading_of(key, report, line)) for key, report, line in archive.latest_readings()]
    borne = Counter(reading.report.id for _, reading in found)
    for key, reading in found:
        report = reading.report
        if borne[report.id] > 1:
            reading = replace(reading, report=replace(report, id=f"{report.id}#{key[:12]}"))
        yield key, reading
