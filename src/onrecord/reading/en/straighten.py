"""The text that is parsed: quotes straight, words hidden from filters joined, and the way back to the original."""

from __future__ import annotations

import re

# Both small and medium English models parse straight quotes better than curly ones. Spaces of odd widths become plain
# ones. One code point for one, so that offsets hold.
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\u2002\u2003", " "),
    }
)

# Posts hide words of violence from filters: "kil*led", "inj.ured". Only such words are joined again; anything else with
# a full stop inside is a name, an address or an abbreviation, and a hyphen is ordinary.
_HIDDEN_WORD = re.compile(r"(?<![\w@/.])[A-Za-z]+(?:[*.·•_]{1,2}[A-Za-z]+)+(?![\w@/])")
_HIDING = re.compile(r"[*.·•_]")
_VIOLENCE = re.compile(
    r"""(?:kill|injur|wound|bomb|shell|attack|strike|airstrike|massacre|murder|execut|shoot|raid|missile|rocket|martyr|
    explo(?:d|s)|destr(?:oy|uct)|casualt|victim|bloodshed|genocid)[a-z]*|
    shot|dead|died?|deaths?|children|civilians?|hospitals?|occupation|resistance""",
    re.VERBOSE,
)


def parseable(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Make the text that is parsed, and the way back.

    Returns the text and, for each of its code points and its end, the offset in ``text``; None where they are the same.
    """
    straight = text.translate(_STRAIGHT)
    gone: set[int] = set()
    for found in _HIDDEN_WORD.finditer(straight):
        if _VIOLENCE.fullmatch(_HIDING.sub("", found.group()).lower()):
            gone.update(i for i in range(found.start(), found.end()) if not straight[i].isalpha())
    if not gone:
        return straight, None
    back = tuple(i for i in range(len(straight)) if i not in gone)
    return "".join(straight[i] for i in back), (*back, len(straight))
