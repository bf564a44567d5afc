"""``onrecord show`` of an incident: what became of its id, which reports tell of it, and what people judged."""

from __future__ import annotations

import sys
from dataclasses import asdict

from onrecord.archive import Archive, ArchivedIncident
from onrecord.cli.messages import visible
from onrecord.desk.amended import Rulings
from onrecord.model import Decision, LinkJudgement
from onrecord.publishing import compose_decision, json_line
from onrecord.reviewing import Held


def show_incident(archive: Archive, found: ArchivedIncident, form: str) -> None:
    """Show an incident's id and its history on standard output, an id that went elsewhere with where it went."""
    judged = [one for one in archive.link_judgements() if _about(one, found)]
    held = _decided(archive, found)
    standing = held.entries()
    reports = {key: report.report.id for key in _reports(found) if (report := archive.report(key)) is not None}
    if form == "jsonl":
        shown = {
            "incident": found.incident,
            "asked": found.asked,
            "stands": found.stands,
            "mentions": [
                {"report": one.report, "id": reports.get(one.report), "mention": one.mention} for one in found.members
            ],
            "history": [
                asdict(one) | {"members": len(one.members), "became": [list(part) for part in one.became]}
                for one in found.history
            ],
            "judgements": [
                {name: value for name, value in asdict(one).items() if not name.endswith("members")} for one in judged
            ],
            "decisions": [compose_decision(one) | {"stands": one.entry in standing} for one in held.all],
        }
        _write(json_line(shown))
        return
    went = f"  (was {found.asked})" if found.asked != found.incident else ""
    _write(f"incident   {found.incident}{went}{'' if found.stands else ': no report tells of it any more'}")
    for one in found.members:
        _write(f"  mention  {one.mention}  {one.report[:12]}  {visible(reports.get(one.report, ''))}")
    for change in found.history:
        parts = ", ".join(f"{number} in {name}" for name, number in change.became)
        said = f"{change.incident} {change.change}, {len(change.members)} mentions" + (f": {parts}" if parts else "")
        _write(f"  entry    {change.entry}: {said}, {change.at}, by {visible(change.who)}")
    for decision in judged:
        note = f": {visible(decision.note)}" if decision.note else ""
        _write(
            f"  judged   {decision.entry}: {decision.one[:13]} and {decision.other[:13]} {decision.verdict.value}, "
            f"{decision.at}, by {visible(decision.who)}{note}"
        )
    for ruling in held.all:
        _decision(ruling, stands=ruling.entry in standing)
    _write("")


def _decided(archive: Archive, found: ArchivedIncident) -> Held:
    """Give what people decided at the desk on an incident, and on the claims and counts of its reports."""
    keys = _reports(found)
    stems = {report.key for report in archive.texts_of(keys).values()}
    rulings = Rulings.of(archive)
    return Held.of(rulings.on(found.incident, stems))


def _decision(one: Decision, *, stands: bool) -> None:
    subject = one.subject
    what = f"{subject.about.value} {subject.item}" if subject.item else subject.about.value
    said = f"{one.call.value} {what}" if one.undoes is None else f"takes back entry {one.undoes}"
    value = f" {json_line(one.value)}" if one.value else ""
    note = f": {one.note}" if one.note else ""
    holds = "" if stands or one.undoes is not None else " (holds no more)"
    _write(visible(f"  decided  {one.entry}: {said}{value}, {one.at}, by {one.who}{note}{holds}"))


def _about(one: LinkJudgement, found: ArchivedIncident) -> bool:
    """Tell whether a judgement is on a mention of the incident, or on its id."""
    mine = {(member.report, member.mention) for member in found.members}
    sides = (*one.one_members, *one.other_members)
    named = {one.one, one.other} & {found.incident, found.asked}
    return bool(named) or any((member.report, member.mention) in mine for member in sides)


def _reports(found: ArchivedIncident) -> list[str]:
    return list(dict.fromkeys(one.report for one in found.members))


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
