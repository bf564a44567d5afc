"""Which pages of the SQLite file one writer changed since the seal that it broke, read off the journal.

Only where nobody else can have changed the file meanwhile is this all there is to hash again; at any doubt the whole
file is. Doubt is: another writer's entries in the ledger, a journal that was begun anew, a file that was written anew.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.archive.place import Place

_HEAD, _FRAME = 32, 24
"""Bytes of the journal's head, and of the head of each of its frames (SQLite's file format, 4.1 and 4.2)."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal says of the file."""

    entries: int
    page_size: int
    pages: bytes
    """The SHA-256 of every page, 32 bytes each."""


@dataclass(slots=True)
class Changes:
    """One writer's changes since a seal."""

    base: Sealed
    schema: int
    """SQLite's schema version when the seal was broken: writing the file anew changes it."""
    seen: int
    """The last entry of the ledger when this writer last looked."""
    pages: set[int] = field(default_factory=set)
    """Numbers of pages, from 1."""
    doubtful: bool = False
    _salt: bytes | None = None
    _at: int = _HEAD

    def begin(self, last: int) -> None:
        """Begin a transaction that finds the ledger at an entry."""
        self.doubtful = self.doubtful or last != self.seen

    def follow(self, place: Place) -> int:
        """Look at what was written to the journal since the last look; gives its size in bytes."""
        try:
            handle = os.open(journal_of(place), os.O_RDONLY)
        except FileNotFoundError:
            self.doubtful = self.doubtful or self._salt is not None
            return 0
        try:
            head = os.pread(handle, _HEAD, 0)
            size = os.fstat(handle).st_size
            if len(head) < _HEAD:
                self.doubtful = self.doubtful or self._salt is not None
                return 0
            salt, frame = head[16:24], _FRAME + int.from_bytes(head[8:12], "big")
            if self._salt not in {None, salt}:
                self.doubtful = True
            if self._salt != salt:
                self._salt, self._at = salt, _HEAD
            while self._at + frame <= size:
                said = os.pread(handle, _FRAME, self._at)
                if said[8:16] != salt:
                    break  # what an earlier journal left behind
                self.pages.add(int.from_bytes(said[:4], "big"))
                self._at += frame
        finally:
            os.close(handle)
        return size

    def emptied(self) -> None:
        """Take note that this writer emptied the journal, all of which it had looked at."""
        self._salt, self._at = None, _HEAD

    def unchanged(self, last: int, schema: int, page_size: int) -> bytes | None:
        """Give the seal's hashes where all that changed since is in ``pages``; None where that is in doubt."""
        certain = not self.doubtful and last == self.seen and schema == self.schema
        return self.base.pages if certain and page_size == self.base.page_size else None


def journal_of(place: Place) -> Path:
    """Tell where SQLite's journal is."""
    return place.sqlite.with_name(place.sqlite.name + "-wal")


def journal_size(place: Place) -> int:
    """Tell how many bytes SQLite's journal has."""
    try:
        return journal_of(place).stat().st_size
    except FileNotFoundError:
        return 0
