"""What lists and charts choose by, held in memory column by column: a choice among 100,000 takes milliseconds.

Read from the catalogue once, then brought up to date by what changed in it since.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.archive.catalogue.asked import Bounds, Filters, Sort
from onrecord.archive.catalogue.words import folded_name

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

UNKNOWN = -1
"""Stands for no day, kind, status, grade or number."""
_INCIDENT = (
    "SELECT n, first, last, lat, lon, radius, country, place, kind, killed_low, killed_high, status, grade, reports, "
    "state, score, parties FROM incidents"
)


class Names:
    """Names by number, in the order in which they were met."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, name: str | None) -> int:
        """Give a name's number; a new name gets the next."""
        if name is None:
            return UNKNOWN
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self.names)
            self.names.append(name)
        return found

    def known(self, name: str) -> int:
        """Give a name's number; one that nothing bears where it is new."""
        return self._numbers.get(name, UNKNOWN - 1)

    def holding(self, part: str) -> list[int]:
        """Give the numbers of names of which a part is asked for."""
        return [number for number, name in enumerate(self.names) if part in name]


@dataclass(slots=True)
class Columns:
    """Incidents and reports, column by column. Row numbers are the catalogue's own, from 1; row 0 is empty."""

    stamp: int = -1
    alive: Mask = field(default_factory=lambda: np.zeros(1, bool))
    first: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    last: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    lat: Real = field(default_factory=lambda: np.zeros(1))
    lon: Real = field(default_factory=lambda: np.zeros(1))
    radius: Real = field(default_factory=lambda: np.zeros(1))
    country: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    place: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    kind: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    low: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    high: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    status: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    grade: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    reports: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    state: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    score: Real = field(default_factory=lambda: np.zeros(1))
    names: dict[str, Names] = field(default_factory=dict)
    party_of: Whole = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    """(incident, party), in order of incidents."""
    report_language: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    report_publisher: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    report_day: Whole = field(default_factory=lambda: np.zeros(1, np.int64))
    member_of: Whole = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    """(incident, report)."""

    def of(self, kind: str) -> Names:
        """Give the names of one kind: countries, places, kinds, statuses, grades, states, parties and so on."""
        return self.names.setdefault(kind, Names())

    def follow(self, connection: sqlite3.Connection) -> None:
        """Take up what changed in the catalogue since the last look."""
        version = int(connection.execute("SELECT value FROM meta WHERE name = 'version'").fetchone()[0])
        if version == self.stamp:
            return
        changed = connection.execute(f"{_INCIDENT} WHERE stamp > ?", (self.stamp,)).fetchall()
        gone = [row[0] for row in connection.execute("SELECT n FROM gone WHERE stamp > ?", (self.stamp,))]
        if changed or gone:
            self._take(changed, gone)
            self._take_members(connection, [row[0] for row in changed], gone, whole=self.stamp < 0)
        self._take_reports(connection)
        self.stamp = version

    def _take(self, rows: list[Any], gone: list[int]) -> None:
        self._grow(max((row[0] for row in rows), default=0) + 1)
        if rows:
            n = np.array([row[0] for row in rows])
            for name, at, empty in (
                ("first", 1, UNKNOWN),
                ("last", 2, UNKNOWN),
                ("low", 9, UNKNOWN),
                ("high", 10, UNKNOWN),
                ("reports", 13, 0),
            ):
                getattr(self, name)[n] = [empty if row[at] is None else row[at] for row in rows]
            for name, at in (("lat", 3), ("lon", 4), ("radius", 5), ("score", 15)):
                getattr(self, name)[n] = [np.nan if row[at] is None else row[at] for row in rows]
            for name, at in (("country", 6), ("place", 7), ("kind", 8), ("status", 11), ("grade", 12), ("state", 14)):
                of = self.of(name)
                getattr(self, name)[n] = [of.number(row[at]) for row in rows]
            self.alive[n] = True
            of = self.of("party")
            pairs = [(row[0], of.number(one)) for row in rows for one in sorted(set(json.loads(row[16])))]
            rest = self.party_of[~np.isin(self.party_of[:, 0], n)]
            self.party_of = np.concatenate([rest, np.array(pairs, np.int64).reshape(-1, 2)])
        if gone:  # among them such as came and went between two looks
            self.alive[[n for n in gone if n < len(self.alive)]] = False
            self.party_of = self.party_of[~np.isin(self.party_of[:, 0], gone)]

    def _grow(self, length: int) -> None:
        short = length - len(self.alive)
        if short <= 0:
            return
        short = max(short, len(self.alive) // 10)
        for name in ("first", "last", "country", "place", "kind", "low", "high", "status", "grade", "reports", "state"):
            setattr(self, name, np.concatenate([getattr(self, name), np.full(short, UNKNOWN)]))
        for name in ("lat", "lon", "radius", "score"):
            setattr(self, name, np.concatenate([getattr(self, name), np.full(short, np.nan)]))
        self.alive = np.concatenate([self.alive, np.zeros(short, bool)])

    def _take_members(
        self, connection: sqlite3.Connection, changed: list[int], gone: list[int], *, whole: bool
    ) -> None:
        if whole:
            found = connection.execute("SELECT DISTINCT n, report FROM members").fetchall()
            self.member_of = np.array(found, np.int64).reshape(-1, 2)
            return
        rest = self.member_of[~np.isin(self.member_of[:, 0], [*changed, *gone])]
        found = [
            pair
            for n in changed
            for pair in connection.execute("SELECT DISTINCT n, report FROM members WHERE n = ?", (n,))
        ]
        self.member_of = np.concatenate([rest, np.array(found, np.int64).reshape(-1, 2)])

    def _take_reports(self, connection: sqlite3.Connection) -> None:
        have = len(self.report_day) - 1
        rows = connection.execute(
            "SELECT n, language, publisher, published FROM reports WHERE n > ? ORDER BY n", (have,)
        ).fetchall()
        if not rows:
            return
        short = rows[-1][0] + 1 - len(self.report_day)
        at = np.array([row[0] for row in rows])
        for name in ("report_language", "report_publisher", "report_day"):
            setattr(self, name, np.concatenate([getattr(self, name), np.full(short, UNKNOWN)]))
        languages, publishers = self.of("language"), self.of("publisher")
        self.report_language[at] = [languages.number(row[1].lower() if row[1] else None) for row in rows]
        self.report_publisher[at] = [publishers.number(folded_name(row[2]) if row[2] else None) for row in rows]
        self.report_day[at] = [_ordinal(row[3]) for row in rows]

    def chosen(self, asked: Filters, with_words: Iterable[int] | None = None) -> Mask:
        """Choose incidents; ``with_words`` are the numbers of the reports that hold the words asked for."""
        mask = self.alive.copy()
        if asked.date_from:
            mask &= self.last >= asked.date_from.toordinal()
        if asked.date_to:
            mask &= (self.first <= asked.date_to.toordinal()) & (self.first != UNKNOWN)
        for name in ("kind", "status", "grade", "state"):
            wanted = getattr(asked, name)
            if wanted:
                mask &= getattr(self, name) == (UNKNOWN if wanted == "none" else self.of(name).known(wanted))
        if asked.killed_at_least is not None:
            mask &= self.high >= asked.killed_at_least
        if asked.place:
            mask &= self._in_place(asked.place)
        if asked.bounds:
            mask &= self._in_box(asked.bounds)
        if asked.party:
            mask &= self._rows(self.party_of, np.isin(self.party_of[:, 1], self._parties(asked.party)))
        if asked.language or asked.publisher:
            kept = self.reports_chosen(Filters(language=asked.language, publisher=asked.publisher))
            mask &= self._rows(self.member_of, kept[self.member_of[:, 1]])
        if with_words is not None:
            mask &= self._rows(self.member_of, np.isin(self.member_of[:, 1], np.fromiter(with_words, np.int64)))
        return mask

    def reports_chosen(self, asked: Filters) -> Mask:
        """Choose reports by their language, publisher and day of publication, and by the incidents they tell of."""
        mask = np.ones(len(self.report_day), bool)
        mask[0] = False
        if asked.language:
            of = self.of("language")
            wanted = asked.language.lower()
            mask &= np.isin(
                self.report_language,
                [k for k, one in enumerate(of.names) if one == wanted or one.startswith(f"{wanted}-")],
            )
        if asked.publisher:
            mask &= np.isin(self.report_publisher, self.of("publisher").holding(folded_name(asked.publisher).strip()))
        if asked.date_from:
            mask &= self.report_day >= asked.date_from.toordinal()
        if asked.date_to:
            mask &= (self.report_day <= asked.date_to.toordinal()) & (self.report_day != UNKNOWN)
        of_incidents = Filters(
            place=asked.place,
            kind=asked.kind,
            party=asked.party,
            status=asked.status,
            grade=asked.grade,
            state=asked.state,
            killed_at_least=asked.killed_at_least,
            bounds=asked.bounds,
        )
        if of_incidents != Filters():
            told = np.zeros(len(mask), bool)
            told[self.member_of[self.chosen(of_incidents)[self.member_of[:, 0]], 1]] = True
            mask &= told
        return mask

    def ordered(self, mask: Mask, sort: Sort) -> Whole:
        """Put the chosen incidents in an order, by number where they are equal."""
        n = np.flatnonzero(mask)
        key: npt.NDArray[Any]
        if sort is Sort.NEWEST:
            key = -self.first[n]
        elif sort is Sort.OLDEST:
            key = np.where(self.first[n] == UNKNOWN, np.iinfo(np.int64).max, self.first[n])
        elif sort is Sort.DEADLIEST:
            key = -self.high[n]
        elif sort is Sort.REPORTS:
            key = -self.reports[n]
        else:
            key = -self.score[n]
        ordered: Whole = n[np.argsort(key, kind="stable")]
        return ordered

    def _in_place(self, asked: str) -> Mask:
        if len(asked) == 2 and asked.isupper() and asked.isascii():
            in_country: Mask = self.country == self.of("country").known(asked)
            return in_country
        return np.isin(self.place, self.of("place").holding(folded_name(asked).strip()))

    def _in_box(self, box: Bounds) -> Mask:
        within = (self.lat >= box.south) & (self.lat <= box.north)
        if box.west <= box.east:
            return within & (self.lon >= box.west) & (self.lon <= box.east)
        return within & ((self.lon >= box.west) | (self.lon <= box.east))

    def _parties(self, asked: str) -> list[int]:
        """Parties are held as ``CODE name``, the name folded."""
        of, part = self.of("party"), folded_name(asked).strip()
        exact = [k for k, one in enumerate(of.names) if one.partition(" ")[0] == asked]
        return exact or [k for k, one in enumerate(of.names) if part in one.partition(" ")[2]]

    def _rows(self, pairs: Whole, kept: Mask) -> Mask:
        mask = np.zeros(len(self.alive), bool)
        mask[pairs[kept, 0]] = True
        return mask


def _ordinal(published: str | None) -> int:
    try:
        return date.fromisoformat(published[:10]).toordinal() if published else UNKNOWN
    except ValueError:
        return UNKNOWN
