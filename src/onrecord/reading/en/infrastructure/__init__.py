"""What was hit, and how many of it."""

from onrecord.reading.en.infrastructure.find import find_infrastructure

__all__ = ["find_infrastructure"]
