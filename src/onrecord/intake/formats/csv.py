"""CSV: one report a row, the same columns as JSON Lines, read row by row.

The standard library's reader holds its limit on the length of a field in a global, and takes no end of a quoted field
that is never closed; this one keeps RFC 4180's grammar, bounded and with the line on which each row starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.errors import BrokenRecord, EmptyInput, InputError, TooLarge
from onrecord.intake.formats.jsonl import checked_start
from onrecord.intake.formats.record import FIELDS, draft_of, utf8
from onrecord.intake.received import Draft, Received, too_large
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """A header row, then one report a row, in UTF-8; comma, semicolon or tab between fields, as the header shows."""

    name: str = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv")
    media_types: tuple[str, ...] = ("text/csv", "text/tab-separated-values")
    libraries: tuple[str, ...] | None = None

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give each row's report; memory is bounded by the longest row within the limit."""
        header: list[str] | None = None
        rows = 0
        for number, raw, separator in _rows(received, settings):
            if isinstance(raw, InputError):
                if header is None:
                    raise raw
                rows += 1
                yield raw
                continue
            where = received.line(number)
            try:
                if header is None:
                    row = utf8(checked_start(raw, received.where), where)
                    if row.strip():
                        header = _header(fields_of(row, separator, where), where)
                    continue
                row = utf8(raw, where)
                if not row.strip():
                    continue
                rows += 1
                yield draft_of(_record(header, fields_of(row, separator, where), where), where)
            except InputError as error:
                if header is None:
                    raise
                yield error
        if not rows:
            raise EmptyInput(
                "no reports: no row under the header", where=received.where, do="Check that it was saved whole"
            )


def fields_of(row: str, separator: str, where: str) -> list[str]:
    """Split a row into its fields. BrokenRecord where quotation marks do not pair."""
    row = row.removesuffix("\n").removesuffix("\r")
    found: list[str] = []
    at = 0
    while True:
        if row.startswith('"', at):
            value, at = _quoted(row, at + 1, where)
            if at < len(row) and row[at] != separator:
                raise BrokenRecord(
                    f"text after the closing quotation mark of field {len(found) + 1}",
                    where=where,
                    do='Write a quotation mark within a field twice ("")',
                )
            found.append(value)
        else:
            end = row.find(separator, at)
            end = len(row) if end < 0 else end
            found.append(row[at:end])
            at = end
        if at >= len(row):
            return found
        at += 1


def _quoted(row: str, at: int, where: str) -> tuple[str, int]:
    """Read a quoted field from behind its opening mark; gives the value and the offset behind its closing mark."""
    parts: list[str] = []
    while True:
        end = row.find('"', at)
        if end < 0:
            raise BrokenRecord(
                "a quotation mark that is never closed", where=where, do="Close it, or export the file anew"
            )
        parts.append(row[at:end])
        if not row.startswith('""', end):
            return "".join(parts), end + 1
        parts.append('"')
        at = end + 2


@dataclass(slots=True)
class _Open:
    """A row whose last field goes on in the next line."""

    number: int
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    quoted: bool = False

    def add(self, line: bytes, separator: bytes, limit: int) -> None:
        """Take one more line, and follow whether a quoted field stays open at its end."""
        self.size += len(line)
        if self.size <= limit:
            self.lines.append(line)
        else:
            self.lines.clear()
        at = 0
        while True:
            if self.quoted:
                end = line.find(b'"', at)
                if end < 0:
                    return
                if line[end + 1 : end + 2] == b'"':
                    at = end + 2
                    continue
                self.quoted, at = False, end + 1
            # A quotation mark opens a field at the start of a line or behind a separator, and nowhere else.
            opening = line.find(b'"', at)
            while opening > 0 and line[opening - 1 : opening] != separator:
                opening = line.find(b'"', opening + 1)
            if opening < 0:
                return
            self.quoted, at = True, opening + 1


def _rows(received: Received, settings: Settings) -> Iterator[tuple[int, bytes | InputError, str]]:
    """Put lines together to rows, each with the number of its first line and the separator that the header shows."""
    limit = settings.max_input_bytes
    row: _Open | None = None
    separator = ""
    for number, line in received.lines(limit, "max_input_bytes"):
        if isinstance(line, TooLarge):
            row = None
            yield number, line, separator
            continue
        if not separator and line.strip():
            separator = max(",;\t", key=lambda one: line.count(one.encode()))
        row = row or _Open(number)
        row.add(line, separator.encode(), limit)
        if row.quoted:
            continue
        yield row.number, _whole(row, received, limit), separator
        row = None
    if row:
        yield row.number, _whole(row, received, limit), separator


def _whole(row: _Open, received: Received, limit: int) -> bytes | InputError:
    if row.size > limit:
        return too_large(received.line(row.number), "a row of more", limit, "bytes", "max_input_bytes")
    return b"".join(row.lines)


def _header(names: list[str], where: str) -> list[str]:
    header = [name.strip().lower() for name in names]
    missing = [name for name in ("id", "text") if name not in header]
    if missing:
        raise BrokenRecord(
            f"no column {' and no column '.join(map(repr, missing))} in the header",
            where=where,
            do=f"The first row names the columns: {', '.join(FIELDS)}; id and text are needed",
        )
    twice = next((name for name in FIELDS if header.count(name) > 1), None)
    if twice:
        raise BrokenRecord(f"the column {twice!r} stands twice in the header", where=where, do="Keep one of them")
    return header


def _record(header: list[str], values: list[str], where: str) -> dict[str, object]:
    if len(values) != len(header):
        raise BrokenRecord(
            f"{len(values)} fields where the header has {len(header)}",
            where=where,
            do="Put fields with separators or line breaks in quotation marks",
        )
    # An empty cell is a field that is not stated, except a text, which is then empty.
    return {name: value for name, value in zip(header, values, strict=True) if value or name in {"id", "text"}}


def rows_of(
    received: Received, settings: Settings
) -> Iterator[tuple[int, bytes | None, list[str | None] | InputError]]:
    """Give the bare rows of a table: the line where each starts, its bytes, and its cells.

    An error stands in the place of the cells of a row that is none; the bytes are None where they were too many.
    """
    first = True
    for number, raw, separator in _rows(received, settings):
        where = received.line(number)
        if isinstance(raw, InputError):
            yield number, None, raw
            continue
        try:
            row = utf8(checked_start(raw, received.where) if first else raw, where)
            first = False
            yield number, raw, list(fields_of(row, separator, where))
        except InputError as error:
            yield number, raw, error
