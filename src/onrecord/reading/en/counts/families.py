"""Families: the dead told household by household ("his wife and their three sons: X (9), Y and Z").

Found here are the children: a word for them, whose they are, how many, and the names and ages that follow.
``children`` adds them up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.model import Measure
from onrecord.reading.en.counts.happenings import Happening, Side
from onrecord.reading.en.counts.lexicon import Lexicon, words
from onrecord.reading.en.counts.mentions import GROWN
from onrecord.reading.en.counts.victims import Named, age_at, in_name, own_word
from onrecord.reading.en.parse import Parsed

Name = tuple[str, ...]
"""The words of a name in lower case, particles left out."""

_PRONOUNS = frozenset(("his", "her", "their"))
_POSSESSIVE = frozenset(("'s", "’s", "'"))
_REACH = 9
"""Tokens back from a word for children to its owner and number."""
_THEN = frozenset(("also", "all", "killed", "reportedly", "too"))
"""Before a colon: "her three children were also killed: X, Y and Z"."""
_THEN_REACH = 5
"""Tokens from such a word to the colon."""
_ALIAS = 7
"""Tokens of another spelling of a name, in brackets."""
_LISTING_TAGS = frozenset(("CD", "HYPH", ",", ":", "-LRB-", "-RRB-", "``", "''", "JJ", "NN", "RB", "DT", "PRP$"))
"""Tags of what stands between the names of a list."""
_DESCRIBING_TAGS = frozenset(("JJ", "JJS", "HYPH", "NN", "VBN"))
_HARM = frozenset((Measure.KILLED, Measure.INJURED))


@dataclass(slots=True)
class Child:
    """Somebody named as a child of somebody."""

    at: tuple[int, int]
    """Tokens of the name."""
    name: Name
    age: int | None
    sure: bool
    """Told by a word that means a child ("infant", "boy", "children"), not one that may mean a grown one ("son")."""


@dataclass(slots=True)
class Brood:
    """Children as one stretch of text tells them."""

    start: int
    end: int
    """Tokens of the word for them, with its owner and number."""
    word: str
    number: int | None
    """As stated; None for a bare plural."""
    sure: bool
    """As of :class:`Child`."""
    owners: tuple[Name, ...]
    """The grown people whose children they are."""
    owned: bool
    """Told as somebody's, whether or not the name is known."""
    age: int | None = None
    """Years, where the word bears an age ("her two-year-old son")."""
    whole: Brood | None = None
    """The children of whom these are some ("five children: three sons ...")."""
    members: list[Child] = field(default_factory=list)

    @property
    def full(self) -> bool:
        """Tell whether no further name belongs to it."""
        return self.number is not None and len(self.members) >= self.number


def find_broods(
    parsed: Parsed,
    low: list[str],
    happenings: Sequence[Sequence[Happening]],
    named: Sequence[Named],
    outside: frozenset[int],
    lex: Lexicon,
) -> list[Brood]:
    """Find the children told as killed, in order of the text.

    ``happenings`` are given by sentence, ``named`` are the people named with an age, ``outside`` the numbers of the
    sentences that tell of other attacks or of totals.
    """
    ages = {one.name[0]: (one.name[1], one.age) for one in named}
    aged = {one.sentence for one in named}
    found: list[Brood] = []
    last = Measure.KILLED
    owners: tuple[Name, ...] = ()
    for number, sentence in enumerate(parsed.sentences):
        mine = [h for h in happenings[number] if _HARM & set(h.measures)]
        lists = last is Measure.KILLED and (
            number in aged or any(w in words("listing") for w in low[sentence.start : sentence.end])
        )
        if number not in outside and (mine or lists):
            walk = _Walk(parsed, low, (sentence.start, sentence.end), ages, lex, owners)
            found += [one for one in walk.broods() if _killed(one, mine)]
            owners = walk.owners
        last = next((m for h in reversed(mine) for m in reversed(h.measures) if m in _HARM), last)
    return found


def _killed(one: Brood, mine: Sequence[Happening]) -> bool:
    """Tell whether those were killed, from the happenings of the sentence."""
    following = next((h for h in mine if h.start >= one.end and h.side is Side.BEFORE), None)
    preceding = next((h for h in reversed(mine) if h.end <= one.start), None)
    chosen = following if following and (preceding is None or preceding.side is Side.BEFORE) else preceding or following
    return chosen is None or (Measure.KILLED in chosen.measures and Measure.INJURED not in chosen.measures)


