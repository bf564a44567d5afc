"""Which decisions hold, and what they make of a reading: order, undo and newer readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import (
    About,
    Act,
    Call,
    Claim,
    Count,
    Decision,
    Group,
    Incident,
    IncidentMention,
    Linked,
    LinkedMention,
    Measure,
    Passage,
    Range,
    Reading,
    Report,
    Subject,
    Words,
)
from onrecord.reviewing import Held, ReviewState, amend, amend_linked, decide_values, incident_value, key_of, priority
from onrecord.reviewing.decisions import withdrawn
from onrecord.reviewing.queue import newer_reports, review_state
from onrecord.reviewing.values import checked, claim_value, count_value

TEXT = " ".join(f"word{number:02}" for number in range(60))
REPORT = Report("r1", "0" * 64, TEXT)
STEM = REPORT.key
ITEMS = 5


def words(number: int, *, shorter: int = 0) -> Words:
    start = number * 70
    return Words.cut(TEXT, [(start, start + 40 - shorter)])


def reading(order: Sequence[int] = range(ITEMS), *, shorter: int = 0, first: int = 1) -> Reading:
    """Make a reading; ids follow the order, so that another order is another reader's numbering."""
    claims = tuple(
        Claim(f"{STEM}:c{first + at}", None, None, words(number, shorter=shorter), list(Act)[number])
        for at, number in enumerate(order)
    )
    counts = tuple(
        Count(f"{STEM}:n{first + at}", Measure.KILLED, Group.PEOPLE, number, number, words(number, shorter=shorter))
        for at, number in enumerate(order)
    )
    mention = IncidentMention(
        f"{STEM}:i1", main=True, claims=tuple(one.id for one in claims), counts=tuple(one.id for one in counts)
    )
    return Reading(REPORT, claims, counts, incidents=(mention,))


def on(about: About, number: int, call: Call, value: dict[str, Any], entry: int) -> Decision:
    found = reading()
    item = found.claims[number] if about is About.CLAIM else found.counts[number]
    at = item.content if isinstance(item, Claim) else item.at
    proposed = claim_value(item) if isinstance(item, Claim) else count_value(item)
    spans = tuple((one.start, one.end) for one in at.passages)
    return Decision(
        entry, "mira", "2026-01-01T00:00:00Z", Subject(about, None, "k", item.id, spans), call, value, proposed
    )


def back(entry: int, undoes: Decision) -> Decision:
    return Decision(entry, "mira", "2026-01-02T00:00:00Z", undoes.subject, Call.WITHDRAW, undoes=undoes.entry)


VERDICTS = st.builds(
    lambda about, number, call, bound: (about, number, call, bound),
    st.sampled_from([About.CLAIM, About.COUNT]),
    st.integers(0, ITEMS - 1),
    st.sampled_from([Call.ACCEPT, Call.CORRECT, Call.REJECT]),
    st.integers(0, 99),
)
ON_DIFFERENT = st.lists(VERDICTS, max_size=8, unique_by=lambda one: (one[0], one[1]))
ON_ANY = st.lists(VERDICTS, max_size=12)


def made(said: Sequence[tuple[About, int, Call, int]], entries: Sequence[int] | None = None) -> list[Decision]:
    numbers = entries or range(10, 10 + len(said))
    found = []
    for entry, (about, number, call, bound) in zip(numbers, said, strict=True):
        value: dict[str, Any] = {"low": bound, "high": bound} if about is About.COUNT else {"hedged": bound % 2 == 1}
        found.append(on(about, number, call, value if call is Call.CORRECT else {}, entry))
    return found


