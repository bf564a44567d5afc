"""The tables, the same on SQLite and PostgreSQL.

Every row but the ledger's own bears the number of the ledger entry that speaks of it (``entry``): the entry holds a
digest of the row, and a row that no entry speaks of does not belong. Digests go by the order of the columns: a new one
stands last, and may be null.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import BigInteger, Column, Dialect, ForeignKey, Index, Integer, MetaData, Table, Text, TypeDecorator

from onrecord.archive.canonical import restored, stored


class AnyText(TypeDecorator[str]):
    """Text of any code points, what a database cannot hold escaped."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Escape what a database cannot hold."""
        return cast("str | None", stored(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Undo the escapes."""
        return cast("str | None", restored(value))


NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""Entry numbers; SQLite orders a table by a key of exactly this type."""
metadata = MetaData()


def _entry() -> Column[int]:
    return Column("entry", NUMBER, ForeignKey("ledger.seq"), primary_key=True, autoincrement=False)


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, AnyText, nullable=null)


ledger = Table(
    "ledger",
    metadata,
    Column("seq", NUMBER, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    _text("who"),
    Column("at", Text, nullable=False),
    Column("tool", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
files = Table(
    "files",
    metadata,
    _entry(),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    _text("media_type"),
)
receipts = Table(
    "receipts",
    metadata,
    _entry(),
    _text("who"),
    Column("at", Text, nullable=False),
    _text("name"),
    Column("sha256", Text, ForeignKey("files.sha256"), nullable=False),
    _text("url", null=True),
    Column("tool", Text, nullable=False),
)
reports = Table(
    "reports",
    metadata,
    _entry(),
    Column("key", Text, nullable=False, unique=True),
    Column("receipt", BigInteger, ForeignKey("receipts.entry"), nullable=False),
    _text("id"),
    Column("sha256", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    _text("text"),
    _text("title", null=True),
    _text("publisher", null=True),
    _text("published", null=True),
    _text("url", null=True),
    _text("language", null=True),
    _text("notes", null=True),
    _text("custody", null=True),
)
unread = Table(
    "unread",
    metadata,
    _entry(),
    Column("receipt", BigInteger, ForeignKey("receipts.entry"), nullable=False),
    _text("place"),
    Column("kind", Text, nullable=False),
    _text("why"),
)
runs = Table(
    "runs",
    metadata,
    _entry(),
    _text("who"),
    Column("at", Text, nullable=False),
    Column("made_by", Text, nullable=False),
)
readings = Table(
    "readings",
    metadata,
    _entry(),
    Column("run", BigInteger, ForeignKey("runs.entry"), nullable=False),
    Column("report", Text, ForeignKey("reports.key"), nullable=False),
    Column("outcome", Text, nullable=False),
    _text("line", null=True),
    _text("why", null=True),
)
judgements = Table(
    "judgements",
    metadata,
    _entry(),
    _text("who"),
    Column("at", Text, nullable=False),
    Column("about", Text, nullable=False),
    _text("subject"),
    Column("decision", Text, nullable=False),
)
releases = Table(
    "releases",
    metadata,
    _entry(),
    _text("who"),
    Column("at", Text, nullable=False),
    Column("format", Text, nullable=False),
    _text("destination"),
    Column("manifest", Text, nullable=False),
)
deletion_orders = Table(
    "deletion_orders",
    metadata,
    _entry(),
    _text("who"),
    Column("at", Text, nullable=False),
    Column("sha256", Text, ForeignKey("files.sha256"), nullable=False),
    _text("reason"),
    _text("authority"),
)

Index("receipts_sha256", receipts.c.sha256)
Index("reports_receipt", reports.c.receipt)
Index("reports_id", reports.c.id)
Index("reports_text", reports.c.text_sha256)
Index("readings_report", readings.c.report)
Index("readings_run", readings.c.run, readings.c.report, unique=True)

BOUND: tuple[Table, ...] = (
    files,
    receipts,
    reports,
    unread,
    runs,
    readings,
    judgements,
    releases,
    deletion_orders,
)
"""Every table whose rows the ledger binds, in an order in which they can be filled."""
ALL: tuple[Table, ...] = (ledger, *BOUND)


def named(table: Table, values: Mapping[str, Any]) -> str:
    """Name a row the way people find it again: a file by its hash, a report by its key, all else by its entry."""
    return str(values[{"files": "sha256", "reports": "key"}.get(table.name, "entry")])
