"""Ids stay where their mentions are, and say where they went."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.archive.naming import STANDS, Change, Kept, followed, name_groups
from onrecord.model import Member


def told(*reports: str) -> list[Member]:
    """One mention of each report."""
    return [Member(one, f"{one}:i1", main=True, at=((0, 4),)) for one in reports]


def kept(number: int, *reports: str, stands: bool = True) -> Kept:
    return Kept(f"i{number}", number, stands, tuple(told(*reports)))


def named(known: list[Kept], *groups: list[Member]) -> tuple[list[str], dict[str, Change]]:
    numbers = count(100)
    names, changes = name_groups(known, groups, lambda: f"i{next(numbers)}")
    return names, {one.incident: one for one in changes}


def test_what_did_not_change_makes_no_change() -> None:
    assert named([kept(1, "a", "b"), kept(2, "c")], told("b", "a"), told("c")) == (["i1", "i2"], {})


def test_a_new_report_joins_or_opens() -> None:
    names, changes = named([kept(1, "a")], told("a", "b"), told("c"))
    assert names == ["i1", "i100"]
    assert {name: one.change for name, one in changes.items()} == {"i1": "changed", "i100": "opened"}
    assert [one.report for one in changes["i1"].members] == ["a", "b"]


def test_of_two_that_become_one_the_larger_stays_and_the_other_says_where_it_went() -> None:
    names, changes = named([kept(1, "a"), kept(2, "b", "c")], told("a", "b", "c"))
    assert names == ["i2"]
    assert (changes["i1"].change, changes["i1"].went_to) == ("merged", "i2")
    assert changes["i1"].members == tuple(told("a"))


def test_between_equals_the_older_id_stays() -> None:
    assert named([kept(7, "b"), kept(3, "a")], told("a", "b"))[0] == ["i3"]


def test_a_split_says_what_became_of_each_part() -> None:
    names, changes = named([kept(1, "a", "b", "c")], told("c"), told("a", "b"))
    assert names == ["i100", "i1"]
    assert changes["i1"].change == "split"
    assert changes["i1"].became == (("i1", 2), ("i100", 1))


def test_a_merged_id_that_was_scattered_goes_where_most_of_it_went() -> None:
    known = [kept(1, "a", "b", "c"), kept(2, "d", "e", "f", "g"), kept(3, "h", "j")]
    names, changes = named(known, told("a", "b", "d", "e", "f", "g"), told("c", "h", "j"))
    assert names == ["i2", "i3"]
    assert (changes["i1"].went_to, changes["i1"].became) == ("i2", (("i2", 2), ("i3", 1)))


def test_an_incident_that_nobody_tells_of_ends_and_can_come_back() -> None:
    _, changes = named([kept(1, "a"), kept(2, "b")], told("b"))
    assert changes["i1"].change == "ended"
    names, changes = named([kept(1, "a", stands=False), kept(2, "b")], told("b"), told("a"))
    assert names == ["i2", "i1"]
    assert changes["i1"].change == "reopened"


def test_a_merge_that_is_undone_gives_the_id_back() -> None:
    known = [kept(1, "a", "b", stands=False), kept(2, "a", "b", "c", "d", "e")]
    names, changes = named(known, told("a", "b"), told("c", "d", "e"))
    assert names == ["i1", "i2"]
    assert [changes["i2"].change, changes["i1"].change] == ["split", "reopened"]


def test_a_reader_that_gives_other_ids_finds_the_mention_by_its_words() -> None:
    known = [Kept("i1", 1, True, (Member("a", "a:i1", True, ((10, 20), (40, 52))),))]
    again = Member("a", "a:i2", False, ((12, 20), (40, 50)))
    other = Member("a", "a:i1", True, ((90, 99),))
    names, _ = named(known, [other], [again])
    assert names == ["i100", "i1"]


def test_redirects_are_followed_to_the_end_and_never_in_a_ring() -> None:
    assert followed({"i1": "i2", "i2": "i3"}, "i1") == "i3"
    assert followed({"i1": "i2", "i2": "i1"}, "i1") in {"i1", "i2"}


PARTITIONS = st.lists(st.lists(st.integers(0, 4), min_size=9, max_size=9), min_size=1, max_size=6)


@given(PARTITIONS)
@pytest.mark.filterwarnings("error")
def test_every_group_has_one_id_and_every_id_leads_somewhere(partitions: list[list[int]]) -> None:
    """Whatever linking makes of nine reports, run after run: label 4 stands for a report that is not there."""
    state: dict[str, Kept] = {}
    went: dict[str, str] = {}
    numbers = count(1)
    for labels in partitions:
        groups = [
            told(*(f"r{at}" for at, one in enumerate(labels) if one == label)) for label in sorted({*labels} - {4})
        ]
        names, changes = name_groups(list(state.values()), groups, lambda: f"i{next(numbers)}")
        assert len({*names}) == len(groups)
        for one in changes:
            minted = state[one.incident].minted if one.incident in state else len(state) + 1
            state[one.incident] = Kept(one.incident, minted, one.change in STANDS, one.members)
            went.pop(one.incident, None)
            if one.went_to:
                went[one.incident] = one.went_to
        live = {name: one for name, one in state.items() if one.stands}
        assert {name: live[name].members for name in names} == dict(zip(names, map(tuple, groups), strict=True))
        assert {*live} == {*names}
        for name, one in state.items():
            assert followed(went, name) in live or not one.stands
        assert name_groups(list(state.values()), groups, lambda: "new") == (names, [])
