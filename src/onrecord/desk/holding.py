"""What the desk's parts share: the archive, its catalogue, and making anew what a decision touches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.archive import Archive, Standing
from onrecord.archive.catalogue import Catalogue
from onrecord.archive.catalogue.catalogue import Writer
from onrecord.archive.catalogue.entries import State
from onrecord.assessing import Scheme
from onrecord.desk.amended import Decided, Rulings, decide, decision_of, entry_of, origins_and_links
from onrecord.desk.cataloguing import decision_line
from onrecord.desk.up_to_date import members_of, reading_of
from onrecord.model import (
    OF_READINGS,
    About,
    Call,
    Decision,
    IncidentMention,
    Link,
    Linked,
    LinkedMention,
    Member,
    Reading,
    found_again,
)
from onrecord.reviewing import Held, stem_of
from onrecord.settings import Settings


@dataclass(frozen=True, slots=True)
class Told:
    """One incident's mentions with their readings, and the keys of its reports."""

    linked: Linked
    keys: Mapping[str, str]
    """The id by which a report is named -> its key."""
    apart: tuple[Link, ...] = ()
    """Links to mentions that a person parted from it."""


@dataclass(slots=True)
class Remade:
    """What making incidents anew left."""

    changed: set[str] = field(default_factory=set)
    """Ids of those of which more than the list of decisions changed."""


class Holding:
    """One archive and its catalogue."""

    def __init__(self, archive: Archive, catalogue: Catalogue, scheme: Scheme, settings: Settings) -> None:
        self.archive = archive
        self.catalogue = catalogue
        self.scheme = scheme
        self.settings = settings

    def standing(self, state: State) -> Standing:
        """Give how far the catalogue has come, as the archive says it."""
        return Standing(state.report, state.reading, state.decision, state.link, state.incident)

    def rulings(self, incidents: Sequence[str], keys: Iterable[str], stems: Iterable[str]) -> Rulings:
        """Give all decisions on incidents (and those merged into them), on reports, and on texts."""
        earlier = {one: self.catalogue.went_to(one) for one in incidents}
        ids = [name for one in incidents for name in (one, *earlier[one])]
        lines = self.catalogue.decisions(incidents=ids, reports=keys, stems=stems)
        redirects = {name: one for one in incidents for name in earlier[one]}
        return Rulings(((one, reports) for one, _, reports in map(decision_of, lines)), redirects)

    def told(self, incident: str) -> Told | None:
        """Load an incident's mentions with the readings that the catalogue was made of; None where none stands."""
        members = self.catalogue.members_of(incident)
        said = self.catalogue.linked(incident)
        if not members or said is None:
            return None
        names = {report.key: report.name for report, _ in members}
        readings = self.readings(names)
        mentions = [
            LinkedMention(readings[report.key], found)
            for report, mention in members
            if report.key in readings and (found := mention_of(readings[report.key], report.key, mention)) is not None
        ]
        origins, links, apart = origins_and_links(said)
        linked = Linked(incident, tuple(mentions), origins, links)
        return Told(linked, {name: key for key, name in names.items()}, apart)

    def readings(self, names: Mapping[str, str]) -> dict[str, Reading]:
        """Load reports' readings as the catalogue knows them, each under the id that it is named by."""
        up_to = self.catalogue.state().reading or None
        found = {}
        for key, report, line in self.archive.readings_of(list(names), up_to):
            found[key] = reading_of(key, replace(report, id=names[key]), line)
        return found

    def decided(self, told: Told, rulings: Rulings, *, with_proposed: bool, scheme: Scheme | None = None) -> Decided:
        """Assess an incident as decided, under the archive's scheme or another."""
        added = {
            stem
            for one in rulings.held.alive
            if one.call is Call.ADD or one.subject.about in OF_READINGS
            if (stem := stem_of(one.subject))
        }
        elsewhere = {stem: frozenset(self.catalogue.incidents_of(stem=stem)) for stem in added}
        return decide(
            told.linked, scheme or self.scheme, rulings, told.keys.__getitem__, elsewhere, with_proposed=with_proposed
        )

    def remake(self, writer: Writer, incidents: Iterable[str]) -> Remade:
        """Make incidents anew from their readings and all decisions on them."""
        left = Remade()
        for name in sorted(set(incidents)):
            told = self.told(name)
            if told is None:
                continue
            stems = {one.reading.report.key for one in told.linked.mentions}
            found = self.decided(told, self.rulings([name], (), stems), with_proposed=False)
            entry = entry_of(found, told.keys.__getitem__, unchanged=True)
            before = self.catalogue.incident(name)
            if before is None or _bare(before.decided) != _bare(entry.decided):
                left.changed.add(name)
            writer.put_incident(entry)
        return left

    def catch_up(self) -> Remade:
        """Take up every decision that the catalogue does not show yet, whoever made it."""
        left = Remade()
        with self.catalogue.alone():
            new = self.archive.decisions(self.catalogue.state().decision)
            if not new:
                return left
            # Decisions first, and alone: what they touch is then read off the catalogue as of all of them.
            self.catalogue.change(lambda writer: writer.add_decisions(decision_line(*one) for one in new))
            touched = self.touched([one for one, _, _ in new])
            held = self._restrictions(one for one, _, _ in new)

            def alter(writer: Writer) -> None:
                for report, restricted in held.items():
                    writer.restrict(report, restricted=restricted)
                left.changed |= self.remake(writer, touched).changed
                writer.set_state(decision=new[-1][0].entry)

            self.catalogue.change(alter)
        return left

    def touched(self, decisions: Iterable[Decision]) -> set[str]:
        """Give the incidents that decisions touch, as they stand now."""
        found: set[str] = set()
        for one in decisions:
            subject = one.subject
            if stem := stem_of(subject):
                found.update(self.catalogue.incidents_of(stem=stem))
            elif subject.about is not About.REPORT and subject.incident:
                stands = self.catalogue.incident(subject.incident)
                if stands is not None:
                    found.add(stands.id)
        return found

    def _restrictions(self, decisions: Iterable[Decision]) -> dict[str, bool]:
        reports = {one.subject.report for one in decisions if one.subject.about is About.REPORT and one.subject.report}
        found = {}
        for report in reports:
            held = Held.of(one for one, _, _ in map(decision_of, self.catalogue.decisions(reports=[report])))
            found[report] = held.restricted(report)
        return found


def mention_of(reading: Reading, key: str, mention: str) -> IncidentMention | None:
    """Find a mention in its reading; a report in which no incident was found stands as a whole."""
    exact = next((one for one in reading.incidents if one.id == mention), None)
    if exact is not None:
        return exact
    if not reading.incidents:
        return IncidentMention(f"{reading.report.key}:whole", main=False)
    again = found_again(Member(key, mention, main=True, at=()), members_of(key, reading))
    return next((one for one in reading.incidents if again and one.id == again.mention), None)


def _bare(line: bytes) -> object:
    said = json.loads(line)
    said.pop("decisions", None)
    said.pop("reasons", None)
    return said
