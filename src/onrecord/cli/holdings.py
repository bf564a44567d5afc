"""What an archive holds and how a verification went, on standard output."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from onrecord.archive import Archive, ArchivedReport, Place, Verification
from onrecord.cli.messages import Messages, visible
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
    found = archive.find(named)
    for one in found:
        if form == "jsonl":
            _write(json_line(_as_object(one, with_text=with_text)))
        else:
            _table(one, with_text=with_text)
    if not found:
        Messages().say(f"error: nothing in {archive.place} bears the name {named}")
    return 0 if found else 1


def show_verification(result: Verification, place: Place, form: str) -> int:
    """Show what a verification found, one line each, and what it could not prove; gives the exit code."""
    for one in result.findings:
        if form == "jsonl":
            _write(json_line({"damage": one.damage.value, "part": one.part, "name": one.name, "why": one.why}))
        else:
            _write(visible(str(one)))
    messages = Messages()
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
    }
    if with_text:
        report["text"] = one.report.text
    readings = [
        asdict(reading)
        | {"line": json.loads(reading.line) if reading.line else None, "made_by": json.loads(reading.made_by)}
        for reading in one.readings
    ]
    return {"key": one.key, "report": report, "receipts": [asdict(r) for r in one.receipts], "readings": readings}


def _table(one: ArchivedReport, *, with_text: bool) -> None:
    report = one.report
    _write(f"report     {one.key[:12]}  {visible(report.id)}")
    for name in ("title", "publisher", "published", "url", "language"):
        if value := getattr(report, name):
            _write(f"  {name:<9}{visible(value)}")
    _write(f"  text     {len(report.text):,} characters, SHA-256 {report.text_sha256}")
    for receipt in one.receipts:
        _write(f"  receipt  {receipt.entry}: {visible(receipt.name)}, {receipt.at}, by {visible(receipt.who)}")
        _write(f"           {receipt.size:,} bytes, {receipt.media_type}, SHA-256 {receipt.sha256}")
    for reading in one.readings:
        what = _counted(reading.line) if reading.line else f"not read: {reading.why}"
        _write(f"  reading  {reading.entry}: run {reading.run}, {reading.at}: {visible(what)}")
    if with_text:
        _write("")
        for line in report.text.splitlines():
            _write(visible(line))
    _write("")


def _counted(line: str) -> str:
    said = json.loads(line)
    return ", ".join(f"{len(said[name])} {name}" for name in ("claims", "counts", "victims", "incidents"))


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
