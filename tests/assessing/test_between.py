"""Between reports: who steps back, by which rule, and that somebody is always left."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.assessing.between import Standing, Told, sift
from onrecord.model import Count, Group, Measure, Passage, Words


def told(report: str, low: int, high: int | None = None, *, exact: bool = True, group: Group = Group.PEOPLE) -> Told:
    high = low if high is None else high
    count = Count(f"{report}:n1", Measure.KILLED, group, low, high, Words(str(low), (Passage(0, 1),)))
    return Told((count,), low, high, exact, exact and group in (Group.PEOPLE, Group.CIVILIANS))


def standing(*reports: str, days: tuple[int, ...] = ()) -> dict[str, Standing]:
    published = [date(2023, 6, day) for day in days] or [None] * len(reports)
    return {name: Standing(number, published[number]) for number, name in enumerate(reports)}


def rules(*figures: Told, days: tuple[int, ...] = ()) -> dict[str, str]:
    names = [one.counts[0].id.partition(":")[0] for one in figures]
    kept, back = sift(figures, standing(*names, days=days))
    assert kept
    return {one.counts[0].id.partition(":")[0]: rule for rule, one in back}


def test_a_word_yields_to_a_number() -> None:
    assert rules(told("a", 2, exact=False), told("b", 25)) == {"a": "vague-yields"}


def test_words_alone_stand() -> None:
    assert rules(told("a", 2, exact=False), told("b", 12, 24, exact=False)) == {}


def test_one_woman_is_one_of_the_five_that_another_counts() -> None:
    assert rules(told("a", 1, group=Group.WOMEN), told("b", 5)) == {"a": "part-yields"}


def test_six_children_are_not_part_of_five() -> None:
    assert rules(told("a", 6, group=Group.CHILDREN), told("b", 5)) == {}


def test_a_first_figure_yields_to_a_later_one() -> None:
    assert rules(told("a", 3), told("b", 7), days=(1, 2)) == {"a": "superseded"}


def test_of_one_day_neither_figure_yields() -> None:
    assert rules(told("a", 3), told("b", 7), days=(1, 1)) == {}


def test_a_lower_figure_of_a_later_day_stays() -> None:
    assert rules(told("a", 7), told("b", 3), days=(1, 2)) == {}


def test_a_figure_far_from_three_origins_is_an_outlier() -> None:
    assert rules(told("a", 4), told("b", 5), told("c", 4), told("d", 40)) == {"d": "outlier"}


def test_two_origins_make_no_outlier_of_each_other() -> None:
    assert rules(told("a", 4), told("d", 40)) == {}


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans(), st.sampled_from(list(Group))), min_size=1, max_size=8))
def test_somebody_is_left_and_nobody_is_lost(figures: list[tuple[int, bool, Group]]) -> None:
    given_ = [told(f"r{n}", low, exact=exact, group=group) for n, (low, exact, group) in enumerate(figures)]
    kept, back = sift(given_, standing(*(f"r{n}" for n in range(len(given_)))))
    assert kept
    assert sorted((*kept, *(one for _, one in back)), key=id) == sorted(given_, key=id)


def outvoted(*figures: Told, origins: tuple[int, ...] = ()) -> list[int]:
    background = {
        one.counts[0].id.partition(":")[0]: Standing(origins[number] if origins else number, None)
        for number, one in enumerate(figures)
    }
    return [one.high for rule, one in sift(figures, background, named=("outvoted",))[1] if rule == "outvoted"]


def test_a_high_figure_yields_to_the_one_that_most_origins_give() -> None:
    assert outvoted(told("a", 3), told("b", 3), told("c", 5)) == [5]


def test_of_figures_that_equally_many_give_the_higher_stands_and_the_lower_is_never_outvoted() -> None:
    assert outvoted(told("a", 3), told("b", 5)) == []
    assert outvoted(told("a", 2), told("b", 5), told("c", 5)) == []


def test_copies_of_one_original_outvote_nobody() -> None:
    assert outvoted(told("a", 3), told("b", 3), told("c", 5), origins=(0, 0, 1)) == []


def test_a_scheme_without_the_rule_keeps_the_highest_figure() -> None:
    assert rules(told("a", 3), told("b", 3), told("c", 5)) == {}
