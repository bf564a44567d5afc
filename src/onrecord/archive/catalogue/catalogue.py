"""Looking things up in the catalogue, and bringing it up to date."""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from onrecord.archive.catalogue.asked import Filters
from onrecord.archive.catalogue.columns import Columns
from onrecord.archive.catalogue.entries import (
    CataloguedIncident,
    CataloguedReport,
    State,
    StoredIncident,
    StoredReport,
)
from onrecord.archive.catalogue.file import VERSION, CatalogueFile, beside, new_file, sweep
from onrecord.archive.catalogue.tallies import Charts, charts
from onrecord.archive.catalogue.words import folded, folded_name, question
from onrecord.archive.place import Place

_MOST_RANKED = 2_000
"""Of more reports that hold the words, the latest so many are put in order of how well they match."""
_REPORT = "n, key, name, stem, title, publisher, published, language, url, restricted"


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision as the catalogue keeps it: the line is its caller's own."""

    entry: int
    incident: str | None
    report: str | None
    stem: str | None
    line: str


class Catalogue:
    """One archive's catalogue. Threads may share it."""

    def __init__(self, place: Place) -> None:
        self._file = CatalogueFile(place.catalogue, self.make_empty)
        self._columns = Columns()
        self._of = ""
        self._looking = threading.Lock()

    def exists(self) -> bool:
        """Tell whether there is one that this version made."""
        return self._file.exists()

    def make_empty(self) -> None:
        """Put an empty one in place where there is none that this version made, until one is made."""
        with self.alone():
            if not self.exists():  # another thread or program may have been first
                self.put_in_place(self.make(lambda writer: writer.set_state(made="")))

    def close(self) -> None:
        """Close it."""
        self._file.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep others from changing it, or from putting another in its place."""
        with self._file.alone():
            yield

    def state(self) -> State:
        """Say how far it has come."""
        with self._file.reading() as connection:
            return _state(connection)

    # Lists and charts

    def listed(self, asked: Filters, start: int, number: int) -> tuple[list[dict[str, Any]], int]:
        """Give the rows of some of the incidents asked for, and how many there are in all."""
        with self._file.reading() as connection:
            with self._followed(connection) as columns:
                mask = columns.chosen(asked, self._with_words(connection, asked.words))
                order = columns.ordered(mask, asked.sort)
                total, wanted = len(order), [int(n) for n in order[start : start + number]]
            return _rows(connection, wanted), total

    def ids(self, asked: Filters) -> list[str]:
        """Give the ids of all incidents asked for, in their order."""
        with self._file.reading() as connection:
            with self._followed(connection) as columns:
                mask = columns.chosen(asked, self._with_words(connection, asked.words))
                order = [int(n) for n in columns.ordered(mask, asked.sort)]
            names = dict(connection.execute("SELECT n, id FROM incidents").fetchall())
            return [names[n] for n in order]

    def charts(self, asked: Filters) -> tuple[Charts, dict[int, dict[str, Any]]]:
        """Give the incidents asked for on a map and in charts; and the rows of those that stand alone on the map."""
        with self._file.reading() as connection:
            with self._followed(connection) as columns:
                mask = columns.chosen(asked, self._with_words(connection, asked.words))
                found = charts(columns, mask, asked.bounds)
            alone = [one.row for one in found.spots if one.row is not None]
            return found, dict(zip(alone, _rows(connection, alone), strict=True))

    def search(self, words: str, asked: Filters, start: int, number: int) -> tuple[list[StoredReport], int, bool]:
        """Find reports that hold all words, best first; how many there are; and whether that was counted to the end."""
        asked_for = question(words)
        if asked_for is None:
            return [], 0, False
        with self._file.reading() as connection:
            last = connection.execute(
                "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
                (asked_for, _MOST_RANKED),
            ).fetchone()
            found = connection.execute(
                "SELECT rowid FROM words WHERE words MATCH ? AND rowid > ? ORDER BY bm25(words, 4.0, 1.0), rowid DESC",
                (asked_for, last[0] if last else 0),
            ).fetchall()
            rows = [row[0] for row in found]
            if asked != Filters(sort=asked.sort):
                with self._followed(connection) as columns:
                    kept = columns.reports_chosen(asked)
                    rows = [n for n in rows if kept[n]]
            wanted = rows[start : start + number]
            by_number = {
                row[0]: _report(row)
                for row in _among(connection, f"SELECT {_REPORT} FROM reports WHERE n", wanted)  # noqa: S608
            }
            return [by_number[n] for n in wanted if n in by_number], len(rows), last is not None

    def _with_words(self, connection: sqlite3.Connection, words: str | None) -> list[int] | None:
        asked_for = question(words) if words else None
        if asked_for is None:
            return None
        return [row[0] for row in connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (asked_for,))]

    @contextmanager
    def _followed(self, connection: sqlite3.Connection) -> Iterator[Columns]:
        """Hold the columns as the catalogue is now."""
        with self._looking:
            file = connection.execute("SELECT value FROM meta WHERE name = 'file'").fetchone()[0]
            if file != self._of:
                self._columns, self._of = Columns(), file
            self._columns.follow(connection)
            yield self._columns

    # One thing

    def incident(self, named: str) -> StoredIncident | None:
        """Look an incident up, following where it went; None where none of this id stands."""
        with self._file.reading() as connection:
            for name in _trail(connection, named):
                row = connection.execute(
                    "SELECT i.id, l.decided, l.proposed, r.row FROM incidents i JOIN lines l ON l.n = i.n "
                    "JOIN rows r ON r.n = i.n WHERE i.id = ?",
                    (name,),
                ).fetchone()
                if row:
                    decided = zlib.decompress(row[1])
                    proposed = zlib.decompress(row[2]) if row[2] is not None else decided
                    return StoredIncident(row[0], decided, proposed, json.loads(row[3]))
        return None

    def rows_of(self, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Give the rows of incidents that stand, in the order of their ids."""
        with self._file.reading() as connection:
            found = []
            for name in ids:
                row = connection.execute(
                    "SELECT r.row FROM incidents i JOIN rows r ON r.n = i.n WHERE i.id = ?", (name,)
                ).fetchone()
                if row:
                    found.append(json.loads(row[0]))
            return found

    def members_of(self, incident: str) -> list[tuple[StoredReport, str]]:
        """Give an incident's mentions in their order: the report of each, and the mention's id."""
        columns = ", ".join(f"r.{name}" for name in _REPORT.split(", "))
        with self._file.reading() as connection:
            return [
                (_report(row), row[10])
                for row in connection.execute(
                    f"SELECT {columns}, m.mention FROM incidents i JOIN members m ON m.n = i.n "  # noqa: S608
                    "JOIN reports r ON r.n = m.report WHERE i.id = ? ORDER BY m.at",
                    (incident,),
                )
            ]

    def linked(self, incident: str) -> bytes | None:
        """Give an incident's origins and links, in JSON."""
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT l.linked FROM incidents i JOIN lines l ON l.n = i.n WHERE i.id = ?", (incident,)
            ).fetchone()
            return zlib.decompress(row[0]) if row else None

    def report(self, key: str) -> StoredReport | None:
        """Look a report up by its key, or the start of it; None where there is none, or several."""
        with self._file.reading() as connection:
            query = f"SELECT {_REPORT} FROM reports WHERE key >= ? AND key < ? LIMIT 2"  # noqa: S608 - our own names
            rows = connection.execute(query, (key, key + "g")).fetchall()
            return _report(rows[0]) if len(rows) == 1 else None

    def incidents_of(self, *, report: str | None = None, stem: str | None = None) -> list[str]:
        """Give the ids of the incidents that a report, or all reports of one text, tell of."""
        which, value = ("r.key = ?", report) if report else ("r.stem = ?", stem)
        with self._file.reading() as connection:
            return [
                row[0]
                for row in connection.execute(
                    "SELECT DISTINCT i.id FROM reports r JOIN members m ON m.report = r.n "  # noqa: S608
                    f"JOIN incidents i ON i.n = m.n WHERE {which} ORDER BY i.id",
                    (value,),
                )
            ]

    # Decisions

    def decisions(
        self, *, incidents: Iterable[str] = (), reports: Iterable[str] = (), stems: Iterable[str] = ()
    ) -> list[str]:
        """Give the lines of all decisions on these, oldest first."""
        found: dict[int, str] = {}
        with self._file.reading() as connection:
            for column, names in (("incident", incidents), ("report", reports), ("stem", stems)):
                query = f"SELECT entry, line FROM decisions WHERE {column}"  # noqa: S608 - as above
                found.update(_among(connection, query, list(dict.fromkeys(names))))
        return [found[entry] for entry in sorted(found)]

    def decision(self, entry: int) -> str | None:
        """Give the line of one decision."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT line FROM decisions WHERE entry = ?", (entry,)).fetchone()
            return row[0] if row else None

    def recent(self, limit: int) -> list[str]:
        """Give the lines of the newest decisions, newest first."""
        with self._file.reading() as connection:
            query = "SELECT line FROM decisions ORDER BY entry DESC LIMIT ?"
            return [row[0] for row in connection.execute(query, (limit,))]

    def count_decisions(self) -> int:
        """Count all decisions."""
        with self._file.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM decisions").fetchone()[0])

    def links(self, reports: Iterable[str]) -> list[str]:
        """Give the lines of the judgements of links on mentions of these reports, oldest first."""
        found: dict[int, str] = {}
        with self._file.reading() as connection:
            found.update(_among(connection, "SELECT entry, line FROM links WHERE report", list(reports)))
        return [found[entry] for entry in sorted(found)]

    def went_to(self, incident: str) -> list[str]:
        """Give the ids that were merged into an incident, however long ago."""
        with self._file.reading() as connection:
            found, waiting = [], [incident]
            while waiting:
                query = "SELECT incident FROM redirects WHERE went_to = ?"
                new = [row[0] for row in connection.execute(query, (waiting.pop(),)) if row[0] not in found]
                found += new
                waiting += new
            return sorted(found)

    def restricted(self) -> frozenset[str]:
        """Give the keys of the reports that are restricted."""
        with self._file.reading() as connection:
            return frozenset(row[0] for row in connection.execute("SELECT key FROM reports WHERE restricted = 1"))

    # Changes

    def change(self, alter: Callable[[Writer], None]) -> None:
        """Change the catalogue, all or nothing."""
        with self._file.writing() as connection:
            writer = Writer(connection, _state(connection).version + 1)
            alter(writer)
            writer.close()

    def make(self, fill: Callable[[Writer], None]) -> Path:
        """Make another catalogue beside this one; gives its file, to be put in place."""
        path = beside(self._file.path)
        connection = new_file(path)
        try:
            connection.execute(
                "INSERT INTO meta VALUES ('tables', ?), ('version', '0'), ('file', ?)", (VERSION, secrets.token_hex(8))
            )
            connection.execute("BEGIN")
            writer = Writer(connection, 1)
            fill(writer)
            writer.close()
            connection.execute("COMMIT")
            connection.execute("INSERT INTO words(words) VALUES ('optimize')")
            connection.execute("ANALYZE")
        except BaseException:
            connection.close()
            path.unlink(missing_ok=True)
            raise
        connection.close()
        return path

    @staticmethod
    def state_of(path: Path) -> State:
        """Say how far a catalogue that was made beside this one has come."""
        connection = sqlite3.connect(path)
        try:
            return _state(connection)
        finally:
            connection.close()

    def put_in_place(self, path: Path) -> None:
        """Let a catalogue that was made beside this one take its place."""
        with self._file.alone():
            for ending in ("-wal", "-shm"):
                self._file.path.with_name(self._file.path.name + ending).unlink(missing_ok=True)
            path.replace(self._file.path)
            sweep(self._file.path)


class Writer:
    """One change of the catalogue, or its making."""

    def __init__(self, connection: sqlite3.Connection, version: int) -> None:
        self._connection = connection
        self._version = version
        self._numbers: dict[str, int] = {}

    def add_reports(self, reports: Iterable[CataloguedReport]) -> None:
        """Add reports that are not there yet, and index their words."""
        for one in reports:
            done = self._connection.execute(
                "INSERT OR IGNORE INTO reports (key, name, stem, title, publisher, published, language, url) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                tuple(
                    _stored(value)
                    for value in (
                        one.key,
                        one.name,
                        one.stem,
                        one.title,
                        one.publisher,
                        one.published,
                        one.language,
                        one.url,
                    )
                ),
            )
            if not done.rowcount:
                continue
            number = done.lastrowid
            self._numbers[one.key] = int(number or 0)
            self._connection.execute(
                "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                (number, _stored(folded(one.title or "")), _stored(folded(one.text))),
            )

    def put_incident(self, one: CataloguedIncident) -> None:
        """Add an incident, or put it as it is now in the place of what it was."""
        execute = self._connection.execute
        row = execute("SELECT n FROM incidents WHERE id = ?", (one.id,)).fetchone()
        n = row[0] if row else self._next()
        parties = json.dumps([f"{code or ''} {folded_name(name).strip()}" for code, name in one.parties])
        execute(
            "INSERT OR REPLACE INTO incidents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                n,
                one.id,
                self._version,
                one.start.toordinal() if one.start else None,
                one.end.toordinal() if one.end else None,
                one.lat,
                one.lon,
                one.radius_km,
                one.country,
                _stored(folded_name(one.place)) if one.place else None,
                one.kind,
                one.killed_low,
                one.killed_high,
                one.status,
                one.grade,
                one.reports,
                one.state,
                one.score,
                parties,
            ),
        )
        execute("INSERT OR REPLACE INTO rows VALUES (?, ?)", (n, _json(one.row)))
        before = execute("SELECT proposed, linked, decided FROM lines WHERE n = ?", (n,)).fetchone()
        proposed = zlib.compress(one.proposed) if one.proposed is not None else None
        linked = zlib.compress(one.linked) if one.linked is not None else None
        if one.linked is None and before is not None:
            proposed, linked = before[0] if before[0] is not None else before[2], before[1]
        execute("INSERT OR REPLACE INTO lines VALUES (?, ?, ?, ?)", (n, zlib.compress(one.decided), proposed, linked))
        execute("DELETE FROM members WHERE n = ?", (n,))
        self._connection.executemany(
            "INSERT INTO members VALUES (?, ?, ?, ?)",
            [(n, self._number(member.report), member.mention, at) for at, member in enumerate(one.members)],
        )

    def drop_incident(self, incident: str) -> None:
        """Take an incident out that does not stand any more."""
        row = self._connection.execute("SELECT n FROM incidents WHERE id = ?", (incident,)).fetchone()
        if row is None:
            return
        for table in ("incidents", "rows", "lines", "members"):
            self._connection.execute(f"DELETE FROM {table} WHERE n = ?", row)  # noqa: S608
        self._connection.execute("INSERT OR REPLACE INTO gone VALUES (?, ?)", (row[0], self._version))

    def add_decisions(self, decisions: Iterable[DecisionLine]) -> None:
        """Add decisions."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?)",
            [(one.entry, one.incident, one.report, one.stem, _stored(one.line)) for one in decisions],
        )

    def add_link(self, entry: int, reports: Iterable[str], line: str) -> None:
        """Add a judgement of a link, on mentions of these reports."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO links VALUES (?, ?, ?)", [(entry, one, _stored(line)) for one in set(reports)]
        )

    def set_redirects(self, redirects: Mapping[str, str]) -> None:
        """Set where all merged ids went."""
        self._connection.execute("DELETE FROM redirects")
        self._connection.executemany("INSERT INTO redirects VALUES (?, ?)", list(redirects.items()))

    def restrict(self, report: str, *, restricted: bool) -> None:
        """Say whether a report is restricted."""
        self._connection.execute("UPDATE reports SET restricted = ? WHERE key = ?", (int(restricted), report))

    def set_state(self, **values: object) -> None:
        """Say how far the catalogue has come: fields of :class:`State`."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO meta VALUES (?, ?)", [(name, str(value)) for name, value in values.items()]
        )

    def close(self) -> None:
        """Count the change."""
        self.set_state(version=self._version)

    def _next(self) -> int:
        """Give a number that no incident has or had: what follows the catalogue knows incidents by it."""
        last = self._connection.execute("SELECT max(n) FROM incidents UNION ALL SELECT max(n) FROM gone").fetchall()
        return int(max(row[0] or 0 for row in last)) + 1

    def _number(self, key: str) -> int:
        found = self._numbers.get(key)
        if found is None:
            row = self._connection.execute("SELECT n FROM reports WHERE key = ?", (key,)).fetchone()
            found = self._numbers[key] = int(row[0])
        return found


