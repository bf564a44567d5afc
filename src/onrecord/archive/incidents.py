"""Incidents and judgements of links in the tables: as they stand, what became of each, and writing what changes."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, or_, select

import onrecord.archive.tables as db
from onrecord.archive.canonical import canonical, now
from onrecord.archive.ledger import Ledger
from onrecord.archive.naming import STANDS, Change, Kept, name_groups
from onrecord.errors import ArchiveError, Conflict
from onrecord.model import LinkJudgement, Member, Verdict

if TYPE_CHECKING:
    from onrecord.archive.archive import Archive


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """One row on an incident: what became of it, and who ran the linking that made it so."""

    entry: int
    who: str
    at: str
    incident: str
    change: str
    """``opened``, ``changed``, ``split``, ``merged``, ``ended`` or ``reopened``."""
    went_to: str | None
    """Of a merged one, the incident that it went to then."""
    members: tuple[Member, ...]
    became: tuple[tuple[str, int], ...]
    """Of a split or merged one, the incidents that its mentions were in after it, and how many."""


@dataclass(frozen=True, slots=True)
class ArchivedIncident:
    """An incident's id as the archive holds it."""

    incident: str
    """The id that stands for it now: the one asked for, or where that went."""
    asked: str
    stands: bool
    """Whether there is an incident of this id now; not where its last mention is gone."""
    members: tuple[Member, ...]
    """Its mentions; of one that does not stand, those that it had last."""
    history: tuple[IncidentChange, ...]
    """Every row on the id that was asked for, oldest first, and on the one that stands for it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What settling left: the id of each group, and how many ids changed in which way."""

    ids: tuple[str, ...]
    changes: tuple[Change, ...]


def all_kept(connection: Connection, among: Sequence[str] | None = None) -> list[Kept]:
    """Give every id that was ever minted as its newest row has it, oldest first.

    With ``among``, of those that stand these alone.
    """
    changes = db.incident_changes.c
    newest = select(func.max(changes.entry).label("last"), func.min(changes.entry).label("first")).group_by(
        changes.incident
    )
    spans = {int(row.last): int(row.first) for row in connection.execute(newest)}
    latest = newest.with_only_columns(func.max(changes.entry))
    query = select(db.incident_changes).where(changes.entry.in_(latest))
    if among is not None:
        query = query.where(or_(changes.change.not_in(sorted(STANDS)), changes.incident.in_(list(among))))
    rows = connection.execute(query)
    kept = [Kept(row.incident, spans[row.entry], row.change in STANDS, _members(row.members)) for row in rows]
    return sorted(kept, key=lambda one: one.minted)


def count_standing(connection: Connection) -> int:
    """Count the incidents that stand."""
    changes = db.incident_changes.c
    latest = select(func.max(changes.entry)).group_by(changes.incident)
    query = select(func.count()).where(changes.entry.in_(latest), changes.change.in_(sorted(STANDS)))
    return int(connection.execute(query).scalar() or 0)


def redirects(connection: Connection) -> dict[str, str]:
    """Give where every merged id went."""
    changes = db.incident_changes.c
    latest = select(func.max(changes.entry)).group_by(changes.incident)
    query = select(changes.incident, changes.went_to).where(changes.entry.in_(latest), changes.went_to.is_not(None))
    return {row.incident: row.went_to for row in connection.execute(query)}


def look_up(connection: Connection, named: str) -> ArchivedIncident | None:
    """Look an incident up by its id, following where it went; None where no such id was minted."""
    first = _history(connection, named)
    if not first:
        return None
    stands_for, history, seen = named, first, {named}
    # Step by step, since an archive can have thousands of merged ids and few of them matter to one.
    while (after := history[-1].went_to) is not None and after not in seen:
        seen.add(after)
        stands_for, its = after, _history(connection, after)
        if not its:
            break
        history = [*first, *its]
    last = history[-1]
    return ArchivedIncident(stands_for, named, last.change in STANDS, last.members, tuple(history))


def settle(archive: Archive, who: str, groups: Sequence[Sequence[Member]], as_of: int) -> Settled:
    """Give each group of mentions its id, and record what that changes; where nothing changes, nothing is written.

    ``as_of`` is what :func:`last_reading` gave when the readings were loaded. ArchiveError where others kept readings
    since: then ids would be settled without them.
    """
    with archive.snapshot() as connection:
        found = _settled(connection, groups)
    if not found.changes:
        return found
    with archive.writing() as connection:
        if last_reading(connection) != as_of:
            raise ArchiveError("others read reports meanwhile", where=str(archive.place), do="Run it again")
        found = _settled(connection, groups)
        _record(connection, who, found.changes)
    return found


