"""Looking things up at the desk, all from the catalogue but for texts, readings and histories."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from onrecord.archive import ArchivedIncident, ArchivedReport
from onrecord.archive.catalogue import Counted, Filters, Spot, StoredReport, marked
from onrecord.assessing import assess_reading
from onrecord.desk.amended import Rulings, decision_of, items_now, with_items
from onrecord.desk.holding import Holding
from onrecord.desk.up_to_date import reading_of
from onrecord.desk.views import (
    Change,
    Hit,
    IncidentView,
    LinkDecision,
    Overview,
    Page,
    Point,
    QueueRow,
    ReportCard,
    ReportView,
    ReviewState,
    Segment,
    Tally,
)
from onrecord.model import OF_READINGS, Decision, Reading, Report
from onrecord.publishing import compose_reading
from onrecord.reviewing import Held, amend

_MOST_INCIDENTS = 50
"""Incidents of one report that its page lists."""


class Looking:
    """What pages show."""

    def __init__(self, holding: Holding) -> None:
        self._at = holding

    def queue(self, asked: Filters, page: int, per_page: int) -> Page[QueueRow]:
        """List incidents."""
        rows, total = self._at.catalogue.listed(asked, (page - 1) * per_page, per_page)
        return Page(tuple(row_of(one) for one in rows), page, per_page, total)

    def overview(self, asked: Filters) -> Overview:
        """Give incidents on a map and in charts."""
        found, rows = self._at.catalogue.charts(asked)
        return Overview(
            total=found.total,
            located=found.located,
            points=tuple(_point(spot, rows) for spot in found.spots),
            clustered=found.clustered,
            by_month=_tallies(found.by_month),
            by_kind=_tallies(found.by_kind),
            by_party=_tallies(found.by_party, coded=True),
            by_status=_tallies(found.by_status),
            by_grade=_tallies(found.by_grade),
            by_state=_tallies(found.by_state),
        )

    def search(self, words: str, asked: Filters, page: int, per_page: int) -> Page[Hit]:
        """Find reports by their words."""
        found, total, capped = self._at.catalogue.search(words, asked, (page - 1) * per_page, per_page)
        texts = self._at.archive.texts_of([one.key for one in found])
        hits = tuple(self._hit(one, texts.get(one.key), words) for one in found)
        return Page(hits, page, per_page, total, capped)

    def _hit(self, one: StoredReport, report: Report | None, words: str) -> Hit:
        cut = marked(report.text, words) if report else ()
        return Hit(
            one.key,
            one.title,
            one.publisher,
            one.published,
            one.language,
            tuple(Segment(part.text, part.is_match) for part in cut),
            tuple(self._at.catalogue.incidents_of(report=one.key)),
            one.name,
            one.restricted,
        )

    def incident(self, named: str) -> IncidentView | None:
        """Look an incident up."""
        kept = self._at.archive.incident(named)
        stored = self._at.catalogue.incident(kept.incident if kept else named)
        if stored is None:
            return self._gone(kept) if kept is not None else None
        told = self._at.catalogue.members_of(stored.id)
        reports = list({report.key: report for report, _ in told}.values())
        line = json.loads(stored.decided)
        rulings = self._at.rulings([stored.id], [one.key for one in reports], {one.stem for one in reports})
        links = self.links([(one.key, mention) for one, mention in told])
        row = row_of(stored.row)
        texts = self._at.archive.texts_of([one.key for one in reports])
        return IncidentView(
            asked=named,
            id=stored.id,
            incident=line,
            proposed=json.loads(stored.proposed) if stored.proposed is not stored.decided else line,
            row=row,
            reports=_cards(line, told),
            texts={one.name: texts[one.key].text for one in reports if one.key in texts},
            decisions=_as_shown(rulings.held.all, line),
            standing=rulings.held.entries(),
            links=links,
            latest=max((*(one.entry for one in rulings.held.all), *(one.entry for one in links)), default=0),
            history=_history(kept),
            state=row.state,
            members=tuple((report.key, mention) for report, mention in told),
        )

    def _gone(self, kept: ArchivedIncident) -> IncidentView:
        """Show an incident of which no report tells any more, or which the catalogue does not show yet, by its id."""
        row = QueueRow(
            id=kept.incident,
            title=kept.incident,
            date=None,
            place=None,
            kind=None,
            killed=None,
            injured=None,
            parties=(),
            status=None,
            grade=None,
            reports=0,
            origins=0,
            state=ReviewState.UNREVIEWED,
            score=0.0,
            why=(),
        )
        bare: dict[str, Any] = {"id": kept.incident}
        return IncidentView(
            kept.asked,
            kept.incident,
            bare,
            bare,
            row,
            (),
            {},
            (),
            frozenset(),
            (),
            0,
            _history(kept),
            ReviewState.UNREVIEWED,
            tuple((one.report, one.mention) for one in kept.members),
            stands=False,
        )

    def report(self, named: str) -> ReportView | None:
        """Look a report up."""
        stored = self._at.catalogue.report(named)
        if stored is None:
            return None
        found = self._at.archive.report(stored.key)
        if found is None:
            return None
        report = replace(found.report, id=stored.name)
        rulings = self._at.rulings((), [stored.key], [stored.stem])
        proposed, reading, decisions = self._readings(found, report, rulings)
        held = rulings.held
        return ReportView(
            key=stored.key,
            report=report,
            reading=reading,
            proposed=proposed,
            decisions=decisions,
            standing=held.entries(),
            latest=max((one.entry for one in held.all), default=0),
            receipts=tuple(asdict(one) for one in found.receipts),
            incidents=tuple(
                row_of(one)
                for one in self._at.catalogue.rows_of(
                    self._at.catalogue.incidents_of(report=stored.key)[:_MOST_INCIDENTS]
                )
            ),
            restricted=held.restricted(stored.key),
            why_unread=next((one.why for one in reversed(found.readings) if one.why), None) if not proposed else None,
        )

    def _readings(
        self, found: ArchivedReport, report: Report, rulings: Rulings
    ) -> tuple[dict[str, Any] | None, dict[str, Any] | None, tuple[Decision, ...]]:
        """Give the line of a reading as the reader left it and as people amended it, and their decisions."""
        up_to = self._at.catalogue.state().reading
        lines = [one.line for one in found.readings if one.line and (not up_to or one.entry <= up_to)]
        if not lines:
            return None, None, rulings.held.all
        proposed: dict[str, Any] = json.loads(lines[-1])
        proposed["report"]["id"] = report.id
        reading = reading_of(found.key, report, lines[-1])
        decisions = with_items(rulings.held.all, items_now(reading, rulings.held))
        if not any(one.subject.about in OF_READINGS for one in rulings.held.alive):
            return proposed, proposed, decisions
        return proposed, self.amended_line(reading, rulings.held), decisions

    def amended_line(self, reading: Reading, held: Held) -> dict[str, Any]:
        """Compose a reading as people amended it, its incidents assessed by it alone."""
        amended = amend(reading, held).reading
        return compose_reading(amended, assess_reading(amended, self._at.scheme), with_text=False)

    def links(self, mentions: Sequence[tuple[str, str]]) -> tuple[LinkDecision, ...]:
        """Give the merges and splits that were decided on mentions."""
        mine = set(mentions)
        found = []
        for line in self._at.catalogue.links({report for report, _ in mentions}):
            entry, who, at, verdict, one, other, note, *sides = json.loads(line)
            if any((report, mention) in mine for side in sides for report, mention in side):
                found.append(LinkDecision(entry, who, at, verdict, one, other, note))
        return tuple(found)

    def decisions_since(self, incident: str, entry: int) -> tuple[Decision, ...]:
        """Give what is newer on an incident and its reports."""
        stored = self._at.catalogue.incident(incident)
        if stored is None:
            return ()
        reports = {report.key: report for report, _ in self._at.catalogue.members_of(stored.id)}
        held = self._at.rulings([stored.id], reports, {one.stem for one in reports.values()}).held
        return tuple(one for one in held.all if one.entry > entry)

    def recent(self, limit: int) -> tuple[Decision, ...]:
        """Give the newest decisions."""
        return tuple(decision_of(line)[0] for line in self._at.catalogue.recent(limit))


def _as_shown(decisions: Iterable[Decision], line: Mapping[str, Any]) -> tuple[Decision, ...]:
    """Name the claims and counts of decisions as the incident's line does: by the ids that they have now."""
    items = {one["entry"]: one["item"] for one in line["decisions"]}
    return tuple(
        replace(one, subject=replace(one.subject, item=items[one.entry])) if one.entry in items else one
        for one in decisions
    )


