"""Readings made by hand, to be linked."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.model import (
    AttackKind,
    Count,
    DatePrecision,
    Group,
    IncidentDate,
    IncidentMention,
    KindOfAttack,
    Measure,
    Passage,
    Place,
    Reading,
    Report,
    Words,
)

DAY = date(2024, 5, 14)
STORIES = {
    "Harasta": "jets struck the flour mill of Harasta and {} of its night shift died there.",
    "Duma": "{} shepherds were hit beside the quarry east of Duma.",
    "Tadif": "a rocket tore into the bus depot at Tadif, leaving {} drivers dead.",
    "Safira": "{} pupils fell when the roof of the workshop in Safira came down under bombs.",
}
PLACES = {"Harasta": (33.56, 36.37), "Duma": (33.57, 36.40), "Tadif": (36.35, 37.53), "Safira": (36.08, 37.37)}


def at(words: str) -> Words:
    return Words(words, (Passage(0, len(words)),))


def telling(
    report: str,
    place: str = "Harasta",
    day: int = 0,
    kind: KindOfAttack = KindOfAttack.AIRSTRIKE,
    killed: int | None = 7,
    text: str | None = None,
) -> Reading:
    """A report of one incident: ``day`` counts from 14 May 2024."""
    body = text or f"{report}: {STORIES[place].format(killed)}"
    made = Report(report, "0" * 64, body, published=(DAY + timedelta(day + 1)).isoformat(), language="en")
    when = DAY + timedelta(day)
    lat, lon = PLACES[place]
    number = f"{made.key}:n1"
    counts = () if killed is None else (Count(number, Measure.KILLED, Group.PEOPLE, killed, killed, at("dead")),)
    mention = IncidentMention(
        f"{made.key}:i1",
        main=True,
        kind=AttackKind(kind, at("struck")),
        date=IncidentDate(when, when, DatePrecision.DAY, at("on Tuesday")),
        place=Place(place, at(place), "SY", lat, lon, 3.0, f"geonames:{place}"),
        counts=tuple(one.id for one in counts),
    )
    return Reading(made, counts=counts, incidents=(mention,))
