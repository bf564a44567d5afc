"""What people judged holds of the mentions as they are read now; the newest decision on two mentions counts."""

from __future__ import annotations

from onrecord.model import LinkJudgement, Member, MentionRef, Verdict
from onrecord.reviewing import standing_judgements

SAME, DIFFERENT, UNSURE = Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE


def mention(report: str, number: int = 1, *, at: tuple[int, int] = (0, 9)) -> Member:
    return Member(report, f"{report}:i{number}", number == 1, (at,))


def judged(entry: int, verdict: Verdict, one: list[Member], other: list[Member]) -> LinkJudgement:
    return LinkJudgement(entry, "mira", "2024-05-15T08:00:00Z", verdict, "x", "y", tuple(one), tuple(other), "")


def standing(*judgements: LinkJudgement, told: list[Member] | None = None):
    """Give what holds as {(report, report): same}, and the entries that are contradicted."""
    now: dict[str, list[Member]] = {}
    for one in told or [mention(name) for name in "abcd"]:
        now.setdefault(one.report, []).append(one)
    pins, contradicted = standing_judgements(judgements, now, {name: f"{name}.txt" for name in now})
    return {(pin.one.report[0], pin.other.report[0]): pin.same for pin in pins}, [one.entry for one in contradicted]


A, B, C, D = (mention(name) for name in "abcd")


def test_every_mention_of_the_one_with_every_mention_of_the_other() -> None:
    assert standing(judged(1, SAME, [A, B], [C])) == ({("a", "c"): True, ("b", "c"): True}, [])


def test_a_newer_judgement_takes_the_place_of_an_older_one() -> None:
    assert standing(judged(1, SAME, [A], [B]), judged(2, DIFFERENT, [B], [A])) == ({("a", "b"): False}, [])
    assert standing(judged(1, SAME, [A], [B]), judged(2, UNSURE, [A], [B])) == ({}, [])


def test_of_judgements_that_cannot_all_hold_the_newer_ones_do() -> None:
    known = [judged(1, SAME, [A], [B]), judged(2, SAME, [B], [C]), judged(3, DIFFERENT, [A], [C])]
    assert standing(*known) == ({("b", "c"): True, ("a", "c"): False}, [1])
    known = [judged(1, DIFFERENT, [A], [C]), judged(2, SAME, [B], [C]), judged(3, SAME, [A], [B])]
    assert standing(*known) == ({("b", "c"): True, ("a", "b"): True}, [1])


def test_a_report_judged_apart_from_the_incident_that_holds_it_leaves_the_others_together() -> None:
    assert standing(judged(1, DIFFERENT, [A], [A, B, C]))[0] == {("a", "b"): False, ("a", "c"): False}


def test_it_holds_of_the_mention_that_a_newer_reader_gives_another_id() -> None:
    now = [mention("a", 1, at=(50, 60)), mention("a", 2, at=(2, 8)), B]
    pins, _ = standing_judgements([judged(1, SAME, [A], [B])], {"a": now[:2], "b": [B]}, {"a": "a.txt", "b": "b.txt"})
    assert [(pin.one, pin.other) for pin in pins] == [(MentionRef("a.txt", "a:i2"), MentionRef("b.txt", "b:i1"))]


def test_a_mention_that_is_gone_says_nothing() -> None:
    assert standing(judged(1, SAME, [A], [B]), told=[A]) == ({}, [])
