"""The review desk over a small archive: looking, deciding, undoing, merging, splitting, adding, leaving."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from town_reader import REPORTS, SCHEME, ended, opened, read_by_newer, told

from onrecord.archive import Archive, verify
from onrecord.desk.amended import assess_decided
from onrecord.desk.desk import Desk
from onrecord.desk.up_to_date import By, bring_up_to_date
from onrecord.desk.views import Bounds, Filters, Freshness, IncidentView, JobState, ReviewState, Sort
from onrecord.errors import BadValue, Conflict, NotAllowed, OnrecordError, UnknownSubject, UsageError
from onrecord.model import About, Call, Subject
from onrecord.publishing import compose_incident
from onrecord.settings import Settings


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as one:
        yield one


class Silent:
    """Takes what is said while work goes on."""

    def say(self, words: str) -> None: ...
    def failure(self, error: OnrecordError) -> None: ...
    def note(self, where: str, words: str) -> None: ...


def of(desk: Desk, town: str) -> IncidentView:
    """Give the one incident of a town."""
    rows = desk.queue(Filters(place=town)).rows
    assert len(rows) == 1
    found = desk.incident(rows[0].id)
    assert found is not None
    return found


def bare(line: Any) -> str:
    """Write an incident's line without the list of decisions."""
    return json.dumps({name: value for name, value in line.items() if name != "decisions"})


def counted(view: IncidentView, killed: int) -> Subject:
    """Name the count of a view that says how many were killed."""
    one = next(c for c in view.incident["counts"] if c["low"] == killed and c["measure"] == "killed")
    key = next(card.key for card in view.reports if card.id == one["report"])
    return Subject(About.COUNT, view.id, key, one["id"])


def all_lines(desk: Desk) -> dict[str, Any]:
    return {row.id: desk.incident(row.id).incident for row in desk.queue(Filters(), 1, 100).rows}  # type: ignore[union-attr]


def test_the_queue_says_what_needs_eyes_and_why(desk: Desk) -> None:
    page = desk.queue(Filters())
    assert page.total == 3
    assert [row.score for row in page.rows] == sorted((row.score for row in page.rows), reverse=True)
    assert all(row.why for row in page.rows)
    assert page.rows[0].state is ReviewState.UNREVIEWED


def test_lists_are_filtered_and_sorted(desk: Desk) -> None:
    def titles(**asked: Any) -> list[str]:
        return [row.place["name"] for row in desk.queue(Filters(**asked)).rows if row.place]

    assert titles(place="orb") == ["Orbana"]
    assert titles(killed_at_least=13, sort=Sort.DEADLIEST) == ["Orbana", "Karzal"]
    assert titles(sort=Sort.NEWEST) == ["Tirgan", "Orbana", "Karzal"]
    assert titles(sort=Sort.OLDEST) == ["Karzal", "Orbana", "Tirgan"]
    assert titles(words="cafe") == ["Tirgan"]
    assert titles(bounds=Bounds(36, 40, 37, 41)) == ["Orbana"]
    assert titles(bounds=Bounds(36, 41.5, 37, 40.95)) == ["Orbana"]
    assert titles(party="SYRMIL", sort=Sort.REPORTS)[0] == "Karzal"
    assert titles(kind="mine") == titles(party="nobody") == titles(state="done") == titles(place="IQ") == []
    assert len(titles(status="none")) + len(titles(grade="fair")) >= 0


def test_the_overview_counts_what_is_asked_for(desk: Desk) -> None:
    found = desk.overview(Filters())
    assert (found.total, found.located, found.clustered) == (3, 3, False)
    assert [bar.name for bar in found.by_month] == ["2021-05", "2021-08", "2022-02"]
    assert {bar.code for bar in found.by_party} == {"SYRMIL"}
    assert sum(bar.number for bar in desk.overview(Filters(place="Karzal")).by_state) == 1
    assert {point.id for point in found.points} == {row.id for row in desk.queue(Filters()).rows}


