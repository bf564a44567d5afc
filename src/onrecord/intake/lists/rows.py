"""Rows of a list -> incidents as listed, or an error that names all that is wrong with the row."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from onrecord.errors import BrokenMapping, BrokenRecord, DuplicateId, InputError
from onrecord.intake.confined import Confinement
from onrecord.intake.formats import ROW_FORMATS
from onrecord.intake.formats.csv import rows_of
from onrecord.intake.lists.mapping import Mapping, count_field
from onrecord.intake.received import Part, Received
from onrecord.intake.walk import unreadable
from onrecord.model import KindOfAttack, ListedCount, ListedIncident
from onrecord.settings import Settings

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_DO = "Correct the cell, or the mapping; the other rows are taken"
Row = tuple[str, Sequence[str | None]]
"""Where a row stands, and its cells."""


def read_list(path: Path, mapping: Mapping, settings: Settings) -> Iterator[ListedIncident | InputError]:
    """Read a CSV or XLSX list, a result a row: what it says, or BrokenRecord with all that is wrong in the row.

    Nothing is stored, so that a dry run is this and no more. BrokenMapping is raised where the mapping names a column
    or sheet that the list does not have.
    """
    try:
        with path.open("rb") as stream, Confinement(settings) as confinement:
            received = Received(str(path), stream)
            if path.suffix.lower() in {".xlsx", ".xlsm"}:
                rows = _sheet(confinement.read(ROW_FORMATS[0], received), mapping, received)
            else:
                rows = rows_of(received, settings)
            yield from _incidents(rows, mapping, received.where)
    except OSError as error:
        yield unreadable(str(path), error)


def _sheet(items: Iterator[Any], mapping: Mapping, received: Received) -> Iterator[Row | InputError]:
    chosen = mapping.sheet
    for item in items:
        if not isinstance(item, Part):
            yield item
            continue
        chosen = chosen or item.name
        if item.name == chosen:
            yield f"{received.where}, sheet {item.name!r}, row {item.id}", json.loads(item.data)


def _incidents(rows: Iterator[Row | InputError], mapping: Mapping, where: str) -> Iterator[ListedIncident | InputError]:
    header: list[str] | None = None
    seen: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        if isinstance(row, InputError):
            yield row
            continue
        place, cells = row
        if header is None:
            if number < mapping.header:
                continue
            header = [(cell or "").strip() for cell in cells]
            _check(header, mapping, where)
            continue
        if not any((cell or "").strip() for cell in cells):
            continue
        try:
            one = _incident(place, header, cells, mapping)
        except InputError as error:
            yield error
            continue
        if one.id in seen:
            yield DuplicateId(f"the id {one.id!r} stands at {seen[one.id]} already", where=place, do=_DO)
            continue
        seen[one.id] = place
        yield one
    if header is None:
        raise BrokenMapping("no header where the mapping says", where=where, do="Check the sheet and the header's row")


def _check(header: list[str], mapping: Mapping, where: str) -> None:
    missing = [column for column in mapping.columns.values() if header.count(column) != 1]
    if missing:
        raise BrokenMapping(
            f"columns that the list has not, or has twice: {', '.join(map(repr, missing))}",
            where=where,
            do=f"Its columns: {', '.join(name for name in header if name)[:500]}",
        )


def _incident(place: str, header: list[str], cells: Sequence[str | None], mapping: Mapping) -> ListedIncident:
    said = {name: (cell or "").strip() for name, cell in zip(header, cells, strict=False) if name}
    faults: list[str] = []
    if len(cells) > len(header):
        faults.append(f"{len(cells)} cells where the header has {len(header)}")

    def cell(field: str) -> str:
        return said.get(mapping.columns.get(field, ""), "")

    def read(field: str, reader: Callable[[str], Any]) -> Any:
        """Read a field, None where nothing is stated, and note what is wrong with it."""
        value = cell(field)
        if not value:
            return None
        try:
            return reader(mapping.values.get(field, {}).get(value.lower(), value))
        except ValueError as error:
            faults.append(f"{mapping.columns[field]}: {str(error) or repr(value[:60])}")
            return None

    def several(field: str) -> tuple[str, ...]:
        parts = re.split(f"[{re.escape(mapping.separators)}]", cell(field)) if mapping.separators else [cell(field)]
        return tuple(part.strip() for part in parts if part.strip())

    def day(value: str) -> str:
        return _day(value, mapping.dates)

    id_ = cell("id")
    if not id_:
        faults.append(f"{mapping.columns['id']}: no id")
    start = read("start", day) or read("date", day)
    end = read("end", day)
    if start and end and end < start:
        faults.append(f"the end, {end}, is before the start, {start}")
    one = ListedIncident(
        where=place,
        id=id_,
        start=start,
        end=end,
        country=read("country", str),
        place=read("place", str),
        lat=read("lat", lambda value: _degrees(value, 90)),
        lon=read("lon", lambda value: _degrees(value, 180)),
        kind=read("kind", _kind),
        parties=several("parties"),
        counts=_counts(mapping, read, faults),
        strike_status=read("strike_status", str),
        grade=read("grade", str),
        urls=several("urls"),
        text=read("text", str),
        other=tuple((name, value) for name, value in said.items() if value and name not in mapping.columns.values()),
    )
    if faults:
        raise BrokenRecord("; ".join(faults), where=place, do=_DO)
    return one


def _counts(mapping: Mapping, read: Callable[..., Any], faults: list[str]) -> tuple[ListedCount, ...]:
    ends: dict[tuple[Any, Any], dict[str, int]] = {}
    for name in mapping.columns:
        field = count_field(name)
        value = read(name, _number) if field else None
        if field is None or value is None:
            continue
        stated = ends.setdefault((field.measure, field.group), {})
        for end in (field.end,) if field.end else ("low", "high"):
            stated[end] = value
    counts = []
    for (measure, group), stated in ends.items():
        low, high = stated.get("low"), stated.get("high")
        if low is not None and high is not None and high < low:
            faults.append(f"{measure} {group}: the high end, {high}, is below the low one, {low}")
        counts.append(ListedCount(measure, group, low, high))
    return tuple(counts)


def _day(value: str, forms: Sequence[str]) -> str:
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        for form in forms:
            try:
                return datetime.strptime(value, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
    raise ValueError(f"{value[:40]!r} is no day as ISO 8601 or the mapping's forms of dates write it")


def _number(value: str) -> int:
    plain = value.replace(",", "").replace("\u00a0", "").replace(" ", "")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"{value[:40]!r} is no whole number")
    return int(plain)


def _degrees(value: str, most: int) -> float:
    degrees = float(value)
    if not abs(degrees) <= most:
        raise ValueError(f"{value[:40]!r} is not within {most} degrees")
    return degrees


def _kind(value: str) -> KindOfAttack:
    try:
        return KindOfAttack(value.strip().lower())
    except ValueError:
        raise ValueError(f"{value[:40]!r} is no kind of attack, and [values.kind] does not say what it is") from None
