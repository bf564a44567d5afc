"""Importing: a bag or a backup into an empty archive, its ledger unbroken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import delete, func, select

import onrecord.archive.schema as steps
import onrecord.archive.tables as db
from onrecord.archive.archive import Archive
from onrecord.archive.bags import Bag
from onrecord.archive.copying import fill, rows_of
from onrecord.archive.database import Database
from onrecord.archive.deletions import ERASED
from onrecord.archive.heads import Head, public_key
from onrecord.archive.ledger import Ledger
from onrecord.archive.place import Place
from onrecord.archive.store import Incoming, path_of
from onrecord.archive.verifying import verify
from onrecord.archive.verifying.findings import Verification
from onrecord.archive.verifying.shares import check_rows, points_of
from onrecord.errors import ArchiveError, InputError

_HASH = re.compile("[0-9a-f]{64}")


class _From(Protocol):
    """What is imported: a bag, or a backup."""

    folder: Path
    name: str
    manifest: str

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Give the rows of a table."""
        ...

    def head(self) -> Head | None:
        """Give a signed head, where one came with it."""
        ...


class _Backup:
    """A backup, verified before anything in it is used."""

    def __init__(self, folder: Path) -> None:
        place = Place(folder)
        result = verify(place)
        if not result.sound:
            raise InputError(f"the backup is damaged: {result.findings[0]}", where=str(folder), do="Use another one")
        self.folder, self.name, self.manifest = folder, str(folder), result.head or ""
        self._place = place

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        database = Database(self._place)
        try:
            with database.reading() as connection:
                yield from rows_of(connection, db.metadata.tables[table])
        finally:
            database.close()

    def head(self) -> Head | None:
        return None


def import_into(place: Place, source: Path, who: str) -> int:
    """Import a bag or a backup into an archive that is empty or not there yet; gives the number of reports.

    The imported ledger stays as it was, entry by entry, so that heads kept of it still verify; an entry is added that
    says who imported it and names this archive's key. All of it or nothing. ArchiveError where the archive holds
    something; InputError where what is given is not whole, or its rows are not what its ledger says.
    """
    given: _From = Bag(source) if (source / "bagit.txt").exists() else _backup(source)
    with _empty(place, who) as archive:
        incoming = Incoming(place)
        failed = True
        try:
            staged = []
            away = _deleted(given)
            for row in given.rows("files"):
                if row["sha256"] in away:
                    continue
                if not _HASH.fullmatch(str(row["sha256"])):
                    raise InputError(f"{str(row['sha256'])[:80]!r} is no hash of a file", where=given.name)
                with path_of(given.folder / "files", str(row["sha256"])).open("rb") as stream:
                    staged.append(incoming.receive(stream))
                if staged[-1].sha256 != row["sha256"]:
                    raise InputError(f"the file {row['sha256']} has other bytes", where=given.name)
            incoming.sync(staged)
            with archive.writing() as connection:
                if connection.execute(select(func.count()).select_from(db.ledger)).scalar() != 1:
                    raise ArchiveError("the archive is not empty", where=str(place), do="Import into a new one")
                connection.execute(delete(db.ledger))
                for table in db.ALL:
                    fill(connection, table, given.rows(table.name))
                result = Verification()
                head = given.head()
                chain = check_rows(connection, points_of(head), result)
                if head:
                    chain.against(head)
                if not result.sound:
                    raise InputError(f"it is not what its ledger says: {result.findings[0]}", where=given.name)
                incoming.keep(staged)
                ledger = Ledger(connection)
                ledger.append(
                    "import",
                    who,
                    given=given.name,
                    manifest=given.manifest,
                    public_key=public_key(place),
                    revision=steps.newest(),
                )
                ledger.flush()
                reports = connection.execute(select(func.count()).select_from(db.reports)).scalar()
            incoming.done()
            failed = False
        except FileNotFoundError as error:
            raise InputError("a file that its rows speak of is not there", where=str(error.filename)) from error
        finally:
            incoming.close(failed=failed)
        return int(reports or 0)


def _deleted(given: _From) -> set[str]:
    """Give the hashes of the files that came without their bytes, since an order had them deleted."""
    last = {row["sha256"]: row["entry"] for row in given.rows("deletions") if row["stage"] == ERASED}
    if last:
        for row in given.rows("receipts"):
            if row.get("despite") and row["entry"] > last.get(row["sha256"], row["entry"]):
                del last[row["sha256"]]
    return set(last)


def _backup(folder: Path) -> _From:
    if not (folder / "archive.sqlite").is_file():
        raise InputError("neither a bag nor a backup", where=str(folder), do="Give a folder with a bagit.txt")
    return _Backup(folder)


@contextmanager
def _empty(place: Place, who: str) -> Iterator[Archive]:
    try:
        archive = Archive.open(place, who=who)
    except ArchiveError as error:
        if error.why != "no archive there":
            raise
        archive = Archive.init(place, who)
    with archive:
        yield archive
