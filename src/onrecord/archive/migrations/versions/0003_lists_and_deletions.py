"""Rows of incident lists; deletions carried out; what held the bytes of a receipt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _entry() -> sa.Column[int]:
    return sa.Column("entry", _NUMBER, sa.ForeignKey("ledger.seq"), primary_key=True, autoincrement=False)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=True)


def upgrade() -> None:
    """Add columns, all of them null in older rows, whose digests stay as they are; and make the new tables."""
    op.add_column("receipts", _text("part_of", null=True))
    op.add_column("receipts", _number("despite"))
    for table in ("receipts", "reports", "unread", "readings", "judgements"):
        op.add_column(table, _number("erased"))
    op.add_column("deletion_orders", _number("names"))
    op.create_table(
        "listed",
        _entry(),
        _text("key"),
        sa.Column("receipt", sa.BigInteger, sa.ForeignKey("receipts.entry"), nullable=False),
        sa.Column("mapping", sa.Text, sa.ForeignKey("files.sha256"), nullable=False),
        _text("place"),
        _text("row_sha256", null=True),
        _text("outcome"),
        *(_text(name, null=True) for name in ("id", "incident", "why")),
        _number("erased"),
    )
    op.create_table(
        "deletions",
        _entry(),
        *(_text(name) for name in ("who", "at")),
        sa.Column("ordered", sa.BigInteger, sa.ForeignKey("deletion_orders.entry"), nullable=False),
        sa.Column("sha256", sa.Text, sa.ForeignKey("files.sha256"), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        _text("stage"),
    )
    op.create_index("receipts_part_of", "receipts", ["part_of"])
    op.create_index("listed_key", "listed", ["key"])
    op.create_index("listed_receipt", "listed", ["receipt"])
    op.create_index("listed_id", "listed", ["id"])
