"""Who speaks: distinct named speakers, and the publisher for what a report says in its own voice."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Claim, Report, SpeakerKind, party_key

OWN_VOICE = "the publisher"
"""What an unnamed publisher is called."""


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


def distinct_voices(claims: Iterable[Claim], report: Report) -> list[str]:
    """List the distinct named voices in order of first speech; a state's branches are one voice."""
    seen: dict[str, str] = {}
    for claim in claims:
        name = voice_of(claim, report)
        if name is None:
            continue
        code = claim.speaker.code if claim.speaker else None
        seen.setdefault(party_key(code, name), name)
    return list(seen.values())
