"""What a report says of its day where the day itself is not known: a weekday, a day of a month without a year.

Half of the posts that bear no date of publication name a weekday, and a quarter a day and month. Neither gives a day;
two of them can still agree or contradict each other.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from onrecord.errors import ModelError
from onrecord.linking.folding import fold

UNKNOWN = -1


class Partial(NamedTuple):
    """What is known of a day; UNKNOWN where it is not."""

    weekday: int = UNKNOWN
    """1, Monday, to 7."""
    day_of_year: int = UNKNOWN
    """Month times 100, plus the day of the month."""


def partial_of(day: date) -> Partial:
    """Say of a known day what a report without its year could say."""
    return Partial(day.isoweekday(), day.month * 100 + day.day)


def partial_in(text: str) -> Partial:
    """Find the first weekday, and the first day of a month, that a text names. ModelError where the data is damaged."""
    weekday, day_of_month, number_of = _patterns()
    folded = fold(text)
    named = weekday.search(folded)
    found = next((one for one in day_of_month.finditer(folded) if 0 < int(one["first"] or one["last"]) <= 31), None)
    return Partial(
        number_of[named["day"]] if named else UNKNOWN,
        number_of[found["month"] or found["after"]] * 100 + int(found["first"] or found["last"]) if found else UNKNOWN,
    )


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, int]]:
    try:
        data = tomllib.loads(resources.files("onrecord.linking").joinpath("calendar.toml").read_text("utf-8"))
        clitics = _either(data["clitics"])
        days = {fold(form): int(number) for number, forms in data["weekdays"].items() for form in forms}
        months = {fold(form): int(number) for number, forms in data["months"].items() for form in forms}
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(
            f"damaged calendar: {error!r}", where="linking/calendar.toml", do="Install onrecord again"
        ) from error
    month = _either(list(months))
    return (
        re.compile(rf"(?<!\w)(?:{clitics})?(?P<day>{_either(list(days))})(?!\w)"),
        re.compile(
            rf"(?<!\w)(?P<first>\d{{1,2}})(?:st|nd|rd|th)?[\s/.,-]{{0,3}}(?:of\s+)?(?P<month>{month})(?!\w)"
            rf"|(?<!\w)(?P<after>{month})\.?\s+(?P<last>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)"
        ),
        days | months,
    )


def _either(forms: list[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
