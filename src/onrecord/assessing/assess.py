"""One incident mention with its claims and counts -> one incident, every decision with its reason."""

from __future__ import annotations

from onrecord.assessing.grading import Grading, grade
from onrecord.assessing.protection import protection
from onrecord.assessing.reconcile import reconcile
from onrecord.assessing.responsibility import Responsibility, Setting, responsibility
from onrecord.assessing.schemes import Scheme
from onrecord.assessing.voices import Account
from onrecord.model import Incident, IncidentMention, Origin, Reading


def assess_reading(reading: Reading, scheme: Scheme) -> tuple[Incident, ...]:
    """Assess each incident that one report tells of, by that report alone, in the order of the reading."""
    return tuple(_assess(mention, reading, scheme) for mention in reading.incidents)


def _assess(mention: IncidentMention, reading: Reading, scheme: Scheme) -> Incident:
    claims = tuple(one for one in reading.claims if one.id in set(mention.claims))
    counts = tuple(one for one in reading.counts if one.id in set(mention.counts))
    # 1. How many: counts -> ranges.
    harm = reconcile(counts, scheme)
    # 2. Who: claims, and what the report says in its own voice -> parties with their standing, and the strike status.
    accounts = [Account(reading.report, mention, claims)]
    who: Responsibility = responsibility(accounts, scheme, Setting.of(mention))
    # 3. How well the harm is supported -> grade.
    graded: Grading = grade(accounts, counts, harm, who, scheme)
    # 4. What law protects what was hit: an index, no decision.
    protected = protection(mention.infrastructure, (*harm.killed_by_group, *harm.injured_by_group))
    return Incident(
        mention=mention,
        scheme=scheme.name,
        killed=harm.killed,
        killed_best=harm.killed_best,
        injured=harm.injured,
        killed_by_group=harm.killed_by_group,
        injured_by_group=harm.injured_by_group,
        parties=who.parties,
        strike_status=who.status,
        grade=graded.grade,
        protection=protected,
        reasons=(*harm.reasons, *who.reasons, *graded.reasons),
        reports=(reading.report.id,),
        origins=(Origin((reading.report.id,), "the only report read"),),
        claims=claims,
        counts=counts,
    )
