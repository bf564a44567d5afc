"""Which mentions are compared at all: blocks of day and place, so that cost grows with the number of mentions.

Mentions are paired when they can be of the same or of following days, and

- their places lie within reach of each other, or
- one of them has no place, or only a wide one, or their places disagree, and they share two telling words; or
- so few mentions fall on the two days that all of them can be compared.

A mention without a day, of a report without a day of publication, is paired with all that share two telling words, or
its place and one thing more: a word, a figure, a kind, a weekday, a day of the year. Mentions told in much the same
words are paired whatever their days: dates are misread, and copies carry them on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
_AROUND = tuple(up * 10_000 + right for up in (-1, 0, 1) for right in (-1, 0, 1))
"""From a cell's number to its neighbours' and its own."""
_FEW = 150
"""Mentions of two days in a row that are all compared with each other: twice as many as any in the reports that the
weights were learned on. Where a million mentions in ten years make 300 of most two days, comparing all gave 61 pairs a
mention and this gives 11, with 0.297 and 0.294 of the true pairs (those of a known day)."""
_CROWD = 40
"""Mentions of two days in a cell and its neighbours, above which those in smaller cells are compared."""
_MOST_ON_DAYS = 30
"""Mentions of many that share a word in two days. 60 gave 18 pairs a mention instead of 11."""
_ROWS = 20_000
"""Rows whose pairs are found at once."""
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
    loose = np.ones(len(table), np.bool_)
    loose[rows] = False
    on_days = _codes([*_parts(table, rows[order], days[order])], table)
    alike = _Sharing.of(*_lowest(table), _MOST)
    # Where all have a day, no place and no word need bring two together that no day does.
    worded = _Sharing.of(*_worded(table, np.arange(len(table))), _MOST) if loose.any() else None
    placed = [_Sharing.of(*one, _MOST_PLACED) for one in _placed(table)] if loose.any() else []
    found = []
    for start in range(0, len(table), _ROWS):
        end = min(start + _ROWS, len(table))
        parts = [alike.pairs(start, end)]
        parts += [_with_loose(one.pairs(start, end), loose) for one in placed]
        parts += [_with_loose(_often(worded.pairs(start, end)), loose)] if worded else []
        some = on_days[slice(*np.searchsorted(on_days, (start * len(table), end * len(table))))]
        found.append(np.union1d(some, _codes(parts, table)))
    codes = np.concatenate(found) if found else np.empty(0, np.int64)
    return np.column_stack(np.divmod(codes, max(1, len(table))))


@dataclass(frozen=True, slots=True)
class _Sharing:
    """Rows that share keys, to be asked for the pairs of a few rows at a time: all at once would not fit in memory."""

    rows: npt.NDArray[np.int32]
    """Rows as often as they have keys, in order of the keys, rows of one key in order."""
    next: npt.NDArray[np.int32]
    """For each place, how many follow that have the same key."""
    order: Ints
    """The places in order of their rows."""

    @classmethod
    def of(cls, rows: Ints, keys: Ints, most: int) -> _Sharing:
        """Take rows with their keys; a key that more than ``most`` rows share tells nothing and makes no pair."""
        order = np.lexsort((rows, keys))
        keys = keys[order]
        ends = np.flatnonzero(np.r_[keys[1:] != keys[:-1], True]) if len(keys) else np.empty(0, np.int64)
        many = np.diff(ends, prepend=-1)
        telling = np.repeat((many > 1) & (many <= most), many)
        following = (np.repeat(ends, many) - np.arange(len(keys)))[telling].astype(np.int32)
        small = rows[order][telling].astype(np.int32)
        return cls(small, following, np.argsort(small, kind="stable"))

    def pairs(self, start: int, end: int) -> Pairs:
        """Give the pairs whose lower row is in a range, each as often as the two share a key."""
        mine = self.order[slice(*np.searchsorted(self.rows, (start, end), sorter=self.order))]
        many = self.next[mine].astype(np.int64)
        one = np.repeat(mine, many)
        step = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many) + 1
        pairs = np.column_stack((self.rows[one], self.rows[one + step])).astype(np.int64)
        apart: Pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        return apart


def _with_loose(pairs: Pairs, loose: npt.NDArray[np.bool_]) -> Pairs:
    """Keep pairs of which one at least has no day."""
    kept: Pairs = pairs[loose[pairs[:, 0]] | loose[pairs[:, 1]]]
    return kept


def _often(pairs: Pairs) -> Pairs:
    """Keep pairs that were found as often as two must share words, each once."""
    found, many = np.unique((pairs[:, 0] << 32) + pairs[:, 1], return_counts=True)
    kept = found[many >= _WORDS_SHARED]
    return np.column_stack((kept >> 32, kept & 0xFFFFFFFF))


def _codes(parts: Sequence[Pairs], table: Table) -> Ints:
    """Write pairs of two reports as numbers, each once, in order."""
    found = []
    for pairs in parts:
        low, high = pairs.min(axis=1), pairs.max(axis=1)
        apart = table.report[low] != table.report[high]
        found.append(low[apart] * len(table) + high[apart])
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def _lowest(table: Table) -> tuple[Ints, Ints]:
    """Give rows and the keys of two of the lowest hashes of their words: rows that share one are copies, mostly.

    The lowest hashes are a random sample of the words (Broder 1997), so that two rows share two of four of them seldom
    unless they share most.
    """
    lowest = table.words[:, :_SAMPLED].astype(np.int64)
    rows, keys = [], []
    for one, other in combinations(range(_SAMPLED), 2):
        stated = np.flatnonzero(lowest[:, other] != UNKNOWN)
        rows.append(stated)
        keys.append((lowest[stated, one] << 31) + lowest[stated, other])
    return np.concatenate(rows), np.concatenate(keys)


def _placed(table: Table) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Give rows and the keys of their place, then of its cell, with one thing more: a word, a figure, a weekday ..."""
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
    cell = (lat + 10_000) * 100_000 + lon + 10_000
    return (
        (rows[named], (table.place[rows[named]] << 31) + seconds[named]),
        (rows[located], (cell << 31)[located] + seconds[located]),
    )


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
            yield _often(_Sharing.of(*_worded(table, both), _MOST_ON_DAYS).pairs(0, len(table)))


