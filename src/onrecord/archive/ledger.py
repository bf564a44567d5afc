"""The ledger: every receipt, report, reading, judgement, export and deletion order, each entry chained to the last.

An entry's payload names the rows it speaks of, each with the digest of its content, so that the chain binds the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, select

import onrecord.archive.tables as db
from onrecord import __version__
from onrecord.archive.canonical import ZERO, canonical, entry_hash, now, stored, stored_digest

TOOL = f"onrecord {__version__}"
"""What every entry and receipt names as the tool that wrote it."""


class Ledger:
    """The end of the ledger within one transaction that writes; entries are gathered and written together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        last = connection.execute(
            select(db.ledger.c.seq, db.ledger.c.hash).order_by(db.ledger.c.seq.desc()).limit(1)
        ).first()
        self.seq, self.hash = (int(last.seq), str(last.hash)) if last else (0, ZERO)
        self._entries: list[tuple[Any, ...]] = []
        self._rows: dict[str, list[list[Any]]] = {}

    def append(
        self,
        kind: str,
        who: str,
        rows: Sequence[tuple[Table, Mapping[str, Any]]] = (),
        *,
        at: str | None = None,
        **summary: object,
    ) -> int:
        """Add an entry and the rows it speaks of; gives its number.

        The rows' ``entry`` is set here. ``summary`` says in the entry itself what a reader of the ledger needs.
        """
        seq, at = self.seq + 1, at or now()
        bound = []
        for table, values in rows:
            columns = _columns(table)
            row = [seq if name == "entry" else stored(values.get(name)) for name in columns]
            self._rows.setdefault(table.name, []).append(row)
            bound.append(
                [table.name, db.named(table, {**values, "entry": seq}), stored_digest(table.name, columns, row)]
            )
        payload = canonical({**summary, "rows": bound})
        entry = (seq, kind, stored(who), at, TOOL, payload, self.hash)
        digest = entry_hash(*entry)
        self._entries.append((*entry, digest))
        self.seq, self.hash = seq, digest
        return seq

    def flush(self) -> None:
        """Write what was gathered: entries first, then rows in an order that their references allow."""
        if self._entries:
            self._insert(db.ledger, self._entries)
        for table in db.BOUND:
            if found := self._rows.get(table.name):
                self._insert(table, [tuple(row) for row in found])
        self._entries, self._rows = [], {}

    def _insert(self, table: Table, rows: list[tuple[Any, ...]]) -> None:
        """Hand rows to the database as they are to be stored: each went through SQLAlchemy's types for its digest."""
        columns = _columns(table)
        mark = "?" if self._connection.dialect.paramstyle == "qmark" else "%s"
        marks = ", ".join([mark] * len(columns))
        query = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own names
        self._connection.exec_driver_sql(query, rows)


@cache
def _columns(table: Table) -> tuple[str, ...]:
    return tuple(table.columns.keys())
