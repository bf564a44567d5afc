"""Happenings: the words that say what happened to people, and on which side of them the people stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onrecord.model import Group, Measure
from onrecord.reading.en.counts.lexicon import words
from onrecord.reading.en.counts.line import Line
from onrecord.reading.en.counts.mentions import Kind, Mention

Borders = tuple[frozenset[int], frozenset[int]]
"""First tokens of the mentions of a sentence, and the tokens after their last."""

_AUXILIARIES = words("auxiliaries")
_BETWEEN = words("between_happenings")
_QUOTES = words("quotes")
_OWNERS = words("owners")
_TOLL_REACH = 16
"""Tokens from "number of" to its number; beyond it another clause has begun."""

_HOME_REACH = 9
"""Tokens from "driven" to "homes"."""
_LIVES_REACH = 8
"""Tokens from "claimed" or "the loss" to the lives."""


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
    aside: bool = False
    """Said of people whom another happening is about ("a family that had been displaced was killed")."""
    group: Group | None = None
    """Of whom a number without a noun is, where they stand before it ("the number of civilians killed at 13")."""


def find_happenings(line: Line, mentions: Sequence[Mention]) -> list[Happening]:
    """Find the happenings of a sentence, in order.

    ``mentions`` are the people of the sentence: who stands right beside a verb tells active from passive.
    """
    found: list[Happening] = []
    borders = frozenset(m.start for m in mentions), frozenset(m.end for m in mentions if m.kind is not Kind.NAME)
    inside = {k for m in mentions if m.hit for k in range(m.start, m.end)}
    i = line.start
    while i < line.end:
        if i in inside:
            i += 1
            continue
        one = (
            _toll(line, borders[0], i)
            or _put(line, borders[0], i)
            or _lives(line, mentions, i)
            or _lost(line, mentions, i)
            or _fallen(line, mentions, i)
            or _treated(line, borders[0], i)
            or _counted(line, borders[0], i)
            or _driven(line, borders[0], i)
            or _phrase(line, borders[1], i)
            or _verb(line, borders, i)
            or _risen(line, borders[0], i, found)
        )
        if one:
            found.append(one)
        i = one.end if one else i + 1
    return _merged(line, found)


def _phrase(line: Line, ends: frozenset[int], i: int) -> Happening | None:
    """Read a phrase of the lists ("among the dead were", "the deaths of", "lost their lives")."""
    lex, low, end = line.lex, line.low, line.end
    members = lex.members.at(low, i, end)
    # "All the victims were civilians", "half of the dead were children": how many is not said.
    # "The 29 people killed were": they are counted before it.
    counted = i in ends and line.low[i] in lex.done
    if members and line.word(i - 1) not in ("all", "of") and not counted:
        return Happening(i, members[1], (Measure(members[0]),), Side.SOME)
    before = lex.before.at(low, i, end)
    if before:
        return Happening(i, before[1], tuple(Measure(m) for m in before[0].split()), Side.AFTER)
    if low[i] == "dead":
        return Happening(i, i + 1, (Measure.KILLED,), Side.BEFORE)
    after, noun = lex.after.at(low, i, end), lex.nouns.at(low, i, end)
    if after and after[0] == Measure.DISPLACED and _tells(line, i):
        return None
    if low[i] == "buried" and any(w in words("funerals") for w in low[line.start : end]):
        return None
    if low[i] in words("badly") and line.word(i - 1) in ("them", "whom") and line.word(i + 1) not in lex.done:
        return Happening(i, i + 1, (Measure.INJURED,), Side.BEFORE)
    if after and low[i] == "died" and line.word(i + 1) == "aged" and line.word(i - 1) in ("has", "have"):
        # "X, who has died aged 78": an obituary.
        return None
    if after and not (noun and noun[1] > after[1]):
        return Happening(i, after[1], (Measure(after[0]),), Side.BEFORE)
    if noun and low[i] not in lex.done:
        return Happening(i, noun[1], (Measure(noun[0]),), Side.SELF)
    return None


def _verb(line: Line, borders: Borders, i: int) -> Happening | None:
    """Read a verb that takes people as its object, or as its subject in the passive."""
    lex, word = line.lex, line.low[i]
    phrase = lex.phrases.at(line.low, i, line.end)
    if phrase:
        return Happening(i, phrase[1], (Measure(phrase[0]),), _voice(line, borders, i, phrase[1]))
    if word in lex.doing:
        return Happening(i, i + 1, (lex.doing[word],), Side.AFTER)
    if word in lex.base and line.tags[i].startswith("VB"):
        return Happening(i, i + 1, (lex.base[word],), Side.AFTER)
    if word in lex.done:
        aside = lex.done[word] is Measure.DISPLACED and _relative(line, i)
        return Happening(i, i + 1, (lex.done[word],), _voice(line, borders, i, i + 1), aside)
    return None


def _toll(line: Line, starts: frozenset[int], i: int) -> Happening | None:
    """Read "put the number of people killed at 27", "the death toll, which stood at nine, has since risen to 14"."""
    if line.low[i] not in words("tolls"):
        return None
    measure = Measure.KILLED if line.low[i] == "toll" else None
    group: Group | None = None
    for j in range(i + 1, min(line.end, i + _TOLL_REACH)):
        word = line.low[j]
        if measure is None and line.low[j - 1] == "of" and word in line.lex.plural:
            # "Put the number of civilians killed at 13": the people stand before their number.
            group = line.lex.plural[word]
            continue
        linked = line.low[j - 1] in words("toll_links") or line.word(j) in ("as", "could", "may", "might", "between")
        if j in starts and linked and word not in words("no_toll"):
            if measure is None and _putting(line, i - 2) and j - i <= 2:
                measure = Measure.KILLED
            return Happening(i, j, (measure,), Side.AFTER, group=group) if measure else None
        if measure is None:
            if word in (".", ";", "which", "that"):
                return None
            found = line.lex.done.get(word) or line.lex.nouns.meaning.get((word,))
            measure = Measure(found) if found else None
    return None


def _putting(line: Line, i: int) -> bool:
    """Tell "puts the dead at" by the verb, ``i`` being the token before the article or the article's own place."""
    return any(line.word(k) in words("putting") for k in (i, i - 1, i + 1))


