"""Counts -> ranges: what each end rests on, and the reason in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assessing.reconcile import Reconciled, reconcile
from onrecord.assessing.schemes import SCHEMES, load_scheme
from onrecord.model import Count, CountStatus, Group, Measure, Passage, Range, Scope, Words

AIRWARS = load_scheme("airwars")


def count(
    number: int,
    low: int | None,
    high: int | None,
    *,
    group: Group = Group.PEOPLE,
    measure: Measure = Measure.KILLED,
    scope: Scope = Scope.INCIDENT,
    status: CountStatus = CountStatus.STATED,
    vague: str | None = None,
    part_of: int | None = None,
    report: str = "r",
) -> Count:
    """A count whose words are its bounds."""
    words = f"{low} to {high}"
    at = Words(words, (Passage(number * 100, number * 100 + len(words)),))
    whole = None if part_of is None else f"{report}:n{part_of}"
    return Count(f"{report}:n{number}", measure, group, low, high, at, scope, status, vague, whole)


def killed(counts: Sequence[Count], scheme: str = "airwars") -> tuple[int | None, int | None] | None:
    found = reconcile(counts, load_scheme(scheme)).killed
    return None if found is None else (found.low, found.high)


def rules(found: Reconciled) -> list[str]:
    return [reason.rule for reason in found.reasons]


def test_nothing_stated_is_null_and_not_zero() -> None:
    assert reconcile([], AIRWARS) == Reconciled()


def test_none_stated_is_zero() -> None:
    found = reconcile([count(1, 0, 0)], AIRWARS)
    assert found.killed == Range(0, 0, ("r:n1",), ("r:n1",))
    assert rules(found) == ["none-stated"]


@pytest.mark.parametrize(
    ("low", "high", "vague", "bounds"),
    [
        (15, 15, None, (15, 15)),
        (12, None, None, (12, 12)),
        (None, 50, None, (50, 50)),
        (9, 14, None, (9, 14)),
        (40, None, "more than", (41, 41)),
        (None, 50, "more than", (51, 51)),
        (80, 200, "more than", (80, 201)),
        (24, None, "dozens", (12, 24)),
        (200, None, "hundreds", (100, 200)),
        (2, None, "plural", (2, 2)),
        (2, None, "several", (2, 2)),
    ],
)
def test_one_count_leaves_no_open_end(
    low: int | None, high: int | None, vague: str | None, bounds: tuple[int, int]
) -> None:
    assert killed([count(1, low, high, vague=vague)]) == bounds


def test_an_open_low_closes_on_the_largest_part() -> None:
    found = reconcile(
        [
            count(1, None, 50),
            count(2, 12, None, group=Group.CHILDREN, part_of=1),
            count(3, 4, 4, group=Group.WOMEN, part_of=1),
        ],
        AIRWARS,
    )
    assert found.killed == Range(12, 50, ("r:n2",), ("r:n1",))
    assert found.killed_by_group[Group.CHILDREN] == Range(12, 12, ("r:n2",), ("r:n2",))
    assert "open-low-from-part" in rules(found)
    assert any("12 to None" in reason.text and "50" in reason.text for reason in found.reasons)


def test_an_open_low_closes_on_the_largest_figure_below_it() -> None:
    found = reconcile([count(1, None, 20), count(2, 6, None), count(3, 17, 17), count(4, 25, 25)], AIRWARS)
    assert found.killed == Range(17, 25, ("r:n3",), ("r:n4",))
    assert "open-low-from-figure" in rules(reconcile([count(1, None, 20), count(2, 6, 6)], AIRWARS))


def test_at_least_one_and_a_number_more_is_one_to_two() -> None:
    assert killed([count(1, 1, None), count(2, 2, None, vague="number")]) == (1, 2)
    assert killed([count(1, 3, None), count(2, 2, None, vague="number")]) == (3, 3)


def test_a_part_larger_than_the_bound_closes_nothing() -> None:
    assert killed([count(1, None, 10), count(2, 12, 12, group=Group.WOMEN, part_of=1)]) == (10, 10)


def test_parts_are_not_added_to_the_whole() -> None:
    assert killed([count(1, 7, 7), count(2, 2, 2, group=Group.CHILDREN, part_of=1)]) == (7, 7)


def test_within_a_report_later_figures_raise_the_high_end_alone() -> None:
    found = reconcile([count(1, 9, None), count(2, 14, 14), count(3, 3, 3)], AIRWARS)
    assert found.killed == Range(9, 14, ("r:n1",), ("r:n2",))
    assert "lowest-to-highest" in rules(found)


def test_between_reports_the_range_runs_from_lowest_to_highest() -> None:
    counts = [count(1, 9, 9, report="a"), count(1, 14, 14, report="b"), count(1, 11, 11, report="c")]
    found = reconcile(counts, AIRWARS)
    assert found.killed == Range(9, 14, ("a:n1",), ("b:n1",))
    assert {end for reason in found.reasons for end in reason.counts} >= {"a:n1", "b:n1"}


def test_combatants_stand_in_the_groups_alone() -> None:
    found = reconcile([count(1, 2, 2, group=Group.COMBATANTS), count(2, 6, 6, group=Group.CIVILIANS)], AIRWARS)
    assert (found.killed and found.killed.low, found.killed and found.killed.high) == (6, 6)
    assert found.killed_by_group[Group.COMBATANTS].high == 2
    assert "outside-headline" in rules(found)
    assert killed([count(1, 2, 2, group=Group.COMBATANTS)]) is None


@pytest.mark.parametrize("scope", [Scope.CUMULATIVE, Scope.OTHER])
def test_a_running_total_is_never_the_incidents(scope: Scope) -> None:
    assert killed([count(1, 250_000, None, scope=scope), count(2, 6, 6)]) == (6, 6)
    assert killed([count(1, 250_000, None, scope=scope)]) is None


def test_a_denied_figure_is_kept_as_a_reason_and_moves_nothing() -> None:
    found = reconcile([count(1, 6, 6), count(2, 40, 40, status=CountStatus.DENIED)], AIRWARS)
    assert (found.killed and found.killed.high) == 6
    denied = [reason for reason in found.reasons if reason.rule == "denied"]
    assert [reason.counts for reason in denied] == [("r:n2",)]


def test_a_figure_below_a_vague_word_is_of_some_of_them() -> None:
    assert killed([count(1, 24, None, vague="dozens"), count(2, 2, 2, group=Group.MEN)]) == (12, 24)
    assert killed([count(1, 2, None, vague="several"), count(2, 15, 15)]) == (15, 15)
    assert killed([count(1, 2, None, vague="number"), count(2, 24, None, vague="dozens")]) == (2, 24)
    assert killed([count(1, 2, None, vague="number"), count(2, 2, None, vague="many")]) == (2, 2)


def test_a_number_of_killed_and_injured_together_is_the_number_of_neither() -> None:
    assert killed([count(1, None, 20, vague="killed and injured")]) is None
    assert killed([count(1, None, 20, vague="killed and injured"), count(2, 7, 7)]) == (7, 7)


def test_injured_are_kept_apart_from_killed() -> None:
    found = reconcile([count(1, 3, 3), count(2, 20, 20, measure=Measure.INJURED)], AIRWARS)
    assert (found.killed and found.killed.high, found.injured and found.injured.high) == (3, 20)
    assert found.injured_by_group == {}


def test_acled_has_one_conservative_integer() -> None:
    assert killed([count(1, 9, None), count(2, 14, 14)], "acled") == (9, 9)
    assert killed([count(1, 24, None, vague="dozens")], "acled") == (12, 12)
    assert killed([count(1, 40, None, vague="more than")], "acled") == (40, 40)
    assert killed([count(1, 3, 3, group=Group.COMBATANTS)], "acled") == (3, 3)
    assert reconcile([count(1, 3, 3, measure=Measure.INJURED)], load_scheme("acled")).injured is None


def test_ucdp_has_a_best_estimate_besides() -> None:
    found = reconcile(
        [count(1, 9, 9, report="a"), count(1, 14, 14, report="b"), count(1, 14, 14, report="c")],
        load_scheme("ucdp-ged"),
    )
    assert (found.killed and found.killed.low, found.killed_best, found.killed and found.killed.high) == (9, 14, 14)
    assert "best" in rules(found)


# -- properties

bounds = st.one_of(
    st.integers(0, 500).map(lambda n: (n, n)),
    st.integers(0, 500).map(lambda n: (n, None)),
    st.integers(0, 500).map(lambda n: (None, n)),
    st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda pair: (min(pair), max(pair))),
)


@st.composite
def count_lists(draw: st.DrawFn) -> list[Count]:
    """Counts of one to three reports, as a reader leaves them: parts after their whole, in the same report."""
    made: list[Count] = []
    for report in ("a", "b", "c")[: draw(st.integers(1, 3))]:
        for number in range(1, draw(st.integers(0, 5)) + 1):
            low, high = draw(bounds)
            part_of = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
            vague = draw(st.sampled_from([None, None, "more than", "dozens", "plural"]))
            made.append(
                count(
                    number,
                    low,
                    high,
                    group=draw(st.sampled_from(list(Group))),
                    measure=draw(st.sampled_from([Measure.KILLED, Measure.INJURED])),
                    scope=draw(st.sampled_from(list(Scope))),
                    status=draw(st.sampled_from(list(CountStatus))),
                    vague=vague,
                    part_of=part_of,
                    report=report,
                )
            )
    return made


@given(count_lists(), st.sampled_from(SCHEMES))
def test_low_is_never_above_high_and_no_end_is_open(counts: list[Count], name: str) -> None:
    found = reconcile(counts, load_scheme(name))
    ranges = [found.killed, found.injured, *found.killed_by_group.values(), *found.injured_by_group.values()]
    for one in ranges:
        if one is not None:
            assert one.low is not None
            assert one.high is not None
            assert 0 <= one.low <= one.high


@given(count_lists(), st.sampled_from(SCHEMES))
def test_every_end_and_every_reason_cites_counts_that_exist(counts: list[Count], name: str) -> None:
    found = reconcile(counts, load_scheme(name))
    ids = {c.id for c in counts}
    for one in (found.killed, found.injured, *found.killed_by_group.values(), *found.injured_by_group.values()):
        if one is not None:
            assert one.low_from
            assert one.high_from
            assert {*one.low_from, *one.high_from} <= ids
    for reason in found.reasons:
        assert reason.rule in load_scheme(name).rules
        assert reason.counts
        assert set(reason.counts) <= ids
        assert "{" not in reason.text


@given(count_lists(), st.sampled_from(SCHEMES))
def test_counts_of_another_scope_or_denied_move_no_range(counts: list[Count], name: str) -> None:
    scheme = load_scheme(name)
    mine = [c for c in counts if c.scope is Scope.INCIDENT and c.status is CountStatus.STATED]
    all_of_them, only_mine = reconcile(counts, scheme), reconcile(mine, scheme)
    assert (all_of_them.killed, all_of_them.injured) == (only_mine.killed, only_mine.injured)
    assert all_of_them.killed_by_group == only_mine.killed_by_group


@given(st.integers(2, 400), st.sampled_from(["several", "plural", "number", "few", "others"]))
def test_a_number_is_never_moved_by_a_vaguer_word_after_it(number: int, word: str) -> None:
    exact = [count(1, number, number)]
    assert killed([*exact, count(2, 2, None, vague=word)]) == killed(exact)
