"""Custody: how a report's text came out of what was received."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model.textmap import TextMap


@dataclass(frozen=True, slots=True)
class Custody:
    """What intake knows of a report's bytes beside its text."""

    media_type: str | None = None
    """As found in the bytes: ``application/pdf``."""
    part_of: str | None = None
    """The SHA-256 of the bytes that held this report's bytes: of the mail, for an attachment."""
    captured: str | None = None
    """ISO 8601 time, with its zone, at which the bytes were fetched or captured from their address. Never the time of
    publication."""
    metadata: tuple[tuple[str, str], ...] = ()
    """Names and values that the file states of itself, as it states them: anybody can have written them."""
    text_map: TextMap = field(default_factory=TextMap)
    """Where the text stands in the bytes, as far as the format tells."""
