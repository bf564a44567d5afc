"""The files: each hashed again, none missing, none that was never acknowledged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from stat import S_ISREG

from sqlalchemy import Connection, select

from onrecord.archive.deletions import Deletion
from onrecord.archive.place import Place
from onrecord.archive.store import announced, path_of
from onrecord.archive.tables import files
from onrecord.archive.verifying.findings import Damage, Verification

_AT_ONCE = 1 << 20
"""Bytes read at once; a larger file is hashed in pieces."""
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
"""No link is followed, and no pipe waited on that somebody put in a file's place."""
_ROWS = 5_000
"""Rows of files held at a time."""


def check_files(
    connection: Connection,
    place: Place,
    result: Verification,
    away: Mapping[str, Deletion],
    is_kept_now: Callable[[str], bool],
    first: str = "",
    until: str | None = None,
) -> None:
    """Compare the store with the rows of files, folder by folder; no more than one folder's names are held.

    Of all hashes and names those from ``first`` on and before ``until``: one share. ``away`` are the files whose bytes
    were deleted by order. ``is_kept_now`` asks the database as it is now, not the snapshot: a file may have been
    acknowledged meanwhile, or deleted by order.
    """
    strangers: list[Path] = []
    check = _Check(result, is_kept_now)
    mine = [one for one in sorted(place.files.iterdir()) if first <= one.name and (until is None or one.name < until)]
    unseen = {path.name for path in mine if path.is_dir()}
    for prefix, rows in groupby(_rows(connection, first, until), key=lambda row: row[0][:2]):
        folder = place.files / prefix
        present = set(os.listdir(folder)) if prefix in unseen else set()  # noqa: PTH208 - names alone, and fast
        unseen.discard(prefix)
        for sha256, size in rows:
            rest = sha256[2:]
            if sha256 in away:
                if rest in present and not away[sha256].finished:
                    present.discard(rest)  # said with the deletion, which is not finished
            elif rest in present:
                present.discard(rest)
                check.one(f"{folder}/{rest}", sha256, size)
            elif is_kept_now(sha256):
                result.found(Damage.MISSING, "file", sha256, f"not in its place, files/{prefix}/{rest}")
        strangers += [folder / name for name in sorted(present)]
    for name in sorted(unseen):
        strangers += sorted((place.files / name).iterdir())
    strangers += [path for path in mine if not path.is_dir()]
    _judge(strangers, place, result, is_kept_now, away)


def _rows(connection: Connection, first: str, until: str | None) -> Iterator[tuple[str, int]]:
    """Give hash and size of every file, in order of the hashes, a chunk at a time."""
    last = first
    while True:
        # No hash is as short as the first of a share, so none is passed over.
        query = select(files.c.sha256, files.c.size).where(files.c.sha256 > last).order_by(files.c.sha256)
        if until is not None:
            query = query.where(files.c.sha256 < until)
        cursor = connection.execute(query.limit(_ROWS)).cursor
        assert cursor is not None  # noqa: S101 - a SELECT has one
        found = cursor.fetchall()
        # What is no text is no hash of ours: the row is named where rows are compared.
        yield from (row for row in found if isinstance(row[0], str))
        if len(found) < _ROWS:
            return
        last = found[-1][0]


def check_names(place: Place, result: Verification) -> None:
    """Hash every file of the store against its own name: what is left to do where the database cannot be read."""
    check = _Check(result)
    for path in sorted(place.files.glob("??/*")):
        check.one(str(path), path.parent.name + path.name, None)


class _Check:
    """Hashes files one by one, all through one stretch of memory."""

    def __init__(self, result: Verification, is_kept_now: Callable[[str], bool] = lambda _: True) -> None:
        self._result, self._is_kept_now = result, is_kept_now
        self._view = memoryview(bytearray(_AT_ONCE))
        self._into = [self._view]

    def one(self, path: str, sha256: str, size: int | None) -> None:
        """Compare one file with its hash."""
        result = self._result
        try:
            handle = os.open(path, _READ)
            try:
                status = os.fstat(handle)
                if not S_ISREG(status.st_mode):
                    result.found(Damage.CHANGED, "file", sha256, "no longer a file")
                    return
                found = self._hash(handle)
            finally:
                os.close(handle)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not self._is_kept_now(sha256):
                return  # deleted by order since the snapshot
            result.found(Damage.UNREADABLE, "file", sha256, f"cannot be read: {error.strerror or error}")
            return
        result.files += 1
        result.bytes += status.st_size
        if found != sha256:
            now, was = status.st_size, size
            said = "" if was is None or was == now else f", {now:,} bytes where {was:,} were received"
            result.found(Damage.CHANGED, "file", sha256, f"its bytes now hash to {found}{said}")

    def _hash(self, handle: int) -> str:
        digest = hashlib.sha256()
        while got := os.readv(handle, self._into):
            digest.update(self._view[:got])
            if got < _AT_ONCE:  # shorter than asked for: that was all
                break
        return digest.hexdigest()


def _judge(
    strangers: list[Path],
    place: Place,
    result: Verification,
    is_kept_now: Callable[[str], bool],
    away: Mapping[str, Deletion],
) -> None:
    """Tell what a killed or running writer left from what somebody put there."""
    if not strangers:
        return
    waiting = announced(place)  # before the database is asked: a writer takes its list away after it has committed
    left = 0
    for path in strangers:
        sha256 = path.parent.name + path.name
        if path == path_of(place.files, sha256) and (sha256 in waiting or is_kept_now(sha256)):
            left += 1
        else:
            name = str(path.relative_to(place.folder))
            why = f"it was {away[sha256]}, and lies there again" if sha256 in away else "no receipt speaks of it"
            result.found(Damage.ADDED, "file", name, why)
    if left:
        result.notes.append(f"{left} files of a writer at work, or killed before it was acknowledged, are left aside")
