"""Clusters from scored pairs: joined where the whole speaks for it, never across what must stay apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking.clusters import cluster


def made(pairs: dict[tuple[int, int], float], size: int, reports: list[int] | None = None) -> list[list[int]]:
    names = sorted(pairs)
    odds = np.array([pairs[name] for name in names])
    apart = [{number} for number in (reports or range(size))]
    return cluster(np.array(names, np.int64).reshape(-1, 2), odds, apart, size, 0.0)


def test_a_strong_link_joins_and_a_weak_one_does_not() -> None:
    assert made({(0, 1): 2.0, (1, 2): -1.0}, 3) == [[0, 1], [2]]


def test_one_link_does_not_carry_what_the_rest_speaks_against() -> None:
    assert made({(0, 1): 3.0, (1, 2): 1.0, (0, 2): -5.0}, 3) == [[0, 1], [2]]


def test_two_weak_links_to_a_group_add_up() -> None:
    assert made({(0, 1): 3.0, (1, 2): 0.6, (0, 2): -0.2}, 3) == [[0, 1, 2]]


def test_what_one_report_tells_apart_is_never_joined_through_a_third() -> None:
    found = made({(0, 2): 4.0, (1, 2): 3.0}, 3, reports=[7, 7, 8])
    assert found == [[0, 2], [1]]


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(-5, 5, allow_nan=False),
        max_size=30,
    ),
    st.lists(st.integers(0, 5), min_size=10, max_size=10),
)
def test_every_row_stands_in_one_group_and_no_report_twice_in_one(
    pairs: dict[tuple[int, int], float], reports: list[int]
) -> None:
    groups = made(pairs, 10, reports)
    assert sorted(row for group in groups for row in group) == list(range(10))
    for group in groups:
        assert len({reports[row] for row in group}) == len(group)
