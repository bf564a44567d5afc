"""What a deletion order on a file covers, and what it leaves: containers, parts, the same text elsewhere, exports."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, union

import onrecord.archive.tables as db
from onrecord.archive.deletions import gone
from onrecord.archive.records import custody_of


@dataclass(frozen=True, slots=True)
class Covered:
    """One file, and what hangs together with it; hashes of files that are kept, in order."""

    sha256: str
    names: tuple[str, ...]
    """Under which it was received."""
    reports: int
    readings: int
    listed: int
    within: tuple[str, ...]
    """Files that hold its bytes: the mail that it was attached to, the WARC of the exchange that fetched it."""
    parts: tuple[str, ...]
    """Files that were taken out of it."""
    same_text: int
    """Reports of other files that have the text of one of its reports."""
    exports: tuple[int, ...]
    """Entries of the exports made since it was received: what left the house stays outside."""


def covered(connection: Connection, sha256: str) -> Covered | None:
    """Say what an order on a file would cover; None where no such file was received."""
    receipts, reports = db.receipts.c, db.reports.c
    handed = connection.execute(
        select(receipts.entry, receipts.name).where(receipts.sha256 == sha256).order_by(receipts.entry)
    ).all()
    if not handed:
        return None
    its = select(receipts.entry).where(receipts.sha256 == sha256)
    mine = reports.receipt.in_(its) & reports.erased.is_(None)
    texts = select(reports.text_sha256).where(mine)
    deleted = gone(connection)
    return Covered(
        sha256=sha256,
        names=tuple(dict.fromkeys(row.name for row in handed)),
        reports=_count(connection, select(func.count()).where(mine)),
        readings=_count(
            connection, select(func.count()).where(db.readings.c.report.in_(select(reports.key).where(mine)))
        ),
        listed=_count(connection, select(func.count()).where(db.listed.c.receipt.in_(its))),
        within=tuple(one for one in _within(connection, sha256) if one not in deleted),
        parts=tuple(one for one in _parts(connection, sha256) if one not in deleted),
        same_text=_count(
            connection,
            select(func.count()).where(
                reports.text_sha256.in_(texts), reports.receipt.not_in(its), reports.erased.is_(None)
            ),
        ),
        exports=tuple(
            connection.execute(
                select(db.releases.c.entry).where(db.releases.c.entry > handed[0].entry).order_by(db.releases.c.entry)
            ).scalars()
        ),
    )


def _within(connection: Connection, sha256: str) -> list[str]:
    """Give the files that hold a file's bytes, as its receipts and, in older archives, its reports say."""
    receipts, reports = db.receipts.c, db.reports.c
    found = set(
        connection.execute(
            select(receipts.part_of).where(receipts.sha256 == sha256, receipts.part_of.is_not(None))
        ).scalars()
    )
    its = select(receipts.entry).where(receipts.sha256 == sha256)
    for custody in connection.execute(select(reports.custody).where(reports.receipt.in_(its))).scalars():
        found.add(custody_of(custody).part_of)
    return _received(connection, found - {sha256})


def _parts(connection: Connection, sha256: str) -> list[str]:
    """Give the files that were taken out of a file."""
    receipts, reports = db.receipts.c, db.reports.c
    told = select(receipts.sha256).where(receipts.part_of == sha256)
    older = (
        select(receipts.sha256)
        .join(db.reports, reports.receipt == receipts.entry)
        .where(reports.custody.contains(f'"part_of":"{sha256}"', autoescape=True))
    )
    return sorted(one for one in connection.execute(union(told, older)).scalars() if one != sha256)


def _received(connection: Connection, hashes: set[str | None]) -> list[str]:
    wanted = sorted(one for one in hashes if one)
    return sorted(connection.execute(select(db.files.c.sha256).where(db.files.c.sha256.in_(wanted))).scalars())


def _count(connection: Connection, query: object) -> int:
    return int(connection.execute(query).scalar() or 0)  # type: ignore[call-overload]
