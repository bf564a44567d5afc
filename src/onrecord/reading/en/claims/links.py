"""Which claim answers which, and which is told within which."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model import Act, Claim, Role
from onrecord.reading.en.claims.sides import party_code

_ANSWERS = frozenset({Act.DENY, Act.DISMISS})


def link_denials(claims: list[Claim]) -> list[Claim]:
    """Give each denial or dismissal the accusation that it answers, where the report holds one.

    The nearest before it that accuses the speaker or whom it clears, which is the one an apposition stands beside ("a
    claim X dismissed"); else the nearest after it. An accusation by the denier is never answered by it.
    """
    out: list[Claim] = []
    for n, claim in enumerate(claims):
        answered = _answered(claims, n) if claim.act in _ANSWERS else None
        out.append(replace(claim, denies=answered) if answered else claim)
    return out


def _answered(claims: list[Claim], n: int) -> str | None:
    denial = claims[n]
    wanted = {_who(p.name, p.code) for p in denial.parties if p.role is Role.CLEARED}
    if denial.speaker is not None:
        wanted.add(_who(denial.speaker.name, denial.speaker.code))
    best: tuple[int, str] | None = None
    for k, other in enumerate(claims):
        if k == n or other.act is not Act.ACCUSE or other.id == denial.reported_by:
            continue
        if (
            other.speaker is not None
            and denial.speaker is not None
            and _who(other.speaker.name, other.speaker.code) == _who(denial.speaker.name, denial.speaker.code)
        ):
            continue
        accused = {_who(p.name, p.code) for p in other.parties if p.role is Role.ACCUSED}
        if not accused & wanted:
            continue
        # One that stands before is nearer than one that follows.
        away = n - k if k < n else len(claims) + k - n
        if best is None or away < best[0]:
            best = away, other.id
    return best[1] if best else None


def _who(name: str, code: str | None) -> str:
    return party_code(code) or name


def enclosing(claims: list[tuple[int, int, int, int]]) -> list[int | None]:
    """Tell for each claim, as (cue start, end, content start, end), the smallest other whose content holds its cue."""
    out: list[int | None] = []
    for n, (start, end, content_start, content_end) in enumerate(claims):
        best: tuple[int, int] | None = None
        for k, (_, _, first, last) in enumerate(claims):
            if k == n or not (first <= start and end <= last):
                continue
            if (first <= content_start and content_end <= last) or content_start >= last:
                size = last - first
                if best is None or size < best[0]:
                    best = size, k
        out.append(best[1] if best else None)
    return _unringed(out)


def _unringed(outer: list[int | None]) -> list[int | None]:
    """Open rings: of claims whose broken words lie within each other's, the first is within none."""
    out = list(outer)
    for n in range(len(out)):
        seen, at = {n}, out[n]
        while at is not None and at not in seen:
            seen.add(at)
            at = out[at]
        if at == n:
            out[n] = None
    return out
