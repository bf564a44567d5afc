"""How well the harm is supported: the second axis, decided by who reports the harm.

The scheme's grade ``contested`` alone is defined by competing responsibility.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.assessing.reasons import listed, reason
from onrecord.assessing.reconcile import Reconciled
from onrecord.assessing.responsibility import Responsibility
from onrecord.assessing.schemes import Scheme
from onrecord.assessing.voices import Account, distinct_voices, publisher_name, remarks_of
from onrecord.model import (
    Act,
    Claim,
    Count,
    Grade,
    Group,
    Range,
    Reason,
    RemarkKind,
    StrikeStatus,
)

_TELLING = (Act.REPORT, Act.CONFIRM, Act.ESTIMATE, Act.ACCUSE, Act.CONDEMN)
"""Acts by which a speaker vouches for the harm, with or without a figure."""


@dataclass(frozen=True, slots=True)
class Grading:
    """A grade and why; None when no harm is reported."""

    grade: Grade | None
    reasons: tuple[Reason, ...]


def grade(
    accounts: Sequence[Account],
    counts: Sequence[Count],
    harm: Reconciled,
    who: Responsibility,
    scheme: Scheme,
    *,
    by_origin: bool = False,
) -> Grading:
    """Grade the harm of one incident, as one report or several tell of it, by the rules of ``scheme``.

    With ``by_origin`` each origin counts as one source, as it does between reports; else each distinct named speaker
    or publisher does.
    """
    if "grade-fair" not in scheme.rules:
        return Grading(None, ())  # a scheme without this axis
    claims = [claim for account in accounts for claim in account.claims]
    ids = tuple(one.id for one in counts)

    def decide(value: Grade, rule: str, telling: Sequence[Claim] = (), **words: object) -> Grading:
        return Grading(value, (reason(scheme, rule, tuple(c.id for c in telling), ids, **words),))

    fighters = [groups.get(Group.COMBATANTS) for groups in (harm.killed_by_group, harm.injured_by_group)]
    if not _any(harm.killed) and not _any(harm.injured):
        if any(_any(one) for one in fighters):
            return decide(Grade.DISCOUNTED, "grade-discounted")
        return Grading(None, ())
    owned = [
        c
        for c in claims
        if c.act is Act.ADMIT and any(n.claim == c.id and n.group is not Group.COMBATANTS for n in counts)
    ]
    if owned:
        return decide(Grade.CONFIRMED, "grade-confirmed", owned, voices=listed(distinct_voices(owned, accounts)))
    if who.status is StrikeStatus.CONTESTED:
        parties = listed([one.name for one in who.suspected])
        return decide(Grade.CONTESTED, "grade-contested", parties=parties or "no party")
    return _by_support(accounts, claims, counts, scheme, by_origin=by_origin)


def _by_support(
    accounts: Sequence[Account], claims: Sequence[Claim], counts: Sequence[Count], scheme: Scheme, *, by_origin: bool
) -> Grading:
    """Grade by how many tell of the harm."""
    remarks = remarks_of(accounts)
    ids = tuple(one.id for one in counts)

    def decide(value: Grade, rule: str, **words: object) -> Grading:
        return Grading(value, (reason(scheme, rule, tuple(c.id for c in telling), ids, **words),))

    vouching = {one.claim for one in counts}
    telling = [c for c in claims if c.id in vouching or c.act in _TELLING]
    voices = dict.fromkeys(distinct_voices(telling, accounts))
    own = [one for one in counts if one.claim is None]
    for account in accounts:
        if any(not by_origin or _stands_in(one.id, account) for one in own):
            voices.setdefault(publisher_name(account.report))
    if RemarkKind.ONE_ORIGINAL in remarks and RemarkKind.SEVERAL_REPORT not in remarks:
        return decide(Grade.WEAK, "grade-weak-one-original")
    several = RemarkKind.SEVERAL_REPORT in remarks
    if by_origin:
        origins = {account.origin for account in accounts if _tells(account, counts, telling)}
        if len(origins) < 2 and not several:
            return decide(Grade.WEAK, "grade-weak-one-origin", voices=listed(list(voices)) or "nobody named")
        return decide(Grade.FAIR, "grade-fair-origins", count=len(origins), voices=listed(list(voices)))
    if len(voices) < 2 and not several:
        return decide(Grade.WEAK, "grade-weak", voices=listed(list(voices)) or "nobody named")
    return decide(Grade.FAIR, "grade-fair", count=len(voices), voices=listed(list(voices)))


def _tells(account: Account, counts: Sequence[Count], telling: Sequence[Claim]) -> bool:
    """Tell whether a report tells of harm: by a count, or by a claim that vouches for it."""
    return any(_stands_in(found, account) for found in (*(n.id for n in counts), *(c.id for c in telling)))


def _stands_in(found: str, account: Account) -> bool:
    """Tell whether a claim or count, by its id, stands in a report: the stem of an id is its report's."""
    return found.partition(":")[0] == account.report.key


def _any(value: Range | None) -> bool:
    return value is not None and bool(value.low or value.high)
