"""The lexicon of attack: deeds, weapons, verbs, and what may stand between them and whoever struck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.reading.ar.actors import read_toml
from onrecord.reading.ar.claims.forms import verb_forms
from onrecord.reading.ar.text import Phrases, fold

_THEIRS = ("ه", "ها", "هم", "هما")
"""Endings that make "their raids" of "raids", and "struck them" of "struck"."""


@dataclass(frozen=True, slots=True)
class StrikeWords:
    """The lexicon of attack."""

    deeds: Phrases[str]
    """Phrase -> "deed", "aimed" (its bare genitive is as often what was hit), "doing" (a deed follows), "means"."""
    by: Phrases[str]
    """Phrase -> "by" (what follows is an author, where the sentence tells of an attack), "struck" (it is an author),
    "together" (so is who stands before it), "support" (no author)."""
    modifiers: frozenset[str]
    origins: frozenset[str]
    verbs: frozenset[str]
    light: frozenset[str]
    negations: frozenset[str]
    objects: frozenset[str]
    fillers: frozenset[str]
    belief: frozenset[str]
    relative: frozenset[str]
    settled: frozenset[str]
    governs: frozenset[str]
    near: frozenset[str]
    not_by: frozenset[str]
    stopped: frozenset[str]
    """Words of strikes that were stopped: "اعتراضه"."""


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(part) for one in words for part in one.split())


@cache
def strike_words() -> StrikeWords:
    """Read the lexicon. ModelError where it is absent or damaged."""
    data = read_toml("onrecord.reading.ar.claims", "strikes.toml")
    deeds = dict.fromkeys(data["means"]["words"], "means")
    deeds |= dict.fromkeys(data["deeds_of_target"]["words"], "aimed")
    deeds |= dict.fromkeys(data["deeds"]["words"], "deed")
    deeds |= dict.fromkeys(data["doing"]["words"], "doing")
    for one, kind in tuple(deeds.items()):
        if " " not in one:
            stem = f"{one[:-1]}ت" if one.endswith("ة") else one
            for form in (f"{one}ا", *(f"{stem}{end}" for end in _THEIRS)):
                deeds.setdefault(form, "deed" if kind == "aimed" else kind)
    once = {fold(one): (one, kind) for one, kind in deeds.items()}
    by = {fold(one): (one, kind) for kind in ("support", "together", "by") for one in data[kind]["phrases"]}
    verbs = {fold(past): verb_forms(past, present) for past, present in data["verbs"]["forms"]}
    light = frozenset(form for one in data["light"]["verbs"] for form in verbs[fold(one)])
    for form in (form for forms in verbs.values() for form in forms):
        for end in _THEIRS:
            by.setdefault(form + end, (form + end, "by" if form in light else "struck"))
    by |= {fold(one): (one, "struck") for one in data["struck"]["words"]}
    return StrikeWords(
        Phrases(dict(once.values())),
        Phrases(dict(by.values())),
        _folded(data["modifiers"]["words"]),
        _folded(data["origins"]["words"]),
        frozenset(form for forms in verbs.values() for form in forms),
        light,
        _folded(data["negations"]["words"]),
        _folded(data["objects"]["words"]),
        _folded(data["fillers"]["words"]),
        *(
            _folded(data[name]["words"])
            for name in ("belief", "relative", "settled", "governs", "near", "not_by", "stopped")
        ),
    )
