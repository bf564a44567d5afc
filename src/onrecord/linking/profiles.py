"""What of a mention can be compared: a profile each, and all of them as a table of numbers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.errors import ModelError
from onrecord.linking.calendar import UNKNOWN, Partial, partial_in, partial_of
from onrecord.linking.folding import WORD, fold, stem
from onrecord.linking.sounding import sound
from onrecord.model import (
    Count,
    CountStatus,
    DatePrecision,
    Group,
    IncidentMention,
    InfrastructureKind,
    KindOfAttack,
    LinkedMention,
    Measure,
    MentionRef,
    Reading,
    Scope,
    party_key,
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

WORDS = 48
"""Of a mention's words as many are kept, those whose hashes are lowest: a sample that does not depend on the length."""
PLACE_WORDS = 3
ENOUGH_DAYS = 30
PHRASES = 24
"""Rare phrases of a report that are compared, the rarest."""
_PHRASES = 160
"""Phrases of a report that are counted, those whose hashes are lowest."""
_PHRASE_REPORTS, _PHRASE_DAYS = 6, 2
"""A phrase is rare where so few reports have it, or reports of so few known days and no more than four times as many:
then it is a name, or words of one attack. 6 was the first value tried."""
NAMES = 8
"""Parties, and names of victims, that a profile keeps of each."""
_LEAD = 700
"""Code points of a report whose words stand for its story; what stands around the mention comes on top."""
_AROUND = 250
_BODY = 3000
"""Code points of a report in which phrases are looked for."""
_TOLD = re.compile(r"[^\W\d_]{2,}|\d+")

AIR, SHELLING, GROUND, NAVAL = 1, 2, 4, 8
_FAMILY = {
    KindOfAttack.AIRSTRIKE: AIR,
    KindOfAttack.DRONE_STRIKE: AIR,
    KindOfAttack.HELICOPTER_STRIKE: AIR,
    KindOfAttack.MISSILE_STRIKE: AIR | SHELLING,
    KindOfAttack.AIR_OR_ARTILLERY: AIR | SHELLING,
    KindOfAttack.CLUSTER: AIR | SHELLING,
    KindOfAttack.CHEMICAL: AIR | SHELLING,
    KindOfAttack.ARTILLERY: SHELLING,
    KindOfAttack.ROCKET: SHELLING,
    KindOfAttack.MORTAR: SHELLING,
    KindOfAttack.GROUND: GROUND,
    KindOfAttack.SMALL_ARMS: GROUND,
    KindOfAttack.IED: GROUND,
    KindOfAttack.MINE: GROUND,
    KindOfAttack.NAVAL: NAVAL,
}
_OWN_BIT = {kind: 1 << (4 + number) for number, kind in enumerate(KindOfAttack)}
_HIT_BIT = {kind: 1 << number for number, kind in enumerate(InfrastructureKind)}


class Bounds(NamedTuple):
    """Casualties as a mention first states them; both UNKNOWN where it states none."""

    low: int = UNKNOWN
    high: int = UNKNOWN


_NOT_STATED = Bounds()


@dataclass(frozen=True, slots=True)
class Profile:
    """What of one mention can be compared."""

    ref: MentionRef
    main: bool = True
    whole: bool = False
    """Whether it is a report as a whole, in which no incident was found."""
    language: int = UNKNOWN
    """Key of the primary language subtag: words are compared within one language."""
    first_day: int = UNKNOWN
    """Proleptic ordinal of the first day that it can have been."""
    last_day: int = UNKNOWN
    published: int = UNKNOWN
    """Ordinal of the day of publication."""
    weekday: int = UNKNOWN
    """1, Monday, to 7: of the day, or as a report names it that gives none."""
    day_of_year: int = UNKNOWN
    """Month times 100, plus day of the month; likewise."""
    lat: float = float("nan")
    """WGS 84 degrees."""
    lon: float = float("nan")
    radius_km: float = float("nan")
    found: bool = False
    """Whether a gazetteer holds the place itself; else its coordinates are those of the district around it."""
    place: int = UNKNOWN
    """Key of the gazetteer's entry, or of the place's words."""
    place_words: tuple[int, ...] = ()
    """Keys of the telling words of the place's name as the report writes it, at most PLACE_WORDS."""
    place_sounds: tuple[int, ...] = ()
    """Keys of how these words sound, whatever the script they are written in."""
    kind: int = 0
    """Bits of the families of attack and of the kind itself; 0: none stated."""
    hit: int = 0
    """Bits of what was hit."""
    killed: Bounds = _NOT_STATED
    injured: Bounds = _NOT_STATED
    parties: tuple[int, ...] = ()
    """Keys of the parties held responsible, at most NAMES."""
    victims: tuple[int, ...] = ()
    """Keys of the names of victims, at most NAMES."""
    words: tuple[int, ...] = ()
    """Keys of words of the report's lead and around the mention, at most WORDS, in order."""
    phrases: tuple[int, ...] = ()
    """Keys of two words in a row anywhere in the report, at most _PHRASES, in order."""