def test_search_marks_the_words(desk: Desk) -> None:
    page = desk.search("CAFÉ", Filters())
    assert page.total == 1
    assert [part.text for part in page.rows[0].snippet if part.is_match] == ["Café"]
    assert desk.search('"pump house"', Filters()).total == desk.search("rebu*", Filters()).total == 1
    assert desk.search("house pump", Filters(place="Karzal")).total == 0
    assert desk.search('"house pump"', Filters()).total == desk.search("!!", Filters()).total == 0
    assert page.rows[0].incidents == (of(desk, "Tirgan").id,)


def test_a_decision_on_a_count_moves_the_range_and_the_proposal_stays(desk: Desk) -> None:
    view = of(desk, "Orbana")
    before = bare(view.incident)
    done = desk.decide("mira", counted(view, 30), Call.CORRECT, {"low": 40, "high": 44}, "as the list says", seen=0)
    after = of(desk, "Orbana")
    assert done.view_changed
    assert after.incident["killed"]["high"] == 44
    assert after.row.killed == {"low": after.incident["killed"]["low"], "high": 44}
    assert bare(after.proposed) == before
    assert (after.state, after.latest, after.standing) == (ReviewState.BEGUN, done.entry, {done.entry})
    said = after.incident["decisions"][0]
    assert (said["value"], said["proposed"]["low"], said["who"]) == ({"low": 40, "high": 44}, 30, "mira")
    report = desk.report(counted(view, 30).report or "")
    assert report is not None
    assert report.reading
    assert report.proposed
    assert [one["high"] for one in report.reading["counts"]] == [44, 11]
    assert [one["high"] for one in report.proposed["counts"]] == [30, 11]


def test_undo_restores_byte_for_byte_and_can_be_undone(desk: Desk) -> None:
    view = of(desk, "Karzal")
    before = bare(view.incident)
    done = desk.decide("mira", counted(view, 14), Call.REJECT, seen=0)
    rejected = bare(of(desk, "Karzal").incident)
    with pytest.raises(NotAllowed):
        desk.undo("otto", done.entry)
    back = desk.undo("otto", done.entry, anybody=True)
    restored = of(desk, "Karzal")
    assert bare(restored.incident) == before != rejected
    assert (restored.state, restored.standing) == (ReviewState.UNREVIEWED, frozenset())
    with pytest.raises(BadValue):
        desk.undo("mira", done.entry)
    desk.undo("otto", back.entry)
    assert bare(of(desk, "Karzal").incident) == rejected


def test_what_was_decided_meanwhile_is_never_overwritten_unseen(desk: Desk) -> None:
    view = of(desk, "Karzal")
    first = desk.decide("mira", counted(view, 12), Call.ACCEPT, seen=view.latest)
    desk.decide("otto", counted(view, 14), Call.REJECT, seen=view.latest)  # on another subject
    with pytest.raises(Conflict) as met:
        desk.decide("otto", counted(view, 12), Call.REJECT, seen=view.latest)
    assert [one.entry for one in met.value.decisions] == [first.entry]
    now = of(desk, "Karzal")
    desk.decide("otto", counted(view, 12), Call.REJECT, seen=now.latest)
    assert [one.entry for one in desk.decisions_since(view.id, first.entry)] == [first.entry + 1, first.entry + 2]


