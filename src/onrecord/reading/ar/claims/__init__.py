"""Arabic claims: who says what, and who struck."""

from onrecord.reading.ar.claims.finder import ArabicClaimFinder
from onrecord.reading.ar.claims.mentioned import elsewhere, find_mentioned

__all__ = ["ArabicClaimFinder", "elsewhere", "find_mentioned"]
