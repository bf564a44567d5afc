"""Days of the Islamic calendar, by the tabular reckoning.

The rule is that of Reingold and Dershowitz, Calendrical Calculations (4th edition, 2018), chapter 7. Months begin by
the sighting of the moon, which the table meets to within a day.
"""

from __future__ import annotations

from datetime import date

_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram of year 1 in the Gregorian calendar reckoned backwards


def tabular_day(year: int, month: int, day: int) -> date | None:
    """Convert a day of the Islamic calendar; the true day may be a day earlier or later. None outside the calendar."""
    if not (1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    before = 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_EPOCH + before + day - 1)
