"""Words as they are compared: folded, and in Arabic without what is written together with them."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W\d_]{3,}|\d+")
"""Words of three letters and more, and numbers."""

_JOINED = re.compile(r"^(?:[وف]?(?:[بك]?ال|لل)|[وف](?=\w{4}))(?=\w{3})")
_ENDING = re.compile(r"(?<=\w{3})(?:ات|ين|ون|ان|ية|ه|ة|ي)$")
_ARABIC = re.compile(r"[\u0621-\u064a]")


def fold(text: str) -> str:
    """Fold a word or name: compatibility forms, case and marks over and under letters taken away."""
    folded = text.casefold()
    if folded.isascii():  # nothing to take away, and half of all text
        return folded
    plain = unicodedata.normalize("NFKD", folded)
    return "".join(c for c in plain if not unicodedata.combining(c) and c != "\u0640")


def stem(word: str) -> str:
    """Take off a folded Arabic word the conjunction, preposition and article before it, and one ending.

    Light stemming after Larkey, Ballesteros and Connell (2002), "Improving stemming for Arabic information retrieval".
    Words in other scripts stay as they are.

    >>> stem("والمدينة") == stem("مدينه")
    True
    >>> stem("market")
    'market'
    """
    if not _ARABIC.match(word):
        return word
    return _ENDING.sub("", _JOINED.sub("", word).replace("ى", "ي"))