@lru_cache(maxsize=1 << 16)
def key(text: str) -> int:
    """Give the key of a name or word: 31 bits of its BLAKE2b hash, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=4).digest(), "big") >> 1


def profile(reading: Reading, mention: IncidentMention) -> Profile:
    """Take from a mention and its reading what can be compared with other mentions."""
    where = mention.place
    # A year or a month on its own is mostly background ("since 2011"), and no day to compare.
    fine = mention.date is not None and mention.date.precision in (DatePrecision.DAY, DatePrecision.WEEK)
    when = mention.date if fine else None
    sharp = when is not None and when.start == when.end
    partial = partial_of(when.start) if when and sharp else _partial(reading, mention) if when is None else Partial()
    published = reading.report.published_day
    held = {party_key(one.code, one.name) for c in reading.claims if c.id in mention.claims for one in c.parties}
    held |= {party_key(code, name) for name, code in mention.mentioned}
    victims = {fold(one.name) for one in reading.victims if one.incident == mention.id}
    return Profile(
        ref=LinkedMention(reading, mention).ref,
        main=mention.main,
        whole=not reading.incidents,
        language=key((reading.report.language or "und").split("-")[0].lower()),
        first_day=when.start.toordinal() if when else UNKNOWN,
        last_day=when.end.toordinal() if when else UNKNOWN,
        published=published.toordinal() if published else UNKNOWN,
        weekday=partial.weekday,
        day_of_year=partial.day_of_year,
        lat=where.lat if where and where.lat is not None else float("nan"),
        lon=where.lon if where and where.lon is not None else float("nan"),
        radius_km=where.radius_km if where and where.radius_km is not None else float("nan"),
        found=where is not None and where.gazetteer_id is not None,
        place=key(where.gazetteer_id or _place_name(where.name)) if where else UNKNOWN,
        place_words=tuple(key(word) for word in _place_words(mention)),
        place_sounds=tuple(sorted({key(sound(word)) for word in _place_words(mention) if sound(word)})),
        kind=_kind(mention),
        hit=sum({_HIT_BIT[one.kind] for one in mention.infrastructure}),
        killed=_bounds(reading.counts, mention, Measure.KILLED),
        injured=_bounds(reading.counts, mention, Measure.INJURED),
        parties=tuple(sorted(key(one) for one in held))[:NAMES],
        victims=tuple(sorted(key(one) for one in victims))[:NAMES],
        words=_words(reading, mention),
        phrases=_phrases(reading.report.title or "", reading.report.text),
    )


def _place_name(name: str) -> str:
    """Fold a name that no gazetteer holds to how it sounds: reports in two scripts then name one place."""
    stems = [stem(word) for word in fold(name).split()]
    return " ".join(sound(word) or word for word in stems if word not in _common_words()) or " ".join(stems)


def _place_words(mention: IncidentMention) -> tuple[str, ...]:
    if mention.place is None:
        return ()
    told = dict.fromkeys(stem(word) for word in WORD.findall(fold(mention.place.at.words)))
    return tuple(word for word in told if word not in _common_words())[:PLACE_WORDS]


def _kind(mention: IncidentMention) -> int:
    if mention.kind is None:
        return 0
    return _FAMILY.get(mention.kind.kind, 0) | _OWN_BIT[mention.kind.kind]


def _bounds(counts: Iterable[Count], mention: IncidentMention, measure: Measure) -> Bounds:
    """Take the first figure of a mention: its report's own summary."""
    for one in counts:
        if one.id in mention.counts and one.measure is measure and one.scope is Scope.INCIDENT:
            if one.status is CountStatus.DENIED or one.part_of or one.group is Group.COMBATANTS:
                continue
            low = one.low if one.low is not None else one.high
            high = one.high if one.high is not None else one.low
            if low is not None and high is not None:
                return Bounds(low, high)
    return _NOT_STATED


