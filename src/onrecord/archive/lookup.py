"""Looking things up: reports by key, id or hash, with their receipts and readings; what is held in all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

import onrecord.archive.tables as db
from onrecord.archive.canonical import canonical
from onrecord.archive.database import Database
from onrecord.archive.decisions import Standing, decisions, newer_than, standing_of
from onrecord.archive.deletions import ERASED, deletions, gone
from onrecord.archive.incidents import (
    ArchivedIncident,
    count_standing,
    judgements,
    last_reading,
    look_up,
    redirects,
)
from onrecord.archive.place import Place
from onrecord.archive.records import (
    ArchivedListing,
    ArchivedReading,
    ArchivedRelease,
    ArchivedReport,
    Receipt,
    custody_of,
)
from onrecord.archive.store import path_of
from onrecord.errors import ArchiveError, DamagedArchive
from onrecord.model import Decision, LinkJudgement, Report

_CHUNK = 500
"""Reports fetched at a time when all are asked for."""
_HEX = set("0123456789abcdef")


class Lookup:
    """The reading half of an archive. Every method reads a snapshot of its own."""

    def __init__(self, place: Place, database: Database) -> None:
        self.place = place
        self._database = database

    def totals(self) -> dict[str, int]:
        """Count what is held: entries, files, bytes, receipts, reports, items not read, runs, readings and so on.

        Files, bytes and reports are those that are kept; ``deleted`` counts the files that are not any more.
        """
        with self._database.reading() as connection:
            found = {
                "entries": _number(connection, select(func.count()).select_from(db.ledger)),
                "bytes": _number(connection, select(func.coalesce(func.sum(db.files.c.size), 0))),
            }
            for table in db.BOUND:
                found[table.name] = _number(connection, select(func.count()).select_from(table))
            standing = select(func.count()).select_from(db.reports).where(db.reports.c.erased.is_(None))
            found["reports"] = _number(connection, standing)
            away = gone(connection)
            sizes = select(db.files.c.size).where(db.files.c.sha256.in_(sorted(away)))
            found["bytes"] -= sum(connection.execute(sizes).scalars())
            found["files"] -= len(away)
            found["deleted"] = len(away)
            found["incidents"] = count_standing(connection)
        return found

    def identity(self) -> str:
        """Give the archive's name for itself: a UUID, minted when it was made."""
        with self._database.reading() as connection:
            return self._identity(connection)

    def _identity(self, connection: Connection) -> str:
        first = connection.execute(select(db.ledger.c.payload).where(db.ledger.c.seq == 1)).scalar()
        try:
            return str(json.loads(first or "")["archive"])
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedArchive(
                "the first entry of the ledger does not name the archive", where=str(self.place), do="Run verify"
            ) from error

    def find(self, named: str, *, limit: int = 100) -> list[ArchivedReport]:
        """Find reports by key or the start of one (6 digits and more), by id as given, or by the hash of their bytes.

        Gives at most ``limit``, oldest first.
        """
        reports, receipts = db.reports.c, db.receipts.c
        wanted: list[ColumnElement[bool]] = [reports.id == named]
        low = named.lower()
        if 6 <= len(low) <= 64 and set(low) <= _HEX:
            wanted.append(reports.key.between(low, low + "g"))
            if len(low) == 64:
                wanted += [reports.sha256 == low, reports.text_sha256 == low]
                wanted.append(reports.receipt.in_(select(receipts.entry).where(receipts.sha256 == low)))
        with self._database.reading() as connection:
            keys: set[str] = set()
            for one in wanted:
                keys.update(connection.execute(select(reports.key).where(one).limit(limit)).scalars())
            return [report for key in sorted(keys) for report in self._whole(connection, key)][:limit]

    def report(self, key: str) -> ArchivedReport | None:
        """Look one report up by its key; None where there is none."""
        with self._database.reading() as connection:
            return next(self._whole(connection, key), None)

    def find_listed(self, named: str, *, limit: int = 100) -> list[ArchivedListing]:
        """Find rows of incident lists by the list's own id, by key (6 digits and more), or by the hash of a list.

        Gives at most ``limit``, oldest first.
        """
        listed, receipts = db.listed.c, db.receipts.c
        wanted: ColumnElement[bool] = listed.id == named
        low = named.lower()
        if 6 <= len(low) <= 64 and set(low) <= _HEX:
            wanted |= listed.key.between(low, low + "g")
            if len(low) == 64:
                wanted |= listed.receipt.in_(select(receipts.entry).where(receipts.sha256 == low))
        with self._database.reading() as connection:
            found = connection.execute(select(db.listed).where(wanted).order_by(listed.entry).limit(limit))
            return [ArchivedListing(**row._asdict()) for row in found]

    def reports(self, *, not_read_by: Mapping[str, Any] | None = None) -> Iterator[tuple[str, Report]]:
        """Give every report whose words stand with its key, oldest first; few are held at a time.

        With ``not_read_by`` those alone that no run made by this code, models and lexicons has tried to read.
        """
        last = 0
        while True:
            query = select(db.reports).where(db.reports.c.entry > last, db.reports.c.erased.is_(None))
            if not_read_by is not None:
                tried = select(db.readings.c.entry).join(db.runs, db.runs.c.entry == db.readings.c.run)
                tried = tried.where(db.runs.c.made_by == canonical(not_read_by))
                query = query.where(~tried.where(db.readings.c.report == db.reports.c.key).exists())
            query = query.order_by(db.reports.c.entry)
            with self._database.reading() as connection:
                found = connection.execute(query.limit(_CHUNK)).all()
            if not found:
                return
            for row in found:
                yield row.key, _report(row)
            last = found[-1].entry

    def receipts_of(self, sha256: str) -> list[Receipt]:
        """Give every receipt of a file, oldest first."""
        with self._database.reading() as connection:
            return _receipts(connection, db.receipts.c.sha256 == sha256)

    def read_already(self, keys: Sequence[str], made_by: dict[str, Any]) -> set[str]:
        """Tell which reports have a reading made by the same code, models and lexicons."""
        readings, runs = db.readings.c, db.runs.c
        found: set[str] = set()
        with self._database.reading() as connection:
            for start in range(0, len(keys), _CHUNK):
                query = (
                    select(readings.report)
                    .join(db.runs, runs.entry == readings.run)
                    .where(readings.report.in_(keys[start : start + _CHUNK]), runs.made_by == canonical(made_by))
                )
                found.update(connection.execute(query).scalars())
        return found

    def latest_readings(self) -> Iterator[tuple[str, Report, str]]:
        """Give every report that was read with its key and the line of its latest reading, oldest report first.

        A run that could not read a report leaves its earlier reading in force. Few are held at a time.
        """
        every = self.reports()
        while found := list(islice(every, _CHUNK)):
            latest: dict[str, str] = {}
            readings = db.readings.c
            query = (
                select(readings.report, readings.line)
                .where(readings.report.in_([key for key, _ in found]), readings.outcome == "read")
                .where(readings.erased.is_(None))
                .order_by(readings.entry)
            )
            with self._database.reading() as connection:
                latest.update((row.report, row.line) for row in connection.execute(query))
            for key, report in found:
                if key in latest:
                    yield key, report, latest[key]

    def readings_of(self, keys: Sequence[str], up_to: int | None = None) -> list[tuple[str, Report, str]]:
        """Give these reports, where they were read, with the line of their latest reading, in the order of the keys.

        With ``up_to``, readings that came after this entry are passed over.
        """
        found: dict[str, tuple[str, Report, str]] = {}
        readings = db.readings.c
        with self._database.reading() as connection:
            for start in range(0, len(keys), _CHUNK):
                some = list(keys[start : start + _CHUNK])
                query = select(readings.report, readings.line).where(readings.report.in_(some))
                query = query.where(readings.outcome == "read", readings.erased.is_(None)).order_by(readings.entry)
                if up_to is not None:
                    query = query.where(readings.entry <= up_to)
                lines: dict[str, str] = {row.report: row.line for row in connection.execute(query)}
                its = select(db.reports).where(db.reports.c.key.in_(sorted(lines)), db.reports.c.erased.is_(None))
                for row in connection.execute(its):
                    found[row.key] = (row.key, _report(row), lines[row.key])
        return [found[key] for key in keys if key in found]

    def texts_of(self, keys: Sequence[str]) -> dict[str, Report]:
        """Give these reports by key, those erased by order left out."""
        found: dict[str, Report] = {}
        with self._database.reading() as connection:
            for start in range(0, len(keys), _CHUNK):
                query = select(db.reports).where(db.reports.c.key.in_(list(keys[start : start + _CHUNK])))
                for row in connection.execute(query.where(db.reports.c.erased.is_(None))):
                    found[row.key] = _report(row)
        return found

    def decisions(self, after: int = 0) -> list[tuple[Decision, str, tuple[str, ...]]]:
        """Give the decisions newer than an entry, oldest first, each with its subject's key and its reports' keys."""
        with self._database.reading() as connection:
            return decisions(connection, after)

    def redirects(self) -> dict[str, str]:
        """Give where every merged incident went."""
        with self._database.reading() as connection:
            return redirects(connection)

    def standing_of(self) -> Standing:
        """Say how far the archive has come: what a catalogue compares itself with."""
        with self._database.reading() as connection:
            return standing_of(connection)

    def last_entry(self) -> int:
        """Give the number of the ledger's last entry."""
        with self._database.reading() as connection:
            return _number(connection, select(func.max(db.ledger.c.seq)))

    def newer_than(self, standing: Standing) -> int:
        """Count the reports, readings, decisions and judgements of links that came since."""
        with self._database.reading() as connection:
            return newer_than(connection, standing)

    def last_reading(self) -> int:
        """Give the number of the last entry that changed what there is to link."""
        with self._database.reading() as connection:
            return last_reading(connection)

    def last_deletion(self) -> int:
        """Give the number of the last entry by which words were deleted by order; 0 where there is none."""
        with self._database.reading() as connection:
            return _number(connection, select(func.max(db.deletions.c.entry)).where(db.deletions.c.stage == ERASED))

    def incident(self, named: str) -> ArchivedIncident | None:
        """Look an incident up by its id, following where it went; None where no such id was minted."""
        with self._database.reading() as connection:
            return look_up(connection, named)

    def link_judgements(self, after: int = 0) -> list[LinkJudgement]:
        """Give every judgement of a link newer than an entry, oldest first."""
        with self._database.reading() as connection:
            return judgements(connection, after)

    def releases(self, start: int, number: int) -> tuple[list[ArchivedRelease], int]:
        """Give some of what left the house, newest first, and how many releases there are."""
        table = db.releases
        with self._database.reading() as connection:
            rows = connection.execute(select(table).order_by(table.c.entry.desc()).offset(start).limit(number))
            found = [ArchivedRelease(**row._asdict()) for row in rows]
            return found, _number(connection, select(func.count()).select_from(table))

    def bytes_of(self, sha256: str) -> bytes:
        """Give a file's bytes as they were received.

        ArchiveError where an order had them deleted, DamagedArchive where they are not in their place otherwise.
        """
        try:
            return path_of(self.place.files, sha256).read_bytes()
        except OSError as error:
            with self._database.reading() as connection:
                deletion = gone(connection).get(sha256)
            if deletion:
                raise ArchiveError(f"the file {sha256} was {deletion}", where=str(self.place)) from None
            raise DamagedArchive(
                f"the file {sha256} cannot be read: {error.strerror or error}", where=str(self.place), do="Run verify"
            ) from error

    def _whole(self, connection: Connection, key: str) -> Iterator[ArchivedReport]:
        row = connection.execute(select(db.reports).where(db.reports.c.key == key)).first()
        if row is None:
            return
        its = connection.execute(select(db.receipts.c.sha256).where(db.receipts.c.entry == row.receipt)).scalar()
        readings = connection.execute(
            select(db.readings, db.runs.c.at, db.runs.c.made_by)
            .join(db.runs, db.runs.c.entry == db.readings.c.run)
            .where(db.readings.c.report == key)
            .order_by(db.readings.c.entry)
        )
        yield ArchivedReport(
            key=key,
            report=_report(row),
            receipts=tuple(_receipts(connection, db.receipts.c.sha256 == its)),
            readings=tuple(
                ArchivedReading(one.entry, one.run, one.at, one.made_by, one.outcome, one.line, one.why, one.erased)
                for one in readings
            ),
            erased=row.erased,
            deletions=tuple(deletions(connection, its)),
        )


def _receipts(connection: Connection, which: ColumnElement[bool]) -> list[Receipt]:
    query = (
        select(db.receipts, db.files.c.size, db.files.c.media_type)
        .join(db.files, db.files.c.sha256 == db.receipts.c.sha256)
        .where(which)
        .order_by(db.receipts.c.entry)
    )
    return [
        Receipt(
            entry=one.entry,
            who=one.who,
            at=one.at,
            name=one.name,
            sha256=one.sha256,
            size=one.size,
            media_type=one.media_type,
            url=one.url,
            tool=one.tool,
            part_of=one.part_of,
            despite=one.despite,
        )
        for one in connection.execute(query)
    ]


def _report(row: Row[Any]) -> Report:
    return Report(
        id=row.id,
        sha256=row.sha256,
        text=row.text,
        title=row.title,
        publisher=row.publisher,
        published=row.published,
        url=row.url,
        language=row.language,
        notes=tuple(json.loads(row.notes)) if row.notes else (),
        custody=custody_of(row.custody),
    )


def _number(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar() or 0)
