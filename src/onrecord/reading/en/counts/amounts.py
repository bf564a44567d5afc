"""Amounts: numerals, number words, ranges, bounds, approximations and vague words, read from tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.reading.en.counts.lexicon import Lexicon, words

STRICT = "more than"
"""Name of bounds that leave out their own number: 40 is not "more than 40". Schemes may close them one further on."""

_NUMERAL = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_PLUS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\+")
_PAIR = re.compile(r"(\d+)[-–—/](\d+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ASIDE = 9
"""Tokens of an aside in brackets within a range, brackets included."""
_QUOTES = words("quotes")
_DASHES = words("dashes")
_STRICT = words("strict")
_POINTING = words("pointing")


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, as a stretch of tokens says it."""

    low: int | None
    """None: open."""
    high: int | None
    start: int
    """First token, bounds included."""
    end: int
    """Token after the last."""
    vague: str | None = None
    """A vague word's name; :data:`STRICT` where the number itself is left out ("more than 40")."""
    definite: bool = False
    """"The four", "both": people who were spoken of before."""
    further: bool = False
    """"Another four", "a further four": besides those spoken of before."""


def amount_at(low: list[str], i: int, end: int, lex: Lexicon) -> Amount | None:
    """Read the amount that starts at token ``i``, or None.

    Takes the lower-cased tokens of a report; ``end`` is the end of the sentence.
    """
    start, side, definite, further, strict = i, "about", False, False, False
    i = _skip_quotes(low, i, end)
    while True:
        found = lex.bounds.at(low, i, end)
        if not found:
            break
        if low[i] == "over" and i and low[i - 1] == "all":
            break
        spoken = low[i : found[1]]
        if found[0] != "about":
            # "Up to more than 50" leaves the low end open, and 50 out.
            side = side if side == "high" else found[0]
            strict = " ".join(spoken) in _STRICT
        definite = definite or spoken[0] in _POINTING
        further = further or any(w in words("further_amount") for w in spoken)
        i = _skip_quotes(low, found[1], end)
    if i < end and low[i] in ("between", "from"):
        pair = _pair(low, i, end, lex)
        if pair:
            return replace(pair, start=start, definite=definite, further=further)
    value = _number(low, i, end, lex)
    if value is None:
        return _vague(low, start, i, end, lex, side, further=further)
    number, after = value
    if _no_amount(low, i, after, end, lex):
        return None
    definite = definite or low[i] == "both"
    made = _bounded(low, number, start, after, end, lex, side, definite=definite, further=further)
    plain = made and number in (made.low, made.high) and None in (made.low, made.high)
    return replace(made, vague=STRICT) if made and strict and plain else made


def _skip_quotes(low: list[str], i: int, end: int) -> int:
    while i < end and low[i] in _QUOTES:
        i += 1
    return i


def _skip_brackets(low: list[str], i: int, end: int) -> int:
    """Skip an aside: "between 30 (by the mayor's count) and 45"."""
    if i < end and low[i] == "(" and ")" in low[i : min(end, i + _ASIDE)]:
        return low.index(")", i) + 1
    return i


def _number(low: list[str], i: int, end: int, lex: Lexicon) -> tuple[int, int] | None:
    """Read a number: its value and the token after it."""
    if i >= end:
        return None
    word = low[i]
    if _NUMERAL.fullmatch(word):
        value, i = float(word.replace(",", "")), i + 1
        if i < end and low[i] in lex.scales:
            value, i = value * lex.scales[low[i]], i + 1
        return (int(value), i) if value == int(value) else None
    if word == "both":
        return 2, i + 1
    if word == "half" and low[i + 1 : i + 3] == ["a", "dozen"]:
        return 6, i + 3
    if word == "half" and low[i + 1 : i + 3] == ["a", "million"]:
        return 500_000, i + 3
    if word in ("a", "an", "one") and i + 1 < end and low[i + 1] in lex.scales and low[i + 1] != "score":
        return _compound(low, i + 1, end, lex, 1)
    if word == "a" and low[i + 1 : i + 3] == ["pair", "of"]:
        return 2, i + 3
    if word not in lex.units:
        return None
    value, i = float(lex.units[word]), i + 1
    if value >= 20 and i < end:
        step = 1 if low[i] in _DASHES and i + 1 < end else 0
        if low[min(i + step, end - 1)] in lex.units and lex.units[low[min(i + step, end - 1)]] < 10:
            value, i = value + lex.units[low[i + step]], i + step + 1
    return _compound(low, i, end, lex, int(value))


