"""Carrying out a deletion order: the words out of the rows, what the database freed overwritten, the bytes removed.

A kill between the steps leaves a deletion that is not finished, which the ledger shows; the next writer finishes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, bindparam, false, func, or_, select, update

import onrecord.archive.tables as db
from onrecord.archive.canonical import now, row_digest
from onrecord.archive.catalogue.file import forget
from onrecord.archive.decisions import without_words
from onrecord.archive.deletions import ERASED, GONE, Deletion, deletions, gone, unfinished
from onrecord.archive.ledger import Ledger
from onrecord.archive.store import path_of, sync_folder, written
from onrecord.errors import ArchiveError

if TYPE_CHECKING:
    from onrecord.archive.archive import Archive

_WORDS: dict[str, dict[str, Any]] = {
    "receipts": {},
    "reports": {
        "text": "",
        "title": None,
        "publisher": None,
        "published": None,
        "language": None,
        "notes": None,
        "custody": None,
    },
    "unread": {"why": ""},
    "listed": {"id": None, "incident": None, "why": None},
    "readings": {"line": None, "why": None},
    "judgements": {"decision": "{}"},
    "link_judgements": {"note": ""},
}
"""What a row keeps of the file's words, and what stands there after they are erased."""
_NAMES: dict[str, dict[str, Any]] = {
    "receipts": {"name": "", "url": None},
    "reports": {"id": "", "url": None},
    "unread": {"place": ""},
    "listed": {"place": ""},
}
"""What a row keeps of the names and addresses under which the file was received."""
_STEM = 12
"""Digits of a text's hash, or of a report's key, with which the ids of its claims begin."""


def carry_out(archive: Archive, who: str, orders: Sequence[int]) -> list[Deletion]:
    """Carry out orders, wholly; one that was carried out in part is finished. Gives the deletions.

    ArchiveError where there is no such order, or another program keeps the database from overwriting what it freed:
    then the orders are carried out in part, ``verify`` says so, and carrying them out once more finishes them.
    """
    with archive.writing() as connection:
        known = {one.order: one for one in deletions(connection)}
        for order in orders:
            if order not in known:
                raise ArchiveError(f"no deletion order is entry {order}", where=str(archive.place), do="See verify")
            if known[order].entry is None:
                _erase(connection, who, known[order])
    finish(archive, who)
    with archive.snapshot() as connection:
        known = {one.order: one for one in deletions(connection)}
        return [known[order] for order in orders]


def finish(archive: Archive, who: str) -> int:
    """Finish the deletions whose rows have lost their words already; gives their number. ArchiveError as above."""
    with archive.snapshot() as connection:
        if not unfinished(connection):
            return 0
    forget(archive.place)
    archive.scrub([*_WORDS])
    with archive.writing() as connection:
        ledger = Ledger(connection)
        away = gone(connection)
        waiting = unfinished(connection)
        for one in waiting:
            if one.sha256 in away:  # else the same bytes were received again meanwhile, in spite of it
                path = path_of(archive.place.files, one.sha256)
                with written(archive.place):
                    path.unlink(missing_ok=True)
                    if path.parent.is_dir():
                        sync_folder(path.parent)
            _record(connection, ledger, who, one, GONE)
        ledger.flush()
    return len(waiting)


def _erase(connection: Connection, who: str, order: Deletion) -> None:
    ledger = Ledger(connection)
    entry = ledger.seq + 1
    erased: list[list[Any]] = []
    for table, rows in _touched(connection, order).items():
        blank = _WORDS[table] | (_NAMES.get(table, {}) if order.names else {})
        # A row that an earlier order left without all of these stands as it is.
        rows = [row for row in rows if any(row[name] != left for name, left in blank.items())]
        if not rows:
            continue
        columns = db.metadata.tables[table].columns.keys()
        for row in rows:
            values = {**row, **blank, "erased": entry}
            erased.append([table, row["entry"], row_digest(table, columns, values)])
        blank = {**blank, "erased": entry}
        change = update(db.metadata.tables[table]).values(blank)
        change = change.where(db.metadata.tables[table].c.entry == bindparam("number"))
        connection.execute(change, [{"number": row["entry"]} for row in rows])
    erased += _erase_decisions(connection, order, entry)
    _record(connection, ledger, who, order, ERASED, erased=erased)
    ledger.flush()


