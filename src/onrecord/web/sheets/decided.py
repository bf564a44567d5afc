"""What people decided of each thing: the decision that holds, the ones before it, and how a page says a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.model import OF_READINGS, About, Call, DatePrecision, Decision, IncidentDate, Passage, Subject, Words
from onrecord.publishing.wording import bounds, days, listed, plain

_THINGS = (Call.ACCEPT, Call.CORRECT, Call.REJECT, Call.ADD)


@dataclass(frozen=True, slots=True)
class Holding:
    """A decision that holds, and what is shown of it."""

    decision: Decision
    earlier: tuple[Decision, ...] = ()
    """Those on the same subject that it took the place of, the newest first."""

    @property
    def accepted(self) -> bool:
        """Whether it leaves the machine's proposal as it is."""
        return self.decision.call is Call.ACCEPT

    @property
    def corrected(self) -> bool:
        """Whether it says something else than the machine."""
        return self.decision.call is Call.CORRECT

    @property
    def rejected(self) -> bool:
        """Whether it takes the thing out."""
        return self.decision.call is Call.REJECT

    @property
    def added(self) -> bool:
        """Whether a person put the thing in."""
        return self.decision.call is Call.ADD


class Decided:
    """The decisions of an incident or report, asked by what they are about.

    ``standing`` names the entries of those that hold now.
    """

    def __init__(self, decisions: Iterable[Decision], standing: frozenset[int]) -> None:
        self.all = tuple(sorted(decisions, key=lambda one: one.entry))
        self.standing = standing
        self.undone = frozenset(one.undoes for one in self.all if one.call is Call.WITHDRAW and one.undoes is not None)
        self._on: dict[tuple[About, str | None, str | None], list[Decision]] = {}
        for one in self.all:
            lost = one.subject.about in OF_READINGS and one.subject.item is None  # the reading lacks it now
            if one.call in _THINGS and one.entry not in self.undone and not lost:
                self._on.setdefault(_key(one.subject), []).append(one)

    def on(self, about: About, *, report: str | None = None, item: str | None = None) -> Holding | None:
        """Give the decision that holds on something; None where nobody decided."""
        held = self._on.get((about, report, item))
        if not held or held[-1].entry not in self.standing:
            return None
        return Holding(held[-1], tuple(reversed(held[:-1])))

    def added(self, about: About) -> list[Decision]:
        """Give what people put in, in the order in which they did."""
        return [held[-1] for (of, _, _), held in self._on.items() if of is about and held[-1].call is Call.ADD]

    def can_be_undone(self, one: Decision) -> bool:
        """Tell whether a decision still stands and is itself no undoing."""
        return one.call is not Call.WITHDRAW and one.entry not in self.undone

    @property
    def notes(self) -> list[Decision]:
        """Notes, the oldest first."""
        return [one for one in self.all if one.call is Call.NOTE and one.entry not in self.undone]

    @property
    def newest_first(self) -> list[Decision]:
        """All decisions, the newest first."""
        return list(reversed(self.all))


def _key(subject: Subject) -> tuple[About, str | None, str | None]:
    report = subject.report if subject.about in OF_READINGS | {About.REPORT} else None
    return subject.about, report, subject.item


def told(about: About | str, value: Mapping[str, Any] | None) -> str:
    """Say a decision's value, or the machine's proposal, in a few words; empty where there is nothing to say."""
    if not value:
        return ""
    said = _TELLERS.get(About(about), _other)(value)
    return said or _other(value)


def _claim(value: Mapping[str, Any]) -> str:
    speaker = value.get("speaker") or {}
    parties = [str(one.get("name")) for one in value.get("parties") or () if one.get("name")]
    said = [str(speaker.get("name") or "nobody in particular"), plain(str(value.get("act") or "says"))]
    return " ".join([*said, *([listed(parties)] if parties else [])])


def _count(value: Mapping[str, Any]) -> str:
    group, measure = plain(str(value.get("group") or "people")), plain(str(value.get("measure") or ""))
    said = f"{bounds(value.get('low'), value.get('high'))} {group} {measure}".rstrip()
    scope = value.get("scope")
    return said if scope in (None, "incident") else f"{said} ({plain(str(scope))})"


def _range(value: Mapping[str, Any]) -> str:
    low, high = value.get("low"), value.get("high")
    if low is None and high is None:
        return ""
    return f"{low:,}–{high:,}" if low is not None and high is not None and low != high else bounds(low, high)


def _date(value: Mapping[str, Any]) -> str:
    try:
        start = date.fromisoformat(str(value["start"]))
        end = date.fromisoformat(str(value.get("end") or value["start"]))
        precision = DatePrecision(value.get("precision") or "day")
    except (KeyError, ValueError):
        return ""
    nowhere = Words("", (Passage(0, 0),))
    return days(IncidentDate(start, end, precision, nowhere, value.get("part_of_day") or None))


def _place(value: Mapping[str, Any]) -> str:
    parts = [str(value.get("name") or "")]
    if value.get("country"):
        parts.append(str(value["country"]))
    if value.get("lat") is not None and value.get("lon") is not None:
        parts.append(f"{float(value['lat']):.3f}, {float(value['lon']):.3f}")
    if value.get("radius_km") is not None:
        parts.append(f"within {float(value['radius_km']):g} km")
    return ", ".join(part for part in parts if part)


def _thing(value: Mapping[str, Any]) -> str:
    parts = [plain(str(value.get("kind") or "")), str(value.get("name") or "")]
    number = value.get("number")
    return ", ".join(part for part in (*parts, f"{number:,}" if isinstance(number, int) else "") if part)


def _party(value: Mapping[str, Any]) -> str:
    return ", ".join(plain(str(value[name])) for name in ("name", "code", "standing") if value.get(name))


def _plain_value(value: Mapping[str, Any]) -> str:
    found = value.get("value") or value.get("kind")
    return plain(str(found)) if found else ""


def _other(value: Mapping[str, Any]) -> str:
    return ", ".join(f"{plain(str(name))} {one}" for name, one in value.items() if isinstance(one, str | int | float))


_TELLERS = {
    About.CLAIM: _claim,
    About.COUNT: _count,
    About.DATE: _date,
    About.PLACE: _place,
    About.KIND: _plain_value,
    About.INFRASTRUCTURE: _thing,
    About.PARTY: _party,
    About.KILLED: _range,
    About.INJURED: _range,
    About.STATUS: _plain_value,
    About.GRADE: _plain_value,
}
