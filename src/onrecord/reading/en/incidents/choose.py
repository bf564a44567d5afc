"""Chooses the date, place and kind of the main incident among the candidates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Token

from onrecord.model import AttackKind, DatePrecision, IncidentDate, Place
from onrecord.reading.en.dates.words import WEEKDAY
from onrecord.reading.en.incidents.lexicon import ATTACK, CARE, ELSEWHERE, SPEECH
from onrecord.reading.en.incidents.sentences import Sentences, Weighed

_FINE = {DatePrecision.DAY: 3.0, DatePrecision.WEEK: 1.0, DatePrecision.MONTH: 0.5, DatePrecision.YEAR: 0.0}
_LEAD = 4  # sentences, headline and byline among them, in which a report says what it is about
_HANDLE = 40  # code points before a date in which a post's author or "since early" stands
_POSTED = re.compile(r"\(@\w+\)\s*$")
_SPAN_OPENED = re.compile(
    r"(?i)\b(?:since|until|till|before|after|by|from)\s+(?:(?:early|late|mid|start|beginning|end|year|of|the)[\s-]+)*$"
)
# "QAMISHLI, Syria (an agency) -": what follows the name of the place from which a report was sent.
_DATELINE = re.compile(r"(?:,\s*[\w.' ]{2,30}){0,2}\s*(?:\([^()\n]{2,40}\))?\s*(?:--|[-–—])[\s\n]")
_STATE = 150  # km; from this radius on a place is a state or a large part of one
_DATELINE_LEAD = 45  # code points from the start of a line to the place in a dateline
_FROM_PUBLICATION = re.compile(
    rf"\b(?:{WEEKDAY}|(?i:today|yesterday|tonight|overnight|last\s+night|this\s+(?:morning|afternoon|evening)))\b"
)
_REACH = 25  # tokens; further from the nearest word of attack, nearness adds nothing


def _nearness(tokens: Sequence[Token], sentence: Weighed) -> float:
    """1 beside a word of attack, falling to 0 at ``_REACH`` tokens."""
    if not tokens or not sentence.attack:
        return 0.0
    first, last = tokens[0].i, tokens[-1].i
    away = min(0 if first <= a.i <= last else min(abs(a.i - first), abs(a.i - last)) for a in sentence.attack)
    return max(0.0, 1 - away / _REACH)


def governor(tokens: Sequence[Token]) -> Token | None:
    """Give the verb or noun that words hang from: "on Monday" -> "said", "in the town" -> "killed"."""
    if not tokens:
        return None
    inside = {t.i for t in tokens}
    root = next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[0])
    at = root.head
    for _ in range(4):
        if at.pos_ in ("VERB", "AUX", "NOUN") or at.head is at:
            break
        at = at.head
    return at


def _early(number: int) -> float:
    """What stands first in a report is what it is about."""
    return 3.0 / (1 + number)


def main_date(dates: Sequence[IncidentDate], sentences: Sentences, published: date | None) -> IncidentDate | None:
    """Choose the date of the main incident: near words of attack, early, fine, no day on which somebody spoke.

    None rather than a date of the background: where the first sentences tell of an attack "on Sunday" and the day of
    publication is not known, no date further down stands in for it.
    """
    best: tuple[float, IncidentDate] | None = None
    untold = published is None and _tells_by_weekday(sentences)
    for one in dates:
        if published and one.start > published:
            continue
        sentence = sentences.of(one.at)
        if _behind(one, sentence, sentences) or (untold and sentence.number >= _LEAD):
            continue
        tokens = sentences.tokens(one.at)
        over = governor(tokens)
        score = _FINE[one.precision] + min(sentence.weight, 4) + _nearness(tokens, sentence) + _early(sentence.number)
        if over is not None and over.lemma_.lower() in SPEECH and over.lemma_.lower() not in ATTACK:
            score -= 2.5
        if sentence.background:
            score -= 4
        if best is None or score > best[0]:
            best = (score, one)
    return best[1] if best else None


def _tells_by_weekday(sentences: Sentences) -> bool:
    """Tell whether the first sentences date an attack by words that only the day of publication could resolve."""
    return any(s.weight > 0 and _FROM_PUBLICATION.search(s.span.text) for s in sentences.all[:_LEAD])


def _behind(one: IncidentDate, sentence: Weighed, sentences: Sentences) -> bool:
    """Tell a date that is background: a month or year not in a first sentence that tells the attack; a post's own."""
    before = sentence.span.doc.text[: sentences.start_in_parse(one.at)]
    if _POSTED.search(before[-_HANDLE:]):
        return True
    if one.precision not in (DatePrecision.MONTH, DatePrecision.YEAR):
        return False
    told = sentence.number < _LEAD and sentence.attack and not sentence.background
    return not told or _SPAN_OPENED.search(before[-_HANDLE:]) is not None


