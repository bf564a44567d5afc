"""Names that the gazetteers or the table of regions know, in Arabic spelling; looked up once and kept at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.reading.ar.places.regions import LONGEST, REGIONS, Region
from onrecord.reading.ar.places.romanise import pattern
from onrecord.reading.ar.text import readings
from onrecord.reading.gazetteer import Gazetteer, Match

_REMEMBERED = 50_000  # names; about 20 MB
_LONGEST = 4  # words of a name
_SHORTEST = 3  # letters that a name of one word keeps when clitics are taken off
SPELT = 0.85
"""Likeness of a name that was matched by its Latin spelling."""
_FEW = 4  # countries; among more, only long names are looked for by their Latin spelling
_LEAST = 4  # letters of a name that is taken for one that only sounds so
_CLITICS = frozenset(["", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل"])


@dataclass
class Remembered:
    """What was looked up, kept from report to report; it changes how fast a name is found, never what is found."""

    places: dict[tuple[str, tuple[str, ...]], list[Match]] = field(default_factory=dict)
    begins: dict[str, bool] = field(default_factory=dict)

    def keep(self, asked: tuple[str, tuple[str, ...]], found: list[Match]) -> None:
        """Keep what was found, and forget all when it is much."""
        if len(self.places) >= _REMEMBERED:
            self.places.clear()
            self.begins.clear()
        self.places[asked] = found


class Names:
    """The names that one report may mean: the table of regions, large cities, and the places of some countries."""

    def __init__(self, gazetteer: Gazetteer, countries: tuple[str, ...], remembered: Remembered) -> None:
        """``countries`` (ISO 3166-1 alpha-2) are looked in, and compiled at once where they are not yet."""
        self._gazetteer, self._countries = gazetteer, countries
        self._remembered = remembered
        gazetteer.find("ا", countries)

    def region(self, words: tuple[str, ...]) -> Region | None:
        """Give the country, division or natural region of this name."""
        return REGIONS.get(" ".join(words)) if len(words) <= LONGEST else None

    def find(self, words: tuple[str, ...]) -> list[Match]:
        """Find the places of this name, as written or as it sounds."""
        asked = (" ".join(words), self._countries)
        found = self._remembered.places.get(asked)
        if found is None:
            found = [m for m in self._gazetteer.find(*asked) if m.likeness == 1 or len(asked[0]) >= _LEAST]
            self._remembered.keep(asked, found)
        return found

    def spelt(self, words: tuple[str, ...], *, sure: bool = False) -> list[Match]:
        """Find the places of a name that the gazetteers have in Latin letters alone; ``sure``: in long names only."""
        asked = (" ".join(words), ("Latin", *self._countries))
        found = self._remembered.places.get(asked)
        wanted = pattern(words)
        if wanted is None or ((sure or len(self._countries) > _FEW) and not wanted.sure):
            return []
        if found is None:
            places = {
                one.place.id: one.place
                for country in self._countries
                for one in self._gazetteer.sounding(country, wanted.starts, wanted.glob)
                if wanted.fits(one)
            }
            found = [Match(place, SPELT) for place in places.values()]
            self._remembered.keep(asked, found)
        return found

    def _begins(self, word: str) -> bool:
        """Tell whether a name of several words begins with this word, the article on or off."""
        begins = self._remembered.begins.get(word)
        if begins is None:
            other = word[2:] if word.startswith("ال") else "ال" + word
            begins = self._gazetteer.begins(word) or self._gazetteer.begins(other)
            self._remembered.begins[word] = begins
        return begins

    def known_spelt(self, forms: list[str], *, sure: bool = False) -> tuple[int, tuple[str, ...], str] | None:
        """Find the longest name of one or two words that the gazetteers have in Latin letters; as :meth:`known`."""
        for length in (2, 1):
            if len(forms) < length:
                continue
            for clitics, rest in readings(forms[0]):
                words = (rest, *forms[1:length])
                if clitics in _CLITICS and self.spelt(words, sure=sure):
                    return length, words, clitics
        return None

    def known(self, forms: list[str], *, least: int = 1) -> tuple[int, tuple[str, ...], str] | None:
        """Find the longest name that begins with the first of these folded words.

        Gives the number of words it takes, its words without the clitics, and those clitics; None where none does.
        """
        heads = [(clitics, rest) for clitics, rest in readings(forms[0]) if clitics in _CLITICS and len(rest) > 1]
        for length in range(min(_LONGEST, len(forms)), least - 1, -1):
            for clitics, rest in heads:
                if clitics and length == 1 and len(rest) < _SHORTEST:
                    continue
                words = (rest, *forms[1:length])
                if self.region(words):
                    return length, words, clitics
                found = self.find(words) if length == 1 or self._begins(rest) else []
                if found and (not clitics or found[0].likeness == 1):
                    return length, words, clitics
        return None
