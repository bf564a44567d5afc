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
    record: str
    """The public record that says so."""

    def on(self, day: date) -> bool:
        """Tell whether it stood there on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


def side_of(code: str | None, country: str | None, day: date | None) -> str | None:
    """Name the side of a party or speaker where and when an attack was; None where the table does not say.

    ModelError where the table is damaged.
    """
    if code is None or country is None or day is None:
        return None
    key = party_key(code, code)
    return next((one.side for one in members() if one.party == key and one.country == country and one.on(day)), None)


def beside(code: str | None, country: str | None, day: date | None, arms: tuple[Arms, ...]) -> tuple[Member, ...]:
    """List the other members of a party's side that had used such arms of their own there by then, as the party had.

    Empty where the party itself had none: then its allies' arms were not mistaken for its own.
    """
    side = side_of(code, country, day)
    if side is None or code is None or day is None:
        return ()
    key = party_key(code, code)
    armed = [one for one in members() if one.side == side and one.country == country and one.on(day)]
    armed = [one for one in armed if any(arm in one.arms for arm in arms)]
    return tuple(one for one in armed if one.party != key) if any(one.party == key for one in armed) else ()


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
