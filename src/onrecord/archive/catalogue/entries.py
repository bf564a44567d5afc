"""What the catalogue is filled with, and what it gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

JsonObject = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MemberOf:
    """One mention of an incident, and the report that it stands in."""

    report: str
    """The report's key."""
    mention: str


@dataclass(frozen=True, slots=True)
class CataloguedReport:
    """One report as the catalogue takes it."""

    key: str
    name: str
    """Its id, told apart from those of other reports that were received under the same one."""
    stem: str
    """The stem of the ids of what is found in its text."""
    text: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """One report as the catalogue gives it: without its text."""

    number: int
    key: str
    name: str
    stem: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class CataloguedIncident:
    """One incident as the catalogue takes it."""

    id: str
    start: date | None
    end: date | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    country: str | None
    place: str | None
    kind: str | None
    killed_low: int | None
    killed_high: int | None
    status: str | None
    grade: str | None
    reports: int
    state: str
    score: float
    parties: tuple[tuple[str | None, str], ...]
    """Code and name of each."""
    row: JsonObject
    """What a list shows of it."""
    decided: bytes
    """Its line as decided, in JSON."""
    proposed: bytes | None
    """Its line as the machine has it; None where it stays as it was, or is the same."""
    linked: bytes | None
    """Its origins and links, in JSON; None where they stay as they were."""
    members: tuple[MemberOf, ...]
    """In the order in which its mentions are told."""


@dataclass(frozen=True, slots=True)
class StoredIncident:
    """One incident as the catalogue gives it."""

    id: str
    decided: bytes
    proposed: bytes
    row: JsonObject


@dataclass(frozen=True, slots=True)
class State:
    """How far the catalogue has come along the archive's ledger."""

    made: str
    """When it was made as a whole, UTC."""
    report: int = 0
    """The last report, reading (or deletion), decision, judgement of a link and change of an incident that it shows."""
    reading: int = 0
    decision: int = 0
    link: int = 0
    incident: int = 0
    version: int = 0
    """Counts its changes."""
