"""Persons: single people and people without a number ("a young man", "her son X", "others", "children", a name)."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.model import Group
from onrecord.reading.en.counts.amounts import amount_at
from onrecord.reading.en.counts.counted import LONGEST, MODIFIERS, counted_at, family_at, group_of, none_at
from onrecord.reading.en.counts.lexicon import words
from onrecord.reading.en.counts.line import Line
from onrecord.reading.en.counts.mentions import GENERIC, GROWN, Kind, Mention

_QUOTES = words("quotes")
_ARTICLES = words("articles")
_OWNERS = words("owners")
_PARTICLES = words("particles")
_AGE_BEFORE = re.compile(r"(\d{1,3}|[a-z]+(?:-[a-z]+)?)[ -]*(year|month|week|day)s?[ -]*old")
_AGES = 5
"""Tokens from "aged" to the last of several ages ("aged six, seven and nine")."""
_HEADED = 24
"""Tokens from "the number of people" to the number: the attack may be told in between."""
_REVISED = 10
"""Tokens from "revised" or "the toll" to "from 12 to 19"."""
_CITED = 10
"""Tokens from "according to" to people who are cited."""
_NAME_TAGS = words("name_tags")
"""Tags that the tagger gives to the parts of names it has never seen."""
_CALLINGS = (Group.JOURNALISTS, Group.HEALTHCARE, Group.AID_WORKERS)
"""Groups that a word before a name tells: "photographer X Y"."""
_AGELESS = frozenset((Group.PEOPLE, Group.WOMEN, Group.MEN, Group.CIVILIANS))


def find_mentions(line: Line) -> list[Mention]:
    """Find the mentions of a sentence in order of the text."""
    found: list[Mention] = []
    i = line.start
    while i < line.end:
        one = _mention_at(line, i)
        if one and not _bare_age(line, one) and not _according(line, one):
            found.append(_revised(line, one))
        i = max(one.end, i + 1) if one else i + 1
    return [one for one in found if not _heads_toll(line, one, found)]


def _heads_toll(line: Line, one: Mention, found: list[Mention]) -> bool:
    """Tell "the number of people killed rose to 26": the number comes later."""
    if line.low[one.start : one.start + 2] != ["the", "number"]:
        return False
    return any(
        two.kind is Kind.NUMBER
        and 0 < two.start - one.end <= _HEADED
        and (line.low[two.start - 1] in words("toll_links") or line.low[two.start] == "from")
        for two in found
    )


def _revised(line: Line, one: Mention) -> Mention:
    """Keep the new figure of "revised the toll from 12 to 19": the old one holds no more."""
    if line.low[one.start] != "from" or one.kind is not Kind.NUMBER or one.high is None:
        return one
    lead = line.low[max(line.start, one.start - _REVISED) : one.start]
    if any(w in words("ranging") for w in lead) or not any(w in words("tolls") or w in words("rises") for w in lead):
        return one
    start = next(k for k in range(one.start + 1, one.end) if line.low[k] in ("to", "and", "or", *words("dashes"))) + 1
    return replace(one, start=start, low=one.high)


def _mention_at(line: Line, i: int) -> Mention | None:
    word = line.low[i]
    if word in _QUOTES or not word[0].isalnum():
        return None
    if word in ("no", "none", "nobody", "without") and not line.lex.bounds.at(line.low, i, line.end):
        return none_at(line, i)
    found = family_at(line, i)
    if not found:
        amount = amount_at(line.low, i, line.end, line.lex)
        found = counted_at(line, amount) if amount else None
    if not found and (word in _ARTICLES or word in _OWNERS):
        found = _single(line, i)
    return found or _plural(line, i) or _name(line, i)


def _bare_age(line: Line, one: Mention) -> bool:
    """Tell an age after a name from a count: "X Y, 25, was killed", "(either 5 or 7)"."""
    if not one.bare or one.kind is not Kind.NUMBER:
        return False
    before, after = line.word(one.start - 1), line.word(one.end)
    if before in ("and", ",") and "aged" in line.low[max(line.start, one.start - _AGES) : one.start]:
        return True
    if after == ")" or before == "(" or (before == "of" and _person_before(line, one.start - 2)):
        return True
    if before == "," and line.word(one.start - 2) == ")" and after in (",", ";"):
        return True
    return before == "," and line.tag(one.start - 2) in ("NNP", "NNPS", "NN") and after != "killed"


def _according(line: Line, one: Mention) -> bool:
    """Tell people who are only cited: "according to residents and a local official"."""
    if one.kind not in (Kind.SINGLE, Kind.PLURAL, Kind.NAME):
        return False
    for k in range(one.start - 1, max(line.start, one.start - _CITED) - 1, -1):
        if line.low[k] in (",", ";", ":"):
            return False
        if line.low[k] == "to" and line.word(k - 1) == "according":
            return True
    return False


def _person_before(line: Line, i: int) -> bool:
    """Tell "a man of 45" from "a toll of 45"."""
    return line.tag(i) == "NN" and line.word(i) not in words("tolls")


def _single(line: Line, i: int) -> Mention | None:
    """Read "a young man", "her son X", "an eight-year-old girl", "another": one person, or a couple."""
    lex, modifiers, j = line.lex, list[str](), i + 1
    if line.low[i] == "another" and (
        line.word(j) in lex.done or line.word(j) in words("after_another") or j == line.end
    ):
        return Mention(i, j, Kind.SINGLE, 1, 1, Group.PEOPLE, bare=True, further=True)
    while j < min(line.end, i + LONGEST + 4):
        word = line.low[j]
        if word in ("number", "group", "few"):
            return None
        if word in lex.fixed:
            number, pointed = lex.fixed[word], line.low[i] == "the"
            return Mention(i, j + 1, Kind.NUMBER, number, number, Group.PEOPLE, definite=pointed)
        if word in lex.singular:
            step = _compound(line, j)
            if step == 0:
                return _one_person(line, i, j, modifiers)
            if step < 0:
                # "The mayor's son" is the son.
                if line.word(j + 1) != "'s":
                    return None
                modifiers, step = [], 2
            else:
                modifiers.append(word)
            j += step
            continue
        if not _describes(line, j):
            return None
        if word not in ("-", ",", "/", "(", ")"):
            modifiers.append(word)
        j += 1
    return None


def _compound(line: Line, j: int) -> int:
    """Steps to a later noun that this one only describes ("a volunteer nurse"); 0 without, -1 where it owns one."""
    lex, word, following = line.lex, line.low[j], line.word(j + 1)
    if following in lex.singular or following in lex.plural:
        return 1
    if following == "and" and line.word(j + 2) in lex.singular and line.tag(j + 2) == "NN":
        return 2
    if line.tags[j] == "NNP" and line.tag(j + 1) == "NNP" and word not in words("titles_that_lead"):
        return 1
    if following in ("'s", "'"):
        return -1
    return 1 if line.tag(j + 1) in ("NN", "NNS") and following not in ("named", "dead") else 0


def _describes(line: Line, j: int) -> bool:
    """Tell whether a token can stand within the description of one person."""
    word = line.low[j]
    if word in ("-", ",", "/", "(", ")") and line.tags[j] in ("HYPH", ",", "SYM", ":", "-LRB-", "-RRB-"):
        return word != "," or line.tag(j + 1) in ("JJ", "CD") or line.word(j + 1) in line.lex.singular
    if (line.tags[j] not in MODIFIERS and word not in _QUOTES) or word in words("auxiliaries"):
        return False
    return word not in line.lex.things or word in words("inside_person")


def _one_person(line: Line, i: int, j: int, modifiers: list[str]) -> Mention | None:
    """Make the mention of one person whose noun is the token ``j``, with the name that follows it."""
    if line.low[j] == "member" and line.word(j + 1) == "of" and line.low[i] == "the":
        return None
    stop = _named(line, j + 1)
    age = _age(line, i, stop)
    group = group_of(line.low[j], modifiers, line.lex) or Group.PEOPLE
    if age is not None and age < GROWN and group in _AGELESS:
        group = Group.CHILDREN
    further = line.low[i] == "another" or "other" in modifiers
    return Mention(
        i, stop, Kind.SINGLE, 1, 1, group, definite=line.low[i] == "the", further=further, generic=False, age=age
    )


def _named(line: Line, i: int) -> int:
    """Take in the name that follows a noun: "a poet named X Y", "her son X"."""
    j = i
    if line.word(j) in ("named", "called", "identified"):
        j += 2 if line.word(j + 1) == "as" else 1
    return max(_name_end(line, j), i) if j < line.end else i


def _name_end(line: Line, i: int) -> int:
    j = i
    while j < line.end and (
        (line.capital(j) and line.tags[j] in _NAME_TAGS)
        or (line.low[j] in (_PARTICLES if j > i else words("particles_first")))
    ):
        j += 1
    while j > i and not line.capital(j - 1):
        j -= 1
    return j


def _age(line: Line, start: int, stop: int) -> int | None:
    """Read the age before or after a person: "an eight-year-old girl", "a girl, aged 8", "X (8)"."""
    found = _AGE_BEFORE.search(" ".join(line.low[start:stop]).replace(" - ", "-"))
    if found:
        number = _value(line, found.group(1))
        if number is not None:
            return number if found.group(2) == "year" else 0
    if line.word(stop) not in ("(", ","):
        return None
    k = stop + 2 if line.word(stop + 1) in ("aged", "age") else stop + 1
    number, unit = _value(line, line.word(k)), line.word(k + 1)
    if number is None:
        return None
    if unit in (")", ",") or unit.startswith("year"):
        return number
    return 0 if unit.startswith(("month", "week", "day")) else None


def _value(line: Line, word: str) -> int | None:
    return int(word) if word.isdecimal() and len(word) < 4 else line.lex.units.get(word)


def _plural(line: Line, i: int) -> Mention | None:
    """Read a bare plural: "children", "others", "civilians", "women"."""
    word, following = line.low[i], line.word(i + 1)
    if word in line.lex.fixed and line.tags[i] == "NNS":
        return Mention(i, i + 1, Kind.NUMBER, line.lex.fixed[word], line.lex.fixed[word], Group.PEOPLE)
    if word not in line.lex.plural or word in words("no_bare_plural"):
        return None
    if (following in line.lex.plural and following != "others") or following == "'":
        return None
    if _speaks(line, i + 1):
        return None
    group = group_of(word, line.low[max(line.start, i - 3) : i], line.lex)
    start = i
    while start > line.start and line.tags[start - 1] in ("JJ", "VBN") and line.low[start - 1] not in line.lex.done:
        start -= 1
    if not group or (word != "others" and line.word(start - 1) in _OWNERS):
        return None
    vague = "others" if word == "others" else "plural"
    further = word == "others" or "other" in line.low[start:i]
    return Mention(start, i + 1, Kind.PLURAL, 2, None, group, vague, further=further, generic=group in GENERIC)


def _speaks(line: Line, i: int) -> bool:
    """Tell people who speak, from the token after them: "residents said", "residents of the township said"."""
    if line.word(i) in words("of_others"):
        while line.tag(i) in ("IN", "DT", "NN", "NNP", "NNPS", "JJ", "POS", "HYPH"):
            i += 1
    return line.word(i) in words("speaking") and line.tag(i) != "VBN"


def _name(line: Line, i: int) -> Mention | None:
    """Read a name of two tokens and more; that it is a person's shows in what happened to it."""
    if not line.capital(i) or line.tags[i] not in ("NNP", "NNPS") or line.low[i] in line.lex.plural:
        return None
    if line.tag(i - 1) == "NNP" and line.capital(i - 1):
        return None
    stop = _name_end(line, i)
    if line.word(stop) in ("'s", "'") and stop > i:
        # "X's grandson" is the grandson.
        owned = _single(line, stop) if line.low[stop] == "'s" else None
        return replace(owned, start=i) if owned else None
    if stop - i < 2 or line.word(stop) in words("no_name_before"):
        return None
    if all(text.isupper() or not text.isalpha() for text in line.text[line.start : line.end]):
        # In a headline in capitals nothing tells a name.
        return None
    if "NNP" not in line.tags[i:stop] or any(w in line.lex.bodies for w in line.low[i:stop]):
        return None
    age = _age(line, i, stop)
    group = Group.CHILDREN if age is not None and age < GROWN else Group.PEOPLE
    if group is Group.PEOPLE and line.lex.singular.get(line.word(i - 1)) in _CALLINGS:
        group = line.lex.singular[line.low[i - 1]]
    return Mention(i, stop, Kind.NAME, 1, 1, group, generic=False, age=age)
