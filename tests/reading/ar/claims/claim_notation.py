"""The short notation in which the tables state claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.model import Claim, Role

_SIGN = {Role.ACCUSED: "+", Role.CLEARED: "-", Role.TARGET: "@"}


def rows(path: Path) -> Iterator[tuple[str, str]]:
    """Give (sentence, expected) of each row of a table."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("# "):
            sentence, expected = line.split("\t")
            yield sentence, expected


def noted(claims: Sequence[Claim]) -> str:
    """Write claims as the tables do."""
    number = {claim.id: n for n, claim in enumerate(claims, 1)}
    return " ; ".join(_one(claim, number) for claim in claims) or "-"


def _one(claim: Claim, number: dict[str, int]) -> str:
    who = "nobody"
    if claim.speaker is not None:
        who = claim.speaker.kind.value + (f":{claim.speaker.code}" if claim.speaker.code else "")
    parts = [who, claim.act.value]
    parts += [f"{_SIGN[one.role]}{one.code or one.name}" for one in claim.parties]
    parts += [f"*{ground.value}" for ground in claim.grounds]
    parts += ["~"] * claim.hedged + ['"'] * claim.quoted
    parts += [f"^{number[claim.denies]}"] if claim.denies else []
    parts += [f"<{number[claim.reported_by]}"] if claim.reported_by else []
    return " ".join(parts)
