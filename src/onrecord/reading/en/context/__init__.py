"""Background that is no part of an incident: law, agreements, talks, threats, alliances, tolls."""

from onrecord.reading.en.context.find import find_context

__all__ = ["find_context"]
