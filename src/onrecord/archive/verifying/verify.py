"""One verification, from the seal to the last file."""

from __future__ import annotations

import json
import re

from sqlalchemy import Connection, inspect, select, text

import onrecord.archive.schema as steps
import onrecord.archive.tables as db
from onrecord.archive.database import Database
from onrecord.archive.heads import Head, public_key
from onrecord.archive.place import Place
from onrecord.archive.seal import check_seal
from onrecord.archive.verifying.erased import tell_of_deletions
from onrecord.archive.verifying.findings import Damage, Verification
from onrecord.archive.verifying.kept import check_names
from onrecord.archive.verifying.shares import Second, Undecodable, check_all
from onrecord.errors import ArchiveError, DamagedArchive

_VERSION = "alembic_version"
_DATABASE = {"archive.sqlite", "archive.sqlite-wal", "archive.sqlite-shm"}
_PARTS = {*_DATABASE, "files", "incoming", "keys", "seal.json", "desk"}
_HALF_WRITTEN = re.compile(r"^\.(seal\.json|ed25519)\.\d+$")


def verify(place: Place, head: Head | None = None) -> Verification:
    """Verify an archive: its seal, every entry, row and file, and, where one was kept, the head.

    Gives what was found, by name, and what cannot be proven. ArchiveError where there is no archive, or it is of
    another version of onrecord; a damaged one is told of in the findings, never by an error.
    """
    if not place.folder.is_dir() or (place.server is None and not place.sqlite.exists() and not place.files.is_dir()):
        raise ArchiveError("no archive there", where=str(place), do="Check the name")
    for tolerant in (False, True):
        with Second(place) as second:
            try:
                return _verify(place, head, second, tolerant=tolerant)
            except Undecodable:
                continue
    raise AssertionError  # what is read tolerantly decodes


def _verify(place: Place, head: Head | None, second: Second, *, tolerant: bool) -> Verification:
    result = Verification()
    if place.server is None and not place.sqlite.is_file():
        result.found(Damage.MISSING, "database", "archive.sqlite", "not in its place")
        check_names(place, result)
        return result
    sealed = _sealed(place, result)
    database = Database(place, tolerant=tolerant)
    try:
        with database.reading() as connection:
            if place.server is None:
                _structure(connection, result, whole=not sealed)
            _strangers(place, result)
            _walk(connection, place, head, result, second, tolerant=tolerant)
    except Undecodable:
        raise
    except DamagedArchive as error:
        if "decode" in str(error) and not tolerant:
            raise Undecodable from error
        result.found(Damage.UNREADABLE, "database", "archive.sqlite" if place.server is None else "tables", error.why)
        result.files = result.bytes = 0
        check_names(place, result)
    finally:
        database.close()
    return result


def _sealed(place: Place, result: Verification) -> bool:
    """Compare the SQLite file with its seal; tells whether it stands as sealed."""
    if place.server is not None:
        return False
    for _ in range(3):
        try:
            before = place.seal.stat()
            wrong = check_seal(place)
            after = place.seal.stat()
        except FileNotFoundError:
            result.notes.append(
                "archive.sqlite is not sealed: a writer is at work, or was killed. Its rows are checked one by one; "
                "bytes of the file that hold no row cannot be. The next onrecord add seals it"
            )
            return False
        except OSError as error:
            result.found(Damage.UNREADABLE, "database", "archive.sqlite", f"cannot be read: {error.strerror or error}")
            return False
        if (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns):
            break
    if wrong:
        result.found(Damage.CHANGED, "database", "archive.sqlite", wrong)
    return not wrong


def _structure(connection: Connection, result: Verification, *, whole: bool) -> None:
    """Look for tables that are not ours; with ``whole``, let SQLite look over its own file."""
    said = [str(one) for one in connection.execute(text("PRAGMA integrity_check(20)")).scalars()] if whole else ["ok"]
    if said != ["ok"]:
        for one in said:
            result.found(Damage.CHANGED, "database", "archive.sqlite", one)
    ours = {table.name for table in db.ALL} | {_VERSION}
    for name in sorted(set(inspect(connection).get_table_names()) - ours):
        result.found(Damage.ADDED, "table", name, "no table of an archive")


