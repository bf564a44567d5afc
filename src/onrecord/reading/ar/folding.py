"""Words as they are compared: folded forms, and what is left when clitics are taken off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = (
    (0x0300, 0x036F),  # combining marks of any script, struck-through words among them
    (0x0610, 0x061A),
    (0x064B, 0x065F),  # vowels, doubling, nunation
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),  # signs of recitation
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x08CA, 0x08E1),
    (0x08E3, 0x08FF),
    (0xFE00, 0xFE0F),  # variation selectors
)
_INVISIBLE = (
    (0x00AD, 0x00AD),
    (0x061C, 0x061C),
    (0x200B, 0x200F),  # zero-width signs, direction marks
    (0x202A, 0x202E),
    (0x2060, 0x2064),
    (0x2066, 0x206F),
    (0xFEFF, 0xFEFF),
)
_LETTERS = (
    (0x0620, 0x063F),
    (0x0641, 0x064A),
    (0x066E, 0x066F),
    (0x0671, 0x06D3),
    (0x06D5, 0x06D5),
    (0x06E5, 0x06E6),  # small letters, which some posts put inside words to hide them
    (0x06EE, 0x06EF),
    (0x06FA, 0x06FC),
    (0x06FF, 0x06FF),
    (0x0750, 0x077F),
    (0x08A0, 0x08C9),
    (0xFB50, 0xFBB1),
    (0xFBD3, 0xFD3D),
    (0xFD50, 0xFDF9),
    (0xFE70, 0xFEFC),
)
TATWEEL = "\u0640"

# Letters written in several ways by different hands; kaf and yeh of Persian keyboards among them.
_ALIKE = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز",
}  # fmt: skip


def _span(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"{chr(a)}-{chr(b)}" if a != b else chr(a) for a, b in ranges)


INVISIBLE = frozenset(chr(code) for first, last in _INVISIBLE for code in range(first, last + 1))
"""Signs without a shape of their own."""
INVISIBLE_SET = _span(_INVISIBLE)
"""The same, as the inside of a character class."""
LETTER_SET = _span(_LETTERS)
"""Letters of Arabic script, as the inside of a character class."""
INSIDE_SET = LETTER_SET + TATWEEL + _span(_MARKS) + INVISIBLE_SET
"""What stands inside a written word of Arabic script, as the inside of a character class."""


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for first, last in (*_MARKS, *_INVISIBLE, (0x06E5, 0x06E6), (0x0640, 0x0640)):
        table.update(dict.fromkeys(range(first, last + 1)))
    for first, last in ((0xFB50, 0xFBB1), (0xFBD3, 0xFD3D), (0xFD50, 0xFDF9), (0xFE70, 0xFEFC)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code):
                bare_letters = (_ALIKE.get(c, c) for c in plain if table.get(ord(c), c) is not None)
                table[code] = "".join(c for c in bare_letters if not c.isspace())
    table.update({ord(a): b for a, b in _ALIKE.items()})
    for zero in (0x0660, 0x06F0):
        table.update({zero + n: str(n) for n in range(10)})
    return table


_TABLE = _table()

# Posts hide words from filters: a sign or a space between two stretched letters, a star between letters, a digit or a
# Latin letter for alef. A plain dot between unstretched letters ends a sentence far more often, and is no joint.
JOINT = (
    rf"(?:(?<={TATWEEL})[.,،*'\"!|/•…~\- ]{{1,3}}(?={TATWEEL}){TATWEEL}+"
    rf"|(?<={TATWEEL})[.,،*•]{{1,3}}(?=[{LETTER_SET}])"
    rf"|(?<=[{LETTER_SET}])[.*•]{{1,2}}(?={TATWEEL}+[{LETTER_SET}]){TATWEEL}+"
    rf"|(?<=[{LETTER_SET}])[*•](?=[{LETTER_SET}])"
    rf"|(?<={TATWEEL}[{LETTER_SET}])\.(?=[{LETTER_SET}])"
    rf"|(?<=[{LETTER_SET}{TATWEEL}])(?<![ةى])(?:1{{1,2}}|١{{1,2}}|A)(?=[{LETTER_SET}{TATWEEL}]))"
)
"""What may stand between two letters of one word that hides from filters, as a regular expression."""
_JOINT = re.compile(JOINT)


def _joined(found: re.Match[str]) -> str:
    return "ا" if found.group()[0] in "1١A" else ""


def fold(words: str) -> str:
    """Give the form in which words are compared.

    Vowel signs, stretching, direction marks, zero-width signs and what hides a word from filters are left out; letters
    that hands write differently are made one (hamza on alef, final yeh, teh marbuta, hamza on waw and yeh), ready-made
    ligatures are taken apart, Arabic-Indic and Persian digits become ASCII, Latin letters small. Spaces stay.

    >>> fold("قـ.ـصْف") == fold("قصف")
    True
    """
    folded = words.translate(_TABLE)
    if folded.isalpha() and "A" not in folded:
        return folded.lower()
    return _JOINT.sub(_joined, words).translate(_TABLE).lower()


_LEAST = 2  # letters that a word keeps when clitics are taken off


@lru_cache(maxsize=1 << 16)
def readings(form: str) -> tuple[tuple[str, str], ...]:
    """Give each (clitics taken off, what is left) of a folded form, the whole form first, then ever shorter ones.

    Conjunctions و and ف, one of the prepositions ب ل ك, and the article, in that order; after ل the article is written
    without its alef, and both what follows it and the word with its article restored are given.

    >>> readings("وبالسوق")
    (('', 'وبالسوق'), ('و', 'بالسوق'), ('وب', 'السوق'), ('وبال', 'سوق'))
    """
    out: list[tuple[str, str]] = [("", form)]
    heads = [("", form)]
    if form[:1] in ("و", "ف"):
        heads.append((form[0], form[1:]))
    for conjunction, rest in tuple(heads):
        if rest[:1] in ("ب", "ل", "ك"):
            heads.append((conjunction + rest[0], rest[1:]))
            if rest[:2] == "لل":
                heads.append((conjunction + "ل", "ال" + rest[2:]))
    out += heads[1:]
    out += [(prefix + "ال", rest[2:]) for prefix, rest in heads if rest[:2] == "ال"]
    kept: dict[str, tuple[str, str]] = {}
    for prefix, rest in out:
        if len(rest) >= _LEAST or not prefix:
            kept.setdefault(rest, (prefix, rest))
    first, *others = kept.values()
    return (first, *sorted(others, key=lambda one: -len(one[1])))


def bare(form: str) -> tuple[str, ...]:
    """Give the folded form and what is left of it when clitics are taken off, the longest first.

    >>> bare("للجيش")
    ('للجيش', 'الجيش', 'لجيش', 'جيش')
    """
    return tuple(rest for _, rest in readings(form))
