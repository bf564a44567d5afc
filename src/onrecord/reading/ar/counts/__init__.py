"""Counts in Arabic: how many were killed, injured, missing, displaced or detained, as the words of a report state it.

::

    sentence ──> mentions ("ما لا يقل عن 12 طفلاً")   ┐
             └─> happenings ("مقتل", "أصيب")         ┴─> linking ─> drafts ─> scope, status, claim ─> counts
"""

from onrecord.reading.ar.counts.find import find_counts

__all__ = ["find_counts"]
