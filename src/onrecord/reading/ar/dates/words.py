"""The words for days and times, made ready once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from onrecord.reading.ar.folding import fold
from onrecord.reading.ar.phrases import Phrases

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


class Part(StrEnum):
    """What a word adds to a date."""

    WEEKDAY = "weekday"
    MONTH = "month"
    HIJRI = "hijri"
    FROM_PUBLICATION = "from_publication"
    NIGHT = "night"
    """A night counted from the day of publication."""
    NOW = "now"
    FROM_LAST = "from_last"
    DAY_PART = "day_part"
    WHICH = "which"
    UNIT = "unit"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one word or phrase of the lexicon adds to a date: a number (of a weekday, month, days) or a name."""

    part: Part
    number: int = 0
    name: str = ""
    doubtful: bool = False
    """It is another word too, unless something beside it makes it a date's."""


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


def _lexicon() -> Phrases[Meaning]:
    entries: dict[str, Meaning] = {}
    doubtful = _folded(_RAW["doubtful"]["months"])
    for table, part in (
        ("weekdays", Part.WEEKDAY),
        ("months", Part.MONTH),
        ("hijri", Part.HIJRI),
        ("from_publication", Part.FROM_PUBLICATION),
        ("nights", Part.NIGHT),
        ("from_last", Part.FROM_LAST),
        ("ordinals", Part.ORDINAL),
    ):
        for number, words in _RAW[table].items():
            for word in words:
                entries[word] = Meaning(part, int(number), doubtful=fold(word) in doubtful)
    for table, part in (("parts", Part.DAY_PART), ("which", Part.WHICH), ("units", Part.UNIT)):
        for name, words in _RAW[table].items():
            entries.update({word: Meaning(part, name=name) for word in words})
    entries.update({word: Meaning(Part.NOW) for word in _RAW["now"]["words"]})
    return Phrases(entries)


LEXICON = _lexicon()
LINKS = _folded(_RAW["links"]["between"])
"""Words that may stand between the parts of one date."""
SIGNS = frozenset(_RAW["links"]["signs"])
NOT_AFTER = _folded(_RAW["links"]["not_after"])
NOT_TODAY_AFTER = _folded(_RAW["links"]["not_today_after"])
NOT_TODAY_BEFORE = _folded(_RAW["links"]["not_today_before"])
AGO = _folded(_RAW["ago"]["lead"])
UNITS: dict[str, str] = {
    fold(word): name.removeprefix("unit_")
    for name, words in _RAW["ago"].items()
    if name.startswith("unit_")
    for word in words
}
"""Word for a length of time -> day, week, month or year."""
DUALS = frozenset(word for word in UNITS if word.endswith("ين"))
"""Words that are two of their unit."""
