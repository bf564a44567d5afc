"""The seal: the hash of the SQLite file as the last writer left it.

A database file holds bytes that no row shows: freed pages, gaps, its header. Nothing that the ledger binds stands
there, and yet a change of one shows that somebody touched the file. Writers break the seal before they write and leave
a new one when they close; a killed writer leaves none, which accuses nobody.
"""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import select

import onrecord.archive.tables as db
from onrecord.archive.canonical import canonical, sha256_hex
from onrecord.archive.database import Database
from onrecord.archive.place import Place
from onrecord.archive.store import held, sync_folder, write_synced, written


def break_seal(place: Place) -> None:
    """Remove the seal, synced, before the first write."""
    if place.server is None and place.seal.exists():
        with written(place):
            place.seal.unlink(missing_ok=True)
            sync_folder(place.folder)


def write_seal(place: Place, database: Database) -> None:
    """Seal the file, unless somebody else is writing: they will when they close."""
    if place.server is not None:
        return
    with held(place.folder):  # nobody writes the whole file anew between its hash and its seal
        database.settle()
        journal = place.sqlite.with_name(place.sqlite.name + "-wal")
        with database.writing() as connection:
            if journal.exists() and journal.stat().st_size:
                return
            last = connection.execute(select(db.ledger.c.seq).order_by(db.ledger.c.seq.desc()).limit(1)).scalar()
            with written(place):
                write_synced(place.seal, _words(hash_of(place), last or 0))


def check_seal(place: Place) -> str | None:
    """Compare the file with its seal; gives what is wrong, None where all is well or there is no seal.

    FileNotFoundError where there is no seal to compare with.
    """
    said = place.seal.read_bytes()
    try:
        stated = json.loads(said)
        expected = _words(stated["sqlite_sha256"], stated["entries"])
    except (ValueError, KeyError, TypeError):
        return "seal.json is not as onrecord wrote it"
    if said != expected:
        return "seal.json is not as onrecord wrote it"
    if hash_of(place) != stated["sqlite_sha256"]:
        return "archive.sqlite is not the file that the last writer sealed"
    return None


def hash_of(place: Place) -> str:
    """Hash the SQLite file as it stands."""
    with place.sqlite.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _words(sha256: str, entries: int) -> bytes:
    said = {"entries": entries, "sqlite_sha256": sha256}
    return (canonical(said | {"own_sha256": sha256_hex(canonical(said).encode("ascii"))}) + "\n").encode("ascii")
