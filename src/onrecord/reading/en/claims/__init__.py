"""Claims: who says what in a report, what the speaker does by it, and whom it accuses or clears."""

from onrecord.reading.en.claims.attribution import Attribution
from onrecord.reading.en.claims.finder import ClaimFinder

__all__ = ["Attribution", "ClaimFinder"]
