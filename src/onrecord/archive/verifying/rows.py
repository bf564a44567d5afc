"""The rows: each against the digest in the entry that speaks of it, and none that no entry speaks of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, select

import onrecord.archive.tables as db
from onrecord.archive.canonical import digest_of, text_hash
from onrecord.archive.copying import raw_rows
from onrecord.archive.verifying.chain import Entry, bound_rows, covered
from onrecord.archive.verifying.erased import Erased
from onrecord.archive.verifying.findings import Damage, Verification


def compare(
    connection: Connection,
    result: Verification,
    after: int,
    end: int | None,
    sound: list[Entry],
    missing: list[tuple[int, int]],
    erased: Erased,
) -> None:
    """Compare all rows of the entries numbered above ``after`` up to ``end`` (None: no end) with these entries.

    ``sound`` are the entries whose own hash is right. What an altered entry says of its rows is worth nothing: its
    rows are named with the entry, and so are those of missing entries. ``erased`` are the rows that must be what a
    deletion left of them.
    """
    rows = {shape.name: shape.rows(connection, after, end) for shape in _SHAPES.values()}
    filled = [(_SHAPES[table], found) for table, found in rows.items() if found]
    told = set()
    for entry in sound:
        told.add(entry.seq)
        if not erased and (agreed := _as_said(entry, filled)):
            result.rows += agreed
            continue
        for table, name, digest in bound_rows(entry) or ():
            row = rows[table].pop(entry.seq, None) if table in rows else None
            if row is None:
                result.found(Damage.MISSING, table, name, f"entry {entry.seq} speaks of it")
                continue
            result.rows += 1
            digest, deletion = erased.get((table, entry.seq), (digest, None))
            if _SHAPES[table].digest(row) != digest:
                shown = _SHAPES[table].named(row)
                stands = "" if shown == name else f"; it now says {shown}"
                why = f"its content is not what entry {entry.seq} says it was{stands}"
                if deletion:
                    why = f"it is not what the deletion of entry {deletion} left of it{stands}"
                result.found(Damage.CHANGED, table, name, why)
    for table, left in rows.items():
        for seq, row in sorted(left.items()):
            name = _SHAPES[table].named(row)
            if seq in told:
                result.found(Damage.ADDED, table, name, f"entry {seq} does not speak of it")
            elif covered(missing, seq) or not _entry_stands(connection, seq):
                result.found(Damage.ADDED, table, name, f"no entry speaks of it: there is none with the number {seq}")
            else:
                result.notes.append(f"{table} {name} cannot be checked: its entry {seq} is not what it was")


def _as_said(entry: Entry, filled: list[tuple[_Shape, dict[int, tuple[Any, ...]]]]) -> int:
    """Take an entry's rows and give their number where they are just what it says: most are; 0 where they are not.

    Its payload is compared as the text that these rows would have given it, which is faster than to parse it. What
    this cannot tell, such as a name that is escaped, is left to the slow way.
    """
    seq = entry.seq
    said = [shape.said(found[seq]) for shape, found in filled if seq in found]
    payload = entry.payload
    if not said or payload.__class__ is not str or not payload.endswith(f'"rows":[{",".join(said)}]}}'):
        return 0
    for _, found in filled:
        found.pop(seq, None)
    return len(said)


class _Shape:
    """A table as its rows are hashed."""

    def __init__(self, table: Table) -> None:
        self.name = table.name
        self.columns = tuple(table.columns.keys())
        self._entry = self.columns.index("entry")
        self._text = self.columns.index("text") if "text" in self.columns else None
        self._named = self.columns.index({"files": "sha256", "reports": "key"}.get(table.name, "entry"))

    def rows(self, connection: Connection, after: int, end: int | None) -> dict[int, tuple[Any, ...]]:
        """Give the rows of entries above ``after`` up to ``end``, by entry."""
        query = f"SELECT {', '.join(self.columns)} FROM {self.name} WHERE entry > {after}"  # noqa: S608 - our names
        if end is not None:
            query += f" AND entry <= {end}"
        return {row[self._entry]: row for row in raw_rows(connection, query)}

    def digest(self, row: tuple[Any, ...]) -> str:
        """Hash a row as it is stored."""
        at = self._text
        if at is not None and isinstance(row[at], str):
            row = (*row[:at], text_hash(row[at]), *row[at + 1 :])
        return digest_of(self.name, row)

    def said(self, row: tuple[Any, ...]) -> str:
        """Give what the entry of a row says of it, where nothing in the row's name is escaped."""
        return f'["{self.name}","{row[self._named]}","{self.digest(row)}"]'

    def named(self, row: tuple[Any, ...]) -> str:
        """Name a row the way people find it again."""
        return str(row[self._named])


_SHAPES = {table.name: _Shape(table) for table in db.BOUND}


def _entry_stands(connection: Connection, seq: int) -> bool:
    return connection.execute(select(db.ledger.c.seq).where(db.ledger.c.seq == seq)).first() is not None
