"""Deletion orders and how far each is carried out, as the tables say.

An order names a file. Carrying it out first takes the words out of every row that was made of the file (stage
``erased``), then the bytes out of the store (stage ``gone``). The rows stay with their hashes, and so does the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

import onrecord.archive.tables as db

ERASED, GONE = "erased", "gone"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Deletion:
    """One order on one file, and how far it got."""

    order: int
    """The order's entry."""
    sha256: str
    at: str
    who: str
    """Who gave it."""
    reason: str
    authority: str
    names: bool
    """Whether the names and addresses under which the bytes were received go as well."""
    entry: int | None
    """The entry in which the rows lost their words; None where it is not carried out."""
    carried_out: str | None
    """When that was."""
    finished: bool
    """Whether the bytes are out of the store as well, and what the database freed is overwritten."""

    def __str__(self) -> str:
        """Say what happened to the file."""
        if self.entry is None:
            return f"ordered to be deleted by entry {self.order} ({self.at}), which is not carried out"
        return f"deleted by order {self.order} of {self.at} ({self.reason}; {self.authority})"


def deletions(connection: Connection, sha256: str | None = None) -> list[Deletion]:
    """Give every order, or those on one file, oldest first."""
    orders = select(db.deletion_orders).order_by(db.deletion_orders.c.entry)
    stages = select(db.deletions)
    if sha256 is not None:
        orders = orders.where(db.deletion_orders.c.sha256 == sha256)
        stages = stages.where(db.deletions.c.sha256 == sha256)
    done: dict[tuple[int, str], tuple[int, str]] = {}
    for row in connection.execute(stages.order_by(db.deletions.c.entry)):
        done.setdefault((row.ordered, row.stage), (row.entry, row.at))
    found = []
    for row in connection.execute(orders):
        entry, at = done.get((row.entry, ERASED), (None, None))
        found.append(
            Deletion(
                order=row.entry,
                sha256=row.sha256,
                at=row.at,
                who=row.who,
                reason=row.reason,
                authority=row.authority,
                names=bool(row.names),
                entry=entry,
                carried_out=at,
                finished=(row.entry, GONE) in done,
            )
        )
    return found


def gone(connection: Connection) -> dict[str, Deletion]:
    """Give the files whose bytes are not kept any more, each with the last deletion of it.

    A file that was received again in spite of its deletion is kept.
    """
    last = {one.sha256: one for one in deletions(connection) if one.entry is not None}
    for sha256, entry in _received_again(connection, last):
        if entry > (last[sha256].entry or 0):
            del last[sha256]
    return last


def kept(connection: Connection, sha256: str) -> bool:
    """Tell whether a file with this hash was received, and not deleted since."""
    found = connection.execute(select(db.files.c.entry).where(db.files.c.sha256 == sha256)).first()
    return found is not None and sha256 not in gone(connection)


def unfinished(connection: Connection) -> list[Deletion]:
    """Give the deletions whose rows have lost their words and whose bytes may still lie in the store."""
    return [one for one in deletions(connection) if one.entry is not None and not one.finished]


def _received_again(connection: Connection, files: Iterable[str]) -> list[tuple[str, int]]:
    wanted, found = sorted(files), list[tuple[str, int]]()
    receipts = db.receipts.c
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(receipts.sha256, func.max(receipts.entry))
            .where(receipts.sha256.in_(wanted[start : start + _AT_ONCE]), receipts.despite.is_not(None))
            .group_by(receipts.sha256)
        )
        found += [(sha256, int(entry)) for sha256, entry in connection.execute(query)]
    return found
