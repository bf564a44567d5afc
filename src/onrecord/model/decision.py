"""Decisions: what a person said of one thing that the reader or the assessment proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class About(StrEnum):
    """What kind of thing a decision is on."""

    CLAIM = "claim"
    """A claim of a report's reading."""
    COUNT = "count"
    """A count of a report's reading."""
    DATE = "date"
    """A value of an incident, as are all that follow."""
    PLACE = "place"
    KIND = "kind"
    INFRASTRUCTURE = "infrastructure"
    PARTY = "party"
    KILLED = "killed"
    INJURED = "injured"
    STATUS = "status"
    GRADE = "grade"
    INCIDENT = "incident"
    """The incident as a whole: notes on it, and whether its review is done."""
    REPORT = "report"
    """A report as a whole: notes on it, and whether it is restricted."""


class Call(StrEnum):
    """What the person does."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    ADD = "add"
    NOTE = "note"
    DONE = "done"
    """Of an incident: its review is done."""
    REOPEN = "reopen"
    """Of an incident: its review is not done after all."""
    RESTRICT = "restrict"
    """Of a report: editors and above alone see it, and no release holds it."""
    RELEASE = "release"
    """Of a report: it is restricted no more."""
    WITHDRAW = "withdraw"
    """Takes an earlier decision back, so that the one before it holds again."""


OF_READINGS = frozenset((About.CLAIM, About.COUNT))
"""Decided on a report's text: whatever incident the report is in, and in every report of the same text."""
OF_INCIDENTS = frozenset(About) - OF_READINGS - {About.REPORT}
"""Decided on an incident."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The one thing that a decision is on."""

    about: About
    incident: str | None = None
    """The incident's id; of a claim or count, the incident on whose page it was decided, if any."""
    report: str | None = None
    """The report's key in the archive."""
    item: str | None = None
    """A claim's or count's id; a party's code, or its name where it has none; a kind of infrastructure."""
    at: tuple[tuple[int, int], ...] = ()
    """Where the item's words stand in the report's text: finds it again in a later reading."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One person's decision on one day. It is never changed; a newer one on the same subject takes its place."""

    entry: int
    """Of the archive's ledger: newer ones have higher numbers."""
    who: str
    at: str
    """UTC, ISO 8601."""
    subject: Subject
    call: Call
    value: Mapping[str, Any] = field(default_factory=dict)
    """What the person says, in the fields of the contract; empty where nothing is added or corrected."""
    proposed: Mapping[str, Any] = field(default_factory=dict)
    """What the machine proposed at that moment, in the same fields, so that it stays whatever later readers say."""
    note: str = ""
    undoes: int | None = None
    """The entry that a withdrawal takes back."""
