"""Further incidents of one report: sentences on another attack, elsewhere or on another day, with its harm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import (
    AttackKind,
    Count,
    CountStatus,
    DatePrecision,
    IncidentDate,
    IncidentMention,
    Infrastructure,
    Measure,
    Place,
    Scope,
)
from onrecord.reading.en.incidents.lexicon import HARM_ALONE
from onrecord.reading.en.incidents.sentences import Sentences, Weighed

_ATTACK = (
    r"(?:attack|strike|air\s?strike|raid|bombing|shelling|explosion|blast|shooting|incident|bombardment|ambush|massacre|bomb)"
    r"s?"
)
# Nothing less than these words makes another incident: reports tell of one attack in many places of the text far more
# often.
_ANOTHER = re.compile(
    rf"\b(?:another|(?:a|an|the|one)\s+(?:separate|second|third|different|similar|further)|separate|in\s+a\s+separate)\s+(?:[\w-]+\s+){{0,3}}{_ATTACK}\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"^[\"'\s]*(?:separately|elsewhere|in\s+a\s+separate\s+\w+|in\s+another\s+\w+|meanwhile)\b", re.IGNORECASE
)
_APART_DEGREES = 0.15  # of latitude and longitude together: some 15 km; nearer places may be two names of one


@dataclass(frozen=True, slots=True)
class Another:
    """A further incident and the sentence that tells of it."""

    sentence: int
    date: IncidentDate | None
    place: Place | None
    kind: AttackKind | None
    infrastructure: tuple[Infrastructure, ...]


def _apart(place: Place | None, main: Place | None) -> bool:
    if place is None or main is None or place.lat is None or main.lat is None:
        return False
    far = abs(place.lat - main.lat) + abs((place.lon or 0.0) - (main.lon or 0.0))
    return far > _APART_DEGREES and (place.radius_km or 0) < 25


def _other_day(date: IncidentDate | None, main: IncidentDate | None) -> bool:
    if date is None or main is None:
        return False
    if DatePrecision.DAY is not date.precision or DatePrecision.DAY is not main.precision:
        return False
    return date.end < main.start or main.end < date.start


def _tells(sentence: Weighed) -> bool:
    text = sentence.span.text
    told = any(t.lemma_.lower() not in HARM_ALONE for t in sentence.attack)
    return told and not sentence.background and bool(_ANOTHER.search(text) or _ELSEWHERE.search(text))


def find_others(
    main: IncidentMention,
    counts: Sequence[Count],
    dates: Sequence[IncidentDate],
    places: Sequence[Place],
    kinds: Sequence[AttackKind],
    infrastructure: Sequence[Infrastructure],
    sentences: Sentences,
) -> list[Another]:
    """Find further incidents, in order of the text, a sentence each.

    A sentence makes one where it speaks of another attack, has killed or injured of its own, and lies at a place apart
    from the main one or on another day. Anything less stays with the main incident.
    """
    harmed = {
        sentences.number(c.at)
        for c in counts
        if c.scope is Scope.INCIDENT
        and c.status is CountStatus.STATED
        and c.measure in (Measure.KILLED, Measure.INJURED)
    }
    taken = {sentences.number(x.at) for x in (main.date, main.place) if x is not None}
    out: list[Another] = []
    for number in sorted(harmed - taken):
        if not _tells(sentences.all[number]):
            continue
        here = [p for p in places if sentences.number(p.at) == number]
        place = next((p for p in here if _apart(p, main.place)), None)
        date = next((d for d in dates if sentences.number(d.at) == number), None)
        if place is None and not _other_day(date, main.date):
            continue
        kind = next((k for k in kinds if sentences.number(k.at) == number), None)
        hit = tuple(i for i in infrastructure if sentences.number(i.at) == number)
        out.append(Another(number, date or (main.date if place else None), place or next(iter(here), None), kind, hit))
    return out
