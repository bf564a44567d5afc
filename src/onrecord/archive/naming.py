"""Which id each incident bears: kept where its mentions are, minted once, and followed where it went.

Incidents are what linking makes of all mentions; ids are what people cite. Each run of linking is compared with the
incidents as they stood, and every difference is a change of one id that the ledger holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import Member, found_again

OPENED, CHANGED, SPLIT, MERGED, ENDED, REOPENED = "opened", "changed", "split", "merged", "ended", "reopened"
STANDS = frozenset({OPENED, CHANGED, SPLIT, REOPENED})
"""Changes after which an id names an incident that stands."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An id as the newest row on it has it."""

    incident: str
    minted: int
    """Entry of its first row: lower is older."""
    stands: bool
    members: tuple[Member, ...]
    """In order of report and mention; of one that does not stand, those that it had last."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one id."""

    incident: str
    change: str
    members: tuple[Member, ...]
    went_to: str | None = None
    became: tuple[tuple[str, int], ...] = ()
    """Incidents that its mentions are in since, and how many in each."""


def name_groups(
    kept: Sequence[Kept], groups: Sequence[Sequence[Member]], mint: Callable[[], str]
) -> tuple[list[str], list[Change]]:
    """Give each group of mentions its id, and the changes that this makes.

    Takes all ids that were ever minted and all groups as linking made them now, each mention in exactly one. An id
    stays with the group that holds most of its mentions; where two ids want one group, the one that shares more
    mentions with it has it, then the older. A group that no standing id stays with takes up again the id that had
    merged or ended with it (most of its last mentions), else ``mint`` makes one. Where nothing changed there is no
    change.
    """
    ordered = [tuple(sorted(group, key=_order)) for group in groups]
    group_of = {(member.report, member.mention): number for number, group in enumerate(ordered) for member in group}
    told: dict[str, list[Member]] = {}
    for member in (member for group in ordered for member in group):
        told.setdefault(member.report, []).append(member)
    where = {one.incident: _where(one.members, told, group_of) for one in kept}
    live = [one for one in kept if one.stands]
    names = _settled(live, where, range(len(ordered)))
    free = [number for number in range(len(ordered)) if number not in names]
    past = [one for one in kept if not one.stands and _mostly_in_one(one, where[one.incident])]
    again = _settled(past, where, free)
    changes = [Change(name, REOPENED, ordered[number]) for number, name in again.items()]
    names |= again
    for number in free:
        if number not in names:
            names[number] = mint()
            changes.append(Change(names[number], OPENED, ordered[number]))
    stays = {name: number for number, name in names.items()}
    for one in live:
        became = _became(where[one.incident], names)
        mine = stays.get(one.incident)
        if mine is not None:
            left = tuple(part for part in became if part[0] != one.incident)
            if left:
                changes.append(Change(one.incident, SPLIT, ordered[mine], became=became))
            elif one.members != ordered[mine]:
                changes.append(Change(one.incident, CHANGED, ordered[mine]))
        elif became:
            changes.append(Change(one.incident, MERGED, one.members, went_to=became[0][0], became=became))
        else:
            changes.append(Change(one.incident, ENDED, one.members))
    return [names[number] for number in range(len(ordered))], changes


def followed(redirects: Mapping[str, str], incident: str) -> str:
    """Follow an id to the incident that stands for it now."""
    seen = {incident}
    while (after := redirects.get(incident)) is not None and after not in seen:
        incident = after
        seen.add(incident)
    return incident


def _order(one: Member) -> tuple[str, str]:
    return one.report, one.mention


def _where(
    members: Iterable[Member], told: Mapping[str, Sequence[Member]], group_of: Mapping[tuple[str, str], int]
) -> Counter[int]:
    """Count in which groups the mentions of an id are now."""
    found: Counter[int] = Counter()
    for one in members:
        now = found_again(one, told.get(one.report, ()))
        if now is not None:
            found[group_of[now.report, now.mention]] += 1
    return found


def _settled(kept: Sequence[Kept], where: Mapping[str, Counter[int]], free: Iterable[int]) -> dict[int, str]:
    """Let each id stay with one of the free groups: largest overlap first, then the older id, then the first group."""
    open_to = set(free)
    wanted = sorted(
        (-shared, one.minted, number, one.incident)
        for one in kept
        for number, shared in where[one.incident].items()
        if number in open_to
    )
    names: dict[int, str] = {}
    placed: set[str] = set()
    for _, _, number, incident in wanted:
        if number not in names and incident not in placed:
            names[number] = incident
            placed.add(incident)
    return names


def _mostly_in_one(one: Kept, where: Counter[int]) -> bool:
    """Tell whether more than half of the mentions that an id had last are in one group."""
    return bool(where) and max(where.values()) * 2 > len(one.members)


def _became(where: Counter[int], names: Mapping[int, str]) -> tuple[tuple[str, int], ...]:
    """Name the incidents that an id's mentions are in, most mentions first."""
    return tuple((names[number], shared) for number, shared in sorted(where.items(), key=lambda at: (-at[1], at[0])))
