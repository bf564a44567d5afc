"""Words that tell of an attack, of harm, of speech, and of background, made ready once."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from importlib.resources import files

from onrecord.reading.ar.folding import fold
from onrecord.reading.ar.inflection import verb_forms
from onrecord.reading.ar.phrases import Phrases

_RAW = tomllib.loads(files(__package__).joinpath("attacks.toml").read_text("utf-8"))


class Tells(StrEnum):
    """What a word tells of."""

    ATTACK = "attack"
    HARM = "harm"
    SPEECH = "speech"


def _lexicon() -> Phrases[Tells]:
    entries: dict[str, Tells] = {}
    for tells in Tells:
        table = _RAW[tells.value]
        for word in table["words"]:
            entries.setdefault(fold(word), tells)
        for verb in table["verbs"]:
            past, present = verb.split()
            for form in verb_forms(past, present):
                entries.setdefault(form, tells)
    return Phrases(entries)


TELLING = _lexicon()
"""Words of attack, harm and speech; what is both is of attack."""
AFTERMATH: Phrases[bool] = Phrases(dict.fromkeys(_RAW["aftermath"]["words"], True))
"""Words of what came after an attack: condolences, releases, apologies, anniversaries."""
SINCE = frozenset(fold(word) for word in _RAW["background"]["since"])
"""Words before a date that say since when."""
OPENERS: Phrases[bool] = Phrases(dict.fromkeys(_RAW["background"]["openers"], True))
"""Words with which sentences of background begin."""
BACKGROUND: Phrases[bool] = Phrases(dict.fromkeys(_RAW["background"]["words"], True))
"""Words that make a sentence background wherever they stand in it."""
