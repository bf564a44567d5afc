"""Which mentions are compared: the same pairs however many are looked at in one go, and in crowds those close by."""

from __future__ import annotations

import numpy as np
import pytest

import onrecord.linking.candidates as chosen
from onrecord.linking.calendar import UNKNOWN
from onrecord.linking.profiles import Profile, Table
from onrecord.model import MentionRef


def made(seed: int, many: int, days: int) -> Table:
    """Make profiles up: villages on a grid, a few words each, some without a day."""
    rng = np.random.default_rng(seed)
    profiles = []
    for number in range(many):
        day = int(rng.integers(736_000, 736_000 + days)) if rng.random() < 0.7 else UNKNOWN
        lat, lon = rng.uniform(35.0, 37.0), rng.uniform(36.0, 38.0)
        located = rng.random() < 0.8
        words = tuple(sorted(rng.choice(90, 6, replace=False).tolist()))
        profiles.append(
            Profile(
                MentionRef(f"r{number // 2}", f"i{number % 2}"),
                first_day=day,
                last_day=day,
                weekday=day % 7 + 1 if day != UNKNOWN else UNKNOWN,
                lat=lat if located else float("nan"),
                lon=lon if located else float("nan"),
                place=int(lat * 4) * 1_000 + int(lon * 4) if located else UNKNOWN,
                words=words,
            )
        )
    return Table.of(profiles)


@pytest.mark.parametrize("seed", range(4))
def test_the_pairs_do_not_depend_on_how_many_rows_are_looked_at_in_one_go(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = made(seed, 300, 20)
    whole = chosen.candidates(table)
    monkeypatch.setattr(chosen, "_ROWS", 17)
    assert np.array_equal(chosen.candidates(table), whole)
    assert np.array_equal(np.unique(whole, axis=0), whole)
    assert (whole[:, 0] < whole[:, 1]).all()
    assert (table.report[whole[:, 0]] != table.report[whole[:, 1]]).all()


def test_of_few_mentions_all_of_two_days_are_compared() -> None:
    table = made(5, 60, 2)
    dated = np.flatnonzero(table.first_day != UNKNOWN)
    pairs = {tuple(pair) for pair in chosen.candidates(table).tolist()}
    for one in dated.tolist():
        for other in dated[dated > one].tolist():
            assert ((one, other) in pairs) == (table.report[one] != table.report[other])


@pytest.mark.parametrize("crowd", [0, 25, 10_000])
def test_on_crowded_days_neighbours_and_those_who_share_words_are_compared(
    crowd: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen, "_FEW", 10)
    monkeypatch.setattr(chosen, "_CROWD", crowd)
    table = made(7, 400, 1)
    rows = np.flatnonzero((table.first_day != UNKNOWN) & ~np.isnan(table.lat))
    pairs = {tuple(sorted(pair)) for some in chosen._by_cell(table, rows) for pair in some.tolist()}
    found = {tuple(pair) for pair in chosen.candidates(table).tolist()}

    def cells_apart(one: int, other: int, size: float) -> int:
        steps = [np.floor(column[[one, other]] / size) for column in (table.lat, table.lon)]
        return int(max(abs(a - b) for a, b in steps))

    for one in rows.tolist():
        for other in rows[rows > one].tolist():
            near, close = cells_apart(one, other, chosen._CELL) <= 1, cells_apart(one, other, chosen._NEAR_CELL) <= 1
            assert not close or (one, other) in pairs
            assert near or (one, other) not in pairs
            if crowd == 10_000:
                assert near == ((one, other) in pairs)
            if table.report[one] != table.report[other] and (one, other) in pairs:
                assert (one, other) in found
