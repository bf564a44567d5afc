"""A gazetteer in one SQLite file: places, and their names by key and by sound."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from onrecord.reading.gazetteer.names import keys, sounds

_SCHEMA = """
create table if not exists about (what text primary key, value text not null);
create table if not exists part (part text primary key);
create table if not exists place (
    id integer primary key, own_id text not null, name text not null, country text not null, region text not null,
    lat real not null, lon real not null, population integer not null);
create table if not exists name (key text not null, sound text not null, place integer not null);
"""
_INDEXES = """
create index if not exists name_key on name (key);
create index if not exists name_sound on name (sound);
create index if not exists name_place on name (place);
create index if not exists place_country on place (country);
"""
# Names in scripts that no language package reads would only make the tables larger.
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0530-\u05ff\u0700-\u1dff\u2e80-\ufaff]")
_CHUNK = 20_000  # rows put into the tables at once: about 30 MB at the peak, whatever the size of the gazetteer


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place as a gazetteer has it."""

    id: str
    """The gazetteer's name, a colon, and the place's own id in it."""
    name: str
    country: str
    """ISO 3166-1 alpha-2; empty where the gazetteer has none."""
    region: str
    """First-level division, as the gazetteer codes it; empty where it has none."""
    lat: float
    """WGS 84 degrees."""
    lon: float
    """WGS 84 degrees."""
    population: int
    """0 where not known."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """A place by the sound of one of its names."""

    sound: str
    place: GazetteerPlace
    all: tuple[str, ...]
    """The sounds of all its names."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place with all its names, on its way into a gazetteer."""

    own_id: str
    name: str
    other_names: tuple[str, ...]
    country: str
    region: str
    lat: float
    lon: float
    population: int


