"""Mapping files: TOML that says which column of a list is what, and what its values mean here."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import BrokenMapping
from onrecord.model import Group, KindOfAttack, Measure

_PLAIN = (
    *("id", "date", "start", "end", "country", "place", "lat", "lon", "kind", "parties", "strike_status", "grade"),
    *("urls", "text"),
)
_CODED = ("kind", "strike_status", "grade", "country")
_DO = "See docs/how-to/inputs-lists.md"
_SEPARATORS = ";|\n"


@dataclass(frozen=True, slots=True)
class CountField:
    """A field of numbers: ``killed``, ``killed_low``, ``injured_children_high``."""

    measure: Measure
    group: Group
    end: str | None
    """``low``, ``high``, or None for both."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says."""

    columns: dict[str, str]
    """Field -> the column's name as the list's header has it."""
    values: dict[str, dict[str, str]]
    """Field -> the list's value in lower case -> the value here."""
    sheet: str | None = None
    header: int = 1
    """The row of the header, from 1."""
    dates: tuple[str, ...] = ()
    """Forms of dates beside ISO 8601, as strptime writes them, tried in order."""
    separators: str = _SEPARATORS
    """Characters that part several parties or addresses in one cell."""


def count_field(name: str) -> CountField | None:
    """Read the name of a field of numbers; None where it is none.

    >>> count_field("killed_children_low").end
    'low'
    """
    base, _, end = name.rpartition("_")
    if end not in {"low", "high"}:
        base, end = name, ""
    measure, _, group = base.partition("_")
    try:
        return CountField(Measure(measure), Group(group or "people"), end or None)
    except ValueError:
        return None


def load_mapping(path: Path) -> Mapping:
    """Read a mapping file. BrokenMapping, naming all that is wrong with it, where it is none."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BrokenMapping(f"no mapping file ({error})", where=str(path), do=_DO) from None
    return mapping_of(data, str(path))


def mapping_of(said: bytes, where: str) -> Mapping:
    """Understand the bytes of a mapping file named ``where``. BrokenMapping as above."""
    try:
        data = tomllib.loads(said.decode("utf-8"))
    except ValueError as error:
        raise BrokenMapping(f"no mapping file ({error})", where=where, do=_DO) from None
    faults = list(_faults(data))
    if faults:
        raise BrokenMapping(
            "; ".join(faults), where=where, do=f"Fields: {', '.join(_PLAIN)}, and numbers such as killed_low"
        )
    about = data.get("list", {})
    return Mapping(
        columns=dict(data["columns"]),
        values={
            field: {said.strip().lower(): meant for said, meant in pairs.items()}
            for field, pairs in data.get("values", {}).items()
        },
        sheet=about.get("sheet"),
        header=about.get("header", 1),
        dates=tuple(about.get("dates", ())),
        separators=about.get("separators", _SEPARATORS),
    )


def _faults(data: dict[str, Any]) -> list[str]:
    faults = [f"no part [{name}] is known" for name in data if name not in {"list", "columns", "values"}]
    columns, about, values = data.get("columns"), data.get("list", {}), data.get("values", {})
    if not isinstance(columns, dict) or "id" not in columns:
        return [*faults, "[columns] does not say which column is the id"]
    for name, column in columns.items():
        if name not in _PLAIN and count_field(name) is None:
            faults.append(f"{name!r} is no field")
        if not isinstance(column, str):
            faults.append(f"the column of {name!r} is no name")
    for name, kind in (("sheet", str), ("header", int), ("dates", list), ("separators", str)):
        if name in about and not isinstance(about[name], kind):
            faults.append(f"{name!r} of [list] is no {kind.__name__}")
    if isinstance(about.get("header", 1), int) and about.get("header", 1) < 1:
        faults.append("the header's row is counted from 1")
    kinds = {one.value for one in KindOfAttack}
    for name, pairs in values.items():
        if name not in _CODED or not isinstance(pairs, dict):
            faults.append(f"values are given for {', '.join(_CODED)}, not for {name!r}")
        elif name == "kind":
            faults += [f"{meant!r} is no kind of attack" for meant in pairs.values() if meant not in kinds]
    return faults
