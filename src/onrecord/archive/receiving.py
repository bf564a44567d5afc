"""Receiving: bytes into custody, what was found in them beside, in batches acknowledged when synced."""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from sqlalchemy import Column, Connection, Table, select

import onrecord.archive.tables as db
from onrecord.archive.canonical import canonical, now
from onrecord.archive.ledger import TOOL, Ledger
from onrecord.archive.records import Acknowledged, custody_words, report_key
from onrecord.archive.store import Incoming, Staged
from onrecord.errors import InputError
from onrecord.model import Report

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
    receipt: int = 0
    found: list[tuple[str, Report] | InputError] = field(default_factory=list)


class Receiving:
    """One writer's way into an archive. Use it as a context: ``with archive.receiving("name") as receiving``."""

    def __init__(self, archive: Archive, who: str) -> None:
        self._archive, self._who = archive, who
        self._incoming = Incoming(archive.place)
        self._items: list[_Item] = []
        self._failed = False
        self.waiting = 0
        """Items that are not acknowledged yet."""
        self.waiting_bytes = 0

    def keep(self, name: str, stream: BinaryIO, *, url: str | None = None, media_type: str | None = None) -> BinaryIO:
        """Take an input's bytes into custody, hashed as they come; gives them open for reading, to be parsed from.

        What is added until the next call was found in them. ArchiveError where they cannot be written.
        """
        at = now()
        staged = self._incoming.receive(stream)
        guessed = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._items.append(_Item(name, staged.sha256, staged.size, guessed, url, at, staged))
        self.waiting += 1
        self.waiting_bytes += staged.size
        return _Kept(io.FileIO(staged.path))

    def add(self, found: Report | InputError) -> None:
        """Add a report found in the bytes kept last, or the error that stands in its place."""
        item = self._items[-1]
        item.found.append(found if isinstance(found, InputError) else (report_key(item.sha256, found), found))
        self.waiting += 1
        self.waiting_bytes += 0 if isinstance(found, InputError) else len(found.text)

    def commit(self) -> list[Acknowledged]:
        """Bring all that waits to the disk and into the ledger; gives what is acknowledged, in its order.

        All of it or nothing: after an error, start anew with what was not acknowledged.
        """
        if not self.waiting:
            return []
        self._failed = True
        arrived = {item.sha256: item.staged for item in self._items if item.staged}
        self._incoming.sync(arrived.values())
        with self._archive.writing() as connection:
            self._incoming.keep(arrived.values())
            ledger = Ledger(connection)
            done = list(self._record(connection, ledger))
            ledger.flush()
        self._incoming.done()
        self._failed = False
        for item in self._items:
            if item.staged:
                item.staged.path.unlink(missing_ok=True)
            item.staged, item.found = None, []
        self._items = self._items[-1:]
        self.waiting = self.waiting_bytes = 0
        return done

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *error: object) -> None:
        """Leave what is not acknowledged; a commit that failed is tidied up after by the next writer."""
        self._incoming.close(failed=self._failed)

    def _record(self, connection: Connection, ledger: Ledger) -> Iterable[Acknowledged]:
        files = _known(connection, db.files.c.sha256, [one.sha256 for one in self._items if one.staged])
        keys = [one[0] for item in self._items for one in item.found if not isinstance(one, InputError)]
        reports = _known(connection, db.reports.c.key, keys)
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
                new = isinstance(one, InputError) or one[0] not in reports
                if new:
                    rows.append(_unread(item, one) if isinstance(one, InputError) else _report(item.receipt, *one))
                if rows:
                    # The first of what was found in a file stands in its receipt's own entry.
                    kind = "receipt" if rows[-1][0] is db.receipts or len(rows) > 1 else rows[0][0].name.rstrip("s")
                    ledger.append(kind, self._who, rows, file=item.sha256)
                    rows = []
                if isinstance(one, InputError):
                    yield Acknowledged(item.name, item.sha256, item.receipt, new_file, id=one.where, why=str(one))
                    continue
                reports.add(one[0])
                yield Acknowledged(item.name, item.sha256, item.receipt, new_file, one[0], one[1].id, new_report=new)

    def _receipt(self, item: _Item, *, new_file: bool) -> list[_TableRow]:
        file = {"sha256": item.sha256, "size": item.size, "media_type": item.media_type}
        receipt = {
            "who": self._who,
            "at": item.at,
            "name": item.name,
            "sha256": item.sha256,
            "url": item.url,
            "tool": TOOL,
        }
        return [*([(db.files, file)] if new_file else []), (db.receipts, receipt)]


class _Kept(io.BufferedReader):
    """Kept bytes, closed when nobody reads them any more: how long they are needed is their reader's affair."""

    def __del__(self) -> None:
        """Close quietly."""
        self.close()


def _unread(item: _Item, error: InputError) -> _TableRow:
    place = error.where or item.name
    return db.unread, {"receipt": item.receipt, "place": place, "kind": error.kind, "why": str(error)}


def _report(receipt: int, key: str, report: Report) -> _TableRow:
    row = {
        "key": key,
        "receipt": receipt,
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
    return db.reports, row


def _known(connection: Connection, column: Column[str], wanted: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        found.update(connection.execute(select(column).where(column.in_(wanted[start : start + _AT_ONCE]))).scalars())
    return found
