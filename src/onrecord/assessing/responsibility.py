"""Who may have done it, who says so and who denies it; and the strike status that follows.

Strike status is decided by claims of responsibility alone, never by how well the harm is supported.
Between reports a party is weighed by the origins that hold it responsible: what one of many says stays on the record,
and does not make a dispute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from onrecord.assessing.reasons import listed, reason
from onrecord.assessing.schemes import Scheme
from onrecord.assessing.sides import armed_allies, side_of
from onrecord.assessing.voices import Account, distinct_voices, publisher_name, remarks_of, voice_of
from onrecord.model import (
    Act,
    Claim,
    IncidentMention,
    KindOfAttack,
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
_OUTWEIGHED = 3
"""A party is outweighed where another is held responsible by so many times its origins. Chosen, not swept: one origin
in four that names another party is taken for a slip of its words or of its reading."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where, when and how an attack was, as far as it decides who fought beside whom."""

    country: str | None = None
    """ISO 3166-1 alpha-2."""
    day: date | None = None
    kind: KindOfAttack | None = None

    @classmethod
    def of(cls, mention: IncidentMention) -> Setting:
        """Take it from a mention."""
        return cls(
            mention.place.country if mention.place else None,
            mention.date.start if mention.date else None,
            mention.kind.kind if mention.kind else None,
        )


NOWHERE = Setting()


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
    codes: dict[str, str | None] = field(default_factory=dict)
    """Of the voices for and against it."""

    def party(self, setting: Setting, most: int) -> Party:
        """Say how it stands; ``most``: the origins that hold the party responsible that most do, 0 within a report."""
        if self.admitted:
            standing = Standing.KNOWN
        elif self.outweighed(most):
            standing = Standing.MENTIONED
        elif self.accused or self.denies_itself:
            # Whoever denies an allegation against itself stands accused of it by somebody, if nobody that is named.
            standing = Standing.SUSPECTED
        else:
            standing = Standing.MENTIONED
        return Party(
            name=self.name,
            code=self.code,
            standing=standing,
            accused_by=self._voices(self.accused, setting),
            denied_by=self._voices(self.denied, setting),
            admitted=bool(self.admitted),
        )

    def outweighed(self, most: int) -> bool:
        """Tell whether another party is held responsible by so many more origins that this one is no rival to it."""
        return bool(self.origins) and not self.denies_itself and most >= _OUTWEIGHED * len(self.origins)

    def _voices(self, heard: dict[str, list[str]], setting: Setting) -> tuple[Voice, ...]:
        return tuple(
            Voice(name, tuple(ids), side_of(self.codes.get(name), setting.country, setting.day))
            for name, ids in heard.items()
        )


def responsibility(
    accounts: Sequence[Account], scheme: Scheme, setting: Setting = NOWHERE, *, by_origin: bool = False
) -> Responsibility:
    """Weigh what one report, or several, say about who did it, by the rules of ``scheme``.

    Takes the accounts in the order in which voices are to be listed, and where, when and how the attack was, which
    decides whose side a voice is on. With ``by_origin`` each origin counts as one voice, as it does between reports;
    else each distinct named speaker or publisher does.
    """
    cases = _cases(accounts)
    most = max((len(case.origins) for case in cases), default=0) if by_origin else 0
    parties = tuple(case.party(setting, most) for case in cases)
    reasons = [_party_reason(one, scheme) for one in parties if one.standing is not Standing.MENTIONED]
    reasons += [
        reason(scheme, "party-outweighed", (), (), party=case.name, count=len(case.origins), most=most)
        for case, party in zip(cases, parties, strict=True)
        if party.standing is Standing.MENTIONED and case.outweighed(most)
    ]
    backing = {origin for case in cases for origin in case.origins} if by_origin else None
    status, why = _status(accounts, parties, backing, setting, scheme)
    return Responsibility(parties, status, (*reasons, *([why] if why else [])))


