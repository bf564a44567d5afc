"""Which claim answers which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Act, Claim, Role, party_key

_ANSWERS = frozenset({Act.DENY, Act.DISMISS})


def link_denials(claims: Sequence[Claim]) -> list[Claim]:
    """Give each denial or dismissal the accusation it answers: the nearest before it, else the nearest after.

    It answers one that accuses the speaker or whom it clears, and none by its own speaker.
    """
    return [
        replace(claim, denies=_answered(claims, n)) if claim.act in _ANSWERS else claim
        for n, claim in enumerate(claims)
    ]


def _answered(claims: Sequence[Claim], n: int) -> str | None:
    denial = claims[n]
    voice = _voice(denial)
    wanted = {party_key(p.code, p.name) for p in denial.parties if p.role is Role.CLEARED} | (
        {voice} if voice else set()
    )
    before = [claims[k] for k in range(n - 1, -1, -1)]
    for other in (*before, *claims[n + 1 :]):
        if other.act is not Act.ACCUSE or other.id == denial.reported_by or (voice and _voice(other) == voice):
            continue
        if wanted & {party_key(p.code, p.name) for p in other.parties if p.role is Role.ACCUSED}:
            return other.id
    return None


def _voice(claim: Claim) -> str | None:
    return party_key(claim.speaker.code, claim.speaker.name) if claim.speaker is not None else None
