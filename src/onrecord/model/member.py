"""Members of an incident in an archive: mentions named so that a later reading of their report has them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model.incident import IncidentMention
from onrecord.model.passage import Words


@dataclass(frozen=True, slots=True)
class Member:
    """One report's mention of an incident, as one reading had it. It holds no words."""

    report: str
    """The report's key in the archive."""
    mention: str
    """The id that the reading gave it."""
    main: bool
    at: tuple[tuple[int, int], ...]
    """Where its kind, day, place and what was hit stand in the report's text: code points, end exclusive, in order."""

    @classmethod
    def of(cls, report: str, mention: IncidentMention) -> Member:
        """Name a mention of a report."""
        stated: list[Words] = [one.at for one in (mention.kind, mention.date, mention.place) if one is not None]
        stated += [one.at for one in mention.infrastructure]
        found = {(passage.start, passage.end) for words in stated for passage in words.passages}
        return cls(report, mention.id, mention.main, tuple(sorted(found)))


def found_again(member: Member, among: Sequence[Member]) -> Member | None:
    """Find a mention among those that a later reading of the same report has; None where the reading lacks it.

    The same mention where nothing changed; else the one whose words stand where its words stood, most code points
    first; else the one of the same id; else, of the main mention, the one that is main now. Offsets count in the
    report's text, which no reader changes, so that they hold where ids are given anew.
    """
    best, most = None, 0
    for one in among:
        if one == member:
            return one
        shared = _shared(member, one)
        if shared > most or (shared == most > 0 and one.mention == member.mention):
            best, most = one, shared
    if best is None:
        best = next((one for one in among if one.mention == member.mention), None)
    if best is None and member.main:
        best = next((one for one in among if one.main), None)
    return best


def _shared(one: Member, other: Member) -> int:
    """Count the code points that both stand on."""
    mine = {at for start, end in one.at for at in range(start, end)}
    theirs = {at for start, end in other.at for at in range(start, end)}
    return len(mine & theirs)
