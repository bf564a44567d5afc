"""What is compared between two mentions, each comparison falling into one named case.

After Fellegi and Sunter (1969): every case of a comparison has a weight in log odds, and the weights add up. So each
link can say what spoke for it and against it, and how much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.linking.calendar import UNKNOWN
from onrecord.linking.candidates import Pairs
from onrecord.linking.profiles import Floats, Ints, Table

Cases = npt.NDArray[np.int8]
"""[n, features]: number of the case that each comparison of a pair falls into."""

_BLOCK = 1 << 12
"""Pairs compared at once: bounds memory where words are held against words."""
_FEW_DAYS = 4
_RARE_DAYS = 3
_WIDE_KM = 30.0
"""A place with such a radius is a district or province: two villages in it may be meant."""


class Feature(NamedTuple):
    """One comparison: its name, its cases in order, and how the case of each pair is found."""

    name: str
    cases: tuple[str, ...]
    compare: Callable[[Table, Ints, Ints], Ints]


def compare(table: Table, pairs: Pairs) -> Cases:
    """Compare the two mentions of each pair in every way."""
    found = np.empty((len(pairs), len(FEATURES)), np.int8)
    for start in range(0, len(pairs), _BLOCK):
        one, other = pairs[start : start + _BLOCK].T
        for number, feature in enumerate(FEATURES):
            found[start : start + _BLOCK, number] = feature.compare(table, one, other)
    return found


def _choose(size: int, cases: Mapping[int, npt.NDArray[np.bool_]], otherwise: int) -> Ints:
    """Give each pair the first case whose condition holds."""
    return np.select(list(cases.values()), [np.full(size, case) for case in cases], otherwise).astype(np.int64)


def _known(table: Table, one: Ints, other: Ints) -> Ints:
    """Count the mentions of a pair whose day is not known."""
    unknown: Ints = (table.first_day[one] == UNKNOWN).astype(np.int64) + (table.first_day[other] == UNKNOWN)
    return unknown


def _day(table: Table, one: Ints, other: Ints) -> Ints:
    known = (table.first_day[one] != UNKNOWN) & (table.first_day[other] != UNKNOWN)
    gap = np.maximum(table.first_day[one], table.first_day[other])
    gap = gap - np.minimum(table.last_day[one], table.last_day[other])
    sharp = (table.first_day[one] == table.last_day[one]) & (table.first_day[other] == table.last_day[other])
    cases = {0: (gap <= 0) & sharp, 1: gap <= 0, 2: gap == 1, 3: gap <= 3, 4: known}
    cases = {case: known & holds for case, holds in cases.items()}
    a, b = table.weekday[one], table.weekday[other]
    weekdays = (a != UNKNOWN) & (b != UNKNOWN)
    c, d = table.day_of_year[one], table.day_of_year[other]
    days_of_year = (c != UNKNOWN) & (d != UNKNOWN)
    # The same day of the year on two weekdays is of two years.
    cases |= {10: days_of_year & (c == d) & weekdays & (a == b)}
    cases |= {5: days_of_year & (c == d) & ~(weekdays & (a != b)), 6: days_of_year, 7: weekdays & (a == b), 8: weekdays}
    return _choose(len(one), cases, 9)


def _published(table: Table, one: Ints, other: Ints) -> Ints:
    known = (table.published[one] != UNKNOWN) & (table.published[other] != UNKNOWN)
    gap = np.abs(table.published[one] - table.published[other])
    return _choose(len(one), {4: ~known, 0: gap == 0, 1: gap == 1, 2: gap <= 4}, 3)


def distance_km(table: Table, one: Ints, other: Ints) -> Floats:
    """Great-circle distances by the haversine formula; NaN where a place has no coordinates."""
    phi_a, phi_b = np.radians(table.lat[one]), np.radians(table.lat[other])
    half = np.sin((phi_b - phi_a) / 2) ** 2
    half = half + np.cos(phi_a) * np.cos(phi_b) * np.sin(np.radians(table.lon[other] - table.lon[one]) / 2) ** 2
    km: Floats = 2 * 6371.0 * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return km


def _place(table: Table, one: Ints, other: Ints) -> Ints:
    far = distance_km(table, one, other)
    apart = np.isnan(far)
    widest = np.fmax(table.radius_km[one], table.radius_km[other])
    wide = widest >= _WIDE_KM
    same = (table.place[one] != UNKNOWN) & (table.place[one] == table.place[other])
    days = table.place_days[one]
    alike = _contained(table.place_sounds[one], table.place_sounds[other])
    alike |= _contained(table.place_sounds[other], table.place_sounds[one])
    cases = {
        1: same & wide & table.found[one],
        0: same & (days <= 1),
        10: same & (days <= _FEW_DAYS),
        11: same,
        9: (table.place[one] == UNKNOWN) | (table.place[other] == UNKNOWN),
        # Of two villages of one name a gazetteer gives the larger, wherever it lies; two spellings make two entries.
        14: alike,
        8: apart,
        7: wide & (far > widest + 10),
        6: wide,
        2: far <= 3,
        3: far <= 10,
        4: far <= 25,
        5: ~(table.found[one] & table.found[other]),
        12: far <= 100,
    }
    return _choose(len(one), cases, 13)


def _kind(table: Table, one: Ints, other: Ints) -> Ints:
    a, b = table.kind[one], table.kind[other]
    return _choose(len(one), {3: (a == 0) | (b == 0), 0: a == b, 1: (a & b & 15) != 0}, 2)


def _hit(table: Table, one: Ints, other: Ints) -> Ints:
    a, b = table.hit[one], table.hit[other]
    return _choose(len(one), {2: (a == 0) | (b == 0), 0: (a & b) != 0}, 1)


def _casualties(column: str) -> Callable[[Table, Ints, Ints], Ints]:
    def compared(table: Table, one: Ints, other: Ints) -> Ints:
        bounds: Ints = getattr(table, column)
        a, b = bounds[one], bounds[other]
        known = (a[:, 0] != UNKNOWN) & (b[:, 0] != UNKNOWN)
        equal = (a == b).all(axis=1)
        low, high = np.maximum(a[:, 0], b[:, 0]), np.minimum(a[:, 1], b[:, 1])
        near = (low - high) <= np.maximum(1, high // 3)
        return _choose(len(one), {5: ~known, 0: equal & (high >= 4), 1: equal, 2: low <= high, 3: near}, 4)

    return compared


Keys = npt.NDArray[np.int64] | npt.NDArray[np.int32]


def _held(a: Keys, b: Keys) -> npt.NDArray[np.bool_]:
    """Tell of each key of the rows ``a`` whether the same row of ``b`` has it: [n, width of a]."""
    there = np.zeros(a.shape, np.bool_)
    for column in range(b.shape[1]):
        # Column by column: the whole cube of comparisons would not stay in the processor's cache.
        there |= a == b[:, column, None]
    there &= a != UNKNOWN
    return there


def _shared(table: Keys, one: Ints, other: Ints) -> Ints:
    """Count the keys that two rows of a padded column share."""
    shared: Ints = _held(table[one], table[other]).sum(axis=1)
    return shared


def _filled(table: Keys, rows: Ints) -> Ints:
    filled: Ints = (table[rows] != UNKNOWN).sum(axis=1)
    return filled


def _parties(table: Table, one: Ints, other: Ints) -> Ints:
    shared = _shared(table.parties, one, other)
    a, b = _filled(table.parties, one), _filled(table.parties, other)
    return _choose(len(one), {3: (a == 0) | (b == 0), 0: (shared == a) & (shared == b), 1: shared > 0}, 2)


def _victims(table: Table, one: Ints, other: Ints) -> Ints:
    shared = _shared(table.victims, one, other)
    none = (_filled(table.victims, one) == 0) | (_filled(table.victims, other) == 0)
    return _choose(len(one), {2: none, 0: shared > 0}, 1)


def _words(table: Table, one: Ints, other: Ints) -> Ints:
    """Containment of the smaller sample in the larger, among the hashes that both samples can hold.

    Each sample holds the lowest hashes of its words; up to the lower of the two highest hashes both are whole.
    """
    a, b = table.words[one], table.words[other]
    top_a = np.where(_filled(table.words, one) < a.shape[1], np.iinfo(np.int32).max, a.max(axis=1))
    top_b = np.where(_filled(table.words, other) < b.shape[1], np.iinfo(np.int32).max, b.max(axis=1))
    top = np.minimum(top_a, top_b)[:, None]
    in_a, in_b = ((a <= top) & (a != UNKNOWN)).sum(axis=1), ((b <= top) & (b != UNKNOWN)).sum(axis=1)
    share = _shared(table.words, one, other) / np.maximum(1, np.minimum(in_a, in_b))
    foreign = table.language[one] != table.language[other]
    none = (in_a == 0) | (in_b == 0)
    cases = {7: foreign | none, 0: share >= 0.75, 1: share >= 0.5, 2: share >= 0.35, 3: share >= 0.25, 4: share >= 0.15}
    return _choose(len(one), cases | {5: share >= 0.08}, 6)


def _named(table: Table, one: Ints, other: Ints) -> Ints:
    """Tell whether the name of each mention's place stands in the words of the other."""
    either = []
    for a, b in ((one, other), (other, one)):
        name, words = table.place_words[a], table.words[b]
        stated = name != UNKNOWN
        there = _held(name, words)
        either.append((stated.any(axis=1), (there | ~stated).all(axis=1)))
    (known_a, in_b), (known_b, in_a) = either
    foreign = table.language[one] != table.language[other]
    cases = {
        3: foreign | ~(known_a | known_b),
        0: known_a & known_b & in_a & in_b,
        1: (known_a & in_b) | (known_b & in_a),
    }
    return _choose(len(one), cases, 2)


