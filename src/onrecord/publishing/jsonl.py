"""JSON Lines: one line a report, as the contract has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from onrecord.errors import InputError
from onrecord.publishing.compose import compose_reading, json_line
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
