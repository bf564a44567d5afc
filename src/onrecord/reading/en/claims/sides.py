"""Which actors are one party, and who stands accused in a report: what the accused say is heard as an answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Act, Claim, Role
from onrecord.reading.actors import Actor

_BRANCHES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "MED"})
_BLAMES = frozenset({Act.ACCUSE, Act.CONFIRM, Act.REPORT})


def party_code(code: str | None) -> str | None:
    """Give a party's code without its branch of service: RUSMIL and RUSGOV are RUS, SYRREB stays SYRREB."""
    if code is None or len(code) <= 3:
        return code
    return code[:3] if code[3:6] in _BRANCHES else code


def same_party(one: Actor | None, other: Actor | None) -> bool:
    """Tell whether two actors are one party."""
    if one is None or other is None:
        return False
    if one.code is None or other.code is None:
        return one.name == other.name
    return party_code(one.code) == party_code(other.code)


@dataclass(frozen=True, slots=True)
class Standing:
    """The charges of one report, by who lays them: each (accuser, accused) as code without branch, or name."""

    charges: tuple[tuple[str | None, str], ...] = ()

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Standing:
        """Collect the charges that claims lay, and the parties that answer one."""
        out: list[tuple[str | None, str]] = []
        for claim in claims:
            by = _key(claim.speaker.name, claim.speaker.code) if claim.speaker is not None else None
            for party in claim.parties:
                if party.role is Role.ACCUSED and claim.act in _BLAMES:
                    out.append((by, _key(party.name, party.code)))
                elif party.role is Role.CLEARED:
                    out.append((None, _key(party.name, party.code)))
        return cls(tuple(out))

    def accused(self, actor: Actor | None) -> bool:
        """Tell whether somebody else accuses an actor."""
        if actor is None:
            return False
        me = _key(actor.name, actor.code)
        return any(accused == me and by != me for by, accused in self.charges)

    def accuses(self, actor: Actor | None, whom: Actor | None) -> bool:
        """Tell whether an actor accuses another one, or anybody where ``whom`` is None."""
        if actor is None:
            return False
        me, them = _key(actor.name, actor.code), _key(whom.name, whom.code) if whom is not None else None
        return any(by == me and (them is None or accused == them) for by, accused in self.charges)


def _key(name: str, code: str | None) -> str:
    return party_code(code) or name
