"""The words of dates as regular expressions, made once from the lexicon."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

_LEXICON = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))

MONTHS: dict[str, int] = {name.lower(): number for name, number in _LEXICON["months"].items()}
WEEKDAYS: dict[str, int] = {name.lower(): number for name, number in _LEXICON["weekdays"].items()}
ORDINALS: dict[str, int] = _LEXICON["ordinals"]
NUMBERS: dict[str, int] = _LEXICON["numbers"]
PARTS: dict[str, str] = _LEXICON["parts"]


def _any_of(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")"


def _capitalised(words: list[str]) -> str:
    """Names of days and months begin with a capital: "may" and "march" do not name one, nor does "sun"."""
    return _any_of([form for w in words for form in (w.capitalize(), w.upper())])


MONTH = _capitalised(list(MONTHS)) + r"\b\.?"
WEEKDAY = _capitalised(list(WEEKDAYS)) + r"\b"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th|ST|ND|RD|TH))?(?![\d:.]\d|\d|%)"
DAY_IN_WORDS = "(?i:" + _any_of(list(ORDINALS)) + ")"
YEAR = r"(?:1[5-9]|20)\d\d(?!\d)"
NUMBER = r"(?:\d{1,3}|(?i:" + _any_of(list(NUMBERS)) + r"))\b"
PART = "(?i:" + _any_of(list(PARTS)) + ")"
DASH = r"\s?[-–—]\s?"


def month_number(words: str) -> int:
    """Number of a month's name or abbreviation, with or without its full stop."""
    return MONTHS[words.strip().rstrip(".").lower()]


def day_number(words: str) -> int:
    """Number of a day: "7", "7th", "seventh"."""
    words = words.strip().lower()
    return ORDINALS[words] if words in ORDINALS else int(re.sub(r"\D", "", words))


def number(words: str) -> int:
    """How many: "3", "three", "a"."""
    words = words.strip().lower()
    return NUMBERS[words] if words in NUMBERS else int(words)
