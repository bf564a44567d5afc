"""How the name of a place sounds: its consonants, alike in Arabic letters and in any Latin spelling of them.

A village has as many Latin spellings as reporters, and vowels are what they differ in; Arabic leaves short ones out.
"""

from __future__ import annotations

import re
import unicodedata

_ARABIC = dict(
    zip(
        "بتثجخدذرزسشصضطظغفقكلمنپچڤگ",
        "bttgkddrzsssdtzgfkklmnbgfg",
        strict=True,
    )
)
_TOGETHER = (("kh", "k"), ("gh", "g"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("ch", "s"), ("ph", "f"))
_LATIN = str.maketrans({"q": "k", "c": "k", "j": "g", "p": "b", "v": "f", **dict.fromkeys("aeiouyhw", "")})
_TWICE = re.compile(r"(.)\1+")
_LEAST = 2


def sound(word: str) -> str:
    """Give the consonants of a folded word; nothing where fewer than two are left, or in another script.

    >>> sound("مجدليا") == sound("majdalia")
    True
    >>> sound("كنصفره") == sound("kansafra")
    True
    """
    if word.isascii():
        for letters, one in _TOGETHER:
            word = word.replace(letters, one)
        found = "".join(c for c in word if c.isalpha()).translate(_LATIN)
    else:
        found = "".join(_ARABIC.get(c, "") for c in unicodedata.normalize("NFKC", word))
    found = _TWICE.sub(r"\1", found)
    return found if len(found) >= _LEAST else ""
