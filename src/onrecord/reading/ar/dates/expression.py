"""Gathers the words that make one date: "مساء أمس السبت 3 أيار 2020", "3/5/2020", "قبل يومين"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.reading.ar.dates.words import (
    AGO,
    DUALS,
    LINKS,
    NOT_AFTER,
    NOT_TODAY_AFTER,
    NOT_TODAY_BEFORE,
    SIGNS,
    UNITS,
    Meaning,
    Part,
)
from onrecord.reading.ar.folding import bare
from onrecord.reading.ar.text import Hit, Kind, Token

_MOST_LINKS = 4  # words and signs between two parts of a date: "أمس، الموافق ل 3 أيار"
_DASHES = frozenset("-–—/")
_CLOCK = frozenset(("الساعه", "ساعه"))
_YEAR_WORDS = frozenset(("عام", "لعام", "سنه", "لسنه", "العام"))
_PAIR = frozenset(("يومي", "بين", "ليلتي"))
_AND = "و"


@dataclass(slots=True)
class Expression:
    """The parts of one date, as far as its words give them; numbers as in the lexicon, weekdays from Monday, 0."""

    first: int
    last: int
    weekday: int | None = None
    weekday_to: int | None = None
    day: int | None = None
    day_to: int | None = None
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    """Day, month and year are of the Islamic calendar."""
    from_publication: int | None = None
    from_last: int | None = None
    now: bool = False
    ago: tuple[int, str] | None = None
    """So many of a unit before publication."""
    part: str | None = None
    after_midnight: bool = False
    clock: tuple[int, int] | None = None
    """First and last token of a clock time."""
    which: str | None = None
    unit: str | None = None
    alternative: tuple[int, int] | None = None
    """(day, month) read the other way round, where numbers leave it open."""
    doubtful: bool = False
    """Its month may be another word."""

    @property
    def dates(self) -> bool:
        """Tell whether the parts date anything; a part of the day alone does not."""
        if self.weekday is not None or self.from_publication is not None or self.from_last is not None:
            return True
        if self.now or self.ago or (self.unit and self.which):
            return True
        if self.month is not None:
            if self.hijri:
                return self.day is not None and self.year is not None
            return not self.doubtful or self.day is not None or self.year is not None
        return self.year is not None or (self.day is not None and self.which == "this")


class Gatherer:
    """Gathers date expressions of one text."""

    def __init__(self, tokens: Sequence[Token], hits: Mapping[int, Hit[Meaning]]) -> None:
        """``hits`` are the words for days and times by their first token."""
        self._tokens = tokens
        self._hits = hits

    def gather(self, start: int) -> Expression | None:
        """Gather the parts that follow from token ``start``; None where they date nothing."""
        made = Expression(start, start)
        at, links = start, 0
        while at < len(self._tokens) and links <= _MOST_LINKS:
            after = self._take(made, at)
            if after:
                at, links = after, 0
                made.last = after - 1
            elif at > start and self._link(at):
                at, links = at + 1, links + 1
            else:
                break
        return made if made.dates else None

    def _form(self, at: int) -> str:
        return self._tokens[at].form if 0 <= at < len(self._tokens) else ""

    def _link(self, at: int) -> bool:
        return self._tokens[at].form in LINKS or self._tokens[at].form in SIGNS

    def _take(self, made: Expression, at: int) -> int:
        """Take the part that begins at a token; gives the token after it, or 0 where it is no part of the date."""
        token = self._tokens[at]
        if token.kind is Kind.NUMBER:
            return self._number(made, at)
        ago = self._ago(made, at)
        if ago:
            return ago
        hit = self._hits.get(at)
        if hit is None:
            return 0
        return hit.last + 1 if self._word(made, hit) else 0

    def _word(self, made: Expression, hit: Hit[Meaning]) -> bool:
        meaning = hit.entry
        match meaning.part:
            case Part.WEEKDAY:
                return self._weekday(made, hit)
            case Part.MONTH:
                return self._month(made, hit)
            case Part.WHICH | Part.UNIT:
                return self._which(made, hit)
            case Part.HIJRI:
                if made.month is not None:
                    return False
                made.month, made.hijri = meaning.number, True
            case Part.DAY_PART:
                if made.part:
                    return False
                made.after_midnight = meaning.name == "after_midnight"
                made.part = "night" if made.after_midnight else meaning.name
            case Part.ORDINAL:
                if made.day is not None or not self._month_ahead(hit.last + 1):
                    return False
                made.day = meaning.number
            case _:
                return self._relative(made, hit)
        return True

    def _which(self, made: Expression, hit: Hit[Meaning]) -> bool:
        """Take "last", "next", "present" right after a part, and a week, month or year that such a word follows."""
        if hit.entry.part is Part.WHICH:
            if hit.first != made.last + 1 or made.which or hit.first == made.first:
                return False
            made.which = hit.entry.name
            return True
        following = self._hits.get(hit.last + 1)
        if following is None or following.entry.part is not Part.WHICH or made.month is not None:
            return False
        made.unit = hit.entry.name
        return True

    def _relative(self, made: Expression, hit: Hit[Meaning]) -> bool:
        if made.month is not None or made.from_publication is not None or made.from_last is not None or made.now:
            return False
        meaning = hit.entry
        if meaning.part is Part.NOW:
            made.now = made.weekday is None and self._form(hit.first - 1) not in NOT_TODAY_AFTER
            return made.now
        if meaning.part is Part.FROM_LAST:
            made.from_last = meaning.number
            return True
        today = meaning.part is Part.FROM_PUBLICATION and meaning.number == 0
        before, after = self._form(hit.first - 1), self._form(hit.last + 1)
        if today and (before in NOT_TODAY_AFTER or after in NOT_TODAY_BEFORE):
            return False
        made.from_publication = meaning.number
        if meaning.part is Part.NIGHT:
            made.part = made.part or "night"
        return True

    def _weekday(self, made: Expression, hit: Hit[Meaning]) -> bool:
        if made.weekday is None:
            if self._form(hit.first - 1) in NOT_AFTER:
                return False
            made.weekday = hit.entry.number
            return True
        joined = self._form(hit.first - 1) in _DASHES
        paired = hit.prefix.startswith(_AND) and (
            self._form(made.first) in _PAIR or self._form(made.first - 1) in _PAIR
        )
        if made.weekday_to is not None or not (joined or paired):
            return False
        made.weekday_to = hit.entry.number
        return True

    def _month(self, made: Expression, hit: Hit[Meaning]) -> bool:
        if made.month is not None:
            # "أيار/مايو" and "أيار (مايو)" name one month twice.
            return made.month == hit.entry.number and not made.hijri
        if made.from_last is not None or made.now:
            return False
        made.month = hit.entry.number
        made.doubtful = hit.entry.doubtful and self._form(hit.first - 1) not in ("شهر", "لشهر")
        return True

    def _month_ahead(self, at: int) -> bool:
        """Tell whether a month follows, links between left out."""
        for ahead in range(at, min(at + 3, len(self._tokens))):
            hit = self._hits.get(ahead)
            if hit is not None and hit.entry.part in (Part.MONTH, Part.HIJRI):
                return True
            if self._tokens[ahead].form not in ("من", "شهر", "لشهر", "/", "-"):
                return False
        return False

    def _this_month_ahead(self, at: int) -> bool:
        """Tell whether "of the present month" follows."""
        at += self._form(at) == "من"
        for ahead in (at, at + 1):
            hit = self._hits.get(ahead)
            if hit is not None and hit.entry.part is Part.WHICH and hit.entry.name == "this":
                return True
        return False

    def _number(self, made: Expression, at: int) -> int:
        value = self._tokens[at].value
        if value is None:
            return 0
        for way in (self._all_numbers, self._clock_time, self._year, self._day_of):
            after = way(made, at, value)
            if after:
                return after
        return 0

    def _all_numbers(self, made: Expression, at: int, value: int) -> int:
        """3/5/2020, 2020-05-03 and the like."""
        if made.day is not None or made.month is not None or at + 4 >= len(self._tokens):
            return 0
        sign = self._form(at + 1)
        second, third = self._tokens[at + 2].value, self._tokens[at + 4].value
        if sign not in ("/", "-", ".", "\\", "_") or self._form(at + 3) != sign or second is None or third is None:
            return 0
        if self._tokens[at + 4].end - self._tokens[at].start > 14:
            return 0
        if 1900 <= value <= 2100 and second <= 12 and third <= 31:
            made.year, made.month, made.day = value, second, third
        elif 1900 <= third <= 2100 and max(value, second) <= 31 and min(value, second) <= 12:
            made.year = third
            if second <= 12:
                made.day, made.month = value, second
                made.alternative = (second, value) if value <= 12 else None
            else:
                made.day, made.month = second, value
        else:
            return 0
        return at + 5

    def _clock_time(self, made: Expression, at: int, value: int) -> int:
        led = any(self._form(at - back) in _CLOCK or "الساعه" in bare(self._form(at - back)) for back in (1, 2))
        colon = self._form(at + 1) == ":" and at + 2 < len(self._tokens)
        minutes = self._tokens[at + 2].value if colon else None
        if made.clock or value > 24 or (not led and (minutes is None or minutes > 59)) or made.first == at:
            return 0
        last = at + 2 if minutes is not None and minutes <= 59 else at
        made.clock = (at, last)
        return last + 1

    def _year(self, made: Expression, at: int, value: int) -> int:
        if made.year is not None:
            return 0
        named = self._form(at - 1) in _YEAR_WORDS
        if 1900 <= value <= 2100 and not made.hijri and (made.month is not None or named):
            made.year = value
            return at + 1
        if made.hijri and made.month is not None and 1300 <= value <= 1600:
            made.year = value
            # "هـ" after the year.
            return at + 2 if self._form(at + 1) == "ه" else at + 1
        return 0

    def _day_of(self, made: Expression, at: int, value: int) -> int:
        if made.day is not None or made.month is not None or not 1 <= value <= 31:
            return 0
        if self._month_ahead(at + 1) or self._this_month_ahead(at + 1):
            made.day = value
            return at + 1
        joined = self._form(at + 1) in _DASHES or self._form(at + 1) == _AND
        second = self._tokens[at + 2].value if joined and at + 2 < len(self._tokens) else None
        if second is not None and value < second <= 31 and self._month_ahead(at + 3):
            made.day, made.day_to = value, second
            return at + 3
        return 0

    def _ago(self, made: Expression, at: int) -> int:
        """Take "قبل يومين", "منذ 3 أيام", "قبل أسبوع"; gives the token after it."""
        if self._tokens[at].form not in AGO or made.ago or made.weekday is not None or made.month is not None:
            return 0
        number, ahead = 1, at + 1
        if ahead < len(self._tokens) and self._tokens[ahead].kind is Kind.NUMBER:
            number, ahead = self._tokens[ahead].value or 0, ahead + 1
        elif self._form(ahead) in _SMALL:
            number, ahead = _SMALL[self._form(ahead)], ahead + 1
        elif self._form(ahead) in _MANY:
            return 0
        word = self._form(ahead)
        unit = UNITS.get(word)
        if unit is None or not 0 < number < 1000:
            return 0
        if unit == "year" and ahead + 1 < len(self._tokens) and self._tokens[ahead + 1].kind is Kind.NUMBER:
            return 0  # "since the year 2011"
        made.ago = (2 if word in DUALS else number, unit)
        return ahead + 1


_SMALL = {
    "ثلاثه": 3, "ثلاث": 3, "اربعه": 4, "اربع": 4, "خمسه": 5, "خمس": 5, "سته": 6, "ست": 6, "سبعه": 7, "سبع": 7,
    "ثمانيه": 8, "ثماني": 8, "تسعه": 9, "تسع": 9, "عشره": 10, "عشر": 10,
}  # fmt: skip
_MANY = frozenset(("ايام", "اسابيع", "اشهر", "شهور", "سنوات", "اعوام"))
