"""How: the kinds of attack that a report's words state."""

from onrecord.reading.en.kinds.find import find_kinds, states_strongly

__all__ = ["find_kinds", "states_strongly"]
