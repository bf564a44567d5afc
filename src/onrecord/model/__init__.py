"""The vocabulary: one word, one thing. Frozen dataclasses on the standard library alone."""

from onrecord.model.claim import Act, Claim, ClaimParty, Ground, Role, Speaker, SpeakerKind
from onrecord.model.count import Count, CountStatus, Group, Measure, Scope, Victim
from onrecord.model.custody import Custody
from onrecord.model.decision import OF_INCIDENTS, OF_READINGS, About, Call, Decision, Subject
from onrecord.model.incident import (
    AttackKind,
    DatePrecision,
    Grade,
    Incident,
    IncidentDate,
    IncidentMention,
    Infrastructure,
    InfrastructureKind,
    KindOfAttack,
    Origin,
    Party,
    Place,
    Protection,
    Range,
    Reason,
    Standing,
    StrikeStatus,
    Voice,
)
from onrecord.model.judgement import Judged, LinkJudgement, Verdict
from onrecord.model.link import Feature, Link, MentionRef
from onrecord.model.linked import Linked, LinkedMention
from onrecord.model.listed import ListedCount, ListedIncident, ListedRow
from onrecord.model.member import Member, found_again
from onrecord.model.methodology import Methodology, NamedRule
from onrecord.model.party import party_key
from onrecord.model.passage import GAP, Passage, Words
from onrecord.model.reading import Context, ContextKind, ContextParty, Reading
from onrecord.model.remark import Remark, RemarkKind
from onrecord.model.report import Report
from onrecord.model.textmap import TextMap, TextPlace

__all__ = [
    "GAP",
    "OF_INCIDENTS",
    "OF_READINGS",
    "About",
    "Act",
    "AttackKind",
    "Call",
    "Claim",
    "ClaimParty",
    "Context",
    "ContextKind",
    "ContextParty",
    "Count",
    "CountStatus",
    "Custody",
    "DatePrecision",
    "Decision",
    "Feature",
    "Grade",
    "Ground",
    "Group",
    "Incident",
    "IncidentDate",
    "IncidentMention",
    "Infrastructure",
    "InfrastructureKind",
    "Judged",
    "KindOfAttack",
    "Link",
    "LinkJudgement",
    "Linked",
    "LinkedMention",
    "ListedCount",
    "ListedIncident",
    "ListedRow",
    "Measure",
    "Member",
    "MentionRef",
    "Methodology",
    "NamedRule",
    "Origin",
    "Party",
    "Passage",
    "Place",
    "Protection",
    "Range",
    "Reading",
    "Reason",
    "Remark",
    "RemarkKind",
    "Report",
    "Role",
    "Scope",
    "Speaker",
    "SpeakerKind",
    "Standing",
    "StrikeStatus",
    "Subject",
    "TextMap",
    "TextPlace",
    "Verdict",
    "Victim",
    "Voice",
    "Words",
    "found_again",
    "party_key",
]
