"""What each role sees of a real archive, wherever it looks: names masked, restricted reports gone."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from served import Team
from starlette.testclient import TestClient

from onrecord.archive import Place
from onrecord.cli import run
from onrecord.desk.desk import Desk
from onrecord.desk.sight import Sight
from onrecord.desk.views import Bounds, Filters
from onrecord.errors import NotAllowed
from onrecord.publishing.redaction import private_names
from onrecord.reading import Reader
from onrecord.reviewing.roles import Role
from onrecord.settings import Settings

REPORTS = [
    {
        "id": "one.txt",
        "title": "Strike on a clinic in Idlib",
        "publisher": "Herald A",
        "published": "2016-02-16",
        "language": "en",
        "text": "An air strike hit a clinic in Idlib, Syria, on Monday, 15 February 2016. At least 12 people were "
        "killed, said Khaled Mansouri, a resident who saw the attack. “The plane came back twice,” Mansouri said. "
        "Among the dead was Layla Haddad, 34, a nurse.",
    },
    {
        "id": "khaled-mansouri-notes.txt",
        "title": "What Khaled Mansouri saw",
        "publisher": "Herald B",
        "published": "2016-02-16",
        "language": "en",
        "text": "A resident, Khaled Mansouri, said warplanes bombed the clinic in Idlib on Monday and that 14 people "
        "were killed. Officials in Moscow denied that Russian aircraft were involved.",
    },
]
NAMES = ("Khaled", "khaled", "Mansouri", "mansouri", "Layla", "Haddad")
PAGES = ("/", "/incidents/{i}", "/incidents/{i}/pane", "/reports/{r}", "/search?q=clinic", "/overview", "/decisions")
CALLS = (
    "/api/v1/incidents",
    "/api/v1/incidents/{i}",
    "/api/v1/incidents/{i}/decisions",
    "/api/v1/reports/{r}",
    "/api/v1/search?q=clinic",
    "/api/v1/search?q=mansouri",
    "/api/v1/overview",
    "/api/v1/decisions",
    "/api/v1/identity",
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two reports of one attack, read and linked."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "in.jsonl").write_text("\n".join(map(json.dumps, REPORTS)), "utf-8")
    archive = str(folder / "archive")
    assert run(["init", "--archive", archive]) == 0
    assert run(["add", "--archive", archive, str(folder / "in.jsonl")]) == 0
    assert run(["assess", "--archive", archive, "--format", "jsonl", "-o", str(folder / "out.jsonl")]) == 0
    # The catalogue is made once, within this process: there is nothing left to read.
    with Desk.open(Place(folder / "archive"), Settings(who="keeper"), reader=cast("Reader", object())) as opened:
        waited_for(opened)
    return folder / "archive"


def waited_for(desk: Desk) -> str:
    """Wait until the desk shows its incident; gives its id."""
    until = time.monotonic() + 120
    while not (rows := desk.queue(Filters()).rows):
        assert time.monotonic() < until, desk.jobs()
        time.sleep(0.1)
    return rows[0].id


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(made, tmp_path / "archive")
    with Desk.open(Place(tmp_path / "archive"), Settings(who="keeper"), reader=cast("Reader", object())) as opened:
        yield opened


class At:
    """One archive's desk and the ids of what is in it."""

    def __init__(self, desk: Desk, team: Team) -> None:
        self.desk, self.team = desk, team
        self.incident = waited_for(desk)
        view = desk.incident(self.incident)
        assert view is not None
        self.cards = {one.publisher: one.key for one in view.reports}
        self.latest = view.latest

    def client(self, role: str) -> TestClient:
        return self.team.logged_in(role)

    def address(self, path: str, publisher: str = "Herald A") -> str:
        return path.format(i=self.incident, r=self.cards[publisher])


@pytest.fixture
def at(desk: Desk, make_team: Callable[..., Team]) -> At:
    return At(desk, make_team(desk))


@pytest.mark.parametrize("path", [*PAGES, *CALLS])
def test_a_viewer_is_shown_no_name(path: str, at: At) -> None:
    reviewer = at.client("reviewer")
    noted = {
        "about": "incident",
        "call": "note",
        "incident": at.incident,
        "note": "Layla Haddad was 34",
        "seen": 99_999,
    }
    assert reviewer.post("/api/v1/decisions", json=noted).status_code == 201
    viewer = at.client("viewer")
    for publisher in at.cards:
        answer = viewer.get(at.address(path, publisher))
        assert answer.status_code == 200, answer.text
        asked = answer.text.replace("q=mansouri", "")
        for name in NAMES:
            assert name not in asked, name
    if "{" in path:
        whole = "".join(reviewer.get(at.address(path, publisher)).text for publisher in at.cards)
        assert "ansouri" in whole or "Layla" in whole


