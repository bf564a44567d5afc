"""A reading: all that one version of the reader found in one report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.claim import Claim
from onrecord.model.count import Count, Victim
from onrecord.model.incident import IncidentMention
from onrecord.model.passage import Words
from onrecord.model.report import Report


class ContextKind(StrEnum):
    """Background that is no part of an incident."""

    LAW = "law"
    """A rule of law stated."""
    AGREEMENT = "agreement"
    """A ceasefire, truce or accord, reached, broken or under way."""
    TALKS = "talks"
    THREAT = "threat"
    """A threatened or expected escalation."""
    ALLIANCE = "alliance"
    """Who stands with whom."""
    TOLL = "toll"
    """The sentence of a cumulative count."""


@dataclass(frozen=True, slots=True)
class ContextParty:
    """A party named in background; parties of one side share a number."""

    name: str
    code: str | None
    side: int | None


@dataclass(frozen=True, slots=True)
class Context:
    """One piece of background and its words."""

    kind: ContextKind
    at: Words
    parties: tuple[ContextParty, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Claims, counts, victims, incident mentions and background of one report."""

    report: Report
    claims: tuple[Claim, ...] = ()
    counts: tuple[Count, ...] = ()
    victims: tuple[Victim, ...] = ()
    incidents: tuple[IncidentMention, ...] = ()
    """In order of weight in the text; exactly one is main when there is any."""
    context: tuple[Context, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be read, and why."""
