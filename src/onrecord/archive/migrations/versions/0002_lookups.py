"""Indexes for looking a report up by its id, its text, its file, and its readings; one reading of a report a run."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("receipts_sha256", "receipts", ["sha256"])
    op.create_index("reports_receipt", "reports", ["receipt"])
    op.create_index("reports_id", "reports", ["id"])
    op.create_index("reports_text", "reports", ["text_sha256"])
    op.create_index("readings_report", "readings", ["report"])
    op.create_index("readings_run", "readings", ["run", "report"], unique=True)
