"""What whoever works on an archive is told meanwhile: the terminal prints it, the web page lists it."""

from __future__ import annotations

from typing import Protocol

from onrecord.errors import OnrecordError


class Messages(Protocol):
    """Takes what is said while work goes on."""

    def say(self, words: str) -> None:
        """Say one line."""
        ...

    def failure(self, error: OnrecordError) -> None:
        """Name an input that could not be read, or what ended the work."""
        ...

    def note(self, where: str, words: str) -> None:
        """Pass on what intake had to decide."""
        ...
