"""Lexicons of Arabic phrases, matched over folded forms with clitics taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.reading.ar.folding import fold, readings

T = TypeVar("T")

SOFT = frozenset("-–—‑\"'“”‘’«»„")
"""Signs that may stand between the words of a phrase without parting it."""
_PARTS = re.compile(r"[\s_#\-–—‑\"'“”‘’«»„]+")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase of a lexicon as a text has it."""

    first: int
    """Its first token."""
    last: int
    """Its last token, included."""
    entry: T
    """What the lexicon says of the phrase."""
    prefix: str
    """Clitics taken off the first word, as folded: "و", "بال"; empty where none was."""


class Phrases(Generic[T]):
    """A lexicon: phrases of one or more words, and what each stands for."""

    def __init__(self, entries: Mapping[str, T]) -> None:
        """Fold the phrases. ValueError where a phrase is empty or two of them fold to one form with unlike entries."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        seen: dict[tuple[str, ...], T] = {}
        for phrase, entry in entries.items():
            words = tuple(fold(part) for part in _PARTS.split(phrase) if part)
            if not words or not all(words):
                raise ValueError(f"a phrase without words: {phrase!r}")
            if words in seen:
                if seen[words] != entry:
                    raise ValueError(f"two entries for one phrase: {phrase!r}")
                continue
            seen[words] = entry
            self._by_first.setdefault(words[0], []).append((words[1:], entry))
        for rests in self._by_first.values():
            rests.sort(key=lambda one: (-len(one[0]), one[0]))
        self._firsts = frozenset(self._by_first)

    def __len__(self) -> int:
        return sum(len(rests) for rests in self._by_first.values())

    def find(self, forms: Sequence[str], tokens: Sequence[int]) -> Iterator[Hit[T]]:
        """Find the longest phrase at each place, none inside another, in order.

        ``forms`` are folded, and ``tokens`` gives the number of the token that bears each. The first word of a phrase
        is tried whole and with its clitics taken off, later words with and without the article; of equally long phrases
        the one that leaves most of the first word wins.
        """
        at, size = 0, len(forms)
        while at < size:
            best: Hit[T] | None = None
            length = 0
            for prefix, rest in readings(forms[at]):
                if rest not in self._firsts:
                    continue
                for others, entry in self._by_first[rest]:
                    if len(others) + 1 <= length:
                        break
                    if at + len(others) < size and _follow(others, forms, at + 1):
                        length = len(others) + 1
                        best = Hit(tokens[at], tokens[at + len(others)], entry, prefix)
                        break
            if best is not None:
                yield best
            at += length or 1


def _follow(words: tuple[str, ...], forms: Sequence[str], at: int) -> bool:
    for word in words:
        form = forms[at]
        if form != word and not (form[:2] == "ال" and form[2:] == word):
            return False
        at += 1
    return True