def test_every_value_of_an_incident_can_be_decided(desk: Desk) -> None:
    name = of(desk, "Tirgan").id
    said: dict[About, dict[str, Any]] = {
        About.DATE: {"start": "2022-02-10", "part_of_day": "night"},
        About.PLACE: {"name": "Tirgan mill", "lat": 33.0, "lon": 36.0, "country": "sy"},
        About.KIND: {"kind": "artillery"},
        About.KILLED: {"low": 2, "high": 3},
        About.INJURED: {"low": 1, "high": 4},
        About.STATUS: {"value": "contested"},
        About.GRADE: {"value": "fair"},
    }
    for about, value in said.items():
        desk.decide("mira", Subject(about, name), Call.CORRECT, value, f"about {about.value}", seen=0)
    desk.decide("mira", Subject(About.INFRASTRUCTURE, name), Call.ADD, {"kind": "education", "number": 1}, seen=0)
    desk.decide("mira", Subject(About.PARTY, name), Call.ADD, {"name": "Militia", "standing": "known"}, seen=0)
    desk.decide("mira", Subject(About.PARTY, name, item="SYRMIL"), Call.REJECT, seen=0)
    view = desk.incident(name)
    assert view is not None
    line = view.incident
    assert (line["date"]["start"], line["place"]["name"], line["kind"]) == ("2022-02-10", "Tirgan mill", "artillery")
    assert (line["place"]["country"], line["strike_status"], line["grade"]) == ("SY", "contested", "fair")
    assert [one["name"] for one in line["parties"]] == ["Militia"]
    assert line["infrastructure"][0]["kind"] == "education"
    reasons = [one["text"] for one in line["reasons"] if one["rule"] == "decided"]
    assert len(reasons) == len(said) + 3
    assert any("by mira on" in one and one.endswith(": about grade") for one in reasons)
    desk.decide("mira", Subject(About.DATE, name), Call.REJECT, seen=view.latest)
    assert desk.incident(name).incident["date"] is None  # type: ignore[union-attr]


def test_a_party_whose_name_was_corrected_is_one_subject_still(desk: Desk) -> None:
    name = of(desk, "Tirgan").id
    first = desk.decide(
        "mira", Subject(About.PARTY, name, item="SYRMIL"), Call.CORRECT, {"name": "Guard", "code": "SYRGRD"}, seen=0
    )
    with pytest.raises(Conflict):
        desk.decide("otto", Subject(About.PARTY, name, item="SYRGRD"), Call.REJECT, seen=0)
    desk.decide("otto", Subject(About.PARTY, name, item="SYRGRD"), Call.REJECT, seen=first.entry)
    assert of(desk, "Tirgan").incident["parties"] == []


@pytest.mark.parametrize(
    ("about", "first", "other"),
    [
        (About.PARTY, {"name": "Militia"}, None),
        (About.PARTY, {"name": "Militia"}, {"name": "Guard", "code": "SYRGRD"}),
        (About.INFRASTRUCTURE, {"kind": "education"}, None),
        (About.INFRASTRUCTURE, {"kind": "education"}, {"kind": "healthcare"}),
    ],
)
def test_what_a_person_added_can_be_rejected_by_another(
    desk: Desk, about: About, first: dict[str, Any], other: dict[str, Any] | None
) -> None:
    before = of(desk, "Tirgan")
    [called] = first.values()
    desk.decide("mira", Subject(about, before.id), Call.ADD, first, seen=0)
    if other:
        desk.decide("mira", Subject(about, before.id, item=called), Call.CORRECT, other, seen=10**6)
        called = other.get("code") or other["kind"]
    named = Subject(about, before.id, item=called)
    with pytest.raises(BadValue):  # the machine has nothing that could be accepted
        desk.decide("otto", named, Call.ACCEPT, seen=10**6)
    desk.decide("otto", named, Call.REJECT, seen=10**6)
    after = of(desk, "Tirgan").incident
    assert [after[one] for one in ("parties", "infrastructure")] == [
        before.incident[one] for one in ("parties", "infrastructure")
    ]


def test_a_missed_claim_is_added_corrected_and_taken_away(desk: Desk) -> None:
    view = of(desk, "Karzal")
    card = view.reports[0]
    start = view.texts[card.id].index("jets struck")
    value = {
        "act": "accuse",
        "passages": [[start, start + 11]],
        "parties": [{"name": "Navy", "code": None, "role": "accused"}],
        "speaker": {"name": "A fisher", "code": None, "kind": "witness"},
    }
    done = desk.decide("mira", Subject(About.CLAIM, view.id, card.key), Call.ADD, value, seen=0)
    after = of(desk, "Karzal")
    item = f"{after.incident['claims'][0]['id'].partition(':')[0]}:p{done.entry}"
    added = next(one for one in after.incident["claims"] if one["id"].endswith(f":p{done.entry}"))
    assert added["content"]["words"] == "jets struck"
    assert "Navy" in [one["name"] for one in after.incident["parties"]]
    subject = Subject(About.CLAIM, view.id, card.key, added["id"])
    desk.decide("mira", subject, Call.CORRECT, {"act": "report", "parties": []}, seen=done.entry)
    assert "Navy" not in [one["name"] for one in of(desk, "Karzal").incident["parties"]]
    desk.decide("mira", subject, Call.REJECT, seen=10**6)
    assert all(one["id"] != item for one in of(desk, "Karzal").incident["claims"])