def _rare(table: Table, one: Ints, other: Ints) -> Ints:
    """Count the words shared that are told on few days."""
    held = _held(table.words[one], table.words[other])
    shared = (held & (table.word_days[one] <= _RARE_DAYS)).sum(axis=1)
    foreign = table.language[one] != table.language[other]
    return _choose(len(one), {4: foreign, 0: shared >= 6, 1: shared >= 3, 2: shared >= 1}, 3)


def _phrases(table: Table, one: Ints, other: Ints) -> Ints:
    """Count the pairs of words in a row that both reports have and few others do: names of people, mostly."""
    shared = _shared(table.phrases, one, other)
    foreign = table.language[one] != table.language[other]
    return _choose(len(one), {5: foreign, 0: shared >= 6, 1: shared >= 3, 2: shared == 2, 3: shared == 1}, 4)


def _contained(inner: Keys, outer: Keys) -> npt.NDArray[np.bool_]:
    """Tell of each row of ``inner`` whether it has a key and ``outer`` has all of them."""
    stated = inner != UNKNOWN
    whole: npt.NDArray[np.bool_] = stated.any(axis=1) & (_held(inner, outer) | ~stated).all(axis=1)
    return whole


def _main(table: Table, one: Ints, other: Ints) -> Ints:
    whole = table.whole[one] | table.whole[other]
    both, either = table.main[one] & table.main[other], table.main[one] | table.main[other]
    return _choose(len(one), {3: whole, 0: both, 1: either}, 2)