def test_a_masked_text_still_leads_to_its_words(at: At) -> None:
    found = at.client("viewer").get(f"/api/v1/incidents/{at.incident}").json()
    assert found["incident"]["claims"]
    for one in (*found["incident"]["claims"], *found["incident"]["counts"]):
        spans = one["content"]["passages"] if "content" in one else one["passages"]
        words = one["content"]["words"] if "content" in one else one["words"]
        text = found["texts"][one["report"]]
        if len(spans) == 1:
            start, end = spans[0][-2:]
            assert text[start:end] == words


def test_a_viewer_cannot_find_out_whether_a_name_stands_in_the_reports(at: At) -> None:
    viewer = at.client("viewer")
    found = viewer.get("/api/v1/search?q=mansouri").json()
    assert (found["total"], found["rows"], found["capped"]) == (0, [], False)
    assert at.client("reviewer").get("/api/v1/search?q=mansouri").json()["total"] == 2
    assert viewer.get("/api/v1/incidents?words=mansouri").status_code == 403
    assert viewer.get("/api/v1/search?q=clinic").json()["total"] == 2


def test_what_is_masked_in_one_report_is_masked_in_the_others_of_its_incident(at: At) -> None:
    """Layla is read in one report alone; the other one would name her, had it been read as well."""
    reader = at.desk._holding.readings  # type: ignore[attr-defined]
    key = at.cards["Herald B"]
    view = at.desk.report(key)
    assert view is not None
    reading = reader({key: view.report.id})[key]
    told = replace(reading.report, text=f"{reading.report.text} They buried Layla Haddad on Tuesday.")
    leaver, profile = at.desk._leaver, at.desk._leaver.profile("public")  # type: ignore[attr-defined]
    line = at.desk.incident(at.incident).incident  # type: ignore[union-attr]
    alone = leaver.redacted_reading(replace(reading, report=told), profile)
    beside = leaver.redacted_reading(replace(reading, report=told), profile, private_names(line))
    assert "Layla Haddad" in alone.report.text
    assert "Layla" not in beside.report.text
    assert "Haddad" not in beside.report.text


def test_decisions_name_no_item_and_no_report_to_viewers(at: At) -> None:
    editor, viewer = at.client("editor"), at.client("viewer")
    view = editor.get(f"/api/v1/incidents/{at.incident}").json()
    claim = view["incident"]["claims"][0]
    key = next(one["key"] for one in view["reports"] if one["id"] == claim["report"])
    said = {"about": "claim", "call": "accept", "incident": at.incident, "report": key, "item": claim["id"], "seen": 0}
    assert editor.post("/api/v1/decisions", json=said).status_code == 201
    stem = claim["id"].partition(":")[0]
    for path in ("/api/v1/decisions", f"/api/v1/incidents/{at.incident}/decisions", "/decisions", at.address(PAGES[1])):
        seen = viewer.get(path).text
        assert stem not in seen, path
        if path != at.address(PAGES[1]):  # an incident's page links to its reports, by their keys
            assert key not in seen, path


def test_an_incident_of_restricted_reports_alone_is_nowhere_below_editors(at: At) -> None:
    editor = at.client("editor")
    noted = {"about": "incident", "call": "note", "incident": at.incident, "note": "a hidden note", "seen": 99_999}
    assert editor.post("/api/v1/decisions", json=noted).status_code == 201
    for key in at.cards.values():
        said = {"about": "report", "call": "restrict", "report": key, "seen": 99_999}
        assert editor.post("/api/v1/decisions", json=said).status_code == 201
    for role in ("reviewer", "viewer"):
        client = at.client(role)
        assert client.get(f"/incidents/{at.incident}").status_code == 404
        assert client.get("/api/v1/incidents").json() | {"page": 1} == {
            "rows": [],
            "page": 1,
            "per_page": 25,
            "total": 0,
            "capped": False,
        }
        assert client.get("/api/v1/overview").json()["points"] == []
        for path in ("/", "/decisions", "/api/v1/decisions", f"/api/v1/incidents/{at.incident}/decisions"):
            seen = client.get(path).text
            for private in ("a hidden note", "Idlib", at.incident):
                assert private not in seen, (role, path)
    again = at.client("reviewer").post("/api/v1/decisions", json=noted)
    assert again.status_code == 404
    assert "hidden" not in again.text


@pytest.mark.parametrize("asked", ["words=clinic", "publisher=Herald"])
def test_filters_do_not_tell_of_restricted_reports(at: At, asked: str) -> None:
    editor, reviewer = at.client("editor"), at.client("reviewer")
    assert reviewer.get(f"/api/v1/incidents?{asked}").json()["total"] == 1
    said = {"about": "report", "call": "restrict", "report": at.cards["Herald B"], "seen": 0}
    assert editor.post("/api/v1/decisions", json=said).status_code == 201
    for path in ("/api/v1/incidents", "/api/v1/overview", "/"):
        assert reviewer.get(f"{path}?{asked}").status_code == 403, path
        assert editor.get(f"{path}?{asked}").status_code == 200, path


