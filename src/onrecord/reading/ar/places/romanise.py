"""Arabic names -> how they may be written in Latin letters, for places that a gazetteer has in Latin letters alone.

Arabic leaves short vowels out, and its long ones are written in several ways; so a name becomes a pattern over the
*sound* of Latin names (see the gazetteers' normal forms), in which short vowels are free and long ones are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from onrecord.reading.gazetteer import Sounding
from onrecord.reading.gazetteer.names import sound

# Letter -> what it sounds like in Latin spelling, after the gazetteers' normal form has made one letter of q, k and c,
# one of o and u, one of e, y and i, and single ones of double ones.
_CONSONANTS = {
    "ب": "b|p|v", "ت": "t", "ث": "t|s", "ج": "j|g", "ح": "h", "خ": "kh|h|x", "د": "d", "ذ": "d|z",
    "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d|z", "ط": "t", "ظ": "z|d", "غ": "gh|g",
    "ف": "f|v|p", "ق": "k|g", "ك": "k|g", "ل": "l", "م": "m", "ن": "n", "ه": "h",
}  # fmt: skip
_LONG = {"ا": "a|i", "و": "u|au|v", "ي": "i|ai|ia|iu"}
_SHORT = "[aiu]{0,1}"
_ARABIC = re.compile("[\u0621-\u064a]")
_NEARLY, _NEARLY_LEAST = (
    0.79,
    5,
)  # share of letters in common of two spellings of an Arabic name, from so many letters on
_LEAST = 4  # letters of a name that is worth trying
_SURE_LETTERS, _SURE_VOWELS = (
    5,
    2,
)  # letters, and long vowels among them, of a name that stands without a word before it


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a name may sound in Latin letters."""

    starts: tuple[str, ...]
    """First letters."""
    glob: str
    """Consonants in their order, for a first choice."""
    whole: re.Pattern[str]
    """The whole sound, spaces left out."""
    sure: bool
    """It fixes enough letters to tell a name from other words."""
    sound: str
    """Of the Arabic name."""

    def fits(self, one: Sounding) -> bool:
        """Tell whether a place may bear the name.

        Where its Latin name is only another way of writing an Arabic name that the gazetteer has as well, the Arabic
        names are compared: they must be nearly the same.
        """
        heard = one.sound.replace(" ", "")
        if not self.whole.fullmatch(heard):
            return False
        for other in one.all:
            own = pattern(tuple(other.split())) if _ARABIC.match(other) else None
            if own and own.whole.fullmatch(heard):
                return len(other) >= _NEARLY_LEAST and Levenshtein.normalized_similarity(self.sound, other) >= _NEARLY
        return True


@lru_cache(maxsize=4096)
def pattern(words: tuple[str, ...]) -> Pattern | None:
    """Give the pattern of folded words; None for names too short to be told apart.

    >>> bool(pattern(("كوباني",)).whole.fullmatch("kubani"))
    True
    """
    parts = [w.removeprefix("ال") if len(w) > 4 else w for w in words]
    letters, ends = "".join(parts), {n - 1 for n in accumulate(len(part) for part in parts)}
    if len(letters) < _LEAST or not all(c in _CONSONANTS or c in _LONG or c in "عء" for c in letters):
        return None
    out, glob = [], []
    for at, letter in enumerate(letters):
        if letter in "عء":
            out.append("[aiu]{0,2}")
        elif at == 0 and letter == "ا":
            out.append("[aiu]")
        elif at in ends and letter == "ه":
            out.append("(?:a|i|at|it)")
        elif letter in _LONG:
            out.append(f"(?:{_LONG[letter]})")
        else:
            out.append(f"(?:{_CONSONANTS[letter]}){_SHORT}")
            glob.append(f"[{''.join(sorted({s[0] for s in _CONSONANTS[letter].split('|')}))}]")
    first = letters[0]
    starts = "aiu" if first in "اعء" else (_CONSONANTS.get(first) or _LONG[first]).replace("|", "")
    vowels = sum(c in _LONG for c in letters)
    if len(glob) < 2 or (len(glob) < 3 and vowels < 3):
        return None
    free = "" if first in _CONSONANTS else "*"
    sure = len(letters) >= _SURE_LETTERS and vowels >= _SURE_VOWELS
    return Pattern(
        tuple(sorted(set(starts))), free + "*".join(glob) + "*", re.compile("".join(out)), sure, sound(" ".join(words))
    )
