"""A row of somebody's list of incidents, as that list codes it; nothing of it is onrecord's own finding."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.count import Group, Measure
from onrecord.model.incident import KindOfAttack


@dataclass(frozen=True, slots=True)
class ListedCount:
    """A number that the list gives; None where it leaves an end open."""

    measure: Measure
    group: Group
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class ListedIncident:
    """One incident of a list."""

    where: str
    """Where its row stands in the list: the line, or the sheet and the row."""
    id: str
    """As the list numbers it."""
    start: str | None = None
    """ISO 8601 day."""
    end: str | None = None
    country: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: KindOfAttack | None = None
    parties: tuple[str, ...] = ()
    counts: tuple[ListedCount, ...] = ()
    strike_status: str | None = None
    grade: str | None = None
    urls: tuple[str, ...] = ()
    text: str | None = None
    other: tuple[tuple[str, str], ...] = ()
    """Every cell that the mapping gives no meaning, under its column's name."""


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a list, and what came of it."""

    place: str
    """Where it stands in the list, and nothing of the list's own name: ``row 12``, ``sheet 'Incidents', row 12``."""
    sha256: str | None
    """Of the row's bytes as they stand in the list; of a sheet's row, of its cells as a JSON array. None where what
    stands there could not be told apart as a row."""
    incident: ListedIncident | None
    """What the row says; None where something is wrong with it."""
    why: str | None = None
    """All that is wrong with it, in a line."""
    kind: str | None = None
    """The kind of error that this is."""
