"""Which mentions are compared at all: blocks of day and place, so that cost grows with the number of mentions.

Mentions are paired when they can be of the same or of following days, and

- their places lie within reach of each other, or
- one of them has no place, or only a wide one, or their places disagree, and they share a telling word; or
- so few mentions fall on the two days that all of them can be compared.

A mention without a day, of a report without a day of publication, is paired with all that share two telling words, or
its place and one thing more: a word, a figure, a kind, a weekday, a day of the year. Mentions told in much the same
words are paired whatever their days: dates are misread, and copies carry them on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

from onrecord.linking.calendar import UNKNOWN
from onrecord.linking.profiles import Ints, Table

Pairs = npt.NDArray[np.int64]
"""[n, 2]: row numbers, the lower first, each pair once, in order."""

_SPAN = 3
"""Days of a span that are blocked on; a longer span (a week, a month) says too little of the day."""
_CELL = 0.5
"""Degrees. Two places within reach of each other (25 km and less) stand in one cell or in neighbours."""
_NEAR_CELL = 0.1
"""Degrees. Villages within a few kilometres of each other mostly stand in one such cell."""
_FEW = 1200
"""Mentions of two days in a row that are all compared with each other."""
_NONE = np.empty((0, 2), np.int64)
_WORDS_SHARED = 2
_SAMPLED = 4
_MOST_PLACED = 15
"""Mentions that share a place and one thing more. 60, 30 and 15 gave B-cubed F1 of 0.747, 0.747 and 0.750 on train."""
_MOST = 60
"""Mentions that share a word in two days; a word that more share tells nothing of the incident."""


def candidates(table: Table) -> Pairs:
    """Choose the pairs to compare. Two mentions of one report are never a pair: a report tells its incidents apart."""
    rows, days = _on_days(table)
    order = np.lexsort((rows, days))
    rows, days = rows[order], days[order]
    parts = [*_parts(table, rows, days), _undated(table, rows), _alike(table)]
    found = [_unique(part, table) for part in parts if len(part)]
    if not found:
        return np.empty((0, 2), np.int64)
    return _unique(np.concatenate(found), table)


def _undated(table: Table, dated: Ints) -> Pairs:
    """Pair mentions that no day is known of with all that share a place and one thing more, or enough telling words."""
    loose = np.ones(len(table), np.bool_)
    loose[dated] = False
    if not loose.any():
        return _NONE
    pairs = _loose_pairs(*_worded(table, np.arange(len(table))), loose, _MOST)
    keys, many = np.unique(pairs.min(axis=1) * len(table) + pairs.max(axis=1), return_counts=True)
    # Each word that two rows share makes the pair twice: once from either side.
    worded = np.column_stack(np.divmod(keys[many >= 2 * _WORDS_SHARED], len(table)))
    return np.concatenate((worded, _loose_pairs(*_placed(table), loose, _MOST_PLACED)))


def _alike(table: Table) -> Pairs:
    """Pair mentions that share two of the lowest hashes of their words, whatever their days: copies, mostly.

    The lowest hashes are a random sample of the words (Broder 1997), so that two rows share two of four of them seldom
    unless they share most.
    """
    lowest = table.words[:, :_SAMPLED].astype(np.int64)
    rows, keys = [], []
    for one, other in combinations(range(_SAMPLED), 2):
        stated = np.flatnonzero(lowest[:, other] != UNKNOWN)
        rows.append(stated)
        keys.append((lowest[stated, one] << 31) + lowest[stated, other])
    pairs = _sharing(np.concatenate(rows), np.concatenate(keys))
    apart: Pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    return apart


def _placed(table: Table) -> tuple[Ints, Ints]:
    """Give rows and the keys of their place with one thing more: a word, a figure, a kind, a weekday, ..."""
    rows, seconds = _worded(table, np.arange(len(table)))
    beside = [(rows, seconds)]
    columns = (table.weekday, table.day_of_year, table.killed[:, 0], table.injured[:, 0], table.kind, table.hit)
    for tag, column in enumerate(columns):
        stated = np.flatnonzero(column > 0)
        beside.append((stated, (column[stated] << 3) + tag))
    rows = np.concatenate([one for one, _ in beside])
    seconds = np.concatenate([keys for _, keys in beside])
    named, located = table.place[rows] != UNKNOWN, ~np.isnan(table.lat[rows])
    lat = np.floor(np.nan_to_num(table.lat[rows]) / _NEAR_CELL).astype(np.int64)
    lon = np.floor(np.nan_to_num(table.lon[rows]) / _NEAR_CELL).astype(np.int64)
    cell = -((lat + 10_000) * 100_000 + lon + 10_000)  # below zero, as no key of a place is
    return (
        np.concatenate((rows[named], rows[located])),
        np.concatenate(((table.place[rows[named]] << 31) + seconds[named], (cell << 31)[located] + seconds[located])),
    )


def _loose_pairs(rows: Ints, keys: Ints, loose: npt.NDArray[np.bool_], most: int) -> Pairs:
    """Pair rows that share a key which no more than ``most`` share, where one of the two at least has no day."""
    pairs = _sharing(rows, keys, most)
    kept: Pairs = pairs[(loose[pairs[:, 0]] | loose[pairs[:, 1]]) & (pairs[:, 0] != pairs[:, 1])]
    return kept


def _on_days(table: Table) -> tuple[Ints, Ints]:
    """Give each mention's days: those it states, else the day of publication and the day before."""
    rows, days = [], []
    everybody = np.arange(len(table))
    short = (table.first_day != UNKNOWN) & (table.last_day - table.first_day < _SPAN)
    for step in range(_SPAN):
        on = short & (table.first_day + step <= table.last_day)
        rows.append(everybody[on])
        days.append(table.first_day[on] + step)
    loose = ~short & (table.published != UNKNOWN)
    rows.append(everybody[loose])
    days.append(table.published[loose])
    return np.concatenate(rows), np.concatenate(days)


