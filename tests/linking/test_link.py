"""Linking: which reports tell of one incident, why, and that neither order nor repetition changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from mentions import telling

from onrecord.linking import link
from onrecord.linking.features import compare
from onrecord.linking.profiles import Table, profile
from onrecord.linking.weights import load_weights
from onrecord.model import KindOfAttack, Linked, Reading, Report

REPORTS = (
    telling("a"),
    telling("b"),
    telling("c", killed=8),
    telling("d", place="Tadif", killed=2),
    telling("e", place="Tadif", killed=2),
    telling("f", day=9, killed=1, kind=KindOfAttack.ARTILLERY),
)
SILENT = Reading(Report("s", "0" * 64, "The council met about bread.", published="2024-05-15", language="en"))


def groups(linked: Sequence[Linked]) -> list[list[str]]:
    return [[one.reading.report.id for one in incident.mentions] for incident in linked]


def test_reports_of_one_day_place_and_toll_are_one_incident_and_others_are_not() -> None:
    assert groups(link(REPORTS)) == [["a", "b", "c"], ["d", "e"], ["f"]]


def test_each_mention_stands_in_one_incident_and_each_report_in_one_origin_of_it() -> None:
    for incident in link(REPORTS):
        reports = [one.reading.report.id for one in incident.mentions]
        assert sorted(report for origin in incident.origins for report in origin.reports) == sorted(set(reports))


def test_links_hold_an_incident_together_and_say_what_spoke_for_them() -> None:
    first = link(REPORTS)[0]
    assert len(first.links) == len(first.mentions) - 1
    for one in first.links:
        assert 0.5 < one.score <= 1
        assert {feature.name: feature.value for feature in one.features}["day"] == "the same day"


@given(st.permutations(REPORTS), st.lists(st.sampled_from(REPORTS), max_size=4))
def test_neither_order_nor_repetition_changes_anything(order: list[Reading], again: list[Reading]) -> None:
    assert link([*order, *again]) == link(REPORTS)


def test_two_mentions_of_one_report_are_never_one_incident() -> None:
    reading = telling("a")
    twice = Reading(reading.report, counts=reading.counts, incidents=(*reading.incidents, *reading.incidents))
    assert [len(one.mentions) for one in link([twice])] == [1, 1]


def test_nothing_to_link_is_no_error() -> None:
    assert link([]) == ()


def test_an_incident_is_named_by_its_reports_alone() -> None:
    names = [one.id for one in link(REPORTS)]
    assert len(set(names)) == 3
    assert names[0] == link(REPORTS[:3])[0].id


@given(st.integers(-40, 40), st.integers(-40, 40))
def test_a_day_farther_away_never_raises_the_score(near: int, far: int) -> None:
    near, far = sorted((near, far), key=abs)
    table = Table.of(
        [profile(one, one.incidents[0]) for one in (telling("a"), telling("b", day=near), telling("c", day=far))]
    )
    odds = load_weights().log_odds(compare(table, np.array([[0, 1], [0, 2]])))
    assert odds[1] <= odds[0] + 1e-9


def test_a_report_in_which_no_incident_was_found_joins_the_one_whose_words_it_shares() -> None:
    found = telling("a")
    whole = Reading(replace(found.report, id="w"))
    (incident,) = link([found, whole])
    assert [one.reading.report.id for one in incident.mentions] == ["a", "w"]
    (only,) = incident.links
    assert {one.name: one.value for one in only.features}["weight in the report"] == "a report as a whole"


def test_a_report_of_something_else_opens_no_incident() -> None:
    assert groups(link([*REPORTS, SILENT])) == groups(link(REPORTS))


def test_a_name_that_few_reports_have_is_a_rare_phrase_and_one_that_all_have_is_none() -> None:
    telling_names = [
        telling(name, text=f"{name}: {who} died at the ford before noon.")
        for name, who in (("a", "Yusra Halabi"), ("b", "Yusra Halabi"), ("c", "Adib Sabbagh"))
    ]
    table = Table.of([profile(one, one.incidents[0]) for one in telling_names])
    shared = set(table.phrases[0].tolist()) & set(table.phrases[1].tolist())
    assert shared - set(table.phrases[2].tolist()) - {-1}
    many = [telling(f"r{n}", text=f"r{n}: Yusra Halabi died at the ford before noon.") for n in range(30)]
    assert (Table.of([profile(one, one.incidents[0]) for one in many]).phrases == -1).all()


def test_a_link_weighs_what_two_mentions_share_by_how_many_of_their_days_are_known() -> None:
    (only,) = link(REPORTS[:2])[0].links
    assert {one.name: one.value for one in only.features}["days known"] == "of both"
