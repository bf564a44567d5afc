"""Backups: the archive once more, in a folder with SQLite, whichever database it has."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select

import onrecord.archive.schema as steps
import onrecord.archive.tables as db
from onrecord.archive.archive import Archive
from onrecord.archive.copying import fill, rows_of
from onrecord.archive.database import Database, told
from onrecord.archive.deletions import Deletion, gone
from onrecord.archive.place import Place
from onrecord.archive.seal import write_seal
from onrecord.archive.store import each, path_of, sync_file, sync_folder, write_synced, written
from onrecord.archive.verifying.verify import verify
from onrecord.errors import ArchiveError, DamagedArchive

_CHUNK = 1 << 20
_SYNCED_AT_ONCE = 1_000


def back_up(archive: Archive, to: Path, *, with_key: bool = True) -> int:
    """Copy an archive into a folder that is not there yet; gives the number of its last ledger entry.

    The copy is an archive in itself, of one moment, verified before it stands under its name. ArchiveError where it
    cannot be written, or a deletion order was carried out meanwhile: a backup begun before holds what must go.
    DamagedArchive where a file is not what was received: a backup never passes damage on.
    """
    with whole_folder(to) as folder:
        copy = Place(folder)
        with written(copy):
            copy.files.mkdir()
            copy.incoming.mkdir()
            copy.key.parent.mkdir(mode=0o700)
            if with_key and archive.place.key.exists():
                write_synced(copy.key, archive.place.key.read_bytes(), 0o600)
            os.close(os.open(copy.sqlite, os.O_RDWR | os.O_CREAT, 0o644))
        database = Database(copy)
        try:
            with archive.snapshot() as source:
                if archive.place.server is None:
                    _copy_sqlite(source, copy)
                    database.prepare()
                else:
                    _copy_rows(source, database)
                copy_files(source, archive, copy)
            write_seal(copy, database)
        finally:
            database.close()
        result = verify(copy)
        if not result.sound:
            raise DamagedArchive(
                f"not backed up, since the archive is damaged: {result.findings[0]}",
                where=str(archive.place),
                do="Run onrecord verify for all that was found",
            )
        return result.entries


def copy_files(connection: Connection, archive: Archive, copy: Place) -> None:
    """Copy every file that a snapshot has, hashed on the way; they and their folders are synced.

    DamagedArchive, naming the file, where one is missing or is not what was received; ArchiveError where a deletion
    order was carried out since the snapshot.
    """
    away = gone(connection)
    try:
        _copy_files(connection, away, archive.place.files, copy)
    finally:
        _nothing_deleted_since(archive, away, copy)


def _nothing_deleted_since(archive: Archive, away: Mapping[str, Deletion], copy: Place) -> None:
    for sha256, one in archive.gone().items():
        if sha256 not in away or away[sha256].entry != one.entry:
            raise ArchiveError(
                f"the file {sha256} was {one} while it was copied", where=str(copy), do="Run it again"
            ) from None


def _copy_files(connection: Connection, away: Mapping[str, Deletion], files: Path, copy: Place) -> None:
    last, waiting, folders = "", list[Path](), {copy.files}
    while True:
        query = select(db.files.c.sha256).where(db.files.c.sha256 > last).order_by(db.files.c.sha256)
        found = list(connection.execute(query.limit(_SYNCED_AT_ONCE)).scalars())
        for sha256 in found:
            if sha256 in away:
                continue
            target = path_of(copy.files, sha256)
            with written(copy):
                target.parent.mkdir(exist_ok=True)
            folders.add(target.parent)
            _copy(path_of(files, sha256), target, sha256, copy)
            waiting.append(target)
        with written(copy):
            each(sync_file, waiting)
        waiting.clear()
        if len(found) < _SYNCED_AT_ONCE:
            break
        last = found[-1]
    with written(copy):
        each(sync_folder, sorted(folders))


@contextmanager
def whole_folder(to: Path) -> Iterator[Path]:
    """Make a folder beside its name, and give it the name when it is whole; it is removed where that fails."""
    place = Place(to)
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise ArchiveError("there is something already", where=str(to), do="Name a folder that is not there yet")
    beside = to.with_name(f".{to.name}.{os.getpid()}")
    with written(place):
        to.parent.mkdir(parents=True, exist_ok=True)
        beside.mkdir()
    try:
        yield beside
        with written(place):
            sync_folder(beside)
            beside.rename(to)
            sync_folder(to.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _copy_sqlite(source: Connection, copy: Place) -> None:
    raw = source.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - the caller's case
    target = sqlite3.connect(copy.sqlite)
    try:
        with told(copy):
            raw.backup(target)
    finally:
        target.close()


def _copy_rows(source: Connection, database: Database) -> None:
    database.prepare()
    with database.writing() as connection:
        steps.upgrade(connection, steps.standing(source) or "head")
        for table in db.ALL:
            fill(connection, table, rows_of(source, table))


def _copy(path: Path, target: Path, sha256: str, copy: Place) -> None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream, written(copy), target.open("wb") as out:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                out.write(chunk)
            target.chmod(0o444)
    except FileNotFoundError as error:
        raise DamagedArchive(f"the file {sha256} is missing", where=str(path), do="Run onrecord verify") from error
    if digest.hexdigest() != sha256:
        raise DamagedArchive(f"the file {sha256} is not what was received", where=str(path), do="Run onrecord verify")
