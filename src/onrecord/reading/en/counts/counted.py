"""Counted people: what an amount counts ("at least 12 children", "dozens", "five of them", "a family of six")."""

from __future__ import annotations

from onrecord.model import Group
from onrecord.reading.en.counts.amounts import STRICT, Amount, amount_at
from onrecord.reading.en.counts.lexicon import Lexicon, words
from onrecord.reading.en.counts.line import Line
from onrecord.reading.en.counts.mentions import GENERIC, GROWN, Kind, Mention

_QUOTES = words("quotes")
_FURTHER = words("further")
_WORKERS = words("workers")
MODIFIERS = words("modifier_tags")
"""Tags of what may stand between an amount and its noun; VBD for participles that the tagger takes for past tenses."""
LONGEST = 9
"""Tokens between an amount and its noun."""


def none_at(line: Line, i: int) -> Mention | None:
    """Read "no one", "nobody", "none", "no civilians", "without casualties"."""
    if line.low[i] in ("none", "nobody"):
        return Mention(i, i + 1, Kind.NONE, 0, 0, Group.PEOPLE)
    j = i + 1
    while j < i + 4 and line.word(j) in words("between_none"):
        j += 1
    if line.word(j - 1) == "civilian" and line.word(j) in words("auxiliaries"):
        j -= 1
    word = line.word(j)
    if word in words("nobody"):
        return Mention(i, j + 1, Kind.NONE, 0, 0, line.lex.plural.get(word, Group.PEOPLE))
    if line.low[i] == "no" and word in line.lex.singular and line.tag(j + 1) not in ("NN", "NNS"):
        return Mention(i, j + 1, Kind.NONE, 0, 0, line.lex.singular[word])
    if word in ("casualties", "casualty") or (word,) in line.lex.nouns.meaning:
        group = Group.CIVILIANS if line.low[j - 1] == "civilian" else Group.PEOPLE
        return Mention(i, j, Kind.NONE, 0, 0, group, bare=True)
    return None


def family_at(line: Line, i: int) -> Mention | None:
    """Read "a family of five": five people, not one family."""
    j = i
    while j < i + 5 and line.word(j) in words("family_openers"):
        j += 1
    if j == i or line.word(j) not in ("family", "household") or line.word(j + 1) != "of":
        return None
    amount = amount_at(line.low, j + 2, line.end, line.lex)
    if not amount or (amount.vague and amount.vague != STRICT):
        return None
    group = line.lex.plural.get(line.word(amount.end))
    stop = amount.end + 1 if group else amount.end
    return Mention(i, stop, Kind.NUMBER, amount.low, amount.high, group or Group.PEOPLE)


def counted_at(line: Line, amount: Amount) -> Mention | None:
    """Read the noun that an amount counts; without one the mention is bare, unless it counts things."""
    i = amount.end
    while line.word(i) in _QUOTES and line.word(i + 1) == "of":
        i += 1
    if line.word(i) == "of" and i + 1 < line.end:
        i += 1
        while line.word(i) in words("after_of") or line.word(i) in _QUOTES:
            if line.word(i) in ("them", "whom", "those", "these") and not _noun_of(line, i):
                return _some_of_hit(line, amount, i + 1) or _some_of_them(line, amount, i + 1)
            i += 1
        some = _some_of_hit(line, amount, i)
        if some:
            return some
    noun = _Noun(line, amount, i)
    if noun.things:
        return None
    if noun.last is None:
        who = line.lex.plural.get(line.word(amount.end + 1)) if line.word(amount.end) in ("were", "are") else None
        if who and line.low[line.start] in ("of", "among"):
            # "Of the 29 killed, six were children."
            return _some_of_them(line, amount, amount.end)
        return _mention(amount, amount.end, Group.PEOPLE, noun, bare=True)
    return _mention(amount, _members(line, noun.last[0]), noun.last[1], noun, bare=False)


def _mention(amount: Amount, end: int, group: Group, noun: _Noun, *, bare: bool) -> Mention:
    return Mention(
        amount.start,
        end,
        _kind(amount),
        amount.low,
        amount.high,
        group,
        amount.vague,
        bare=bare,
        definite=amount.definite,
        further=noun.further,
        inside=None if bare else noun.inside,
        generic=group in GENERIC,
    )


def _kind(amount: Amount) -> Kind:
    return Kind.VAGUE if amount.vague and amount.vague != STRICT else Kind.NUMBER


def _noun_of(line: Line, i: int) -> bool:
    """Tell "of those children" from "of those killed"."""
    return line.word(i) not in ("them", "whom") and line.word(i + 1) in line.lex.plural


