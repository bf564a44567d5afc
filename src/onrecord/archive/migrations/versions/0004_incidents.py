"""Incidents with ids of their own, what became of each, and judgements of which mentions are of one incident."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _entry() -> sa.Column[int]:
    return sa.Column("entry", _NUMBER, sa.ForeignKey("ledger.seq"), primary_key=True, autoincrement=False)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "incident_changes",
        _entry(),
        *(_text(name) for name in ("who", "at", "incident", "change")),
        _text("went_to", null=True),
        *(_text(name) for name in ("members", "became")),
    )
    op.create_table(
        "link_judgements",
        _entry(),
        *(_text(name) for name in ("who", "at", "verdict", "one", "other", "one_members", "other_members", "note")),
        sa.Column("erased", sa.BigInteger, nullable=True),
    )
    op.create_index("incident_changes_incident", "incident_changes", ["incident"])
