"""An archive: opened, written to by one at a time, read by many."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, Self
from uuid import uuid4

from sqlalchemy import Connection

import onrecord.archive.schema as steps
import onrecord.archive.tables as db
from onrecord.archive.canonical import canonical, now
from onrecord.archive.changes import Changes, journal_size
from onrecord.archive.covering import Covered, covered
from onrecord.archive.database import Database
from onrecord.archive.decisions import DecisionToKeep, keep_decision
from onrecord.archive.deletions import Deletion, deletions, gone, kept
from onrecord.archive.erasing import carry_out, finish
from onrecord.archive.heads import Head, derived, make_key, sign_head
from onrecord.archive.incidents import Settled, judge, settle, settle_some
from onrecord.archive.ledger import Ledger
from onrecord.archive.lookup import Lookup
from onrecord.archive.place import Place
from onrecord.archive.receiving import Receiving
from onrecord.archive.records import ReadingToKeep
from onrecord.archive.seal import break_seal, changes_since, last_entry, write_seal
from onrecord.archive.store import held, sync_folder, tidy, written
from onrecord.errors import ArchiveError
from onrecord.model import Decision, Member, Verdict

_JOURNAL = 64_000_000
"""Bytes of SQLite's journal above which it is emptied after a commit: twice what a batch of `add` brings in,
so that look-ups never search a long one."""
_OURS = {"archive.sqlite", "archive.sqlite-wal", "archive.sqlite-shm", "files", "incoming", "keys", "seal.json", "desk"}


class Archive(Lookup):
    """One archive. Use it as a context; closing seals what was written."""

    def __init__(self, place: Place, database: Database) -> None:
        super().__init__(place, database)
        self._wrote = False
        self._turn = RLock()
        self._changes: Changes | None = None
        self.tidied = 0
        """Files of killed writers, never acknowledged, that were removed when this archive was opened for writing."""
        self.unfinished: str | None = None
        """Why deletions that were carried out in part could not be finished then; None where all are finished."""

    @classmethod
    def init(cls, place: Place, who: str) -> Self:
        """Make an archive where there is none; one whose making was cut short is finished.

        ArchiveError where there is one already, where the folder holds something else, or cannot be written.
        """
        with written(place):
            place.folder.mkdir(parents=True, exist_ok=True)
            strange = sorted(path.name for path in place.folder.iterdir() if path.name not in _OURS)
            if strange:
                raise ArchiveError(
                    f"the folder holds something else ({strange[0]})", where=str(place), do="Name a new folder"
                )
            place.files.mkdir(exist_ok=True)
            place.incoming.mkdir(exist_ok=True)
            if place.server is None:
                os.close(os.open(place.sqlite, os.O_RDWR | os.O_CREAT, 0o644))
            sync_folder(place.folder)
        database = Database(place)
        archive = cls(place, database)
        try:
            database.prepare()
            with archive.writing() as connection:
                if steps.standing(connection) is not None:
                    raise ArchiveError("there is an archive already", where=str(place), do="Use it as it is")
                key = make_key(
                    place
                )  # alone: two who make it at once would leave one's key and the other's name for it
                steps.upgrade(connection)
                ledger = Ledger(connection)
                ledger.append("init", who, archive=str(uuid4()), public_key=key, revision=steps.newest())
                ledger.flush()
        except BaseException:
            database.close()
            raise
        return archive

    @classmethod
    def open(cls, place: Place, *, who: str | None = None) -> Self:
        """Open an archive for reading; with ``who``, for writing.

        For writing, its tables are brought to this version, and what killed writers left is tidied up.
        ArchiveError where there is none, or it was made by a newer onrecord; DamagedArchive where it cannot be read.
        """
        if not place.folder.is_dir() or (place.server is None and not place.sqlite.is_file()):
            raise ArchiveError("no archive there", where=str(place), do="Make one with onrecord init")
        archive = cls(place, Database(place))
        try:
            archive._check(who)
        except BaseException:
            archive._database.close()
            raise
        return archive

    def _check(self, who: str | None) -> None:
        with self._database.reading() as connection:
            stands = steps.standing(connection)
        if stands is None:
            raise ArchiveError("no archive there", where=str(self.place), do="Make one with onrecord init")
        if not steps.known(stands):
            raise ArchiveError(
                f"its tables are of step {stands}, which this version does not know",
                where=str(self.place),
                do="Use the onrecord that made it, or run onrecord verify",
            )
        if who is None:
            if stands != steps.newest():
                raise ArchiveError(
                    f"its tables are of step {stands}, older than this version's {steps.newest()}",
                    where=str(self.place),
                    do="onrecord add without an input brings them up to date",
                )
            return
        if stands != steps.newest():
            self._upgrade(who)
        # What a killed writer left unsealed is sealed when this one closes.
        self._wrote = self._wrote or (self.place.server is None and not self.place.seal.exists())
        if self.place.incoming.is_dir() and any(self.place.incoming.iterdir()):
            with self.writing() as connection:
                self.tidied = tidy(self.place, lambda sha256: kept(connection, sha256))
        try:
            finish(self, who)
        except ArchiveError as error:
            self.unfinished = error.why

    def _upgrade(self, who: str) -> None:
        """Take the steps of the migrations that are missing, and say so in the ledger, in one transaction."""
        with self.writing() as connection:
            if steps.standing(connection) != steps.newest():
                steps.upgrade(connection)
                ledger = Ledger(connection)
                ledger.append("migration", who, revision=steps.newest())
                ledger.flush()

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Seal what was written, and close. Where sealing fails there is no seal, which accuses nobody."""
        try:
            if self._wrote:
                write_seal(self.place, self._database, self._changes)
        except (ArchiveError, OSError):
            return
        finally:
            self._database.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write alone, all or nothing; synced when it returns. Threads of one process take turns."""
        with self._turn, self._written() as connection:
            yield connection

    @contextmanager
    def _written(self) -> Iterator[Connection]:
        with self._database.writing() as connection:
            self._wrote = True
            sealed = break_seal(self.place)
            if sealed:
                self._changes = changes_since(sealed, connection)
            if self._changes:
                self._changes.begin(last_entry(connection))
            yield connection
            if self._changes:
                self._changes.seen = last_entry(connection)
        if self._database.is_sqlite:
            self._follow()

    def _follow(self) -> None:
        """Take note of the pages that were changed, and empty SQLite's journal where it has grown long."""
        size = self._changes.follow(self.place) if self._changes else journal_size(self.place)
        if size > _JOURNAL and self._database.settle() and self._changes:
            self._changes.emptied()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Read one moment of the tables: for the modules of this room that copy them."""
        with self._database.reading() as connection:
            yield connection

    def receiving(self, who: str, *, despite_deletion: bool = False) -> Receiving:
        """Begin to receive bytes and reports; with ``despite_deletion`` even bytes that an order had deleted."""
        return Receiving(self, who, despite_deletion=despite_deletion)

    def begin_run(self, who: str, made_by: Mapping[str, Any]) -> int:
        """Begin a run of readings; gives its number. ``made_by`` names code, models and lexicons with their hashes."""
        return self._append("run", who, db.runs, {"made_by": canonical(made_by)})

    def keep_readings(self, who: str, run: int, found: Iterable[ReadingToKeep]) -> None:
        """Keep what a run left of reports, beside what earlier runs left. Acknowledged when it returns."""
        with self.writing() as connection:
            ledger = Ledger(connection)
            for one in found:
                outcome = "read" if one.line is not None else "not_read"
                row = {"run": run, "report": one.report, "outcome": outcome, "line": one.line, "why": one.why}
                ledger.append("reading", who, [(db.readings, row)], report=one.report, run=run)
            ledger.flush()

    def judge(self, who: str, about: str, subject: str, decision: Mapping[str, Any]) -> int:
        """Record a person's decision about a subject, beside every earlier one; gives its entry."""
        row = {"about": about, "subject": subject, "decision": canonical(decision)}
        return self._append("judgement", who, db.judgements, row, about=about)

    def decide(self, who: str, decision: DecisionToKeep, *, seen: int) -> Decision:
        """Record a decision at the review desk. Conflict where one on the same subject is newer than ``seen``.

        Nobody else writes between the look and the entry, so that no decision is overwritten unseen.
        """
        return keep_decision(self, who, decision, seen)

    def settle_incidents(self, who: str, groups: Sequence[Sequence[Member]], as_of: int) -> Settled:
        """Give each group of mentions its id, and record what became of every id; see :func:`settle`."""
        return settle(self, who, groups, as_of)

    def settle_some(self, who: str, among: Sequence[str], groups: Sequence[Sequence[Member]]) -> Settled:
        """Group the mentions of some incidents anew, and record what became of these ids alone.

        ``among`` are incidents that stand, ``groups`` all of their mentions.
        """
        return settle_some(self, who, among, groups)

    def judge_link(
        self,
        who: str,
        verdict: Verdict,
        one: tuple[str, Sequence[Member]],
        other: tuple[str, Sequence[Member]],
        note: str = "",
        *,
        seen: int | None = None,
    ) -> int:
        """Record whether two incidents, or a report and an incident, are one; gives its entry.

        A side is an incident's id or a report's key, and the mentions that it stands for now. Earlier judgements stay.
        With ``seen``, Conflict where a judgement on any of these mentions is newer.
        """
        return judge(self, who, verdict, (one, other), note, seen)

    def record_release(self, who: str, form: str, destination: str, manifest: str) -> int:
        """Record what left the house: its format, where to, and the hash of its manifest; gives its entry."""
        row = {"format": form, "destination": destination, "manifest": manifest}
        return self._append("export", who, db.releases, row, format=form, manifest=manifest)

    def order_deletion(self, who: str, sha256: str, reason: str, authority: str, *, names: bool = False) -> int:
        """Record an order to delete a file; gives its entry. All stays until it is carried out.

        With ``names``, the names and addresses under which the file was received are to go as well. ArchiveError where
        no file with this hash was received.
        """
        with self._database.reading() as connection:
            if covered(connection, sha256) is None:
                raise ArchiveError(f"no file with the hash {sha256}", where=str(self.place))
        row = {"sha256": sha256, "reason": reason, "authority": authority, "names": 1 if names else None}
        return self._append("deletion_order", who, db.deletion_orders, row, file=sha256)

    def carry_out(self, who: str, *orders: int) -> list[Deletion]:
        """Carry out deletion orders: the files' bytes, text, readings and judgements go, their hashes stay.

        One that was carried out in part is finished. ArchiveError where there is no such order, or somebody reads the
        archive for so long that it can be carried out in part only, which ``verify`` then says.
        """
        return carry_out(self, who, orders)

    def covered_by_an_order(self, sha256: str) -> Covered | None:
        """Say what an order on a file would cover and leave; None where no such file was received."""
        with self._database.reading() as connection:
            return covered(connection, sha256)

    def deletions(self, sha256: str | None = None) -> list[Deletion]:
        """Give every deletion order, or those on one file, oldest first, and how far each is carried out."""
        with self._database.reading() as connection:
            return deletions(connection, sha256)

    def gone(self) -> dict[str, Deletion]:
        """Give the files whose bytes were deleted, by hash, each with its deletion."""
        with self._database.reading() as connection:
            return gone(connection)

    def scrub(self, tables: Sequence[str]) -> None:
        """Overwrite what tables freed, for the module of this room that erases rows. ArchiveError where that must wait.

        Nobody seals meanwhile: the file is written anew under their hands.
        """
        with held(self.place.folder):
            break_seal(self.place)
            self._wrote = True
            self._database.scrub(tables)

    def secret(self, purpose: str) -> bytes:
        """Derive a secret of this archive's own from its key, another one for each purpose; 32 bytes."""
        return derived(self.place, purpose)

    def head(self) -> Head:
        """Sign the end of the ledger. ArchiveError where the key is not in its place."""
        with self._database.reading() as connection:
            return sign_head(self.place, connection, self._identity(connection))

    def _append(self, kind: str, who: str, table: Any, row: Mapping[str, Any], **summary: object) -> int:
        at = now()
        with self.writing() as connection:
            ledger = Ledger(connection)
            entry = ledger.append(kind, who, [(table, {"who": who, "at": at, **row})], at=at, **summary)
            ledger.flush()
        return entry
