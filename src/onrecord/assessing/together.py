"""One incident that several reports tell of -> ranges, parties, status and grade, every decision with its reason."""

from __future__ import annotations

from dataclasses import replace

from onrecord.assessing.between import Standing
from onrecord.assessing.grading import grade
from onrecord.assessing.merging import merge
from onrecord.assessing.protection import protection
from onrecord.assessing.reconcile import reconcile
from onrecord.assessing.responsibility import Setting, responsibility
from onrecord.assessing.schemes import Scheme
from onrecord.assessing.voices import Account
from onrecord.model import Claim, Count, Incident, Linked, Victim


def assess_linked(linked: Linked, scheme: Scheme) -> Incident:
    """Assess one incident by all the reports that tell of it; origins count, not reports.

    Reports of one text share the ids of what is found in it: such a claim or count stands once, under the first report.
    """
    mention = merge(linked)
    origin_of = {report: number for number, one in enumerate(linked.origins) for report in one.reports}
    claims: dict[str, Claim] = {}
    counts: dict[str, Count] = {}
    report_of: dict[str, str] = {}
    accounts: list[Account] = []
    victims: dict[tuple[str, str], Victim] = {}
    for told in linked.mentions:
        report = told.reading.report
        report_of.setdefault(report.key, report.id)
        about, counted = set(told.mention.claims), set(told.mention.counts)
        mine = tuple(one for one in told.reading.claims if one.id in about and one.id not in claims)
        claims.update((one.id, one) for one in mine)
        counts.update((one.id, one) for one in told.reading.counts if one.id in counted)
        for one in told.reading.victims:
            if one.incident == told.mention.id:
                victims.setdefault((one.name.casefold(), one.outcome), replace(one, at=one.at.within(report.id)))
        accounts.append(Account(report, told.mention, mine, origin_of[report.id]))
    background = {one.report.key: Standing(one.origin, one.report.published_day) for one in accounts}
    harm = reconcile(tuple(counts.values()), scheme, background)
    who = responsibility(accounts, scheme, Setting.of(mention), by_origin=True)
    graded = grade(accounts, tuple(counts.values()), harm, who, scheme, by_origin=True)
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
        protection=protection(mention.infrastructure, (*harm.killed_by_group, *harm.injured_by_group)),
        reasons=(*harm.reasons, *who.reasons, *graded.reasons),
        reports=tuple(dict.fromkeys(one.reading.report.id for one in linked.mentions)),
        origins=linked.origins,
        claims=tuple(claims.values()),
        counts=tuple(counts.values()),
        report_of=report_of,
        links=linked.links,
        told_by=tuple({one.reading.report.id: one.reading.report for one in linked.mentions}.values()),
        victims=tuple(victims.values()),
    )
