"""Rows of a list -> incidents as listed, or an error that names all that is wrong with the row."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.errors import BrokenMapping, BrokenRecord, DuplicateId, InputError
from onrecord.intake.confined import Confinement
from onrecord.intake.formats import ROW_FORMATS
from onrecord.intake.formats.csv import rows_of
from onrecord.intake.formats.jsonl import objects_of
from onrecord.intake.lists.mapping import Mapping, count_field
from onrecord.intake.received import Part, Received, sha256_of
from onrecord.intake.walk import unreadable
from onrecord.model import KindOfAttack, ListedCount, ListedIncident, ListedRow
from onrecord.settings import Settings

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
_DO = "Correct the cell, or the mapping; the other rows are taken"


def read_list(
    path: str, mapping: Mapping, settings: Settings, stream: BinaryIO | None = None
) -> Iterator[tuple[ListedRow, InputError | None]]:
    """Read a CSV, XLSX or JSONL list, a result a row: what it says, or BrokenRecord with all that is wrong in the row.

    ``stream`` holds the list's bytes where they are kept already; else they are read from ``path``. Nothing is stored,
    so that a dry run is this and no more. BrokenMapping is raised where the mapping names a column or sheet that the
    list does not have; InputError where the list cannot be taken apart.
    """
    try:
        with contextlib.ExitStack() as stack:
            opened = stream or stack.enter_context(Path(path).open("rb"))
            received = Received(path, opened)
            ending = Path(path).suffix.lower()
            if ending in {".xlsx", ".xlsm"}:
                confinement = stack.enter_context(Confinement(settings))
                rows = _table(_sheet(confinement.read(ROW_FORMATS[0], received), mapping, path), mapping, path)
            elif ending in {".jsonl", ".ndjson"}:
                _check_objects(received, settings, mapping)
                opened.seek(0)
                rows = _objects(received, settings)
            else:
                rows = _table(_lines(received, settings), mapping, path)
            yield from _results(rows, mapping, path)
    except OSError as error:
        raise unreadable(path, error) from error


@dataclass(frozen=True, slots=True)
class _Raw:
    """A row before the mapping is put to it."""

    place: str
    sha256: str | None
    cells: Sequence[str | None] | InputError


@dataclass(frozen=True, slots=True)
class _Said:
    """A row's cells under the names of their columns."""

    place: str
    sha256: str | None
    cells: dict[str, str] | InputError


def _sheet(items: Iterator[Any], mapping: Mapping, where: str) -> Iterator[_Raw]:
    chosen = mapping.sheet
    for item in items:
        if not isinstance(item, Part):
            raise item if isinstance(item, InputError) else BrokenMapping("no rows in it", where=where)
        chosen = chosen or item.name
        if item.name == chosen:
            yield _Raw(f"sheet {item.name!r}, row {item.id}", sha256_of(item.data), json.loads(item.data))


def _lines(received: Received, settings: Settings) -> Iterator[_Raw]:
    for number, raw, cells in rows_of(received, settings):
        yield _Raw(f"line {number}", sha256_of(raw) if raw is not None else None, cells)


def _table(rows: Iterator[_Raw], mapping: Mapping, where: str) -> Iterator[_Said]:
    """Name the cells of a table by the header that the mapping points to."""
    header: list[str] | None = None
    for number, row in enumerate(rows, 1):
        cells = row.cells
        if isinstance(cells, InputError):
            if header is None:
                raise cells
            yield _Said(row.place, row.sha256, cells)
            continue
        if header is None:
            if number >= mapping.header:
                header = [(cell or "").strip() for cell in cells]
                _check(header, mapping, where)
            continue
        if not any((cell or "").strip() for cell in cells):
            continue
        if len(cells) > len(header):
            error = BrokenRecord(
                f"{len(cells)} cells where the header has {len(header)}", where=f"{where}, {row.place}", do=_DO
            )
            yield _Said(row.place, row.sha256, error)
            continue
        said = {name: (cell or "").strip() for name, cell in zip(header, cells, strict=False) if name}
        yield _Said(row.place, row.sha256, said)
    if header is None:
        raise BrokenMapping("no header where the mapping says", where=where, do="Check the sheet and the header's row")


def _objects(received: Received, settings: Settings) -> Iterator[_Said]:
    """Name the values of JSON objects by their fields."""
    for number, raw, found in objects_of(received, settings):
        sha256 = sha256_of(raw) if raw is not None else None
        said = found if isinstance(found, InputError) else {name: _plain(value) for name, value in found.items()}
        yield _Said(f"line {number}", sha256, said)


def _check_objects(received: Received, settings: Settings, mapping: Mapping) -> None:
    """Read all once for the names of their fields: a column that no object has would be "not stated" everywhere."""
    names: dict[str, None] = {}
    for _, _, found in objects_of(received, settings):
        if not isinstance(found, InputError):
            names.update(dict.fromkeys(found))
    _check(list(names), mapping, received.where)


def _plain(value: object) -> str:
    """Write a JSON value as a cell would hold it: nothing for null, a list's items apart, all else as JSON."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ";".join(value)
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).strip()


def _results(rows: Iterator[_Said], mapping: Mapping, where: str) -> Iterator[tuple[ListedRow, InputError | None]]:
    seen: dict[str, str] = {}
    for row in rows:
        error: InputError | None = None
        one: ListedIncident | None = None
        try:
            if isinstance(row.cells, InputError):
                raise row.cells
            one = _incident(row.place, f"{where}, {row.place}", row.cells, mapping)
            if one.id in seen:
                raise DuplicateId(
                    f"the id {one.id!r} stands at {seen[one.id]} already", where=f"{where}, {row.place}", do=_DO
                )
            seen[one.id] = row.place
        except InputError as wrong:
            error, one = wrong, None
        why, kind = (str(error), error.kind) if error else (None, None)
        yield ListedRow(row.place, row.sha256, one, why, kind), error


def _check(header: list[str], mapping: Mapping, where: str) -> None:
    missing = [column for column in mapping.columns.values() if header.count(column) != 1]
    if missing:
        raise BrokenMapping(
            f"columns that the list has not, or has twice: {', '.join(map(repr, missing))}",
            where=where,
            do=f"Its columns: {', '.join(name for name in header if name)[:500]}",
        )


def _incident(place: str, where: str, said: dict[str, str], mapping: Mapping) -> ListedIncident:
    faults: list[str] = []

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
        raise BrokenRecord("; ".join(faults), where=where, do=_DO)
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
