"""What holds of the counts of any Arabic text, whatever its numbers, people and order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Count, Measure, Report, Scope
from onrecord.reading.ar.counts import find_counts
from onrecord.reading.ar.text import parse

HAPPENINGS = {"مقتل": Measure.KILLED, "استشهاد": Measure.KILLED, "إصابة": Measure.INJURED, "جرح": Measure.INJURED}
PEOPLE = ("مدنيين", "أشخاص", "أطفال", "نساء", "رجال")
BOUNDS = {"": 0, "نحو ": 1, "أكثر من ": 2, "عدد من ال": 3}
"""From the tightest to the vaguest."""
ASIDE = ("تجددت الأمطار على الساحل.", "افتتح المعرض أبوابه للزوار.", "ارتفعت أسعار الخبز في الأسواق.")

number = st.integers(3, 10)
happening = st.sampled_from(sorted(HAPPENINGS))
people = st.sampled_from(PEOPLE)
clause = st.tuples(happening, number, people).map(lambda c: f"{c[0]} {c[1]} {c[2]}")


def counts(text: str) -> tuple[Count, ...]:
    return find_counts(parse(Report("r", "0", text)), ())[0]


def bare(found: tuple[Count, ...]) -> list[tuple[str, str, int | None, int | None, str]]:
    return [(c.measure.value, c.group.value, c.low, c.high, c.scope.value) for c in found]


@given(st.lists(clause, min_size=1, max_size=4))
def test_low_is_never_above_high_and_words_stand_in_the_text(clauses: list[str]) -> None:
    text = " و".join(clauses) + " في قصف على البلدة."
    for count in counts(text):
        assert count.low is None or count.high is None or count.low <= count.high
        assert len(count.at.passages) > 1 or text[count.at.start : count.at.end] == count.at.words
        assert (count.low, count.high) != (None, None)


@given(st.text(alphabet="قتلى جرح صابةو3 5،.()بينهممدنيناخر أكثمطف", max_size=80))
def test_any_text_is_read_without_failing_and_in_order(text: str) -> None:
    found = counts(text)
    assert [c.at.start for c in found] == sorted(c.at.start for c in found)
    ids = {c.id for c in found}
    assert len(ids) == len(found)
    assert all(c.part_of is None or c.part_of in ids for c in found)


@given(happening, number, people)
def test_a_number_is_itself(verb: str, many: int, who: str) -> None:
    found = counts(f"{verb} {many} {who} في قصف على البلدة")
    assert [(c.measure, c.low, c.high) for c in found] == [(HAPPENINGS[verb], many, many)]


@given(happening, number, people, st.sampled_from(sorted(BOUNDS)), st.sampled_from(sorted(BOUNDS)))
def test_a_vaguer_word_never_tightens(verb: str, many: int, who: str, one: str, two: str) -> None:
    tight, loose = sorted((one, two), key=lambda bound: BOUNDS[bound])

    def width(bound: str) -> tuple[float, float]:
        many_said = "" if bound.endswith("ال") else f"{many} "
        (count,) = counts(f"{verb} {bound}{many_said}{who}")
        return (count.low or 0), (float("inf") if count.high is None else count.high)

    (low, high), (lower, higher) = width(tight), width(loose)
    assert lower <= low
    assert higher >= high


@given(clause, st.lists(st.sampled_from(ASIDE), max_size=3), st.lists(st.sampled_from(ASIDE), max_size=3))
def test_a_sentence_about_something_else_changes_nothing(one: str, before: list[str], after: list[str]) -> None:
    text = f"{one} في قصف على البلدة."
    assert bare(counts(" ".join([*before, text, *after]))) == bare(counts(text))


@given(clause, st.integers(0x0660, 0x0660))
def test_digit_systems_count_alike(one: str, zero: int) -> None:
    eastern = "".join(chr(zero + int(c)) if c.isascii() and c.isdigit() else c for c in one)
    persian = "".join(chr(0x06F0 + int(c)) if c.isascii() and c.isdigit() else c for c in one)
    assert bare(counts(eastern)) == bare(counts(persian)) == bare(counts(one))


@given(clause)
def test_vowel_signs_and_stretching_change_nothing(one: str) -> None:
    signed = "".join(c + "\u064e" if "\u0621" <= c <= "\u064a" else c for c in one)
    assert bare(counts(signed)) == bare(counts(one))


@given(clause, clause)
def test_a_total_of_the_war_stays_out_of_the_incident(one: str, two: str) -> None:
    found = counts(f"{one} في قصف على البلدة. ومنذ بداية العام وثقت الشبكة {two}.")
    assert {c.scope for c in found if c.at.start > len(one) + 20} == {Scope.CUMULATIVE}
    assert found[0].scope is Scope.INCIDENT