def _put(line: Line, starts: frozenset[int], i: int) -> Happening | None:
    """Read "puts the dead at 71 and the injured at 289", "the dead numbered 34"."""
    word = line.low[i]
    found = Measure.KILLED if word == "dead" else line.lex.done.get(word)
    if not found or line.word(i - 1) not in ("the", "those") or i + 2 not in starts:
        return None
    put = line.word(i + 1) in ("at", "to", "as") and any(w in words("putting") for w in line.low[line.start : i])
    if not put and line.word(i + 1) not in words("numbering"):
        return None
    return Happening(i, i + 2, (found,), Side.AFTER)


def _lives(line: Line, mentions: Sequence[Mention], i: int) -> Happening | None:
    """Read "claimed as many as 36 lives", "with the loss, villagers say, of 36 lives"."""
    if line.low[i] not in words("life_takers"):
        return None
    for one in mentions:
        lives = line.low[one.end - 1] == "lives" and one.kind in (Kind.NUMBER, Kind.VAGUE)
        if lives and 0 < one.start - i <= _LIVES_REACH and not one.definite:
            return Happening(i, one.start, (Measure.KILLED,), Side.AFTER)
    return None


def _lost(line: Line, mentions: Sequence[Mention], i: int) -> Happening | None:
    """Read "we lost two comrades", "she lost her mother and four brothers", "destroyed over 40 militants"."""
    following = next((m for m in mentions if m.start == i + 1), None)
    if following is None or following.bare or following.kind is Kind.NONE or line.low[following.end - 1] == "lives":
        return None
    if line.low[i] in words("losing"):
        # Fighters are lost to death; so are people counted, and kin told as somebody's ("lost her mother").
        many = following.kind is Kind.NUMBER and line.low[following.end - 1] in words("lost_people")
        kin = line.low[following.start] in _OWNERS and line.low[following.end - 1] in words("kin")
        told = many or kin or (following.group is Group.COMBATANTS and following.kind is Kind.NUMBER)
        return Happening(i, i + 1, (Measure.KILLED,), Side.AFTER) if told else None
    if line.low[i] in words("destroying") and following.group is Group.COMBATANTS:
        return Happening(i, i + 1, (Measure.KILLED,), Side.AFTER)
    return None


def _fallen(line: Line, mentions: Sequence[Mention], i: int) -> Happening | None:
    """Read "nine soldiers had fallen": of fighters alone; others fall off roofs."""
    if line.low[i] not in ("fell", "fallen") or line.word(i + 1) in words("falling_on"):
        return None
    j = i - 1
    while line.word(j) in _AUXILIARIES or line.word(j) in _BETWEEN:
        j -= 1
    fighters = any(m.end == j + 1 and m.group is Group.COMBATANTS and m.kind is not Kind.NONE for m in mentions)
    return Happening(i, i + 1, (Measure.KILLED,), Side.BEFORE) if fighters else None


def _treated(line: Line, starts: frozenset[int], i: int) -> Happening | None:
    """Read "was treating 26 people, mostly for burns": not what a clinic does a day, nor its patients."""
    if line.low[i] != "treating" or i + 1 not in starts:
        return None
    rest = line.low[i + 1 : line.end]
    daily = any(w in ("daily", "weekly", "yearly", "annually", "patients") for w in rest)
    each = any(a in ("a", "per", "every", "each") and b in ("day", "week", "month", "year") for a, b in pairwise(rest))
    return None if daily or each else Happening(i, i + 1, (Measure.INJURED,), Side.AFTER)


