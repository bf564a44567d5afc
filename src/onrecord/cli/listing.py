"""``onrecord add --list``: the rows of somebody's list of incidents, each with its result."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onrecord.archive import Archive, Receiving
from onrecord.cli.custody import shower
from onrecord.cli.messages import Messages
from onrecord.errors import BrokenMapping, InputError, OnrecordError, UsageError
from onrecord.intake import unreadable
from onrecord.intake.lists import Mapping, mapping_of, read_list
from onrecord.settings import Settings

_ROWS = 1_000
"""Rows acknowledged at a time."""


def check_lists(mapping: Path, lists: Sequence[str], settings: Settings, form: str) -> int:
    """Read lists and show what each row says, and store nothing; gives the exit code."""
    show, messages = shower(form), Messages()
    meant, counted = mapping_of(_bytes(mapping), str(mapping)), _Counted()
    for name in _files(lists):
        try:
            for row, error in read_list(name, meant, settings):
                counted.count(row.why, new=True)
                if error:
                    messages.failure(error)
                show(
                    {"name": name, "row": row.place, "row_sha256": row.sha256, "id": row.incident and row.incident.id}
                    | {"why": row.why, "incident": asdict(row.incident) if row.incident else None, "new_row": True}
                )
        except InputError as error:
            _failed(error, messages, counted)
    messages.say(f"dry run, nothing was stored: {counted}")
    return counted.code


def add_lists(
    archive: Archive,
    mapping: Path,
    lists: Sequence[str],
    settings: Settings,
    *,
    who: str,
    form: str,
    despite_deletion: bool = False,
) -> int:
    """Keep lists and their mapping, and store each row as listed; gives the exit code.

    Each row is shown when it is acknowledged. BrokenMapping where the mapping is none or does not fit a list: the list
    is kept all the same, and what could be told apart before stands.
    """
    show, messages = shower(form), Messages()
    data, counted = _bytes(mapping), _Counted()
    meant = mapping_of(data, str(mapping))
    with archive.receiving(who, despite_deletion=despite_deletion) as receiving:
        adding = _Adding(receiving, show, counted)
        try:
            # The mapping says what the rows mean, so it is kept as a list is.
            receiving.keep(str(mapping), io.BytesIO(data), media_type="application/toml").close()
            used = receiving.last
            for name in _files(lists):
                _add(adding, name, meant, used, settings, messages)
            adding.commit()
        except KeyboardInterrupt:
            messages.say("stopped: what was shown is in the archive; run it again for the rest")
            return 130
        except OnrecordError:
            messages.say("what was shown is in the archive; run it again for the rest")
            raise
    messages.say(str(counted))
    return counted.code


def _add(adding: _Adding, name: str, mapping: Mapping, used: str, settings: Settings, messages: Messages) -> None:
    held = False
    try:
        with Path(name).open("rb") as stream, adding.receiving.keep(name, stream) as kept:
            held = True
            for row, error in read_list(name, mapping, settings, kept):
                if error:
                    messages.failure(error)
                adding.receiving.add_row(row, used)
                if adding.receiving.waiting >= _ROWS:
                    adding.commit()
    except OSError as error:
        _failed(unreadable(name, error), messages, adding.counted)
    except InputError as error:
        if held:
            adding.receiving.add(error)
        _failed(error, messages, adding.counted)


@dataclass(slots=True)
class _Counted:
    """How a run went."""

    listed: int = 0
    again: int = 0
    failed: int = 0
    broken: int = 0
    """Lists that could not be read, or not to their end."""

    def count(self, why: str | None, *, new: bool) -> None:
        """Count a row."""
        self.failed += why is not None
        self.listed += why is None and new
        self.again += why is None and not new

    @property
    def code(self) -> int:
        """The exit code."""
        return 1 if self.failed or self.broken else 0

    def __str__(self) -> str:
        """Say it in a line."""
        said = f"{self.listed} rows listed"
        if self.again:
            said += f"; {self.again} were there already"
        if self.failed:
            said += f"; {self.failed} could not be listed"
        if self.broken:
            said += f"; {self.broken} lists could not be read to their end"
        return said


@dataclass(slots=True)
class _Adding:
    """One run over an archive."""

    receiving: Receiving
    show: Callable[[dict[str, Any]], None]
    counted: _Counted

    def commit(self) -> None:
        """Acknowledge what waits, and show it."""
        for one in self.receiving.commit():
            if one.row is not None:
                self.counted.count(one.why, new=one.new_row)
            self.show(asdict(one) | {"reading": None})


def _failed(error: InputError, messages: Messages, counted: _Counted) -> None:
    messages.failure(error)
    counted.broken += 1


def _files(lists: Sequence[str]) -> Sequence[str]:
    if not lists:
        raise UsageError("no list to read", where="--list", do="Name a CSV, XLSX or JSONL file")
    return lists


def _bytes(mapping: Path) -> bytes:
    try:
        return mapping.read_bytes()
    except OSError as error:
        raise BrokenMapping(
            f"no mapping file ({error.strerror or error})", where=str(mapping), do="See docs/how-to/inputs-lists.md"
        ) from error
