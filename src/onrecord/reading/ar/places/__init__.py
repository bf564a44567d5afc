"""Where: Arabic names of places in a report, and where they are."""

from onrecord.reading.ar.places.find import ArabicPlaceFinder

__all__ = ["ArabicPlaceFinder"]
