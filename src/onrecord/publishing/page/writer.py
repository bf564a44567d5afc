"""Writes the page: the template filled, its style in it, and a policy that lets nothing else in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from typing import TextIO

from jinja2 import Environment

from onrecord import __version__
from onrecord.errors import InputError
from onrecord.publishing.page.safe import quotes_isolated
from onrecord.publishing.page.sheet import Sheet
from onrecord.publishing.results import Result
from onrecord.publishing.sealed import environment, sealed
from onrecord.publishing.wording import (
    CONTEXTS,
    REMARKS,
    SCOPES,
    TONE_NAMES,
    bounds,
    coordinates,
    count_bounds,
    days,
    incident_kind,
    people,
    plain,
    range_words,
    shortened,
)

_STYLES = ("base.css", "report.css", "print.css")
_MOST_LIT = 400
"""Claims, counts and terms of a report that light up; each is a selector that the browser tries at every move."""
_SAID = {
    "CONTEXTS": CONTEXTS,
    "REMARKS": REMARKS,
    "SCOPES": SCOPES,
    "TONE_NAMES": TONE_NAMES,
    "bounds": bounds,
    "coordinates": coordinates,
    "count_bounds": count_bounds,
    "days": days,
    "incident_kind": incident_kind,
    "people": people,
    "plain": plain,
    "range_words": range_words,
    "shortened": shortened,
}
"""What the templates call ``say``."""


class Page:
    """One self-contained page for all reports: no script, no address that it calls, fonts and style in itself."""

    name = "html"
    suffix = ".html"
    about = "one self-contained page to show, print and file"

    def write(self, results: Iterable[Result | InputError], stream: TextIO, *, with_text: bool = True) -> None:
        """Write the page. All results are held until the last has come, since the page begins with an index."""
        sheets: list[Sheet] = []
        missed: list[InputError] = []
        for result in results:
            if isinstance(result, InputError):
                missed.append(result)
            else:
                sheets.append(Sheet(result, len(sheets) + 1, with_text=with_text))
        stream.write(_fill(sheets, missed))


def _fill(sheets: Sequence[Sheet], missed: Sequence[InputError]) -> str:
    body = _environment().get_template("page.html.j2").render(sheets=sheets, missed=missed, version=__version__)
    return sealed(body, *_style(), _lights(sheets))


@cache
def _environment() -> Environment:
    made = environment("onrecord.publishing.page", _SAID)
    made.filters["quotes_isolated"] = quotes_isolated
    return made


@cache
def _style() -> tuple[str, ...]:
    folder = resources.files(__package__).joinpath("style")
    return tuple(folder.joinpath(name).read_text("utf-8") for name in _STYLES)


def _lights(sheets: Sequence[Sheet]) -> str:
    """Write the rules that light a value's words and its note together when either is pointed at or gone to."""
    rules: list[str] = []
    for letter, most in (
        ("c", max((len(sheet.reading.claims) for sheet in sheets), default=0)),
        ("n", max((len(sheet.reading.counts) for sheet in sheets), default=0)),
        ("t", max((len(sheet.terms) for sheet in sheets), default=0)),
    ):
        rules += [
            f".report:has(.{letter}{at}:is(:hover,:focus-within,:target)) .{letter}{at}"
            for at in range(1, min(most, _MOST_LIT) + 1)
        ]
    return ",\n".join(rules) + "{--lit:var(--lit-on);--lit-line:currentColor}" if rules else ""
