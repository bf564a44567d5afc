"""When: days and spans of days, stated or worked out from the day of publication."""

from onrecord.reading.ar.dates.find import find_dates

__all__ = ["find_dates"]
