"""Names -> masks: where they stand in a text, in any of their usual forms, and the text with labels in their place."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from onrecord.model import Passage

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640]|['’](?=[^\W\d_]))*")
_MARKS = r"[\u0300-\u036f\u064b-\u065f\u0670\u0640]*"
"""Vowel signs and stretches, which may stand between any two letters of an Arabic name."""
_LIKE = {letter: f"[{group}]" for group in ("اأإآٱ", "ىيئ", "ةه", "وؤ") for letter in group}
"""Letters of Arabic that are written for one another."""
_CLITICS = "[وفبلك]{0,2}"
_ARABIC = re.compile("[\u0600-\u06ff]")
_SHORTEST = 3
"""Letters of a part of a name that is masked where it stands alone: "al" and "Li" would mask half a text."""
WITHHELD = "[name withheld]"


class Masks:
    """What stands for whom: the whole name of a person becomes a label, a part of it that stands alone does so too.

    A part that two people share becomes ``[name withheld]``. Parts that are words of ``spared`` names, of places,
    parties and publishers, are masked within a whole name alone.
    """

    def __init__(self, people: Iterable[tuple[str, Sequence[str]]], spared: Iterable[str] = ()) -> None:
        """Take each person's label and the forms of the name that were found."""
        kept = {_fold(word) for name in spared for word in _WORD.findall(name)}
        whole: dict[str, str] = {}
        parts: dict[str, str] = {}
        for label, forms in people:
            for form in forms:
                words = _WORD.findall(form)
                # What a house lists is masked as it stands, be it one word.
                if words and (len(words) > 1 or label == WITHHELD):
                    whole.setdefault(_spelled(words), label)
                for word in words:
                    if _names(word) and len(word) >= _SHORTEST and _fold(word) not in kept:
                        pattern = _spelled([word])
                        parts[pattern] = label if parts.get(pattern, label) == label else WITHHELD
        longest = [*sorted(whole, key=len, reverse=True), *sorted(parts, key=len, reverse=True)]
        self._labels = [whole.get(one) or parts[one] for one in longest]
        self._pattern = re.compile("|".join(f"({one})" for one in longest)) if longest else None

    def __bool__(self) -> bool:
        """Tell whether there is anybody to mask."""
        return self._pattern is not None

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Find the names in a text: from, to (code points, end exclusive) and label, in order, none overlapping."""
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(text):
            group = match.lastindex or 1
            start = match.start(group)
            found.append((start, match.end(group), self._labels[group - 1]))
        return found

    def masked(self, text: str) -> str:
        """Give a text with every name masked."""
        return Masked(text, self.spans(text)).text if self else text


class Masked:
    """One text with labels in the place of names, and where its passages stand now."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int, str]]) -> None:
        parts, at, moved = [], 0, 0
        self._spans = [(start, end) for start, end, _ in spans]
        self._starts = [start for start, _, _ in spans]
        self._new: list[tuple[int, int]] = []
        for start, end, label in spans:
            parts += [text[at:start], label]
            self._new.append((start + moved, start + moved + len(label)))
            moved += len(label) - (end - start)
            at = end
        self.text = "".join((*parts, text[at:]))

    def passage(self, passage: tuple[int, int]) -> Passage:
        """Say where a passage stands now; one that begins or ends within a name takes in the whole label."""
        return Passage(self._moved(passage[0], is_end=False), self._moved(passage[1], is_end=True))

    def _moved(self, at: int, *, is_end: bool) -> int:
        before = bisect_right(self._starts, at - 1 if is_end else at) - 1
        if before < 0:
            return at
        (_, end), (new_start, new_end) = self._spans[before], self._new[before]
        if at < end:
            return new_end if is_end else new_start
        return at - end + new_end


def names_somebody(words: str) -> bool:
    """Tell whether the words for a speaker name a person, or say no more than "a resident"."""
    found = _WORD.findall(words)
    return any(_names(word) and _fold(word) not in _generic() for word in found)


def _names(word: str) -> bool:
    """Tell whether a word can be part of a name: a capital where the script has them, and no particle."""
    return (word[0].isupper() or not word[0].islower()) and _fold(word) not in _particles() | _generic()


def _fold(word: str) -> str:
    bare = "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))
    for one, other in (("ـ", ""), ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ة", "ه")):
        bare = bare.replace(one, other)
    return bare.casefold()


def _spelled(words: Sequence[str]) -> str:
    """Make the pattern of a name: whole words, any white space or hyphen between, capitals or not as a whole."""
    arabic = bool(_ARABIC.search("".join(words)))
    between = r"[\s\u00a0\-]+"
    if not arabic:
        forms = dict.fromkeys((between.join(map(re.escape, words)), between.join(re.escape(w.upper()) for w in words)))
        return rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)"
    spelled = between.join(
        _MARKS.join(_LIKE.get(letter, re.escape(letter)) for letter in word if letter.isalpha()) + _MARKS
        for word in words
    )
    # What is bound to the front of a word ("and", "for") goes with the name.
    return rf"(?<!\w){_CLITICS}{spelled}(?!\w)"


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    read = tomllib.loads(resources.files(__package__).joinpath("generic.toml").read_text("utf-8"))
    return {name: frozenset(_fold(word) for word in words) for name, words in read.items()}


def _particles() -> frozenset[str]:
    return _lexicon()["particles"]


def _generic() -> frozenset[str]:
    return _lexicon()["english"] | _lexicon()["arabic"]
