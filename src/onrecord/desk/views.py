"""What the desk shows: plain values, made of the catalogue, that any door can write as a page or as JSON.

Incidents and readings are JSON objects in the shape of the public contract, so that a page, the JSON API, an export and
the terminal show one and the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from onrecord.archive.catalogue import Bounds, Filters, Sort
from onrecord.model import Decision, Report
from onrecord.reviewing import ReviewState

__all__ = [
    "Bounds",
    "Change",
    "DeskIdentity",
    "Filters",
    "Freshness",
    "Hit",
    "IncidentView",
    "Job",
    "JobItem",
    "JobState",
    "JobView",
    "Leaving",
    "LinkDecision",
    "Outcome",
    "Overview",
    "Page",
    "Point",
    "Profile",
    "QueueRow",
    "Release",
    "ReportCard",
    "ReportView",
    "ReviewState",
    "Segment",
    "Sort",
    "Tally",
]

JsonObject = Mapping[str, Any]
_Row = TypeVar("_Row")


class Freshness(StrEnum):
    """How the catalogue stands to the archive."""

    FRESH = "fresh"
    STALE = "stale"
    """The archive holds reports, readings or decisions that it does not show yet."""
    MAKING = "making"
    """It is being made anew now."""


class JobState(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """Some rows of many."""

    rows: tuple[_Row, ...]
    page: int
    """From 1."""
    per_page: int
    total: int
    """Rows on all pages."""
    capped: bool = False
    """Whether there are more than ``total``, which was not counted to its end."""

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True)
class DeskIdentity:
    """Which archive this is, and how its catalogue stands."""

    archive: str
    """Its UUID."""
    path: str
    version: str
    """Of onrecord."""
    reports: int
    incidents: int
    decisions: int
    files: int
    entries: int
    freshness: Freshness
    newer: int = 0
    """Reports, readings and decisions in the archive that the catalogue does not show yet."""
    made: str | None = None
    """When the catalogue was last made anew, UTC; None where it never was."""
    job: int | None = None
    """The job that makes it now."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One incident in a list."""

    id: str
    title: str
    """In a few words: how, where, when; of an incident of which little is known, its first report's title."""
    date: JsonObject | None
    """``start``, ``end``, ``precision``, ``part_of_day`` as the contract has them."""
    place: JsonObject | None
    """``name``, ``country``, ``lat``, ``lon``, ``radius_km``."""
    kind: str | None
    killed: JsonObject | None
    """``low`` and ``high``."""
    injured: JsonObject | None
    parties: tuple[JsonObject, ...]
    """``name``, ``code``, ``standing``."""
    status: str | None
    grade: str | None
    reports: int
    origins: int
    state: ReviewState
    score: float
    """How much it needs eyes: 0 to 100, the sum of the points of its reasons."""
    why: tuple[str, ...]
    """The reasons in sentences, the weightiest first."""
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One incident, or several that lie together, on the overview's map."""

    id: str | None
    """None where it stands for several."""
    lat: float
    lon: float
    radius_km: float | None
    killed_high: int | None
    """Of several, the sum."""
    kind: str | None
    """Of several, the most frequent."""
    state: ReviewState | None
    number: int = 1
    """How many incidents it stands for."""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """One bar of a chart."""

    name: str
    """``2016-02`` of months; a kind, party, status or state; ``unknown`` where there is none."""
    number: int
    """Incidents."""
    killed_low: int
    killed_high: int
    code: str | None = None
    """Of a party."""


