"""Chooses the date, place and kind of the main incident among the candidates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from onrecord.model import AttackKind, DatePrecision, IncidentDate, KindOfAttack, Place, Words
from onrecord.reading.ar.attacks import SINCE
from onrecord.reading.ar.incidents.sentences import Sentences, Weighed

T = TypeVar("T", AttackKind, IncidentDate, Place)
_FINE = {DatePrecision.DAY: 3.0, DatePrecision.WEEK: 1.0, DatePrecision.MONTH: 0.5, DatePrecision.YEAR: 0.0}
_REACH = 25  # tokens; further from the nearest word of attack, nearness adds nothing
_OLD_DAYS = 5
_PAST_DAYS = 60
_OLD = 2.5  # swept with _SINCE on the train half: 0 to 4
_SINCE = 4.0
_BESIDE = 4  # tokens; a date so near a word of speech, and no nearer one of attack, is the day on which somebody spoke
# What was fired says less of how than who fired it: gas and bomblets come by shell or from the air.
_LOADS = frozenset((KindOfAttack.CLUSTER, KindOfAttack.CHEMICAL))


def _away(words: Words, sentences: Sentences, others: Sequence[int]) -> int:
    first, last = sentences.text.token_at(words.start), sentences.text.token_at(words.end - 1)
    return min((0 if first <= o <= last else min(abs(o - first), abs(o - last)) for o in others), default=1 << 20)


def _nearness(words: Words, sentences: Sentences, sentence: Weighed) -> float:
    """1 beside a word of attack or harm, falling to 0 at ``_REACH`` tokens."""
    return max(0.0, 1 - _away(words, sentences, sentence.attack + sentence.harm) / _REACH)


def _early(number: int) -> float:
    """What stands first in a report is what it is about."""
    return 3.0 / (1 + number)


def _of(main: int | None, all_of_them: Sequence[T], sentences: Sentences) -> Sequence[T]:
    """Give the candidates of the sentence that a roundup is most about; all of them where it has none."""
    its = [one for one in all_of_them if main is not None and sentences.number(one.at) == main]
    return its or all_of_them


def main_date(
    dates: Sequence[IncidentDate], sentences: Sentences, published: date | None, main: int | None, untold: float = 0.0
) -> IncidentDate | None:
    """Choose the date of the main incident: near words of attack, early, fine, no day on which somebody spoke.

    None where every date stands in background or lies more than a day after publication, or where none weighs as much
    as ``untold``, which an attack told as news without a date weighs.
    """
    best: tuple[float, IncidentDate] | None = None
    for one in _of(main, dates, sentences):
        sentence = sentences.of(one.at)
        if sentence.background or (published and (one.start - published).days > 1):
            continue
        score = _FINE[one.precision] + min(sentence.weight, 4) + _early(sentence.number) + sentence.titled
        score += _nearness(one.at, sentences, sentence)
        said = _away(one.at, sentences, sentence.speech)
        if said <= _BESIDE and said < _away(one.at, sentences, sentence.attack + sentence.harm):
            score -= 2.5
        score -= _aged(one, published) + _SINCE * _since(one, sentences)
        if best is None or score > best[0]:
            best = (score, one)
    if best and published and best[0] < untold:
        return None
    return best[1] if best else None


def _aged(one: IncidentDate, published: date | None) -> float:
    """What a day long before publication loses: reports tell of fresh attacks, and old days stand in background."""
    days = (published - one.start).days if published else 0
    return 0.0 if days < _OLD_DAYS else _OLD if days < _PAST_DAYS else 2 * _OLD


def _since(one: IncidentDate, sentences: Sentences) -> bool:
    """Tell whether the words say since when, not when."""
    first = sentences.text.token_at(one.at.start)
    return any(sentences.text.tokens[at].form in SINCE for at in range(max(0, first - 3), first + 1))


def main_place(places: Sequence[Place], sentences: Sentences, main: int | None) -> Place | None:
    """Choose the place of the main incident: near words of attack, early, in the title, as fine as can be resolved."""
    best: tuple[float, Place] | None = None
    for one in _of(main, places, sentences):
        sentence = sentences.of(one.at)
        score = min(sentence.weight, 4) + 2 * _nearness(one.at, sentences, sentence) + _early(sentence.number)
        score += _fine(one) + 2 * sentences.in_title(one.at)
        if sentence.background:
            score -= 4
        if best is None or score > best[0]:
            best = (score, one)
    return best[1] if best else None


def _fine(place: Place) -> float:
    if place.lat is None:
        return 0.0 if place.country else -1.5
    return 2.0 if (place.radius_km or 0) < 20 else 1.0


def main_kind(kinds: Sequence[AttackKind], sentences: Sentences, main: int | None) -> AttackKind | None:
    """Choose how the main incident was done: what is told first and most often, background left out."""
    weight: dict[KindOfAttack, float] = {}
    first: dict[KindOfAttack, AttackKind] = {}
    for one in _of(main, kinds, sentences):
        sentence = sentences.of(one.at)
        if sentence.background and len(kinds) > 1:
            continue
        score = 0.2 + 2 * _early(sentence.number) + 2 * sentences.in_title(one.at)
        if one.kind in _LOADS:
            score *= 0.1
        weight[one.kind] = weight.get(one.kind, 0) + score
        first.setdefault(one.kind, one)
    if not weight:
        return None
    return first[max(weight, key=lambda kind: weight[kind])]
