"""Finds what was hit, each kind once with its best number."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.model import Infrastructure, InfrastructureKind
from onrecord.reading.en.infrastructure.mentions import Mention, find_mentions
from onrecord.reading.en.infrastructure.ties import contains_attack, tie
from onrecord.reading.en.parse import Parsed

# Swept on the Gaza narratives, train and dev: 2, 3 and 5 sentences, and 0.55 to 1.6 as enough; 1.0 keeps every mention
# in the lead, higher figures gain 0.02 in F1 by dropping targets that the lead names once.
_LEAD = 3  # sentences that tell what was hit first of all
_LATER = 0.5  # what a mention after them weighs
_ENOUGH = (
    1.0  # weight from which a kind is listed beside others; one mention far down is a side effect, or another attack
)


_CAMP, _RESIDENTIAL = InfrastructureKind.CAMP, InfrastructureKind.RESIDENTIAL


def find_infrastructure(parsed: Parsed) -> list[Infrastructure]:
    """Find what a report says was hit, in order of the text: one of each kind.

    A hospital that received the wounded or that stands near the place was not hit. An attack inside a camp hits the
    camp, unless it is a home that was hit in it: then the camp is only the place. The number is the largest that is
    stated, or the number of different names; None where the words are plural and state none.
    """
    starts = [s.start for s in parsed.sentences]
    kinds: dict[InfrastructureKind, list[Mention]] = {}
    weight: dict[InfrastructureKind, float] = {}
    for one in find_mentions(parsed):
        how = tie(one)
        late = bisect_right(starts, one.head.i) - 1 >= _LEAD
        if how < _ENOUGH and one.kind is _CAMP and not late and contains_attack(one):
            how = _ENOUGH
        if how:
            kinds.setdefault(one.kind, []).append(one)
            weight[one.kind] = weight.get(one.kind, 0.0) + how * (_LATER if late else 1.0)
    most = max((w for k, w in weight.items() if k is not _CAMP), default=0.0)
    kept = {k: ones for k, ones in kinds.items() if weight[k] >= _ENOUGH or weight[k] == most}
    homes_first = any(bisect_right(starts, one.head.i) - 1 < _LEAD for one in kept.get(_RESIDENTIAL, ()))
    if homes_first and _CAMP in kept and not _tents(kept[_CAMP]):
        del kept[_CAMP]
    return [_merged(parsed, kind, ones) for kind, ones in kept.items()]


def _tents(ones: list[Mention]) -> bool:
    return any(one.head.lemma_.lower() == "tent" for one in ones)


def _merged(parsed: Parsed, kind: InfrastructureKind, ones: list[Mention]) -> Infrastructure:
    """Make one entry of all mentions of a kind, with the words of the one that states the number."""
    numbers = [one.number for one in ones if one.number]
    names = dict.fromkeys(one.name for one in ones if one.name)
    largest = max(numbers, default=None)
    best = next((one for one in ones if largest and one.number == largest), ones[0])
    number = largest
    if largest == 1 and any(one.number is None for one in ones):
        number = None  # "homes" besides "a home": more than one, and nobody says how many
    name = best.name or next(iter(names), None)
    at = parsed.span_words(parsed.doc[best.first : best.head.i + 1])
    return Infrastructure(kind, number, name, at)
