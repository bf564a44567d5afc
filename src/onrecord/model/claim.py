"""Claims: what a speaker says in one report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onrecord.model.passage import Words


class Act(StrEnum):
    """What the speaker does by saying it."""

    ACCUSE = "accuse"
    """Holds a party responsible."""
    DENY = "deny"
    """Rejects an allegation against oneself or one's own side."""
    DISMISS = "dismiss"
    """Rejects somebody else's claim, the accuser or the evidence."""
    ADMIT = "admit"
    """One's own act; claims of responsibility among them."""
    CONFIRM = "confirm"
    REPORT = "report"
    """States facts without laying blame: a witness, a hospital, a count."""
    ESTIMATE = "estimate"
    CONDEMN = "condemn"
    DEMAND = "demand"
    ANNOUNCE = "announce"
    COMMENT = "comment"
    """Everything else."""


class SpeakerKind(StrEnum):
    """What a speaker is, as far as the report tells."""

    GOVERNMENT = "government"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    INTERGOVERNMENTAL = "intergovernmental"
    NGO = "ngo"
    MONITOR = "monitor"
    MEDICAL = "medical"
    MEDIA = "media"
    WITNESS = "witness"
    PERSON = "person"
    UNKNOWN = "unknown"


class Ground(StrEnum):
    """What a speaker rests a claim on, as stated."""

    EYEWITNESS = "eyewitness"
    IMAGERY = "imagery"
    DOCUMENT = "document"
    MEDICAL_RECORD = "medical_record"
    FLIGHT_OR_RADAR = "flight_or_radar"
    MUNITION_REMNANTS = "munition_remnants"
    INVESTIGATION = "investigation"
    INTELLIGENCE = "intelligence"
    OTHER_REPORT = "other_report"


class Role(StrEnum):
    """What a claim does to a party."""

    ACCUSED = "accused"
    CLEARED = "cleared"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class ClaimParty:
    """A party as one claim casts it."""

    name: str
    code: str | None
    role: Role


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: the words of the report, and whom they name."""

    at: Words
    name: str
    """Canonical name where the actor data knows it or the report introduces it, else the words themselves."""
    code: str | None
    kind: SpeakerKind


@dataclass(frozen=True, slots=True)
class Claim:
    """What a speaker says in one report."""

    id: str
    speaker: Speaker | None
    """None: the text attributes it to nobody in particular."""
    cue: Words | None
    content: Words
    act: Act
    parties: tuple[ClaimParty, ...] = ()
    grounds: tuple[Ground, ...] = ()
    hedged: bool = False
    quoted: bool = False
    denies: str | None = None
    reported_by: str | None = None
    incident: str | None = None
    score: float | None = None
    """A model's score for the claim as a whole, 0 to 1; None where a rule found it."""
