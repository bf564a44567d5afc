"""What linking leaves: the mentions of one incident, in however many reports, and why they are one."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.incident import IncidentMention, Origin
from onrecord.model.link import Link, MentionRef
from onrecord.model.reading import Reading


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """One report's mention of an incident, and the reading that it stands in."""

    reading: Reading
    mention: IncidentMention

    @property
    def ref(self) -> MentionRef:
        """Its name."""
        return MentionRef(self.reading.report.id, self.mention.id)


@dataclass(frozen=True, slots=True)
class Linked:
    """One incident as linking leaves it."""

    id: str
    mentions: tuple[LinkedMention, ...]
    """In order of report id, then of the text."""
    origins: tuple[Origin, ...]
    """Each of its reports stands in exactly one."""
    links: tuple[Link, ...] = ()
    """The links that hold it together, in order of their refs."""
