"""What forms and addresses send: read with care, since anybody can send anything."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends
from starlette.datastructures import FormData, ImmutableMultiDict, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse

from onrecord.desk.views import Bounds, Filters, ReviewState, Sort
from onrecord.model import Grade, KindOfAttack, StrikeStatus

_MOST_PAGES = 1_000_000


async def _form(request: Request) -> AsyncIterator[FormData]:
    form = await request.form()
    try:
        yield form
    finally:
        await form.close()


FormHere = Annotated[FormData, Depends(_form)]
"""What a route declares to be given the form that was sent."""


def texts(form: ImmutableMultiDict[str, str | UploadFile]) -> dict[str, list[str]]:
    """Give the texts of a form, by name; files are left out.

    A button may carry several answers at once, as its field ``do``: written as a query is.
    """
    found: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value)
    for done in found.pop("do", ()):
        found |= parse_qs(done, keep_blank_values=True, max_num_fields=20)
    return found


def first(given: Mapping[str, Sequence[str]], name: str, most: int = 4000) -> str:
    """Give one answer, without white space around it; empty where there is none."""
    return "".join(given.get(name, ())[:1]).strip()[:most]


def number(given: Mapping[str, Sequence[str]] | Mapping[str, str], name: str, otherwise: int) -> int:
    """Give a whole number; ``otherwise`` where none was sent."""
    said = given.get(name, "")
    written = said if isinstance(said, str) else "".join(said[:1])
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else otherwise


def page_asked(request: Request) -> int:
    """Give the number of the page that an address asks for, from 1."""
    return min(max(1, number(request.query_params, "page", 1)), _MOST_PAGES)


def local(path: str, otherwise: str) -> str:
    """Give back an address within the desk; any other is replaced."""
    fits = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    return path if fits else otherwise


def onward(path: str) -> RedirectResponse:
    """Lead on after a form: the page that follows can be loaded again without sending the form again."""
    return RedirectResponse(path, 303)


def filters_of(given: Mapping[str, str]) -> Filters:
    """Read filters out of an address's query. What makes no sense asks for everything."""

    def text(name: str) -> str | None:
        return given.get(name, "").strip()[:200] or None

    def day(name: str) -> date | None:
        try:
            return date.fromisoformat(given.get(name, "").strip()[:10])
        except ValueError:
            return None

    def one_of(name: str, known: Sequence[str]) -> str | None:
        said = given.get(name, "")
        return said if said in known else None

    killed = given.get("killed", "").strip()
    return Filters(
        words=text("words"),
        date_from=day("from"),
        date_to=day("to"),
        place=text("place"),
        kind=one_of("kind", [one.value for one in KindOfAttack]),
        party=text("party"),
        status=one_of("status", [*(one.value for one in StrikeStatus), "none"]),
        grade=one_of("grade", [*(one.value for one in Grade), "none"]),
        state=one_of("state", [one.value for one in ReviewState]),
        language=text("language"),
        publisher=text("publisher"),
        killed_at_least=int(killed) if killed.isascii() and killed.isdecimal() and len(killed) < 9 else None,
        bounds=_bounds(given.get("bounds", "")),
        sort=Sort(one_of("sort", [one.value for one in Sort]) or Sort.PRIORITY),
    )


class Asked(dict[str, str]):
    """The filters of an address as it wrote them; one that it does not have is empty."""

    def __missing__(self, name: str) -> str:
        return ""


def asked_of(given: Mapping[str, str]) -> Asked:
    """Give the filters of an address, to be written into the next address and into the form."""
    return Asked({name: given[name].strip() for name in FILTERS if given.get(name, "").strip()})


FILTERS = (
    "words",
    "state",
    "kind",
    "place",
    "party",
    "status",
    "grade",
    "from",
    "to",
    "language",
    "publisher",
    "killed",
    "bounds",
    "sort",
)
"""Names of the filters in an address, in the order of their form."""


def _bounds(written: str) -> Bounds | None:
    try:
        south, west, north, east = (float(one) for one in written.split(","))
    except ValueError:
        return None
    fits = -90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180
    return Bounds(south, west, north, east) if fits else None
