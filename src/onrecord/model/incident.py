"""Incidents: moments in time and space that claims and counts are about.

An *incident mention* is what one report says of it (dates, places, kind, what was hit); assessing adds ranges,
parties, strike status and grade and so makes an *incident*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from onrecord.model.claim import Claim
from onrecord.model.count import Count, Group, Victim
from onrecord.model.decision import Decision
from onrecord.model.link import Link
from onrecord.model.passage import Words
from onrecord.model.remark import Remark
from onrecord.model.report import Report


class KindOfAttack(StrEnum):
    """How it was done."""

    AIRSTRIKE = "airstrike"
    DRONE_STRIKE = "drone_strike"
    HELICOPTER_STRIKE = "helicopter_strike"
    MISSILE_STRIKE = "missile_strike"
    ARTILLERY = "artillery"
    ROCKET = "rocket"
    MORTAR = "mortar"
    AIR_OR_ARTILLERY = "air_or_artillery"
    GROUND = "ground"
    SMALL_ARMS = "small_arms"
    IED = "ied"
    MINE = "mine"
    NAVAL = "naval"
    CHEMICAL = "chemical"
    CLUSTER = "cluster"
    OTHER = "other"


class InfrastructureKind(StrEnum):
    """What was hit."""

    HEALTHCARE = "healthcare"
    EDUCATION = "education"
    RESIDENTIAL = "residential"
    CAMP = "camp"
    RELIGIOUS = "religious"
    MARKET = "market"
    WATER = "water"
    POWER = "power"
    AGRICULTURE = "agriculture"
    TRANSPORT = "transport"
    HUMANITARIAN = "humanitarian"
    MEDIA = "media"
    GOVERNMENT = "government"
    MILITARY = "military"
    INDUSTRY = "industry"
    OTHER = "other"


class DatePrecision(StrEnum):
    """How finely the words date it."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class IncidentDate:
    """A day or a span of days, both ends included."""

    start: date
    end: date
    precision: DatePrecision
    at: Words
    """The words it is read or worked out from."""
    part_of_day: str | None = None
    """``morning``, ``noon``, ``afternoon``, ``evening``, ``night``, ``dawn`` or a local clock time, as stated."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of an incident; coordinates are None where no gazetteer resolves the words."""

    name: str
    at: Words
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    lat: float | None = None
    """WGS 84 degrees."""
    lon: float | None = None
    """WGS 84 degrees."""
    radius_km: float | None = None
    """The true place is expected within this distance of the coordinates."""
    gazetteer_id: str | None = None


@dataclass(frozen=True, slots=True)
class AttackKind:
    """A kind of attack and the words that state it."""

    kind: KindOfAttack
    at: Words


@dataclass(frozen=True, slots=True)
class Infrastructure:
    """Something that was hit; ``number`` None where none is stated."""

    kind: InfrastructureKind
    number: int | None
    name: str | None
    at: Words


@dataclass(frozen=True, slots=True)
class IncidentMention:
    """One incident as one report tells it."""

    id: str
    main: bool
    kind: AttackKind | None = None
    date: IncidentDate | None = None
    place: Place | None = None
    infrastructure: tuple[Infrastructure, ...] = ()
    mentioned: tuple[tuple[str, str], ...] = ()
    """(name, code) of parties that the report connects with the attack in its own voice ("a Russian air strike")."""
    remarks: tuple[Remark, ...] = ()
    """What the report says about its own sources ("no account named an attacker")."""
    claims: tuple[str, ...] = ()
    """Ids of the claims about it."""
    counts: tuple[str, ...] = ()
    """Ids of the counts that belong to it."""


class Standing(StrEnum):
    """How a party stands towards an incident."""

    SUSPECTED = "suspected"
    KNOWN = "known"
    MENTIONED = "mentioned"


class StrikeStatus(StrEnum):
    """Did a strike happen and who did it: the first axis of the scheme ``airwars``."""

    DECLARED = "declared"
    LIKELY = "likely"
    CONTESTED = "contested"
    SINGLE_SOURCE = "single_source"


class Grade(StrEnum):
    """How well the harm is supported: the second axis of the scheme ``airwars``."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


@dataclass(frozen=True, slots=True)
class Range:
    """Casualties reconciled under a scheme, and the counts each end rests on."""

    low: int | None
    high: int | None
    low_from: tuple[str, ...] = ()
    high_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who accuses or denies, and in which claims."""

    name: str
    claims: tuple[str, ...]
    side: str | None = None
    """Whose side it stands on where and when the attack was; None where the table of sides does not say."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who may have done it, with everyone who says so and everyone who denies it."""

    name: str
    code: str | None
    standing: Standing
    accused_by: tuple[Voice, ...] = ()
    denied_by: tuple[Voice, ...] = ()
    admitted: bool = False


@dataclass(frozen=True, slots=True)
class Protection:
    """The rules of law that protect what was hit: an index for the reader, never a finding."""

    of: str
    """An infrastructure kind or a group."""
    rules: tuple[str, ...]
    """References: "Geneva Convention IV, art. 18"."""
    about: tuple[str, ...] = ()
    """What each rule says, in a line; in the order of ``rules``."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision was made: the scheme's rule, a sentence, and what it rests on."""

    rule: str
    text: str
    claims: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Reports that go back to one original."""

    reports: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as a scheme assesses it."""

    mention: IncidentMention
    scheme: str
    killed: Range | None = None
    injured: Range | None = None
    killed_by_group: Mapping[Group, Range] = field(default_factory=dict)
    injured_by_group: Mapping[Group, Range] = field(default_factory=dict)
    parties: tuple[Party, ...] = ()
    strike_status: StrikeStatus | None = None
    grade: Grade | None = None
    protection: tuple[Protection, ...] = ()
    reasons: tuple[Reason, ...] = ()
    reports: tuple[str, ...] = ()
    origins: tuple[Origin, ...] = ()
    claims: tuple[Claim, ...] = ()
    counts: tuple[Count, ...] = ()
    report_of: Mapping[str, str] = field(default_factory=dict)
    """Stem of the ids of claims and counts -> id of the report that they stand in; empty within a reading."""
    links: tuple[Link, ...] = ()
    """Why its reports are held to tell of one incident; empty within a reading."""
    killed_best: int | None = None
    """Of schemes with a best estimate: the figure of people killed that most counts give."""
    told_by: tuple[Report, ...] = ()
    """The reports themselves, in the order of ``reports``; empty within a reading."""
    victims: tuple[Victim, ...] = ()
    """People named as killed or injured, each with the report in its words; empty within a reading."""
    decisions: tuple[Decision, ...] = ()
    """What people decided on its values, claims and counts, oldest first, what was superseded or taken back among it;
    a subject's report is named by its id."""
