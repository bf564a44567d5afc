"""Chosen incidents on a map and in charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from onrecord.archive.catalogue.asked import Bounds
from onrecord.archive.catalogue.columns import UNKNOWN, Columns, Mask, Whole

MOST_SPOTS = 1_500
"""Incidents that are shown one by one; of more, those that lie together are shown as one spot."""
_CELLS = 36
"""Cells along the longer side of the map when spots stand for several incidents."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One bar."""

    name: str
    number: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Spot:
    """One incident on the map, or several that lie together."""

    row: int | None
    """Its number in the catalogue; None of several."""
    lat: float
    lon: float
    radius_km: float | None
    high: int | None
    kind: str | None
    state: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Charts:
    """All that an overview shows."""

    total: int
    located: int
    spots: tuple[Spot, ...]
    clustered: bool
    by_month: tuple[Counted, ...]
    by_kind: tuple[Counted, ...]
    by_party: tuple[Counted, ...]
    by_status: tuple[Counted, ...]
    by_grade: tuple[Counted, ...]
    by_state: tuple[Counted, ...]


def charts(columns: Columns, mask: Mask, bounds: Bounds | None) -> Charts:
    """Count the chosen incidents, and place them on the map."""
    n = np.flatnonzero(mask)
    located = n[~np.isnan(columns.lat[n])]
    clustered = len(located) > MOST_SPOTS
    pairs = columns.party_of[mask[columns.party_of[:, 0]]]
    return Charts(
        total=len(n),
        located=len(located),
        spots=_clusters(columns, located, bounds) if clustered else _each(columns, located),
        clustered=clustered,
        by_month=_months(columns, n),
        by_kind=_by(columns, n, "kind"),
        by_party=_counted(columns, pairs[:, 0], pairs[:, 1], columns.of("party").names),
        by_status=_by(columns, n, "status"),
        by_grade=_by(columns, n, "grade"),
        by_state=_by(columns, n, "state"),
    )


def _by(columns: Columns, n: Whole, name: str) -> tuple[Counted, ...]:
    return _counted(columns, n, getattr(columns, name)[n], columns.of(name).names)


def _counted(columns: Columns, n: Whole, of: Whole, names: Sequence[str]) -> tuple[Counted, ...]:
    """Count rows by what they bear, most first; those that bear nothing are ``unknown`` and come last."""
    size = len(names) + 1
    at = np.where(of == UNKNOWN, len(names), of)
    number = np.bincount(at, minlength=size)
    low = np.bincount(at, np.maximum(columns.low[n], 0), size)
    high = np.bincount(at, np.maximum(columns.high[n], 0), size)
    order = [int(k) for k in np.argsort(-number[:-1], kind="stable") if number[k]]
    if number[-1]:
        order.append(len(names))
    return tuple(
        Counted(names[k] if k < len(names) else "unknown", int(number[k]), int(low[k]), int(high[k])) for k in order
    )


def _months(columns: Columns, n: Whole) -> tuple[Counted, ...]:
    """Count by the month in which an attack began, in order of time; unknown days come last."""
    days = columns.first[n]
    found, at = np.unique(days, return_inverse=True)
    months = [date.fromordinal(int(day)).strftime("%Y-%m") if day > 0 else "unknown" for day in found]
    names = sorted(set(months), key=lambda one: (one == "unknown", one))
    number_of = {name: number for number, name in enumerate(names)}
    month = np.array([number_of[one] for one in months], np.int64)[at.ravel()] if len(n) else np.zeros(0, np.int64)
    number = np.bincount(month, minlength=len(names))
    low = np.bincount(month, np.maximum(columns.low[n], 0), len(names))
    high = np.bincount(month, np.maximum(columns.high[n], 0), len(names))
    return tuple(Counted(name, int(number[k]), int(low[k]), int(high[k])) for k, name in enumerate(names))


def _each(columns: Columns, n: Whole) -> tuple[Spot, ...]:
    kinds, states = columns.of("kind").names, columns.of("state").names
    return tuple(
        Spot(
            int(row),
            float(columns.lat[row]),
            float(columns.lon[row]),
            None if np.isnan(columns.radius[row]) else float(columns.radius[row]),
            None if columns.high[row] == UNKNOWN else int(columns.high[row]),
            None if columns.kind[row] == UNKNOWN else kinds[columns.kind[row]],
            None if columns.state[row] == UNKNOWN else states[columns.state[row]],
            1,
        )
        for row in n
    )


def _clusters(columns: Columns, n: Whole, bounds: Bounds | None) -> tuple[Spot, ...]:
    """Gather what lies in one cell of a grid over the map; each spot stands in the middle of what it stands for."""
    lat, lon = columns.lat[n], columns.lon[n]
    south, north = (bounds.south, bounds.north) if bounds else (float(lat.min()), float(lat.max()))
    west, east = (bounds.west, bounds.east) if bounds and bounds.west <= bounds.east else (lon.min(), lon.max())
    side = max(north - south, float(east) - float(west), 1e-6) / _CELLS
    cells = (np.floor((lat - south) / side).astype(np.int64) << 20) + np.floor((lon - west) / side).astype(np.int64)
    _, at, number = np.unique(cells, return_inverse=True, return_counts=True)
    at = at.ravel()
    middle_lat = np.bincount(at, lat) / number
    middle_lon = np.bincount(at, lon) / number
    high = np.bincount(at, np.maximum(columns.high[n], 0))
    kinds = columns.of("kind").names
    votes = np.zeros((len(number), len(kinds) + 1), np.int64)
    np.add.at(votes, (at, np.where(columns.kind[n] == UNKNOWN, len(kinds), columns.kind[n])), 1)
    alone = {int(at[k]): int(n[k]) for k in np.flatnonzero(number[at] == 1)}
    spots: list[Spot] = []
    for cell in range(len(number)):
        if cell in alone:
            spots.extend(_each(columns, np.array([alone[cell]])))
            continue
        most = int(votes[cell, :-1].argmax()) if kinds and votes[cell, :-1].any() else None
        spots.append(
            Spot(
                None,
                float(middle_lat[cell]),
                float(middle_lon[cell]),
                None,
                int(high[cell]),
                kinds[most] if most is not None else None,
                None,
                int(number[cell]),
            )
        )
    return tuple(spots)