_FIGURES = ("equal, four or more", "equal, below four", "ranges overlap", "close", "contrary", "not both stated")

KNOWN = 0
"""Number of the comparison that says by which table of weights all others are weighed."""

FEATURES: tuple[Feature, ...] = (
    Feature("days known", ("of both", "of one", "of neither"), _known),
    Feature(
        "day",
        (
            "the same day",
            "spans overlap",
            "the next day",
            "up to three days apart",
            "apart",
            "the same day of some year",
            "different days of some year",
            "the same weekday",
            "different weekdays",
            "unknown",
            "the same weekday and day of some year",
        ),
        _day,
    ),
    Feature("published", ("the same day", "the next day", "up to four days apart", "apart", "unknown"), _published),
    Feature(
        "place",
        (
            "the same place, of one known day",
            "the same wide place",
            "within 3 km",
            "within 10 km",
            "within 25 km",
            "farther than 25 km, one by its district",
            "within a wide place",
            "outside a wide place",
            "one not located",
            "one not stated",
            "the same place, of a few known days",
            "the same place, of many known days",
            "up to 100 km apart, both in the gazetteer",
            "farther than 100 km, both in the gazetteer",
            "named alike, located apart",
        ),
        _place,
    ),
    Feature("kind", ("the same", "can be the same", "contrary", "not both stated"), _kind),
    Feature("hit", ("shared", "different", "not both stated"), _hit),
    Feature("killed", _FIGURES, _casualties("killed")),
    Feature("injured", _FIGURES, _casualties("injured")),
    Feature("parties", ("the same", "some shared", "different", "not both stated"), _parties),
    Feature("victims", ("a name shared", "different names", "not both named"), _victims),
    Feature(
        "words",
        (
            "three quarters shared",
            "half shared",
            "a third shared",
            "a quarter shared",
            "a sixth shared",
            "few shared",
            "hardly any shared",
            "not comparable",
        ),
        _words,
    ),
    Feature(
        "place named", ("each names the other's", "one names the other's", "neither does", "not comparable"), _named
    ),
    Feature(
        "rare words",
        ("six or more shared", "three or more shared", "one or two shared", "none shared", "not comparable"),
        _rare,
    ),
    Feature(
        "rare phrases",
        ("six or more shared", "three or more shared", "two shared", "one shared", "none shared", "not comparable"),
        _phrases,
    ),
    Feature("weight in the report", ("main in both", "main in one", "main in neither", "a report as a whole"), _main),
)
