"""Puts the candidates together into incident mentions, the main one first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import (
    Act,
    AttackKind,
    Claim,
    Context,
    Count,
    IncidentDate,
    IncidentMention,
    Infrastructure,
    Measure,
    Place,
    Reading,
    Scope,
    Victim,
)
from onrecord.reading.en.incidents.choose import main_date, main_kind, main_place
from onrecord.reading.en.incidents.parties import mentioned
from onrecord.reading.en.incidents.sentences import Sentences
from onrecord.reading.en.kinds import states_strongly
from onrecord.reading.en.parse import Parsed

# Acts that are about an attack wherever they stand outside background; the others only where their sentence tells of one.
_ABOUT = frozenset([Act.ACCUSE, Act.DENY, Act.DISMISS, Act.ADMIT, Act.CONFIRM, Act.ESTIMATE])


def assemble(
    parsed: Parsed,
    claims: Sequence[Claim],
    counts: Sequence[Count],
    victims: Sequence[Victim],
    dates: Sequence[IncidentDate],
    places: Sequence[Place],
    kinds: Sequence[AttackKind],
    infrastructure: Sequence[Infrastructure],
    context: Sequence[Context],
) -> Reading:
    """Put what the stages found together into a reading.

    Incident mentions stand in order of weight, the first is main; there is none where the text tells of no attack. Claims, counts and
    victims about an incident bear its id; counts whose scope is cumulative or another's bear none.
    """
    sentences = Sentences(parsed, counts, kinds, infrastructure, context)
    report = parsed.report
    whole = Reading(report, tuple(claims), tuple(counts), tuple(victims), (), tuple(context), report.notes)
    if not _tells_of_one(counts, kinds, infrastructure, sentences):
        return whole
    key = f"{report.key}:i1"
    bound_claims = tuple(replace(c, incident=key) if _about(c, sentences) else c for c in claims)
    bound_counts = tuple(replace(c, incident=key) if c.scope is Scope.INCIDENT else c for c in counts)
    main = IncidentMention(
        id=key,
        main=True,
        kind=main_kind(kinds, sentences),
        date=main_date(dates, sentences, report.published_day),
        place=main_place(places, sentences),
        infrastructure=tuple(infrastructure),
        mentioned=mentioned(parsed, claims, sentences),
        claims=tuple(c.id for c in bound_claims if c.incident),
        counts=tuple(c.id for c in bound_counts if c.incident),
    )
    return replace(
        whole,
        claims=bound_claims,
        counts=bound_counts,
        victims=tuple(replace(v, incident=key) for v in victims),
        incidents=(main,),
    )


def _tells_of_one(
    counts: Sequence[Count], kinds: Sequence[AttackKind], infrastructure: Sequence[Infrastructure], sentences: Sentences
) -> bool:
    """Tell whether the text tells of an attack: of people harmed in one, of something hit, or of one by its kind."""
    if any(c.scope is Scope.INCIDENT and c.measure in (Measure.KILLED, Measure.INJURED) for c in counts):
        return True
    front = [k for k in kinds if not sentences.of(k.at).background]
    return bool(front and (infrastructure or any(states_strongly(k.at.words) for k in front)))


def _about(claim: Claim, sentences: Sentences) -> bool:
    sentence = sentences.of(claim.content)
    if sentence.background:
        return False
    return claim.act in _ABOUT or sentence.weight > 0