@pytest.mark.parametrize(
    "asked", ["place=Idlib", "bounds=30,30,40,40", "party=Russia", "status=likely", "publisher=Herald"]
)
def test_filters_do_not_tell_what_a_profile_withholds(desk: Desk, asked: str) -> None:
    name, _, words = asked.partition("=")
    value = Bounds(*map(float, words.split(","))) if name == "bounds" else words
    said = Filters(**{name: value})  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        Sight(desk, desk._holding, desk._leaver, Role.VIEWER, "who-ssa-public").queue(said)
    assert Sight(desk, desk._holding, desk._leaver, Role.VIEWER, "public").queue(said) is not None


def test_a_row_says_no_more_than_its_incident(at: At) -> None:
    """The place is worded in the report that comes first; without it, neither the row nor its title tells it."""
    editor, reviewer = at.client("editor"), at.client("reviewer")
    place = editor.get(f"/api/v1/incidents/{at.incident}").json()["incident"]["place"]
    first = place["passages"][0][0]
    cards = editor.get(f"/api/v1/incidents/{at.incident}").json()["reports"]
    key = next(one["key"] for one in cards if one["id"] == first)
    said = {"about": "report", "call": "restrict", "report": key, "seen": 0}
    assert editor.post("/api/v1/decisions", json=said).status_code == 201
    view = reviewer.get(f"/api/v1/incidents/{at.incident}").json()
    (row,) = reviewer.get("/api/v1/incidents").json()["rows"]
    assert view["incident"]["place"] is row["place"] is view["row"]["place"] is None
    assert place["name"] not in row["title"]


def test_a_restricted_report_is_seen_by_editors_alone(at: At) -> None:
    editor, reviewer, viewer = at.client("editor"), at.client("reviewer"), at.client("viewer")
    key = at.cards["Herald B"]
    restrict: dict[str, Any] = {"about": "report", "call": "restrict", "report": key, "seen": 0}
    assert reviewer.post("/api/v1/decisions", json=restrict).status_code == 403
    assert editor.post("/api/v1/decisions", json=restrict).status_code == 201
    assert editor.get(f"/api/v1/reports/{key}").json()["restricted"] is True
    for client in (reviewer, viewer):
        assert client.get(f"/api/v1/reports/{key}").status_code == 404
        assert client.get(f"/reports/{key}").status_code == 404
        found = client.get(f"/api/v1/incidents/{at.incident}").json()
        assert [one["publisher"] for one in found["reports"]] == ["Herald A"]
        for path in (*PAGES, *CALLS):
            said = client.get(at.address(path)).text
            for words in ("Herald B", "in Moscow denied", "What Khaled", key):
                assert words not in said, (path, words)
        assert found["incident"]["killed"]["high"] == 14
        # The report that ranks first is hidden: the first page holds the one that is seen.
        hits = client.get("/api/v1/search?q=monday&per_page=1").json()
        assert ([one["publisher"] for one in hits["rows"]], hits["total"]) == (["Herald A"], 1)
    for page, publisher in ((1, "Herald B"), (2, "Herald A")):
        hits = editor.get(f"/api/v1/search?q=monday&per_page=1&page={page}").json()
        assert ([one["publisher"] for one in hits["rows"]], hits["total"]) == ([publisher], 2)
    note = {"about": "report", "call": "note", "report": key, "note": "x", "seen": 0}
    assert reviewer.post("/api/v1/decisions", json=note).status_code == 404
    assert editor.post("/api/v1/decisions", json={**restrict, "call": "release", "seen": 99_999}).status_code == 201
    assert reviewer.get(f"/api/v1/reports/{key}").status_code == 200


def test_reviewers_take_back_their_own_decisions_alone(at: At) -> None:
    editor, reviewer = at.client("editor"), at.client("reviewer")
    note = {"about": "incident", "call": "note", "incident": at.incident, "note": "a", "seen": 99_999}
    entry = editor.post("/api/v1/decisions", json=note).json()["entry"]
    mine = reviewer.post("/api/v1/decisions", json=note).json()["entry"]
    assert reviewer.post(f"/api/v1/decisions/{entry}/undo").status_code == 403
    assert reviewer.post("/undo", data={"entry": entry, "csrf": reviewer.headers["x-csrf-token"]}).status_code == 403
    assert reviewer.post(f"/api/v1/decisions/{mine}/undo").status_code == 201
    assert editor.post(f"/api/v1/decisions/{entry}/undo").status_code == 201


def test_two_people_on_one_value_see_each_others_decision(at: At) -> None:
    one, other = at.client("editor"), at.client("reviewer")
    said = {"about": "grade", "call": "accept", "incident": at.incident, "seen": at.latest}
    assert one.post("/api/v1/decisions", json=said).status_code == 201
    met = other.post("/api/v1/decisions", json={**said, "call": "correct", "value": {"value": "confirmed"}})
    assert met.status_code == 409
    assert [theirs["who"] for theirs in met.json()["decisions"]] == ["editor"]
    seen = met.json()["decisions"][-1]["entry"]
    again = other.post(
        "/api/v1/decisions", json={**said, "call": "correct", "value": {"value": "confirmed"}, "seen": seen}
    )
    assert again.status_code == 201
