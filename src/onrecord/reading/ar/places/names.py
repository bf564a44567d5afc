"""Names that the gazetteers or the table of regions know, in Arabic spelling; looked up once and kept at hand."""

from __future__ import annotations

from onrecord.reading.ar.places.regions import LONGEST, REGIONS, Region
from onrecord.reading.ar.text import readings
from onrecord.reading.gazetteer import Gazetteer, Match

_REMEMBERED = 50_000  # names; about 20 MB
_LONGEST = 4  # words of a name
_CLITICS = frozenset(["", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل"])


class Names:
    """Looks names up in a fixed set of countries, so that what is found depends on nothing read before."""

    def __init__(self, gazetteer: Gazetteer, countries: tuple[str, ...]) -> None:
        """``countries``: ISO 3166-1 alpha-2; their places are compiled at once."""
        self._gazetteer, self._countries = gazetteer, countries
        self._found: dict[tuple[str, tuple[str, ...]], list[Match]] = {}
        self._begins: dict[str, bool] = {}
        gazetteer.find("ا", countries)

    def region(self, words: tuple[str, ...]) -> Region | None:
        """Give the country, division or natural region of this name."""
        return REGIONS.get(" ".join(words)) if len(words) <= LONGEST else None

    def find(self, words: tuple[str, ...], more: tuple[str, ...] = ()) -> list[Match]:
        """Find the places of this name in the countries at hand and in ``more``."""
        name = " ".join(words)
        if (name, more) not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            inside = (*self._countries, *(c for c in more if c not in self._countries))
            self._found[name, more] = [
                m for m in self._gazetteer.find(name, inside) if _as_many_words(name, m) or m.likeness == 1
            ]
        return self._found[name, more]

    def begins(self, word: str) -> bool:
        """Tell whether a name of several words begins with this word, the article on or off."""
        if word not in self._begins:
            if len(self._begins) >= _REMEMBERED:
                self._begins.clear()
            other = word[2:] if word.startswith("ال") else "ال" + word
            self._begins[word] = self._gazetteer.begins(word) or self._gazetteer.begins(other)
        return self._begins[word]

    def known(self, forms: list[str], *, least: int = 1) -> tuple[int, tuple[str, ...], str] | None:
        """Find the longest name that begins with the first of these folded words.

        Gives the number of words it takes, its words without the clitics, and those clitics; None where none does.
        """
        heads = [(clitics, rest) for clitics, rest in readings(forms[0]) if clitics in _CLITICS and len(rest) > 1]
        for length in range(min(_LONGEST, len(forms)), least - 1, -1):
            for clitics, rest in heads:
                if clitics and len(rest) < 3:
                    continue
                words = (rest, *forms[1:length])
                if self.region(words) or ((length == 1 or self.begins(rest)) and self.find(words)):
                    return length, words, clitics
        return None


def _as_many_words(name: str, match: Match) -> bool:
    """Names that sound alike are trusted where they are long enough to."""
    return len(name) >= 4 and match.likeness < 1
