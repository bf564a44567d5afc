"""Roundups: reports that tell of many attacks, a line or sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import AttackKind, IncidentDate, Infrastructure, Place
from onrecord.reading.ar.incidents.found import Found
from onrecord.reading.ar.incidents.sentences import Sentences, Weighed

_LEAST = 4  # sentences of attack with places of their own that make a roundup
_APART_DEGREES = 0.03  # of latitude and longitude together: some 3 km
_FAR_DEGREES = 0.1  # some 10 km; nearer places may be two names of one


@dataclass(frozen=True, slots=True)
class Another:
    """A further incident and the sentence that tells of it."""

    sentence: int
    date: IncidentDate | None
    place: Place | None
    kind: AttackKind | None
    infrastructure: tuple[Infrastructure, ...]


def _spot(place: Place) -> tuple[float, float] | None:
    if place.lat is None or place.lon is None or (place.radius_km or 0) >= 20:
        return None
    return place.lat, place.lon


def _apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) > _APART_DEGREES


def told_apart(found: Found, sentences: Sentences) -> list[Weighed]:
    """Give the sentences that tell of an attack at a place of their own, in order; fewer than two is no roundup."""
    spots: dict[int, tuple[float, float]] = {}
    for place in found.places:
        number, spot = sentences.number(place.at), _spot(place)
        if spot is not None:
            spots.setdefault(number, spot)
    out: list[Weighed] = []
    taken: list[tuple[float, float]] = []
    for sentence in sentences.all:
        spot = spots.get(sentence.number)
        if spot is None or not sentence.attack or sentence.background:
            continue
        if all(_apart(spot, other) for other in taken):
            taken.append(spot)
            out.append(sentence)
    return out if len(out) >= _LEAST else []


def heaviest(apart: Sequence[Weighed]) -> Weighed:
    """Choose what a roundup is most about: people counted, then the title's words, then weight, then order."""
    return max(apart, key=lambda s: (s.counted, round(s.titled, 3), s.weight, -s.number))


def elsewhere(
    main: Place | None, date: IncidentDate | None, found: Found, sentences: Sentences, lead: int
) -> list[Weighed]:
    """Give the sentences, after the one that leads, that count people harmed at a place apart from the main one.

    A sentence that names the main place too tells on about it, and so does one without a place.
    """
    here = _spot(main) if main is not None else None
    if main is None or here is None:
        return []
    taken = {sentences.number(one.at) for one in (main, date) if one is not None} | set(range(lead + 1))
    spots: dict[int, list[tuple[float, float]]] = {}
    for place in found.places:
        spot = _spot(place)
        if spot is not None:
            spots.setdefault(sentences.number(place.at), []).append(spot)
    return [
        sentence
        for sentence in sentences.all
        if sentence.counted
        and sentence.attack
        and not sentence.background
        and sentence.number not in taken
        and sentence.number in spots
        and all(_far(spot, here) for spot in spots[sentence.number])
    ]


def _far(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) > _FAR_DEGREES


def others(main: int, apart: Sequence[Weighed], found: Found, sentences: Sentences) -> list[Another]:
    """Make further incidents of sentences told apart but the main one's, those alone that count people."""
    out: list[Another] = []
    for sentence in apart:
        if sentence.number == main or not sentence.counted:
            continue
        n = sentence.number
        out.append(
            Another(
                n,
                next((d for d in found.dates if sentences.number(d.at) == n), None),
                next((p for p in found.places if sentences.number(p.at) == n and _spot(p)), None),
                next((k for k in found.kinds if sentences.number(k.at) == n), None),
                tuple(i for i in found.infrastructure if sentences.number(i.at) == n),
            )
        )
    return out
