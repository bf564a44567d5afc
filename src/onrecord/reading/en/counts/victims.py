"""Victims: people named as killed or injured, each once however often a report names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import CountStatus, Group, Measure, Scope, Victim
from onrecord.reading.en.counts.drafts import Draft
from onrecord.reading.en.counts.happenings import Happening, Side
from onrecord.reading.en.counts.lexicon import Lexicon, words
from onrecord.reading.en.counts.mentions import GROWN, Mention
from onrecord.reading.en.mentioned import mentioned_actors
from onrecord.reading.en.parse import Parsed

_UNITS = {"year": 1, "years": 1, "yr": 1, "yrs": 1, "month": 0, "months": 0, "week": 0, "weeks": 0, "day": 0, "days": 0}
_DASHES = words("dashes")
_MALE = words("male")
_FEMALE = words("female")
_TITLES = words("titles")
_PARTICLES = words("particles")
_BRACKET = 90
"""Code points after a name in which the same name in its own script, in brackets, ends."""
_BRACKETED = re.compile(r"\s*\(([^()\n]+)\)")
_FULL_NAME = 2
"""Words with a capital in a name that names one person."""
_HARM = (Measure.KILLED, Measure.INJURED)
_LISTED = 30
"""Tokens from one number of a list of names to the next."""
_TO_NAME = frozenset(("(", ",", "-", "–", "who", "was", "is", "aged", "only", "just", "still", "about", "around"))
"""What may stand between a name and the age after it ("X, who was only four years old")."""
_NEAR = 7
"""Tokens between an age and the name that it belongs to ("her nine-year-old younger brother X")."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name with an age, where it stands."""

    start: int
    end: int
    """Tokens of the name and of the age."""
    name: tuple[int, int]
    age: int | None
    """Years, 0 under one year; None where none is said."""
    sentence: int


def find_named(parsed: Parsed, low: list[str], lex: Lexicon) -> list[Named]:
    """Find every name that stands with an age, in order of the text."""
    found: list[Named] = []
    for number, sentence in enumerate(parsed.sentences):
        i = sentence.start
        while i < sentence.end:
            age = age_at(low, i, sentence.end, lex)
            if not age:
                i += 1
                continue
            years, after = age
            one = _name_of(parsed, low, i, after, sentence.start, sentence.end, lex)
            if one and not (found and found[-1].name == one):
                found.append(Named(min(i, one[0]), max(after, one[1]), one, years, number))
            i = after
    return found


def _value(low: list[str], i: int, end: int, lex: Lexicon) -> tuple[int, int] | None:
    """Read the number of an age: value and token after it."""
    if i >= end:
        return None
    if low[i].isdecimal() and len(low[i]) <= 3 and int(low[i]) <= 115:
        return int(low[i]), i + 1
    if low[i] not in lex.units:
        return None
    value, j = lex.units[low[i]], i + 1
    if value >= 20 and j + 1 < end and low[j] in _DASHES and lex.units.get(low[j + 1], 99) < 10:
        return value + lex.units[low[j + 1]], j + 2
    return value, j


def age_at(low: list[str], i: int, end: int, lex: Lexicon) -> tuple[int, int] | None:
    """Read an age that starts at token ``i``: years (0 under one year) and the token after it."""
    if low[i] in ("less", "under", "8)"):
        return _odd_age(low, i, end)
    j = i + 1 if low[i] in ("aged", "age") else i
    value = _value(low, j, end, lex)
    if not value:
        return None
    years, k = value
    if k + 1 < end and low[k] in ("or", "to", *_DASHES):
        second = _value(low, k + 1, end, lex)
        if second and second[0] > years:
            k = second[1]
    step = k + 1 if k < end and low[k] in _DASHES else k
    if step < end and low[step] in _UNITS:
        unit = _UNITS[low[step]]
        stop = step + 1
        if stop < end and low[stop] in _DASHES:
            stop += 1
        if stop < end and low[stop] == "old":
            return years * unit, stop + 1
        if stop < end and low[stop] == "of" and stop + 1 < end and low[stop + 1] == "age":
            return years * unit, stop + 2
        return None
    if j > i:
        return years, k
    before, after = (low[i - 1] if i else ""), (low[k] if k < end else "")
    if before == "(" and after in (")", ",", ";"):
        return years, k
    if before == "," and after in (",", ")", ";", "and", "was", "were", "."):
        return None if after == "." and _numbers_list(low, i, years) else (years, k)
    return None


def _odd_age(low: list[str], i: int, end: int) -> tuple[int, int] | None:
    """Read "less than a year old"; and "(8)", whose end the tokeniser takes for a face with glasses."""
    if low[i] == "8)":
        return (8, i + 1) if i and low[i - 1] == "(" else None
    j = i + 2 if low[i] == "less" and i + 1 < end and low[i + 1] == "than" else i + 1
    if j + 2 < end and low[j] in ("a", "one") and low[j + 1] in _UNITS and low[j + 2] == "old":
        return 0, j + 3
    return None


