"""Finds what was hit, each kind once with its best number."""

from __future__ import annotations

from onrecord.model import Infrastructure, InfrastructureKind
from onrecord.reading.en.infrastructure.mentions import Mention, find_mentions
from onrecord.reading.en.infrastructure.ties import hit
from onrecord.reading.en.parse import Parsed


def find_infrastructure(parsed: Parsed) -> list[Infrastructure]:
    """Find what a report says was hit, in order of the text: one of each kind.

    A hospital that received the wounded or that stands near the place was not hit. The number is the largest that is stated,
    or the number of different names; None where the words are plural and state none.
    """
    hits = [one for one in find_mentions(parsed) if hit(one.head)]
    kinds: dict[InfrastructureKind, list[Mention]] = {}
    for one in hits:
        kinds.setdefault(one.kind, []).append(one)
    return [_merged(parsed, kind, ones) for kind, ones in kinds.items()]


def _merged(parsed: Parsed, kind: InfrastructureKind, ones: list[Mention]) -> Infrastructure:
    """One entry for all mentions of a kind, with the words of the one that states the number."""
    numbers = [one.number for one in ones if one.number]
    names = dict.fromkeys(one.name for one in ones if one.name)
    largest = max(numbers, default=None)
    best = next((one for one in ones if largest and one.number == largest), ones[0])
    number = max(largest or 0, len(names)) or None
    if largest == 1 and any(one.number is None for one in ones) and len(names) < 2:
        number = None  # "homes" besides "a home": more than one, and nobody says how many
    name = best.name or next(iter(names), None)
    at = parsed.span_words(parsed.doc[best.first : best.head.i + 1])
    return Infrastructure(kind, number, name if len(names) == 1 else best.name, at)
