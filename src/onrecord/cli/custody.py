"""``onrecord add``: what is added, item by item, on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from onrecord.archive import Archive
from onrecord.cli.messages import Messages, visible
from onrecord.desk import adding
from onrecord.desk.adding import Reading
from onrecord.intake import IntakeOptions
from onrecord.publishing import json_line
from onrecord.settings import Settings

__all__ = ["Reading", "add", "shower"]


def add(
    archive: Archive,
    inputs: Sequence[str],
    options: IntakeOptions,
    settings: Settings,
    *,
    who: str,
    form: str,
    reading: Reading | None,
    stdin: BinaryIO | None = None,
    despite_deletion: bool = False,
) -> int:
    """Add inputs to an archive and show each item when it is acknowledged; gives the exit code, as adding does."""
    return adding.add(
        archive,
        inputs,
        options,
        settings,
        who=who,
        reading=reading,
        show=shower(form),
        messages=Messages(),
        stdin=stdin,
        despite_deletion=despite_deletion,
    )


def shower(form: str) -> Callable[[dict[str, Any]], None]:
    """Choose how items are shown on standard output: ``jsonl``, or a line for people."""

    def as_json(item: dict[str, Any]) -> None:
        sys.stdout.write(json_line(item) + "\n")
        sys.stdout.flush()

    def as_line(item: dict[str, Any]) -> None:
        sys.stdout.write(visible(_line(item)) + "\n")
        sys.stdout.flush()

    return as_json if form == "jsonl" else as_line


def _line(item: dict[str, Any]) -> str:
    if item.get("row"):
        known = "" if item["new_row"] else " (there already)"
        if item["why"]:
            return f"{'not listed':<11} {item['row']}{known}"
        return f"{'listed':<11} {item['id']}, {item['row']}{known}"
    if item["why"]:
        return f"{'not read':<9} {item['sha256'][:12]}  {item['id']}"
    if item["report"]:
        read = f", {item['reading']}" if item["reading"] else ""
        known = "" if item["new_report"] else " (there already)"
        return f"{'report':<9} {item['report'][:12]}  {item['id']}{known}{read}"
    known = "" if item["new_file"] else " (the same bytes were there already)"
    return f"{'file':<9} {item['sha256'][:12]}  {item['name']}{known}"
