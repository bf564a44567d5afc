"""Plain text: one report a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import InputError
from onrecord.intake.decode import decode
from onrecord.intake.received import Draft, Received, sha256_of, too_large
from onrecord.settings import Settings

_MOST_BYTES_A_CHARACTER = 4
"""In UTF-8, UTF-16, UTF-32 and GB 18030; other encodings use fewer."""


@dataclass(frozen=True, slots=True)
class TextFormat:
    """Plain text: the text is what the bytes decode to, line breaks and all."""

    name: str = "text"
    suffixes: tuple[str, ...] = (".txt", ".text", ".md", "")
    media_types: tuple[str, ...] = ("text/plain",)
    libraries: tuple[str, ...] | None = None

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give the one report."""
        # More bytes than this cannot be a text within the limit, so that a huge file is refused before it is decoded.
        most = _MOST_BYTES_A_CHARACTER * settings.max_report_chars
        if most < settings.max_input_bytes:
            data = received.most(most + 1)
            if len(data) > most:
                raise too_large(
                    received.where, "a text of more", settings.max_report_chars, "code points", "max_report_chars"
                )
        else:
            data = received.whole(settings.max_input_bytes, "max_input_bytes")
        sha256 = sha256_of(data)
        decoded = decode(data, received.where, received.charset)
        notes = decoded.notes
        start = decoded.text[:200].lstrip().lower()
        if start.startswith(("<!doctype html", "<html")):
            notes = (*notes, "It looks like an HTML page but was read as plain text; --input html reads it as a page.")
        elif start.startswith(('{"', '[{"', "[\n")):
            notes = (*notes, "It looks like JSON but was read as plain text; --input jsonl reads one report a line.")
        yield Draft(where=received.where, id=received.id, sha256=sha256, text=decoded.text, notes=notes)