@pytest.mark.parametrize(
    ("about", "call", "value", "what"),
    [
        (About.COUNT, Call.CORRECT, {"low": 5, "high": 2}, "low"),
        (About.COUNT, Call.CORRECT, {"colour": "red"}, "colour"),
        (About.COUNT, Call.CORRECT, {"low": "many"}, "low"),
        (About.COUNT, Call.CORRECT, {"passages": [[5, 1]]}, "passages"),
        (About.COUNT, Call.CORRECT, {"passages": [[0, 10**6]]}, "passages"),
        (About.COUNT, Call.CORRECT, {}, "value"),
        (About.COUNT, Call.REJECT, {"low": 1}, "value"),
        (About.COUNT, Call.DONE, {}, "call"),
        (About.DATE, Call.CORRECT, {"start": "yesterday"}, "start"),
        (About.DATE, Call.CORRECT, {"start": "2022-02-02", "end": "2022-02-01"}, "end"),
        (About.PLACE, Call.CORRECT, {"name": "X", "lat": 1.0}, "lat"),
        (About.PLACE, Call.CORRECT, {"name": "X", "lat": 91.0, "lon": 0.0}, "lat"),
        (About.PLACE, Call.CORRECT, {"name": " "}, "name"),
        (About.KILLED, Call.CORRECT, {"low": None, "high": None}, "low"),
        (About.GRADE, Call.CORRECT, {"value": "splendid"}, "value"),
        (About.INFRASTRUCTURE, Call.ADD, {"number": 2}, "kind"),
        (About.INCIDENT, Call.NOTE, {}, "note"),
    ],
)
def test_a_value_that_is_none_is_refused(
    desk: Desk, about: About, call: Call, value: dict[str, Any], what: str
) -> None:
    view = of(desk, "Tirgan")
    subject = counted(view, 3) if about is About.COUNT else Subject(about, view.id)
    entries = desk.identity().entries
    with pytest.raises(BadValue) as met:
        desk.decide("mira", subject, call, value, seen=0)
    assert met.value.what == what
    assert desk.identity().entries == entries


def test_what_is_not_there_cannot_be_decided_on(desk: Desk) -> None:
    view = of(desk, "Tirgan")
    key = view.reports[0].key
    for subject in (
        Subject(About.GRADE, "i000000000000"),
        Subject(About.GRADE, None),
        Subject(About.PARTY, view.id, item="RUSGOV"),
        Subject(About.COUNT, view.id, key, "000000000000:n1"),
        Subject(About.CLAIM, view.id, None, "c1"),
        Subject(About.REPORT, report="ff" * 32),
    ):
        call = Call.NOTE if subject.about is About.REPORT else Call.ACCEPT
        with pytest.raises(UnknownSubject):
            desk.decide("mira", subject, call, note="a note", seen=0)
    with pytest.raises(UnknownSubject):
        desk.undo("mira", 1)
    assert desk.incident("i000000000000") is None
    assert desk.report("ff" * 32) is None