class _Noun:
    """The walk from an amount to its noun: what it passes and where it ends."""

    def __init__(self, line: Line, amount: Amount, i: int) -> None:
        self._line = line
        self._many = amount.high != 1
        self._modifiers: list[str] = []
        self.further = amount.further
        self.inside: str | None = None
        self.last: tuple[int, Group] | None = None
        """Token after the noun, and its group."""
        self.things = False
        """The amount counts something that is no people."""
        j = i
        while j < min(line.end, i + LONGEST):
            step = self._step(j)
            if not step:
                break
            j += step
        if self.last is None and any(m in line.lex.things for m in self._modifiers):
            self.things = True

    def _step(self, j: int) -> int:
        """Take in the token ``j``; 0 at the end of the walk."""
        line, word, following = self._line, self._line.low[j], self._line.word(j + 1)
        people = following in line.lex.plural
        if word in _FURTHER:
            self.further = True
        group = group_of(word, self._modifiers, line.lex, many=self._many)
        if group and not (self.last and word in words("adjectival")):
            self.last = (j + 1, group)
            self._modifiers.append(word)
            more = people or following in line.lex.singular or following == "family"
            return 1 if more and following not in ("others", "dead") else 0
        if self.last or word in words("part_cues"):
            return 0
        if word in line.lex.done or (word,) in line.lex.nouns.meaning or word in ("missing", "dead"):
            # "12 injured people": only where the noun comes at once.
            if not people or following in ("others", "dead") or line.tags[j] == "VBD":
                return 0
            self.inside = word
        elif word in line.lex.things and following != "-":
            if following == "members":
                return 1
            if word in ("families", "generations") or not (people or following in line.lex.singular):
                self.things = True
                return 0
        elif not self._modifies(j):
            return 0
        self._modifiers.append(word)
        return 1

    def _modifies(self, j: int) -> bool:
        line, word = self._line, self._line.low[j]
        if line.tags[j] in MODIFIERS:
            return word not in words("auxiliaries")
        return word in _QUOTES or (word == "and" and line.tag(j + 1) == "JJ")


def _some_of_them(line: Line, amount: Amount, i: int) -> Mention:
    """Read "five of them civilians", "two of whom were children", "one of them a 4-month-old infant"."""
    j = i
    while j < i + 6 and (line.word(j) in words("of_them_fill") or line.word(j).isdecimal()):
        j += 1
    group = line.lex.plural.get(line.word(j)) or line.lex.singular.get(line.word(j))
    # "Four of them clerks": who they are is said, whether a list holds the calling or not.
    called = line.tag(j) == "NNS" and line.word(j) not in line.lex.things
    return Mention(
        amount.start,
        j + 1 if group else i,
        _kind(amount),
        amount.low,
        amount.high,
        group or Group.PEOPLE,
        amount.vague,
        definite=True,
        of_them=True,
        generic=not called and (group is None or group in GENERIC),
    )


def _some_of_hit(line: Line, amount: Amount, i: int) -> Mention | None:
    """Read "12 of the wounded", "nine of those killed are under 14", "ten of the dead were children"."""
    lex = line.lex
    whole = amount_at(line.low, i, line.end, lex) if line.word(i - 1) in ("the", "those", "these") else None
    if whole and whole.start == i and whole.low and (amount.low or 0) <= whole.low:
        # "Six of the 29 people killed".
        past = whole.end + 1 if line.word(whole.end) in lex.plural else whole.end
        if line.word(past) in lex.done and line.word(past + 1) in ("were", "are"):
            return _hit_of(line, amount, past)
        return None
    if line.word(i - 1) not in ("the", "those", "these") or line.word(i + 1) in lex.plural:
        return None
    word = line.word(i)
    if word not in lex.done and word != "dead" and word not in words("plural_nouns"):
        return None
    return _hit_of(line, amount, i)


def _hit_of(line: Line, amount: Amount, i: int) -> Mention:
    """Make the mention of some of those hit, ``i`` the token that says how; who they were is taken in."""
    lex, j, group = line.lex, i + 1, None
    if line.word(j) in ("were", "are"):
        j += 1
        while j < i + 6 and line.word(j) in words("of_them_fill"):
            j += 1
        group = lex.plural.get(line.word(j))
        age = line.word(j + 1)
        if line.word(j) in ("under", "below"):
            years = int(age) if age.isdecimal() else lex.units.get(age, GROWN + 1)
            group = Group.CHILDREN if years <= GROWN else None
            j += 1
    return Mention(
        amount.start,
        j + 1 if group else i + 1,
        _kind(amount),
        amount.low,
        amount.high,
        group or Group.PEOPLE,
        amount.vague,
        definite=True,
        inside=line.low[i],
        generic=group is None or group in GENERIC,
        hit=True,
    )


def _members(line: Line, i: int) -> int:
    """Take in who the members are: "members of the same family"."""
    if line.word(i - 1) not in ("members", "member") or line.word(i) not in ("of", "from"):
        return i
    for j in range(i + 1, i + 10):
        if line.word(j) in ("family", "families", "household", "crew", "team", "tribe", "clan"):
            return j + 1
        plain = line.word(j) in ("the", "same", "one", "a", "extended", "(", ")")
        if not plain and line.tag(j) not in ("NNP", "JJ", "NNPS", "HYPH", "POS", "NN"):
            break
    return i


def group_of(word: str, modifiers: list[str], lex: Lexicon, *, many: bool = True) -> Group | None:
    """Tell the group of a noun for people from it and the words before it, or None where it is none."""
    group = lex.plural.get(word) or lex.singular.get(word)
    if group is None:
        return Group.PEOPLE if word in lex.fixed and not many else None
    if word in _WORKERS or group is Group.PEOPLE:
        for one in reversed(modifiers):
            special = lex.modifier.get(one)
            if special and (word in _WORKERS or special in (Group.WOMEN, Group.MEN, Group.CHILDREN)):
                return special
    if word in words("offspring") and any(m in words("young") for m in modifiers):
        return Group.CHILDREN
    if group is Group.PEOPLE and "civilian" in modifiers:
        return Group.CIVILIANS
    if word == "youth" and many:
        return Group.PEOPLE
    return group
