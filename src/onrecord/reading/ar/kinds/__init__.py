"""How: the kinds of attack that a report's words state."""

from onrecord.reading.ar.kinds.find import find_kinds

__all__ = ["find_kinds"]
