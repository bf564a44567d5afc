"""JSON Lines: one report a line, read line by line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import BrokenRecord, EmptyInput, EncodingProblem, InputError, TooLarge
from onrecord.intake.decode import refuse_binary
from onrecord.intake.formats.record import draft_of, utf8
from onrecord.intake.received import Draft, Received
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True)
class JsonlFormat:
    """One JSON object a line, in UTF-8; empty lines are passed over, fields that no report has are left alone."""

    name: str = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    media_types: tuple[str, ...] = ("application/jsonl", "application/x-ndjson")
    libraries: tuple[str, ...] | None = None

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give each line's report; memory is bounded by the longest line within the limit."""
        nothing = True
        for number, line in received.lines(settings.max_input_bytes, "max_input_bytes"):
            if isinstance(line, TooLarge):
                nothing = False
                yield line
                continue
            if number == 1:
                line = checked_start(line, received.where)
            if not line.strip():
                continue
            nothing = False
            try:
                yield draft_of(_record(line, received.line(number)), received.line(number))
            except InputError as error:
                yield error
        if nothing:
            raise EmptyInput("no reports: the input is empty", where=received.where, do="Check that it was saved whole")


def objects_of(
    received: Received, settings: Settings
) -> Iterator[tuple[int, bytes | None, dict[str, object] | InputError]]:
    """Give the bare objects of JSON Lines: the line where each stands, its bytes, and its fields.

    An error stands in the place of what is no object; the bytes are None where they were too many.
    """
    for number, line in received.lines(settings.max_input_bytes, "max_input_bytes"):
        if isinstance(line, TooLarge):
            yield number, None, line
            continue
        try:
            said = checked_start(line, received.where) if number == 1 else line
            if said.strip():
                yield number, line, _record(said, received.line(number))
        except InputError as error:
            yield number, line, error


def checked_start(line: bytes, where: str) -> bytes:
    """Take a UTF-8 mark off an input's first line. EncodingProblem for UTF-16 and UTF-32, BinaryInput for no text."""
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        raise EncodingProblem(
            "UTF-16 or UTF-32, where records must be UTF-8", where=where, do="Export the file as UTF-8"
        )
    refuse_binary(line, where)
    return line.removeprefix(codecs.BOM_UTF8)


def _record(line: bytes, where: str) -> dict[str, object]:
    text = utf8(line, where)
    try:
        record = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise BrokenRecord(
            f"no JSON: {error.msg} at column {error.colno}", where=where, do="Each line must be one whole JSON object"
        ) from None
    except RecursionError:
        raise BrokenRecord("JSON nested too deeply", where=where, do="A report is one flat object") from None
    except ValueError as error:
        raise BrokenRecord(f"no JSON that can be relied on: {error}", where=where, do="Repair the line") from None
    if not isinstance(record, dict):
        raise BrokenRecord("JSON, but no object", where=where, do='A report is {"id": "...", "text": "..."}')
    return record


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse an object that has a field twice, since JSON leaves open which of them holds."""
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the field {next(n for n in names if names.count(n) > 1)[:40]!r} stands twice")
    return record
