"""What several reports say of one incident -> one mention: when, where, how, and what was hit.

Origins vote, not reports: of the mentions that go back to one origin the first states what it states for all of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.model import (
    AttackKind,
    DatePrecision,
    IncidentDate,
    IncidentMention,
    Infrastructure,
    KindOfAttack,
    Linked,
    LinkedMention,
    Place,
)

_T = TypeVar("_T")

_FINER = tuple(DatePrecision)
_NEAR_KM = 25.0
"""Places within this distance, or within their own radii, are taken for one place told at different grain."""
_BROADER: Mapping[KindOfAttack, tuple[KindOfAttack, ...]] = {
    KindOfAttack.DRONE_STRIKE: (KindOfAttack.AIRSTRIKE, KindOfAttack.AIR_OR_ARTILLERY),
    KindOfAttack.HELICOPTER_STRIKE: (KindOfAttack.AIRSTRIKE, KindOfAttack.AIR_OR_ARTILLERY),
    KindOfAttack.MISSILE_STRIKE: (KindOfAttack.AIRSTRIKE, KindOfAttack.AIR_OR_ARTILLERY),
    KindOfAttack.AIRSTRIKE: (KindOfAttack.AIR_OR_ARTILLERY,),
    KindOfAttack.CLUSTER: (KindOfAttack.AIRSTRIKE, KindOfAttack.ARTILLERY, KindOfAttack.AIR_OR_ARTILLERY),
    KindOfAttack.CHEMICAL: (KindOfAttack.AIRSTRIKE, KindOfAttack.ARTILLERY, KindOfAttack.AIR_OR_ARTILLERY),
    KindOfAttack.ARTILLERY: (KindOfAttack.AIR_OR_ARTILLERY,),
    KindOfAttack.ROCKET: (KindOfAttack.ARTILLERY, KindOfAttack.AIR_OR_ARTILLERY),
    KindOfAttack.MORTAR: (KindOfAttack.ARTILLERY, KindOfAttack.AIR_OR_ARTILLERY),
    KindOfAttack.SMALL_ARMS: (KindOfAttack.GROUND,),
}
"""A kind -> kinds that say the same at a coarser grain: they vote for it, and it is named."""


def merge(linked: Linked) -> IncidentMention:
    """Merge the mentions of one incident; every value keeps its words and the report that they stand in."""
    origin_of = {report: number for number, one in enumerate(linked.origins) for report in one.reports}
    told = [(origin_of[one.reading.report.id], one) for one in linked.mentions]
    infrastructure = _infrastructure(told)
    return IncidentMention(
        id=linked.id,
        main=True,
        kind=_kind([(n, _at(one.mention.kind, one)) for n, one in told if one.mention.kind]),
        date=_date([(n, _at(one.mention.date, one)) for n, one in told if one.mention.date]),
        place=_place([(n, _at(one.mention.place, one)) for n, one in told if one.mention.place]),
        infrastructure=infrastructure,
        mentioned=tuple(dict.fromkeys(party for _, one in told for party in one.mention.mentioned)),
        remarks=tuple(_at(remark, one) for _, one in told for remark in one.mention.remarks),
        claims=tuple(dict.fromkeys(claim for _, one in told for claim in one.mention.claims)),
        counts=tuple(dict.fromkeys(count for _, one in told for count in one.mention.counts)),
    )


def _at(value: _T, told: LinkedMention) -> _T:
    """Say of a value's words which report they stand in."""
    return replace(value, at=value.at.within(told.reading.report.id))  # type: ignore[type-var,attr-defined]


def _votes(values: Iterable[tuple[int, _T]], key: Callable[[_T], Hashable]) -> dict[Hashable, dict[int, _T]]:
    """Count origins: what is voted for -> the first value of each origin that votes for it."""
    found: dict[Hashable, dict[int, _T]] = {}
    for origin, value in values:
        found.setdefault(key(value), {}).setdefault(origin, value)
    return found


def _date(values: Sequence[tuple[int, IncidentDate]]) -> IncidentDate | None:
    """Take the day that most origins give, of equals the earlier; a day before a week, month or year."""
    if not values:
        return None
    finest = min(_FINER.index(one.precision) for _, one in values)
    votes = _votes(
        [(origin, one) for origin, one in values if _FINER.index(one.precision) == finest],
        lambda one: (one.start, one.end),
    )
    voters = max(votes.items(), key=lambda item: (len(item[1]), _earlier(item[0])))[1]
    chosen = list(voters.values())
    return next((one for one in chosen if one.part_of_day), chosen[0])


def _earlier(span: Hashable) -> tuple[int, ...]:
    return tuple(-day.toordinal() for day in span)  # type: ignore[attr-defined]


def _place(values: Sequence[tuple[int, Place]]) -> Place | None:
    """Take the place that most origins bear out, named as finely as any of them names it."""
    if not values:
        return None
    located = [(origin, one) for origin, one in values if one.lat is not None and one.lon is not None]
    if not located:
        votes = _votes(values, lambda one: one.name.casefold())
        return next(iter(max(votes.values(), key=len).values()))

    def borne_out(place: Place) -> int:
        return len({origin for origin, other in located if same_place(place, other)})

    def named(place: Place) -> int:
        return len({origin for origin, other in located if other.gazetteer_id == place.gazetteer_id})

    return max(located, key=lambda item: (borne_out(item[1]), -(item[1].radius_km or 0.0), named(item[1])))[1]


def same_place(one: Place, other: Place) -> bool:
    """Tell whether two located places can be one: within 25 km, or one within the other's radius."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    reach = max(_NEAR_KM, one.radius_km or 0.0, other.radius_km or 0.0)
    return _km(one.lat, one.lon, other.lat, other.lon) <= reach


def _km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in kilometres by the haversine formula, on a sphere of 6,371 km."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((phi_b - phi_a) / 2) ** 2
    half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))


def _kind(values: Sequence[tuple[int, AttackKind]]) -> AttackKind | None:
    """Take the kind that most origins state, a coarser word voting for each finer one."""
    votes = _votes(values, lambda one: one.kind)
    if not votes:
        return None

    def weight(kind: KindOfAttack) -> tuple[int, int]:
        broader = {origin for other in _BROADER.get(kind, ()) for origin in votes.get(other, ())}
        return len({*votes[kind], *broader}), len(votes[kind])

    order = list(KindOfAttack)
    best = max((kind for kind in order if kind in votes), key=weight)
    return next(iter(votes[best].values()))


def _infrastructure(told: Sequence[tuple[int, LinkedMention]]) -> tuple[Infrastructure, ...]:
    """List what was hit, each kind once: the one that is named, else the first."""
    found: dict[str, Infrastructure] = {}
    for _, one in told:
        for hit in one.mention.infrastructure:
            before = found.get(hit.kind)
            if before is None or (before.name is None and hit.name is not None):
                found[hit.kind] = _at(hit, one)
    return tuple(found[kind] for kind in sorted(found))