def settle_some(archive: Archive, who: str, among: Sequence[str], groups: Sequence[Sequence[Member]]) -> Settled:
    """Give each of some groups its id, where all other incidents stay as they are, and record what that changes.

    ``among`` are the incidents whose mentions the groups hold. An id that went with any of these mentions earlier can
    be taken up again. ArchiveError where one of them stands no more.
    """
    with archive.writing() as connection:
        kept = all_kept(connection, among)
        standing = {one.incident for one in kept if one.stands}
        if not standing.issuperset(among):
            raise ArchiveError(
                "others grouped these incidents anew meanwhile", where=str(archive.place), do="Look again"
            )
        taken = set(connection.execute(select(db.incident_changes.c.incident).distinct()).scalars())
        names, changes = name_groups(kept, groups, _minting(taken))
        _record(connection, who, changes)
    return Settled(tuple(names), tuple(changes))


def _record(connection: Connection, who: str, changes: Sequence[Change]) -> None:
    ledger, at = Ledger(connection), now()
    for one in changes:
        row = {
            "who": who,
            "at": at,
            "incident": one.incident,
            "change": one.change,
            "went_to": one.went_to,
            "members": _written(one.members),
            "became": canonical(list(one.became)),
        }
        told = {"incident": one.incident, "change": one.change}
        ledger.append("incident", who, [(db.incident_changes, row)], at=at, **told)
    ledger.flush()


def last_reading(connection: Connection) -> int:
    """Give the number of the last entry that changed what there is to link: a reading or a deletion."""
    found = [connection.execute(select(func.max(table.c.entry))).scalar() for table in (db.readings, db.deletions)]
    return max(int(one or 0) for one in found)


def judge(
    archive: Archive,
    who: str,
    verdict: Verdict,
    sides: Sequence[tuple[str, Sequence[Member]]],
    note: str,
    seen: int | None = None,
) -> int:
    """Record a judgement on two sides, each an incident's id or a report's key with its mentions; gives its entry.

    ArchiveError where both sides are one; with ``seen``, Conflict where one on any of the mentions is newer.
    """
    (one, its), (other, others) = sides
    if one == other:
        raise ArchiveError(f"{one} cannot be judged against itself", where=str(archive.place), do="Name two")
    at = now()
    row = {
        "who": who,
        "at": at,
        "verdict": verdict.value,
        "one": one,
        "other": other,
        "one_members": _written(its),
        "other_members": _written(others),
        "note": note,
    }
    with archive.writing() as connection:
        if seen is not None:
            _refuse_newer(connection, {(m.report, m.mention) for m in (*its, *others)}, seen)
        ledger = Ledger(connection)
        entry = ledger.append("judgement", who, [(db.link_judgements, row)], at=at, about="link", verdict=verdict.value)
        ledger.flush()
    return entry


def _refuse_newer(connection: Connection, mentions: set[tuple[str, str]], seen: int) -> None:
    newer = [
        one
        for one in judgements(connection, seen)
        if not mentions.isdisjoint((m.report, m.mention) for m in (*one.one_members, *one.other_members))
    ]
    if newer:
        last = newer[-1]
        raise Conflict(
            f"{last.who} judged these to be {last.verdict.value} meanwhile (entry {last.entry})",
            newer,
            where=last.one,
            do="Look at that, and decide again",
        )


def judgements(connection: Connection, after: int = 0) -> list[LinkJudgement]:
    """Give every judgement of a link newer than an entry, oldest first."""
    table = db.link_judgements
    rows = connection.execute(select(table).where(table.c.entry > after).order_by(table.c.entry))
    return [
        LinkJudgement(
            row.entry,
            row.who,
            row.at,
            Verdict(row.verdict),
            row.one,
            row.other,
            _members(row.one_members),
            _members(row.other_members),
            row.note,
        )
        for row in rows
    ]


def _settled(connection: Connection, groups: Sequence[Sequence[Member]]) -> Settled:
    kept = all_kept(connection)
    names, changes = name_groups(kept, groups, _minting({one.incident for one in kept}))
    return Settled(tuple(names), tuple(changes))


def _minting(taken: set[str]) -> Callable[[], str]:
    """Make ids at random: two archives that began as one never give one id to two incidents."""

    def mint() -> str:
        while (made := f"i{secrets.token_hex(6)}") in taken:
            continue
        taken.add(made)
        return made

    return mint


def _history(connection: Connection, incident: str) -> list[IncidentChange]:
    changes = db.incident_changes
    query = select(changes).where(changes.c.incident == incident).order_by(changes.c.entry)
    return [
        IncidentChange(
            row.entry,
            row.who,
            row.at,
            row.incident,
            row.change,
            row.went_to,
            _members(row.members),
            tuple((name, number) for name, number in json.loads(row.became)),
        )
        for row in connection.execute(query)
    ]


def _written(members: Sequence[Member]) -> str:
    return canonical([[one.report, one.mention, int(one.main), [list(at) for at in one.at]] for one in members])


def _members(written: str) -> tuple[Member, ...]:
    said: list[Any] = json.loads(written)
    return tuple(
        Member(report, mention, bool(main), tuple((a, b) for a, b in at)) for report, mention, main, at in said
    )