def _all_pairs(today: Ints, tomorrow: Ints) -> Pairs:
    one, other = np.triu_indices(len(today), 1)
    within = np.column_stack((today[one], today[other]))
    if not len(tomorrow):
        return within
    across = np.column_stack((np.repeat(today, len(tomorrow)), np.tile(tomorrow, len(today))))
    return np.concatenate((within, across))


def _by_cell(table: Table, rows: Ints) -> Iterator[Pairs]:
    """Pair rows whose places lie in one cell or in neighbours; where these are crowded, in smaller ones."""
    rows = rows[~np.isnan(table.lat[rows])]
    lat, lon = table.lat[rows], table.lon[rows]
    cells = np.floor(lat / _CELL).astype(np.int64) * 10_000 + np.floor(lon / _CELL).astype(np.int64)
    here, at, many = np.unique(cells, return_inverse=True, return_counts=True)
    around = np.zeros(len(here), np.int64)
    for step in _AROUND:
        place = np.minimum(np.searchsorted(here, here + step), len(here) - 1) if len(here) else at
        around += np.where(here[place] == here + step, many[place], 0)
    crowded = around[at] > _CROWD
    for step in _AROUND[: len(_AROUND) // 2 + 1]:
        yield _joined(rows[~crowded], cells[~crowded], rows, cells - step)
        yield _joined(rows[crowded], cells[crowded], rows[~crowded], cells[~crowded] - step)
    rows, lat, lon = rows[crowded], lat[crowded], lon[crowded]
    cells = np.floor(lat / _NEAR_CELL).astype(np.int64) * 10_000 + np.floor(lon / _NEAR_CELL).astype(np.int64)
    for step in _AROUND[: len(_AROUND) // 2 + 1]:
        yield _joined(rows, cells, rows, cells - step)


def _worded(table: Table, rows: Ints) -> tuple[Ints, Ints]:
    """Give rows, each as often as it has words, and the words' keys."""
    words = table.words[rows]
    stated = words.ravel() != UNKNOWN
    return np.repeat(rows, words.shape[1])[stated], words.ravel()[stated].astype(np.int64)


def _joined(left: Ints, left_keys: Ints, right: Ints, right_keys: Ints) -> Pairs:
    """Pair rows whose keys are equal."""
    order = np.argsort(right_keys, kind="stable")
    right, right_keys = right[order], right_keys[order]
    first = np.searchsorted(right_keys, left_keys, "left")
    many = np.searchsorted(right_keys, left_keys, "right") - first
    one = np.repeat(left, many)
    offsets = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many)
    return np.column_stack((one, right[np.repeat(first, many) + offsets]))