def _compound(low: list[str], i: int, end: int, lex: Lexicon, value: int) -> tuple[int, int]:
    """Read the scales after a number word: "two hundred and fifty thousand"."""
    total, last = 0, value
    while i < end:
        if low[i] in lex.scales:
            last *= lex.scales[low[i]]
            if lex.scales[low[i]] >= 1000:
                total, last = total + last, 0
            i += 1
            continue
        step = 1 if low[i] == "and" and i + 1 < end else 0
        if (total + last) >= 100 and low[min(i + step, end - 1)] in lex.units and (total + last) % 100 == 0:
            tail = _number(low, i + step, end, lex)
            if tail and tail[0] < 1000:
                last, i = last + tail[0], tail[1]
                continue
        break
    return total + last, i


def _no_amount(low: list[str], i: int, after: int, end: int, lex: Lexicon) -> bool:
    """Tell dates, ages, times, labels and shares from amounts of people."""
    following = low[after] if after < end else ""
    before = low[i - 1] if i else ""
    if following in _DASHES and after + 1 < end and low[after + 1] in words("age_units"):
        return True
    if following in words("age_units") or following in (
        "%",
        "percent",
        "per",
        "p.m.",
        "a.m.",
        "am",
        "pm",
        "th",
        "st",
        "nd",
        "rd",
    ):
        return True
    # "Since October 2,300 people": no day of a month has more than two figures.
    day = len(low[i]) <= 2 or bool(_YEAR.fullmatch(low[i]))
    if (
        (before in words("months") and day)
        or following in words("months")
        or before in ("aged", "age", "#", "$", "€", "£")
    ):
        return True
    if before == "(" and following == ")":
        return True
    joined = following in ("and", "to", "or", *_DASHES) and after + 2 < end and low[after + 1].isdecimal()
    if joined and (low[after + 2] in words("months") or low[after + 2] in ("years", "months")):
        # "11 and 12 May": two days; "between 24 and 30 years of age".
        return True
    numbering = before == "number" and i > 1 and (low[i - 2] == "dead" or low[i - 2] in lex.done)
    if before in words("labels") and not numbering and _NUMERAL.fullmatch(low[i]):
        return True
    people = following in lex.plural
    return bool(_YEAR.fullmatch(low[i])) and after == i + 1 and not people


def _bounded(
    low: list[str],
    number: int,
    start: int,
    after: int,
    end: int,
    lex: Lexicon,
    side: str,
    *,
    definite: bool,
    further: bool,
) -> Amount | None:
    """Close the amount: a second number of a range, a bound that follows."""
    least: int | None = None if side == "high" else number
    most: int | None = None if side == "low" else number
    i = _skip_quotes(low, after, end)
    second = _second(low, i, end, lex)
    if second and _no_amount(low, second[2], second[1], end, lex):
        # "31 to 33-year-old": ages.
        return None
    if second:
        value, stop, _, upper = second
        if value >= number:
            return Amount(number, value, start, stop, STRICT if upper in ("low", "both") else None, definite, further)
    found = lex.after_bounds.at(low, after, end)
    if found and not (
        low[after] == "plus" and found[1] < end and (low[found[1]] in lex.units or low[found[1]][:1].isdecimal())
    ):
        least, most = (number, None) if found[0] == "low" else (None, number)
        after = found[1]
    return Amount(least, most, start, after, None, definite, further)


