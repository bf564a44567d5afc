"""Who stands with whom, where and when: a dated table, kept as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources

from onrecord.errors import ModelError
from onrecord.model import KindOfAttack, party_key

_FILE = "sides.toml"


class Arms(StrEnum):
    """What a member of a side has attacked with."""

    AIR = "air"
    ARTILLERY = "artillery"


ARMS_OF: dict[KindOfAttack, tuple[Arms, ...]] = {
    KindOfAttack.AIRSTRIKE: (Arms.AIR,),
    KindOfAttack.DRONE_STRIKE: (Arms.AIR,),
    KindOfAttack.HELICOPTER_STRIKE: (Arms.AIR,),
    KindOfAttack.MISSILE_STRIKE: (Arms.AIR, Arms.ARTILLERY),
    KindOfAttack.AIR_OR_ARTILLERY: (Arms.AIR, Arms.ARTILLERY),
    KindOfAttack.CLUSTER: (Arms.AIR, Arms.ARTILLERY),
    KindOfAttack.CHEMICAL: (Arms.AIR, Arms.ARTILLERY),
    KindOfAttack.ARTILLERY: (Arms.ARTILLERY,),
    KindOfAttack.ROCKET: (Arms.ARTILLERY,),
    KindOfAttack.MORTAR: (Arms.ARTILLERY,),
}
"""A kind of attack -> the arms that it can have been made with."""


@dataclass(frozen=True, slots=True)
class Member:
    """One party on one side, for a time."""

    party: str
    """As :func:`onrecord.model.party_key` gives it."""
    country: str
    """ISO 3166-1 alpha-2, of the attack."""
    side: str
    start: date
    end: date | None
    """Last day; None where it goes on."""
    arms: tuple[Arms, ...]
    host: bool
    """Whether it is the government of the country itself."""
    record: str
    """The public record that says so."""

    def on(self, day: date | None) -> bool:
        """Tell whether it stood there on a day; at any time where the day is not known."""
        return day is None or (self.start <= day and (self.end is None or day <= self.end))


def side_of(code: str | None, country: str | None, day: date | None) -> str | None:
    """Name the side of a party or speaker where and when an attack was; None where the table does not say.

    Where the day is not known, whoever has stood on one side alone in the country is held to have stood there then.
    ModelError where the table is damaged.
    """
    if code is None or country is None:
        return None
    key = party_key(code, code)
    sides = {one.side for one in members() if one.party == key and one.country == country and one.on(day)}
    return next(iter(sides)) if len(sides) == 1 else None


def armed_allies(code: str | None, country: str | None, day: date | None, kind: KindOfAttack | None) -> list[Member]:
    """List the members of a party's side that had attacked there by then with the arms of such an attack.

    The party is in the list where it had such arms itself, in the order of the table. Empty where the table does not
    say, or where the kind tells nothing of the arms.
    """
    side = side_of(code, country, day)
    arms = ARMS_OF.get(kind, ()) if kind else tuple(Arms)
    if side is None:
        return []
    return [
        one
        for one in members()
        if one.side == side and one.country == country and one.on(day) and any(arm in one.arms for arm in arms)
    ]


@lru_cache(maxsize=1)
def members() -> tuple[Member, ...]:
    """Load the table in the order of its file. ModelError where it is damaged."""
    try:
        data = tomllib.loads(resources.files("onrecord.assessing").joinpath(_FILE).read_text("utf-8"))
        return tuple(
            Member(
                party=str(one["party"]),
                country=str(side["country"]),
                side=str(side["name"]),
                start=_day(one["from"]),
                end=_day(one["until"]) if "until" in one else None,
                arms=tuple(Arms(arm) for arm in one.get("arms", ())),
                host=bool(one.get("host", False)),
                record=str(one["record"]),
            )
            for side in data["side"]
            for one in side["members"]
        )
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise ModelError(
            f"damaged table of sides: {error!r}", where=f"assessing/{_FILE}", do="Install onrecord again"
        ) from error


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no date")
    return value
