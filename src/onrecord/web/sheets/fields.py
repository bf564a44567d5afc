"""What a form asks when somebody corrects or adds something, and the value that it makes of the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onrecord.model import (
    About,
    Act,
    CountStatus,
    DatePrecision,
    Grade,
    Ground,
    Group,
    InfrastructureKind,
    KindOfAttack,
    Measure,
    Role,
    Scope,
    SpeakerKind,
    Standing,
    StrikeStatus,
)
from onrecord.web.sheets.anchors import read_at

PARTIES = 3
"""Parties that the form of a claim has room for."""


class Wrong(ValueError):
    """When an answer is not what its field takes: the field's name, and the key of the words that say why."""

    def __init__(self, field: str, key: str) -> None:
        self.field, self.key = field, key
        super().__init__(f"{field}: {key}")


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form."""

    name: str
    kind: str = "text"
    """``text``, ``number``, ``decimal``, ``date``, ``choice``, ``choices``, ``yes``."""
    options: tuple[str, ...] = ()
    needed: bool = False
    """Of a choice: no empty answer."""
    label: str = ""
    """Key of its words, where that is not its name."""
    wide: bool = False

    @property
    def key(self) -> str:
        """Key of its label in the catalogue."""
        return f"field.{self.label or self.name}"


def _all(kinds: type[StrEnum]) -> tuple[str, ...]:
    return tuple(one.value for one in kinds)


_RANGE = (Field("low", "number"), Field("high", "number"))

FIELDS: Mapping[About, tuple[Field, ...]] = {
    About.CLAIM: (
        Field("act", "choice", _all(Act), needed=True, wide=True),
        Field("speaker_name", label="speaker"),
        Field("speaker_kind", "choice", _all(SpeakerKind)),
        Field("speaker_code", label="code"),
        *(
            field
            for number in range(PARTIES)
            for field in (
                Field(f"party{number}_name", label="party"),
                Field(f"party{number}_role", "choice", _all(Role), label="role"),
                Field(f"party{number}_code", label="code"),
            )
        ),
        Field("grounds", "choices", _all(Ground), wide=True),
        Field("hedged", "yes"),
    ),
    About.COUNT: (
        Field("measure", "choice", _all(Measure), needed=True),
        Field("group", "choice", _all(Group), needed=True),
        *_RANGE,
        Field("scope", "choice", _all(Scope), needed=True),
        Field("status", "choice", _all(CountStatus), needed=True, label="count_status"),
    ),
    About.DATE: (
        Field("start", "date"),
        Field("end", "date"),
        Field("precision", "choice", _all(DatePrecision), needed=True),
        Field("part_of_day"),
    ),
    About.PLACE: (
        Field("name", label="place_name"),
        Field("country"),
        Field("lat", "decimal"),
        Field("lon", "decimal"),
        Field("radius_km", "decimal"),
    ),
    About.KIND: (Field("kind", "choice", _all(KindOfAttack), needed=True),),
    About.INFRASTRUCTURE: (
        Field("kind", "choice", _all(InfrastructureKind), needed=True, label="infrastructure"),
        Field("number", "number"),
        Field("name", label="thing_name"),
    ),
    About.PARTY: (
        Field("name", label="party"),
        Field("code"),
        Field("standing", "choice", _all(Standing), needed=True),
    ),
    About.KILLED: _RANGE,
    About.INJURED: _RANGE,
    About.STATUS: (Field("value", "choice", _all(StrikeStatus), needed=True, label="status"),),
    About.GRADE: (Field("value", "choice", _all(Grade), needed=True, label="grade"),),
}
"""The questions of each kind of thing, in the order of its form."""


def answers_of(about: About, value: Mapping[str, Any] | None) -> dict[str, Any]:
    """Fill a form with a value, in the contract's fields: what each of its questions shows at first."""
    value = dict(value or {})
    if about is About.CLAIM:
        speaker = value.pop("speaker", None) or {}
        value |= {f"speaker_{name}": speaker.get(name) for name in ("name", "kind", "code")}
        for number, party in enumerate((value.pop("parties", None) or ())[:PARTIES]):
            value |= {f"party{number}_{name}": party.get(name) for name in ("name", "code", "role")}
    names = {field.name for field in FIELDS.get(about, ())}
    return {name: one for name, one in value.items() if name in names and one is not None}


def value_of(about: About, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Make a value, in the contract's fields, of what a form sent. Wrong where an answer does not fit."""
    found: dict[str, Any] = {}
    for field in FIELDS.get(about, ()):
        said = [one.strip() for one in given.get(field.name, ()) if one.strip()]
        found[field.name] = _TAKE[field.kind](field, said)
    if about is About.CLAIM:
        found = _claim(found)
    passages = _passages(given)
    if passages and about in (About.CLAIM, About.COUNT):
        found["passages"] = passages
    if about is About.PLACE and found["country"]:
        found["country"] = found["country"].upper()
    return found


def _claim(found: dict[str, Any]) -> dict[str, Any]:
    speaker = {name: found.pop(f"speaker_{name}") for name in ("name", "code", "kind")}
    parties = []
    for number in range(PARTIES):
        party = {name: found.pop(f"party{number}_{name}") for name in ("name", "code", "role")}
        if party["name"]:
            party["role"] = party["role"] or ("cleared" if found["act"] in ("deny", "dismiss") else "accused")
            parties.append(party)
    if speaker["name"]:
        speaker["kind"] = speaker["kind"] or "unknown"
    return {**found, "speaker": speaker if speaker["name"] else None, "parties": parties}


def _passages(given: Mapping[str, Sequence[str]]) -> list[list[int]]:
    try:
        return [list(one) for one in read_at("".join(given.get("words_at", ())[:1]))]
    except ValueError:
        raise Wrong("words_at", "wrong.words") from None


def _text(_: Field, said: list[str]) -> str | None:
    return said[0] if said else None


def _number(field: Field, said: list[str]) -> int | None:
    if not said:
        return None
    written = said[0].replace(",", "").replace(" ", "")
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise Wrong(field.name, "wrong.number")
    return int(written)


def _decimal(field: Field, said: list[str]) -> float | None:
    if not said:
        return None
    try:
        found = float(said[0].replace("−", "-"))
    except ValueError:
        raise Wrong(field.name, "wrong.decimal") from None
    if not -1e6 < found < 1e6:
        raise Wrong(field.name, "wrong.decimal")
    return found


def _choice(field: Field, said: list[str]) -> str | None:
    if not said:
        if field.needed:
            raise Wrong(field.name, "wrong.choice")
        return None
    if said[0] not in field.options:
        raise Wrong(field.name, "wrong.choice")
    return said[0]


def _choices(field: Field, said: list[str]) -> list[str]:
    if any(one not in field.options for one in said):
        raise Wrong(field.name, "wrong.choice")
    return [one for one in field.options if one in said]


def _yes(_: Field, said: list[str]) -> bool:
    return bool(said)


_TAKE: Mapping[str, Callable[[Field, list[str]], Any]] = {
    "text": _text,
    "date": _text,
    "number": _number,
    "decimal": _decimal,
    "choice": _choice,
    "choices": _choices,
    "yes": _yes,
}
