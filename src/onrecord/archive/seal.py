"""The seal: the hash of every page of the SQLite file as the last writer left it.

A database file holds bytes that no row shows: freed pages, gaps, its header. Nothing that the ledger binds stands
there, and yet a change of one shows that somebody touched the file. Writers break the seal before they write and leave
a new one when they close; a killed writer leaves none, which accuses nobody. Pages that a writer did not change keep
the hash that they had: what somebody did to them before it came is not covered up by its seal.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os

from sqlalchemy import Connection, func, select, text

import onrecord.archive.tables as db
from onrecord.archive.canonical import canonical, sha256_hex
from onrecord.archive.changes import Changes, Sealed, journal_of
from onrecord.archive.database import Database
from onrecord.archive.place import Place
from onrecord.archive.store import held, sync_folder, write_synced, written

_DIGEST = 32
_WRONG = "seal.json is not as onrecord wrote it"


def break_seal(place: Place) -> Sealed | None:
    """Remove the seal, synced, before the first write; gives what it said, None where there is none to rely on."""
    if place.server is not None or not place.seal.exists():
        return None
    said = _read(place)
    with written(place):
        place.seal.unlink(missing_ok=True)
        sync_folder(place.folder)
    return said


def changes_since(sealed: Sealed, connection: Connection) -> Changes | None:
    """Begin to follow what the writer of this transaction changes; None where the seal is not of this ledger."""
    if last_entry(connection) != sealed.entries:
        return None
    return Changes(sealed, _schema(connection), sealed.entries)


def last_entry(connection: Connection) -> int:
    """Give the number of the ledger's last entry."""
    return int(connection.execute(select(func.max(db.ledger.c.seq))).scalar() or 0)


def write_seal(place: Place, database: Database, changes: Changes | None = None) -> None:
    """Seal the file, unless somebody else is writing: they will when they close.

    With ``changes``, only the pages are hashed that its writer changed, where these are certain to be all.
    """
    if place.server is not None:
        return
    with held(place.folder):  # nobody writes the whole file anew between its hash and its seal
        if changes:
            with database.writing():
                changes.follow(place)
        database.settle()
        journal = journal_of(place)
        with database.writing() as connection:
            if journal.exists() and journal.stat().st_size:
                return
            last, page_size = last_entry(connection), _page_size(place)
            kept = changes.unchanged(last, _schema(connection), page_size) if changes else None
            hashes = _hashes(place, page_size, kept, changes.pages if changes else set())
            with written(place):
                write_synced(place.seal, _words(Sealed(last, page_size, hashes)))


def check_seal(place: Place) -> str | None:
    """Compare the file with its seal; gives what is wrong, None where all is well.

    FileNotFoundError where there is no seal to compare with.
    """
    said = place.seal.read_bytes()
    sealed = _read(place)
    if sealed is None:
        return _check_whole(place, said)
    if _page_size(place) != sealed.page_size or _hashes(place, sealed.page_size, None, set()) != sealed.pages:
        return "archive.sqlite is not the file that the last writer sealed"
    return None


def _check_whole(place: Place, said: bytes) -> str | None:
    """Compare with a seal of earlier versions, which has one hash of the whole file."""
    try:
        stated = json.loads(said)
        words = {"entries": stated["entries"], "sqlite_sha256": stated["sqlite_sha256"]}
    except (ValueError, KeyError, TypeError):
        return _WRONG
    if said != _own(words):
        return _WRONG
    with place.sqlite.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != stated["sqlite_sha256"]:
            return "archive.sqlite is not the file that the last writer sealed"
    return None


def _read(place: Place) -> Sealed | None:
    """Read the seal; None where it is of an earlier version, or not as onrecord wrote it."""
    said = place.seal.read_bytes()
    try:
        stated = json.loads(said)
        pages = base64.b64decode(stated["pages"], validate=True)
        sealed = Sealed(int(stated["entries"]), int(stated["page_size"]), pages)
    except (ValueError, KeyError, TypeError):
        return None
    return sealed if said == _words(sealed) else None


def _hashes(place: Place, page_size: int, kept: bytes | None, changed: set[int]) -> bytes:
    """Hash the file page by page; a page that ``kept`` has a hash of, and that did not change, is not read."""
    found: list[bytes] = []
    with place.sqlite.open("rb", buffering=0) as stream:
        size = os.fstat(stream.fileno()).st_size
        for number in range(-(-size // page_size)):
            at = number * _DIGEST
            if kept is not None and number + 1 not in changed and at < len(kept):
                found.append(kept[at : at + _DIGEST])
            else:
                found.append(hashlib.sha256(os.pread(stream.fileno(), page_size, number * page_size)).digest())
    return b"".join(found)


def _page_size(place: Place) -> int:
    """Read the size of a page off the file's head; one that is no SQLite file is hashed in pieces all the same."""
    with place.sqlite.open("rb") as stream:
        said = int.from_bytes(stream.read(18)[16:18], "big")
    return 65_536 if said < 512 else said


def _schema(connection: Connection) -> int:
    return int(connection.execute(text("PRAGMA schema_version")).scalar() or 0)


def _words(sealed: Sealed) -> bytes:
    return _own(
        {
            "entries": sealed.entries,
            "page_size": sealed.page_size,
            "pages": base64.b64encode(sealed.pages).decode("ascii"),
        }
    )


def _own(said: dict[str, object]) -> bytes:
    return (canonical(said | {"own_sha256": sha256_hex(canonical(said).encode("ascii"))}) + "\n").encode("ascii")
