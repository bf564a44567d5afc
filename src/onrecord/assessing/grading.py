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
from onrecord.assessing.voices import distinct_voices, publisher_name
from onrecord.model import (
    Act,
    Claim,
    Count,
    Grade,
    Group,
    IncidentMention,
    Range,
    Reason,
    RemarkKind,
    Report,
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
    mention: IncidentMention,
    claims: Sequence[Claim],
    counts: Sequence[Count],
    harm: Reconciled,
    who: Responsibility,
    report: Report,
    scheme: Scheme,
) -> Grading:
    """Grade the harm of one incident, in one report, by the rules of ``scheme``."""
    if "grade-fair" not in scheme.rules:
        return Grading(None, ())  # a scheme without this axis
    remarks = {one.kind for one in mention.remarks}
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
        return decide(Grade.CONFIRMED, "grade-confirmed", owned, voices=listed(distinct_voices(owned, report)))
    if who.status is StrikeStatus.CONTESTED:
        parties = listed([one.name for one in who.suspected])
        return decide(Grade.CONTESTED, "grade-contested", parties=parties or "no party")
    vouching = {one.claim for one in counts}
    telling = [c for c in claims if c.id in vouching or c.act in _TELLING]
    voices = dict.fromkeys(distinct_voices(telling, report))
    if any(one.claim is None for one in counts):
        voices.setdefault(publisher_name(report))
    if RemarkKind.ONE_ORIGINAL in remarks and RemarkKind.SEVERAL_REPORT not in remarks:
        return decide(Grade.WEAK, "grade-weak-one-original", telling)
    if len(voices) < 2 and RemarkKind.SEVERAL_REPORT not in remarks:
        return decide(Grade.WEAK, "grade-weak", telling, voices=listed(list(voices)) or "nobody named")
    return decide(Grade.FAIR, "grade-fair", telling, count=len(voices), voices=listed(list(voices)))


def _any(value: Range | None) -> bool:
    return value is not None and bool(value.low or value.high)
