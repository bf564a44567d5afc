"""Receiving: bytes into custody, what was found in them beside, in batches acknowledged when synced."""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from sqlalchemy import Column, ColumnElement, Connection, Table, select

import onrecord.archive.tables as db
from onrecord.archive.canonical import canonical, now
from onrecord.archive.deletions import gone
from onrecord.archive.ledger import TOOL, Ledger
from onrecord.archive.records import Acknowledged, custody_words, report_key, row_key, row_values
from onrecord.archive.store import Incoming, Staged
from onrecord.errors import ArchiveError, DeletedInput, InputError
from onrecord.model import ListedRow, Report

if TYPE_CHECKING:
    from onrecord.archive.archive import Archive

_TableRow = tuple[Table, dict[str, Any]]
_AT_ONCE = 500
"""Values in one look-up: under every limit of both databases."""


@dataclass(slots=True)
class _Item:
    """One input's bytes, and what was found in them since the last commit."""

    name: str
    sha256: str
    size: int
    media_type: str
    url: str | None
    at: str
    staged: Staged | None
    """None when the bytes were acknowledged by an earlier commit."""
    part_of: str | None = None
    despite: int | None = None
    receipt: int = 0
    found: list[_Found] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    """One thing that was found in an input's bytes, as its table will hold it."""

    table: Table
    key: str | None
    """What makes it the same as one that is there already; None where every one is a row of its own."""
    values: dict[str, Any]
    """All but the receipt."""
    id: str | None
    why: str | None = None
    row: str | None = None