def test_decisions_survive_a_newer_reader(desk: Desk, tmp_path: Path) -> None:
    view = of(desk, "Karzal")
    blame = next(one for one in view.incident["claims"] if one["act"] == "accuse")
    key = next(card.key for card in view.reports if card.id == blame["report"])
    desk.decide("mira", Subject(About.CLAIM, view.id, key, blame["id"]), Call.REJECT, seen=0)
    desk.decide("mira", counted(view, 14), Call.CORRECT, {"low": 20, "high": 20}, seen=0)
    desk.decide("mira", Subject(About.GRADE, view.id), Call.CORRECT, {"value": "fair"}, seen=0)
    before = of(desk, "Karzal").incident
    read_by_newer(desk._holding.archive.place)
    assert desk.identity().freshness is Freshness.STALE
    assert ended(desk, desk.refresh("mira").number).state is JobState.DONE
    after = of(desk, "Karzal")
    assert after.id == view.id
    assert {one["id"].partition(":")[2] for one in after.incident["claims"]} == {"c7", "c8"}
    assert (after.incident["killed"]["high"], after.incident["grade"]) == (before["killed"]["high"], "fair")
    assert len(after.incident["claims"]) == len(before["claims"])
    shown = desk.report(key)
    assert shown is not None
    assert shown.reading
    assert shown.proposed
    assert len(shown.reading["claims"]) == len(shown.proposed["claims"]) - 1
    rejected = next(one for one in after.decisions if one.call is Call.REJECT)
    assert rejected.subject.item in {one["id"] for one in shown.proposed["claims"]}
    assert [one.subject.item for one in shown.decisions] == [rejected.subject.item]
    assert after.incident["decisions"][0]["item"] == rejected.subject.item
    # A new decision on the same words is one on the same subject, whatever the newer reader calls them.
    with pytest.raises(Conflict):
        desk.decide("otto", counted(after, 20), Call.ACCEPT, seen=0)


def test_a_merge_shows_at_once_and_its_undo_restores(desk: Desk) -> None:
    one, other = of(desk, "Karzal"), of(desk, "Orbana")
    desk.decide("mira", Subject(About.GRADE, other.id), Call.CORRECT, {"value": "weak"}, seen=0)
    before = all_lines(desk)
    done = desk.merge("otto", one.id, other.id, "one night", seen=0)
    assert desk.queue(Filters()).total == 2
    merged = desk.incident(other.id)
    assert merged is not None
    assert (merged.asked, merged.id, len(merged.reports)) == (other.id, done.incidents[0], 5)
    assert merged.links[0].note == "one night"
    assert merged.incident["grade"] == "weak"  # what was decided on either holds of both
    with pytest.raises(Conflict):
        desk.merge("mira", merged.id, of(desk, "Tirgan").id, "", seen=0)
    desk.undo("otto", done.entry)
    assert all_lines(desk) == before
    assert verify(desk._holding.archive.place).sound


def test_a_split_shows_at_once_and_its_undo_restores(desk: Desk) -> None:
    view = of(desk, "Karzal")
    before = all_lines(desk)
    done = desk.split("otto", view.id, [view.reports[2].key], "another raid", seen=view.latest)
    assert len(done.incidents) == 2
    assert sorted(len(desk.incident(name).reports) for name in done.incidents) == [1, 2]  # type: ignore[union-attr]
    with pytest.raises(BadValue):
        desk.split("otto", view.id, [card.key for card in desk.incident(view.id).reports], "", seen=10**6)  # type: ignore[union-attr]
    desk.undo("otto", done.entry)
    assert all_lines(desk) == before


@pytest.mark.parametrize("what", ["merge", "split"])
def test_a_full_refresh_gives_the_same_groups(desk: Desk, what: str) -> None:
    one, other = of(desk, "Karzal"), of(desk, "Orbana")
    if what == "merge":
        desk.merge("otto", one.id, other.id, "", seen=0)
    else:
        desk.split("otto", one.id, [one.reports[1].key], "", seen=0)
    desk.decide("mira", Subject(About.GRADE, one.id), Call.CORRECT, {"value": "fair"}, seen=0)

    def shape() -> dict[str, Any]:
        names = ("reports", "killed", "injured", "parties", "grade", "strike_status", "place", "date")
        return {name: {field: line[field] for field in names} for name, line in all_lines(desk).items()}

    before = shape()
    assert ended(desk, desk.refresh("mira").number).state is JobState.DONE
    assert shape() == before


def test_a_merge_while_the_catalogue_is_made_is_not_lost(desk: Desk) -> None:
    one, other = of(desk, "Karzal").id, of(desk, "Orbana").id
    jobs = desk._jobs
    begun = jobs.begin("refresh", "mira")
    ended(desk, begun.number)
    job = jobs._jobs[begun.number]
    made = jobs._inside(job)
    desk.merge("otto", one, other, "", seen=0)
    desk.decide("mira", Subject(About.GRADE, other), Call.CORRECT, {"value": "weak"}, seen=0)
    jobs._put_in_place(job, made)
    assert desk.queue(Filters()).total == 2
    assert desk.incident(one).incident["grade"] == "weak"  # type: ignore[union-attr]
    assert desk.identity().freshness is Freshness.FRESH


