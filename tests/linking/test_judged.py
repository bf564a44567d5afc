"""What people judged is followed, whatever the weights say."""

from __future__ import annotations

from dataclasses import replace

from mentions import telling

from onrecord.linking import link
from onrecord.model import Judged, MentionRef, Reading


def judged(one: Reading, other: Reading, *, same: bool) -> Judged:
    refs = [MentionRef(reading.report.id, reading.incidents[0].id) for reading in (one, other)]
    return Judged(*refs, same, "mira, 2024-06-01, entry 7")


def partition(*readings: Reading, pins: list[Judged]) -> list[list[str]]:
    found = link(readings, judged=pins)
    return [[mention.reading.report.id for mention in one.mentions] for one in found]


A, B, C = telling("a"), telling("b"), telling("c")
FAR = telling("far", "Tadif", day=40, killed=2)


def test_different_is_followed_by_all_that_joins_either() -> None:
    assert partition(A, B, C, pins=[]) == [["a", "b", "c"]]
    found = partition(A, B, C, pins=[judged(A, B, same=False)])
    assert sorted(map(len, found)) == [1, 2]
    assert not any({"a", "b"} <= {*group} for group in found)


def test_same_is_followed_across_places_and_months() -> None:
    assert partition(A, B, FAR, pins=[]) == [["a", "b"], ["far"]]
    pins = [judged(A, FAR, same=True)]
    assert ["a", "far"] in [sorted({*group} - {"b"}) for group in partition(A, B, FAR, pins=pins)]
    assert partition(FAR, B, A, pins=pins) == partition(A, B, FAR, pins=pins)


def test_what_is_held_together_by_others_is_together() -> None:
    later = telling("later", "Safira", day=80, killed=4)
    pins = [judged(A, FAR, same=True), judged(FAR, later, same=True), judged(A, later, same=True)]
    assert any({"a", "far", "later"} <= {*group} for group in partition(A, FAR, later, pins=pins))


def test_a_person_can_say_that_one_report_tells_of_one_attack_twice() -> None:
    twice = replace(A, incidents=(A.incidents[0], replace(A.incidents[0], id=f"{A.report.key}:i2", main=False)))
    assert len(link([twice])) == 2
    refs = [MentionRef("a", mention.id) for mention in twice.incidents]
    assert len(link([twice], judged=[Judged(*refs, True, "mira")])) == 1


def test_the_link_names_the_person_beside_the_models_own_score() -> None:
    (found,) = link([A, FAR], judged=[judged(A, FAR, same=True)])
    (held,) = found.links
    assert held.features[-1].name == "judgement"
    assert "mira" in held.features[-1].value
    assert held.score < 0.5


def test_a_judgement_of_what_nobody_has_read_changes_nothing() -> None:
    assert partition(A, B, pins=[judged(A, FAR, same=True)]) == [["a", "b"]]
