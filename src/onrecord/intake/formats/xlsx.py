"""XLSX: one report a row, the same columns as CSV; and the bare rows, for lists with columns of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from onrecord.errors import BrokenRecord, EmptyInput, InputError
from onrecord.intake.formats.ooxml import opened, refuse_entities
from onrecord.intake.formats.record import FIELDS, draft_of
from onrecord.intake.received import Draft, Part, Received
from onrecord.model import Custody, TextMap, TextPlace
from onrecord.settings import Settings

_MAIN = "xl/workbook.xml"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_COLUMNS = 1_000
_ROWS = "application/x-row+json"


@dataclass(frozen=True, slots=True)
class XlsxFormat:
    """An Excel workbook: every sheet whose first row names the columns ``id`` and ``text`` holds one report a row."""

    name: str = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")
    media_types: tuple[str, ...] = (_MEDIA_TYPE,)
    libraries: tuple[str, ...] | None = ("openpyxl",)

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give each row's report. BrokenRecord where no sheet has the columns of reports."""
        sha256 = received.checked(settings.max_input_bytes, "max_input_bytes")
        header: list[str] | None = None
        before = None
        found = nothing = False
        for sheet, number, cells in sheet_rows(received, settings):
            if sheet != before:
                before = sheet
                names = [(cell or "").strip().lower() for cell in cells]
                header = names if {"id", "text"} <= set(names) else None
                found = found or header is not None
                nothing = nothing or header is not None
                continue
            if header is None or not any(cells):
                continue
            nothing = False
            where = f"{received.where}, sheet {sheet!r}, row {number}"
            record = {name: cell for name, cell in zip(header, cells, strict=False) if name in FIELDS and cell}
            try:
                draft = draft_of(record, where)
            except InputError as error:
                yield error
                continue
            place = TextPlace(0, len(draft.text), element=f"sheet {sheet!r}, row {number}")
            yield replace(draft, custody=Custody(_MEDIA_TYPE, sha256, text_map=TextMap((place,))))
        if not found:
            raise BrokenRecord(
                "no sheet whose first row names the columns 'id' and 'text'",
                where=received.where,
                do=f"Columns of reports: {', '.join(FIELDS)}; a list of incidents is imported with a mapping file",
            )
        if nothing:
            raise EmptyInput("no row under the header", where=received.where, do="Check that it was saved whole")


@dataclass(frozen=True, slots=True)
class XlsxRowsFormat:
    """The rows of a workbook as they stand, for lists that a mapping file explains; no ending claims it."""

    name: str = "xlsx-rows"
    suffixes: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    libraries: tuple[str, ...] | None = ("openpyxl",)

    def read(self, received: Received, settings: Settings) -> Iterator[Part]:
        """Give each row as a part: the sheet as its name, the row's number as its id, the cells as a JSON array."""
        received.checked(settings.max_input_bytes, "max_input_bytes")
        for sheet, number, cells in sheet_rows(received, settings):
            yield Part(id=str(number), data=json.dumps(cells).encode("ascii"), name=sheet, media_type=_ROWS)


def sheet_rows(received: Received, settings: Settings) -> Iterator[tuple[str, int, list[str | None]]]:
    """Give each row of each sheet that is shown: the sheet's name, the row's number from 1, its cells as text.

    Formulas are never worked out: a cell holds the value that was saved with it.
    """
    with opened(received.stream, received.where, settings, needs=_MAIN) as archive:
        refuse_entities(archive, received.where)
    received.stream.seek(0)
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.2 s, for Excel files alone

    book = load_workbook(received.stream, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets:
            # What a sheet states of its size is not believed: rows would be made up to fill it.
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                cells = [_cell(value) for value in row[:_MOST_COLUMNS]]
                while cells and cells[-1] is None:
                    cells.pop()
                if cells:
                    yield sheet.title, number, cells
    finally:
        book.close()


def _cell(value: Any) -> str | None:
    """Write a cell's value as text; dates as ISO 8601, whole numbers without a point."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) or None
