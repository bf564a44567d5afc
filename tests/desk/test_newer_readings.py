"""Decisions after a newer reader numbered anew, and lacks some of what was decided on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from town_reader import ended, opened, read_by_newer, told

from onrecord.desk.amended import items_now, with_items
from onrecord.desk.desk import Desk
from onrecord.desk.views import Filters, IncidentView, JobState
from onrecord.errors import BadValue, UnknownSubject
from onrecord.model import About, Call, Count, Decision, Group, Measure, Reading, Report, Subject, Words
from onrecord.reviewing import Held, amend
from onrecord.web.sheets.decided import Decided
from onrecord.web.sheets.report import ReportSheet


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path, [told("Orbana", "2021-08-20", 30)]) as one:
        yield one


def only(desk: Desk) -> IncidentView:
    """Give the one incident of the desk."""
    (row,) = desk.queue(Filters()).rows
    found = desk.incident(row.id)
    assert found is not None
    return found


def count_of(view: IncidentView, measure: str) -> Subject:
    """Name the one count of a measure, as the view does."""
    (one,) = (one for one in view.incident["counts"] if one["measure"] == measure)
    return Subject(About.COUNT, view.id, view.reports[0].key, one["id"])


def without_the_killed(reading: Reading) -> Reading:
    """Leave out the first count; the second one takes its number."""
    first, second = reading.counts
    (mention,) = reading.incidents
    return replace(
        reading,
        counts=(replace(second, id=first.id),),
        incidents=(replace(mention, counts=(first.id,)),),
    )


def read_anew(desk: Desk) -> None:
    """Have all read by a reader that misses the count of the killed."""
    read_by_newer(desk._holding.archive.place, without_the_killed)
    assert ended(desk, desk.refresh("mira").number).state is JobState.DONE


def sheet(desk: Desk) -> ReportSheet:
    shown = desk.report(only(desk).reports[0].key)
    assert shown is not None
    return ReportSheet(shown)


@pytest.mark.parametrize("undone", [False, True])
def test_an_old_rejection_says_nothing_of_the_item_that_has_its_id_now(desk: Desk, undone: bool) -> None:
    killed = count_of(only(desk), "killed")
    old = desk.decide("mira", killed, Call.REJECT, seen=0)
    if undone:
        desk.undo("mira", old.entry)
    read_anew(desk)
    view = only(desk)
    injured = count_of(view, "injured")
    assert injured.item == killed.item
    assert {one.subject.item for one in view.decisions} == {None}
    assert [(one.count.measure, one.held) for one in sheet(desk).counts] == [(Measure.INJURED, None)]
    done = desk.decide("otto", injured, Call.REJECT, seen=0)
    view = only(desk)
    assert view.incident["counts"] == []
    assert {one.entry: one.subject.item for one in view.decisions}[done.entry] == injured.item
    assert [one.held.decision.entry for one in sheet(desk).counts if one.held] == [done.entry]
    desk.undo("otto", done.entry)
    desk.decide("otto", injured, Call.ACCEPT, seen=view.latest + 1)
    assert [one["measure"] for one in only(desk).incident["counts"]] == ["injured"]


@pytest.mark.parametrize("first", [Call.ACCEPT, Call.CORRECT])
def test_what_was_put_back_can_be_decided_on(desk: Desk, first: Call) -> None:
    said = {"low": 31, "high": 31} if first is Call.CORRECT else None
    desk.decide("mira", count_of(only(desk), "killed"), first, said, seen=0)
    read_anew(desk)
    for call, bound in ((Call.CORRECT, 40), (Call.CORRECT, 41), (Call.ACCEPT, 30)):
        value = {"low": bound, "high": bound} if call is Call.CORRECT else None
        view = only(desk)
        desk.decide("otto", count_of(view, "killed"), call, value, seen=view.latest)
        view = only(desk)
        assert [one["low"] for one in view.incident["counts"]] == [5, bound]
        assert view.incident["killed"]["high"] == bound
        assert {one.proposed["low"] for one in view.decisions} == {30}
    view = only(desk)
    killed = count_of(view, "killed")
    desk.decide("otto", killed, Call.REJECT, seen=view.latest)
    assert [one["low"] for one in only(desk).incident["counts"]] == [5]
    with pytest.raises(UnknownSubject):
        desk.decide("mira", killed, Call.ACCEPT, seen=10**6)


def test_a_value_that_a_person_gave_where_the_machine_has_none_can_be_rejected(desk: Desk) -> None:
    read_anew(desk)
    killed = Subject(About.KILLED, only(desk).id)
    with pytest.raises(BadValue):
        desk.decide("otto", killed, Call.REJECT, seen=0)
    done = desk.decide("mira", killed, Call.CORRECT, {"low": 3, "high": 4}, seen=0)
    assert only(desk).incident["killed"]["high"] == 4
    desk.decide("otto", killed, Call.REJECT, seen=done.entry)
    assert only(desk).incident["killed"] is None
    with pytest.raises(BadValue):
        desk.decide("mira", killed, Call.REJECT, seen=10**6)


def test_an_id_is_kept_where_no_other_item_has_it() -> None:
    text = " ".join(f"word{number:02}" for number in range(40))
    report = Report("r1", "0" * 64, text)

    def reading(*numbers: int) -> Reading:
        """Read items of the text; ids follow their order, as another reader would number them."""
        cut = [Words.cut(text, [(number * 70, number * 70 + 40)]) for number in numbers]
        counts = (
            Count(f"{report.key}:n{at}", Measure.KILLED, Group.PEOPLE, one, one, words)
            for at, (one, words) in enumerate(zip(numbers, cut, strict=True))
        )
        return Reading(report, counts=tuple(counts))

    def rejected(entry: int, number: int) -> Decision:
        subject = Subject(About.COUNT, None, "k", f"{report.key}:n{number}", ((number * 70, number * 70 + 40),))
        return Decision(entry, "mira", "2026-01-01T00:00:00Z", subject, Call.REJECT)

    first, last = rejected(5, 0), rejected(6, 3)
    held = Held.of([first, last])
    newer = reading(1, 2, 3)
    shown = with_items(held.all, items_now(newer, held))
    assert [one.subject.item for one in shown] == [None, f"{report.key}:n2"]
    decided = Decided(shown, held.entries())
    on = [decided.on(About.COUNT, report="k", item=one.id) for one in newer.counts]
    assert [one.decision.entry if one else None for one in on] == [None, None, 6]
    bare = with_items([last], items_now(reading(1, 2), Held.of([last])))
    assert [one.subject.item for one in bare] == [f"{report.key}:n3"]
    noted = replace(first, call=Call.NOTE, note="Who counted?")
    same = with_items([noted], items_now(reading(0, 1), Held.of([noted])))
    assert [one.subject.item for one in same] == [f"{report.key}:n0"]
    accepted = [replace(one, call=Call.ACCEPT, proposed={"low": 0, "passages": [[0, 40]]}) for one in (first, first)]
    accepted[1] = replace(accepted[1], entry=7)
    assert amend(newer, Held.of(accepted)).placed == {5: f"{report.key}:p7", 7: f"{report.key}:p7"}