class _Walk:
    """The walk through one sentence, from left to right."""

    def __init__(
        self,
        parsed: Parsed,
        low: list[str],
        bounds: tuple[int, int],
        ages: Mapping[int, tuple[int, int | None]],
        lex: Lexicon,
        owners: tuple[Name, ...],
    ) -> None:
        self._doc, self._low, self._lex, self._ages = parsed.doc, low, lex, ages
        self._first, self._end = bounds
        self.owners = owners
        """The grown people spoken of last."""
        self._fresh = True
        """The next grown person begins another household."""

    def broods(self) -> list[Brood]:
        """Find the broods of the sentence; one told within another knows it."""
        found: list[Brood] = []
        current: Brood | None = None
        i = self._first
        while i < self._end:
            brood, run = self._brood_at(i), None
            if brood:
                brood.whole = self._whole_of(current, brood)
                found.append(brood)
                current, self._fresh = brood, True
            else:
                run = self._name_at(i)
            if run:
                self._take(current, i, *run)
                i = self._past_alias(run[0])
                continue
            if not brood and current and self._closes(i):
                current = None
            i += 1
        return found

    def _whole_of(self, current: Brood | None, brood: Brood) -> Brood | None:
        """Give the children of whom these are some: "their five children: three sons, X, Y and Z, ..."."""
        top = (current.whole or current) if current else None
        if current is None or top is None or top.full or top.word not in words("any_offspring"):
            return None
        if brood.word in words("any_offspring"):
            return None
        between = self._low[current.end : brood.start]
        told = current is top and any(w in words("part_cues") or w in (":", "–", "—", "-") for w in between)
        return top if told or not brood.owned else None

    def _take(self, current: Brood | None, i: int, stop: int, age: int | None) -> None:
        """Take a name into the current brood, or as somebody grown."""
        own = self._own(i, stop)
        for brood in (current, current.whole if current else None):
            if brood is None or brood.full or (not brood.owned and not brood.whole and not self._beside(brood, i)):
                continue
            one = Child((i, stop), own, brood.age if age is None else age, brood.sure)
            for home in (brood, brood.whole):
                if home:
                    home.members.append(one)
            return
        told = self._word(i - 1) not in words("holders") and self._word(stop) not in words("speaking")
        if told and (age is None or age >= GROWN):
            self.owners = (own,) if self._fresh else (*self.owners, own)
            self._fresh = False

    def _own(self, start: int, stop: int) -> Name:
        return tuple(w for k, w in enumerate(self._low[start:stop], start) if own_word(self._doc[k].text, w))

    def _beside(self, brood: Brood, i: int) -> bool:
        """Tell a name right beside "a child", or one of several."""
        return brood.number != 1 or all(w in words("named_so") for w in self._low[brood.end : i])

    def _past_alias(self, i: int) -> int:
        """Go past another spelling in brackets, and past the rest of the name behind it: "Lina (Leena) X Y"."""
        if self._word(i) != "(":
            return i
        close = next((k for k in range(i + 1, min(self._end, i + _ALIAS)) if self._low[k] == ")"), None)
        if close is None or not all(in_name(self._doc[k].text, self._low[k]) for k in range(i + 1, close)):
            return i
        after = self._name_at(close + 1) if close + 1 < self._end else None
        return after[0] if after and after[1] is None else close + 1

    def _closes(self, i: int) -> bool:
        """Tell what ends the list of a brood: all but the small words that lists are made of."""
        word = self._low[i]
        if word in words("brood_goes_on") or word in words("age_words") or word in words("titles"):
            return False
        if word in _THEN and any(w in (":", "–", "—") for w in self._low[i + 1 : min(self._end, i + _THEN_REACH)]):
            return False
        return self._doc[i].tag_ not in _LISTING_TAGS or word in self._lex.singular

    def _brood_at(self, i: int) -> Brood | None:
        """Read a word for children with its owner and number; None where it is none."""
        word, following = self._low[i], self._word(i + 1)
        sure = word in words("child_words")
        if not (sure or word in words("offspring_words")) or following in _POSSESSIVE:
            return None
        if self._low[i + 1 : i + 3] == ["-", "in"] or following in words("child_words") | words("offspring_words"):
            return None
        k, number, age, young = self._described(i)
        owners, owned = self._owned(k)
        if owned and number is None:
            of = next((n for n in range(k, max(self._first, k - _REACH), -1) if self._low[n] == "of"), None)
            number = self._number(self._low[of - 1]) if of else None
        if number is None and self._doc[i].tag_ not in ("NNS", "NNPS"):
            number = 1
        start = max(k + (not owned), self._first)
        return Brood(start, i + 1, word, number, sure or young, owners, owned, age)

    def _described(self, i: int) -> tuple[int, int | None, int | None, bool]:
        """Walk back over what describes the children: the token before it, their number, age, and whether young."""
        k, number, age, young = i - 1, None, None, False
        while k >= max(self._first, i - _REACH):
            back = self._low[k]
            read = age_at(self._low, k, self._end, self._lex)
            value = self._number(back)
            if read and read[1] <= i:
                age = read[0]
            elif value is not None and self._low[k + 1] != "-" and age is None:
                number = value
            elif value is None and back not in words("age_words"):
                noun = back in self._lex.singular and back not in words("young")
                if noun or self._doc[k].tag_ not in _DESCRIBING_TAGS:
                    break
            young = young or back in words("young")
            k -= 1
        return k, number, age, young

    def _number(self, word: str) -> int | None:
        return int(word) if word.isdecimal() and len(word) < 3 else self._lex.units.get(word)

    def _owned(self, k: int) -> tuple[tuple[Name, ...], bool]:
        """Give whose children they are, the token ``k`` standing before them; and whether they are anybody's."""
        word = self._word(k)
        if word in _PRONOUNS:
            return self.owners, True
        if word not in _POSSESSIVE:
            return (), False
        j = k
        while j > self._first and in_name(self._doc[j - 1].text, self._low[j - 1]):
            j -= 1
        name = self._own(j, k)
        return ((name,) if name else ()), bool(name)

    def _name_at(self, i: int) -> tuple[int, int | None] | None:
        """Read a name that starts at token ``i``: the token after it, and the age."""
        if i in self._ages:
            return self._ages[i]
        doc, low = self._doc, self._low
        if not in_name(doc[i].text, low[i]) or low[i] in words("titles"):
            return None
        stop = i
        while stop < self._end and in_name(doc[stop].text, low[stop]) and (stop == i or stop not in self._ages):
            stop += 1
        own = [k for k in range(i, stop) if own_word(doc[k].text, low[k])]
        if not any(doc[k].tag_ in ("NNP", "NNPS") for k in own) or any(low[k] in words("no_person") for k in own):
            return None
        if any(low[k] in self._lex.bodies or low[k] in self._lex.plural for k in range(i, stop)):
            return None
        return None if self._word(stop) in ("'s", "’s", "family") else (stop, None)

    def _word(self, i: int) -> str:
        return self._low[i] if self._first <= i < self._end else ""
