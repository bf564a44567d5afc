"""Children: how many of those told one by one as killed were children, each counted once.

Sure are those under 18 by their age or told by a word for a child; sons and daughters of no age may be grown, and count
at most. A household told again adds nothing, and there are no more of them than the dead leave room for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from onrecord.model import Measure
from onrecord.reading.en.counts.families import Brood, Name
from onrecord.reading.en.counts.lexicon import words
from onrecord.reading.en.counts.mentions import GROWN
from onrecord.reading.en.counts.victims import Named

_OLD = 50
"""Years from which somebody's sons and daughters are taken for grown, where none of them is told as a child."""
_SHARED = 2
"""Words that two full names of one person share."""
_VOWELS = re.compile(r"[aeiouyʿʾ’'`-]")


@dataclass(frozen=True, slots=True)
class Children:
    """The children among people told one by one."""

    least: int
    most: int
    spans: tuple[tuple[int, int], ...]
    """Tokens that tell of them."""


def count_children(
    broods: Sequence[Brood], victims: Sequence[tuple[Named, Measure]], low: list[str], total: int, together: int
) -> Children | None:
    """Count the children told as killed, None where none is.

    Takes their broods and all people named, with what happened to them. ``total`` is the largest number of people
    killed that the report gives, ``together`` the largest that it tells in one list; 0 where there is none.
    """
    tally = _Tally(victims, low)
    for brood in broods:
        tally.name(brood, broods)
    for brood in broods:
        if brood.owned and brood.whole is None:
            tally.house(brood)
    return tally.result(total, together)


def same_name(one: Name, two: Name) -> bool:
    """Tell whether two names can be one person's: they begin alike, and share another word or are short."""
    if not one or not two or _bones(one[0]) != _bones(two[0]):
        return False
    if len(one) == 1 or len(two) == 1:
        return True
    return len({_bones(w) for w in one} & {_bones(w) for w in two}) >= _SHARED


def _bones(word: str) -> str:
    """Leave the consonants, each once in a row: vowels and doubled letters change from one writer to the next."""
    return "".join(letter for letter, _ in groupby(_VOWELS.sub("", word))) or word


@dataclass(slots=True)
class _Household:
    owners: list[Name] = field(default_factory=list)
    broods: list[Brood] = field(default_factory=list)
    named: list[Name] = field(default_factory=list)

    def rest(self) -> tuple[int, bool]:
        """How many of its children are told without a name, and whether they are children for sure."""
        numbers: dict[str, int] = {}
        for one in self.broods:
            numbers[one.word] = max(numbers.get(one.word, 0), one.number or len(one.members))
        whole = max((n for w, n in numbers.items() if w in words("any_offspring")), default=0)
        apart = sum(n for w, n in numbers.items() if w not in words("any_offspring"))
        sure = any(b.sure or (b.age is not None and b.age < GROWN) for b in self.broods)
        return max(0, max(whole, apart) - len(self.named)), sure


@dataclass(slots=True)
class _Kid:
    name: Name
    sure: bool
    housed: bool = False
    """Known to be of a household."""


