"""What the stages before found in one report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import AttackKind, Claim, Context, Count, IncidentDate, Infrastructure, Place, Victim, Words


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates in order of the text."""

    claims: Sequence[Claim] = ()
    counts: Sequence[Count] = ()
    victims: Sequence[Victim] = ()
    dates: Sequence[IncidentDate] = ()
    places: Sequence[Place] = ()
    kinds: Sequence[AttackKind] = ()
    infrastructure: Sequence[Infrastructure] = ()
    parties: Sequence[tuple[str, str, Words]] = ()
    """(name, code, words) of parties that the report connects with the attack in its own voice."""
    elsewhere: frozenset[str] = frozenset()
    """Ids of claims that are about another attack."""
    context: Sequence[Context] = ()