def test_the_terminal_gives_what_the_desk_shows(desk: Desk) -> None:
    view = of(desk, "Karzal")
    desk.decide("mira", counted(view, 14), Call.REJECT, seen=0)
    desk.decide("mira", Subject(About.KIND, view.id), Call.CORRECT, {"kind": "rocket"}, seen=0)
    shown = all_lines(desk)
    with Archive.open(desk._holding.archive.place, who="mira") as archive:
        by = By("mira", Settings(), SCHEME, {})
        now = bring_up_to_date(archive, by, Silent(), read=False)
        lines = [
            compose_incident(one) for one in assess_decided(archive, now.incidents, now.incidents, now.names, SCHEME)
        ]
    assert {one["id"]: one for one in json.loads(json.dumps(lines))} == shown


def test_a_review_that_is_done_is_begun_again_by_a_new_report(desk: Desk, tmp_path: Path) -> None:
    view = of(desk, "Tirgan")
    desk.decide("mira", Subject(About.INCIDENT, view.id), Call.DONE, seen=0)
    assert (of(desk, "Tirgan").state, of(desk, "Tirgan").row.score) == (ReviewState.DONE, 0)
    late = tmp_path / "late"
    late.write_text(told("Tirgan", "2022-02-11", 4, "the bus drivers", 2, "It had rained since dawn."), "utf-8")
    job = ended(desk, desk.add_files("mira", [("late.txt", late)]).number)
    assert [(item.name, item.outcome) for item in job.items] == [("late.txt", "read")]
    after = of(desk, "Tirgan")
    assert (len(after.reports), after.state) == (2, ReviewState.BEGUN)
    assert after.row.why[0] == "1 report came since its review was done"


def test_a_job_names_what_could_not_be_read(desk: Desk, tmp_path: Path) -> None:
    empty, again = tmp_path / "empty", tmp_path / "again"
    empty.write_bytes(b"")
    again.write_text(REPORTS[0], "utf-8")
    job = ended(desk, desk.add_files("mira", [("empty.txt", empty), ("report-0.txt", again)]).number)
    assert job.state is JobState.DONE
    outcomes = {item.name: item.outcome for item in job.items}
    assert outcomes == {"empty.txt": "not read", "report-0.txt": "read before"}
    assert str(tmp_path) not in json.dumps([item.why for item in job.items])


def test_what_leaves_is_redacted_and_logged(desk: Desk) -> None:
    view = of(desk, "Karzal")
    desk.decide("mira", Subject(About.GRADE, view.id), Call.CORRECT, {"value": "fair"}, seen=0)
    left = desk.export("mira", Filters(place="Karzal"), "jsonl", "full")
    assert json.loads(left.data) == of(desk, "Karzal").incident
    page = desk.dossier("mira", view.id, "html", "public")
    assert page.media_type.startswith("text/html")
    logged = desk.releases()
    assert [(one.entry, one.profile) for one in logged.rows] == [(page.entry, "public"), (left.entry, "full")]
    for form, profile in (("jsonl", "no such profile"), ("papyrus", "full")):
        with pytest.raises(BadValue):
            desk.export("mira", Filters(), form, profile)
    assert desk.releases().total == 2


def test_who_decided_and_names_the_house_lists_stay_in_the_house(desk: Desk) -> None:
    view = of(desk, "Karzal")
    desk.decide("mira", Subject(About.GRADE, view.id), Call.CORRECT, {"value": "fair"}, "a private word", seen=0)
    listed = desk._holding.archive.place.desk / "names.txt"
    assert b"night watch" in desk.export("mira", Filters(place="Karzal"), "jsonl", "public").data
    listed.write_text("watch\n\n", "utf-8")
    for left in (
        desk.export("mira", Filters(place="Karzal"), "jsonl", "public"),
        desk.dossier("mira", view.id, "html", "public"),
    ):
        for private in (b"watch", b"mira", b"a private word"):
            assert private not in left.data
        assert b"by a reviewer" in left.data
    listed.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UsageError, match="names"):
        desk.export("mira", Filters(), "jsonl", "public")


