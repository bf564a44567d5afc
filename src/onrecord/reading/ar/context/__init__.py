"""Background that is no part of an incident."""

from onrecord.reading.ar.context.find import find_context

__all__ = ["find_context"]
