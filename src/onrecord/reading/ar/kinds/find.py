"""Finds the words that state a kind of attack."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from onrecord.model import AttackKind, KindOfAttack
from onrecord.reading.ar.folding import fold
from onrecord.reading.ar.inflection import verb_forms
from onrecord.reading.ar.phrases import Phrases
from onrecord.reading.ar.text import ArabicText

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Stated:
    kind: KindOfAttack | None
    """None: words that look like a kind and are none."""
    strong: bool


def _lexicon() -> Phrases[_Stated]:
    entries: dict[str, _Stated] = {}
    folded: set[str] = set()

    def add(phrase: str, stated: _Stated) -> None:
        # What stands first in the file wins where two spellings fold to one.
        if fold(phrase) not in folded:
            folded.add(fold(phrase))
            entries[phrase] = stated

    for phrase in _RAW["guards"]["never"]:
        add(phrase, _Stated(None, strong=False))
    for name, table in _RAW.items():
        if name not in ("weak", "guards"):
            for phrase in table["phrases"]:
                add(phrase, _Stated(KindOfAttack(name), strong=True))
    for table in _RAW["weak"]:
        stated = _Stated(KindOfAttack(table["kind"]), strong=False)
        for phrase in table["phrases"]:
            add(phrase, stated)
        for verb in table.get("verbs", ()):
            past, present = verb.split()
            for form in verb_forms(past, present):
                add(form, stated)
    return Phrases(entries)


_LEXICON = _lexicon()
_BEFORE = frozenset(fold(word) for word in _RAW["guards"]["before"])
_AFTER = frozenset(fold(word) for word in _RAW["guards"]["after"])


def find_kinds(text: ArabicText) -> list[AttackKind]:
    """Find what states a kind of attack, in order of the text.

    Weak words ("قصف", "صاروخ") are left out where a stronger one ("غارة", "قصف مدفعي") stands anywhere in the report,
    and so are flights, air defence and what was not done.
    """
    tokens = text.tokens
    found: list[tuple[AttackKind, bool]] = []
    for hit in text.phrases(_LEXICON):
        if hit.entry.kind is None:
            continue
        if hit.first and tokens[hit.first - 1].form in _BEFORE:
            continue
        if hit.last + 1 < len(tokens) and tokens[hit.last + 1].form in _AFTER:
            continue
        found.append((AttackKind(hit.entry.kind, text.words(hit.first, hit.last)), hit.entry.strong))
    any_strong = any(strong for _, strong in found)
    return [one for one, strong in found if strong or not any_strong]
