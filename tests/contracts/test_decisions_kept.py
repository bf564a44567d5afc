"""Decisions in an archive, on either database: kept in order, never over a newer one unseen, erased by order."""

from __future__ import annotations

import json
import threading
from dataclasses import replace

import pytest
from material import receive, report

from onrecord.archive import Archive, DecisionToKeep, Place, ReadingToKeep, verify
from onrecord.archive.decisions import without_words
from onrecord.errors import ArchiveError, Conflict
from onrecord.model import About, Call, Member, Subject, Verdict

VERDICTS = (Call.ACCEPT, Call.CORRECT, Call.REJECT, Call.WITHDRAW)


def on_grade(incident: str = "i1", value: str = "fair", note: str = "") -> DecisionToKeep:
    subject = Subject(About.GRADE, incident)
    return DecisionToKeep(subject, incident, Call.CORRECT, {"value": value}, note=note, against=VERDICTS)


def test_decisions_come_back_as_they_were_made(place: Place) -> None:
    subject = Subject(About.CLAIM, "i1", "ab" * 32, "0123456789ab:c1", ((3, 9), (12, 15)))
    given = DecisionToKeep(
        subject,
        "0123456789ab:c1@3-9",
        Call.CORRECT,
        {"act": "deny", "speaker": None},
        {"act": "accuse", "words": "قال \x00\ud800"},
        "a note — with “quotes”",
        reports=["ab" * 32],
    )
    with Archive.init(place, "mira") as archive:
        kept = archive.decide("mira", given, seen=0)
        archive.judge("mira", "claim", "0123456789ab:c1", {"accepted": True})  # of another kind
        found = archive.decisions()
        assert [(one, key, reports) for one, key, reports in found] == [(kept, given.key, ("ab" * 6,))]
        assert (kept.subject, dict(kept.value), dict(kept.proposed)) == (subject, given.value, given.proposed)
        assert archive.decisions(kept.entry) == []
    assert verify(place).sound


def test_what_is_added_bears_the_number_of_its_entry(place: Place) -> None:
    subject = Subject(About.COUNT, None, "ab" * 32, "0123456789ab:new", ((3, 9),))
    with Archive.init(place, "mira") as archive:
        kept = archive.decide("mira", DecisionToKeep(subject, "0123456789ab:new@3-9", Call.ADD), seen=0)
        assert kept.subject.item == f"0123456789ab:p{kept.entry}"
        assert archive.decisions()[0][0] == kept