def _stretches(reading: Reading, mention: IncidentMention) -> list[str]:
    """Give the words that tell of a mention: what stands around it, and of the main one the report's lead."""
    text = reading.report.text
    found = [f"{reading.report.title or ''}\n{text[:_LEAD]}"] if mention.main or not reading.incidents else []
    stated = [value.at for value in (mention.kind, mention.place, mention.date) if value is not None]
    return found + [text[max(0, at.start - _AROUND) : at.end + _AROUND] for at in stated]


def _partial(reading: Reading, mention: IncidentMention) -> Partial:
    """Say what is named of the day where no day is known: the first weekday, the first day of a month."""
    found = [partial_in(stretch) for stretch in _stretches(reading, mention)]
    return Partial(
        next((one.weekday for one in found if one.weekday != UNKNOWN), UNKNOWN),
        next((one.day_of_year for one in found if one.day_of_year != UNKNOWN), UNKNOWN),
    )


def _words(reading: Reading, mention: IncidentMention) -> tuple[int, ...]:
    found = {stem(word) for stretch in _stretches(reading, mention) for word in WORD.findall(fold(stretch))}
    return tuple(sorted(key(word) for word in found - _common_words())[:WORDS])


@lru_cache(maxsize=8)
def _phrases(title: str, text: str) -> tuple[int, ...]:
    """Give the keys of words in a row, of which one at least tells something."""
    words = [stem(word) for word in _TOLD.findall(fold(f"{title}\n{text[:_BODY]}"))]
    common = _common_words()
    found = {f"{a} {b}" for a, b in pairwise(words) if not (a in common and b in common)}
    return tuple(sorted(key(one) for one in found)[:_PHRASES])


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Load the words that tell nothing of an incident, of all languages. ModelError where a list is absent."""
    folder = resources.files("onrecord.linking").joinpath("common_words")
    try:
        lists = [one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".txt")]
    except OSError as error:
        raise ModelError(f"unreadable: {error}", where="linking/common_words", do="Install onrecord again") from error
    return frozenset(stem(word) for text in lists for word in text.split())


@dataclass(frozen=True, slots=True)
class Table:
    """Profiles as columns; row i of each is profile i."""

    refs: Sequence[MentionRef]
    report: Ints
    """Number of the report."""
    main: npt.NDArray[np.bool_]
    whole: npt.NDArray[np.bool_]
    language: Ints
    first_day: Ints
    last_day: Ints
    published: Ints
    weekday: Ints
    day_of_year: Ints
    lat: Floats
    lon: Floats
    radius_km: Floats
    found: npt.NDArray[np.bool_]
    place: Ints
    place_words: Ints
    place_sounds: Ints
    place_days: Ints
    """On how many known days something is told of the place."""
    kind: Ints
    hit: Ints
    killed: Ints
    """[n, 2]: low and high."""
    injured: Ints
    parties: Ints
    """[n, NAMES], UNKNOWN where there are fewer."""
    victims: Ints
    words: npt.NDArray[np.int32]
    """[n, WORDS], UNKNOWN where there are fewer."""
    word_days: npt.NDArray[np.int32]
    """[n, WORDS]: on how many known days each word is told."""
    phrases: npt.NDArray[np.int32]
    """[n, PHRASES]: the rare ones alone, UNKNOWN where there are fewer."""

    def __len__(self) -> int:
        """Give the number of profiles."""
        return len(self.refs)

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> Table:
        """Make columns of profiles."""
        numbers: dict[str, int] = {}
        return cls(
            refs=[one.ref for one in profiles],
            report=(
                report := np.array([numbers.setdefault(one.ref.report, len(numbers)) for one in profiles], np.int64)
            ),
            main=np.array([one.main for one in profiles], np.bool_),
            whole=np.array([one.whole for one in profiles], np.bool_),
            language=np.array([one.language for one in profiles], np.int64),
            first_day=(first_day := np.array([one.first_day for one in profiles], np.int64)),
            last_day=np.array([one.last_day for one in profiles], np.int64),
            published=np.array([one.published for one in profiles], np.int64),
            weekday=np.array([one.weekday for one in profiles], np.int64),
            day_of_year=np.array([one.day_of_year for one in profiles], np.int64),
            lat=np.array([one.lat for one in profiles], np.float64),
            lon=np.array([one.lon for one in profiles], np.float64),
            radius_km=np.array([one.radius_km for one in profiles], np.float64),
            found=np.array([one.found for one in profiles], np.bool_),
            place=(place := np.array([one.place for one in profiles], np.int64)),
            place_words=_padded([one.place_words for one in profiles], PLACE_WORDS),
            place_sounds=_padded([one.place_sounds for one in profiles], PLACE_WORDS),
            place_days=_known_days(place[:, None], first_day)[:, 0],
            kind=np.array([one.kind for one in profiles], np.int64),
            hit=np.array([one.hit for one in profiles], np.int64),
            killed=np.array([one.killed for one in profiles], np.int64).reshape(-1, 2),
            injured=np.array([one.injured for one in profiles], np.int64).reshape(-1, 2),
            parties=_padded([one.parties for one in profiles], NAMES),
            victims=_padded([one.victims for one in profiles], NAMES),
            words=(words := _padded([one.words for one in profiles], WORDS).astype(np.int32)),
            word_days=_known_days(words, first_day).astype(np.int32),
            phrases=_rare_phrases([one.phrases for one in profiles], report, first_day),
        )


def _padded(rows: Sequence[tuple[int, ...]], width: int) -> Ints:
    made: Ints = np.full((len(rows), width), UNKNOWN, np.int64)
    for number, row in enumerate(rows):
        made[number, : len(row)] = row
    return made


def _rare_phrases(told: Sequence[tuple[int, ...]], report: Ints, days: Ints) -> npt.NDArray[np.int32]:
    """Keep of each row the phrases that few reports have, and more than one; the rarest first."""
    made = np.full((len(told), PHRASES), UNKNOWN, np.int32)
    lengths = np.fromiter(map(len, told), np.int64, len(told))
    flat = np.fromiter(chain.from_iterable(told), np.int64, int(lengths.sum()))
    if not len(flat):
        return made
    row = np.repeat(np.arange(len(told)), lengths)
    _, number = np.unique(flat, return_inverse=True)
    reports = _distinct(number, report[row])
    known = days[row] != UNKNOWN
    on_days = _distinct(number[known], days[row][known], len(reports))
    rare = (reports <= _PHRASE_REPORTS) | ((on_days <= _PHRASE_DAYS) & (reports <= 4 * _PHRASE_REPORTS))
    kept = np.flatnonzero((rare & (reports > 1))[number])
    kept = kept[np.lexsort((flat[kept], reports[number[kept]], row[kept]))]
    place = np.arange(len(kept)) - np.searchsorted(row[kept], row[kept], "left")
    kept, place = kept[place < PHRASES], place[place < PHRASES]
    made[row[kept], place] = flat[kept]
    return made


def _distinct(of: Ints, values: Ints, size: int | None = None) -> Ints:
    """Count for each number from 0 how many distinct values stand beside it."""
    pairs = np.unique(np.column_stack((of, values)), axis=0)
    many: Ints = np.bincount(pairs[:, 0].astype(np.int64), minlength=size or 0)
    return many


def _known_days(keys: npt.NDArray[np.int64] | npt.NDArray[np.int32], days: Ints) -> Ints:
    """Of each key count the distinct days that rows bearing it know; a key is told on few days when it tells much.

    Among reports of fewer than ENOUGH_DAYS days everything is told on few: then none counts as telling.
    """
    flat = keys.ravel().astype(np.int64)
    beside = np.repeat(days, keys.shape[1])
    stated = (flat != UNKNOWN) & (beside != UNKNOWN)
    # Keys have 31 bits, ordinals of days 22.
    seen = np.unique((flat[stated] << 22) + beside[stated]) >> 22
    told, many = np.unique(seen, return_counts=True)
    at = np.minimum(np.searchsorted(told, flat), max(0, len(told) - 1))
    if len(np.unique(days[days != UNKNOWN])) < ENOUGH_DAYS:
        return np.full(keys.shape, ENOUGH_DAYS, np.int64)
    found: Ints = np.where(told[at] == flat, many[at], 0) if len(told) else np.zeros(len(flat), np.int64)
    return found.reshape(keys.shape)
