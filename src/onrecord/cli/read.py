"""``onrecord read``: from the options to the results and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord import flow
from onrecord.assessing import Scheme, load_scheme
from onrecord.cli.messages import Messages
from onrecord.cli.output import to_file, to_folder, to_standard_output
from onrecord.cli.progress import shown
from onrecord.errors import InputError, UsageError
from onrecord.intake import FORMATS as INPUT_FORMATS
from onrecord.intake import IntakeOptions, format_named, is_tag, published_date, receive
from onrecord.publishing import FORMATS, IncidentWriter, Writer
from onrecord.reading import Reader
from onrecord.settings import Settings

TABLE = "table"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, checked before anything is read."""

    inputs: Sequence[str]
    options: IntakeOptions
    scheme: Scheme
    form: str
    output: str | None
    with_text: bool

    @classmethod
    def checked(
        cls,
        inputs: Sequence[str],
        *,
        settings: Settings,
        form: str | None = None,
        output: str | None = None,
        published: str | None = None,
        publisher: str | None = None,
        language: str | None = None,
        scheme: str | None = None,
        input_format: str | None = None,
        with_text: bool = True,
        formats: Mapping[str, Writer] | Mapping[str, IncidentWriter] = FORMATS,
        without_inputs: bool = False,
    ) -> Request:
        """Check what the command line gives. UsageError for what is no input, format, date, language or scheme.

        ``formats`` are those that the command writes, besides ``table``; ``without_inputs`` where none are needed.
        """
        if not inputs and not without_inputs:
            raise UsageError("no input", do="Name files or folders, or - for standard input")
        if input_format and not format_named(input_format):
            known = ", ".join(one.name for one in INPUT_FORMATS)
            raise UsageError(f"{input_format!r} is no format of inputs", where="--input", do=f"Formats: {known}")
        if published:
            try:
                published = published_date(published)
            except ValueError as error:
                raise UsageError(str(error), where="--published", do="Write it as year-month-day") from None
        if language and not is_tag(language):
            raise UsageError(f"{language!r} is no BCP 47 tag", where="--language", do="Write it as en, ar or ru")
        if output is not None:
            _spare_inputs(inputs, output)
        form = _form(form, output, formats)
        return cls(
            inputs=inputs,
            options=IntakeOptions(published, language, input_format, publisher),
            scheme=load_scheme(_scheme(form, scheme, formats) or settings.scheme),
            form=form,
            output=output,
            with_text=with_text,
        )


@dataclass(slots=True)
class _Tally:
    """How many reports were read and how many were not; each of these is named as it comes."""

    messages: Messages
    read: int = 0
    failed: int = 0
    notes: list[str] = field(default_factory=list)

    def over(self, results: Iterator[flow.ReadReport | InputError]) -> Iterator[flow.ReadReport | InputError]:
        for result in results:
            if isinstance(result, InputError):
                self.failed += 1
                self.messages.failure(result)
            else:
                self.read += 1
                for note in result.reading.report.notes:
                    self.messages.note(result.reading.report.id, note)
            yield result

    def close(self) -> int:
        """Say how it went, where that is not plain, and give the exit code."""
        if self.failed:
            self.messages.say(f"{self.read} of {self.read + self.failed} read; {self.failed} could not be read")
        elif self.read > 1:
            self.messages.say(f"{self.read} of {self.read} read")
        return 1 if self.failed else 0


def read_reports(request: Request, settings: Settings, *, reader: Reader | None = None) -> int:
    """Read all inputs, write the results, and give the exit code: 1 where an input could not be read.

    OutputError where the results cannot be written, ModelError where nothing can be read at all.
    """
    messages = Messages()
    tally = _Tally(messages)
    received = receive(request.inputs, request.options, settings)
    results = tally.over(flow.read(received, settings, request.scheme, reader))
    if _bar_wanted(request):
        results = shown(results, _known_total(request.inputs))
    writer = _writer(request.form)
    try:
        if request.output is None:
            to_standard_output(results, writer, with_text=request.with_text)
        elif _is_folder(request.output):
            to_folder(results, writer, Path(request.output), with_text=request.with_text)
        else:
            to_file(results, writer, Path(request.output), with_text=request.with_text)
    except KeyboardInterrupt:
        messages.say(f"stopped: {tally.read} read, {tally.failed} could not be read, the rest not tried")
        return 130
    return tally.close()


def _writer(form: str) -> Writer:
    if form != TABLE:
        return FORMATS[form]
    from onrecord.cli.table import Table  # noqa: PLC0415 - loads rich

    return Table()


def _scheme(form: str, scheme: str | None, formats: Mapping[str, Writer] | Mapping[str, IncidentWriter]) -> str | None:
    """Give the scheme that is asked for, or that the format belongs to."""
    own: str | None = getattr(formats.get(form), "scheme", None)
    if own and scheme and scheme != own:
        raise UsageError(
            f"the format {form} states figures under the scheme {own}, not {scheme}",
            where="--scheme",
            do=f"Leave it out, or write --scheme {own}",
        )
    return scheme or own


def _form(
    form: str | None, output: str | None, formats: Mapping[str, Writer] | Mapping[str, IncidentWriter] = FORMATS
) -> str:
    """Choose the format: as named; by the ending of the output; a table on a terminal, else JSON Lines."""
    if form is not None:
        if form != TABLE and form not in formats:
            raise UsageError(f"{form!r} is no format", where="--format", do=f"Formats: {', '.join((TABLE, *formats))}")
        return form
    if output is not None:
        name = Path(output).name.lower()
        return max(
            (one for one in formats if name.endswith(formats[one].suffix)),
            key=lambda f: len(formats[f].suffix),
            default="jsonl",
        )
    return TABLE if sys.stdout.isatty() else "jsonl"


def _is_folder(output: str) -> bool:
    return output.endswith("/") or Path(output).is_dir()


def _spare_inputs(inputs: Sequence[str], output: str) -> None:
    """Refuse to write over an input: it is evidence."""
    target = Path(output)
    for one in inputs:
        if one != "-" and target.is_file() and Path(one).is_file() and target.samefile(one):
            raise UsageError("the output would take the place of an input", where=output, do="Give another name")


def _bar_wanted(request: Request) -> bool:
    """Tell whether a bar can stand on the terminal without results running into it."""
    return sys.stderr.isatty() and (request.output is not None or not sys.stdout.isatty() or request.form == TABLE)


def _known_total(inputs: Sequence[str]) -> int | None:
    """Count the reports where every input is one, else None."""
    records = {ending for one in INPUT_FORMATS if one.name in {"jsonl", "csv"} for ending in one.suffixes}
    single = all(one != "-" and not Path(one).is_dir() and Path(one).suffix.lower() not in records for one in inputs)
    return len(inputs) if single else None
