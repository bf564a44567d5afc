"""Who may have done it, who says so and who denies it; and the strike status that follows.

Strike status is decided by claims of responsibility alone, never by how well the harm is supported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.assessing.reasons import listed, reason
from onrecord.assessing.schemes import Scheme
from onrecord.assessing.voices import distinct_voices, publisher_name, voice_of
from onrecord.model import (
    Act,
    Claim,
    IncidentMention,
    Party,
    Reason,
    RemarkKind,
    Report,
    Role,
    Standing,
    StrikeStatus,
    Voice,
    party_key,
)

_REJECTS = (Act.DENY, Act.DISMISS)


@dataclass(frozen=True, slots=True)
class Responsibility:
    """The parties of one incident, the strike status and the reasons for both."""

    parties: tuple[Party, ...]
    status: StrikeStatus | None
    reasons: tuple[Reason, ...]

    @property
    def suspected(self) -> tuple[Party, ...]:
        """Parties suspected or known."""
        return tuple(one for one in self.parties if one.standing is not Standing.MENTIONED)


@dataclass(slots=True)
class _Case:
    """What is gathered for and against one party."""

    name: str
    code: str | None
    accused: dict[str, list[str]] = field(default_factory=dict)
    denied: dict[str, list[str]] = field(default_factory=dict)
    admitted: list[str] = field(default_factory=list)
    denies_itself: bool = False

    def party(self) -> Party:
        if self.admitted:
            standing = Standing.KNOWN
        elif self.accused or self.denies_itself:
            # Whoever denies an allegation against itself stands accused of it by somebody, if nobody that is named.
            standing = Standing.SUSPECTED
        else:
            standing = Standing.MENTIONED
        return Party(
            name=self.name,
            code=self.code,
            standing=standing,
            accused_by=tuple(Voice(name, tuple(ids)) for name, ids in self.accused.items()),
            denied_by=tuple(Voice(name, tuple(ids)) for name, ids in self.denied.items()),
            admitted=bool(self.admitted),
        )


def responsibility(mention: IncidentMention, claims: Sequence[Claim], report: Report, scheme: Scheme) -> Responsibility:
    """Weigh the claims about one incident, in one report, by the rules of ``scheme``."""
    parties = tuple(case.party() for case in _cases(mention, claims, report))
    reasons = [_party_reason(one, scheme) for one in parties if one.standing is not Standing.MENTIONED]
    status, why = _status(mention, claims, parties, report, scheme)
    return Responsibility(parties, status, (*reasons, *([why] if why else [])))


def _cases(mention: IncidentMention, claims: Sequence[Claim], report: Report) -> list[_Case]:
    cases: dict[str, _Case] = {}

    def case(name: str, code: str | None) -> _Case:
        return cases.setdefault(party_key(code, name), _Case(name, code))

    for claim in claims:
        voice = voice_of(claim, report) or "nobody in particular"
        for party in claim.parties:
            if party.role is Role.ACCUSED and claim.act is Act.ADMIT:
                case(party.name, party.code).admitted.append(claim.id)
            elif party.role is Role.ACCUSED and claim.act not in _REJECTS:
                case(party.name, party.code).accused.setdefault(voice, []).append(claim.id)
            elif party.role is Role.CLEARED:
                its = case(party.name, party.code)
                its.denied.setdefault(voice, []).append(claim.id)
                its.denies_itself = its.denies_itself or _speaks_for_itself(claim, party_key(party.code, party.name))
        if claim.act is Act.ADMIT and claim.speaker and not any(p.role is Role.ACCUSED for p in claim.parties):
            case(claim.speaker.name, claim.speaker.code).admitted.append(claim.id)
    for name, code in mention.mentioned:
        # In its own voice the publisher names the attacker ("a Russian air strike"): that is its own accusation.
        case(name, code).accused.setdefault(publisher_name(report), [])
    return list(cases.values())


def _speaks_for_itself(claim: Claim, key: str) -> bool:
    return (
        claim.act is Act.DENY and claim.speaker is not None and party_key(claim.speaker.code, claim.speaker.name) == key
    )


def _party_reason(party: Party, scheme: Scheme) -> Reason:
    claims = tuple(c for voice in (*party.accused_by, *party.denied_by) for c in voice.claims)
    rule = "party-known" if party.standing is Standing.KNOWN else "party-suspected"
    return reason(
        scheme,
        rule,
        claims,
        party=party.name,
        accusers=listed([v.name for v in party.accused_by]) or "allegations that it rejects",
        deniers=listed([v.name for v in party.denied_by]) or "nobody",
    )


def _status(
    mention: IncidentMention, claims: Sequence[Claim], parties: Sequence[Party], report: Report, scheme: Scheme
) -> tuple[StrikeStatus | None, Reason | None]:
    remarks = {one.kind for one in mention.remarks}
    suspects = [one for one in parties if one.standing is not Standing.MENTIONED]
    accusing = tuple(c for one in suspects for voice in one.accused_by for c in voice.claims)
    names = listed([one.name for one in suspects])
    known = [one for one in suspects if one.admitted]
    voices = dict.fromkeys(voice.name for one in suspects for voice in one.accused_by)

    def decide(status: StrikeStatus, rule: str, **words: str | int) -> tuple[StrikeStatus, Reason]:
        return status, reason(scheme, rule, accusing, (), parties=names or "no party", **words)

    if "status-likely" not in scheme.rules:
        return None, None  # a scheme without this axis
    if known or (RemarkKind.DECLARED in remarks and suspects):
        return decide(StrikeStatus.DECLARED, "status-declared", admitting=listed([p.name for p in known or suspects]))
    if len(suspects) > 1:
        return decide(StrikeStatus.CONTESTED, "status-contested", count=len(suspects))
    one_names = RemarkKind.ONE_NAMES_PARTY in remarks
    if RemarkKind.NO_PARTY_NAMED in remarks and not one_names and RemarkKind.ALL_NAME_PARTY not in remarks:
        return decide(StrikeStatus.CONTESTED, "status-unattributed")
    if not suspects:
        return None, None
    if one_names or RemarkKind.ONE_ORIGINAL in remarks:
        return decide(StrikeStatus.SINGLE_SOURCE, "status-single-source-stated")
    cited = distinct_voices(claims, report)
    if len(voices) > 1 or RemarkKind.ALL_NAME_PARTY in remarks:
        return decide(StrikeStatus.LIKELY, "status-likely", count=len(voices), voices=listed(list(voices)))
    if publisher_name(report) in voices and len(cited) > 1:
        # The report names the party as its own finding and cites several others for the rest of the story.
        return decide(StrikeStatus.LIKELY, "status-likely-own-voice", voices=listed(cited))
    return decide(StrikeStatus.SINGLE_SOURCE, "status-single-source", voices=listed(list(voices)) or "nobody named")
