"""JSON Lines: one line a report, or one an incident, as the contract has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, TextIO

from onrecord.errors import InputError
from onrecord.model import Incident
from onrecord.publishing.compose import compose_incident, compose_reading, json_line
from onrecord.publishing.results import Result


class JsonLines:
    """The whole reading of each report, one a line; written and flushed report by report."""

    name = "jsonl"
    suffix = ".jsonl"
    about = "the whole reading, one report a line"

    def write(self, results: Iterable[Result | InputError], stream: TextIO, *, with_text: bool = True) -> None:
        """Write one line for each report that was read."""
        for result in results:
            if isinstance(result, InputError):
                continue
            line = compose_reading(result.reading, result.incidents, with_text=with_text)
            stream.write(json_line(line) + "\n")
            stream.flush()


class IncidentLines:
    """Each incident that several reports tell of, whole, one a line."""

    name = "jsonl"
    suffix = ".jsonl"
    about = "the whole incident, one a line"
    scheme = None

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write one line for each incident."""
        for incident in incidents:
            stream.write(json_line(compose_incident(incident)).encode("utf-8") + b"\n")
            stream.flush()
