"""The rows: each against the digest in the entry that speaks of it, and none that no entry speaks of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Table, select

import onrecord.archive.tables as db
from onrecord.archive.canonical import row_digest
from onrecord.archive.verify.chain import bound_rows, covered
from onrecord.archive.verify.findings import Damage, Verification

_WORDS = {
    "changed": "its content is not what entry {} says it was",
    "missing": "entry {} speaks of it",
}


def compare(
    connection: Connection,
    result: Verification,
    after: int,
    end: int | None,
    sound: list[Row[Any]],
    missing: list[tuple[int, int]],
) -> None:
    """Compare all rows of the entries numbered above ``after`` up to ``end`` (None: no end) with these entries.

    ``sound`` are the entries whose own hash is right. What an altered entry says of its rows is worth nothing: its
    rows are named with the entry, and so are those of missing entries.
    """
    rows = {table.name: _rows(connection, table, after, end) for table in db.BOUND}
    names = {table.name: table for table in db.BOUND}
    told = set()
    for entry in sound:
        told.add(entry.seq)
        for table, name, digest in bound_rows(entry) or ():
            row = rows[table].pop(entry.seq, None) if table in rows else None
            if row is None:
                result.found(Damage.MISSING, table, name, _WORDS["missing"].format(entry.seq))
                continue
            result.rows += 1
            if row_digest(row._asdict()) != digest:
                shown = db.named(names[table], row._asdict())
                stands = "" if shown == name else f"; it now says {shown}"
                result.found(Damage.CHANGED, table, name, _WORDS["changed"].format(entry.seq) + stands)
    for table, left in rows.items():
        for seq, row in sorted(left.items()):
            name = db.named(names[table], row._asdict())
            if seq in told:
                result.found(Damage.ADDED, table, name, f"entry {seq} does not speak of it")
            elif covered(missing, seq) or (end is None and seq > after and not _entry_stands(connection, seq)):
                result.found(Damage.ADDED, table, name, f"no entry speaks of it: there is none with the number {seq}")
            else:
                result.notes.append(f"{table} {name} cannot be checked: its entry {seq} is not what it was")


def _rows(connection: Connection, table: Table, after: int, end: int | None) -> dict[int, Row[Any]]:
    query = select(table).where(table.c.entry > after)
    if end is not None:
        query = query.where(table.c.entry <= end)
    return {row.entry: row for row in connection.execute(query)}


def _entry_stands(connection: Connection, seq: int) -> bool:
    return connection.execute(select(db.ledger.c.seq).where(db.ledger.c.seq == seq)).first() is not None
