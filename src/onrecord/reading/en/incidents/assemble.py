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
    Words,
)
from onrecord.reading.en.incidents.choose import main_date, main_kind, main_place
from onrecord.reading.en.incidents.lexicon import HARM_ALONE
from onrecord.reading.en.incidents.others import find_others
from onrecord.reading.en.incidents.parties import mentioned
from onrecord.reading.en.incidents.sentences import Sentences
from onrecord.reading.en.kinds import states_strongly
from onrecord.reading.en.parse import Parsed

_LEAD = 4  # sentences, headline and byline among them, in which a report says what it is about

# Acts that are about an attack wherever they stand outside background; the others only where their sentence tells of
# one.
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

    Incident mentions stand in order of weight, the first is main; there is none where the text tells of no attack.
    Claims, counts and victims about an incident bear its id; counts whose scope is cumulative or another's bear none.
    """
    sentences = Sentences(parsed, counts, kinds, infrastructure, context)
    report = parsed.report
    whole = Reading(report, tuple(claims), tuple(counts), tuple(victims), (), tuple(context), report.notes)
    if not _tells_of_one(counts, kinds, infrastructure, [*dates, *places], sentences):
        return whole
    main = IncidentMention(
        id=f"{report.key}:i1",
        main=True,
        kind=main_kind(kinds, sentences),
        date=main_date(dates, sentences, report.published_day),
        place=main_place(places, sentences),
        infrastructure=tuple(infrastructure),
        mentioned=mentioned(parsed, claims, sentences),
    )
    others = find_others(main, counts, dates, places, kinds, infrastructure, sentences)
    ids = {other.sentence: f"{report.key}:i{n}" for n, other in enumerate(others, 2)}

    def which(words: Words) -> str:
        return ids.get(sentences.number(words), main.id)

    bound_claims = tuple(replace(c, incident=which(c.content)) if _about(c, sentences) else c for c in claims)
    bound_counts = tuple(replace(c, incident=which(c.at)) if c.scope is Scope.INCIDENT else c for c in counts)
    apart = {i for other in others for i in other.infrastructure}
    mentions = [
        replace(main, infrastructure=tuple(i for i in infrastructure if i not in apart)),
        *(
            IncidentMention(ids[o.sentence], False, o.kind, o.date, o.place, o.infrastructure)  # noqa: FBT003
            for o in others
        ),
    ]
    return replace(
        whole,
        claims=bound_claims,
        counts=bound_counts,
        victims=tuple(replace(v, incident=which(v.at)) for v in victims),
        incidents=tuple(
            replace(
                m,
                claims=tuple(c.id for c in bound_claims if c.incident == m.id),
                counts=tuple(c.id for c in bound_counts if c.incident == m.id),
            )
            for m in mentions
        ),
    )


def _tells_of_one(
    counts: Sequence[Count],
    kinds: Sequence[AttackKind],
    infrastructure: Sequence[Infrastructure],
    when_where: Sequence[IncidentDate | Place],
    sentences: Sentences,
) -> bool:
    """Tell whether the text tells of an attack: once among its first sentences, or twice further down.

    A sentence tells of one by people killed or injured by an attack, by something hit, or by the kind of an attack with
    its day or place. A single mention in passing makes no incident of a report about something else.
    """
    placed = {sentences.number(x.at) for x in when_where}
    told = {sentences.number(i.at) for i in infrastructure}
    told |= {sentences.number(k.at) for k in kinds if states_strongly(k.at.words)} & placed
    for count in counts:
        if count.scope is Scope.INCIDENT and count.measure in (Measure.KILLED, Measure.INJURED):
            sentence = sentences.of(count.at)
            if sentence.number < _LEAD or any(t.lemma_.lower() not in HARM_ALONE for t in sentence.attack):
                told.add(sentence.number)
    front = [n for n in sorted(told) if not sentences.all[n].background]
    return any(n < _LEAD for n in front) or len(front) > 1


def _about(claim: Claim, sentences: Sentences) -> bool:
    sentence = sentences.of(claim.content)
    if sentence.background:
        return False
    return claim.act in _ABOUT or sentence.weight > 0