def test_a_restricted_report_is_known_until_it_is_released(desk: Desk) -> None:
    key = of(desk, "Tirgan").reports[0].key
    desk.decide("mira", Subject(About.REPORT, report=key), Call.RESTRICT, note="names a child", seen=0)
    assert desk.restricted() == {key}
    assert of(desk, "Tirgan").reports[0].restricted
    assert of(desk, "Tirgan").incident["decisions"] == []
    desk.decide("mira", Subject(About.REPORT, report=key), Call.RELEASE, seen=10**6)
    assert desk.restricted() == frozenset()


def test_words_deleted_by_order_leave_the_desk_as_well(desk: Desk) -> None:
    view = of(desk, "Karzal")
    card = next(one for one in view.reports if "bakery" in view.texts[one.id])
    desk.decide("mira", Subject(About.PLACE, view.id), Call.CORRECT, {"name": "Bakery Street"}, "the bakery", seen=0)
    desk.decide("mira", counted(view, 14), Call.ACCEPT, note="the bakery", seen=0)
    desk.decide("mira", Subject(About.KILLED, view.id), Call.CORRECT, {"low": 1, "high": 2}, "the bakery", seen=0)
    report = desk.report(card.key)
    assert report is not None
    with Archive.open(desk._holding.archive.place, who="mira") as archive:
        order = archive.order_deletion("mira", report.report.sha256, "asked for", "the board")
        desk._holding.catalogue.close()
        desk._holding.archive._database.close()
        archive.carry_out("mira", order)
        assert "akery" not in json.dumps(
            [one.value | {"n": one.note} | one.proposed for one, _, _ in archive.decisions()]
        )
        assert [dict(one.value) for one, _, _ in archive.decisions() if one.subject.about is About.KILLED] == [
            {"low": 1, "high": 2}
        ]
    job = desk.identity().job
    if job is not None:
        ended(desk, job)
    assert desk.search("bakery", Filters()).total == 0
    assert verify(desk._holding.archive.place).sound


def test_twenty_people_at_once_lose_no_decision(desk: Desk) -> None:
    views = [of(desk, town) for town in ("Karzal", "Orbana", "Tirgan")]
    made: list[int] = []
    failed: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(4):
                view = views[(number + turn) % 3]
                if turn % 2:
                    done = desk.decide(f"p{number}", Subject(About.INCIDENT, view.id), Call.NOTE, note="seen", seen=0)
                else:
                    value = {"value": ("fair", "weak")[number % 2]}
                    seen = 10**9
                    done = desk.decide(f"p{number}", Subject(About.GRADE, view.id), Call.CORRECT, value, seen=seen)
                made.append(done.entry)
                assert desk.incident(view.id) is not None
                desk.queue(Filters())
        except BaseException as error:  # noqa: BLE001 - told below, in the thread that can tell it
            failed.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(set(made)) == 80
    assert {one.entry for one in desk.recent(200)} == set(made)
    assert desk.identity().decisions == 80
    for view in views:
        now = desk.incident(view.id)
        assert now is not None
        newest = max((one for one in now.decisions if one.call is Call.CORRECT), key=lambda one: one.entry)
        assert now.incident["grade"] == newest.value["value"]


def test_the_catalogue_can_be_thrown_away(desk: Desk) -> None:
    view = of(desk, "Karzal")
    desk.decide("mira", counted(view, 14), Call.REJECT, seen=0)
    before = all_lines(desk)
    place = desk._holding.archive.place
    desk.close()
    for path in place.desk.glob("catalogue*"):
        path.unlink()
    with Desk.open(place, Settings(who="mira"), reader=desk._jobs._reader) as again:
        job = again.identity().job
        if job is not None:
            ended(again, job)
        assert all_lines(again) == before
        assert again.identity().freshness is Freshness.FRESH