def _second(low: list[str], i: int, end: int, lex: Lexicon) -> tuple[int, int, int, str] | None:
    """Read "to 14", "- 14", "or 14", "and up to 14", "but possibly 14": value, token after, its token, its bound."""
    if i >= end or low[i] not in ("to", "or", "and", "until", "but", *_DASHES):
        return None
    link, j, upper = low[i], _skip_quotes(low, i + 1, end), ""
    while j < end and low[j] in words("perhaps"):
        j += 1
    found = lex.bounds.at(low, j, end)
    if found and found[0] in ("high", "low"):
        upper, j = found[0], _skip_quotes(low, found[1], end)
        again = lex.bounds.at(low, j, end)
        if again and again[0] == "low":
            upper, j = "low" if link == "to" else "both", _skip_quotes(low, again[1], end)
    elif link == "and" or (link == "but" and j == i + 1) or (found and link == "or"):
        return None
    if upper == "low" and link in ("and", "or", "but"):
        return None
    value = _number(low, j, end, lex)
    return (value[0], value[1], j, upper) if value else None


def _pair(low: list[str], i: int, end: int, lex: Lexicon) -> Amount | None:
    """Read "between nine and 14", "from nine to 14"."""
    first = _number(low, _skip_quotes(low, i + 1, end), end, lex)
    if not first:
        return None
    j = _skip_quotes(low, _skip_brackets(low, first[1], end), end)
    if j < end and low[j] not in ("and", "to", "or", *_DASHES):
        # "Between three people and five people": the noun stands twice.
        if not (low[j] in lex.plural and j + 1 < end and low[j + 1] in ("and", "to")):
            return None
        j += 1
    if j >= end:
        return None
    bound = lex.bounds.at(low, _skip_quotes(low, j + 1, end), end)
    second = _number(low, _skip_quotes(low, bound[1] if bound else j + 1, end), end, lex)
    if not second or second[0] < first[0]:
        return None
    if _no_amount(low, second[1] - 1, second[1], end, lex):
        return None
    strict = bound is not None and " ".join(low[_skip_quotes(low, j + 1, end) : bound[1]]) in _STRICT
    return Amount(first[0], second[0], i, second[1], STRICT if strict else None)


def _vague(low: list[str], start: int, i: int, end: int, lex: Lexicon, side: str, *, further: bool) -> Amount | None:
    """Read "dozens", "several", "an unknown number"; and numerals with a sign in them ("15+", "9-14")."""
    if i >= end:
        return None
    plus = _PLUS.fullmatch(low[i])
    if plus:
        return Amount(int(plus.group(1).replace(",", "")), None, start, i + 1, None, further=further)
    pair = _PAIR.fullmatch(low[i])
    if pair and int(pair.group(1)) < int(pair.group(2)) and not (i + 1 < end and low[i + 1] in ("-", "year")):
        return Amount(int(pair.group(1)), int(pair.group(2)), start, i + 1, None, further=further)
    # The article of "a number" may have been taken for part of a bound.
    for j in (i, i - 1):
        if j < start:
            break
        found = lex.vague.at(low, j, end)
        if found and not (j and low[j - 1] == "how"):
            stop = found[1]
            while (
                stop + 1 < end
                and low[stop] in ("and", "of")
                and low[stop + 1] in ("hundreds", "dozens", "thousands", "scores")
            ):
                stop += 2
            scale = low[stop] if stop < end else ""
            times = (
                lex.scales.get(scale, 1)
                if found[0] in ("several", "few") and scale in ("hundred", "thousand", "dozen", "million")
                else 1
            )
            least = lex.vague_low[found[0]] * times
            name = found[0]
            if low[stop - 1] == "thousands" and stop - found[1] == 2 and low[stop - 2] == "of":
                # "Tens of thousands": the scales multiply.
                least, name = least * 1000, "thousands"
            if times > 1:
                name, stop = (
                    {"dozen": "dozens", "hundred": "hundreds", "thousand": "thousands"}.get(scale, name),
                    stop + 1,
                )
            if side == "high":
                return Amount(None, least, min(start, j), stop, name, further=further)
            return Amount(least, None, min(start, j), stop, name, further=further)
    return None
