"""``onrecord assess``: from the options to the incidents and the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord import flow
from onrecord.cli.messages import Messages
from onrecord.cli.output import opened_bytes, standard_bytes
from onrecord.cli.read import TABLE, Request
from onrecord.errors import InputError
from onrecord.intake import receive
from onrecord.model import Incident, Reading
from onrecord.publishing import INCIDENT_FORMATS, IncidentWriter
from onrecord.reading import Reader
from onrecord.settings import Settings


def assess_reports(request: Request, settings: Settings, *, reader: Reader | None = None) -> int:
    """Read all inputs, group and assess their incidents, write these, and give the exit code.

    1 where an input could not be read. OutputError where incidents cannot be written, ModelError where nothing can be
    read at all.
    """
    writer = _writer(request)
    messages = Messages()
    told = _Tally(messages)
    received = receive(request.inputs, request.options, settings)
    incidents = told.over(flow.assess(received, settings, request.scheme, reader))
    try:
        if request.output is None:
            with standard_bytes() as stream:
                writer.write(incidents, stream)
        else:
            with opened_bytes(Path(request.output)) as stream:
                writer.write(incidents, stream)
    except KeyboardInterrupt:
        messages.say("stopped: no incident is written before all reports are read")
        return 130
    return told.close()


class _Tally:
    """How many reports were read and not read, and how many incidents they tell of."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._read = self._failed = self._incidents = 0

    def over(self, results: Iterable[Reading | Incident | InputError]) -> Iterator[Incident]:
        """Name each report that could not be read, and pass the incidents on."""
        for result in results:
            if isinstance(result, InputError):
                self._failed += 1
                self._messages.failure(result)
            elif isinstance(result, Reading):
                self._read += 1
                for note in result.report.notes:
                    self._messages.note(result.report.id, note)
            else:
                self._incidents += 1
                yield result

    def close(self) -> int:
        """Say how it went, and give the exit code."""
        total = self._read + self._failed
        failed = f"; {self._failed} could not be read" if self._failed else ""
        self._messages.say(f"{self._read} of {total} read; incidents: {self._incidents}{failed}")
        return 1 if self._failed else 0


def _writer(request: Request) -> IncidentWriter:
    if request.form != TABLE:
        return INCIDENT_FORMATS[request.form]
    from onrecord.cli.table import IncidentTable  # noqa: PLC0415 - loads rich

    return IncidentTable()
