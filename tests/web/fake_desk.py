"""A desk without an archive: two reports of one incident, one of another; what people decide is kept in a list.

Its words are hostile wherever anybody outside could have written them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.desk.views import (
    DeskIdentity,
    Filters,
    Freshness,
    Hit,
    IncidentView,
    Job,
    JobItem,
    JobState,
    JobView,
    Leaving,
    Outcome,
    Overview,
    Page,
    Point,
    Profile,
    QueueRow,
    Release,
    ReportCard,
    ReportView,
    ReviewState,
    Segment,
    Tally,
)
from onrecord.errors import BadValue, Conflict, NotAllowed, UnknownSubject
from onrecord.model import Call, Decision, Report, Subject
from onrecord.reviewing.roles import Role

SCRIPT = "<script>alert('onrecord')</script>"
BREAKING = "\"'><img src=x onerror=alert(1)>{{7*7}}</textarea>"
TEXT = (
    f"A strike hit a depot in Narwa on Monday, officials said {SCRIPT}. "
    "At least 12 people were killed, Dr. Omar Sample said."
)
AT_12 = (TEXT.index("At least 12"), TEXT.index(" were killed"))
WORDS_12 = TEXT[AT_12[0] : AT_12[1]]
AT_OMAR = (TEXT.index("Dr. Omar"), TEXT.index(" said."))


def _words(at: tuple[int, int]) -> dict[str, Any]:
    return {"words": TEXT[at[0] : at[1]], "passages": [list(at)]}


REPORTS = {
    key: Report(id=f"{key}-{BREAKING}.txt", sha256=key * 5, text=TEXT, title=f"Title {SCRIPT}",
                publisher=f"Herald {BREAKING}", published="2016-02-15", language="en", url="javascript:alert(1)")
    for key in ("aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc")
}  # fmt: skip
INCIDENTS = {"i-one": ("aaaaaaaaaaaa", "bbbbbbbbbbbb"), "i-two": ("cccccccccccc",)}
LONE = "i-went-elsewhere"


def _claim(key: str) -> dict[str, Any]:
    return {
        "id": f"{key}:c1",
        "report": REPORTS[key].id,
        "speaker": {**_words(AT_OMAR), "name": f"Dr. Omar Sample {SCRIPT}", "code": None, "kind": "witness"},
        "cue": None,
        "content": _words(AT_12),
        "act": "report",
        "parties": [],
        "grounds": [],
        "hedged": False,
        "quoted": False,
        "denies": None,
        "reported_by": None,
        "incident": None,
        "score": None,
    }


def _count(key: str) -> dict[str, Any]:
    return {
        "id": f"{key}:n1",
        "report": REPORTS[key].id,
        "measure": "killed",
        "group": "people",
        "low": 12,
        "high": None,
        **_words(AT_12),
        "scope": "incident",
        "status": "stated",
        "claim": f"{key}:c1",
        "incident": None,
    }


def _row(named: str) -> QueueRow:
    return QueueRow(
        id=named,
        title=f"Strike, Narwa {SCRIPT}",
        date={"start": "2016-02-15", "end": "2016-02-15", "precision": "day", "part_of_day": None},
        place={"name": f"Narwa {BREAKING}", "country": "SY", "lat": 36.2, "lon": 37.1, "radius_km": 5},
        kind="airstrike",
        killed={"low": 12, "high": 12},
        injured=None,
        parties=({"name": f"Army {SCRIPT}", "code": None, "standing": "suspected"},),
        status="likely",
        grade="weak",
        reports=len(INCIDENTS[named]),
        origins=1,
        state=ReviewState.UNREVIEWED,
        score=41.0,
        why=(f"Figures differ, {BREAKING}",),
    )


def _incident(named: str) -> dict[str, Any]:
    keys, row = INCIDENTS[named], _row(named)
    first = REPORTS[keys[0]].id
    return {
        "id": named, "main": True, "kind": "airstrike", "kind_words": "strike", "kind_passages": [[first, 2, 8]],
        "date": {**(row.date or {}), "words": "on Monday", "passages": [[first, 33, 42]]},
        "place": {**(row.place or {}), "gazetteer_id": None, "words": "Narwa", "passages": [[first, 27, 32]]},
        "infrastructure": [{"kind": "industry", "number": 1, "name": f"depot {SCRIPT}",
                            "words": "depot", "passages": [[first, 15, 20]]}],
        "protection": [],
        "killed": {"low": 12, "high": 12, "low_from": [f"{keys[0]}:n1"], "high_from": [f"{keys[0]}:n1"]},
        "injured": None, "killed_by_group": {}, "injured_by_group": {},
        "parties": [{"name": f"Army {SCRIPT}", "code": None, "standing": "suspected", "admitted": False,
                     "accused_by": [{"name": f"Officials {BREAKING}", "claims": [f"{keys[0]}:c1"], "side": None}],
                     "denied_by": []}],
        "scheme": "airwars", "strike_status": "likely", "grade": "weak",
        "reasons": [{"rule": "r", "text": f"one figure, “{SCRIPT}”",
                     "claims": [f"{keys[0]}:c1"], "counts": [f"{keys[0]}:n1"]}],
        "reports": [REPORTS[key].id for key in keys],
        "origins": [{"reports": [REPORTS[key].id for key in keys], "why": f"copies {BREAKING}"}],
        "claims": [_claim(key) for key in keys], "counts": [_count(key) for key in keys],
        "victims": [], "links": [], "decisions": [],
    }  # fmt: skip


class FakeDesk:
    """Answers as a desk does."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self.jobs_begun: list[JobView] = []
        self.released: list[Release] = []
        self.hidden: set[str] = set()

    def seen_by(self, role: Role) -> FakeDesk:
        return self

    def identity(self) -> DeskIdentity:
        return DeskIdentity("0-0", f"/archive {SCRIPT}", "0", 3, 2, len(self.decisions), 3, 9, Freshness.FRESH)

    def queue(self, asked: Filters, page: int = 1, per_page: int = 25) -> Page[QueueRow]:
        rows = tuple(_row(one) for one in INCIDENTS)
        return Page(rows[(page - 1) * per_page :][:per_page], page, per_page, len(rows))

    def overview(self, asked: Filters) -> Overview:
        tally = (Tally(f"x {SCRIPT}", 2, 12, 24),)
        states = (Tally("unreviewed", 2, 12, 24),)
        point = Point("i-one", 36.2, 37.1, 5, 12, "airstrike", ReviewState.UNREVIEWED, 1, f"t {SCRIPT}")
        return Overview(2, 1, (point,), False, (Tally("2016-02", 2, 12, 24),), tally, tally, tally, tally, states)

    def search(self, words: str, asked: Filters, page: int = 1, per_page: int = 20) -> Page[Hit]:
        hits = tuple(
            Hit(key, one.title, one.publisher, one.published, one.language,
                (Segment("a "), Segment(SCRIPT, True), Segment(" b")), ("i-one",), one.id, key in self.hidden)
            for key, one in REPORTS.items()
        )  # fmt: skip
        return Page(hits if page == 1 else (), page, per_page, len(hits))

    def incident(self, named: str) -> IncidentView | None:
        stands = "i-one" if named == LONE else named
        if stands not in INCIDENTS:
            return None
        line = _incident(stands)
        cards = tuple(
            ReportCard(key, REPORTS[key].id, REPORTS[key].title, REPORTS[key].publisher, "2016-02-15", "en",
                       REPORTS[key].url, 0, key in self.hidden, (f"{key}:i1",))
            for key in INCIDENTS[stands]
        )  # fmt: skip
        mine = tuple(one for one in self.decisions if one.subject.incident == stands)
        return IncidentView(
            named, stands, line, line, _row(stands), cards, {REPORTS[key].id: TEXT for key in INCIDENTS[stands]},
            mine, frozenset(one.entry for one in mine), (), max((one.entry for one in mine), default=0), (),
            ReviewState.BEGUN if mine else ReviewState.UNREVIEWED,
            tuple((key, f"{key}:i1") for key in INCIDENTS[stands]),
        )  # fmt: skip

    def report(self, key: str) -> ReportView | None:
        found = [one for one in REPORTS if key and one.startswith(key)]
        if len(found) != 1:
            return None
        key = found[0]
        reading = {
            "report": {"id": REPORTS[key].id}, "claims": [_claim(key)], "counts": [_count(key)], "victims": [],
            "incidents": [], "context": [], "notes": [],
        }  # fmt: skip
        receipt = {"entry": 2, "who": "keeper", "at": "2026-01-01T00:00:00Z", "name": f"{BREAKING}.txt", "sha256": "0",
                   "size": 3, "media_type": "text/plain", "url": None}  # fmt: skip
        mine = tuple(one for one in self.decisions if one.subject.report == key)
        rows = tuple(_row(one) for one, keys in INCIDENTS.items() if key in keys)
        return ReportView(
            key, REPORTS[key], reading, reading, mine, frozenset(one.entry for one in mine),
            max((one.entry for one in mine), default=0), (receipt,), rows, key in self.hidden,
        )  # fmt: skip

    def decisions_since(self, incident: str, entry: int) -> tuple[Decision, ...]:
        return tuple(one for one in self.decisions if one.subject.incident == incident and one.entry > entry)

    def recent(self, limit: int = 50) -> tuple[Decision, ...]:
        return tuple(reversed(self.decisions))[:limit]

    def restricted(self) -> frozenset[str]:
        return frozenset(self.hidden)

    def decide(
        self,
        who: str,
        subject: Subject,
        call: Call,
        value: Mapping[str, Any] | None = None,
        note: str = "",
        *,
        seen: int,
    ) -> Outcome:
        if subject.incident is not None and subject.incident not in INCIDENTS:
            raise UnknownSubject("there is no such incident", where=subject.incident)
        if subject.report is not None and subject.report not in REPORTS:
            raise UnknownSubject("there is no such report", where=subject.report)
        if call in (Call.CORRECT, Call.ADD) and not value:
            raise BadValue("value", "nothing is said", "Say what it is")
        newer = [one for one in self.decisions if one.subject == subject and one.entry > seen]
        if newer:
            raise Conflict("somebody decided on it since", newer)
        entry = 10 + len(self.decisions)
        at = f"2026-01-01T00:00:{entry % 60:02d}Z"
        self.decisions.append(Decision(entry, who, at, subject, call, dict(value or {}), {}, note))
        if subject.report and call in (Call.RESTRICT, Call.RELEASE):
            (self.hidden.add if call is Call.RESTRICT else self.hidden.discard)(subject.report)
        return Outcome(entry, True, tuple(one for one in (subject.incident,) if one))

    def undo(self, who: str, entry: int, *, anybody: bool = False) -> Outcome:
        found = next((one for one in self.decisions if one.entry == entry), None)
        if found is None:
            raise UnknownSubject("there is no such decision")
        if found.who != who and not anybody:
            raise NotAllowed("it is another person's")
        self.decisions.append(replace(found, entry=10 + len(self.decisions), who=who, call=Call.WITHDRAW, undoes=entry))
        return Outcome(self.decisions[-1].entry, True)

    def merge(self, who: str, one: str, other: str, note: str, *, seen: int) -> Outcome:
        for named in (one, other):
            if named not in INCIDENTS:
                raise UnknownSubject("there is no such incident", where=named)
        return Outcome(99, True, (one,))

    def split(self, who: str, incident: str, reports: Sequence[str], note: str, *, seen: int) -> Outcome:
        if incident not in INCIDENTS:
            raise UnknownSubject("there is no such incident", where=incident)
        if not set(reports) <= set(INCIDENTS[incident]):
            raise UnknownSubject("there is no such report in it")
        return Outcome(99, True, (incident,))

    def _begun(self, what: str, who: str, names: Sequence[str]) -> Job:
        items = tuple(JobItem(one, "read", "aaaaaaaaaaaa") for one in names)
        number = len(self.jobs_begun) + 1
        job = JobView(number, what, who, "2026-01-01T00:00:00Z", JobState.DONE, "done", len(items), len(items), items)
        self.jobs_begun.append(job)
        return Job(number)

    def add_files(self, who: str, files: Sequence[tuple[str, Path]]) -> Job:
        return self._begun("files", who, [name for name, _ in files])

    def add_addresses(self, who: str, urls: Sequence[str]) -> Job:
        return self._begun("addresses", who, urls)

    def refresh(self, who: str) -> Job:
        return self._begun("refresh", who, ())

    def job(self, number: int) -> JobView | None:
        return next((one for one in self.jobs_begun if one.number == number), None)

    def jobs(self) -> tuple[JobView, ...]:
        return tuple(replace(one, items=()) for one in reversed(self.jobs_begun))

    def export(self, who: str, asked: Filters, form: str, profile: str) -> Leaving:
        self._release(who, form, profile, "export")
        return Leaving(f"../../{SCRIPT}\r\nx: y.csv", "text/csv", b"id\n", 50)

    def dossier(self, who: str, incident: str, form: str, profile: str) -> Leaving:
        if incident not in INCIDENTS:
            raise UnknownSubject("there is no such incident", where=incident)
        self._release(who, form, profile, "dossier")
        return Leaving("dossier.html", "text/html", f"<p>{SCRIPT}".encode(), 51)

    def _release(self, who: str, form: str, profile: str, what: str) -> None:
        if profile not in {one.name for one in self.profiles()}:
            raise BadValue("profile", "there is no such profile")
        self.released.append(Release(50, who, "2026-01-01T00:00:00Z", form, "desk", "0" * 64, profile, what))

    def releases(self, page: int = 1, per_page: int = 50) -> Page[Release]:
        return Page(tuple(self.released) if page == 1 else (), page, per_page, len(self.released))

    def profiles(self) -> tuple[Profile, ...]:
        return (
            Profile("full", "Everything", "For the house itself."),
            Profile("public", "Public", "Names are masked."),
        )
