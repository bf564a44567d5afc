"""Counts: casualties as stated; and victims named one by one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.passage import Words


class Measure(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"


class Group(StrEnum):
    """Whom the words count."""

    PEOPLE = "people"
    CIVILIANS = "civilians"
    CHILDREN = "children"
    WOMEN = "women"
    MEN = "men"
    HEALTHCARE = "healthcare"
    JOURNALISTS = "journalists"
    AID_WORKERS = "aid_workers"
    COMBATANTS = "combatants"


class Scope(StrEnum):
    """What the number covers."""

    INCIDENT = "incident"
    CUMULATIVE = "cumulative"
    """A running or war-long total."""
    OTHER = "other"
    """Another incident's, a capacity, a force."""


class CountStatus(StrEnum):
    """Whether somebody states the count or rejects it."""

    STATED = "stated"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Count:
    """Casualties as one stretch of words states them.

    ``low`` and ``high`` are the bounds of the words alone; None is an open end. "At least 12": 12, None; "up to 50":
    None, 50.
    """

    id: str
    measure: Measure
    group: Group
    low: int | None
    high: int | None
    at: Words
    scope: Scope = Scope.INCIDENT
    status: CountStatus = CountStatus.STATED
    vague: str | None = None
    """The vague word the bounds come from ("dozens", "several", "plural"), for schemes that number it otherwise."""
    part_of: str | None = None
    """Id of the count of which these people are a part ("including 12 children")."""
    claim: str | None = None
    incident: str | None = None


@dataclass(frozen=True, slots=True)
class Victim:
    """A person named as killed or injured."""

    name: str
    name_local: str | None
    age: int | None
    """Years."""
    sex: str | None
    group: Group
    outcome: Measure
    at: Words
    incident: str | None = None
