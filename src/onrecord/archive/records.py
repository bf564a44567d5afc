"""What an archive takes and gives: values that hold no connection."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.archive.canonical import canonical, sha256_hex
from onrecord.archive.deletions import Deletion
from onrecord.model import Custody, ListedRow, Report, TextMap, TextPlace

_NO_CUSTODY = Custody()


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One item that is in the archive for good: synced, and bound by the ledger."""

    name: str
    """The name under which its bytes were given."""
    sha256: str
    """Of these bytes."""
    receipt: int
    """The ledger entry of this receipt."""
    new_file: bool
    """Whether these bytes were not in the archive before."""
    report: str | None = None
    """The report's key; None for the receipt itself, for a row of a list, and for what could not be read."""
    id: str | None = None
    """The report's, or the listed incident's."""
    new_report: bool = False
    why: str | None = None
    """Why no report could be made, or no incident of a row, for an item that could not be read."""
    row: str | None = None
    """Where a row of a list stands in it; None for all else."""
    new_row: bool = False
    """Whether the row was not in the archive before, read by the same mapping."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One handing over: who received what, when, under which name."""

    entry: int
    who: str
    at: str
    name: str
    sha256: str
    size: int
    media_type: str
    url: str | None
    tool: str
    part_of: str | None = None
    """The hash of the bytes that held these: of the mail, for an attachment."""
    despite: int | None = None
    """The deletion in spite of which the same bytes were received again."""


@dataclass(frozen=True, slots=True)
class ArchivedReading:
    """One run's reading of one report."""

    entry: int
    run: int
    at: str
    made_by: str
    outcome: str
    """``read`` or ``not_read``."""
    line: str | None
    """The reading as the public contract has it, without the text, in JSON."""
    why: str | None
    erased: int | None = None
    """The entry that erased its words; None where they stand."""


@dataclass(frozen=True, slots=True)
class ArchivedRelease:
    """One thing that left the house."""

    entry: int
    who: str
    at: str
    format: str
    destination: str
    manifest: str


@dataclass(frozen=True, slots=True)
class ArchivedReport:
    """A report as the archive holds it."""

    key: str
    report: Report
    receipts: tuple[Receipt, ...]
    """Every receipt of the bytes that it was found in, oldest first."""
    readings: tuple[ArchivedReading, ...] = ()
    erased: int | None = None
    """The entry that erased its text and what it said of itself; None where they stand."""
    deletions: tuple[Deletion, ...] = ()
    """Every deletion order on the bytes that it was found in, oldest first."""


@dataclass(frozen=True, slots=True)
class ArchivedListing:
    """A row of a list of incidents as the archive holds it."""

    entry: int
    key: str
    receipt: int
    """The list's receipt."""
    mapping: str
    """The hash of the mapping file that explained its columns."""
    place: str
    """Where it stands in the list."""
    row_sha256: str | None
    """Of the row's bytes; of a sheet's row, of its cells as a JSON array. None where no row could be told apart."""
    outcome: str
    """``listed`` or ``not_listed``."""
    id: str | None
    incident: str | None
    """What the list says of the incident, as JSON."""
    why: str | None
    erased: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingToKeep:
    """What a run leaves of one report."""

    report: str
    line: str | None
    why: str | None = None


def report_key(file: str, report: Report, despite: int | None = None) -> str:
    """Name a report by all that it says and the bytes that it was found in: the same item is the same report.

    ``despite`` is the deletion in spite of which the bytes were received again: what was erased keeps its own name.
    """
    said: list[object] = [
        file,
        report.id,
        report.sha256,
        report.text_sha256,
        report.title,
        report.publisher,
        report.published,
        report.url,
        report.language,
        list(report.notes),
        custody_words(report.custody),
        *([despite] if despite else []),
    ]
    return sha256_hex(canonical(said).encode("ascii"))


def row_key(mapping: str, row: ListedRow) -> str:
    """Name a row of a list by the mapping and its own bytes, wherever it stands: the same row is kept once."""
    said = [mapping, row.sha256 or [row.place, row.why], _outcome(row)]
    return sha256_hex(canonical(said).encode("ascii"))


def row_values(key: str, mapping: str, row: ListedRow) -> dict[str, Any]:
    """Give a row of a list as the archive's table holds it, without its receipt."""
    one = row.incident
    return {
        "key": key,
        "mapping": mapping,
        "place": row.place,
        "row_sha256": row.sha256,
        "outcome": _outcome(row),
        "id": one.id if one else None,
        "incident": canonical(asdict(one)) if one else None,
        "why": row.why,
    }


def _outcome(row: ListedRow) -> str:
    return "not_listed" if row.incident is None else "listed"


def custody_words(custody: Custody) -> str | None:
    """Write what intake knows of a report's bytes as JSON; None where that is nothing."""
    return canonical(asdict(custody)) if custody != _NO_CUSTODY else None


def custody_of(words: str | None) -> Custody:
    """Read it back."""
    if words is None:
        return Custody()
    said = json.loads(words)
    places = [TextPlace(**{**one, "box": one["box"] and tuple(one["box"])}) for one in said["text_map"]["places"]]
    metadata = tuple((name, value) for name, value in said["metadata"])
    return Custody(**{**said, "metadata": metadata, "text_map": TextMap(tuple(places))})
