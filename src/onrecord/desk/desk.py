"""The review desk: one archive as people look at it and decide on it. Web pages call this and nothing below it.

Thread-safe; one in a process. Looking reads the catalogue; each decision is one entry of the archive's ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from onrecord import __version__
from onrecord.archive import Archive, Place, Standing
from onrecord.archive.catalogue import Catalogue
from onrecord.assessing import load_scheme
from onrecord.desk.amended import decision_of
from onrecord.desk.deciding import Deciding
from onrecord.desk.grouping import Grouping
from onrecord.desk.holding import Holding
from onrecord.desk.jobs import Jobs
from onrecord.desk.leaving import Leaver
from onrecord.desk.looking import Looking
from onrecord.desk.sight import Sight
from onrecord.desk.views import (
    DeskIdentity,
    Filters,
    Freshness,
    Hit,
    IncidentView,
    Job,
    JobView,
    Leaving,
    Outcome,
    Overview,
    Page,
    Profile,
    QueueRow,
    Release,
    ReportView,
)
from onrecord.errors import UnknownSubject
from onrecord.model import Call, Decision, Subject
from onrecord.reading import Reader
from onrecord.reviewing.roles import Role
from onrecord.settings import Settings


class Desk:
    """One archive's desk. Use it as a context, or close it."""

    def __init__(self, archive: Archive, catalogue: Catalogue, settings: Settings, reader: Reader | None) -> None:
        """Take an archive that is open for writing, and its catalogue: use :meth:`open`."""
        self._holding = Holding(archive, catalogue, load_scheme(settings.scheme), settings)
        self._uuid = archive.identity()
        self._looking = Looking(self._holding)
        self._deciding = Deciding(self._holding)
        self._grouping = Grouping(self._holding)
        self._leaver = Leaver(self._holding)
        self._jobs = Jobs(self._holding, settings, reader)
        self._counted: tuple[Standing, dict[str, int]] | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close."""
        self.close()

    def _begin(self) -> None:
        """Take up what others decided, and make the catalogue where there is none."""
        catalogue = self._holding.catalogue
        if not catalogue.exists():
            catalogue.make_empty()
        if catalogue.state().made:
            self._holding.catch_up()
            self.queue(Filters(), 1, 1)  # takes up what lists choose by, so that the first page waits for nothing
        self._refill()

    def _refill(self) -> None:
        """Make the catalogue where there is none, or where a deletion by order took it away."""
        if self._holding.catalogue.state().made or self._jobs.making():
            return
        if self._holding.archive.standing_of().report and not self._jobs.failed():
            self.refresh(self._holding.settings.who or "review desk")

    def _held(self) -> dict[str, int]:
        """Count what the archive holds; counted anew where anything came since."""
        now = replace(self._holding.archive.standing_of(), decision=0, link=0)
        if self._counted is None or self._counted[0] != now:
            self._counted = now, self._holding.archive.totals()
        return self._counted[1]

    @classmethod
    def open(cls, place: Place, settings: Settings, *, reader: Reader | None = None) -> Self:
        """Open an archive that is there; its catalogue is made where it is missing or of another version.

        ``reader`` is used by jobs within this process (tests); without one, jobs run in a process of their own.
        ArchiveError where there is no archive, or it cannot be written.
        """
        with ExitStack() as stack:
            archive = stack.enter_context(Archive.open(place, who=settings.who or "review desk"))
            catalogue = Catalogue(place)
            stack.callback(catalogue.close)
            desk = cls(archive, catalogue, settings, reader)
            desk._begin()
            stack.pop_all()
        return desk

    def close(self) -> None:
        """Let jobs end, and seal what was written."""
        self._jobs.close()
        self._holding.catalogue.close()
        self._holding.archive.close()

    def seen_by(self, role: Role) -> Sight:
        """Give the desk as somebody of a role sees it: the one that pages work with."""
        return Sight(self, self._holding, self._leaver, role, self._holding.settings.viewer_profile)

    def identity(self) -> DeskIdentity:
        """Say which archive this is, what it holds, and how its catalogue stands."""
        self._refill()
        holding, state = self._holding, self._holding.catalogue.state()
        held, making = self._held(), self._jobs.making()
        newer = holding.archive.newer_than(holding.standing(state))
        fresh = Freshness.FRESH if state.made and not newer else Freshness.STALE
        return DeskIdentity(
            archive=self._uuid,
            path=str(holding.archive.place),
            version=__version__,
            reports=held["reports"],
            incidents=held["incidents"],
            decisions=holding.catalogue.count_decisions(),
            files=held["files"],
            entries=holding.archive.last_entry(),
            freshness=Freshness.MAKING if making else fresh,
            newer=newer,
            made=state.made or None,
            job=making,
        )

    # Looking

    def queue(self, asked: Filters, page: int = 1, per_page: int = 25) -> Page[QueueRow]:
        """List incidents, what needs eyes first and why; or in the order asked for."""
        self._refill()
        return self._looking.queue(asked, page, per_page)

    def overview(self, asked: Filters) -> Overview:
        """Give all incidents asked for on a map and in charts; many points are given as clusters."""
        return self._looking.overview(asked)

    def search(self, words: str, asked: Filters, page: int = 1, per_page: int = 20) -> Page[Hit]:
        """Find reports whose title or text has all the words; the best match first."""
        return self._looking.search(words, asked, page, per_page)

    def incident(self, named: str) -> IncidentView | None:
        """Look an incident up, following where it went (``view.asked != view.id``); None where no such id is known."""
        return self._looking.incident(named)

    def report(self, key: str) -> ReportView | None:
        """Look a report up by its key, or the start of it; None where there is none, or several."""
        return self._looking.report(key)

    def decisions_since(self, incident: str, entry: int) -> tuple[Decision, ...]:
        """Give the decisions on an incident and its reports that are newer than an entry, oldest first."""
        return self._looking.decisions_since(incident, entry)

    def recent(self, limit: int = 50) -> tuple[Decision, ...]:
        """Give the newest decisions on anything, newest first."""
        return self._looking.recent(limit)

    def restricted(self) -> frozenset[str]:
        """Give the keys of the reports that are restricted now."""
        return self._holding.catalogue.restricted()

    # Deciding

    def decide(
        self,
        who: str,
        subject: Subject,
        call: Call,
        value: Mapping[str, Any] | None = None,
        note: str = "",
        *,
        seen: int,
    ) -> Outcome:
        """Record a decision, and make anew what hangs on it.

        ``seen`` is the entry of the newest decision that the page had shown (``view.latest``). Raises Conflict where a
        newer one on the same subject stands, UnknownSubject, and BadValue where the value is not what the call takes.
        """
        return self._deciding.decide(who, subject, call, value, note, seen)

    def undo(self, who: str, entry: int, *, anybody: bool = False) -> Outcome:
        """Take back a decision, a merge or a split, so that what was before it holds again.

        NotAllowed where it is another person's, unless ``anybody``'s may be taken back. UnknownSubject where the entry
        is no decision, BadValue where it was taken back already.
        """
        self._holding.catch_up()
        line = self._holding.catalogue.decision(entry)
        if line is not None:
            return self._deciding.undo(who, decision_of(line)[0], anybody=anybody)
        judged = next((one for one in self._holding.archive.link_judgements(entry - 1) if one.entry == entry), None)
        if judged is None:
            raise UnknownSubject(f"entry {entry} is no decision", do="Look it up again")
        return self._grouping.undo(who, judged, anybody=anybody)

    def merge(self, who: str, one: str, other: str, note: str, *, seen: int) -> Outcome:
        """Say that two incidents are one, and show them as one at once."""
        return self._grouping.merge(who, one, other, note, seen)

    def split(self, who: str, incident: str, reports: Sequence[str], note: str, *, seen: int) -> Outcome:
        """Say that some of an incident's reports (keys) tell of another one, and show them apart at once."""
        return self._grouping.split(who, incident, reports, note, seen)

    # Adding

    def add_files(self, who: str, files: Sequence[tuple[str, Path]]) -> Job:
        """Begin to take files (name as given, where the bytes are) into custody, read them and bring all up to date.

        The bytes must stay where they are until the job is done.
        """
        return self._jobs.begin("files", who, [name for name, _ in files], [str(path) for _, path in files])

    def add_addresses(self, who: str, urls: Sequence[str]) -> Job:
        """Begin to fetch addresses into custody, read them and bring all up to date."""
        return self._jobs.begin("addresses", who, urls, urls)

    def refresh(self, who: str) -> Job:
        """Begin to bring everything up to date, and to make the catalogue anew."""
        return self._jobs.begin("refresh", who)

    def job(self, number: int) -> JobView | None:
        """Say how a job stands; None where there is none of this number."""
        return self._jobs.view(number)

    def jobs(self) -> tuple[JobView, ...]:
        """Give the jobs of this desk, newest first, without their items."""
        return self._jobs.views()

    # Leaving the house

    def export(self, who: str, asked: Filters, form: str, profile: str) -> Leaving:
        """Write the incidents asked for in a format, under a redaction profile, and log the release."""
        return self._leaver.export(who, asked, form, profile)

    def dossier(self, who: str, incident: str, form: str, profile: str) -> Leaving:
        """Write one incident's dossier (``html`` or ``pdf``) under a redaction profile, and log the release."""
        return self._leaver.dossier(who, incident, form, profile)

    def releases(self, page: int = 1, per_page: int = 50) -> Page[Release]:
        """List what left the house, newest first."""
        return self._leaver.releases(page, per_page)

    def profiles(self) -> tuple[Profile, ...]:
        """Give the redaction profiles that may be chosen."""
        return self._leaver.profiles()
