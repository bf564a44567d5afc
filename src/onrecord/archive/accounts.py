"""Accounts of a team, their sessions, and how often somebody tried to log in: one file beside the archive's tables.

Secrets of people stay out of the ledger, of backups and of bags: this file is in none of them, and whoever loses it
makes accounts anew. Passwords are kept as Argon2id hashes, sessions as hashes of their tokens.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from onrecord.archive.place import Place
from onrecord.errors import ArchiveError, UsageError

_SHORTEST = 12
_LONGEST = 256
"""Characters of a password: shorter ones are guessed, longer ones only cost time."""
_LONGEST_NAME = 64
_IDLE = 8 * 3600
_WHOLE = 7 * 24 * 3600
"""Seconds after which a session ends that nobody used, and that somebody used all along."""
_TOUCH = 60
"""Seconds between two notes that a session is used: not every request writes."""
_WINDOW = 15 * 60
_TRIES = {"both": 5, "address": 50, "name": 20}
"""Failed tries within a window of seconds: of one account from one address, of one address, of one account. The last is
the loosest that stops guessing from many addresses, since whoever fails on purpose locks the account's owner out."""
_AT_ONCE = threading.Semaphore(2)
"""Passwords hashed at once: each takes 64 MiB."""

_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
  name TEXT PRIMARY KEY, shown TEXT NOT NULL, password TEXT NOT NULL, role TEXT NOT NULL, made TEXT NOT NULL,
  removed TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sessions (
  token BLOB PRIMARY KEY, name TEXT NOT NULL REFERENCES accounts, began REAL NOT NULL, used REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sessions_of ON sessions (name);
CREATE TABLE IF NOT EXISTS tries (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, at REAL NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS tries_at ON tries (at);
"""


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account."""

    name: str
    """As it stands in the ledger."""
    role: str
    made: str
    removed: str | None = None
    """When it was removed, UTC. Its name is not given to somebody else: it stands in the ledger."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in."""

    name: str
    role: str


class TooManyTries(Exception):
    """When somebody must wait before the next try; ``seconds`` says how long."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"wait {seconds} s")


class Accounts:
    """The accounts of one archive's desk. Safe to be used by several threads and processes."""

    def __init__(self, place: Place, *, now: Callable[[], float] = time.time) -> None:
        """Open the file, and make it where there is none. ArchiveError where it cannot be."""
        self._path, self._now = accounts_file(place), now
        self._hasher = PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())
        self._lock = threading.Lock()
        try:
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            # Made before SQLite opens it, so that at no moment anybody else can read it.
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._path.chmod(0o600)
            self._connection = sqlite3.connect(
                self._path, timeout=20, isolation_level=None, check_same_thread=False, cached_statements=32
            )
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA secure_delete = ON")
            self._connection.executescript(_TABLES)
        except (OSError, sqlite3.Error) as error:
            raise ArchiveError(f"the accounts cannot be opened: {error}", where=str(self._path)) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Accounts

    def all(self) -> tuple[Account, ...]:
        """List the accounts, removed ones among them, by name."""
        rows = self._rows("SELECT shown, role, made, removed FROM accounts ORDER BY name")
        return tuple(Account(*row) for row in rows)

    def find(self, name: str) -> Account | None:
        """Look an account up that is not removed, however its name is written."""
        rows = self._rows(
            "SELECT shown, role, made, removed FROM accounts WHERE name = ? AND removed IS NULL", _folded(name)
        )
        return Account(*rows[0]) if rows else None

    def add(self, name: str, password: str, role: str, *, again: bool = False) -> None:
        """Make an account; ``again`` gives a removed one back to the same person.

        UsageError for a name that is taken or none, and for a password that is too weak.
        """
        shown = _checked_name(name)
        hashed = self._hash(shown, password)
        with self._writing() as connection:
            known = connection.execute("SELECT removed FROM accounts WHERE name = ?", (_folded(shown),)).fetchone()
            if known and (known[0] is None or not again):
                why = "there is an account of this name" if known[0] is None else "an account of this name was removed"
                raise UsageError(why, where=shown, do="A name stands in the ledger for one person: choose another")
            connection.execute(
                "INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?, ?, NULL)",
                (_folded(shown), shown, hashed, role, _utc(self._now())),
            )

    def set_role(self, name: str, role: str, *, last: str | None = None) -> None:
        """Give an account another role, from its next request on.

        UsageError where there is no such account, or it is the last one of the role ``last``.
        """
        with self._writing() as connection:
            self._standing(connection, name, last if last != role else None)
            connection.execute("UPDATE accounts SET role = ? WHERE name = ?", (role, _folded(name)))

    def set_password(self, name: str, password: str, *, but: str = "") -> None:
        """Give an account another password, and end its sessions but that of the token ``but``. Raises as ``add``."""
        hashed = self._hash(name, password)
        with self._writing() as connection:
            self._standing(connection, name)
            connection.execute("UPDATE accounts SET password = ? WHERE name = ?", (hashed, _folded(name)))
            connection.execute("DELETE FROM sessions WHERE name = ? AND token != ?", (_folded(name), _digest(but)))

    def remove(self, name: str, *, last: str | None = None) -> None:
        """Remove an account and end its sessions; its name stays taken. As ``set_role`` raises."""
        with self._writing() as connection:
            self._standing(connection, name, last)
            connection.execute("DELETE FROM sessions WHERE name = ?", (_folded(name),))
            connection.execute(
                "UPDATE accounts SET removed = ?, password = '' WHERE name = ?", (_utc(self._now()), _folded(name))
            )

    @staticmethod
    def _standing(connection: sqlite3.Connection, name: str, last: str | None = None) -> None:
        found = connection.execute(
            "SELECT role FROM accounts WHERE name = ? AND removed IS NULL", (_folded(name),)
        ).fetchone()
        if found is None:
            raise UsageError("there is no account of this name", where=name, do="See onrecord account list")
        if last is not None and found[0] == last:
            others = connection.execute(
                "SELECT count(*) FROM accounts WHERE role = ? AND removed IS NULL AND name != ?", (last, _folded(name))
            ).fetchone()[0]
            if not others:
                raise UsageError(f"it is the last {last}", where=name, do=f"Make another {last} first")

    # Logging in

    def log_in(self, name: str, password: str, address: str, token: str) -> bool:
        """Begin a session under a new token where the password is the account's; tells whether it is.

        Takes as long for a name that nobody bears. TooManyTries where somebody must wait first: the password is then
        not looked at.
        """
        number = self._try(_folded(name), address)
        rows = self._rows("SELECT password FROM accounts WHERE name = ? AND removed IS NULL", _folded(name))
        hashed = str(rows[0][0]) if rows else self._nobody
        if not self._verified(hashed, password) or not rows:
            return False
        with self._writing() as connection:
            now = self._now()
            connection.execute("DELETE FROM tries WHERE number = ?", (number,))
            connection.execute("DELETE FROM tries WHERE name = ? AND address = ?", (_folded(name), address))
            connection.execute("DELETE FROM sessions WHERE used < ? OR began < ?", (now - _IDLE, now - _WHOLE))
            connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (_digest(token), _folded(name), now, now))
            if self._hasher.check_needs_rehash(hashed):
                with _AT_ONCE:
                    again = self._hasher.hash(_normal(password))
                connection.execute("UPDATE accounts SET password = ? WHERE name = ?", (again, _folded(name)))
        return True

    def check(self, name: str, password: str, address: str) -> bool:
        """Tell whether a password is the account's, throttled as logging in is."""
        number = self._try(_folded(name), address)
        rows = self._rows("SELECT password FROM accounts WHERE name = ? AND removed IS NULL", _folded(name))
        right = self._verified(str(rows[0][0]) if rows else self._nobody, password) and bool(rows)
        if right:
            with self._writing() as connection:
                connection.execute("DELETE FROM tries WHERE number = ?", (number,))
        return right

    def session(self, token: str) -> Session | None:
        """Find who bears a token; None where the session ended, or never was."""
        rows = self._rows(
            "SELECT accounts.shown, accounts.role, sessions.used, sessions.began "
            "FROM sessions JOIN accounts USING (name) WHERE token = ? AND accounts.removed IS NULL",
            _digest(token),
        )
        if not rows:
            return None
        shown, role, used, began = rows[0]
        now = self._now()
        if used < now - _IDLE or began < now - _WHOLE:
            self.log_out(token)
            return None
        if used < now - _TOUCH:
            with self._writing() as connection:
                connection.execute("UPDATE sessions SET used = ? WHERE token = ?", (now, _digest(token)))
        return Session(shown, role)

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._writing() as connection:
            connection.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))

    def _try(self, name: str, address: str) -> int:
        """Count a try as failed before it is looked at, so that many at once are not more than many in turn."""
        now = self._now()
        counts = {
            "both": ("name = ? AND address = ?", (name, address)),
            "address": ("address = ?", (address,)),
            "name": ("name = ?", (name,)),
        }
        with self._writing() as connection:
            connection.execute("DELETE FROM tries WHERE at < ?", (now - _WINDOW,))
            for kind, (where, values) in counts.items():
                number, oldest = connection.execute(
                    f"SELECT count(*), min(at) FROM tries WHERE {where}",  # noqa: S608 - one of the three above
                    values,
                ).fetchone()
                if number >= _TRIES[kind]:
                    raise TooManyTries(max(1, round(oldest + _WINDOW - now)))
            made = connection.execute("INSERT INTO tries (name, address, at) VALUES (?, ?, ?)", (name, address, now))
            return int(made.lastrowid or 0)

    def _verified(self, hashed: str, password: str) -> bool:
        if len(password) > _LONGEST:
            password = ""
        try:
            with _AT_ONCE:
                return self._hasher.verify(hashed, _normal(password))
        except (VerificationError, InvalidHashError):
            return False

    def _hash(self, name: str, password: str) -> str:
        if not _SHORTEST <= len(password) <= _LONGEST:
            raise UsageError(f"a password has {_SHORTEST} to {_LONGEST} characters", where="password")
        if (len(name) > 3 and _folded(name) in _folded(password)) or len(set(password)) < _SHORTEST // 2:
            raise UsageError(
                "this password is easily guessed", where="password", do="Take four words that do not belong together"
            )
        with _AT_ONCE:
            return self._hasher.hash(_normal(password))

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock, self._told():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Write alone, all or nothing."""
        with self._lock, self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise ArchiveError(f"the accounts cannot be used: {error}", where=str(self._path)) from error


def accounts_file(place: Place) -> Path:
    """Say where the accounts of an archive's desk lie."""
    return place.folder / "desk" / "accounts.sqlite"


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()


def _normal(password: str) -> str:
    """Write a password in one way, however the keyboard composed it."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode("utf-8")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name[:_LONGEST_NAME]).strip().casefold()


def _checked_name(name: str) -> str:
    shown = unicodedata.normalize("NFKC", name).strip()
    letters = all(one.isalnum() or one in " .-_@'’" or unicodedata.category(one)[0] == "M" for one in shown)
    if not shown or not letters or len(shown) > _LONGEST_NAME or not any(one.isalnum() for one in shown):
        raise UsageError(
            "a name has letters and digits, and dots, dashes, blanks between", where="name", do="Choose another"
        )
    return shown


def _utc(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