def _parts(table: Table, rows: Ints, days: Ints) -> Iterator[Pairs]:
    """Pair up day by day, each day with itself and the next."""
    starts = np.flatnonzero(np.r_[True, days[1:] != days[:-1]])
    ends = np.r_[starts[1:], len(days)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        today = rows[start:end]
        following = number + 1 < len(starts) and days[starts[number + 1]] == days[start] + 1
        tomorrow = rows[starts[number + 1] : ends[number + 1]] if following else rows[:0]
        if len(today) + len(tomorrow) <= _FEW:
            yield _all_pairs(today, tomorrow)
        else:
            both = np.unique(np.r_[today, tomorrow])
            yield from _by_cell(table, both)
            yield _sharing(*_worded(table, both))


def _all_pairs(today: Ints, tomorrow: Ints) -> Pairs:
    one, other = np.triu_indices(len(today), 1)
    within = np.column_stack((today[one], today[other]))
    if not len(tomorrow):
        return within
    across = np.column_stack((np.repeat(today, len(tomorrow)), np.tile(tomorrow, len(today))))
    return np.concatenate((within, across))


def _by_cell(table: Table, rows: Ints) -> Iterator[Pairs]:
    located = rows[~np.isnan(table.lat[rows])]
    lat = np.floor(table.lat[located] / _CELL).astype(np.int64)
    lon = np.floor(table.lon[located] / _CELL).astype(np.int64)
    for up in (0, 1):
        for right in (-1, 0, 1):
            if (up, right) == (0, -1):
                continue
            yield _joined(located, lat * 10_000 + lon, located, (lat - up) * 10_000 + lon - right)


def _worded(table: Table, rows: Ints) -> tuple[Ints, Ints]:
    """Give rows, each as often as it has words, and the words' keys."""
    words = table.words[rows]
    stated = words.ravel() != UNKNOWN
    return np.repeat(rows, words.shape[1])[stated], words.ravel()[stated].astype(np.int64)


def _sharing(rows: Ints, keys: Ints, most: int = _MOST) -> Pairs:
    """Pair rows that share a key; one that too many share tells nothing and makes no pair."""
    _, number, many = np.unique(keys, return_inverse=True, return_counts=True)
    telling = many[number] <= most
    return _joined(rows[telling], keys[telling], rows[telling], keys[telling])


def _joined(left: Ints, left_keys: Ints, right: Ints, right_keys: Ints) -> Pairs:
    """Pair rows whose keys are equal."""
    order = np.argsort(right_keys, kind="stable")
    right, right_keys = right[order], right_keys[order]
    first = np.searchsorted(right_keys, left_keys, "left")
    many = np.searchsorted(right_keys, left_keys, "right") - first
    one = np.repeat(left, many)
    offsets = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many)
    return np.column_stack((one, right[np.repeat(first, many) + offsets]))


def _unique(pairs: Pairs, table: Table) -> Pairs:
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    apart = table.report[low] != table.report[high]
    joined = np.unique(low[apart] * len(table) + high[apart])
    return np.column_stack(np.divmod(joined, len(table)))
