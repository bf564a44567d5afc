"""Finds what was hit, each kind once with its best number."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files

from onrecord.model import Infrastructure, InfrastructureKind
from onrecord.reading.ar.attacks import TELLING, Tells
from onrecord.reading.ar.folding import bare, fold
from onrecord.reading.ar.inflection import noun_forms
from onrecord.reading.ar.phrases import Hit, Phrases
from onrecord.reading.ar.text import ArabicText, Kind

_RAW = tomllib.loads(files(__package__).joinpath("lexicon.toml").read_text("utf-8"))
_REACH = 5  # tokens between the word that hits and what is hit: "استهدف بعدة صواريخ أحد المنازل"


@dataclass(frozen=True, slots=True)
class _Thing:
    kind: InfrastructureKind
    number: int | None
    """1 for a single thing, 2 for a dual, None for a plural."""


def _lexicon() -> Phrases[_Thing]:
    entries: dict[str, _Thing] = {}
    for name, nouns in _RAW["one"].items():
        kind = InfrastructureKind(name)
        for noun in nouns:
            head, *rest = fold(noun).split()
            forms = noun_forms(head) if not rest else (head,)
            for form in forms:
                dual = form != head and form[-2:] in ("ان", "ين")
                entries.setdefault(" ".join((form, *rest)), _Thing(kind, 2 if dual else 1))
    for name, nouns in _RAW["many"].items():
        for noun in nouns:
            entries.setdefault(fold(noun), _Thing(InfrastructureKind(name), None))
    return Phrases(entries)


_LEXICON = _lexicon()
_TIES = {name: frozenset(fold(word) for word in words) for name, words in _RAW["ties"].items()}


def find_infrastructure(text: ArabicText) -> list[Infrastructure]:
    """Find what a report says was hit, in order of the text: one of each kind.

    A thing was hit where a word that hits or leads there ("استهدف", "على", "دمار في") stands shortly before it in a
    sentence that tells of an attack. A hospital that took in the wounded or that stood near was not hit. The number is
    the largest that is stated; None where the words are plural and state none.
    """
    attacked = {text.sentence_of(hit.first) for hit in text.phrases(TELLING) if hit.entry is Tells.ATTACK}
    kinds: dict[InfrastructureKind, Infrastructure] = {}
    for hit in text.phrases(_LEXICON):
        sentence = text.sentence_of(hit.first)
        if sentence not in attacked or not _hit(text, hit, text.sentences[sentence].start):
            continue
        first, number = _number(text, hit)
        known = kinds.get(hit.entry.kind)
        if known is None or (number or 0) > (known.number or 0):
            at = text.words(first, hit.last)
            kinds[hit.entry.kind] = Infrastructure(hit.entry.kind, number, None, at)
    return sorted(kinds.values(), key=lambda one: one.at.start)


def _hit(text: ArabicText, hit: Hit[_Thing], start: int) -> bool:
    tokens = text.tokens
    if hit.prefix.removesuffix("ال").endswith("ل"):
        return False
    for at in range(hit.first - 1, max(start, hit.first - _REACH - 1) - 1, -1):
        forms = bare(tokens[at].form)
        if at >= hit.first - 2 and any(form in _TIES["never"] for form in forms):
            return False
        if any(form in _TIES["before"] for form in forms):
            if hit.entry.kind is InfrastructureKind.HEALTHCARE:
                window = tokens[max(start, hit.first - 12) : hit.first]
                return not any(form in _TIES["carried"] for token in window for form in bare(token.form))
            return True
        if tokens[at].form in ("،", ":", "."):
            return False
    return False


def _number(text: ArabicText, hit: Hit[_Thing]) -> tuple[int, int | None]:
    """Give the first token, with the number's own, and the number."""
    before = text.tokens[hit.first - 1] if hit.first else None
    if before is not None and before.kind is Kind.NUMBER and before.value and before.value < 10_000:
        return hit.first - 1, before.value
    return hit.first, hit.entry.number