class Receiving:
    """One writer's way into an archive. Use it as a context: ``with archive.receiving("name") as receiving``."""

    def __init__(self, archive: Archive, who: str, *, despite_deletion: bool = False) -> None:
        """Begin. With ``despite_deletion``, bytes that an order had deleted are kept again, and the ledger says so."""
        self._archive, self._who = archive, who
        self._incoming = Incoming(archive.place)
        self._items: list[_Item] = []
        self._failed = False
        self._gone = {sha256: one.entry or 0 for sha256, one in archive.gone().items()}
        self._refused: list[tuple[str, int]] = []
        self._despite = despite_deletion
        self.waiting = 0
        """Items that are not acknowledged yet."""
        self.waiting_bytes = 0

    def keep(
        self,
        name: str,
        stream: BinaryIO,
        *,
        url: str | None = None,
        media_type: str | None = None,
        part_of: str | None = None,
    ) -> BinaryIO:
        """Take an input's bytes into custody, hashed as they come; gives them open for reading, to be parsed from.

        ``part_of`` is the hash of the bytes that held them. What is added until the next call was found in them.
        ArchiveError where they cannot be written; DeletedInput where an order had them deleted: nothing of them is
        kept but their hash, in the ledger.
        """
        at = now()
        staged = self._incoming.receive(stream)
        deletion = self._gone.get(staged.sha256)
        if deletion and not self._despite:
            Path(staged.path).unlink(missing_ok=True)
            self._refused.append((staged.sha256, deletion))
            raise DeletedInput(
                f"these bytes (SHA-256 {staged.sha256}) were deleted by order, as entry {deletion} says",
                where=name,
                do="onrecord add --despite-deletion takes them in again",
            )
        guessed = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        item = _Item(name, staged.sha256, staged.size, guessed, url, at, staged, part_of, deletion)
        self._items.append(item)
        self.waiting += 1
        self.waiting_bytes += staged.size
        return _Kept(io.FileIO(staged.path))

    @property
    def last(self) -> str:
        """The hash of the bytes kept last."""
        return self._items[-1].sha256

    def add(self, found: Report | InputError) -> None:
        """Add a report found in the bytes kept last, or the error that stands in its place."""
        item = self._items[-1]
        item.found.append(_unread(item, found) if isinstance(found, InputError) else _report(item, found))
        self.waiting += 1
        self.waiting_bytes += 0 if isinstance(found, InputError) else len(found.text)

    def add_row(self, row: ListedRow, mapping: str) -> None:
        """Add a row of the list whose bytes were kept last; ``mapping`` is the hash of a mapping file kept before."""
        key = row_key(mapping, row)
        values = row_values(key, mapping, row)
        incident = row.incident.id if row.incident else None
        self._items[-1].found.append(_Found(db.listed, key, values, incident, row.why, row.place))
        self.waiting += 1
        self.waiting_bytes += len(values["incident"] or "")

    def commit(self) -> list[Acknowledged]:
        """Bring all that waits to the disk and into the ledger; gives what is acknowledged, in its order.

        All of it or nothing: after an error, start anew with what was not acknowledged.
        """
        if not self.waiting and not self._refused:
            return []
        self._failed = True
        arrived = {item.sha256: item.staged for item in self._items if item.staged}
        self._incoming.sync(arrived.values())
        with self._archive.writing() as connection:
            self._check(connection)
            self._incoming.keep(arrived.values())
            ledger = Ledger(connection)
            for sha256, deletion in self._refused:
                ledger.append("refusal", self._who, file=sha256, deletion=deletion)
            done = list(self._record(connection, ledger))
            ledger.flush()
        self._incoming.done()
        self._failed = False
        for item in self._items:
            if item.staged and item.staged is not arrived[item.sha256]:
                Path(item.staged.path).unlink(missing_ok=True)  # the same bytes came twice
            item.staged, item.found = None, []
        self._items, self._refused = self._items[-1:], []
        self.waiting = self.waiting_bytes = 0
        return done

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *error: object) -> None:
        """Leave what is not acknowledged; a commit that failed is tidied up after by the next writer."""
        self._incoming.close(failed=self._failed)

    def _check(self, connection: Connection) -> None:
        """Make sure that nobody deleted meanwhile what waits here."""
        away = gone(connection)
        for item in self._items:
            if item.staged and item.sha256 in away and item.despite is None:
                raise ArchiveError(
                    f"{item.name}: its bytes were {away[item.sha256]} meanwhile",
                    where=str(self._archive.place),
                    do="Run it again: these bytes will be refused by name, and all others kept",
                )

    def _record(self, connection: Connection, ledger: Ledger) -> Iterable[Acknowledged]:
        files = _known(connection, db.files.c.sha256, [one.sha256 for one in self._items if one.staged])
        found = [(one.table, one.key) for item in self._items for one in item.found if one.key]
        known = _known(connection, db.reports.c.key, [key for table, key in found if table is db.reports])
        # A row that was erased and stands in a newer list as well was received again.
        standing = db.listed.c.erased.is_(None)
        known |= _known(connection, db.listed.c.key, [key for table, key in found if table is db.listed], standing)
        for item in self._items:
            new_file = False
            rows: list[_TableRow] = []
            if item.staged:
                new_file = item.sha256 not in files
                files.add(item.sha256)
                rows = self._receipt(item, new_file=new_file)
                item.receipt = ledger.seq + 1
                if not item.found:
                    ledger.append("receipt", self._who, rows, file=item.sha256)
                    rows = []
                yield Acknowledged(item.name, item.sha256, item.receipt, new_file)
            for one in item.found:
                new = one.key is None or one.key not in known
                if new:
                    rows.append((one.table, {**one.values, "receipt": item.receipt}))
                if rows:
                    # The first of what was found in a file stands in its receipt's own entry.
                    kind = "receipt" if rows[-1][0] is db.receipts or len(rows) > 1 else rows[0][0].name.rstrip("s")
                    ledger.append(kind, self._who, rows, file=item.sha256)
                    rows = []
                if one.key:
                    known.add(one.key)
                is_report = one.table is db.reports
                yield Acknowledged(
                    item.name,
                    item.sha256,
                    item.receipt,
                    new_file,
                    one.key if is_report else None,
                    one.id,
                    new_report=new and is_report,
                    why=one.why,
                    row=one.row,
                    new_row=new and one.table is db.listed,
                )

    def _receipt(self, item: _Item, *, new_file: bool) -> list[_TableRow]:
        file = {"sha256": item.sha256, "size": item.size, "media_type": item.media_type}
        receipt = {
            "who": self._who,
            "at": item.at,
            "name": item.name,
            "sha256": item.sha256,
            "url": item.url,
            "tool": TOOL,
            "part_of": item.part_of,
            "despite": item.despite,
        }
        return [*([(db.files, file)] if new_file else []), (db.receipts, receipt)]


class _Kept(io.BufferedReader):
    """Kept bytes, closed when nobody reads them any more: how long they are needed is their reader's affair."""

    def __del__(self) -> None:
        """Close quietly."""
        self.close()


def _unread(item: _Item, error: InputError) -> _Found:
    values = {"place": error.where or item.name, "kind": error.kind, "why": str(error)}
    return _Found(db.unread, None, values, error.where, str(error))


def _report(item: _Item, report: Report) -> _Found:
    key = report_key(item.sha256, report, item.despite)
    values = {
        "key": key,
        "id": report.id,
        "sha256": report.sha256,
        "text_sha256": report.text_sha256,
        "text": report.text,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "url": report.url,
        "language": report.language,
        "notes": canonical(list(report.notes)) if report.notes else None,
        "custody": custody_words(report.custody),
    }
    return _Found(db.reports, key, values, report.id)


def _known(
    connection: Connection, column: Column[str], wanted: list[str], which: ColumnElement[bool] | None = None
) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(column).where(column.in_(wanted[start : start + _AT_ONCE]))
        if which is not None:
            query = query.where(which)
        found.update(connection.execute(query).scalars())
    return found