def _numbers_list(low: list[str], i: int, number: int) -> bool:
    """Tell the numbers of a list from ages: "1. X Y, 2. Z Y, 3. ..."."""
    before = low[max(0, i - _LISTED) : i]
    return (
        any(word == str(number - 1) and two == "." for word, two in pairwise(before)) or str(number - 1) + "." in before
    )


def _name_of(
    parsed: Parsed, low: list[str], start: int, after: int, first: int, end: int, lex: Lexicon
) -> tuple[int, int] | None:
    """Find the name that an age belongs to: before it in brackets or commas, else after it."""
    doc = parsed.doc
    j = start
    if low[j - 1] == "," and any(word == "(" for word in low[max(first, j - 3) : j - 1]):
        # "X (son, 14 years old)".
        j = max(k for k in range(max(first, j - 3), j) if low[k] == "(")
    while j > first and low[j - 1] in _TO_NAME:
        j -= 1
    if j < start and not (low[start - 1] == "," and _leads(parsed, low, after, end)):
        stop = j
        if low[stop - 1] == ")":
            while stop > first and low[stop - 1] != "(":
                stop -= 1
            stop -= 1
        begin = stop
        while begin > first and in_name(doc[begin - 1].text, low[begin - 1]):
            begin -= 1
        begin = _trim(doc, low, begin, stop)
        if stop - begin >= 2 or (stop - begin == 1 and begin > first and low[begin - 1] in (",", "and", ":")):
            return None if any(w in lex.bodies for w in low[begin:stop]) else (begin, stop)
    k = after
    while k < end and k < after + _NEAR and not in_name(doc[k].text, low[k]):
        if low[k] in (".", ";", ":", ")", "was", "were", ","):
            return None
        k += 1
    stop = k
    while stop < end and in_name(doc[stop].text, low[stop]):
        stop += 1
    begin = _trim(doc, low, k, stop)
    if stop <= begin or k >= after + _NEAR or any(w in lex.bodies for w in low[begin:stop]):
        return None
    return begin, stop


def _leads(parsed: Parsed, low: list[str], after: int, end: int) -> bool:
    """Tell an age that describes the name after it: "..., five-year-old Y", "..., 12-year-old twin sister Y"."""
    if low[after - 1] != "old":
        return False
    k = after
    while k < min(end, after + _NEAR) and low[k] not in _PARTICLES and parsed.doc[k].tag_ in ("NN", "JJ", "NNS"):
        k += 1
    return k < end and in_name(parsed.doc[k].text, low[k]) and parsed.doc[k].tag_ != "PRP"


def in_name(text: str, low: str) -> bool:
    """Tell a word that can be part of a name."""
    return (text[:1].isupper() and text[:1].isalpha()) or low in _PARTICLES


def own_word(text: str, low: str) -> bool:
    """Tell a word that names somebody from a particle: "Abu X" alone calls a father by his son."""
    return text[:1].isupper() and low not in _PARTICLES


def _trim(doc: object, low: list[str], begin: int, stop: int) -> int:
    """Leave out titles and particles that open a run of capitals but are no part of the name."""
    del doc
    while begin < stop and (low[begin] in _TITLES or low[begin] == "-"):
        begin += 1
    return begin


def outcome_of(one: Named, happenings: Sequence[Happening], before: Measure) -> Measure | None:
    """Tell what happened to a named person from the happenings of the sentence; without any it is as ``before``."""
    mine = [h for h in happenings if set(h.measures) & {Measure.KILLED, Measure.INJURED}]
    if not mine:
        return before
    following = next((h for h in mine if h.start >= one.name[1] and h.side is Side.BEFORE), None)
    preceding = next((h for h in reversed(mine) if h.end <= one.start), None)
    chosen = following if following and (preceding is None or preceding.side is Side.BEFORE) else preceding or following
    if chosen is None:
        return before
    if Measure.KILLED in chosen.measures and Measure.INJURED in chosen.measures:
        return None
    return next(m for m in chosen.measures if m in (Measure.KILLED, Measure.INJURED))


def distinct(found: Sequence[Named], low: list[str]) -> list[Named]:
    """Each person once: names that begin alike and share another word or the age are one person's."""
    kept: list[tuple[Named, frozenset[str]]] = []
    for one in found:
        words = [w for w in low[one.name[0] : one.name[1]] if w not in _PARTICLES and w not in _TITLES]
        if not words:
            continue
        bag = frozenset(words)
        twin = any(
            words[0] == low[other.name[0]]
            and (len(bag & others) >= 2 or len(bag) == 1 or len(others) == 1)
            and (other.age is None or one.age is None or abs(other.age - one.age) <= 3)
            for other, others in kept
        )
        if not twin:
            kept.append((one, bag))
    return [one for one, _ in kept]


