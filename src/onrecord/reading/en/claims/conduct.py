"""The lexicon of conduct, answers, plans and demands, read from ``conduct.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.reading.en.claims.cues import lexicon


@dataclass(frozen=True, slots=True)
class Conduct:
    """Words of conduct that is laid at somebody's door; lemmas in small letters."""

    wrongs: frozenset[str]
    wrong_nouns: frozenset[str]
    harmless: frozenset[str]
    only_with: frozenset[str]
    """Verbs that are a wrong only with one of ``beside``."""
    beside: frozenset[str]
    foes: frozenset[str]
    not_deeds: frozenset[str]
    had_not: frozenset[str]
    away: frozenset[str]
    answering: frozenset[str]
    belittling: frozenset[str]
    made_up: frozenset[str]
    lying: frozenset[str]
    condemning: frozenset[str]
    demanding: frozenset[str]
    musts: frozenset[str]
    needed: frozenset[str]
    announcing: frozenset[str]
    announced: frozenset[str]


@cache
def conduct() -> Conduct:
    """Give the lexicon, read once. ModelError where it is absent or damaged."""
    data = lexicon("conduct.toml")
    wrong, own, answers = data["wrong"], data["own"], data["answers"]
    return Conduct(
        wrongs=frozenset(wrong["verbs"]),
        wrong_nouns=frozenset(wrong["nouns"]),
        harmless=frozenset(wrong["harmless"]),
        only_with=frozenset(wrong["only_with"]),
        beside=frozenset(wrong["with"]),
        foes=frozenset(data["foes"]["nouns"]),
        not_deeds=frozenset(own["not_deeds"]),
        had_not=frozenset(own["had_not"]),
        away=frozenset(own["away"]),
        answering=frozenset(answers["cues"]),
        belittling=frozenset(answers["belittle"]),
        made_up=frozenset(answers["made_up"]),
        lying=frozenset(answers["verbs"]),
        condemning=frozenset(data["condemn"]["words"]),
        demanding=frozenset(data["demand"]["verbs"]),
        musts=frozenset(data["demand"]["modals"]),
        needed=frozenset(data["demand"]["adjectives"]),
        announcing=frozenset(data["announce"]["verbs"]),
        announced=frozenset(data["announce"]["objects"]),
    )
