"""Where: names of places in a report, and where they are."""

from onrecord.reading.en.places.find import PlaceFinder

__all__ = ["PlaceFinder"]
