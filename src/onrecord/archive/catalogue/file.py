"""The catalogue's file: its tables, its connections, and the lock of those who write it."""

from __future__ import annotations

import fcntl
import os
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.archive.place import Place

VERSION = "1"
"""Of the tables: a catalogue of another version is made anew."""
_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE reports (
    n INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, stem TEXT NOT NULL, title TEXT, publisher TEXT,
    published TEXT, language TEXT, url TEXT, restricted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX reports_stem ON reports (stem);
CREATE TABLE incidents (
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, stamp INTEGER NOT NULL, first INTEGER, last INTEGER, lat REAL,
    lon REAL, radius REAL, country TEXT, place TEXT, kind TEXT, killed_low INTEGER, killed_high INTEGER, status TEXT,
    grade TEXT, reports INTEGER NOT NULL, state TEXT NOT NULL, score REAL NOT NULL, parties TEXT NOT NULL
);
CREATE INDEX incidents_stamp ON incidents (stamp);
CREATE TABLE gone (n INTEGER PRIMARY KEY, stamp INTEGER NOT NULL);
CREATE TABLE rows (n INTEGER PRIMARY KEY, row TEXT NOT NULL);
CREATE TABLE lines (n INTEGER PRIMARY KEY, decided BLOB NOT NULL, proposed BLOB, linked BLOB NOT NULL);
CREATE TABLE members (n INTEGER NOT NULL, report INTEGER NOT NULL, mention TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX members_n ON members (n, at);
CREATE INDEX members_report ON members (report);
CREATE TABLE decisions (
    entry INTEGER PRIMARY KEY, incident TEXT, report TEXT, stem TEXT, line TEXT NOT NULL
);
CREATE INDEX decisions_incident ON decisions (incident);
CREATE INDEX decisions_report ON decisions (report);
CREATE INDEX decisions_stem ON decisions (stem);
CREATE TABLE links (entry INTEGER NOT NULL, report TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (report, entry))
    WITHOUT ROWID;
CREATE TABLE redirects (incident TEXT PRIMARY KEY, went_to TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX redirects_to ON redirects (went_to);
CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize="unicode61 remove_diacritics 0");
"""
_WAIT = 30
"""Seconds that one who writes waits for another."""


class CatalogueFile:
    """One catalogue's file, opened by each thread for itself, and anew where another file took its place."""

    def __init__(self, path: Path, anew: Callable[[], None]) -> None:
        """Take the way to the file, and what puts an empty one in place of one that was removed under the desk."""
        self.path = path
        self._anew = anew
        self._of_thread = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._writing = threading.RLock()

    def exists(self) -> bool:
        """Tell whether there is a catalogue that this version made."""
        if not self.path.exists():
            return False
        try:
            with self.reading() as connection:
                found = connection.execute("SELECT value FROM meta WHERE name = 'tables'").fetchone()
        except sqlite3.Error:
            return False
        return found is not None and found[0] == VERSION

    def generation(self) -> int:
        """Name the file: another number is another file. FileNotFoundError where there is none."""
        return self.path.stat().st_ino

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Read one moment of the catalogue; of an empty one where there is none."""
        connection = self._mine()
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN")
        try:
            yield connection
        finally:
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Change the catalogue, all or nothing, alone among threads and processes."""
        with self.alone():
            connection = self._mine()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others, in this process and outside, from changing the catalogue or putting another in its place."""
        with self._writing:
            if getattr(self._of_thread, "alone", 0):
                yield
                return
            self.path.parent.mkdir(exist_ok=True, mode=0o700)
            handle = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX)
                self._of_thread.alone = 1
                yield
            finally:
                self._of_thread.alone = 0
                os.close(handle)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for one in self._all:
                one.close()
            self._all.clear()
        self._of_thread = threading.local()

    def _mine(self) -> sqlite3.Connection:
        if not self.path.exists():
            self._anew()
        generation = self.generation()
        # Looked up only now: putting an empty one in place may have opened it.
        mine: tuple[int, sqlite3.Connection] | None = getattr(self._of_thread, "mine", None)
        if mine is not None and mine[0] == generation:
            return mine[1]
        if mine is not None:
            with self._guard:
                mine[1].close()
                if mine[1] in self._all:
                    self._all.remove(mine[1])
        connection = _connect(self.path)
        with self._guard:
            self._all.append(connection)
        self._of_thread.mine = (generation, connection)
        return connection


def forget(place: Place) -> None:
    """Remove an archive's catalogue, since it holds words that are to go: it is made anew without them.

    Nobody puts one in place meanwhile: whoever does so afterwards sees the deletion.
    """
    if not place.desk.is_dir():
        return
    with CatalogueFile(place.catalogue, lambda: None).alone():
        for found in place.desk.glob("catalogue.*"):
            if found.suffix != ".lock":
                found.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """Name the file of a catalogue that is made beside the one in place: another each time, threads make some too."""
    return path.with_name(f"catalogue.{os.getpid()}.{secrets.token_hex(4)}.new")


def sweep(path: Path) -> None:
    """Remove what makers that are dead left beside a catalogue; to be called alone."""
    for found in path.parent.glob("catalogue.*.new"):
        maker = found.name.split(".")[1]
        if maker.isdecimal() and not _lives(int(maker)):
            found.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # somebody else's
    return True


def new_file(path: Path) -> sqlite3.Connection:
    """Make an empty catalogue, to be filled by one alone and then put in its place; an older try is removed."""
    path.parent.mkdir(exist_ok=True, mode=0o700)
    for left in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))):
        left.unlink(missing_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    # Nobody reads it before it is whole, and one that was cut short is thrown away.
    connection.executescript("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA mmap_size = 268435456")
    return connection
