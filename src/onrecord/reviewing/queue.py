"""What needs eyes first, and why: an incident's priority as the sum of points, each with its reason in a sentence.

The points say in what order a person would want to look. They say nothing about what happened.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import Grade, Incident, Linked, Range, StrikeStatus
from onrecord.reviewing.decisions import ReviewState

_MOST = 100.0
_WEAK_LINK = 0.6
"""Score of a link below which a person would look whether both tell of one attack."""
_LOW_SCORE = 0.5
"""Score of a claim below which a person would look whether it is one."""


@dataclass(frozen=True, slots=True)
class Priority:
    """How much an incident needs eyes."""

    score: float
    """0 to 100."""
    why: tuple[str, ...]
    """The weightiest first."""


def priority(incident: Incident, linked: Linked, state: ReviewState, newer: int = 0) -> Priority:
    """Say how much an incident needs eyes.

    Takes it as decided, with the mentions that it was assessed by; ``newer`` counts the reports that came since its
    review was marked as done. One whose review is done and that nothing came to since needs none.
    """
    if state is ReviewState.DONE:
        return Priority(0.0, ())
    found = [
        *_since_done(newer),
        *_harm(incident.killed),
        *_disputed(incident),
        *_spread(incident.killed, "killed"),
        *_spread(incident.injured, "injured"),
        *_one_origin(incident),
        *_days(linked),
        *_unknown(incident),
        *_links(incident),
        *_claims(incident),
    ]
    if state is ReviewState.BEGUN:
        found.append((4.0, "Somebody began to review it"))
    found.sort(key=lambda one: -one[0])
    return Priority(round(min(_MOST, sum(points for points, _ in found)), 1), tuple(said for _, said in found))


_Points = list[tuple[float, str]]


def _since_done(newer: int) -> _Points:
    if not newer:
        return []
    return [(30.0, f"{newer} report{'s' if newer > 1 else ''} came since its review was done")]


def _harm(killed: Range | None) -> _Points:
    high = (killed.high or killed.low or 0) if killed else 0
    if not high:
        return []
    return [(min(30.0, 8.0 * math.log10(1 + high) + 4.0), f"Up to {high} killed")]


def _disputed(incident: Incident) -> _Points:
    found: _Points = []
    if incident.strike_status is StrikeStatus.CONTESTED or incident.grade is Grade.CONTESTED:
        found.append((20.0, "Who did it is contested"))
    denied = [one.name for one in incident.parties if one.denied_by and one.accused_by]
    if denied and not found:
        found.append((12.0, f"{denied[0]} is accused, and that is denied"))
    return found


def _spread(found: Range | None, what: str) -> _Points:
    if found is None or found.low is None or found.high is None or found.high <= found.low:
        return []
    wide = (found.high - found.low) / found.high
    if wide < 0.25:
        return []
    return [(15.0 * wide if what == "killed" else 6.0 * wide, f"Counts of {what} run from {found.low} to {found.high}")]


def _one_origin(incident: Incident) -> _Points:
    if len(incident.origins) != 1:
        return []
    copies = len(incident.reports)
    if copies == 1:
        return [(3.0, "One report alone tells of it")]
    return [(8.0, f"Its {copies} reports go back to one origin")]


def _days(linked: Linked) -> _Points:
    days = {
        (when.start, when.end)
        for one in linked.mentions
        if (when := one.mention.date) is not None and when.start == when.end
    }
    if len(days) < 2:
        return []
    return [(10.0, f"Its reports give {len(days)} different days")]


def _unknown(incident: Incident) -> _Points:
    found: _Points = []
    if incident.mention.date is None:
        found.append((6.0, "Its day is not known"))
    if incident.mention.place is None:
        found.append((6.0, "Its place is not known"))
    elif incident.mention.place.lat is None:
        found.append((6.0, "Its place is not on the map"))
    return found


def _links(incident: Incident) -> _Points:
    weak = sum(1 for one in incident.links if one.score < _WEAK_LINK)
    if not weak:
        return []
    return [(min(12.0, 6.0 + weak), f"{weak} of {_number(len(incident.links), 'link')} between its reports are weak")]


def _claims(incident: Incident) -> _Points:
    low = sum(1 for one in incident.claims if one.score is not None and one.score < _LOW_SCORE)
    if not low:
        return []
    return [(min(8.0, 2.0 + low), f"{_number(low, 'claim')} of its reports were read with a low score")]


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def review_state(call_done: bool, decided: bool, newer: int) -> ReviewState:  # noqa: FBT001 - three plain facts
    """Say how far people have come: whether it was marked as done, anything was decided, and what came since."""
    if call_done and not newer:
        return ReviewState.DONE
    return ReviewState.BEGUN if decided or call_done else ReviewState.UNREVIEWED


def newer_reports(now: Sequence[str], then: Sequence[str]) -> int:
    """Count the reports that an incident has now and had not when its review was done; ``then`` are starts of keys."""
    return sum(1 for key in now if not any(key.startswith(start) for start in then)) if then else 0