class Store:
    """One gazetteer. Reading is safe from several processes at once."""

    def __init__(self, name: str, path: Path | None, *, write: bool = False, indexed: bool = True) -> None:
        """Open the gazetteer ``name`` in ``path``, in memory for None. sqlite3.Error where it cannot be opened.

        ``indexed`` False leaves the indexes to :meth:`index`, which is faster for many rows.
        """
        self.name = name
        if path is None:
            self._db = sqlite3.connect(":memory:", isolation_level=None)
        elif write:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=20)
            self._db.execute("pragma synchronous = normal")
            if not indexed:  # a file in the making, thrown away when making it fails
                self._db.execute("pragma synchronous = off")
                self._db.execute("pragma journal_mode = memory")
        else:
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=20)
        if path is None or write:
            self._db.executescript(_SCHEMA + (_INDEXES if indexed else ""))
        self._db.execute("pragma cache_size = -8000")
        self._names_of: dict[str, dict[tuple[str, int], tuple[list[str], list[int]]]] = {}

    def index(self) -> None:
        """Make the indexes that look-ups need."""
        self._db.executescript(_INDEXES)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    # What it says of itself

    def about(self) -> dict[str, str]:
        """Give what was noted when it was made: origin, licence, number of places."""
        return dict(self._db.execute("select what, value from about order by what"))

    def note(self, what: str, value: str) -> None:
        """Note something about it."""
        self._db.execute("insert or replace into about values (?, ?)", (what, value))

    def parts(self) -> set[str]:
        """Give the parts (countries) that were put in."""
        return {part for (part,) in self._db.execute("select part from part")}

    # Putting in

    def put(self, rows: Iterable[Row], part: str | None = None) -> int:
        """Put places in, all or none, and note the part they make up; gives their number.

        A part that another process has put in meanwhile is left as it is.
        """
        self._db.execute("begin immediate")
        try:
            count = 0
            if part is None or part not in self.parts():
                (at,) = self._db.execute("select coalesce(max(id), 0) from place").fetchone()
                rows = iter(rows)
                while chunk := list(islice(rows, _CHUNK)):
                    self._put_chunk(chunk, at + count)
                    count += len(chunk)
                if part is not None:
                    self._db.execute("insert into part values (?)", (part,))
            self._db.execute("commit")
        except BaseException:
            self._db.execute("rollback")
            raise
        self._names_of.clear()
        return count

    def _put_chunk(self, chunk: Sequence[Row], at: int) -> None:
        names: list[str] = []
        owners: list[int] = []
        for number, row in enumerate(chunk, at + 1):
            for name in (row.name, *row.other_names):
                if not _OTHER_SCRIPT.search(name):
                    names.append(name.replace("\n", " "))
                    owners.append(number)
        pairs = [p for p in dict.fromkeys(zip(keys("\n".join(names)).split("\n"), owners, strict=True)) if p[0]]
        made = sounds("\n".join(key for key, _ in pairs)).split("\n")
        self._db.executemany(
            "insert into place values (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (n, r.own_id, r.name, r.country, r.region, r.lat, r.lon, r.population)
                for n, r in enumerate(chunk, at + 1)
            ),
        )
        self._db.executemany(
            "insert into name values (?, ?, ?)", ((k, s, owner) for (k, owner), s in zip(pairs, made, strict=True))
        )

    # Looking up

    def _places(self, found: Iterable[tuple[object, ...]]) -> Iterator[GazetteerPlace]:
        for own_id, *rest in found:
            yield GazetteerPlace(f"{self.name}:{own_id}", *rest)  # type: ignore[arg-type]

    _COLUMNS = "distinct place.own_id, place.name, country, region, lat, lon, population"

    def by_key(self, key: str) -> list[GazetteerPlace]:
        """Find places that bear this key; most people first."""
        return self._by("key", key)

    def by_sound(self, sound: str) -> list[GazetteerPlace]:
        """Find places that bear a name of this sound; most people first."""
        return self._by("sound", sound)

    def _by(self, column: str, value: str) -> list[GazetteerPlace]:
        found = self._db.execute(
            f"select {self._COLUMNS} from name join place on place.id = name.place where name.{column} = ? "  # noqa: S608
            "order by population desc, place.id limit 200",
            (value,),
        )
        return list(self._places(found))

    def begins(self, first: str) -> bool:
        """Tell whether a key of several words begins with this one."""
        found = self._db.execute("select 1 from name where key > ? and key < ? limit 1", (first + " ", first + "!"))
        return found.fetchone() is not None

    def sounds_like(self, sound: str, country: str) -> tuple[list[str], list[int]]:
        """Give the sounds of a country's names that are worth comparing with this one, and the place of each.

        They begin with the same letter and are as long, give or take two: a tenth of all, and hardly a spelling is
        lost.
        """
        if country not in self._names_of:
            buckets: dict[tuple[str, int], tuple[list[str], list[int]]] = {}
            for name, place in self._db.execute(
                "select distinct sound, place.id from place join name on name.place = place.id where country = ? "
                "order by place.id",
                (country,),
            ):
                if name:
                    names, places = buckets.setdefault((name[0], len(name)), ([], []))
                    names.append(name)
                    places.append(place)
            self._names_of[country] = buckets
        names, places = [], []
        for length in range(len(sound) - 2, len(sound) + 3):
            more = self._names_of[country].get((sound[:1], length))
            if more:
                names += more[0]
                places += more[1]
        return names, places

    def sounding(self, country: str, starts: Sequence[str], glob: str) -> list[Sounding]:
        """Give the sounds in a country that match a pattern of SQLite's GLOB, those of most people first.

        ``starts``: the letters that they may begin with; only those names are looked through.
        """
        found: list[Sounding] = []
        for letter in starts:
            rows = self._db.execute(
                "select name.sound, (select group_concat(own.sound, char(10)) from name own "  # noqa: S608
                f"where own.place = place.id), {self._COLUMNS.removeprefix('distinct ')} from name "
                "join place on place.id = name.place where name.sound >= ? and name.sound < ? and country = ? "
                "and name.sound glob ? order by population desc, place.id limit 200",
                (letter, letter + "\uffff", country, glob),
            )
            for sound, others, *rest in rows:
                found += [Sounding(sound, place, tuple(others.split("\n"))) for place in self._places([tuple(rest)])]
        return found

    def place(self, number: int) -> GazetteerPlace:
        """Give a place by its number in this store."""
        (found,) = self._places(self._db.execute(f"select {self._COLUMNS} from place where id = ?", (number,)))  # noqa: S608
        return found

    def region(self, country: str, region: str) -> list[tuple[float, float]]:
        """Give the points of all places of a first-level division: degrees of latitude and longitude."""
        return self._db.execute(
            "select lat, lon from place where country = ? and region = ? order by id", (country, region)
        ).fetchall()

    def count(self) -> int:
        """Count the places."""
        (count,) = self._db.execute("select count(*) from place").fetchone()
        return int(count)
