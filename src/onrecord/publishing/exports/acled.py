"""Columns as ACLED publishes them, for incidents assessed under the scheme ``acled``.

Like ACLED's, not ACLED's: its researchers code from their own sources. Columns and their meaning after its codebook,
as the R package ``acledR`` gives it; what onrecord cannot know is left empty, and the dictionary says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO

from onrecord.model import DatePrecision, Incident, KindOfAttack, Party, Standing
from onrecord.publishing.exports.tabular import (
    Prescribed,
    country_name,
    nothing,
    numeric_country,
    publishers,
    write_prescribed,
)
from onrecord.publishing.rows import Cell

_REMOTE, _AGAINST = "Explosions/Remote violence", "Violence against civilians"
_TYPES: dict[KindOfAttack, tuple[str, str]] = {
    KindOfAttack.AIRSTRIKE: (_REMOTE, "Air/drone strike"),
    KindOfAttack.DRONE_STRIKE: (_REMOTE, "Air/drone strike"),
    KindOfAttack.HELICOPTER_STRIKE: (_REMOTE, "Air/drone strike"),
    KindOfAttack.MISSILE_STRIKE: (_REMOTE, "Shelling/artillery/missile attack"),
    KindOfAttack.ARTILLERY: (_REMOTE, "Shelling/artillery/missile attack"),
    KindOfAttack.ROCKET: (_REMOTE, "Shelling/artillery/missile attack"),
    KindOfAttack.MORTAR: (_REMOTE, "Shelling/artillery/missile attack"),
    KindOfAttack.AIR_OR_ARTILLERY: (_REMOTE, "Shelling/artillery/missile attack"),
    KindOfAttack.NAVAL: (_REMOTE, "Shelling/artillery/missile attack"),
    KindOfAttack.CLUSTER: (_REMOTE, "Shelling/artillery/missile attack"),
    KindOfAttack.IED: (_REMOTE, "Remote explosive/landmine/IED"),
    KindOfAttack.MINE: (_REMOTE, "Remote explosive/landmine/IED"),
    KindOfAttack.CHEMICAL: (_REMOTE, "Chemical weapon"),
    KindOfAttack.GROUND: (_AGAINST, "Attack"),
    KindOfAttack.SMALL_ARMS: (_AGAINST, "Attack"),
}
_TIME_PRECISION = {DatePrecision.DAY: 1, DatePrecision.WEEK: 2, DatePrecision.MONTH: 3, DatePrecision.YEAR: 3}
_TOWN_KM, _NEAR_KM = 10.0, 30.0
_STATE = ("GOV", "MIL", "COP", "SPY", "JUD", "LEG", "MED")


def _suspects(incident: Incident) -> list[Party]:
    return [one for one in incident.parties if one.standing is not Standing.MENTIONED]


def _actor(incident: Incident) -> Cell:
    suspects = _suspects(incident)
    return suspects[0].name if suspects else "Unidentified Armed Group"


def _inter(incident: Incident) -> Cell:
    suspects = _suspects(incident)
    code = suspects[0].code if suspects else None
    if not code:
        return "External/Other forces"
    role = code[3:6]
    if role in _STATE or len(code) == 3:
        place = incident.mention.place
        home = _alpha_3(place.country) if place and place.country else None
        return "State forces" if home is None or code.startswith(home) else "External/Other forces"
    return "Rebel group"


def _alpha_3(alpha_2: str) -> str | None:
    import pycountry  # noqa: PLC0415

    found = pycountry.countries.get(alpha_2=alpha_2)
    return str(found.alpha_3) if found else None


def _interaction(incident: Incident) -> Cell:
    return f"{_inter(incident)}-Civilians"


def _type(incident: Incident, level: int) -> Cell:
    kind = incident.mention.kind
    return _TYPES.get(kind.kind, (_REMOTE, None))[level] if kind else None


def _geo_precision(incident: Incident) -> Cell:
    place = incident.mention.place
    if place is None or place.lat is None:
        return 3
    radius = place.radius_km or 0.0
    return 1 if radius <= _TOWN_KM else 2 if radius <= _NEAR_KM else 3


def _day(incident: Incident) -> Cell:
    when = incident.mention.date
    return when.start.isoformat() if when else None


def _fatalities(incident: Incident) -> Cell:
    return incident.killed.low if incident.killed else None


def _notes(incident: Incident) -> Cell:
    return " ".join(f"{one.text}." for one in incident.reasons)


def _place(incident: Incident, name: str) -> Cell:
    place = incident.mention.place
    found: Cell = getattr(place, name) if place else None
    return found


def _newest(incident: Incident) -> Cell:
    """Seconds since 1970 of the newest report: when the row was last changed by what is in it."""
    days = [report.published_day for report in incident.told_by if report.published_day]
    if not days:
        return None
    return int(datetime(max(days).year, max(days).month, max(days).day, tzinfo=UTC).timestamp())


COLUMNS: tuple[Prescribed, ...] = (
    Prescribed("event_id_cnty", "The incident's id.", lambda i: i.mention.id),
    Prescribed("event_date", "First day of the incident.", _day),
    Prescribed("year", "Its year.", lambda i: i.mention.date.start.year if i.mention.date else None),
    Prescribed(
        "time_precision",
        "1 exact day; 2 a week or so; 3 a month or less exact.",
        lambda i: _TIME_PRECISION[i.mention.date.precision] if i.mention.date else 3,
    ),
    Prescribed("disorder_type", "Always `Political violence`.", lambda _: "Political violence"),
    Prescribed("event_type", "From the kind of attack; empty where none is stated.", lambda i: _type(i, 0)),
    Prescribed("sub_event_type", "From the kind of attack.", lambda i: _type(i, 1)),
    Prescribed("actor1", "First party suspected or known, else `Unidentified Armed Group`.", _actor),
    Prescribed(
        "assoc_actor_1",
        "Further parties suspected or known. ACLED means allies here; these are competing claims.",
        lambda i: "; ".join(one.name for one in _suspects(i)[1:]) or None,
    ),
    Prescribed("inter1", "From the code of the first party and the country of the place.", _inter),
    Prescribed("actor2", "Always `Civilians`.", lambda _: "Civilians"),
    Prescribed("assoc_actor_2", "Empty: whom victims belong to is not read.", nothing),
    Prescribed("inter2", "Always `Civilians`.", lambda _: "Civilians"),
    Prescribed("interaction", "inter1 and inter2.", _interaction),
    Prescribed("civilian_targeting", "Empty: intent is not read.", nothing),
    Prescribed("iso", "ISO 3166-1 number of the country.", numeric_country),
    Prescribed("region", "Empty: ACLED's own regions.", nothing),
    Prescribed("country", "Name of the country.", country_name),
    Prescribed("admin1", "Empty: the gazetteers in use do not carry it for every place.", nothing),
    Prescribed("admin2", "Empty, as admin1.", nothing),
    Prescribed("admin3", "Empty, as admin1.", nothing),
    Prescribed("location", "Name of the place.", lambda i: _place(i, "name")),
    Prescribed("latitude", "WGS 84 degrees.", lambda i: _place(i, "lat")),
    Prescribed("longitude", "WGS 84 degrees.", lambda i: _place(i, "lon")),
    Prescribed(
        "geo_precision", "1 town, radius to 10 km; 2 near it, to 30 km; 3 wider or not located.", _geo_precision
    ),
    Prescribed("source", "Publishers of the reports.", lambda i: "; ".join(publishers(i))),
    Prescribed("source_scale", "Empty: not known of a publisher.", nothing),
    Prescribed("notes", "The reasons, in sentences.", _notes),
    Prescribed(
        "fatalities",
        "The most conservative figure, under the scheme `acled`. Empty where none is stated: ACLED would write 0.",
        _fatalities,
    ),
    Prescribed("tags", "Empty.", nothing),
    Prescribed("timestamp", "Day of the newest report, in seconds since 1970.", _newest),
)
"""The 31 columns in ACLED's order."""


class Acled:
    """One row an incident, columns as ACLED's."""

    name = "acled"
    suffix = ".acled.csv"
    about = "columns as ACLED's, under its scheme"
    scheme = "acled"

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write the header and the rows."""
        write_prescribed(COLUMNS, incidents, stream)
