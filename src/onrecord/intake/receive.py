"""Inputs -> reports, in the order of the inputs; an error stands in the place of what could not be read."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from onrecord.errors import BadDate, DuplicateId, HostileInput, InputError, OnrecordError, ReadingFailed
from onrecord.intake.confined import Confinement
from onrecord.intake.dates import published_date
from onrecord.intake.formats import FORMATS, Format, format_for, format_named, format_of
from onrecord.intake.language import LanguageFinder
from onrecord.intake.parts import filled
from onrecord.intake.received import Draft, Part, Received, sha256_of, too_large
from onrecord.intake.walk import Found, find, unreadable
from onrecord.model import Report
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.intake.fetch import Fetched

_HEAD = 512
"""Bytes looked at where a name does not tell the format."""
_DEEPEST = 5
"""Inputs within inputs: forwarded mail holds mail, and hardly ever more than three deep."""


@dataclass(frozen=True, slots=True)
class IntakeOptions:
    """What a run says about its inputs."""

    published: str | None = None
    """ISO 8601 date or time for inputs that carry none."""
    language: str | None = None
    """BCP 47; holds for every input, whatever it declares."""
    input_format: str | None = None
    """Name of a format for every input; None: by the ending of the name, for standard input by its first character."""
    publisher: str | None = None
    """For inputs that carry none."""


class Keep(Protocol):
    """Takes the bytes of an input into custody before anything parses them."""

    def __call__(
        self,
        name: str,
        stream: BinaryIO,
        *,
        url: str | None = None,
        media_type: str | None = None,
        part_of: str | None = None,
    ) -> BinaryIO:
        """Take an input's name and its bytes, open at their start; give the kept bytes, from which it is parsed.

        ``url`` and ``media_type`` are given where bytes were fetched or captured, or stood within another input, and
        ``part_of``, the SHA-256 of that input's bytes, with them.
        Of an address, the WARC of the exchange is kept first, then the page. What the intake gives until the next
        call was found in these bytes.
        """
        ...


def receive(
    inputs: Sequence[str],
    options: IntakeOptions,
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
    keep: Keep | None = None,
) -> Iterator[Report | InputError]:
    """Receive inputs one by one: files, folders, and ``-`` for standard input (``stdin``, else the process's own).

    Gives a report, or the error in its place, for all that the inputs hold, in their order. Nothing is read ahead.
    With ``keep``, each input that can be opened is kept first and parsed from what was kept; where keeping fails,
    its error is raised.
    """
    with Confinement(settings) as confinement:
        intake = _Intake(options, settings, keep, confinement)
        for found in find(inputs):
            if isinstance(found, InputError):
                yield found
            else:
                yield from intake.take(found, stdin)


class _Intake:
    """One run's intake: the ids seen so far, and what the run says about its inputs."""

    def __init__(self, options: IntakeOptions, settings: Settings, keep: Keep | None, confinement: Confinement) -> None:
        self._options, self._settings, self._keep = options, settings, keep
        self._confinement = confinement
        self._languages = LanguageFinder()
        self._places: dict[str, str] = {}

    def take(self, found: Found, stdin: BinaryIO | None) -> Iterator[Report | InputError]:
        """Open one input and give its reports; whatever fails in it ends this input alone."""
        name = found.id
        try:
            if found.path == "-":
                given = stdin or sys.stdin.buffer
                yield from self._reports(*self._standard(self._keep("-", given) if self._keep else given))
                return
            if found.is_address:
                from onrecord.intake.fetch import fetch  # noqa: PLC0415 - loads the web client, for addresses alone

                yield from self._fetched(fetch(found.path, self._settings))
                return
            with Path(found.path).open("rb") as stream:
                kept = self._keep(name, stream) if self._keep else stream
                yield from self._reports(Received(name, kept), self._format(found, kept))
        except InputError as error:
            yield error
        except OnrecordError:
            raise
        except OSError as error:
            yield unreadable(_where(name), error)
        except Exception as error:  # noqa: BLE001 - a fault here must not take the other inputs with it
            yield ReadingFailed.of(error, _where(name))

    def _format(self, found: Found, stream: BinaryIO) -> Format:
        """Choose by what the run says, else by the name; by its first bytes where the name says nothing."""
        named = self._options.input_format
        if named and (chosen := format_named(named)):
            return chosen
        by_name = format_for(found.path)
        if by_name is FORMATS[0] and found.suffix not in by_name.suffixes and isinstance(stream, io.BufferedReader):
            return format_for(found.path, head=stream.peek(_HEAD)[:_HEAD])
        return by_name

    def _fetched(self, fetched: Fetched) -> Iterator[Report | InputError]:
        """Keep the record of the exchange, and give what the page holds."""
        if self._keep:
            self._keep(fetched.part.id, io.BytesIO(fetched.warc), url=fetched.part.url, media_type="application/warc")
        named = self._options.input_format
        part = replace(fetched.part, part_of=sha256_of(fetched.warc)) if self._keep else fetched.part
        yield from self._part(part, 0, format_named(named) if named else None)

    def _part(self, part: Part, depth: int, chosen: Format | None = None) -> Iterator[Report | InputError]:
        """Take a report apart that stands in bytes of its own within an input; its failure is its own alone."""
        chosen = chosen or format_for(part.name or part.url, part.media_type, part.data[:_HEAD])
        stream: BinaryIO = io.BytesIO(part.data)
        try:
            if self._keep:
                stream = self._keep(part.id, stream, url=part.url, media_type=part.media_type, part_of=part.part_of)
            with stream:
                if depth > _DEEPEST:
                    raise HostileInput(
                        f"mail within mail more than {_DEEPEST} deep",
                        where=part.id,
                        do="Save the innermost message as a file of its own, and give that",
                    )
                yield from self._reports(Received(part.id, stream, part.charset), chosen, part, depth)
        except InputError as error:
            yield error
        except OnrecordError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault here must not take the other parts with it
            yield ReadingFailed.of(error, part.id)

    def _standard(self, stdin: BinaryIO) -> tuple[Received, Format]:
        """Take standard input as JSONL when its first character that is no space is ``{``, else as one plain report."""
        named = self._options.input_format
        head = b""
        while len(head) < self._settings.max_input_bytes and (chunk := stdin.read(4096)):
            head += chunk
            if head.removeprefix(b"\xef\xbb\xbf").strip():
                break
        lines = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
        chosen = (format_named(named) if named else None) or format_of(".jsonl" if lines else ".txt")
        return Received("-", cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", _Rejoined(head, stdin))))), chosen

    def _reports(
        self, received: Received, chosen: Format, part: Part | None = None, depth: int = 0
    ) -> Iterator[Report | InputError]:
        if chosen.libraries is None:
            items = chosen.read(received, self._settings)
        else:
            items = self._confinement.read(chosen, received)
        for item in items:
            if isinstance(item, InputError):
                yield item
                continue
            if isinstance(item, Part):
                yield from self._part(item, depth + 1)
                continue
            try:
                yield self._report(filled(item, part) if part else item)
            except InputError as error:
                yield error

    def _report(self, draft: Draft) -> Report:
        """Check a draft's fields and apply the run's options."""
        if draft.id in self._places:
            raise DuplicateId(
                f"the id {draft.id!r} was given before, at {self._places[draft.id]}",
                where=draft.where,
                do="Give each report an id of its own; this one is not read",
            )
        self._places[draft.id] = draft.where
        limit = self._settings.max_report_chars
        if len(draft.text) > limit:
            raise too_large(draft.where, "a text of more", limit, "code points", "max_report_chars")
        published = self._options.published
        if draft.published and draft.published.strip():
            try:
                published = published_date(draft.published)
            except ValueError as error:
                raise BadDate(
                    f"date of publication: {error}", where=draft.where, do="Correct it, or leave it out"
                ) from None
        language, notes = self._languages.find(draft.text, declared=draft.language, given=self._options.language)
        return Report(
            id=draft.id,
            sha256=draft.sha256,
            text=draft.text,
            title=draft.title,
            publisher=draft.publisher or self._options.publisher,
            published=published,
            url=draft.url,
            language=language,
            notes=(*draft.notes, *notes),
            custody=draft.custody,
        )


def _where(name: str) -> str:
    return "standard input" if name == "-" else name


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already and are given again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :] if self._head else b""
        buffer[: len(data)] = data
        return len(data)
