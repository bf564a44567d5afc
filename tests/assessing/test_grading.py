"""The grade: how well the harm is supported, from claims and counts made by hand."""

from __future__ import annotations

import pytest

from onrecord.assessing.grading import Grading, grade
from onrecord.assessing.reconcile import reconcile
from onrecord.assessing.responsibility import responsibility
from onrecord.assessing.schemes import load_scheme
from onrecord.assessing.voices import Account
from onrecord.model import (
    Act,
    Claim,
    ClaimParty,
    Count,
    Grade,
    Group,
    IncidentMention,
    Measure,
    Passage,
    Remark,
    RemarkKind,
    Report,
    Role,
    Speaker,
    SpeakerKind,
    Words,
)

REPORT = Report("r", "0" * 64, "x" * 500, publisher="Example Agency", language="en")


def words(n: int) -> Words:
    return Words("x" * 5, (Passage(n * 10, n * 10 + 5),))


def says(n: int, who: str, act: Act = Act.REPORT, accused: str | None = None) -> Claim:
    speaker = Speaker(words(n), who, None, SpeakerKind.NGO)
    parties = (ClaimParty(accused, None, Role.ACCUSED),) if accused else ()
    return Claim(f"c{n}", speaker, None, words(n), act, parties)


def dead(n: int, number: int, claim: str | None, group: Group = Group.PEOPLE) -> Count:
    return Count(f"n{n}", Measure.KILLED, group, number, number, words(20 + n), claim=claim)


def graded(claims: list[Claim], counts: list[Count], *remarks: RemarkKind, scheme: str = "airwars") -> Grading:
    rules = load_scheme(scheme)
    mention = IncidentMention("i1", main=True, remarks=tuple(Remark(kind, words(40)) for kind in remarks))
    harm = reconcile(counts, rules)
    who = responsibility([Account(REPORT, mention, tuple(claims))], rules)
    return grade([Account(REPORT, mention, tuple(claims))], counts, harm, who, rules)


TABLE = [
    # claims, counts, remarks, grade
    ([], [], (), None),
    ([says(1, "A")], [dead(1, 5, "c1")], (), Grade.WEAK),
    ([says(1, "A"), says(2, "B")], [dead(1, 5, "c1"), dead(2, 6, "c2")], (), Grade.FAIR),
    ([says(1, "A")], [dead(1, 5, "c1"), dead(2, 6, None)], (), Grade.FAIR),
    ([says(1, "A")], [dead(1, 5, "c1")], (RemarkKind.SEVERAL_REPORT,), Grade.FAIR),
    ([says(1, "A"), says(2, "B")], [dead(1, 5, "c1"), dead(2, 6, "c2")], (RemarkKind.ONE_ORIGINAL,), Grade.WEAK),
    ([says(1, "A", Act.ACCUSE, "X"), says(2, "X", Act.ACCUSE, "Y")], [dead(1, 5, "c1")], (), Grade.CONTESTED),
    ([says(1, "X", Act.ADMIT), says(2, "B")], [dead(1, 5, "c1")], (), Grade.CONFIRMED),
    ([says(1, "A"), says(2, "B")], [dead(1, 5, "c1", Group.COMBATANTS)], (), Grade.DISCOUNTED),
    ([says(1, "A")], [dead(1, 0, "c1")], (), None),
]


@pytest.mark.parametrize(("claims", "counts", "remarks", "expected"), TABLE)
def test_grade(
    claims: list[Claim], counts: list[Count], remarks: tuple[RemarkKind, ...], expected: Grade | None
) -> None:
    found = graded(claims, counts, *remarks)
    assert found.grade is expected
    assert bool(found.reasons) is (expected is not None)


def test_an_admission_without_the_dead_confirms_the_strike_and_not_the_harm() -> None:
    found = graded([says(1, "X", Act.ADMIT), says(2, "B"), says(3, "C")], [dead(1, 5, "c2"), dead(2, 5, "c3")])
    assert found.grade is Grade.FAIR


def test_a_scheme_without_grades_gives_none() -> None:
    assert graded([says(1, "A")], [dead(1, 5, "c1")], scheme="acled") == Grading(None, ())
