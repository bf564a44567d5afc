"""Puts the candidates together into incident mentions, the main one first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import (
    Act,
    Claim,
    Count,
    DatePrecision,
    IncidentDate,
    IncidentMention,
    Reading,
    Scope,
    Words,
)
from onrecord.reading.ar.attacks import AFTERMATH
from onrecord.reading.ar.incidents.choose import main_date, main_kind, main_place
from onrecord.reading.ar.incidents.days import earlier_days
from onrecord.reading.ar.incidents.found import Found
from onrecord.reading.ar.incidents.roundup import elsewhere, heaviest, others, told_apart
from onrecord.reading.ar.incidents.sentences import Sentences, Weighed, harms
from onrecord.reading.ar.text import ArabicText

__all__ = ["Found", "assemble"]

# Acts that are about an attack wherever they stand outside background; the others only where their sentence tells of
# one.
_UNTOLD = 2.5  # swept on the train half
_ABOUT = frozenset([Act.ACCUSE, Act.DENY, Act.DISMISS, Act.ADMIT, Act.CONFIRM, Act.ESTIMATE])


def assemble(text: ArabicText, found: Found) -> Reading:
    """Put what the stages found together into a reading.

    Incident mentions stand in order of weight, the first is main; there is none where the text tells of no attack.
    Claims, counts and victims about an incident bear its id; counts whose scope is cumulative or another's bear none.
    An attack told as news without a word of its day is of the day of publication, where that is known; the date's words
    are then the words that tell of the attack, and a note says so. News of what came after (condolences, a release, an
    apology) dates no attack.
    """
    sentences = Sentences(text, found)
    report = text.report
    whole = Reading(
        report,
        tuple(found.claims),
        tuple(found.counts),
        tuple(found.victims),
        (),
        tuple(found.context),
        report.notes,
    )
    if not _tells_of_one(found, sentences):
        return whole
    apart = told_apart(found, sentences)
    centre = heaviest(apart).number if apart else None
    key = report.key
    told = [s for s in sentences.all if (s.attack or s.harm) and not s.background]
    day = main_date(found.dates, sentences, report.published_day, centre, told[0].weight + _UNTOLD if told else 0.0)
    notes = report.notes
    if day is None:
        day = _of_publication(sentences, told)
        if day is not None:
            notes = (*notes, UNDATED)
    main = IncidentMention(
        id=f"{key}:i1",
        main=True,
        kind=main_kind(found.kinds, sentences, centre),
        date=day,
        place=main_place(found.places, sentences, centre),
        infrastructure=tuple(found.infrastructure),
        mentioned=tuple(dict.fromkeys((name, code) for name, code, _ in found.parties)),
    )
    if centre is None:
        apart = elsewhere(main.place, main.date, found, sentences, told[0].number if told else 0)
    further = others(-1 if centre is None else centre, apart, found, sentences)
    ids = {one.sentence: f"{key}:i{n}" for n, one in enumerate(further, 2)}

    earlier = earlier_days(found.dates, day, sentences) - ids.keys()

    def which(words: Words) -> str:
        return ids.get(sentences.number(words), main.id)

    def then(words: Words) -> bool:
        return sentences.number(words) in earlier

    claims = tuple(
        replace(c, incident=which(c.content)) if _about(c, found, sentences) and not then(c.content) else c
        for c in found.claims
    )
    every = found.counts
    if any(_counts(c, sentences) and not then(c.at) for c in every):
        every = [replace(c, scope=Scope.OTHER) if _counts(c, sentences) and then(c.at) else c for c in every]
    counts = tuple(replace(c, incident=which(c.at)) if _counts(c, sentences) else c for c in every)
    if not any(c.incident == main.id for c in counts):
        counts = tuple(replace(c, incident=which(c.at)) if c.scope is Scope.INCIDENT else c for c in every)
    away = {i for one in further for i in one.infrastructure}
    mentions = [
        replace(main, infrastructure=tuple(i for i in found.infrastructure if i not in away)),
        *(
            IncidentMention(ids[o.sentence], False, o.kind, o.date or day, o.place, o.infrastructure)  # noqa: FBT003
            for o in further
        ),
    ]
    return replace(
        whole,
        claims=claims,
        counts=counts,
        victims=tuple(replace(v, incident=which(v.at)) for v in found.victims),
        notes=notes,
        incidents=tuple(
            replace(
                m,
                claims=tuple(c.id for c in claims if c.incident == m.id),
                counts=tuple(c.id for c in counts if c.incident == m.id),
            )
            for m in mentions
        ),
    )


UNDATED = "no word of the text dates the attack: its day is taken to be the day of publication"


def _tells_of_one(found: Found, sentences: Sentences) -> bool:
    """Tell whether the text tells of an attack: by how it was done, people harmed, or words of attack and harm."""
    if any(harms(count) for count in found.counts) or found.victims:
        return True
    return any(s.weight and (s.attack or s.harm) for s in sentences.all)


def _of_publication(sentences: Sentences, told: Sequence[Weighed]) -> IncidentDate | None:
    day = sentences.text.report.published_day
    if day is None or not told or sentences.text.phrases(AFTERMATH):
        return None
    first = min((*told[0].attack, *told[0].harm))
    return IncidentDate(day, day, DatePrecision.DAY, sentences.text.words(first, first))


def _counts(count: Count, sentences: Sentences) -> bool:
    """Tell whether a count is of an incident of the report: of none of those behind it."""
    return count.scope is Scope.INCIDENT and not sentences.of(count.at).background


def _about(claim: Claim, found: Found, sentences: Sentences) -> bool:
    if claim.id in found.elsewhere:
        return False
    sentence = sentences.of(claim.content)
    if sentence.background:
        return False
    return claim.act in _ABOUT or sentence.weight > 0
