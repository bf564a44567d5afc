"""The review desk: one archive as people look at it and decide on it. Web pages call this and nothing below it.

Thread-safe; one in a process. Looking reads the catalogue; each decision is one entry of the archive's ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from onrecord.archive import Place
from onrecord.desk.views import (
    DeskIdentity,
    Filters,
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
from onrecord.model import Call, Decision, Subject
from onrecord.reading import Reader
from onrecord.settings import Settings


class Desk:
    """One archive's desk. Use it as a context, or close it."""

    @classmethod
    def open(cls, place: Place, settings: Settings, *, reader: Reader | None = None) -> Self:
        """Open an archive that is there; its catalogue is made where it is missing or of another version.

        ``reader`` is used by jobs within this process (tests); without one, jobs run in a process of their own.
        ArchiveError where there is no archive, or it cannot be written.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Let jobs end, and seal what was written."""
        raise NotImplementedError

    def identity(self) -> DeskIdentity:
        """Say which archive this is, what it holds, and how its catalogue stands."""
        raise NotImplementedError

    # Looking

    def queue(self, asked: Filters, page: int = 1, per_page: int = 25) -> Page[QueueRow]:
        """List incidents, what needs eyes first and why; or in the order asked for."""
        raise NotImplementedError

    def overview(self, asked: Filters) -> Overview:
        """Give all incidents asked for on a map and in charts; many points are given as clusters."""
        raise NotImplementedError

    def search(self, words: str, asked: Filters, page: int = 1, per_page: int = 20) -> Page[Hit]:
        """Find reports whose title or text has all the words; the best match first."""
        raise NotImplementedError

    def incident(self, named: str) -> IncidentView | None:
        """Look an incident up, following where it went (``view.asked != view.id``); None where no such id is known."""
        raise NotImplementedError

    def report(self, key: str) -> ReportView | None:
        """Look a report up by its key, or the start of it; None where there is none, or several."""
        raise NotImplementedError

    def decisions_since(self, incident: str, entry: int) -> tuple[Decision, ...]:
        """Give the decisions on an incident and its reports that are newer than an entry, oldest first."""
        raise NotImplementedError

    def recent(self, limit: int = 50) -> tuple[Decision, ...]:
        """Give the newest decisions on anything, newest first."""
        raise NotImplementedError

    def restricted(self) -> frozenset[str]:
        """Give the keys of the reports that are restricted now."""
        raise NotImplementedError

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
        raise NotImplementedError

    def undo(self, who: str, entry: int, *, anybody: bool = False) -> Outcome:
        """Take back a decision, a merge or a split, so that what was before it holds again.

        NotAllowed where it is another person's, unless ``anybody``'s may be taken back. UnknownSubject where the entry
        is no decision, BadValue where it was taken back already.
        """
        raise NotImplementedError

    def merge(self, who: str, one: str, other: str, note: str, *, seen: int) -> Outcome:
        """Say that two incidents are one, and show them as one at once."""
        raise NotImplementedError

    def split(self, who: str, incident: str, reports: Sequence[str], note: str, *, seen: int) -> Outcome:
        """Say that some of an incident's reports (keys) tell of another one, and show them apart at once."""
        raise NotImplementedError

    # Adding

    def add_files(self, who: str, files: Sequence[tuple[str, Path]]) -> Job:
        """Begin to take files (name as given, where the bytes are) into custody, read them and bring all up to date.

        The bytes must stay where they are until the job is done.
        """
        raise NotImplementedError

    def add_addresses(self, who: str, urls: Sequence[str]) -> Job:
        """Begin to fetch addresses into custody, read them and bring all up to date."""
        raise NotImplementedError

    def refresh(self, who: str) -> Job:
        """Begin to bring everything up to date, and to make the catalogue anew."""
        raise NotImplementedError

    def job(self, number: int) -> JobView | None:
        """Say how a job stands; None where there is none of this number."""
        raise NotImplementedError

    def jobs(self) -> tuple[JobView, ...]:
        """Give the jobs of this desk, newest first, without their items."""
        raise NotImplementedError

    # Leaving the house

    def export(self, who: str, asked: Filters, form: str, profile: str) -> Leaving:
        """Write the incidents asked for in a format, under a redaction profile, and log the release."""
        raise NotImplementedError

    def dossier(self, who: str, incident: str, form: str, profile: str) -> Leaving:
        """Write one incident's dossier (``html`` or ``pdf``) under a redaction profile, and log the release."""
        raise NotImplementedError

    def releases(self, page: int = 1, per_page: int = 50) -> Page[Release]:
        """List what left the house, newest first."""
        raise NotImplementedError

    def profiles(self) -> tuple[Profile, ...]:
        """Give the redaction profiles that may be chosen."""
        raise NotImplementedError
