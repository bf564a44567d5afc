"""What templates call ``say``: how values are put into words and addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape

from onrecord.desk.views import QueueRow
from onrecord.model import About, Call, Decision
from onrecord.publishing.page.safe import clean, direction, isolated, language_tag, quotes_isolated, web_address
from onrecord.publishing.wording import TONE_NAMES, plain, shortened
from onrecord.web.sheets.anchors import anchor, beside, incident_path, report_path
from onrecord.web.sheets.decided import told
from onrecord.web.sheets.incident import GLYPHS, range_said


def verbatim(text: str) -> Markup:
    """Set a report's text so that the browser keeps each of its characters, carriage returns among them.

    What counts code points in the page then counts those of the text.
    """
    kept = clean(text.replace("\r", "\ue00d")) if "\r" in text else clean(text)
    return Markup(str(escape(kept)).replace("\ue00d", "&#13;"))  # noqa: S704 - escaped before


def doing(call: Call | str, about: About | str, **of: str | None) -> str:
    """Write what a button does: the fields of a decision, as a query."""
    return urlencode({"call": str(call), "about": str(about), **{name: one for name, one in of.items() if one}})


def form_address(call: Call | str, about: About | str, **of: str | int | None) -> str:
    """Give the address of the form for something."""
    asked = {"call": str(call), "about": str(about), **{name: str(one) for name, one in of.items() if one is not None}}
    return "/decide?" + urlencode({name: one for name, one in asked.items() if one})


def query(given: Mapping[str, str], **changed: str | int | None) -> str:
    """Write a query with some of it changed; what is changed to None is left out."""
    merged = {**given, **{name: str(one) for name, one in changed.items() if one is not None}}
    return urlencode({name: one for name, one in merged.items() if not (name in changed and changed[name] is None)})


def day_of(moment: str | None) -> str:
    """Say the day of a moment: ``2016-02-15``; empty where it is not known."""
    return (moment or "")[:10]


def time_of(moment: str | None) -> str:
    """Say a moment to the minute, in UTC: ``2016-02-15 09:40``."""
    if not moment:
        return ""
    try:
        return datetime.fromisoformat(moment).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return moment[:16].replace("T", " ")


def as_json(value: Any) -> str:
    """Write a value for a script to read from an attribute; the template escapes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def where_to(decision: Decision) -> str:
    """Give the address of what a decision is on."""
    subject = decision.subject
    if subject.incident and subject.report and subject.item:
        return beside(subject.incident, subject.report, anchor(subject.item))
    if subject.incident:
        return incident_path(subject.incident)
    if subject.report:
        return report_path(subject.report) + (f"#{anchor(subject.item)}" if subject.item else "")
    return "/"


def country_of(place: Mapping[str, Any] | None) -> str:
    """Say a place in short: its name and country."""
    if not place:
        return ""
    return ", ".join(one for one in (place.get("name"), place.get("country")) if one)


def titled(row: QueueRow) -> str:
    """Say an incident's title, its place set apart from the direction of the words around it."""
    name = (row.place or {}).get("name")
    return row.title.replace(name, isolated(name), 1) if name else row.title


def names_of(parties: Iterable[Mapping[str, Any]], most: int = 3) -> tuple[list[str], int]:
    """Give the first names of parties, and how many are left out."""
    names = [str(one["name"]) for one in parties]
    return names[:most], max(0, len(names) - most)


SAID: dict[str, Any] = {
    "GLYPHS": GLYPHS,
    "TONE_NAMES": TONE_NAMES,
    "anchor": anchor,
    "beside": beside,
    "country_of": country_of,
    "day_of": day_of,
    "direction": direction,
    "doing": doing,
    "form_address": form_address,
    "incident_path": incident_path,
    "json": as_json,
    "language_tag": language_tag,
    "names_of": names_of,
    "plain": plain,
    "query": query,
    "quotes_isolated": quotes_isolated,
    "range_said": range_said,
    "report_path": report_path,
    "shortened": shortened,
    "time_of": time_of,
    "titled": titled,
    "told": told,
    "verbatim": verbatim,
    "web_address": web_address,
    "where_to": where_to,
}