def main_place(places: Sequence[Place], sentences: Sentences) -> Place | None:
    """Choose the place of the main incident: near words of attack, early, and as fine as can be resolved.

    The place that a report was sent from is never that of the attack where another one is named.
    """
    best: tuple[float, Place] | None = None
    sent_from = [one for one in places if _dateline(one, sentences.of(one.at), sentences)]
    told = any(one not in sent_from and (one.radius_km or 0) < _STATE for one in places)
    for one in places:
        sentence = sentences.of(one.at)
        tokens = sentences.tokens(one.at)
        over = governor(tokens)
        score = min(sentence.weight, 4) + 2 * _nearness(tokens, sentence) + _early(sentence.number) + _fine(one)
        if over is not None and (over.lemma_.lower() in ELSEWHERE or _cares(over)):
            score -= 2.5
        if sentence.background:
            score -= 4
        if one in sent_from:
            score -= 20 if told else 1.0  # states are named as parties too: they do not always tell where
        if best is None or score > best[0]:
            best = (score, one)
    return best[1] if best else None


def _dateline(place: Place, sentence: Weighed, sentences: Sentences) -> bool:
    """Tell the place that a report was sent from, at the head of one of its first lines, and nowhere else."""
    if sentence.number >= _LEAD:
        return False
    text = sentence.span.doc.text
    start = sentences.start_in_parse(place.at)
    lead = text[text.rfind("\n", 0, start) + 1 : start]
    end = start + len(place.at.words)
    name = re.escape(place.at.words.split(",")[0])
    if re.search(rf"(?i)(?<!\w){name}(?![\w-])", text[end:]):
        return False  # named again further on, where the words can be of the attack
    # Before it stand at most other names ("WASHINGTON/"): no word in lower case.
    return (
        len(lead) <= _DATELINE_LEAD
        and not any(word.islower() for word in re.findall(r"[A-Za-z]+", lead))
        and _DATELINE.match(text, end) is not None
    )


def _cares(noun: Token) -> bool:
    """Tell whether words hang from a place of care that was not attacked itself: "doctors at a hospital in"."""
    at = noun
    while at.lemma_.lower() in CARE or (at.pos_ == "ADP" and at is not noun):
        if at.head is at:
            return True
        at = at.head
    return at is not noun and at.lemma_.lower() not in ATTACK


def _fine(place: Place) -> float:
    if place.lat is None:  # a village that no gazetteer has is where it is, better than a town elsewhere in the text
        return 0.0 if place.country else -0.5
    return 2.0 if (place.radius_km or 0) < 20 else 1.0


def main_kind(kinds: Sequence[AttackKind], sentences: Sentences) -> AttackKind | None:
    """Choose how the main incident was done: what is told first and most often, background left out."""
    weight: dict[str, float] = {}
    first: dict[str, AttackKind] = {}
    for one in kinds:
        sentence = sentences.of(one.at)
        if sentence.background:
            continue
        weight[one.kind] = weight.get(one.kind, 0) + 0.2 + 2 * _early(sentence.number)
        first.setdefault(one.kind, one)
    if not weight:
        return None
    return first[max(weight, key=lambda kind: weight[kind])]
