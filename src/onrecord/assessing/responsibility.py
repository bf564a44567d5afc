"""Who may have done it, who says so and who denies it; and the strike status that follows.

Strike status is decided by claims of responsibility alone, never by how well the harm is supported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.assessing.reasons import listed, reason
from onrecord.assessing.schemes import Scheme
from onrecord.assessing.voices import Account, distinct_voices, publisher_name, remarks_of, voice_of
from onrecord.model import (
    Act,
    Claim,
    Party,
    Reason,
    RemarkKind,
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
    origins: set[int] = field(default_factory=set)
    """Of the reports in which it stands accused."""

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


def responsibility(accounts: Sequence[Account], scheme: Scheme, *, by_origin: bool = False) -> Responsibility:
    """Weigh what one report, or several, say about who did it, by the rules of ``scheme``.

    Takes the accounts in the order in which voices are to be listed. With ``by_origin`` each origin counts as one
    voice, as it does between reports; else each distinct named speaker or publisher does.
    """
    cases = _cases(accounts)
    parties = tuple(case.party() for case in cases)
    reasons = [_party_reason(one, scheme) for one in parties if one.standing is not Standing.MENTIONED]
    backing = {origin for case in cases for origin in case.origins} if by_origin else None
    status, why = _status(accounts, parties, backing, scheme)
    return Responsibility(parties, status, (*reasons, *([why] if why else [])))


def _cases(accounts: Sequence[Account]) -> list[_Case]:
    cases: dict[str, _Case] = {}

    def case(name: str, code: str | None) -> _Case:
        return cases.setdefault(party_key(code, name), _Case(name, code))

    for account in accounts:
        for claim in account.claims:
            voice = voice_of(claim, account.report) or "nobody in particular"
            for party in claim.parties:
                if party.role is Role.ACCUSED and claim.act is Act.ADMIT:
                    case(party.name, party.code).admitted.append(claim.id)
                elif party.role is Role.ACCUSED and claim.act not in _REJECTS:
                    its = case(party.name, party.code)
                    its.accused.setdefault(voice, []).append(claim.id)
                    its.origins.add(account.origin)
                elif party.role is Role.CLEARED:
                    its = case(party.name, party.code)
                    its.denied.setdefault(voice, []).append(claim.id)
                    its.denies_itself = its.denies_itself or _speaks_for_itself(
                        claim, party_key(party.code, party.name)
                    )
            if claim.act is Act.ADMIT and claim.speaker and not any(p.role is Role.ACCUSED for p in claim.parties):
                case(claim.speaker.name, claim.speaker.code).admitted.append(claim.id)
        for name, code in account.mention.mentioned:
            # In its own voice the publisher names the attacker ("a Russian air strike"): that is its own accusation.
            its = case(name, code)
            its.accused.setdefault(publisher_name(account.report), [])
            its.origins.add(account.origin)
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
    accounts: Sequence[Account], parties: Sequence[Party], backing: set[int] | None, scheme: Scheme
) -> tuple[StrikeStatus | None, Reason | None]:
    remarks = remarks_of(accounts)
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
    if backing is not None:
        voiced = listed(list(voices)) or "nobody named"
        if len(backing) > 1:
            return decide(StrikeStatus.LIKELY, "status-likely-origins", count=len(backing), voices=voiced)
        return decide(StrikeStatus.SINGLE_SOURCE, "status-single-origin", voices=voiced)
    status, rule, cited = _by_voice(accounts, list(voices), remarks)
    return decide(status, rule, voices=listed(cited) or "nobody named", count=len(cited))


def _by_voice(
    accounts: Sequence[Account], accusers: list[str], remarks: set[RemarkKind]
) -> tuple[StrikeStatus, str, list[str]]:
    """Tell how one suspect's accusers within a report bear the status: the rule, and the voices that it cites."""
    if len(accusers) > 1 or RemarkKind.ALL_NAME_PARTY in remarks:
        return StrikeStatus.LIKELY, "status-likely", accusers
    cited = distinct_voices((claim for account in accounts for claim in account.claims), accounts)
    if any(publisher_name(account.report) in accusers for account in accounts) and len(cited) > 1:
        # The report names the party as its own finding and cites several others for the rest of the story.
        return StrikeStatus.LIKELY, "status-likely-own-voice", cited
    return StrikeStatus.SINGLE_SOURCE, "status-single-source", accusers
