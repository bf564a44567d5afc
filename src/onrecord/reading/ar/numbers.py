"""Numbers: digits, number words, ranges, bounds and vague words, read from the tokens of an Arabic text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from onrecord.errors import ModelError
from onrecord.reading.ar.text import ArabicText, Hit, Kind, Phrases, Token, fold, readings

STRICT = "more than"
"""Name of bounds that leave out their own number: 40 is not "أكثر من 40"."""

_CONJUNCTIONS = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب"))
_DASHES = frozenset("-–—")
_SIGNS_OF_DATES = frozenset("/-.:,،")
_PAIR_WORDS = frozenset(("الي", "حتي", "او"))


@dataclass(frozen=True, slots=True)
class NumberAt:
    """How many, as a stretch of tokens says it."""

    first: int
    """First token, bounds included."""
    last: int
    """Last token, included."""
    low: int | None
    """None: open."""
    high: int | None
    """None: open."""
    vague: str | None = None
    """A vague word's name; :data:`STRICT` where the number itself is left out ("أكثر من 40")."""
    definite: bool = False
    """With the article: "الثلاثة"."""
    prefix: str = ""
    """Clitics of the first word, as folded: "و", "ب"."""
    digits: bool = False
    """Written in digits."""
    rising: bool = False
    """"من 5 إلى 8", which may tell a range or how a number changed; the bounds are those of the range."""
    core: int = -1
    """The token where the number itself begins, after its bounds."""

    @property
    def exact(self) -> int | None:
        """The number, where it is one number and no bound."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class _Words:
    """The number words, folded."""

    units: Mapping[str, int]
    teens: Mapping[str, int]
    joined: Mapping[str, int]
    tens: Mapping[str, int]
    hundreds: Mapping[str, int]
    scales: Mapping[str, int]
    dual_scales: Mapping[str, int]
    ordinals: frozenset[str]
    days: frozenset[str]
    before: Phrases[str]
    after: Phrases[str]
    vague: Phrases[tuple[int, str]]
    openers: frozenset[str]
    """First words of bounds and of vague words."""


@cache
def _words() -> _Words:
    try:
        data: dict[str, Any] = tomllib.loads(resources.files(__package__).joinpath("numbers.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"word list is absent or damaged: {error}", where="numbers.toml", do="Install onrecord again"
        ) from error

    def values(name: str) -> dict[str, int]:
        return {fold(form): int(value) for value, forms in data[name].items() for form in forms}

    def named(table: Mapping[str, Iterable[str]]) -> Phrases[str]:
        return Phrases({phrase: name for name, phrases in table.items() for phrase in phrases})

    return _Words(
        units=values("units"),
        teens=values("teens"),
        joined=values("joined"),
        tens=values("tens"),
        hundreds=values("hundreds"),
        scales=values("scales"),
        dual_scales=values("dual_scales"),
        ordinals=frozenset(map(fold, data["ordinals"]["words"])),
        days=frozenset(map(fold, data["days"]["words"])),
        before=named(data["bounds"]),
        after=named(data["after"]),
        vague=Phrases({phrase: (entry["low"], entry["name"]) for phrase, entry in data["vague"].items()}),
        openers=frozenset(
            fold(phrase.split()[0])
            for phrase in (*(p for table in data["bounds"].values() for p in table), *data["vague"])
        ),
    )


def _by_first(hits: Iterable[Hit[Any]]) -> dict[int, Hit[Any]]:
    return {hit.first: hit for hit in hits}


class _Reading:
    """One text while its numbers are read."""

    def __init__(self, text: ArabicText) -> None:
        self.text, self.tokens, self.words = text, text.tokens, _words()
        self.before = _by_first(text.phrases(self.words.before))
        self.after = _closings(text)
        self.vague = _by_first(text.phrases(self.words.vague))

    # -- one word

    def look(self, i: int, table: Mapping[str, int]) -> tuple[int, str] | None:
        """Give the value of token ``i`` in a table and the clitics taken off it."""
        if i >= len(self.tokens) or self.tokens[i].kind is not Kind.WORD:
            return None
        for prefix, rest in readings(self.tokens[i].form):
            if rest in table:
                return table[rest], prefix
        return None

    def joined_on(self, i: int, table: Mapping[str, int]) -> tuple[int, int] | None:
        """Give the value of a number word that و joins on at token ``i``, and the token after it."""
        if i < len(self.tokens) and self.tokens[i].form == "و":
            found = self.look(i + 1, table)
            return (found[0], i + 2) if found and found[1] in ("", "ال") else None
        found = self.look(i, table)
        return (found[0], i + 1) if found and found[1] in ("و", "وال") else None

    # -- words

    def below_hundred(self, i: int) -> tuple[int, int] | None:
        """Read a number word below 100: value and the token after it."""
        words = self.words
        one = self.look(i, words.units) or self.look(i, words.teens)
        ten = self.look(i + 1, words.units)
        if one and ten and ten[0] == 10 and ten[1] == "" and one[0] < 10:
            return one[0] + 10, i + 2
        joined = self.look(i, words.joined)
        if joined:
            return joined[0], i + 1
        tens = self.look(i, words.tens)
        if tens:
            return tens[0], i + 1
        unit = self.look(i, words.units)
        if not unit and self.look(i, words.teens):
            # "أحد وعشرون" alone: without a ten behind it the word means "one of".
            more = self.joined_on(i + 1, words.tens)
            return (1 + more[0], more[1]) if more else None
        if not unit:
            return None
        if unit[0] < 10:
            more = self.joined_on(i + 1, words.tens)
            if more:
                return unit[0] + more[0], more[1]
        return unit[0], i + 1

    def below_thousand(self, i: int) -> tuple[int, int] | None:
        """Read a number word below 1000."""
        words = self.words
        hundred = self.look(i, words.hundreds)
        unit = self.look(i, words.units)
        follows = self.look(i + 1, words.hundreds)
        if unit and 3 <= unit[0] <= 9 and follows and follows == (100, ""):
            value, after = unit[0] * 100, i + 2
        elif hundred:
            value, after = hundred[0], i + 1
        else:
            return self.below_hundred(i)
        rest = after + 1 if after < len(self.tokens) and self.tokens[after].form == "و" else after
        head = self.tokens[rest].form if rest < len(self.tokens) else ""
        if rest > after or head[:1] == "و":
            more = self.below_hundred(rest)
            if more and (rest > after or not (self.look(rest, words.units) or (0, ""))[1].startswith("ال")):
                return value + more[0], more[1]
        return value, after

    def cardinal(self, i: int) -> tuple[int, int] | None:
        """Read a whole number at token ``i``, in digits or words: value and the token after it."""
        words, token = self.words, self.tokens[i]
        if token.kind is Kind.NUMBER:
            if token.value is None:
                return None
            value, after = token.value, i + 1
            scale = self.look(after, words.scales)
            return (value * scale[0], after + 1) if scale and scale[1] == "" else (value, after)
        dual = self.look(i, words.dual_scales)
        if dual and self.look(i, words.scales) is None:
            value, after = dual[0], i + 1
        else:
            head = self.below_thousand(i)
            if head is None:
                scale = self.look(i, words.scales)
                # "ألف قتيل" is a thousand; a bare plural "آلاف" is vague.
                if not scale or token.form.endswith(("اف", "لايين")):
                    return None
                value, after = scale[0], i + 1
            else:
                value, after = head
                scale = self.look(after, words.scales)
                if not scale or scale[1]:
                    return head
                value, after = value * scale[0], after + 1
        rest = after + 1 if after < len(self.tokens) and self.tokens[after].form == "و" else after
        if rest > after or (rest < len(self.tokens) and self.tokens[rest].form[:1] == "و"):
            numeral = self.tokens[rest] if rest < len(self.tokens) else None
            if numeral and numeral.value is not None and numeral.value < 1000:
                return value + numeral.value, rest + 1
            more = self.below_thousand(rest)
            if more:
                return value + more[0], more[1]
        return value, after

    # -- with its bounds

    def number_at(self, i: int) -> NumberAt | None:
        """Read the number that starts at token ``i``, bounds included."""
        bound = self.before.get(i)
        side, start, prefix = "about", i, _prefix(self.tokens[i])
        while bound is not None:
            side = bound.entry if side == "about" else side
            i = bound.last + 1
            if i >= len(self.tokens):
                return None
            bound = self.before.get(i)
        vague = self.vague.get(i)
        pair = self.between(i)
        if pair:
            return replace(pair, first=start)
        if vague is not None and self.cardinal_is_vague(i):
            least, name = vague.entry
            return NumberAt(start, vague.last, least, None, name, "ال" in vague.prefix, prefix, core=i)
        token = self.tokens[i]
        if not self.may_start(i, start):
            return None
        found = self.cardinal(i)
        if not found:
            return None
        value, after = found
        low: int | None = value
        high: int | None = value
        second = self.second(after, value)
        if second:
            return NumberAt(start, second[1] - 1, value, second[0], prefix=prefix, digits=True, core=i)
        name = None
        if side in ("low", "strict"):
            high, name = None, STRICT if side == "strict" else None
        elif side == "high":
            low = None
        last = after - 1
        if after < len(self.tokens) and self.tokens[after].form == "+" and side == "about":
            high, last = None, after
        closing = self.after.get(last + 1)
        if closing is not None and side == "about":
            last = closing.last
            low, high = {"low": (value, None), "high": (None, value)}.get(closing.entry, (value, value))
        definite = token.kind is Kind.WORD and "ال" in _prefix(token)
        return NumberAt(start, last, low, high, name, definite, prefix, token.kind is Kind.NUMBER, core=i)

    def cardinal_is_vague(self, i: int) -> bool:
        """Tell a vague word from the number that it would be after another number ("5 آلاف")."""
        before = self.tokens[i - 1] if i else None
        return not (before is not None and before.kind is Kind.NUMBER and self.look(i, self.words.scales))

    def may_start(self, i: int, start: int) -> bool:
        """Tell whether a number may start at token ``i``: no part of a date, a time or a rank."""
        token = self.tokens[i]
        before = self.tokens[i - 1] if i else None
        if token.kind is Kind.NUMBER:
            return not self._in_date(i)
        if token.kind is not Kind.WORD or token.form in self.words.days:
            return False
        if any(rest in self.words.days for _, rest in readings(token.form)):
            return False
        if before is not None and start == i:
            ranks = [rest for _, rest in readings(before.form)]
            if any(rest in self.words.ordinals for rest in ranks):
                return False
            if before.kind is Kind.NUMBER and self.look(i, self.words.scales):
                return False
        return True

    def _in_date(self, i: int) -> bool:
        """Tell whether a numeral is part of a date, a time or a decimal: a sign ties it to another numeral."""
        return self._tied(i, -1) or self._tied(i, 1)

    def _tied(self, i: int, step: int) -> bool:
        sign, other = i + step, i + 2 * step
        if not 0 <= other < len(self.tokens):
            return False
        middle, far = self.tokens[sign], self.tokens[other]
        if middle.form not in _SIGNS_OF_DATES or far.kind is not Kind.NUMBER:
            return False
        near = self.tokens[i]
        solid = middle.end == far.start and near.end == middle.start
        solid = solid if step > 0 else far.end == middle.start and middle.end == near.start
        if middle.form == "/":
            return True
        if middle.form == "-" and solid:
            one, two = (near.value, far.value) if step > 0 else (far.value, near.value)
            third = self._tied(other, step) if 0 <= other + 2 * step < len(self.tokens) else False
            return third or one is None or two is None or one >= two
        return solid and middle.form in ":."

    def second(self, i: int, value: int) -> tuple[int, int] | None:
        """Read the second number of a range after its first: "5 إلى 8", "5-8", "5 أو 6"."""
        if i + 1 >= len(self.tokens):
            return None
        sign = self.tokens[i]
        if sign.form in _DASHES:
            if sign.start != self.tokens[i - 1].end or self.tokens[i + 1].kind is not Kind.NUMBER:
                return None
        elif sign.form not in _PAIR_WORDS:
            return None
        found = self.cardinal(i + 1) if self.tokens[i + 1].kind in (Kind.WORD, Kind.NUMBER) else None
        if not found or found[0] <= value:
            return None
        return found

    def between(self, i: int) -> NumberAt | None:
        """Read "بين 9 و14", "من 5 إلى 8"."""
        form = self.tokens[i].form
        opens = [rest for prefix, rest in readings(form) if prefix in ("", "و", "ما") and rest in ("بين", "من")]
        if not opens or i + 3 >= len(self.tokens):
            return None
        if self.tokens[i + 1].kind is Kind.NUMBER and self._in_date(i + 1):
            return None
        first = self.cardinal(i + 1)
        if not first:
            return None
        link = first[1]
        if link + 1 >= len(self.tokens):
            return None
        head = self.tokens[link].form
        if opens[0] == "بين" and head == "و":
            second = self.cardinal(link + 1)
        elif opens[0] == "بين" and head[:1] == "و" and self.tokens[link].kind is Kind.WORD:
            second = self.cardinal(link)
        elif head in ("الي", "حتي"):
            second = self.cardinal(link + 1)
        else:
            return None
        if not second or second[0] <= first[0]:
            return None
        return NumberAt(
            i,
            second[1] - 1,
            first[0],
            second[0],
            digits=self.tokens[i + 1].kind is Kind.NUMBER,
            rising=opens[0] == "من",
            core=i + 1,
        )


def _prefix(token: Token) -> str:
    """The clitics of a token whose rest is a number word, else nothing."""
    if token.kind is not Kind.WORD:
        return ""
    words = _words()
    tables = (words.units, words.teens, words.tens, words.hundreds, words.scales, words.dual_scales, words.joined)
    return next(
        (prefix for prefix, rest in readings(token.form) if any(rest in table for table in tables)),
        "",
    )


def numbers(text: ArabicText) -> list[NumberAt]:
    """Find every number of a text with the bounds its words state, in order, none inside another.

    Numerals that are part of a date with slashes, a clock time or a decimal are left out. What a number counts is not
    looked at: years, ages and house numbers are among them. ModelError where the word list is damaged.
    """
    reading = _Reading(text)
    found: list[NumberAt] = []
    i = 0
    while i < len(text.tokens):
        kind = text.tokens[i].kind
        one = reading.number_at(i) if kind in (Kind.WORD, Kind.NUMBER) else None
        if one is None:
            i += 1
            continue
        found.append(one)
        i = one.last + 1
    return found


def _closings(text: ArabicText) -> dict[int, Hit[str]]:
    """Bounds after a number, by first token; "وأكثر من 20" opens the next one."""
    found = _by_first(text.phrases(_words().after))
    return {k: hit for k, hit in found.items() if [t.form for t in text.tokens[hit.last + 1 : hit.last + 2]] != ["من"]}


def closing_bounds(text: ArabicText) -> dict[int, tuple[int, str]]:
    """Find bounds that may follow what is counted ("12 شخصاً على الأقل").

    Gives for their first token the last one and what they leave open: low, high or about.
    """
    return {first: (hit.last, hit.entry) for first, hit in _closings(text).items() if not hit.prefix}


def opens_number(text: ArabicText, token: int) -> bool:
    """Tell whether a word that goes before numbers stands at a token: "نحو", "أكثر من"."""
    return any(rest in _words().openers for _, rest in readings(text.tokens[token].form))
