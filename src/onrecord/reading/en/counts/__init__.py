"""Counts: how many were killed, injured, missing, displaced or detained, as the words of a report state it.

::

    sentence ──> mentions ("at least 12 children")   ┐
             └─> happenings ("were killed")          ┴─> linking ─> drafts ─> scope, status, claim ─> counts
"""

from onrecord.reading.en.counts.find import find_counts

__all__ = ["find_counts"]
