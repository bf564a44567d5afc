"""Happenings: the words that say what happened to people, and on which side of them the people stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.model import Measure
from onrecord.reading.en.counts.lexicon import Lexicon
from onrecord.reading.en.counts.mentions import Kind, Mention

Borders = tuple[frozenset[int], frozenset[int]]
"""First tokens of the mentions of a sentence, and the tokens after their last."""

_AUXILIARIES = frozenset("was were been be being is are got get gets were/are has have had".split())
_BETWEEN = frozenset(
    "also reportedly allegedly later subsequently all both either tragically immediately then now already instantly seriously critically "
    "severely lightly moderately slightly badly confirmed believed presumed feared reported said and or , / likely initially apparently possibly "
    "potentially either brutally mostly thus still".split()
)


_TOLLS = frozenset(("toll", "number", "count", "tally"))
_TOLL_LINKS = frozenset("to at reached reaching reaches is was be as high of hit exceeded surpassed stood".split())
_NO_NUMBER = frozenset("the a an his her their those these".split())
_RISES = frozenset("rose risen increased climbed jumped grew grown revised updated raised mounted".split())
_FIGURES = frozenset("toll figure tally killed dead deaths fatalities martyrs".split())
_TOLL_REACH = 16
"""Tokens from "number of" to its number; beyond it another clause has begun."""


class Side(StrEnum):
    """Where the people stand."""

    BEFORE = "before"
    """Before the words: "three people were killed"."""
    AFTER = "after"
    """After them: "killing three people"."""
    SELF = "self"
    """The words are counted themselves: "three deaths"."""
    SOME = "some"
    """After them, and only some of those that it happened to: "among the dead were"."""


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, as a stretch of tokens says it; two may share their people ("killed and injured")."""

    start: int
    end: int
    measures: tuple[Measure, ...]
    side: Side


def find_happenings(
    low: list[str], tags: list[str], mentions: Sequence[Mention], start: int, end: int, lex: Lexicon
) -> list[Happening]:
    """Find the happenings of the sentence from token ``start`` to ``end``, in order.

    ``mentions`` are the people of the sentence: who stands right beside a verb tells active from passive.
    """
    found: list[Happening] = []
    borders = frozenset(m.start for m in mentions), frozenset(m.end for m in mentions if m.kind is not Kind.NAME)
    i = start
    while i < end:
        one = _at(low, tags, borders, i, start, end, lex) or _risen(low, borders[0], i, start, end, found)
        if one:
            found.append(one)
            i = one.end
        else:
            i += 1
    return _merged(low, found)


def _at(
    low: list[str], tags: list[str], borders: Borders, i: int, start: int, end: int, lex: Lexicon
) -> Happening | None:
    toll = _toll(low, borders[0], i, end, lex)
    if toll:
        return toll
    members = lex.members.at(low, i, end)
    if members:
        return Happening(i, members[1], (Measure(members[0]),), Side.SOME)
    before = lex.before.at(low, i, end)
    if before:
        return Happening(i, before[1], (Measure(before[0]),), Side.AFTER)
    after = lex.after.at(low, i, end)
    noun = lex.nouns.at(low, i, end)
    if after and not (noun and noun[1] > after[1]) and low[i] != "dead":
        return Happening(i, after[1], (Measure(after[0]),), Side.BEFORE)
    word = low[i]
    if word in lex.doing:
        return Happening(i, i + 1, (lex.doing[word],), Side.AFTER)
    if word in lex.base:
        return Happening(i, i + 1, (lex.base[word],), Side.AFTER) if tags[i].startswith("VB") else None
    if word in lex.done:
        return Happening(i, i + 1, (lex.done[word],), _voice(low, tags, borders, i, start, lex))
    if word == "dead":
        return Happening(i, i + 1, (Measure.KILLED,), Side.BEFORE)
    if noun:
        return Happening(i, noun[1], (Measure(noun[0]),), Side.SELF)
    return None


def _toll(low: list[str], starts: frozenset[int], i: int, end: int, lex: Lexicon) -> Happening | None:
    """Read "put the number of people killed at 27", "the death toll, which stood at nine, has since risen to 14"."""
    if low[i] not in _TOLLS:
        return None
    measure = Measure.KILLED if low[i] == "toll" and i and low[i - 1] == "death" else None
    for j in range(i + 1, min(end, i + _TOLL_REACH)):
        if j in starts and low[j - 1] in _TOLL_LINKS and low[j] not in _NO_NUMBER:
            return Happening(i, j, (measure,), Side.AFTER) if measure else None
        word = low[j]
        if word in (".", ";", "which", "that") and measure is None:
            return None
        found = lex.done.get(word) or lex.nouns.meaning.get((word,))
        if found and measure is None:
            measure = Measure(found)
    return None


def _risen(
    low: list[str], starts: frozenset[int], i: int, start: int, end: int, found: Sequence[Happening]
) -> Happening | None:
    """Read "... a figure that later rose to six", of what was spoken of before it in the sentence."""
    if low[i] not in _RISES or i + 2 >= end or low[i + 1] != "to" or i + 2 not in starts:
        return None
    last = found[-1].measures if found else None
    if last is None and any(word in _FIGURES for word in low[start:i]):
        last = (Measure.KILLED,)
    return Happening(i, i + 2, last, Side.AFTER) if last else None


def _voice(low: list[str], tags: list[str], borders: Borders, i: int, start: int, lex: Lexicon) -> Side:
    """Tell passive from active: "were killed", "people killed" from "the strike killed"."""
    starts, ends = borders
    j = i - 1
    while j >= start and (low[j] in _BETWEEN or tags[j] == "RB" or low[j] in lex.done) and j + 1 not in ends:
        j -= 1
    previous = low[j] if j >= start else ""
    if previous in _AUXILIARIES and not (previous in ("has", "have", "had") and "been" not in low[j + 1 : i]):
        return Side.BEFORE
    follows = i + 1
    while follows < len(low) and (
        tags[follows] == "RB"
        or low[follows] in ('"', "'", "and", "or")
        or low[follows] in lex.done
        or low[follows] in lex.doing
    ):
        if follows in starts or (low[follows] in ("and", "or") and low[follows + 1] not in lex.done):
            break
        follows += 1
    people = j + 1 in ends
    if (follows in starts and (tags[i] == "VBD" or not people)) or previous in ("who", "which", "that"):
        return Side.AFTER
    if people:
        return Side.BEFORE
    if tags[i] == "VBD" or previous in ("has", "have", "had"):
        return Side.AFTER
    return Side.BEFORE if tags[i] == "VBN" else Side.AFTER


def _merged(low: list[str], found: list[Happening]) -> list[Happening]:
    """Join happenings that stand side by side: "killed and wounded", "dead or missing", "killing or wounding"."""
    merged: list[Happening] = []
    for one in found:
        last = merged[-1] if merged else None
        if (
            last
            and all(
                low[k] in _BETWEEN or low[k] in ("and", "or", "/", "were", "was", "reportedly", '"', "'")
                for k in range(last.end, one.start)
            )
            and one.start - last.end <= 4
            and one.start > last.start
            and set(one.measures) - set(last.measures)
        ):
            side = last.side if last.side is not Side.SELF else one.side
            merged[-1] = Happening(last.start, one.end, (*last.measures, *one.measures), side)
            continue
        merged.append(one)
    return merged