def row_of(said: Mapping[str, Any]) -> QueueRow:
    """Make a list's row of what the catalogue keeps."""
    return QueueRow(
        **{
            **said,
            "parties": tuple(said["parties"]),
            "why": tuple(said["why"]),
            "state": ReviewState(said["state"]),
        }
    )


def _cards(line: Mapping[str, Any], told: Iterable[tuple[StoredReport, str]]) -> tuple[ReportCard, ...]:
    origin_of = {name: number for number, origin in enumerate(line["origins"]) for name in origin["reports"]}
    mentions: dict[str, list[str]] = {}
    reports: dict[str, StoredReport] = {}
    for report, mention in told:
        reports[report.key] = report
        mentions.setdefault(report.key, []).append(mention)
    return tuple(
        ReportCard(
            one.key,
            one.name,
            one.title,
            one.publisher,
            one.published,
            one.language,
            one.url,
            origin_of.get(one.name),
            one.restricted,
            tuple(mentions[one.key]),
        )
        for one in reports.values()
    )


def _history(kept: ArchivedIncident | None) -> tuple[Change, ...]:
    if kept is None:
        return ()
    return tuple(
        Change(one.entry, one.who, one.at, one.incident, one.change, one.went_to, len(one.members), one.became)
        for one in kept.history
    )


def _point(spot: Spot, rows: Mapping[int, Mapping[str, Any]]) -> Point:
    row = rows[spot.row] if spot.row is not None else None
    return Point(
        row["id"] if row else None,
        spot.lat,
        spot.lon,
        spot.radius_km,
        spot.high,
        spot.kind,
        ReviewState(spot.state) if spot.state else None,
        spot.number,
        row["title"] if row else None,
    )


def _tallies(bars: Iterable[Counted], *, coded: bool = False) -> tuple[Tally, ...]:
    """Make bars; a party's name comes with its code before it."""
    found = []
    for one in bars:
        code, _, name = one.name.partition(" ") if coded and one.name != "unknown" else ("", "", one.name)
        found.append(Tally(name, one.number, one.low, one.high, code or None))
    return tuple(found)
