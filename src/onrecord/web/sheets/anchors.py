"""Names of places on a page, and the addresses that lead to them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote, urlencode


def anchor(item: str) -> str:
    """Name the place of a claim or count: its id, as an id of HTML that style and script can name.

    >>> anchor("3f2a9c417be0:c1")
    'i3f2a9c417be0-c1'
    """
    return "i" + "".join(c if c.isalnum() and c.isascii() else "-" for c in item)


def words_anchor(start: int) -> str:
    """Name the place in a report's text at which words begin."""
    return f"w{start}"


def incident_path(incident: str) -> str:
    """Give the address of an incident."""
    return f"/incidents/{quote(incident, safe='')}"


def report_path(report: str) -> str:
    """Give the address of a report, by its key."""
    return f"/reports/{quote(report, safe='')}"


def beside(incident: str, report: str, place: str = "pane") -> str:
    """Give the address of an incident with a report opened beside it, at a place in the report."""
    return f"{incident_path(incident)}?{urlencode({'report': report})}#{place}"


def written_at(at: Iterable[tuple[int, int]]) -> str:
    """Write passages as forms carry them.

    >>> written_at([(3, 9), (12, 20)])
    '3-9,12-20'
    """
    return ",".join(f"{start}-{end}" for start, end in at)


def read_at(written: str) -> tuple[tuple[int, int], ...]:
    """Read passages as forms carry them. ValueError where it is no such list."""
    found = []
    for part in written.split(",") if written.strip() else ():
        start, _, end = part.strip().partition("-")
        if not (start.isdecimal() and end.isdecimal() and len(start) < 12 and len(end) < 12 and int(start) < int(end)):
            raise ValueError(f"no passage: {part}")
        found.append((int(start), int(end)))
    return tuple(found)
