"""What a format offers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from onrecord.errors import InputError
from onrecord.intake.received import Draft, Part, Received
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

    @property
    def media_types(self) -> tuple[str, ...]:
        """Media types that it claims, where a mail, a WARC or a server declares one."""
        ...

    @property
    def libraries(self) -> tuple[str, ...] | None:
        """Modules that taking an input apart loads, for a format that is taken apart in a confined process.

        None for a format that is read in onrecord's own process.
        """
        ...

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | Part | InputError]:
        """Give each report of the input in its order, and an error in the place of each that cannot be read.

        A report that stands within the input in bytes of its own is given as a part, after all drafts and errors of
        the input itself; intake hashes it and takes it apart by its own format.

        An InputError may also be raised where it ends the input. Bytes are hashed before they are parsed,
        and no more is held than the limits of the settings allow.
        """
        ...