def _walk(
    connection: Connection, place: Place, head: Head | None, result: Verification, second: Second, *, tolerant: bool
) -> None:
    keys, archive, revision = _stated(connection)
    _check_version(connection, place, revision, result)
    if not place.files.is_dir():
        result.found(Damage.MISSING, "file", "files", "the folder of all files is not in its place")
    last = check_all(connection, place, head, result, second, tolerant=tolerant)
    tell_of_deletions(connection, result)
    _check_key(place, keys, result)
    _check_head(head, archive, keys, last, result)


def _stated(connection: Connection) -> tuple[list[str], str | None, str | None]:
    """Give what the ledger says of the archive: its public keys, its name, the step of its tables."""
    keys: list[str] = []
    archive = revision = None
    query = (
        select(db.ledger.c.payload)
        .where(db.ledger.c.kind.in_(("init", "import", "migration")))
        .order_by(db.ledger.c.seq)
    )
    for payload in connection.execute(query).scalars():
        try:
            said = json.loads(payload)
        except (ValueError, TypeError):
            continue  # the walk along the chain names this entry
        if isinstance(said, dict):
            archive = archive or said.get("archive")
            revision = said.get("revision", revision)
            if isinstance(said.get("public_key"), str):
                keys.append(said["public_key"])
    return keys, archive, revision


def _check_version(connection: Connection, place: Place, stated: str | None, result: Verification) -> None:
    if not inspect(connection).has_table(_VERSION):
        result.found(Damage.MISSING, "table", _VERSION, "it says which step the tables are at")
    else:
        stands = [str(one) for one in connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalars()]  # noqa: S608
        if stands != [stated]:
            damage = Damage.CHANGED if stands else Damage.MISSING
            result.found(damage, _VERSION, ", ".join(stands) or "the only row", f"the ledger says {stated}")
    if stated and steps.known(stated) and stated != steps.newest():
        raise ArchiveError(
            f"its tables are of step {stated}, older than this version's {steps.newest()}",
            where=str(place),
            do="Verify it with the onrecord that made it; onrecord add brings it up to date",
        )


def _check_key(place: Place, keys: list[str], result: Verification) -> None:
    if not place.key.exists():
        result.notes.append("the signing key is not in keys/: heads cannot be signed until it is put back")
        return
    try:
        own = public_key(place)
    except ArchiveError as error:
        result.found(Damage.CHANGED, "key", "keys/ed25519", error.why)
        return
    if not keys or own != keys[-1]:
        result.found(Damage.CHANGED, "key", "keys/ed25519", "not the key whose public half the ledger names")


def _check_head(head: Head | None, archive: str | None, keys: list[str], last: int, result: Verification) -> None:
    if head is None:
        result.notes.append(
            "no head was given: that entries were cut off the end, or the whole ledger written anew, cannot be ruled "
            "out. Keep one outside: onrecord verify --write-head FILE; then onrecord verify --head FILE"
        )
        return
    if not head.genuine():
        result.found(Damage.CHANGED, "head", head.hash, "the kept head does not bear a true signature")
    if head.archive != archive:
        result.found(Damage.REWRITTEN, "head", head.hash, f"it is of the archive {head.archive}; this one is {archive}")
    if head.public_key not in keys:
        result.found(Damage.REWRITTEN, "head", head.hash, "signed with a key that this ledger does not name")
    if last > head.seq:
        result.notes.append(
            f"entries {head.seq + 1} to {last} came after the head of {head.at}: that none of them was cut off or "
            "written anew cannot be ruled out"
        )


def _strangers(place: Place, result: Verification) -> None:
    """Name what lies in the archive's folder and is no part of it."""
    for path in sorted(place.folder.iterdir()):
        if path.name not in _PARTS and not _HALF_WRITTEN.match(path.name):
            result.found(Damage.ADDED, "file", path.name, "no part of an archive")
    if place.key.parent.is_dir():
        for path in sorted(place.key.parent.iterdir()):
            if path != place.key and not _HALF_WRITTEN.match(path.name):
                result.found(Damage.ADDED, "file", f"keys/{path.name}", "no part of an archive")
    if place.incoming.is_dir():
        waiting = sum(1 for path in place.incoming.rglob("*") if path.is_file())
        if waiting:
            result.notes.append(
                f"{waiting} files in incoming/ were never acknowledged; the next onrecord add tidies up"
            )