def shown(found: Reading) -> list[Any]:
    """Give what a reading says, whatever its items are called and wherever exactly their words end."""
    claims = [(one.content.start // 70, one.act, one.hedged) for one in found.claims]
    counts = [(one.at.start // 70, one.low, one.high) for one in found.counts]
    return sorted(map(repr, claims)) + sorted(map(repr, counts))


@given(ON_DIFFERENT, st.randoms())
def test_the_order_of_deciding_on_different_subjects_does_not_matter(said: Any, chance: Any) -> None:
    entries = list(range(10, 10 + len(said)))
    chance.shuffle(entries)
    assert amend(reading(), Held.of(made(said))).reading == amend(reading(), Held.of(made(said, entries))).reading


@given(ON_ANY, st.randoms())
def test_what_holds_does_not_depend_on_the_order_of_the_rows(said: Any, chance: Any) -> None:
    decisions = made(said)
    mixed = list(decisions)
    chance.shuffle(mixed)
    assert Held.of(mixed) == Held.of(decisions)


@given(ON_ANY, st.data())
def test_a_decision_taken_back_is_as_if_it_had_never_been_made(said: Any, data: Any) -> None:
    decisions = made(said)
    if not decisions:
        return
    gone = data.draw(st.sampled_from(decisions))
    without = [one for one in decisions if one is not gone]
    undone = [*decisions, back(100, gone)]
    assert amend(reading(), Held.of(undone)).reading == amend(reading(), Held.of(without)).reading
    again = [*undone, back(101, undone[-1])]
    assert amend(reading(), Held.of(again)).reading == amend(reading(), Held.of(decisions)).reading


@given(ON_ANY, st.permutations(range(ITEMS)), st.integers(0, 15), st.integers(1, 30))
def test_decisions_survive_a_newer_reader(said: Any, order: Any, shorter: int, first: int) -> None:
    held = Held.of(made(said))
    newer = reading(order, shorter=shorter, first=first)
    assert shown(amend(newer, held).reading) == shown(amend(reading(), held).reading)


@given(ON_DIFFERENT)
def test_what_a_person_saw_in_the_text_comes_back_where_a_newer_reader_lacks_it(said: Any) -> None:
    held = Held.of(made(said))
    found = amend(replace(reading(), claims=(), counts=()), held).reading
    kept = {(about, number) for about, number, call, _ in said if call is not Call.REJECT}
    assert {(About.CLAIM, one.content.start // 70) for one in found.claims} | {
        (About.COUNT, one.at.start // 70) for one in found.counts
    } == kept
    assert set(found.incidents[0].claims) >= {one.id for one in found.claims}


def test_a_rejected_claim_leaves_nothing_that_leans_on_it() -> None:
    base = reading()
    claims = (base.claims[0], replace(base.claims[1], denies=base.claims[0].id, reported_by=base.claims[0].id))
    counts = (replace(base.counts[0], claim=base.claims[0].id),)
    found = amend(
        replace(base, claims=claims, counts=counts), Held.of([on(About.CLAIM, 0, Call.REJECT, {}, 9)])
    ).reading
    assert [(one.denies, one.reported_by) for one in found.claims] == [(None, None)]
    assert found.counts[0].claim is None
    assert base.claims[0].id not in found.incidents[0].claims


def test_what_was_added_belongs_to_the_incident_it_was_added_to() -> None:
    base = reading()
    second = replace(base.incidents[0], id=f"{STEM}:i2", main=False, claims=(), counts=())
    added = Decision(
        9, "m", "2026-01-01T00:00:00Z", Subject(About.COUNT, "two", "k", f"{STEM}:p9"), Call.ADD,
        {"measure": "injured", "passages": [[0, 6]], "low": 4, "high": 4},
    )  # fmt: skip
    elsewhere = {STEM: frozenset({"one", "two"})}
    for name, mention, holds in (("one", base.incidents[0], False), ("two", second, True)):
        linked = Linked(name, (LinkedMention(base, mention),), ())
        found = amend_linked(linked, Held.of([added]), elsewhere).mentions[0]
        assert (f"{STEM}:p9" in found.mention.counts) is holds
    # Where its incident has the report no more, it belongs to the report's main mention.
    lost = {STEM: frozenset({"one"})}
    linked = Linked("one", (LinkedMention(base, base.incidents[0]),), ())
    assert f"{STEM}:p9" in amend_linked(linked, Held.of([added]), lost).mentions[0].mention.counts


def test_ids_of_merged_incidents_are_followed() -> None:
    said = [
        Decision(entry, "m", "2026-01-01T00:00:00Z", Subject(About.GRADE, name), Call.CORRECT, {"value": value})
        for entry, name, value in ((1, "i1", "fair"), (2, "i2", "weak"))
    ]
    held = Held.of(said, {"i1": "i2"})
    incident = Incident(IncidentMention("i2", main=True), "airwars", killed=Range(1, 2))
    decided = decide_values(incident, held)
    assert decided.grade == "weak"
    assert decided.reasons[-1].text == "The grade was decided by m on 2026-01-01."
    assert decide_values(incident, Held.of(said, {"i2": "i1"})).grade is None
    assert decide_values(incident, Held.of([*said, back(3, said[1])], {"i1": "i2"})).grade == "fair"


def test_what_was_accepted_holds_against_a_later_reading() -> None:
    incident = Incident(IncidentMention("i1", main=True), "airwars", killed=Range(1, 2, ("x",), ("y",)))
    proposed = incident_value(incident, About.KILLED, None)
    accepted = Decision(1, "m", "2026-01-01T00:00:00Z", Subject(About.KILLED, "i1"), Call.ACCEPT, {}, proposed)
    assert decide_values(incident, Held.of([accepted])).killed == incident.killed
    later = replace(incident, killed=Range(5, 9))
    assert decide_values(later, Held.of([accepted])).killed == Range(1, 2)


def test_withdrawals_name_what_they_take_back() -> None:
    one = on(About.COUNT, 0, Call.REJECT, {}, 5)
    assert set(withdrawn([one, back(6, one)])) == {5}
    first, second = back(6, one), back(7, back(6, one))
    assert set(withdrawn([one, first, second])) == {6}
    assert {name: by.entry for name, by in withdrawn([one, first, second, back(8, second)]).items()} == {5: 6, 7: 8}
    assert key_of(one.subject) == f"{STEM}:n1@0-40"


@pytest.mark.parametrize(
    ("done", "decided", "newer", "state"),
    [
        (False, False, 0, ReviewState.UNREVIEWED),
        (False, True, 0, ReviewState.BEGUN),
        (True, True, 0, ReviewState.DONE),
        (True, True, 2, ReviewState.BEGUN),
    ],
)
def test_how_far_a_review_has_come(done: bool, decided: bool, newer: int, state: ReviewState) -> None:
    assert review_state(done, decided, newer) is state


def test_reports_that_came_since_are_counted() -> None:
    assert newer_reports(["aaa1", "bbb2", "ccc3"], ["aaa", "ccc"]) == 1
    assert newer_reports(["aaa1"], []) == 0


def test_what_needs_no_eyes_has_no_score() -> None:
    linked = Linked("i1", (), ())
    contested = Incident(IncidentMention("i1", main=True), "airwars", killed=Range(2, 40))
    assert priority(contested, linked, ReviewState.DONE).why == ()
    found = priority(contested, linked, ReviewState.UNREVIEWED)
    assert found.score > 0
    assert found.why[0] in {"Up to 40 killed", "Counts of killed run from 2 to 40"}
    assert "Its day is not known" in found.why


def test_passages_are_kept_in_order() -> None:
    value = checked(About.COUNT, Call.CORRECT, {"passages": [[10, 20], [0, 5]]}, TEXT)
    assert value["passages"] == [[0, 5], [10, 20]]
    assert Passage(0, 5).overlaps(Passage(4, 6))