def _cases(accounts: Sequence[Account]) -> list[_Case]:
    cases: dict[str, _Case] = {}

    def case(name: str, code: str | None) -> _Case:
        return cases.setdefault(party_key(code, name), _Case(name, code))

    for account in accounts:
        for claim in account.claims:
            voice = voice_of(claim, account.report) or "nobody in particular"
            code = claim.speaker.code if claim.speaker else None
            for party in claim.parties:
                case(party.name, party.code).codes.setdefault(voice, code)
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
    accounts: Sequence[Account],
    parties: Sequence[Party],
    backing: set[int] | None,
    setting: Setting,
    scheme: Scheme,
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
    rivals = suspects if backing is None else _rivals(suspects, setting)
    if len(rivals) > 1:
        return decide(StrikeStatus.CONTESTED, "status-contested", count=len(rivals))
    one_names = RemarkKind.ONE_NAMES_PARTY in remarks
    if RemarkKind.NO_PARTY_NAMED in remarks and not one_names and RemarkKind.ALL_NAME_PARTY not in remarks:
        return decide(StrikeStatus.CONTESTED, "status-unattributed")
    if not suspects:
        return None, None
    if one_names or RemarkKind.ONE_ORIGINAL in remarks:
        return decide(StrikeStatus.SINGLE_SOURCE, "status-single-source-stated")
    if backing is not None:
        status, rule, words = _by_origin(accounts, rivals[0], len(backing), list(voices), setting, scheme)
        return decide(status, rule, **words)
    status, rule, cited = _by_voice(accounts, list(voices), remarks)
    return decide(status, rule, voices=listed(cited) or "nobody named", count=len(cited))


def _by_origin(
    accounts: Sequence[Account], suspect: Party, origins: int, voices: list[str], setting: Setting, scheme: Scheme
) -> tuple[StrikeStatus, str, dict[str, str | int]]:
    """Tell how one suspect's accusers in several reports bear the status: the rule, and what its sentence names."""
    if (allies := _allies_meant(suspect, setting)) and "status-contested-allies" in scheme.rules:
        return StrikeStatus.CONTESTED, "status-contested-allies", {"allies": listed(allies)}
    voiced = listed(voices) or "nobody named"
    if origins > 1:
        return StrikeStatus.LIKELY, "status-likely-origins", {"count": origins, "voices": voiced}
    for account in accounts:
        # One report that cites several speakers of its own rests on more than one account; its copies add nothing.
        accusers = dict.fromkeys(voice for case in _cases([account]) for voice in case.accused)
        status, rule, cited = _by_voice([account], list(accusers), remarks_of([account]))
        if status is StrikeStatus.LIKELY:
            return status, rule, {"count": len(cited), "voices": listed(cited)}
    return StrikeStatus.SINGLE_SOURCE, "status-single-origin", {"voices": voiced}


def _rivals(suspects: Sequence[Party], setting: Setting) -> list[Party]:
    """Leave out who stands beside another suspect without such arms of its own: then the two are one account."""
    sides = [side_of(one.code, setting.country, setting.day) for one in suspects]
    armed = [_is_armed(one, setting) for one in suspects]
    kept = []
    for number, one in enumerate(suspects):
        beside = [other for other, side in enumerate(sides) if other != number and side and side == sides[number]]
        if armed[number] or not any(armed[other] for other in beside):
            kept.append(one)
    return kept


def _is_armed(party: Party, setting: Setting) -> bool:
    allies = armed_allies(party.code, setting.country, setting.day, setting.kind)
    return any(one.party == party_key(party.code, party.name) for one in allies)


def _allies_meant(party: Party, setting: Setting) -> list[str]:
    """Name the allies whose attacks reports may mean when they name a country's own government."""
    allies = armed_allies(party.code, setting.country, setting.day, setting.kind)
    key = party_key(party.code, party.name)
    if not any(one.host and one.party == key for one in allies):
        return []
    return [one.party for one in allies if one.party != key]


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
