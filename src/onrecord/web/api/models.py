"""What the API takes and gives, checked on the way in and described on the way out."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from onrecord.desk.views import (
    Hit,
    JobItem,
    JobState,
    Page,
    QueueRow,
    Release,
)
from onrecord.model import About, Call, Decision, Grade, KindOfAttack, StrikeStatus

_Row = TypeVar("_Row")
MOST = 2**53 - 1
"""The largest number that every reader of JSON takes exactly."""


def _storable(words: str) -> str:
    """Refuse what no archive can hold as text."""
    if "\0" in words or any("\ud800" <= one <= "\udfff" for one in words):
        raise ValueError("holds characters that are no text")
    return words


Name = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_storable)]
Note = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_storable)]
Entry = Annotated[int, Field(ge=0, le=MOST)]
"""Of the ledger; 0 where there is none."""
EntryInPath = Annotated[int, Path(ge=1, le=MOST)]
Named = Annotated[str, Path(min_length=1, max_length=1000), AfterValidator(_storable)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    decisions: list[Decision] | None = None
    """Of a conflict: what others decided since ``seen`` on the same subject."""
    errors: list[dict[str, str]] | None = None
    """Of a request that was not understood: ``where`` and ``why``."""


class Asked(_Strict):
    """What is asked for; what is left out asks for everything."""

    words: Name | None = None
    date_from: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    date_to: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    place: Name | None = None
    kind: KindOfAttack | None = None
    party: Name | None = None
    status: StrikeStatus | Literal["none"] | None = None
    grade: Grade | Literal["none"] | None = None
    state: Literal["unreviewed", "begun", "done"] | None = None
    language: Name | None = None
    publisher: Name | None = None
    killed_at_least: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = None
    bounds: (
        Annotated[str, StringConstraints(max_length=200), Field(description="south,west,north,east in degrees")] | None
    ) = None
    sort: Literal["priority", "newest", "oldest", "deadliest", "reports"] = "priority"


class Me(BaseModel):
    """Who asks."""

    name: str
    role: str
    may: list[str]
    csrf: str
    """To be sent as X-CSRF-Token with every request that changes something."""


class Listed(BaseModel, Generic[_Row]):
    """Some rows of many."""

    model_config = ConfigDict(from_attributes=True)
    rows: list[_Row]
    page: int
    per_page: int
    total: int
    capped: bool = False


def listed(page: Page[Any]) -> dict[str, Any]:
    """Give a page of rows as ``Listed`` has it."""
    return {
        "rows": list(page.rows),
        "page": page.page,
        "per_page": page.per_page,
        "total": page.total,
        "capped": page.capped,
    }


QueuePage = Listed[QueueRow]
HitPage = Listed[Hit]
ReleasePage = Listed[Release]


class Deciding(_Strict):
    """A decision to be recorded."""

    about: About
    call: Call
    incident: Name | None = None
    report: Name | None = None
    item: Name | None = None
    at: Annotated[list[tuple[Entry, Entry]], Field(max_length=100)] = []
    value: dict[str, Any] | None = None
    note: Note = ""
    seen: Entry
    """Entry of the newest decision that whoever decides had seen: ``latest`` of the incident or report."""


class Merging(_Strict):
    """Another incident that is the same."""

    other: Name
    note: Note = ""
    seen: Entry


class Splitting(_Strict):
    """Reports, by key, that tell of another incident."""

    reports: Annotated[list[Name], Field(min_length=1, max_length=10_000)]
    note: Note = ""
    seen: Entry


class Addresses(_Strict):
    """Addresses to be fetched."""

    urls: Annotated[list[Name], Field(min_length=1, max_length=1000)]


class Begun(BaseModel):
    """A job that was begun: ask for it under /api/v1/jobs."""

    number: int


class JobShown(BaseModel):
    """How a job stands."""

    model_config = ConfigDict(from_attributes=True)
    number: int
    what: str
    who: str
    begun: str
    state: JobState
    stage: str
    done: int
    total: int
    items: list[JobItem] = []
    message: str = ""
    ended: str | None = None


class Exporting(_Strict):
    """An export: which incidents, in which format, under which redaction profile."""

    asked: Asked = Asked()
    form: Name
    profile: Name


class Dossier(_Strict):
    """A dossier: its format, and the redaction profile."""

    form: Literal["html", "pdf"] = "html"
    profile: Name
