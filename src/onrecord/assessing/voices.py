"""Who speaks: distinct named speakers, and the publisher for what a report says in its own voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Claim, IncidentMention, RemarkKind, Report, SpeakerKind, party_key

OWN_VOICE = "the publisher"
"""What an unnamed publisher is called."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says of one incident: its mention, and its claims about it."""

    report: Report
    mention: IncidentMention
    claims: tuple[Claim, ...]
    origin: int = 0
    """Number of the origin that the report goes back to; accounts of one origin count once."""


def publisher_name(report: Report) -> str:
    """Name whoever speaks in a report's own voice."""
    return report.publisher or OWN_VOICE


def voice_of(claim: Claim, report: Report) -> str | None:
    """Name the voice behind a claim; None when the text attributes it to nobody in particular."""
    speaker = claim.speaker
    if speaker is None:
        return None
    if speaker.kind is SpeakerKind.MEDIA and speaker.name.casefold() == (report.publisher or "").casefold():
        return publisher_name(report)
    return speaker.name


def distinct_voices(claims: Iterable[Claim], accounts: Sequence[Account]) -> list[str]:
    """List the distinct named voices in order of first speech; a state's branches are one voice."""
    wanted = {claim.id for claim in claims}
    seen: dict[str, str] = {}
    for account in accounts:
        for claim in account.claims:
            name = voice_of(claim, account.report) if claim.id in wanted else None
            if name is None:
                continue
            code = claim.speaker.code if claim.speaker else None
            seen.setdefault(party_key(code, name), name)
    return list(seen.values())


def remarks_of(accounts: Iterable[Account]) -> set[RemarkKind]:
    """Give the kinds of what the reports say about their own sources."""
    return {one.kind for account in accounts for one in account.mention.remarks}
