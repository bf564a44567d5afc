"""Party by party: who accuses whom, who denies, in whose words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import Act, Claim, Role, party_key
from onrecord.publishing.wording import ACTS, TONES

UNATTRIBUTED = "Unattributed"
_ALWAYS = frozenset((Act.ACCUSE, Act.DENY, Act.DISMISS, Act.ADMIT))
_NOBODY = "\0nobody"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one claim does to one party."""

    claim: Claim
    speaker: str
    """As this claim names it: a ministry, where the row is the whole state's."""
    does: str
    """``accuses``, ``denies``, ``clears``..."""
    tone: str


@dataclass(slots=True)
class Cell:
    """A speaker's claims about a party."""

    entries: list[Entry] = field(default_factory=list)
    own: bool = False
    """The speaker is the party, or one of its branches."""


@dataclass(slots=True)
class Row:
    """A speaker and what the speaker says of each party, in the order of the matrix's parties."""

    speakers: list[str]
    """Every name that the report gives it: a state and its branches are one."""
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Speakers by parties, both in order of the text."""

    parties: list[list[str]]
    """Every name of each party."""
    rows: list[Row]
    unnamed: bool
    """The last column is for claims that accuse, deny, dismiss or admit and name no party."""


def matrix(claims: Sequence[Claim]) -> Matrix:
    """Set out claims by speaker and party.

    A claim stands in the column of each party that it accuses or clears; one that accuses, denies, dismisses or admits
    without naming a party stands in a column of its own. Branches of one state are one party, and one speaker.
    """
    parties: dict[str, list[str]] = {}
    found: list[tuple[str, str, Entry]] = []
    for claim in claims:
        speaker = party_key(claim.speaker.code, claim.speaker.name) if claim.speaker else _NOBODY
        name = claim.speaker.name if claim.speaker else UNATTRIBUTED
        tone = TONES.get(claim.act, "other")
        cast = [one for one in claim.parties if one.role in (Role.ACCUSED, Role.CLEARED)]
        for party in cast:
            key = party_key(party.code, party.name)
            _add(parties.setdefault(key, []), party.name)
            found.append((speaker, key, Entry(claim, name, _does(claim, party.role), tone)))
        if not cast and claim.act in _ALWAYS:
            found.append((speaker, _NOBODY, Entry(claim, name, ACTS[claim.act], tone)))
    unnamed = any(key == _NOBODY for _, key, _ in found)
    columns = [*parties, *([_NOBODY] if unnamed else [])]
    rows: dict[str, Row] = {}
    for speaker, key, entry in found:
        row = rows.setdefault(speaker, Row([], [Cell(own=speaker == column != _NOBODY) for column in columns]))
        _add(row.speakers, entry.speaker)
        row.cells[columns.index(key)].entries.append(entry)
    return Matrix(list(parties.values()), list(rows.values()), unnamed)


def _add(names: list[str], name: str) -> None:
    if name not in names:
        names.append(name)


def _does(claim: Claim, role: Role) -> str:
    """Say what a claim does to a party: its act, unless the act is about something else than the party."""
    if role is Role.CLEARED:
        return ACTS[claim.act] if claim.act in (Act.DENY, Act.DISMISS) else "clears"
    return ACTS[claim.act] if claim.act in (Act.ACCUSE, Act.ADMIT, Act.CONFIRM) else f"{ACTS[claim.act]}, accusing"
