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


def _erased() -> Column[int]:
    """Number of the entry that carried out a deletion order on this row; null where its words stand."""
    return Column("erased", BigInteger, nullable=True)


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
    # The hash of the bytes that held these: of the mail, for an attachment.
    Column("part_of", Text, nullable=True),
    # The entry of a deletion of the same bytes, in spite of which they were received again.
    Column("despite", BigInteger, nullable=True),
    _erased(),
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
    _erased(),
)
unread = Table(
    "unread",
    metadata,
    _entry(),
    Column("receipt", BigInteger, ForeignKey("receipts.entry"), nullable=False),
    _text("place"),
    Column("kind", Text, nullable=False),
    _text("why"),
    _erased(),
)
listed = Table(
    "listed",
    metadata,
    _entry(),
    Column("key", Text, nullable=False),
    Column("receipt", BigInteger, ForeignKey("receipts.entry"), nullable=False),
    # The mapping file that explained the columns, itself received.
    Column("mapping", Text, ForeignKey("files.sha256"), nullable=False),
    _text("place"),
    Column("row_sha256", Text, nullable=True),
    Column("outcome", Text, nullable=False),
    _text("id", null=True),
    _text("incident", null=True),
    _text("why", null=True),
    _erased(),
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
    _erased(),
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
    _erased(),
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
    # 1 where the names and addresses under which the bytes were received go as well.
    Column("names", BigInteger, nullable=True),
)
deletions = Table(
    "deletions",
    metadata,
    _entry(),
    _text("who"),
    Column("at", Text, nullable=False),
    Column("ordered", BigInteger, ForeignKey("deletion_orders.entry"), nullable=False),
    Column("sha256", Text, ForeignKey("files.sha256"), nullable=False),
    Column("size", BigInteger, nullable=False),
    # ``erased`` when the rows' words are gone, then ``gone`` when the file is as well.
    Column("stage", Text, nullable=False),
)
incident_changes = Table(
    "incident_changes",
    metadata,
    _entry(),
    _text("who"),
    Column("at", Text, nullable=False),
    Column("incident", Text, nullable=False),
    # ``opened``, ``changed``, ``split``, ``merged``, ``ended`` or ``reopened``; the newest row of an incident holds.
    Column("change", Text, nullable=False),
    # The incident that a merged one went to.
    Column("went_to", Text, nullable=True),
    # Its mentions; of one that was merged or ended, those that it had last. They hold no words.
    Column("members", Text, nullable=False),
    # Of one that was split or merged: every incident that its mentions are in since, and how many.
    Column("became", Text, nullable=False),
)
link_judgements = Table(
    "link_judgements",
    metadata,
    _entry(),
    _text("who"),
    Column("at", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    # An incident's id or a report's key, and the mentions that it stood for when it was judged.
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("one_members", Text, nullable=False),
    Column("other_members", Text, nullable=False),
    _text("note"),
    _erased(),
)

Index("receipts_sha256", receipts.c.sha256)
Index("reports_receipt", reports.c.receipt)
Index("reports_id", reports.c.id)
Index("reports_text", reports.c.text_sha256)
Index("receipts_part_of", receipts.c.part_of)
Index("listed_key", listed.c.key)
Index("listed_receipt", listed.c.receipt)
Index("listed_id", listed.c.id)
Index("readings_report", readings.c.report)
Index("readings_run", readings.c.run, readings.c.report, unique=True)
Index("incident_changes_incident", incident_changes.c.incident)

BOUND: tuple[Table, ...] = (
    files,
    receipts,
    reports,
    unread,
    listed,
    runs,
    readings,
    judgements,
    releases,
    deletion_orders,
    deletions,
    incident_changes,
    link_judgements,
)
"""Every table whose rows the ledger binds, in an order in which they can be filled."""
ALL: tuple[Table, ...] = (ledger, *BOUND)


def named(table: Table, values: Mapping[str, Any]) -> str:
    """Name a row the way people find it again: a file by its hash, a report by its key, all else by its entry."""
    return str(values[{"files": "sha256", "reports": "key"}.get(table.name, "entry")])
