"""When: days and spans of days, stated or worked out from the day of publication."""

from onrecord.reading.ar.dates.find import dated_tokens, find_dates

__all__ = ["dated_tokens", "find_dates"]
