"""Columns as UCDP GED publishes them, for incidents assessed under the scheme ``ucdp-ged``.

Like GED's, not GED's: conflict, dyad and actor ids are given out by UCDP alone and stay empty. Columns after the
codebook of UCDP GED; what stands in each here is in the dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from onrecord.model import DatePrecision, Group, Incident, Standing
from onrecord.publishing.exports.tabular import Prescribed, country_name, nothing, publishers, write_prescribed
from onrecord.publishing.rows import Cell

_OWN_IDS = "Empty: UCDP gives out these ids."
_VILLAGE_KM, _NEAR_KM, _DISTRICT_KM = 2.0, 25.0, 60.0
_DATE_PRECISION = {DatePrecision.WEEK: 3, DatePrecision.MONTH: 4, DatePrecision.YEAR: 5}


def _date_precision(incident: Incident) -> Cell:
    when = incident.mention.date
    if when is None:
        return 5
    if when.precision is DatePrecision.DAY:
        return 1 if when.start == when.end else 2
    return _DATE_PRECISION[when.precision]


def _place_precision(incident: Incident) -> Cell:
    place = incident.mention.place
    if place is None or (place.lat is None and place.country is None):
        return 5
    if place.lat is None:
        return 6
    radius = place.radius_km or 0.0
    return 1 if radius <= _VILLAGE_KM else 2 if radius <= _NEAR_KM else 3 if radius <= _DISTRICT_KM else 4


def _sides(incident: Incident) -> list[str]:
    return [one.name for one in incident.parties if one.standing is not Standing.MENTIONED]


def _headline(incident: Incident) -> Cell:
    return next((report.title for report in incident.told_by if report.title), None)


def _newest(incident: Incident) -> Cell:
    return max((report.published[:10] for report in incident.told_by if report.published), default=None)


def _said_by(incident: Incident) -> Cell:
    """Name who originally said it: the speakers of the claims."""
    return "; ".join(dict.fromkeys(one.speaker.name for one in incident.claims if one.speaker)) or None


def _civilians(incident: Incident) -> Cell:
    found = incident.killed_by_group.get(Group.CIVILIANS)
    return found.low if found else None


def _best(incident: Incident) -> int | None:
    if incident.killed_best is not None:
        return incident.killed_best
    return incident.killed.low if incident.killed else None


def _unknown(incident: Incident) -> Cell:
    best, civilians = _best(incident), _civilians(incident)
    if best is None:
        return None
    return best - civilians if isinstance(civilians, int) and civilians <= best else best


def _coordinate(incident: Incident, name: str) -> Cell:
    place = incident.mention.place
    found: Cell = getattr(place, name) if place else None
    return found


def _point(incident: Incident) -> Cell:
    place = incident.mention.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return f"POINT ({place.lon} {place.lat})"


def _day(incident: Incident, end: str) -> Cell:
    when = incident.mention.date
    return getattr(when, end).isoformat() if when else None


COLUMNS: tuple[Prescribed, ...] = (
    Prescribed("id", "The incident's id.", lambda i: i.mention.id),
    Prescribed("relid", "Empty: UCDP's own.", nothing),
    Prescribed("year", "Year of the first day.", lambda i: i.mention.date.start.year if i.mention.date else None),
    Prescribed("active_year", "Empty: a matter of the whole year's count.", nothing),
    Prescribed("code_status", "Always `Draft`: people decide.", lambda _: "Draft"),
    Prescribed(
        "type_of_violence",
        "Always 3, one-sided: civilians are whom onrecord counts; a person may know better.",
        lambda _: 3,
    ),
    Prescribed("conflict_dset_id", _OWN_IDS, nothing),
    Prescribed("conflict_new_id", _OWN_IDS, nothing),
    Prescribed("conflict_name", _OWN_IDS, nothing),
    Prescribed("dyad_dset_id", _OWN_IDS, nothing),
    Prescribed("dyad_new_id", _OWN_IDS, nothing),
    Prescribed("dyad_name", _OWN_IDS, nothing),
    Prescribed("side_a_dset_id", _OWN_IDS, nothing),
    Prescribed("side_a_new_id", _OWN_IDS, nothing),
    Prescribed(
        "side_a",
        "Parties suspected or known; where they are several, they are competing claims.",
        lambda i: "; ".join(_sides(i)),
    ),
    Prescribed("side_b_dset_id", _OWN_IDS, nothing),
    Prescribed("side_b_new_id", _OWN_IDS, nothing),
    Prescribed("side_b", "Always `Civilians`.", lambda _: "Civilians"),
    Prescribed("number_of_sources", "Number of independent origins.", lambda i: len(i.origins)),
    Prescribed("source_article", "Ids of the reports.", lambda i: "; ".join(i.reports)),
    Prescribed("source_office", "Publishers of the reports.", lambda i: "; ".join(publishers(i))),
    Prescribed("source_date", "Day of the newest report.", _newest),
    Prescribed("source_headline", "First title among the reports.", _headline),
    Prescribed("source_original", "Who originally said it: the speakers of the claims.", _said_by),
    Prescribed(
        "where_prec", "1 exact; 2 to 25 km; 3 a district; 4 a province; 5 vague; 6 the country.", _place_precision
    ),
    Prescribed("where_coordinates", "Name of the place.", lambda i: _coordinate(i, "name")),
    Prescribed(
        "where_description",
        "The words that state the place.",
        lambda i: i.mention.place.at.words if i.mention.place else None,
    ),
    Prescribed("adm_1", "Empty: the gazetteers in use do not carry it for every place.", nothing),
    Prescribed("adm_2", "Empty, as adm_1.", nothing),
    Prescribed("latitude", "WGS 84 degrees.", lambda i: _coordinate(i, "lat")),
    Prescribed("longitude", "WGS 84 degrees.", lambda i: _coordinate(i, "lon")),
    Prescribed("geom_wkt", "The point, as well-known text.", _point),
    Prescribed("priogrid_gid", "Empty: PRIO-GRID's own.", nothing),
    Prescribed("country", "Name of the country.", country_name),
    Prescribed("country_id", "Empty: Gleditsch and Ward's own.", nothing),
    Prescribed("region", "Empty: UCDP's own regions.", nothing),
    Prescribed(
        "event_clarity",
        "1 where day and place are stated, else 2.",
        lambda i: 1 if i.mention.date and i.mention.place and _date_precision(i) == 1 else 2,
    ),
    Prescribed("date_prec", "1 day; 2 two to six days; 3 a week; 4 a month; 5 a year or none.", _date_precision),
    Prescribed("date_start", "First day.", lambda i: _day(i, "start")),
    Prescribed("date_end", "Last day.", lambda i: _day(i, "end")),
    Prescribed("deaths_a", "Empty: deaths are not told apart by side.", nothing),
    Prescribed("deaths_b", "Empty, as deaths_a.", nothing),
    Prescribed("deaths_civilians", "Low end of civilians killed, where they are counted apart.", _civilians),
    Prescribed("deaths_unknown", "best without deaths_civilians.", _unknown),
    Prescribed("best", "The figure that most counts give.", _best),
    Prescribed("high", "High end of the range.", lambda i: i.killed.high if i.killed else None),
    Prescribed("low", "Low end of the range.", lambda i: i.killed.low if i.killed else None),
    Prescribed("gwnoa", "Empty: Gleditsch and Ward's own.", nothing),
    Prescribed("gwnob", "Empty, as gwnoa.", nothing),
)
"""The 49 columns in GED's order."""


class UcdpGed:
    """One row an incident, columns as UCDP GED's."""

    name = "ucdp"
    suffix = ".ucdp.csv"
    about = "columns as UCDP GED's, under its scheme"
    scheme = "ucdp-ged"

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write the header and the rows."""
        write_prescribed(COLUMNS, incidents, stream)
