"""Connections: transactions that write one at a time and are synced when they return, snapshots that read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from onrecord.archive.place import Place
from onrecord.errors import ArchiveError, DamagedArchive

_WAIT = 60
"""Seconds that a writer waits for another one."""
_LOCK = 0x6F6E7265636F7264
"""PostgreSQL's advisory lock that writers take: "onrecord" in ASCII."""


class Database:
    """The tables of one archive."""

    def __init__(self, place: Place, *, tolerant: bool = False) -> None:
        """Open no connection yet. ``tolerant`` lets text through that is no UTF-8, which SQLite else refuses."""
        self._place = place
        self.is_sqlite = place.server is None
        self._engine = _sqlite(place, tolerant=tolerant) if place.server is None else _postgresql(place)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one snapshot: what writers do meanwhile is not seen."""
        with told(self._place), self._engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write alone, all or nothing; what was written is on the disk when this returns.

        ArchiveError where another writer does not finish within a minute, or the disk is full or read-only.
        """
        with told(self._place), self._engine.connect() as connection:
            connection = connection.execution_options(onrecord_writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text(f"SET LOCAL lock_timeout = '{_WAIT}s'"))
                    connection.execute(text("SET LOCAL synchronous_commit = on"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection

    def prepare(self) -> None:
        """Set what an SQLite file keeps for good: a journal that readers and a writer can share."""
        if self.is_sqlite:
            with told(self._place), self._engine.connect() as connection:
                # A report of 3 kB and the head of its row fill a page of 4 kB, SQLite's default, alone: with pages of
                # 16 kB the file is a sixth smaller (24,000 such reports).
                self._raw(connection).execute("PRAGMA page_size = 16384").fetchall()
                self._raw(connection).execute("PRAGMA journal_mode = WAL").fetchall()

    def settle(self) -> bool:
        """Bring all of SQLite's journal into its file; tells whether nobody who reads or writes kept it from that."""
        with told(self._place), self._engine.connect() as connection:
            found = self._raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not found[0]

    def scrub(self, tables: Sequence[str]) -> None:
        """Write these tables anew, so that nothing of what was erased in them stays in what the database freed.

        ArchiveError where somebody reads or writes for so long that this cannot be done now.
        """
        with told(self._place), self._engine.connect() as connection:
            if self.is_sqlite:
                self._raw(connection).execute("VACUUM").fetchall()
            else:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text(f"SET lock_timeout = '{_WAIT}s'"))
                try:
                    connection.execute(text(f"VACUUM FULL {', '.join(tables)}"))
                finally:
                    connection.execute(text("RESET lock_timeout"))
        if self.is_sqlite and not self.settle():
            raise ArchiveError(
                "somebody reads the archive, so that what was erased cannot be overwritten yet",
                where=str(self._place),
                do="Carry the order out again when they are done",
            )

    @staticmethod
    def _raw(connection: Connection) -> sqlite3.Connection:
        """Give SQLite's own connection, outside any transaction."""
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - called for SQLite alone
        return raw

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def _sqlite(place: Place, *, tolerant: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        path = place.sqlite.absolute()
        # A folder that nothing can be written to is read without the side files that SQLite would make in it.
        mode = "rw" if _can_write(place) else "ro&immutable=1"
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode={mode}", uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        # The journal is emptied by `settle` alone, so that a writer can tell from it which pages it changed.
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        if tolerant:
            connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("onrecord_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _can_write(place: Place) -> bool:
    return os.access(place.folder, os.W_OK) and os.access(place.sqlite, os.W_OK)


def _postgresql(place: Place) -> Engine:
    assert place.server is not None  # noqa: S101 - the caller's case
    return create_engine(place.server, pool_size=2, max_overflow=2)


@contextmanager
def told(place: Place) -> Iterator[None]:
    """Say what a database's error means for the archive."""
    try:
        yield
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())[:300]
        raise meaning(said, error.orig, place) from error
    except sqlite3.Error as error:
        raise meaning(" ".join(str(error).split())[:300], error, place) from error


def meaning(said: str, error: BaseException | None, place: Place) -> ArchiveError | DamagedArchive:
    """Tell a database that is busy, full, read-only or away from one that is damaged."""
    where = str(place)
    low = said.lower()
    if "locked" in low or "lock timeout" in low:
        return ArchiveError(f"another writer holds the archive ({said})", where=where, do="Try again when it is done")
    if "IntegrityError" in {kind.__name__ for kind in type(error).__mro__}:
        return ArchiveError(f"the tables refuse it ({said})", where=where, do="Nothing of it was kept")
    if "full" in low or "no space" in low or "disk i/o" in low:
        return ArchiveError(
            f"the disk took no more ({said})",
            where=where,
            do="Make room and run it again: what was acknowledged stands",
        )
    if "readonly" in low or "read-only" in low:
        return ArchiveError(f"nothing can be written ({said})", where=where, do="Ask for the right to write there")
    if "unable to open" in low:
        return ArchiveError(f"the database cannot be opened ({said})", where=where, do="Check the name and the rights")
    if isinstance(error, sqlite3.OperationalError) is False and isinstance(error, sqlite3.DatabaseError):
        return DamagedArchive(f"archive.sqlite: {said}", where=where, do="Restore a backup beside it, and compare")
    if place.server is not None and type(error).__name__ == "OperationalError":
        return ArchiveError(f"the server does not answer ({said})", where=where, do="Check the URL and the server")
    return DamagedArchive(f"the database is not as onrecord made it ({said})", where=where, do="Run onrecord verify")
