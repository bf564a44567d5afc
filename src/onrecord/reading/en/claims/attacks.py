"""The lexicon of attacks and blame, read from ``attacks.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.reading.en.claims.cues import lexicon


@dataclass(frozen=True, slots=True)
class Attacks:
    """Words of attacks, of blame and of its denial; lemmas in small letters unless a field says otherwise."""

    strikes: frozenset[str]
    harms: frozenset[str]
    with_noun: frozenset[str]
    excepted: dict[str, frozenset[str]]
    """Verb -> objects and particles with which it tells of no attack."""
    attack_nouns: frozenset[str]
    of_party: frozenset[str]
    responsible: frozenset[str]
    responsibility: frozenset[str]
    guiltless: frozenset[str]
    lies: frozenset[str]
    allegations: frozenset[str]
    deeds: frozenset[str]
    evidence: frozenset[str]
    withheld: frozenset[str]
    offered: frozenset[str]
    falsity: frozenset[str]
    unproven: frozenset[str]
    innocent: tuple[str, ...]
    own_fault: frozenset[str]
    hedges: frozenset[str]
    facts: frozenset[str]


@cache
def attacks() -> Attacks:
    """Give the lexicon, read once. ModelError where it is absent or damaged."""
    data = lexicon("attacks.toml")
    did, said = data["did"], data["allegation"]
    return Attacks(
        strikes=frozenset(did["strike"]),
        harms=frozenset(did["harm"]),
        with_noun=frozenset(did["with_noun"]),
        excepted={verb: frozenset(words) for verb, words in did["except"].items()},
        attack_nouns=frozenset(data["nouns"]["attack"]),
        of_party=frozenset(data["nouns"]["of_party"]),
        responsible=frozenset(data["responsible"]["adjectives"]),
        responsibility=frozenset(data["responsible"]["nouns"]),
        guiltless=frozenset(data["responsible"]["innocent"]),
        lies=frozenset(data["responsible"]["lies"]),
        allegations=frozenset(said["nouns"]),
        deeds=frozenset(said["deeds"]),
        evidence=frozenset(said["evidence"]),
        withheld=frozenset(said["withheld"]),
        offered=frozenset(said["offered"]),
        falsity=frozenset(data["falsity"]["words"]),
        unproven=frozenset(data["falsity"]["unproven"]),
        innocent=tuple(data["innocent"]["phrases"]),
        own_fault=frozenset(data["own_fault"]["nouns"]),
        hedges=frozenset(data["hedges"]["words"]),
        facts=frozenset(data["facts"]["words"]),
    )
