"""Footnotes: the words that a value rests on, where they stand, and in which report; each stretch of words once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.model import Incident, Words


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote."""

    number: int
    report: str
    at: Words


class Notes:
    """The footnotes of one dossier, numbered in the order in which they are first cited."""

    def __init__(self, incident: Incident) -> None:
        self._incident = incident
        self._found: dict[tuple[str, Words], Note] = {}
        self._words = {one.id: one.at for one in incident.counts} | {one.id: one.content for one in incident.claims}

    def cite(self, at: Words, report: str | None = None) -> int:
        """Give the number of the footnote for these words; ``report`` where the words do not say it themselves."""
        name = at.report or report
        if name is None:
            raise ValueError("words that name no report cannot be cited")
        plain = Words(at.words, at.passages)
        note = self._found.setdefault((name, plain), Note(len(self._found) + 1, name, plain))
        return note.number

    def cite_ids(self, ids: Iterable[str]) -> list[int]:
        """Give the numbers for claims and counts by their ids, each once."""
        known = [one for one in ids if one in self._words]
        return list(
            dict.fromkeys(self.cite(self._words[one], self._incident.report_of[one.partition(":")[0]]) for one in known)
        )

    @property
    def all(self) -> list[Note]:
        """List the footnotes that were cited so far, in order."""
        return list(self._found.values())