class _Tally:
    """Adds up the children of a report."""

    def __init__(self, victims: Sequence[tuple[Named, Measure]], low: list[str]) -> None:
        told = [(_own(one, low), one, outcome is Measure.KILLED) for one, outcome in victims]
        self._killed = [(name, one.age) for name, one, dead in told if dead]
        self._not = [name for name, one, dead in told if not dead or (one.age is not None and one.age >= GROWN)]
        self._old = [name for name, age in self._killed if age is not None and age >= _OLD]
        young = [(name, one) for name, one, dead in told if dead and one.age is not None and one.age < GROWN]
        self._kids = [_Kid(name, sure=True) for name, _ in young]
        self._spans = [(one.start, one.end) for _, one in young]
        self._homes: list[_Household] = []

    def name(self, brood: Brood, broods: Sequence[Brood]) -> None:
        """Take in the names of a brood."""
        for one in brood.members:
            if (one.age or 0) >= GROWN or any(same_name(one.name, name) for name in self._not):
                continue
            if one.age is None and (_grown_kin(brood) or (not one.sure and self._grown_up(brood, one.name, broods))):
                continue
            sure, known = one.sure or one.age is not None, self._kid(one.name)
            if known is None:
                self._kids.append(_Kid(one.name, sure))
                self._spans.append(one.at)
            elif sure:
                known.sure = True

    def house(self, brood: Brood) -> None:
        """Put a brood into its household."""
        named = [one.name for one in brood.members]
        if not named and not brood.sure and brood.age is None and self._of_the_old(brood):
            return
        home = next((h for h in self._homes if any(same_name(a, b) for a in h.owners for b in brood.owners)), None)
        if home is None and not named and brood.number:
            # As many children without a name, of another owner's name: told again, rather than others.
            home = next((h for h in self._homes if not h.named and h.broods[0].number == brood.number), None)
        if home is None and not brood.owners and not named:
            return
        if home is None:
            home = _Household()
            self._homes.append(home)
        home.owners += brood.owners
        home.broods.append(brood)
        home.named += [n for n in named if not any(same_name(n, other) for other in home.named)]
        for known in map(self._kid, named):
            if known is not None:
                known.housed = True

    def result(self, total: int, together: int) -> Children | None:
        """Add up; no more than the killed leave room for. The nameless can be the named told again."""
        grown = sum(age is not None and age >= GROWN for _, age in self._killed)
        total = max(total, together) if total else 0
        if total < len(self._killed):
            # More are named than the number counts: it is a part, or an early one.
            total = 0
        least, most = sum(kid.sure for kid in self._kids), len(self._kids)
        room = (total or together) - grown if total or together else None
        free = sum(not kid.housed for kid in self._kids)
        for home in self._homes:
            rest, sure = home.rest()
            filled = min(free, rest)
            free, rest = free - filled, rest - filled
            rest = rest if room is None else min(rest, max(0, room - most))
            if rest:
                least, most = least + rest * sure, most + rest
                self._spans += [(b.start, b.end) for b in home.broods if not b.full][:1]
        if not least:
            # Sons and daughters alone may all be grown.
            return None
        if total:
            most = min(most, max(1, total - grown))
        return Children(min(least, most), most, tuple(sorted(set(self._spans))))

    def _kid(self, name: Name) -> _Kid | None:
        return next((kid for kid in self._kids if same_name(kid.name, name)), None)

    def _grown_up(self, brood: Brood, name: Name, broods: Sequence[Brood]) -> bool:
        """Tell a son or daughter who is no child: of old parents, or a parent by the names of others."""
        return self._of_the_old(brood) or _fathers(name, broods)

    def _of_the_old(self, brood: Brood) -> bool:
        whole = brood.whole or brood
        if any(m.age is not None and m.age < GROWN for m in whole.members):
            return False
        return any(same_name(owner, name) for owner in whole.owners for name in self._old)


def _grown_kin(brood: Brood) -> bool:
    """Tell brothers and sisters of grown people alone."""
    ages = [m.age for m in (brood.whole or brood).members if m.age is not None]
    return bool(ages) and min(ages) >= GROWN


def _fathers(name: Name, broods: Sequence[Brood]) -> bool:
    """Tell by the names of others that somebody is their father: "Ali X Y", where one is called "Sara Ali X"."""
    others = (m.name for b in broods for m in b.members if len(m.name) > _SHARED)
    return len(name) >= _SHARED and any(
        _bones(o[1]) == _bones(name[0]) and _bones(name[1]) in {_bones(w) for w in o[2:]} for o in others
    )


def _own(one: Named, low: list[str]) -> Name:
    return tuple(w for w in low[one.name[0] : one.name[1]] if w not in words("particles"))