def _state(connection: sqlite3.Connection) -> State:
    said = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    names = [name for name in asdict(State("")) if name != "made"]
    return State(said.get("made", ""), **{name: int(said.get(name, 0)) for name in names})


def _trail(connection: sqlite3.Connection, named: str) -> list[str]:
    """Give an id and those it went to one after another."""
    trail = [named]
    while row := connection.execute("SELECT went_to FROM redirects WHERE incident = ?", (trail[-1],)).fetchone():
        if row[0] in trail:
            break
        trail.append(row[0])
    return trail


def _rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[dict[str, Any]]:
    found: dict[int, str] = {}
    found.update(_among(connection, "SELECT n, row FROM rows WHERE n", list(numbers)))
    return [json.loads(found[n]) for n in numbers]


def _report(row: Sequence[Any]) -> StoredReport:
    number, key, name, stem, title, publisher, published, language, url, restricted = row[:10]
    return StoredReport(
        number, key, name, stem, title, publisher, published, language, url, restricted=bool(restricted)
    )


def _among(connection: sqlite3.Connection, query: str, values: Sequence[Any]) -> Iterator[Any]:
    """Run a query that ends in a column's name for all rows where the column has one of the values."""
    for start in range(0, len(values), 500):
        some = values[start : start + 500]
        yield from connection.execute(f"{query} IN ({','.join('?' * len(some))})", some)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _stored(value: str | None) -> str | None:
    """Give a text as SQLite can hold it: a lone surrogate has no form in UTF-8."""
    return value.encode("utf-8", "replace").decode("utf-8") if value else value
