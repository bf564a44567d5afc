"""Custody: bytes by hash, rows in SQL, and the ledger that binds both. The only room with SQL and file storage."""

from onrecord.archive.archive import Archive
from onrecord.archive.backup import back_up
from onrecord.archive.bags import export_bag
from onrecord.archive.covering import Covered
from onrecord.archive.decisions import DecisionToKeep, Standing
from onrecord.archive.deletions import Deletion
from onrecord.archive.heads import Head
from onrecord.archive.importing import import_into
from onrecord.archive.incidents import ArchivedIncident, IncidentChange, Settled
from onrecord.archive.place import Place
from onrecord.archive.receiving import Receiving
from onrecord.archive.records import (
    Acknowledged,
    ArchivedListing,
    ArchivedReading,
    ArchivedRelease,
    ArchivedReport,
    ReadingToKeep,
    Receipt,
)
from onrecord.archive.timestamps import request_for, stamped_at, with_answer
from onrecord.archive.verifying import Damage, Finding, Verification, verify

__all__ = [
    "Acknowledged",
    "Archive",
    "ArchivedIncident",
    "ArchivedListing",
    "ArchivedReading",
    "ArchivedRelease",
    "ArchivedReport",
    "Covered",
    "Damage",
    "DecisionToKeep",
    "Deletion",
    "Finding",
    "Head",
    "IncidentChange",
    "Place",
    "ReadingToKeep",
    "Receipt",
    "Receiving",
    "Settled",
    "Standing",
    "Verification",
    "back_up",
    "export_bag",
    "import_into",
    "request_for",
    "stamped_at",
    "verify",
    "with_answer",
]
