"""``onrecord assess``: from inputs, or from an archive, to the incidents and the exit code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord import flow
from onrecord.archive import Archive, ArchivedIncident
from onrecord.cli.messages import Messages
from onrecord.cli.output import bytes_to
from onrecord.cli.read import TABLE, Request
from onrecord.desk.amended import assess_decided
from onrecord.desk.cataloguing import shown
from onrecord.desk.placing import remake
from onrecord.desk.up_to_date import By, bring_up_to_date
from onrecord.errors import InputError, UsageError
from onrecord.intake import receive
from onrecord.model import Incident, Reading
from onrecord.publishing import INCIDENT_FORMATS, IncidentWriter
from onrecord.reading import Reader
from onrecord.settings import Settings


def assess_reports(
    request: Request, settings: Settings, *, wanted: Sequence[str] = (), reader: Reader | None = None
) -> int:
    """Read all inputs, group and assess their incidents, write these, and give the exit code.

    ``wanted`` are the ids of the incidents to write; none: all. 1 where an input could not be read. OutputError where
    incidents cannot be written, ModelError where nothing can be read at all, UsageError for an id not theirs.
    """
    messages = Messages()
    told = _Tally(messages)
    received = receive(request.inputs, request.options, settings)
    incidents = chosen(told.over(flow.assess(received, settings, request.scheme, reader)), wanted)
    try:
        _write(incidents, request)
    except KeyboardInterrupt:
        messages.say("stopped: no incident is written before all reports are read")
        return 130
    return told.close()


def assess_archive(request: Request, archive: Archive, by: By, *, wanted: Sequence[str] = (), read: bool = True) -> int:
    """Bring an archive's incidents up to date, assess and write these, and give the exit code: 1 as above.

    ``wanted`` are the ids of the incidents to write, each followed to where it went; none: all. Without ``read``
    readings are taken as they are. Where the review desk has a catalogue, it is made anew as well; ArchiveError where
    others change the archive again and again meanwhile.
    """
    messages = Messages()
    try:
        before = archive.standing_of()
        now = bring_up_to_date(archive, by, messages, read=read)
        after = archive.standing_of()
        asked = [named(archive, one, messages).incident for one in wanted]
        groups = [one for one in now.incidents if not asked or one.id in asked]
        _write(assess_decided(archive, groups, now.incidents, now.names, request.scheme), request)
        remake(archive, now, shown(before, now, after), by, messages)
    except KeyboardInterrupt:
        messages.say("stopped: what was read is kept; run it again for the rest")
        return 130
    said = f"{now.read} read, {now.readings} readings; incidents: {len(now.incidents)}"
    said += "".join(f", {number} {change}" for change, number in sorted((now.changes or {}).items()))
    if now.failed:
        said += f"; {now.failed} could not be read"
    elif now.unread:
        said += f"; {now.unread} reports have no reading: onrecord show says why"
    messages.say(said)
    return 1 if now.failed else 0


def named(archive: Archive, incident: str, messages: Messages) -> ArchivedIncident:
    """Look up the incident that is asked for, and say where it went. UsageError where none of this id stands."""
    found = archive.incident(incident)
    if found is None:
        raise UsageError(f"no incident {incident!r} in {archive.place}", where="--incident", do="onrecord assess")
    if found.incident != incident:
        messages.say(f"{incident} went to {found.incident}")
    if not found.stands:
        raise UsageError(
            f"no report tells of {incident} any more", where="--incident", do=f"See onrecord show {incident}"
        )
    return found


def chosen(incidents: Iterable[Incident], wanted: Sequence[str]) -> Iterator[Incident]:
    """Pass on the incidents of these ids; all where none is named. UsageError for an id that is none of theirs."""
    missing = set(wanted)
    for one in incidents:
        missing.discard(one.mention.id)
        if not wanted or one.mention.id in wanted:
            yield one
    if missing:
        raise UsageError(f"no incident {min(missing)!r} in these reports", where="--incident", do="Leave it out")


def _write(incidents: Iterable[Incident], request: Request) -> None:
    with bytes_to(request.output) as stream:
        _writer(request).write(incidents, stream)


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
