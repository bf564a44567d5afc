"""Files of gazetteers -> rows: GeoNames dumps, HDX tables and any CSV with names and coordinates."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO

from onrecord.errors import BrokenRecord, MissingInput, UnreadableInput
from onrecord.reading.gazetteer.store import Row

_GEONAMES_COLUMNS = 19
# Headings that tables of places use, in lower case; HXL tags among them (HXL standard 1.1).
_HEADINGS: dict[str, tuple[str, ...]] = {
    "name": (
        "name",
        "name_en",
        "placename",
        "place_name",
        "featurename",
        "feature_name",
        "locality",
        "location",
        "village",
        "town",
        "city",
        "english_name",
        "#loc+name",
        "#loc+name+en",
        "adm4_en",
        "admin4name_en",
        "admin4name",
        "adm4_name",
        "#adm4+name",
        "#adm4+name+en",
        "adm3_en",
        "admin3name_en",
        "#adm3+name",
        "asciiname",
    ),
    "lat": ("lat", "latitude", "y", "point_y", "ycoord", "y_coord", "latitude_y", "lat_dd", "#geo+lat"),
    "lon": (
        "lon",
        "lng",
        "long",
        "longitude",
        "x",
        "point_x",
        "xcoord",
        "x_coord",
        "longitude_x",
        "lon_dd",
        "#geo+lon",
    ),
    "id": (
        "id",
        "geonameid",
        "pcode",
        "place_id",
        "code",
        "adm4_pcode",
        "admin4pcode",
        "#loc+code",
        "#adm4+code",
        "adm3_pcode",
        "#adm3+code",
    ),
    "country": (
        "country_code",
        "countrycode",
        "iso2",
        "iso_a2",
        "country",
        "adm0_pcode",
        "admin0pcode",
        "#country+code",
        "iso",
    ),
    "region": (
        "admin1",
        "adm1_en",
        "admin1name_en",
        "adm1_pcode",
        "governorate",
        "province",
        "region",
        "#adm1+name",
        "admin1_code",
        "state",
    ),
    "population": ("population", "pop", "#population"),
}
_OTHER_NAMES = ("name", "alt", "_ar", "_ru", "_ku", "_fa", "local", "arabic", "featurerefname")


@dataclass
class Reading:
    """What reading a file has come to so far: rows that could not be used are counted, never dropped in silence."""

    format: str = "csv"
    skipped: int = 0
    why: dict[str, int] = field(default_factory=dict)

    def skip(self, why: str) -> None:
        """Count a row that cannot be used."""
        self.skipped += 1
        self.why[why] = self.why.get(why, 0) + 1


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                inside = max(packed.infolist(), key=lambda i: i.file_size)
                with packed.open(inside) as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as text:
                    yield text
        else:
            with path.open(encoding="utf-8-sig", newline="") as text:
                yield text
    except FileNotFoundError:
        raise MissingInput("no such file", where=str(path)) from None
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableInput(f"it cannot be read: {error}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise UnreadableInput("it is not in UTF-8", where=str(path), do="Save it as UTF-8") from error


def read_rows(path: Path, done: Reading, country: str | None) -> Iterator[Row]:
    """Read the rows of a file, one by one; ``country`` is taken where a row names none.

    Raises MissingInput, UnreadableInput, and BrokenRecord where no column holds names or coordinates.
    """
    csv.field_size_limit(10_000_000)
    with _opened(path) as text:
        first = text.readline()
        if first.count("\t") == _GEONAMES_COLUMNS - 1 and first.split("\t")[0].isdecimal():
            done.format = "geonames"
            yield from _geonames(first, text, done)
        else:
            yield from _table(first, text, done, country, str(path))


def _geonames(first: str, rest: IO[str], done: Reading) -> Iterator[Row]:
    for line in chain((first,), rest):
        yield from _geonames_line(line, done)


def _geonames_line(line: str, done: Reading) -> Iterator[Row]:
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) != _GEONAMES_COLUMNS:
        done.skip("not 19 columns")
        return
    try:
        lat, lon = float(cells[4]), float(cells[5])
    except ValueError:
        done.skip("no coordinates")
        return
    names = tuple(n for n in (cells[2], *cells[3].split(",")) if n)
    yield Row(cells[0], cells[1], names, cells[8], cells[10], lat, lon, int(cells[14] or 0))


def _columns(head: Sequence[str]) -> dict[str, int]:
    plain = [h.strip().lower().replace(" ", "_") for h in head]
    found: dict[str, int] = {}
    for what, headings in _HEADINGS.items():
        at = next((plain.index(h) for h in headings if h in plain), None)
        if at is not None:
            found[what] = at
    return found


def _table(first: str, rest: IO[str], done: Reading, country: str | None, where: str) -> Iterator[Row]:
    dialect = max(",;\t", key=first.count)
    head = next(csv.reader([first], delimiter=dialect), [])
    rows = csv.reader(rest, delimiter=dialect)
    columns = _columns(head)
    second = next(rows, None)
    if second and any(cell.startswith("#") for cell in second):
        done.format = "hxl"
        columns = _columns(second) | columns
        second = next(rows, None)
    missing = [what for what in ("name", "lat", "lon") if what not in columns]
    if missing:
        raise BrokenRecord(
            f"no column holds: {', '.join(missing)}",
            where=where,
            do="Name the columns name, lat and lon (and country, id)",
        )
    others = [
        n for n, h in enumerate(head) if n not in columns.values() and any(mark in h.lower() for mark in _OTHER_NAMES)
    ]
    for number, cells in enumerate(chain([second] if second else [], rows), 2):
        yield from _row(cells, columns, others, done, country, number)


def _row(
    cells: Sequence[str], columns: dict[str, int], others: list[int], done: Reading, country: str | None, number: int
) -> Iterator[Row]:
    def cell(what: str) -> str:
        at = columns.get(what)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    if not any(cells):
        return
    try:
        lat, lon = float(cell("lat").replace(",", ".")), float(cell("lon").replace(",", "."))
    except ValueError:
        done.skip("no coordinates")
        return
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        done.skip("coordinates outside the globe")
        return
    if not cell("name"):
        done.skip("no name")
        return
    people = cell("population").replace(",", "")
    names = tuple(
        dict.fromkeys(part.strip() for n in others if n < len(cells) for part in cells[n].split(";") if part.strip())
    )
    its_country = cell("country")[:2].upper() or (country or "")
    yield Row(
        cell("id") or str(number),
        cell("name"),
        names,
        its_country,
        cell("region"),
        lat,
        lon,
        int(people) if people.isdecimal() else 0,
    )