def _erase_decisions(connection: Connection, order: Deletion, entry: int) -> list[list[Any]]:
    """Take the words out of decisions on incidents that rested on a file's reports; gives the rows as they are since.

    What people decided of an incident stands, with its numbers and codes: other reports tell of it as well.
    """
    its = select(db.receipts.c.entry).where(db.receipts.c.sha256 == order.sha256)
    keys = connection.execute(select(db.reports.c.key).where(db.reports.c.receipt.in_(its))).scalars().all()
    judgements, columns = db.judgements, db.judgements.columns.keys()
    erased: list[list[Any]] = []
    for key in keys:
        for row in _rows(connection, judgements, judgements.c.decision.contains(f'"{key[:_STEM]}"')):
            left = without_words(row["about"], row["subject"], row["decision"])
            if left is None or left == (row["subject"], row["decision"]):
                continue
            subject, decision = left
            values = {**row, "subject": subject, "decision": decision, "erased": entry}
            erased.append([judgements.name, row["entry"], row_digest(judgements.name, columns, values)])
            change = update(judgements).where(judgements.c.entry == row["entry"])
            connection.execute(change.values(subject=subject, decision=decision, erased=entry))
    return erased


def _record(connection: Connection, ledger: Ledger, who: str, order: Deletion, stage: str, **summary: object) -> None:
    size = connection.execute(select(db.files.c.size).where(db.files.c.sha256 == order.sha256)).scalar()
    at = now()
    row = {"who": who, "at": at, "ordered": order.order, "sha256": order.sha256, "size": size, "stage": stage}
    ledger.append("deletion", who, [(db.deletions, row)], at=at, file=order.sha256, order=order.order, **summary)


def _touched(connection: Connection, order: Deletion) -> dict[str, list[Mapping[str, Any]]]:
    """Give every row that was made of a file, by table."""
    its = select(db.receipts.c.entry).where(db.receipts.c.sha256 == order.sha256)
    found = {
        "receipts": _rows(connection, db.receipts, db.receipts.c.sha256 == order.sha256),
        "reports": _rows(connection, db.reports, db.reports.c.receipt.in_(its)),
        "unread": _rows(connection, db.unread, db.unread.c.receipt.in_(its)),
        "listed": _rows(connection, db.listed, db.listed.c.receipt.in_(its)),
    }
    keys = select(db.reports.c.key).where(db.reports.c.receipt.in_(its))
    found["readings"] = _rows(connection, db.readings, db.readings.c.report.in_(keys))
    stems = sorted({stem for row in found["reports"] for stem in _stems(connection, row, order.sha256)})
    found["link_judgements"] = _rows(connection, db.link_judgements, _names_one_of(found["reports"]))
    found["judgements"] = []
    for start in range(0, len(stems), 500):
        which = func.substr(db.judgements.c.subject, 1, _STEM).in_(stems[start : start + 500])
        found["judgements"] += _rows(connection, db.judgements, which)
    return found


def _rows(connection: Connection, table: Table, which: Any) -> list[Mapping[str, Any]]:
    query = select(table).where(which).order_by(table.c.entry)
    return [row._asdict() for row in connection.execute(query)]


def _names_one_of(reports: Sequence[Mapping[str, Any]]) -> Any:
    """Choose the judgements of links that one of the reports stood in: a note may hold its words."""
    columns = (db.link_judgements.c.one_members, db.link_judgements.c.other_members)
    return or_(false(), *(column.contains(row["key"]) for row in reports for column in columns))


def _stems(connection: Connection, report: Mapping[str, Any], sha256: str) -> Iterator[str]:
    """Give the stems of the ids of what was found in a report; of its text only where no other file has the text."""
    yield report["key"][:_STEM]
    reports, receipts = db.reports.c, db.receipts.c
    others = (
        select(reports.entry)
        .join(db.receipts, receipts.entry == reports.receipt)
        .where(reports.text_sha256 == report["text_sha256"], receipts.sha256 != sha256, reports.erased.is_(None))
    )
    if connection.execute(others.limit(1)).first() is None:
        yield report["text_sha256"][:_STEM]
