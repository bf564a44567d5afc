"""What an archive takes and gives: values that hold no connection."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from onrecord.archive.canonical import canonical, sha256_hex
from onrecord.model import Custody, Report, TextMap, TextPlace


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
    """The report's key; None for the receipt itself, and for what could not be read."""
    id: str | None = None
    new_report: bool = False
    why: str | None = None
    """Why no report could be made, for an item that could not be read."""


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


@dataclass(frozen=True, slots=True)
class ArchivedReport:
    """A report as the archive holds it."""

    key: str
    report: Report
    receipts: tuple[Receipt, ...]
    """Every receipt of the bytes that it was found in, oldest first."""
    readings: tuple[ArchivedReading, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingToKeep:
    """What a run leaves of one report."""

    report: str
    line: str | None
    why: str | None = None


def report_key(file: str, report: Report) -> str:
    """Name a report by all that it says and the bytes that it was found in: the same item is the same report."""
    said = [
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
    ]
    return sha256_hex(canonical(said).encode("ascii"))


def custody_words(custody: Custody) -> str | None:
    """Write what intake knows of a report's bytes as JSON; None where that is nothing."""
    return canonical(asdict(custody)) if custody != Custody() else None


def custody_of(words: str | None) -> Custody:
    """Read it back."""
    if words is None:
        return Custody()
    said = json.loads(words)
    places = [TextPlace(**{**one, "box": one["box"] and tuple(one["box"])}) for one in said["text_map"]["places"]]
    metadata = tuple((name, value) for name, value in said["metadata"])
    return Custody(**{**said, "metadata": metadata, "text_map": TextMap(tuple(places))})
