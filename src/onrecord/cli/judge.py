"""``onrecord judge``: a person says whether two incidents, or a report and an incident, are one."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.archive import Archive
from onrecord.cli.messages import Messages
from onrecord.desk.up_to_date import members_of, reading_of
from onrecord.errors import UsageError
from onrecord.model import Member, Verdict

_Side = tuple[str, Sequence[Member]]


def judge_link(archive: Archive, verdict: Verdict, one: str, other: str, *, who: str, note: str) -> int:
    """Record a judgement in the ledger; gives the exit code.

    UsageError for what names no incident that stands and no report that was read, or names the same twice.
    """
    first, second = _side(archive, one), _side(archive, other)
    if first[0] == second[0]:
        raise UsageError(f"{one} and {other} are the same already", where="judge", do="Name two")
    entry = archive.judge_link(who, verdict, first, second, note)
    Messages().say(f"recorded as entry {entry}; the next onrecord assess follows it")
    return 0


def _side(archive: Archive, named: str) -> _Side:
    """Give what is judged, and the mentions that it stands for now: of a report, its main one."""
    incident = archive.incident(named)
    if incident is not None:
        if incident.incident != named:
            raise UsageError(f"{named} went to {incident.incident}", where="judge", do="Judge that one, or a report")
        if not incident.stands:
            raise UsageError(f"no report tells of {named} any more", where="judge", do=f"See onrecord show {named}")
        return named, incident.members
    found = archive.find(named)
    if len(found) != 1:
        what = "nothing bears" if not found else f"{len(found)} reports bear"
        raise UsageError(f"{what} the name {named}", where="judge", do="Give an incident's id, or a report's key")
    report = found[0]
    lines = [reading.line for reading in report.readings if reading.line]
    if not lines:
        raise UsageError(f"{named} was not read", where="judge", do="Run onrecord assess first")
    members = members_of(report.key, reading_of(report.key, report.report, lines[-1]))
    return report.key, [one for one in members if one.main]
