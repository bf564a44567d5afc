"""What was hit."""

from onrecord.reading.ar.infrastructure.find import find_infrastructure

__all__ = ["find_infrastructure"]
