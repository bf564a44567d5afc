"""Sides: dated, one at a time, each with the record that it rests on."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from onrecord.assessing.sides import Member, armed_allies, members, side_of
from onrecord.model import KindOfAttack, party_key


def test_a_state_stands_where_the_table_puts_it_and_only_then() -> None:
    assert side_of("RUSMIL", "SY", date(2017, 4, 2)) == side_of("SYRGOV", "SY", date(2017, 4, 2)) is not None
    assert side_of("RUSMIL", "SY", date(2014, 4, 2)) is None


def test_nobody_has_a_side_where_the_table_has_no_country() -> None:
    assert side_of("RUSMIL", "FR", date(2017, 4, 2)) is None
    assert side_of(None, "SY", date(2017, 4, 2)) is None
    assert side_of("RUSMIL", None, None) is None


def test_without_a_day_a_side_is_named_where_there_has_been_one_alone() -> None:
    assert side_of("TURMIL", "SY", None) == side_of("TURMIL", "SY", date(2022, 1, 1))


def test_allies_are_listed_by_the_arms_that_the_attack_takes() -> None:
    def parties(kind: KindOfAttack) -> list[str]:
        return [one.party for one in armed_allies("USAMIL", "SY", date(2019, 1, 1), kind)]

    assert parties(KindOfAttack.AIRSTRIKE) == ["USA"]
    assert parties(KindOfAttack.SMALL_ARMS) == []


def test_nobody_stands_on_two_sides_of_one_country_at_once() -> None:
    stands = defaultdict(list)
    for one in members():
        stands[one.party, one.country].append(one)
    for several in stands.values():
        for one, other in pairwise(several):
            assert one.side == other.side or not (one.on(other.start) or other.on(one.start))


@pytest.mark.parametrize("one", members(), ids=lambda one: f"{one.country}-{one.party}")
def test_every_line_is_dated_keyed_and_rests_on_a_record(one: Member) -> None:
    assert one.record
    assert party_key(one.party, one.party) == one.party
    if one.end is not None:
        assert one.start < one.end
        assert not one.on(one.end + timedelta(1))
