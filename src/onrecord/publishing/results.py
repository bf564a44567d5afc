"""What a format takes and what it offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Protocol, TextIO

from onrecord.errors import InputError
from onrecord.model import Incident, Reading


class Result(Protocol):
    """One report's reading, and its incidents as a scheme assesses them, in the order of ``reading.incidents``."""

    @property
    def reading(self) -> Reading:
        """All that was found in the report."""
        ...

    @property
    def incidents(self) -> tuple[Incident, ...]:
        """The incidents that it speaks of, each assessed by this report alone."""
        ...


class Writer(Protocol):
    """A format that results can be written in."""

    @property
    def name(self) -> str:
        """What ``--format`` calls it."""
        ...

    @property
    def suffix(self) -> str:
        """Ending of its files, with the dot."""
        ...

    @property
    def about(self) -> str:
        """What it holds, in half a sentence, for the help."""
        ...

    def write(self, results: Iterable[Result | InputError], stream: TextIO, *, with_text: bool = True) -> None:
        """Write all results to a text stream that was opened as UTF-8 with ``newline=""``.

        An error stands in the place of each report that could not be read: a format for people names it in its place;
        in a format for programs a line is a report that was read, and the door names the rest.
        Without ``with_text`` the reports' texts are left out. Every character written has a form in UTF-8.
        """
        ...


class IncidentWriter(Protocol):
    """A format that incidents which several reports tell of can be written in."""

    @property
    def name(self) -> str:
        """What ``--format`` calls it."""
        ...

    @property
    def suffix(self) -> str:
        """Ending of its files, with the dot."""
        ...

    @property
    def about(self) -> str:
        """What it holds, in half a sentence, for the help."""
        ...

    @property
    def scheme(self) -> str | None:
        """The scheme that the format belongs to: incidents must be assessed under it; None where any will do."""
        ...

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write all incidents to a stream of bytes, text in UTF-8."""
        ...