def find_victims(
    parsed: Parsed,
    low: list[str],
    happenings: Sequence[Sequence[Happening]],
    lex: Lexicon,
    alone: Sequence[tuple[Named, Measure]] = (),
) -> list[tuple[Named, Measure]]:
    """Find the people named to whom it happened, each once: with their age, and ``alone`` without one.

    ``happenings`` are given by sentence.
    """
    told: list[tuple[Named, Measure]] = []
    by_sentence: dict[int, list[Named]] = {}
    for one in find_named(parsed, low, lex):
        by_sentence.setdefault(one.sentence, []).append(one)
    # A list of names often stands in the sentence after the one that says what happened to them.
    last = Measure.KILLED
    for number, mine in enumerate(happenings):
        for one in by_sentence.get(number, ()):
            outcome = outcome_of(one, mine, last)
            if outcome:
                told.append((one, outcome))
        outcomes = [m for h in mine for m in h.measures if m in (Measure.KILLED, Measure.INJURED)]
        last = outcomes[-1] if outcomes else last
    aged = [(one.start, one.end) for one, _ in told]
    told += [(one, outcome) for one, outcome in alone if not any(a < one.end and one.start < b for a, b in aged)]
    # Somebody wounded who died stands among the killed alone.
    killed = [one for one, outcome in told if outcome is Measure.KILLED]
    injured = [one for one, outcome in told if outcome is Measure.INJURED]
    dead = distinct(killed, low)
    hurt = [one for one in distinct([*dead, *injured], low) if one not in dead]
    found = [*((one, Measure.KILLED) for one in dead), *((one, Measure.INJURED) for one in hurt)]
    return sorted(found, key=lambda pair: pair[0].start)


def named_alone(
    parsed: Parsed, low: list[str], told: Sequence[tuple[int, Mention, Draft]], lex: Lexicon
) -> list[tuple[Named, Measure]]:
    """Find the people named without an age among those told one by one.

    Takes for each the number of its sentence and a count that what happened to it is told by. A first name alone, and
    the names of bodies and places, are nobody's.
    """
    found: list[tuple[Named, Measure]] = []
    actors = parsed.once(mentioned_actors) if told else []
    for sentence, mention, draft in told:
        top = draft.whole or draft
        if top.scope is not Scope.INCIDENT or top.status is not CountStatus.STATED or top.measure not in _HARM:
            continue
        begin = mention.end
        while begin > mention.start and in_name(parsed.doc[begin - 1].text, low[begin - 1]):
            begin -= 1
        begin = _trim(parsed.doc, low, begin, mention.end)
        full = sum(1 for k in range(begin, mention.end) if own_word(parsed.doc[k].text, low[k])) >= _FULL_NAME
        known = parsed.span_words(parsed.doc[begin : mention.end]) if full else None
        if known and any(mine.overlaps(actor.at) for mine in known.passages for actor in actors):
            continue
        if full and not any(w in lex.bodies or w in lex.plural for w in low[begin : mention.end]):
            found.append((Named(begin, mention.end, (begin, mention.end), mention.age, sentence), top.measure))
    return found


def as_victim(parsed: Parsed, one: Named, outcome: Measure, low: list[str]) -> Victim:
    """Make a victim of a named person."""
    at = parsed.span_words(parsed.doc[one.start : one.end])
    near = low[max(0, one.start - 4) : one.end + 1]
    sex = "female" if any(w in _FEMALE for w in near) else "male" if any(w in _MALE for w in near) else None
    group = (
        Group.CHILDREN
        if one.age is not None and one.age < GROWN
        else {"female": Group.WOMEN, "male": Group.MEN}.get(sex or "", Group.PEOPLE)
    )
    return Victim(
        parsed.span_words(parsed.doc[one.name[0] : one.name[1]]).words,
        _own_script(parsed, one),
        one.age,
        sex,
        group,
        outcome,
        at,
    )


def _own_script(parsed: Parsed, one: Named) -> str | None:
    """Read the name in its own script, which stands in brackets right after it; None where the report gives none."""
    after = parsed.doc[one.name[1] - 1]
    rest = parsed.doc.text[after.idx + len(after) :][:_BRACKET]
    found = _BRACKETED.match(rest)
    if not found:
        return None
    letters = [c for c in found.group(1) if c.isalpha()]
    foreign = bool(letters) and not any("LATIN" in unicodedata.name(c, "LATIN") for c in letters)
    return found.group(1).strip() if foreign else None
