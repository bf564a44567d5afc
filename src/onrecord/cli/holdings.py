"""What an archive holds and how a verification went, on standard output."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from onrecord.archive import Archive, ArchivedListing, ArchivedReport, Place, Verification
from onrecord.cli.messages import Messages, visible
from onrecord.model import Custody
from onrecord.publishing import json_line

_DAMAGED = 3


def show_totals(archive: Archive, form: str) -> None:
    """Show how much is held."""
    totals = {"archive": archive.identity()} | archive.totals()
    if form == "jsonl":
        _write(json_line(totals))
        return
    for name, value in totals.items():
        _write(f"{name.replace('_', ' '):<16} {value:,}" if isinstance(value, int) else f"{name:<16} {value}")


def show_report(archive: Archive, named: str, form: str, *, with_text: bool) -> int:
    """Show the reports that bear a name, and their custody; gives the exit code."""
    found, listed = archive.find(named), archive.find_listed(named)
    for one in found:
        if form == "jsonl":
            _write(json_line(_as_object(one, with_text=with_text)))
        else:
            _table(one, with_text=with_text)
    for row in listed:
        if form == "jsonl":
            _write(json_line({"listed": asdict(row) | {"incident": row.incident and json.loads(row.incident)}}))
        else:
            _listed_table(row)
    deletions = archive.deletions(named.lower()) if not (found or listed) else []
    for deletion in deletions:
        _write(json_line(asdict(deletion)) if form == "jsonl" else visible(f"file {deletion.sha256}: {deletion}"))
    if not (found or listed or deletions):
        Messages().say(f"error: nothing in {archive.place} bears the name {named}")
    return 0 if found or listed or deletions else 1


def show_verification(result: Verification, place: Place, form: str) -> int:
    """Show what a verification found, one line each, and what it could not prove; gives the exit code."""
    for one in result.findings:
        if form == "jsonl":
            _write(json_line({"damage": one.damage.value, "part": one.part, "name": one.name, "why": one.why}))
        else:
            _write(visible(str(one)))
    messages = Messages()
    for line in result.deletions:
        messages.say(line)
    for note in result.notes:
        messages.say(f"note: {note}")
    counted = f"{result.entries:,} entries, {result.rows:,} rows, {result.files:,} files ({result.bytes:,} bytes)"
    if result.sound:
        messages.say(f"{place}: all is as it was acknowledged: {counted}; last entry {result.head}")
        return 0
    messages.say(f"error: {place} is damaged: {len(result.findings)} findings in {counted}")
    return _DAMAGED


def _as_object(one: ArchivedReport, *, with_text: bool) -> dict[str, Any]:
    report: dict[str, Any] = {
        "id": one.report.id,
        "sha256": one.report.sha256,
        "text_sha256": one.report.text_sha256,
        "title": one.report.title,
        "publisher": one.report.publisher,
        "published": one.report.published,
        "url": one.report.url,
        "language": one.report.language,
        "notes": list(one.report.notes),
        "custody": _custody(one.report.custody),
    }
    if with_text:
        report["text"] = one.report.text
    readings = [
        asdict(reading)
        | {"line": json.loads(reading.line) if reading.line else None, "made_by": json.loads(reading.made_by)}
        for reading in one.readings
    ]
    return {
        "key": one.key,
        "report": report,
        "receipts": [asdict(r) for r in one.receipts],
        "readings": readings,
        "erased": one.erased,
        "deletions": [asdict(deletion) for deletion in one.deletions],
    }


def _custody(custody: Custody) -> dict[str, Any]:
    said = asdict(custody)
    return said | {"metadata": [list(pair) for pair in custody.metadata], "text_map": said["text_map"]["places"]}


def _table(one: ArchivedReport, *, with_text: bool) -> None:
    report = one.report
    _write(f"report     {one.key[:12]}  {visible(report.id)}")
    for name in ("title", "publisher", "published", "url", "language"):
        if value := getattr(report, name):
            _write(f"  {name:<9}{visible(value)}")
    for deletion in one.deletions:
        _write(f"  {'deleted' if deletion.entry else 'ordered':<9}{visible(str(deletion))}")
    if one.erased:
        _write(f"  text     erased as entry {one.erased}, SHA-256 {report.text_sha256}")
    else:
        _write(f"  text     {len(report.text):,} characters, SHA-256 {report.text_sha256}")
    _custody_table(report.custody)
    for receipt in one.receipts:
        _write(f"  receipt  {receipt.entry}: {visible(receipt.name)}, {receipt.at}, by {visible(receipt.who)}")
        _write(f"           {receipt.size:,} bytes, {receipt.media_type}, SHA-256 {receipt.sha256}")
        if receipt.part_of:
            _write(f"           taken out of the file {receipt.part_of}")
        if receipt.despite:
            _write(f"           in spite of the deletion of entry {receipt.despite}")
    for reading in one.readings:
        what = _counted(reading.line) if reading.line else f"not read: {reading.why}"
        if reading.erased:
            what = f"erased as entry {reading.erased}"
        _write(f"  reading  {reading.entry}: run {reading.run}, {reading.at}: {visible(what)}")
    if with_text:
        _write("")
        for line in report.text.splitlines():
            _write(visible(line))
    _write("")


def _custody_table(custody: Custody) -> None:
    if custody.media_type:
        _write(f"  format   {visible(custody.media_type)}")
    if custody.part_of:
        _write(f"  part of  the file {custody.part_of}")
    if custody.captured:
        _write(f"  captured {visible(custody.captured)}")
    for name, value in custody.metadata:
        _write(f"  states   {visible(name)}: {visible(value)}")
    if places := custody.text_map.places:
        pages = len({place.page for place in places if place.page is not None})
        _write(f"  mapped   {len(places):,} stretches of the text" + (f" on {pages:,} pages" if pages else ""))


def _listed_table(row: ArchivedListing) -> None:
    _write(f"listed     {row.key[:12]}  {visible(row.id or '')}")
    _write(f"  row      {visible(row.place)} of receipt {row.receipt}, SHA-256 {row.row_sha256}")
    _write(f"  mapping  SHA-256 {row.mapping}")
    if row.erased:
        _write(f"  erased   as entry {row.erased}")
    if row.why:
        _write(f"  wrong    {visible(row.why)}")
    for name, value in (json.loads(row.incident) if row.incident else {}).items():
        if value and name not in {"where", "id"}:
            _write(f"  {name:<9}{visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))}")
    _write("")


def _counted(line: str) -> str:
    said = json.loads(line)
    return ", ".join(f"{len(said[name])} {name}" for name in ("claims", "counts", "victims", "incidents"))


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
