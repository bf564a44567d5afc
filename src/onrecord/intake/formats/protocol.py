"""What a format offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from onrecord.errors import InputError
from onrecord.intake.received import Draft, Received
from onrecord.settings import Settings


class Format(Protocol):
    """Takes one input apart into the reports that it holds."""

    @property
    def name(self) -> str:
        """How ``--input`` names it."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of file names that it claims, in lower case, each with its full stop."""
        ...

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give each report of the input in its order, and an error in the place of each that cannot be read.

        An InputError may also be raised where it ends the input. Bytes are hashed before they are parsed,
        and no more is held than the limits of the settings allow.
        """
        ...
