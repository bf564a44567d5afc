"""Looks a name up in every gazetteer at hand: as written, as it sounds, then as near as spelling goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler, Levenshtein

from onrecord.errors import ModelError
from onrecord.reading.gazetteer.builtin import Builtin
from onrecord.reading.gazetteer.names import key, sound
from onrecord.reading.gazetteer.store import GazetteerPlace, Sounding, Store
from onrecord.settings import Settings

# Two spellings of one name differ in a letter or two out of eight. Swept 0.74 to 0.90 on the Gaza narratives of the
# train half (place within 10 km: 0.897 at 0.74, 0.911 at 0.78, 0.914 from 0.82 on) and on the Syrian names of the dev
# half (0.287, then 0.290): below, more names go to a wrong village than are found.
NEAR = 0.82
SHORTEST = 5  # code points; in shorter names one letter makes another name


@dataclass(frozen=True, slots=True)
class Match:
    """A place that may be meant, and how its name was matched."""

    place: GazetteerPlace
    likeness: float
    """1 as written, 0.95 as it sounds, else the share of letters in common."""


class Gazetteer:
    """All gazetteers at hand."""

    def __init__(self, settings: Settings) -> None:
        """Open them. ModelError where one that was added is damaged."""
        folder = settings.data_folder.expanduser() / "gazetteers"
        self._builtin = Builtin(folder)
        self._added: list[Store] = []
        for path in sorted(folder.glob("added/*.sqlite")) if folder.is_dir() else []:
            try:
                store = Store(path.stem, path)
                store.about()
            except sqlite3.Error as error:
                raise ModelError(
                    f"the gazetteer {path.stem!r} is damaged: {error}",
                    where=str(path),
                    do="Remove the file, or add it again",
                ) from error
            self._added.append(store)

    def find(self, name: str, countries: tuple[str, ...], *, near: tuple[str, ...] = ()) -> list[Match]:
        """Find the places that ``name`` may mean, the likeliest match first, then those with most people.

        Large cities and the places of added gazetteers are found anywhere, others only in ``countries`` (ISO 3166-1
        alpha-2); spellings that only sound alike, only there; spellings that come near, only in the countries ``near``.
        """
        written = key(name)
        if not written:
            return []
        found = [Match(p, 1.0) for store in self._added for p in store.by_key(written)]
        found += [Match(p, 1.0) for p in self._builtin.by_key(written, ())]
        if any(not countries or m.place.country in countries for m in found):
            return found
        found += [
            Match(p, 1.0) for p in self._builtin.by_key(written, countries) if all(p.id != m.place.id for m in found)
        ]
        if any(m.place.country in countries for m in found) or not countries:
            return found
        heard = sound(name)
        if len(heard) < 3:
            return found
        alike = [Match(p, 0.95) for store in self._added for p in store.by_sound(heard) if p.country in countries]
        alike += [Match(p, 0.95) for p in self._builtin.by_sound(heard, countries)]
        if not alike and not found and len(heard) >= SHORTEST:
            alike = [m for country in near for m in self._nearly(heard, country)]
        return found + alike

    def begins(self, word: str) -> bool:
        """Tell whether a name of several words, in any place compiled or added so far, begins with this word."""
        first, stores = key(word), list[Store | Builtin]([*self._added, self._builtin])
        return bool(first) and any(store.begins(first) for store in stores)

    def sounding(self, country: str, starts: Sequence[str], glob: str) -> list[Sounding]:
        """Give the sounds of a country's names that begin with one of ``starts`` and match a pattern of GLOB."""
        stores: list[Store | Builtin] = [*self._added, self._builtin]
        return [found for store in stores for found in store.sounding(country, starts, glob)]

    def _nearly(self, heard: str, country: str) -> list[Match]:
        """Compare with every name of the country; the best few."""
        stores: list[Store | Builtin] = [*self._added, self._builtin]
        out: list[Match] = []
        for store in stores:
            names, owners = store.sounds_like(heard, country)
            ranked = process.extract(heard, names, scorer=Levenshtein.normalized_similarity, score_cutoff=NEAR, limit=5)
            best = sorted(
                ((score, JaroWinkler.similarity(heard, name), -at, owners[at]) for name, score, at in ranked),
                reverse=True,
            )
            out += [Match(store.place(owner), score * 0.95) for score, _, _, owner in best if score == best[0][0]]
        return sorted(out, key=lambda m: -m.likeness)

    def region(self, country: str, region: str) -> list[tuple[float, float]]:
        """Give the points of all places of a first-level division: degrees of latitude and longitude."""
        return self._builtin.region(country, region)
