"""What is said of a day that is not known: weekdays and days of a month, in the languages that are read."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.linking.calendar import UNKNOWN, Partial, partial_in, partial_of

SAID = {
    "Shells fell on the mill on Thursday morning.": Partial(4, UNKNOWN),
    "It was hit on 3 March, neighbours said.": Partial(UNKNOWN, 303),
    "On Monday, August 21st, the bakery burned.": Partial(1, 821),
    "سقطت قذيفة على المطحنة صباح اليوم الخميس": Partial(4, UNKNOWN),
    "استُهدف الفرن يوم الأحد 9 تشرين الأول": Partial(7, 1009),
    "قصف على القرية ٢٤ أيار": Partial(UNKNOWN, 524),
    "Nobody said when.": Partial(),
    "Some 40 marched past.": Partial(),
}


@pytest.mark.parametrize("text", SAID)
def test_the_first_weekday_and_day_of_a_month_are_found(text: str) -> None:
    assert partial_in(text) == SAID[text]


def test_a_known_day_can_be_held_against_what_lacks_its_year() -> None:
    assert partial_of(date(2023, 3, 2)) == Partial(4, 302)
