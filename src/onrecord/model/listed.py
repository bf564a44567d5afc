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
    """Names the row in messages: the file, the sheet and the row."""
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