def test_a_newer_decision_on_the_same_subject_is_a_conflict(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        first = archive.decide("mira", on_grade(), seen=0)
        archive.decide("otto", on_grade("i2"), seen=0)
        archive.decide("otto", replace(on_grade(), call=Call.NOTE, against=()), seen=0)
        with pytest.raises(Conflict) as met:
            archive.decide("otto", on_grade(), seen=0)
        assert met.value.decisions == (first,)
        with pytest.raises(Conflict):  # known by the name of an incident that was merged into this one
            archive.decide("otto", replace(on_grade("i3"), aliases=("i1",)), seen=0)
        archive.decide("otto", on_grade(), seen=first.entry)
        assert len(archive.decisions()) == 4


def test_of_many_who_decide_at_once_one_is_first(place: Place) -> None:
    Archive.init(place, "mira").close()
    outcomes: list[str] = []
    with Archive.open(place, who="mira") as archive:

        def work(number: int) -> None:
            try:
                archive.decide(f"p{number}", on_grade(), seen=0)
                outcomes.append("kept")
            except Conflict:
                outcomes.append("conflict")

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["conflict"] * 7 + ["kept"]
        assert len(archive.decisions()) == 1
    assert verify(place).sound


def test_a_link_that_was_judged_meanwhile_is_a_conflict(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        done = [one.report or "" for one in receive(archive, [report(1), report(2)]) if one.report]
        one, other = (Member(key, f"{key[:12]}:i1", main=True, at=()) for key in done)
        first = archive.judge_link("mira", Verdict.SAME, ("i1", [one]), ("i2", [other]), seen=0)
        with pytest.raises(Conflict):
            archive.judge_link("otto", Verdict.DIFFERENT, ("i1", [one]), (done[1], [other]), seen=0)
        archive.judge_link("otto", Verdict.DIFFERENT, ("i1", [one]), (done[1], [other]), seen=first)


def test_some_incidents_are_settled_alone(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        done = [one.report or "" for one in receive(archive, [report(n) for n in range(3)]) if one.report]
        members = [Member(key, f"{key[:12]}:i1", main=True, at=((0, 4),)) for key in done]
        ids = archive.settle_incidents("mira", [[one] for one in members], archive.last_reading()).ids
        merged = archive.settle_some("otto", ids[:2], [members[:2]])
        assert merged.ids[0] in ids[:2]
        gone = next(name for name in ids[:2] if name != merged.ids[0])
        assert archive.incident(gone).incident == merged.ids[0]  # type: ignore[union-attr]
        assert archive.incident(ids[2]).stands  # type: ignore[union-attr]
        with pytest.raises(ArchiveError):
            archive.settle_some("otto", [gone], [members[:1]])
        parted = archive.settle_some("otto", merged.ids, [members[:1], members[1:2]])
        assert set(parted.ids) == set(ids[:2])  # the id that went is taken up again
    assert verify(place).sound


def test_readings_of_some_reports_as_they_were_then(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        keys = [one.report or "" for one in receive(archive, [report(n) for n in range(3)]) if one.report]
        first = archive.begin_run("mira", {"v": 1})
        archive.keep_readings("mira", first, [ReadingToKeep(key, '{"v":1}') for key in keys[:2]])
        then = archive.standing_of()
        second = archive.begin_run("mira", {"v": 2})
        archive.keep_readings("mira", second, [ReadingToKeep(keys[0], '{"v":2}'), ReadingToKeep(keys[1], None, "no")])
        assert [(key, line) for key, _, line in archive.readings_of(keys[::-1])] == [
            (keys[1], '{"v":1}'),
            (keys[0], '{"v":2}'),
        ]
        assert {line for *_, line in archive.readings_of(keys, then.reading)} == {'{"v":1}'}
        assert set(archive.texts_of([*keys, "none"])) == set(keys)
        assert archive.newer_than(then) == 2


def test_a_deletion_order_takes_words_and_leaves_numbers(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        done = receive(archive, [report(1), report(2)])
        gone, stays = (one.report or "" for one in done if one.report)
        sha256 = next(one.sha256 for one in done if one.report == gone)
        stem = report(1).key
        words = "shells fell on the market"
        value = {"name": words, "lat": 1.5, "lon": 2.5, "country": "SY"}
        kept = [
            DecisionToKeep(Subject(About.CLAIM, None, gone, f"{stem}:c1"), f"{stem}:c1@0-4", Call.ACCEPT, note=words),
            DecisionToKeep(Subject(About.REPORT, report=gone), gone, Call.NOTE, note=words),
            DecisionToKeep(
                Subject(About.PLACE, "i1"), "i1", Call.CORRECT, value, {"words": words}, words, None, [gone]
            ),
            DecisionToKeep(Subject(About.PARTY, "i1", item=words), f"i1/{words}", Call.REJECT, reports=[gone, stays]),
            DecisionToKeep(Subject(About.PARTY, "i1", item="SYRMIL"), "i1/SYRMIL", Call.REJECT, reports=[gone]),
            DecisionToKeep(Subject(About.GRADE, "i1"), "i1", Call.ACCEPT, note=words, reports=[stays]),
        ]
        for one in kept:
            archive.decide("mira", one, seen=0)
        archive.carry_out("otto", archive.order_deletion("mira", sha256, "asked for", "the board"))
        left = {one.subject.about: one for one, _, _ in archive.decisions()}
        assert set(left) == {About.PLACE, About.PARTY, About.GRADE}
        assert dict(left[About.PLACE].value) == {"lat": 1.5, "lon": 2.5, "country": "SY", "name": "[erased]"}
        assert (left[About.PLACE].note, dict(left[About.PLACE].proposed)) == ("", {})
        assert (left[About.PARTY].subject.item, left[About.GRADE].note) == ("SYRMIL", words)
    assert verify(place).sound


def test_words_are_taken_out_once() -> None:
    said = json.dumps({"call": "correct", "incident": "i1", "value": {"name": "x", "low": 1}, "note": "y"})
    left = without_words("place", "i1", said)
    assert left is not None
    subject, decision = left
    assert json.loads(decision) == {"call": "correct", "incident": "i1", "value": {"name": "[erased]", "low": 1}}
    assert without_words("place", subject, decision) == (subject, decision)
    assert without_words("claim", "x", said) is without_words("place", "x", "no JSON") is None
