"""The catalogue made of an archive whose incidents are up to date."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from onrecord.archive import Archive, Standing
from onrecord.archive.catalogue import Catalogue, CataloguedReport
from onrecord.archive.catalogue.catalogue import DecisionLine, Writer
from onrecord.assessing import Scheme
from onrecord.desk.amended import Rulings, decide, entry_of, line_of, told_by_text
from onrecord.desk.up_to_date import UpToDate
from onrecord.model import Decision, LinkJudgement
from onrecord.reviewing import stem_of

Progress = Callable[[int, int], None]
"""Takes how many incidents are done, of how many."""


def make_catalogue(
    catalogue: Catalogue,
    archive: Archive,
    now: UpToDate,
    standing: Standing,
    scheme: Scheme,
    progress: Progress | None = None,
) -> Path:
    """Make a catalogue beside the one in place, and give its file.

    ``standing`` is how far the archive had come, as :func:`shown` gives it: what is newer is shown as newer.
    """
    key_of = {name: key for key, name in now.names.items()}
    rulings = Rulings.of(archive)
    elsewhere = told_by_text(now.incidents)

    def fill(writer: Writer) -> None:
        writer.add_reports(_reports(archive, now.names))
        for number, linked in enumerate(now.incidents):
            decided = decide(linked, scheme, rulings, key_of.__getitem__, elsewhere)
            writer.put_incident(entry_of(decided, key_of.__getitem__))
            if progress and number % 100 == 0:
                progress(number, len(now.incidents))
        found = archive.decisions()
        writer.add_decisions(decision_line(*one) for one in found)
        for judged in archive.link_judgements():
            writer.add_link(judged.entry, reports_of(judged), link_line(judged))
        writer.set_redirects(archive.redirects())
        for report in {one.subject.report for one, _, _ in found if one.subject.report}:
            if rulings.held.restricted(report):
                writer.restrict(report, restricted=True)
        writer.set_state(
            made=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            report=standing.report,
            reading=standing.reading,
            decision=max((one.entry for one, _, _ in found), default=0),
            link=standing.link,
            incident=standing.incident,
            scheme=scheme.name,
        )

    return catalogue.make(fill)


def shown(before: Standing, now: UpToDate, after: Standing) -> Standing:
    """Say how far incidents have come that were brought up to date between two looks at the archive.

    Reports and judgements of links that came between may not be among them; changes of incidents are their own, since
    a person who merges or splits judges a link first.
    """
    return replace(before, reading=now.as_of, incident=after.incident)


def decision_line(decision: Decision, key: str, reports: tuple[str, ...]) -> DecisionLine:
    """Write a decision for the catalogue."""
    subject = decision.subject
    return DecisionLine(
        decision.entry, subject.incident, subject.report, stem_of(subject), line_of(decision, key, reports)
    )


def link_line(judged: LinkJudgement) -> str:
    """Write a judgement of a link for the catalogue."""
    said = [judged.entry, judged.who, judged.at, judged.verdict.value, judged.one, judged.other, judged.note]
    mentions = [[[one.report, one.mention] for one in side] for side in (judged.one_members, judged.other_members)]
    return json.dumps([*said, *mentions], ensure_ascii=True, separators=(",", ":"))


def reports_of(judged: LinkJudgement) -> set[str]:
    """Give the keys of the reports whose mentions were judged."""
    return {one.report for one in (*judged.one_members, *judged.other_members)}


def _reports(archive: Archive, names: Mapping[str, str]) -> Iterator[CataloguedReport]:
    for key, report in archive.reports():
        yield CataloguedReport(
            key,
            names.get(key, report.id),
            report.key,
            report.text,
            report.title,
            report.publisher,
            report.published,
            report.language,
            report.url,
        )
