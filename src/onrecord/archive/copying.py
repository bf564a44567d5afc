"""Rows from one database to another, unchanged: what backups, bags and imports share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, insert, select

_AT_ONCE = 1_000
"""Rows held at a time."""


def rows_of(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Give every row of a table in order of its number, few held at a time."""
    number = table.columns.values()[0]
    last = -1
    while True:
        query = select(table).where(number > last).order_by(number).limit(_AT_ONCE)
        found = [row._asdict() for row in connection.execute(query)]
        if not found:
            return
        yield from found
        last = found[-1][number.name]


def raw_rows(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    """Give rows as the database stores them, past SQLAlchemy's own: a verification reads every row there is."""
    cursor = connection.exec_driver_sql(query).cursor
    assert cursor is not None  # noqa: S101 - a SELECT has one
    return list(cursor.fetchall())


def fill(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows into a table, columns that they do not name as null."""
    columns = table.columns.keys()
    for some in _batches(rows):
        connection.execute(insert(table), [dict.fromkeys(columns) | row for row in some])


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) >= _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