@dataclass(frozen=True, slots=True)
class Overview:
    """All incidents that are asked for, on a map and in charts."""

    total: int
    located: int
    """Of them, those with coordinates."""
    points: tuple[Point, ...]
    clustered: bool
    """Whether points stand for several incidents: there are too many to show each."""
    by_month: tuple[Tally, ...]
    by_kind: tuple[Tally, ...]
    by_party: tuple[Tally, ...]
    by_status: tuple[Tally, ...]
    by_grade: tuple[Tally, ...]
    by_state: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a snippet."""

    text: str
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One report that a search found."""

    key: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    snippet: tuple[Segment, ...]
    incidents: tuple[str, ...]
    id: str = ""
    """As given in the input."""
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class ReportCard:
    """One report of an incident, beside it."""

    key: str
    id: str
    """As the incident's claims, counts, origins and passages name it."""
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    origin: int | None
    """Number of its origin, from 0 in the order of the incident's ``origins``."""
    restricted: bool = False
    mentions: tuple[str, ...] = ()
    """Ids of its mentions that are of the incident."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an incident's id."""

    entry: int
    who: str
    at: str
    incident: str
    change: str
    """``opened``, ``changed``, ``split``, ``merged``, ``ended`` or ``reopened``."""
    went_to: str | None
    mentions: int
    became: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """A merge or split that was decided, or its withdrawal."""

    entry: int
    who: str
    at: str
    verdict: str
    """``same``, ``different``, or ``unsure``, which takes back what was said before."""
    one: str
    other: str
    note: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident with all that its page needs."""

    asked: str
    id: str
    """The id that stands for it now."""
    incident: JsonObject
    """As decided: the line of ``assess --format jsonl``, with ``decisions``."""
    proposed: JsonObject
    """As the machine has it, without any decision."""
    row: QueueRow
    reports: tuple[ReportCard, ...]
    texts: Mapping[str, str]
    """The report's id -> its text, in which passages count."""
    decisions: tuple[Decision, ...]
    """All on it and on its reports, oldest first, those that were superseded or withdrawn among them."""
    standing: frozenset[int]
    """Entries of the decisions that hold now."""
    links: tuple[LinkDecision, ...]
    """Merges and splits that were decided on its mentions."""
    latest: int
    """Entry of the newest decision on it, its reports or its links; 0 where there is none: what a page sends as
    ``seen``."""
    history: tuple[Change, ...]
    state: ReviewState
    members: tuple[tuple[str, str], ...]
    """(report's key, mention's id)."""
    stands: bool = True
    """Whether reports tell of it still; where not, the incident is shown as it was last known, by its id alone."""


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report with all that its page needs."""

    key: str
    report: Report
    reading: JsonObject | None
    """As decided: the line of ``read --format jsonl`` without the text; None where it was not read."""
    proposed: JsonObject | None
    """As the reader left it."""
    decisions: tuple[Decision, ...]
    standing: frozenset[int]
    latest: int
    receipts: tuple[JsonObject, ...]
    """``entry``, ``who``, ``at``, ``name``, ``sha256``, ``size``, ``media_type``, ``url``."""
    incidents: tuple[QueueRow, ...]
    restricted: bool
    why_unread: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision left."""

    entry: int
    """In the ledger."""
    view_changed: bool
    """Whether values beside the decided one may look different now."""
    incidents: tuple[str, ...] = ()
    """Ids of the incidents that were made anew; of a merge the one that stands, of a split all parts."""


@dataclass(frozen=True, slots=True)
class Job:
    """A job that was begun."""

    number: int


@dataclass(frozen=True, slots=True)
class JobItem:
    """What came of one thing that a job was given."""

    name: str
    outcome: str
    """``read``, ``read before``, ``kept`` (nothing to read in it), ``there already``, ``not read``, ``listed``,
    ``waiting``."""
    report: str | None = None
    """The report's key."""
    why: str | None = None


@dataclass(frozen=True, slots=True)
class JobView:
    """How a job stands."""

    number: int
    what: str
    """``files``, ``addresses`` or ``refresh``."""
    who: str
    begun: str
    state: JobState
    stage: str
    """``adding``, ``reading``, ``linking``, ``cataloguing`` or ``done``."""
    done: int
    total: int
    items: tuple[JobItem, ...] = ()
    message: str = ""
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves the house, and the entry of its release."""

    name: str
    """For the file."""
    media_type: str
    data: bytes
    entry: int


@dataclass(frozen=True, slots=True)
class Release:
    """One thing that left the house."""

    entry: int
    who: str
    at: str
    form: str
    destination: str
    manifest: str
    """SHA-256 of what left."""
    profile: str | None = None
    what: str | None = None
    """``export`` or ``dossier``, and of what."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A redaction profile that may be chosen."""

    name: str
    title: str
    about: str = ""
