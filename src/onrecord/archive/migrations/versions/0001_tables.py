"""The tables as the first archives have them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _entry() -> sa.Column[int]:
    return sa.Column("entry", _NUMBER, sa.ForeignKey("ledger.seq"), primary_key=True, autoincrement=False)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ledger",
        sa.Column("seq", _NUMBER, primary_key=True, autoincrement=False),
        *(_text(name) for name in ("kind", "who", "at", "tool", "payload", "previous", "hash")),
    )
    op.create_table(
        "files",
        _entry(),
        sa.Column("sha256", sa.Text, nullable=False, unique=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        _text("media_type"),
    )
    op.create_table(
        "receipts",
        _entry(),
        _text("who"),
        _text("at"),
        _text("name"),
        sa.Column("sha256", sa.Text, sa.ForeignKey("files.sha256"), nullable=False),
        _text("url", null=True),
        _text("tool"),
    )
    op.create_table(
        "reports",
        _entry(),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("receipt", sa.BigInteger, sa.ForeignKey("receipts.entry"), nullable=False),
        *(_text(name) for name in ("id", "sha256", "text_sha256", "text")),
        *(
            _text(name, null=True)
            for name in ("title", "publisher", "published", "url", "language", "notes", "custody")
        ),
    )
    op.create_table(
        "unread",
        _entry(),
        sa.Column("receipt", sa.BigInteger, sa.ForeignKey("receipts.entry"), nullable=False),
        *(_text(name) for name in ("place", "kind", "why")),
    )
    op.create_table("runs", _entry(), *(_text(name) for name in ("who", "at", "made_by")))
    op.create_table(
        "readings",
        _entry(),
        sa.Column("run", sa.BigInteger, sa.ForeignKey("runs.entry"), nullable=False),
        sa.Column("report", sa.Text, sa.ForeignKey("reports.key"), nullable=False),
        _text("outcome"),
        _text("line", null=True),
        _text("why", null=True),
    )
    op.create_table("judgements", _entry(), *(_text(name) for name in ("who", "at", "about", "subject", "decision")))
    op.create_table("releases", _entry(), *(_text(name) for name in ("who", "at", "format", "destination", "manifest")))
    op.create_table(
        "deletion_orders",
        _entry(),
        _text("who"),
        _text("at"),
        sa.Column("sha256", sa.Text, sa.ForeignKey("files.sha256"), nullable=False),
        _text("reason"),
        _text("authority"),
    )
