"""Mentions: stretches of tokens that count people ("at least 12 children", "a young man", "others", a name)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Span

from onrecord.model import Group
from onrecord.reading.en.counts.amounts import STRICT, Amount, amount_at
from onrecord.reading.en.counts.lexicon import Lexicon


class Kind(StrEnum):
    """How a mention says how many."""

    NUMBER = "number"
    VAGUE = "vague"
    SINGLE = "single"
    PLURAL = "plural"
    NAME = "name"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Mention:
    """People as one stretch of tokens counts them."""

    start: int
    end: int
    """Token after the last."""
    kind: Kind
    low: int | None
    high: int | None
    group: Group
    vague: str | None = None
    bare: bool = False
    """A number without a noun for people."""
    definite: bool = False
    further: bool = False
    """"Others", "another four": besides those spoken of before."""
    inside: str | None = None
    """A word of what happened within the mention ("12 injured people")."""
    generic: bool = True
    """People of no particular kind: a list that follows can tell who they are."""
    age: int | None = None
    """Years, of a single person."""
    of_them: bool = False
    """"Two of them": some of people spoken of just before."""


_ARTICLES = frozenset(("a", "an", "another", "one"))
_OWNERS = frozenset(("his", "her", "their", "its", "the", "my", "our", "whose"))
_QUOTES = frozenset("\"'`“”‘’")
_GENERIC = frozenset((Group.PEOPLE, Group.CIVILIANS))
_FURTHER = frozenset(("other", "others", "more", "further", "additional"))
_WORKERS = frozenset(
    "worker workers staff member members personnel crew crews employee employees team teams volunteer volunteers staffers driver drivers "
    "officer officers professional professionals".split()
)
_JOINED = frozenset(("-", "–", ",", "/"))
_AGE_BEFORE = re.compile(r"(\d{1,3}|[a-z]+(?:-[a-z]+)?)[ -]*(year|month|week|day)s?[ -]*old")
_MODIFIER_TAGS = frozenset(
    (
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNP",
        "NNPS",
        "NNS",
        "VBN",
        "VBG",
        "CD",
        "HYPH",
        "POS",
        "AFX",
        "FW",
        "RB",
        "``",
        "''",
        "VBN",
    )
)
_MONTHS_SHORT = frozenset(
    ("mr", "mr.", "mrs", "mrs.", "ms", "dr", "dr.", "sheikh", "hajj", "haj", "captain", "colonel", "general")
)
_PARTICLES = frozenset(
    (
        "al",
        "el",
        "abu",
        "bin",
        "ibn",
        "bint",
        "um",
        "umm",
        "abd",
        "de",
        "van",
        "von",
        "da",
        "dos",
        "del",
        "di",
        "la",
        "-",
    )
)
_AFTER_ANOTHER = frozenset("was is in at on by during after when , . ; seriously critically reportedly".split())
_LONGEST_MODIFIER = 9
"""Tokens between a number and its noun: swept 6 to 12 on the train half, flat from 8."""


def find_mentions(sentence: Span, low: list[str], tags: list[str], lex: Lexicon) -> list[Mention]:
    """Find the mentions of a sentence in order of the text.

    ``low`` and ``tags`` are the lower-cased tokens and fine part-of-speech tags of the whole parse.
    """
    found: list[Mention] = []
    i, end = sentence.start, sentence.end
    while i < end:
        one = _mention_at(sentence, low, tags, i, end, lex)
        if one:
            if not _bare_age(low, tags, one, sentence.start, end):
                found.append(one)
            i = max(one.end, i + 1)
        else:
            i += 1
    return found


def _bare_age(low: list[str], tags: list[str], one: Mention, start: int, end: int) -> bool:
    """Tell an age after a name from a count: "X Y, 25, was killed", "(either 5 or 7)"."""
    if not one.bare or one.kind is not Kind.NUMBER:
        return False
    before = low[one.start - 1] if one.start > start else ""
    after = low[one.end] if one.end < end else ""
    if after == ")" or before == "(":
        return True
    if before == "of" and one.start - 2 >= start and tags[one.start - 2] == "NN":
        return True
    return (
        before == "," and one.start - 2 >= start and tags[one.start - 2] in ("NNP", "NNPS", "NN") and after != "killed"
    )


def _mention_at(sentence: Span, low: list[str], tags: list[str], i: int, end: int, lex: Lexicon) -> Mention | None:
    word = low[i]
    if word in _QUOTES or not (word[0].isalnum()):
        return None
    if word in ("no", "none", "nobody") or (word == "without" and i + 1 < end):
        return _none(low, i, end, lex)
    family = _family(low, i, end, lex)
    if family:
        return family
    amount = amount_at(low, i, end, lex)
    if amount:
        found = _counted(low, tags, amount, end, lex)
        if found:
            return found
    if word in _ARTICLES or word in _OWNERS:
        single = _single(sentence, low, tags, i, end, lex)
        if single:
            return single
    plural = _plural(low, tags, i, end, lex)
    if plural:
        return plural
    return _name(sentence, low, tags, i, end, lex)


def _none(low: list[str], i: int, end: int, lex: Lexicon) -> Mention | None:
    """Read "no one", "nobody", "none", "no civilians"."""
    if low[i] in ("none", "nobody"):
        return Mention(i, i + 1, Kind.NONE, 0, 0, Group.PEOPLE)
    j = i + 1
    while j < end and j < i + 4 and low[j] in ("civilian", "further", "other", "human", "reported", "immediate"):
        j += 1
    if j < end and low[j] in ("one", "people", "person", "civilians", "citizens", "victims"):
        return Mention(i, j + 1, Kind.NONE, 0, 0, lex.plural.get(low[j], Group.PEOPLE))
    if j < end and (low[j] in ("casualties", "casualty") or (low[j],) in lex.nouns.meaning):
        return Mention(i, j, Kind.NONE, 0, 0, Group.CIVILIANS if low[j - 1] == "civilian" else Group.PEOPLE, bare=True)
    return None


def _family(low: list[str], i: int, end: int, lex: Lexicon) -> Mention | None:
    """Read "a family of five": five people, not one family."""
    j = i
    while (
        j < end
        and j < i + 5
        and low[j]
        in ("a", "an", "the", "entire", "whole", "one", "extended", "displaced", "same", "another", "their", "his")
    ):
        j += 1
    if j == i or j + 2 >= end or low[j] not in ("family", "household") or low[j + 1] != "of":
        return None
    amount = amount_at(low, j + 2, end, lex)
    if not amount or (amount.vague and amount.vague != STRICT):
        return None
    stop = amount.end
    group = Group.PEOPLE
    if stop < end and low[stop] in lex.plural:
        group, stop = lex.plural[low[stop]], stop + 1
    return Mention(i, stop, Kind.NUMBER, amount.low, amount.high, group)


def _counted(low: list[str], tags: list[str], amount: Amount, end: int, lex: Lexicon) -> Mention | None:
    """Read the noun that an amount counts; without one the mention is bare, unless it counts things."""
    i = amount.end
    while i + 1 < end and low[i] in _QUOTES and low[i + 1] == "of":
        i += 1
    further = amount.further
    kind = Kind.VAGUE if amount.vague and amount.vague != STRICT else Kind.NUMBER
    if i < end and low[i] == "of" and i + 1 < end:
        i += 1
        while i < end and low[i] in (
            "the",
            "his",
            "her",
            "their",
            "these",
            "those",
            "its",
            "whose",
            "them",
            "whom",
            *_QUOTES,
        ):
            if low[i] in ("them", "whom", "those", "these"):
                # "Of them", "of those killed": how many of people counted before.
                noun = i + 1 < end and low[i] not in ("them", "whom") and low[i + 1] in lex.plural
                if not noun:
                    return _some_of_them(low, amount, kind, i + 1, end, lex)
            i += 1
    inside: str | None = None
    modifiers: list[str] = []
    last: tuple[int, Group] | None = None
    j = i
    while j < end and j < i + _LONGEST_MODIFIER:
        word = low[j]
        if word in _FURTHER:
            further = True
        group = _group_of(word, modifiers, lex, number=amount.high != 1)
        if group and not (last and word in ("displaced", "elderly", "dead", "human", "adult")):
            nxt = low[j + 1] if j + 1 < end else ""
            last = (j + 1, group)
            modifiers.append(word)
            j += 1
            if not (nxt in lex.plural or nxt in lex.singular or nxt in ("family",)) or nxt in ("others", "dead"):
                break
            continue
        if last:
            break
        if word in lex.done or (word,) in lex.nouns.meaning or word in ("missing", "dead"):
            # "12 injured people": only where the noun comes at once.
            follows = low[j + 1] if j + 1 < end else ""
            if follows in lex.plural and follows not in ("others", "dead") and tags[j] != "VBD":
                inside = word
                modifiers.append(word)
                j += 1
                continue
            break
        if word in lex.things and low[j + 1 : j + 2] != ["-"]:
            if word in ("families", "generations", "hostages") or low[j + 1 : j + 2] == ["members"]:
                if low[j + 1 : j + 2] == ["members"]:
                    j += 1
                    continue
                return None
            nxt = low[j + 1] if j + 1 < end else ""
            if nxt in lex.plural or nxt in lex.singular:
                modifiers.append(word)
                j += 1
                continue
            return None
        if (
            tags[j] not in _MODIFIER_TAGS
            and word not in _QUOTES
            and not (word == "and" and j + 2 < end and tags[j + 1] == "JJ")
        ):
            break
        modifiers.append(word)
        j += 1
    if last:
        stop = _members(low, tags, last[0], end, lex)
        group = last[1]
        return Mention(
            amount.start,
            stop,
            kind,
            amount.low,
            amount.high,
            group,
            amount.vague,
            definite=amount.definite,
            further=further,
            inside=inside,
            generic=group in _GENERIC,
        )
    if modifiers and any(m in lex.things for m in modifiers):
        return None
    return Mention(
        amount.start,
        amount.end,
        kind,
        amount.low,
        amount.high,
        Group.PEOPLE,
        amount.vague,
        bare=True,
        definite=amount.definite,
        further=further,
    )


def _some_of_them(low: list[str], amount: Amount, kind: Kind, i: int, end: int, lex: Lexicon) -> Mention:
    """Read "five of them civilians", "two of whom were children", "one of them a 4-month-old infant"."""
    j = i
    while (
        j < end
        and j < i + 6
        and (
            low[j] in ("were", "was", "are", "is", "a", "an", ",", "all", "both", "young", "also", "-")
            or low[j].isdigit()
            or low[j] in ("year", "month", "day", "week", "old")
        )
    ):
        j += 1
    group = (lex.plural.get(low[j]) or lex.singular.get(low[j])) if j < end else None
    stop = j + 1 if group else i
    return Mention(
        amount.start,
        stop,
        kind,
        amount.low,
        amount.high,
        group or Group.PEOPLE,
        amount.vague,
        definite=True,
        of_them=True,
        generic=group is None or group in _GENERIC,
    )


def _members(low: list[str], tags: list[str], i: int, end: int, lex: Lexicon) -> int:
    """Take in who the members are: "members of the same family"."""
    del lex
    if i < end and low[i - 1] in ("members", "member") and low[i] in ("of", "from"):
        j = i + 1
        while (
            j < end
            and j < i + 10
            and (
                low[j] in ("the", "same", "one", "a", "extended", "(", ")")
                or tags[j] in ("NNP", "JJ", "NNPS", "HYPH", "POS", "NN")
            )
        ):
            j += 1
            if low[j - 1] in ("family", "families", "household", "crew", "team", "tribe", "clan"):
                return j
    return i


def _group_of(word: str, modifiers: list[str], lex: Lexicon, *, number: bool = True) -> Group | None:
    """Tell the group of a noun for people, or None where it is none."""
    group = lex.plural.get(word)
    if group is None:
        group = lex.singular.get(word)
    if group is None and word in lex.fixed and not number:
        group = Group.PEOPLE
    if group is None:
        return None
    if word in _WORKERS or group is Group.PEOPLE:
        for one in reversed(modifiers):
            special = lex.modifier.get(one)
            if special and (word in _WORKERS or special in (Group.WOMEN, Group.MEN, Group.CHILDREN)):
                return special
    if group is Group.PEOPLE and "civilian" in modifiers:
        return Group.CIVILIANS
    if group is Group.MEN and word == "youth" and number:
        return Group.PEOPLE
    return group


def _single(sentence: Span, low: list[str], tags: list[str], i: int, end: int, lex: Lexicon) -> Mention | None:
    """Read "a young man", "her son", "an eight-year-old girl": one person."""
    modifiers: list[str] = []
    j = i + 1
    follows = low[j] if j < end else "."
    if low[i] == "another" and (follows in lex.done or follows in _AFTER_ANOTHER):
        return Mention(i, j, Kind.SINGLE, 1, 1, Group.PEOPLE, bare=True, further=True)
    while j < end and j < i + 1 + _LONGEST_MODIFIER + 3:
        word = low[j]
        if word in ("number", "group", "few", "couple") and low[i] in ("a", "an", "the"):
            return None
        if word in lex.fixed:
            return Mention(
                i,
                j + 1,
                Kind.NUMBER,
                lex.fixed[word],
                lex.fixed[word],
                Group.PEOPLE,
                definite=low[i] == "the",
                further=low[i] == "another",
            )
        group = lex.singular.get(word)
        if group:
            following = low[j + 1] if j + 1 < end else ""
            if (
                following in lex.singular
                or following in lex.plural
                or (following == "and" and low[j + 2 : j + 3] and low[j + 2] in lex.singular and tags[j + 2] == "NN")
            ):
                modifiers.append(word)
                j += 2 if following == "and" else 1
                continue
            if (
                tags[j] in ("NNP",)
                and tags[j + 1 : j + 2] == ["NNP"]
                and word not in ("dr", "journalist", "professor", "engineer", "writer", "lawyer")
            ):
                modifiers.append(word)
                j += 1
                continue
            if following == "'s" or (following == "'" and low[i] != "a"):
                return None
            if following == "of" and word == "member" and low[i] == "the":
                return None
            if tags[j + 1 : j + 2] in (["NN"], ["NNS"]) and following not in ("named", "dead"):
                modifiers.append(word)
                j += 1
                continue
            stop = _named(sentence, low, tags, j + 1, end)
            age = _age(low, i, stop, end, lex)
            group = _group_of(word, modifiers, lex) or group
            if age is not None and age < 18 and group in (Group.PEOPLE, Group.WOMEN, Group.MEN, Group.CIVILIANS):
                group = Group.CHILDREN
            return Mention(
                i,
                stop,
                Kind.SINGLE,
                1,
                1,
                group,
                definite=low[i] == "the",
                further=low[i] == "another" or "other" in modifiers,
                generic=False,
                age=age,
            )
        if word in ("-", ",", "/", "(", ")") and tags[j] in ("HYPH", ",", "SYM", ":", "-LRB-", "-RRB-") and j + 1 < end:
            if word == "," and not (tags[j + 1] in ("JJ", "CD") or low[j + 1] in lex.singular):
                break
            j += 1
            continue
        if tags[j] not in _MODIFIER_TAGS and word not in _QUOTES:
            break
        if word in lex.things and word not in (
            "year",
            "month",
            "day",
            "week",
            "years",
            "months",
            "days",
            "weeks",
            "home",
            "hospital",
            "school",
            "car",
            "house",
            "camp",
        ):
            break
        modifiers.append(word)
        j += 1
    return None


def _named(sentence: Span, low: list[str], tags: list[str], i: int, end: int) -> int:
    """Take in the name that follows a noun: "a poet named X Y", "her son X"."""
    j = i
    if j < end and low[j] in ("named", "called", "identified"):
        j += 1
        if j < end and low[j] == "as":
            j += 1
    stop = _name_end(sentence, low, tags, j, end)
    return stop if stop > j else i


def _name_end(sentence: Span, low: list[str], tags: list[str], i: int, end: int) -> int:
    doc = sentence.doc
    j = i
    while j < end and (
        (
            doc[j].text[:1].isupper()
            and (
                tags[j]
                in (
                    "NNP",
                    "NNPS",
                    "JJ",
                    "NN",
                    "FW",
                    "VBN",
                    "VB",
                    "NNS",
                    "VBD",
                    "RB",
                    "UH",
                    "IN",
                    "JJR",
                    "VBP",
                    "PRP",
                    "CD",
                )
            )
        )
        or (low[j] in _PARTICLES and j > i)
        or (low[j] in ("al", "el", "abu", "bin") and j == i)
    ):
        j += 1
    while j > i and not doc[j - 1].text[:1].isupper():
        j -= 1
    return j


def _age(low: list[str], start: int, stop: int, end: int, lex: Lexicon) -> int | None:
    """Read the age before or after a person: "an eight-year-old girl", "a girl, aged 8", "X (8)"."""
    found = _AGE_BEFORE.search(" ".join(low[start:stop]).replace(" - ", "-"))
    if found:
        number = int(found.group(1)) if found.group(1).isdigit() else lex.units.get(found.group(1))
        if number is not None:
            return number if found.group(2) == "year" else 0
    after = low[stop : min(end, stop + 6)]
    if after[:1] in (["("], [","]) and len(after) > 1:
        k = 2 if after[1] in ("aged", "age") else 1
        value = after[k] if len(after) > k else ""
        number = int(value) if value.isdigit() and len(value) < 4 else lex.units.get(value)
        if number is not None and len(after) > k + 1:
            unit = after[k + 1]
            if unit in (")", ",") or unit.startswith("year"):
                return number
            if unit.startswith(("month", "week", "day")):
                return 0
    return None


def _plural(low: list[str], tags: list[str], i: int, end: int, lex: Lexicon) -> Mention | None:
    """Read a bare plural: "children", "others", "civilians", "women"."""
    word = low[i]
    if word not in lex.plural or (i and low[i - 1] in _OWNERS and word != "others"):
        return None
    if word in (
        "lives",
        "ones",
        "souls",
        "dead",
        "elderly",
        "displaced",
        "police",
        "human",
        "staff",
        "crew",
        "personnel",
    ):
        return None
    nxt = low[i + 1] if i + 1 < end else ""
    if nxt in lex.plural and nxt != "others" or nxt == "'":
        return None
    group = _group_of(word, low[max(0, i - 3) : i], lex)
    if not group:
        return None
    start = i
    while start > 0 and tags[start - 1] in ("JJ", "VBN") and low[start - 1] not in lex.done:
        start -= 1
    if start and low[start - 1] in _OWNERS and word != "others":
        return None
    vague = "others" if word == "others" else "plural"
    return Mention(
        start,
        i + 1,
        Kind.PLURAL,
        2,
        None,
        group,
        vague,
        further=word == "others" or "other" in low[start:i],
        generic=group in _GENERIC,
    )


def _name(sentence: Span, low: list[str], tags: list[str], i: int, end: int, lex: Lexicon) -> Mention | None:
    """Read a person's name of two tokens and more; whether it is a person's shows in what happened to it."""
    doc = sentence.doc
    if not (doc[i].text[:1].isupper() and tags[i] in ("NNP", "NNPS")) or low[i] in lex.plural:
        return None
    if i > sentence.start and tags[i - 1] == "NNP" and doc[i - 1].text[:1].isupper():
        return None
    stop = _name_end(sentence, low, tags, i, end)
    if stop < end and low[stop] in ("'s", "'") and stop > i:
        # "X's grandson" is the grandson.
        owned = _single(sentence, low, tags, stop, end, lex)
        return replace(owned, start=i) if owned and low[stop] == "'s" else None
    if low[i] in _MONTHS_SHORT and stop - i < 2:
        return None
    if stop - i < 2 or (
        stop < end and low[stop] in ("family", "'s", "'", "house", "home", "families", "news", "agency")
    ):
        return None
    if tags[i:stop].count("NNP") < 1 or any(w in lex.bodies for w in low[i:stop]):
        return None
    age = _age(low, i, stop, end, lex)
    group = Group.CHILDREN if age is not None and age < 18 else Group.PEOPLE
    return Mention(i, stop, Kind.NAME, 1, 1, group, generic=False, age=age)