def _counted(line: Line, starts: frozenset[int], i: int) -> Happening | None:
    """Read "it had buried 34 bodies, and an imam counted 37": bodies too, left unsaid."""
    if line.low[i] not in words("counting") or i + 1 not in starts:
        return None
    plain = line.word(i + 2) in (".", ",", ";", "") or line.word(i + 2) in _QUOTES
    said = any(w in words("bodies") for w in line.low[line.start : i])
    return Happening(i, i + 1, (Measure.KILLED,), Side.AFTER) if plain and said else None


def _driven(line: Line, starts: frozenset[int], i: int) -> Happening | None:
    """Read "has driven 300,000 people from their homes" and "we buried 19 people"."""
    word, low = line.low[i], line.low
    if i + 1 not in starts:
        return None
    if word in words("driving"):
        following = " ".join(low[i + 1 : min(line.end, i + _HOME_REACH)])
        return Happening(i, i + 1, (Measure.DISPLACED,), Side.AFTER) if "from their homes" in following else None
    subject = next((low[k] for k in range(i - 1, line.start - 1, -1) if low[k] not in words("auxiliaries")), "")
    if word == "buried" and subject in words("buriers"):
        return Happening(i, i + 1, (Measure.KILLED,), Side.AFTER)
    return None


def _risen(line: Line, starts: frozenset[int], i: int, found: Sequence[Happening]) -> Happening | None:
    """Read "... a figure that later rose to six", of what was spoken of before it in the sentence."""
    if line.low[i] not in words("rises") or line.word(i + 1) != "to" or i + 2 not in starts:
        return None
    last = found[-1].measures if found else None
    if last is None and any(word in words("figures") for word in line.low[line.start : i]):
        last = (Measure.KILLED,)
    return Happening(i, i + 2, last, Side.AFTER) if last else None


def _voice(line: Line, borders: Borders, i: int, end: int) -> Side:
    """Tell passive from active: "were killed", "people killed" from "the strike killed"."""
    (starts, ends), low, lex = borders, line.low, line.lex
    j = i - 1
    while j >= line.start and (low[j] in _BETWEEN or line.tags[j] == "RB" or low[j] in lex.done) and j + 1 not in ends:
        j -= 1
    previous, perfect = line.word(j), line.word(j) in ("has", "have", "had")
    if previous in _AUXILIARIES and (not perfect or "been" in low[j + 1 : i]):
        return Side.BEFORE
    follows = _after_verbs(line, starts, end)
    # "..., and injured six": whoever stands before a comma or an "and" is no subject of what follows it.
    people = j + 1 in ends and not any(w in (",", "and", "or") for w in low[j + 1 : i])
    past = line.tags[i] == "VBD"
    if (follows in starts and (past or not people)) or previous in ("who", "which", "that"):
        return Side.AFTER
    if people:
        return Side.BEFORE
    return Side.AFTER if past or perfect or line.tags[i] != "VBN" else Side.BEFORE


def _tells(line: Line, i: int) -> bool:
    """Tell witnesses by their flight: "three people who fled the camp described a noise"."""
    if not _relative(line, i) and line.word(i - 1) != "who":
        return False
    verbs = [k for k in range(i + 1, line.end) if line.tags[k] in ("VBD", "VBZ", "VBP")]
    return bool(verbs) and line.low[verbs[0]] in words("speaking")


def _relative(line: Line, i: int) -> bool:
    """Tell "that had been displaced" from "had been displaced"."""
    j = i - 1
    while line.word(j) in _AUXILIARIES or line.word(j) in _BETWEEN:
        j -= 1
    return i - j > 1 and line.word(j) in ("who", "which", "that") and line.word(j - 1) not in words("speaking")


def _after_verbs(line: Line, starts: frozenset[int], k: int) -> int:
    """The token after adverbs and after verbs that share their people ("injured and killed multiple civilians")."""
    lex = line.lex
    while k < line.end and k not in starts:
        word, joined = line.low[k], line.low[k] in ("and", "or")
        if joined and line.word(k + 1) not in lex.done:
            break
        if not (joined or line.tags[k] == "RB" or word in ('"', "'") or word in lex.done or word in lex.doing):
            break
        k += 1
    return k


def _merged(line: Line, found: Sequence[Happening]) -> list[Happening]:
    """Join happenings that stand side by side: "killed and wounded", "dead or missing", "killing or wounding"."""
    merged: list[Happening] = []
    for one in found:
        last = merged[-1] if merged else None
        if last and not last.aside and one.start - last.end <= 4 and set(one.measures) - set(last.measures):
            between = line.low[last.end : one.start]
            if all(w in _BETWEEN or w in ("were", "was", '"', "'") for w in between):
                noun = last.side is Side.SELF and (line.low[one.start],) in line.lex.nouns.meaning
                side = last.side if noun or last.side is not Side.SELF else one.side
                merged[-1] = Happening(last.start, one.end, (*last.measures, *one.measures), side)
                continue
        merged.append(one)
    return merged
