"""What is asked of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sort(StrEnum):
    """In what order incidents are listed."""

    PRIORITY = "priority"
    """What needs eyes first."""
    NEWEST = "newest"
    """By the day of the attack, latest first; unknown days last."""
    OLDEST = "oldest"
    DEADLIEST = "deadliest"
    """By the high end of people killed."""
    REPORTS = "reports"
    """By how many reports tell of it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A box on the map, in WGS 84 degrees; ``west`` above ``east`` crosses the date line."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; None asks for everything."""

    words: str | None = None
    """Words that one of an incident's reports must hold."""
    date_from: date | None = None
    date_to: date | None = None
    """Both included; of reports, the day of publication."""
    place: str | None = None
    """A country's code in capitals (ISO 3166-1 alpha-2), or a part of a place's name."""
    kind: str | None = None
    """A kind of attack, or ``none`` for incidents of which none is known."""
    party: str | None = None
    """A party's code, or a part of its name."""
    status: str | None = None
    """A strike status, or ``none``."""
    grade: str | None = None
    """A grade, or ``none``."""
    state: str | None = None
    """``unreviewed``, ``begun`` or ``done``."""
    language: str | None = None
    """Of one of its reports, as BCP 47."""
    publisher: str | None = None
    """A part of a publisher's name."""
    killed_at_least: int | None = None
    """Compared with the high end of the range."""
    bounds: Bounds | None = None
    sort: Sort = Sort.PRIORITY
