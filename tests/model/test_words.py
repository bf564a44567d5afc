"""Words and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import GAP, Passage, Report, Words, party_key

TEXT = "Nine people died.  The army denied it."


@pytest.mark.parametrize(
    ("passages", "words", "found"),
    [
        ([(0, 4)], "Nine", [(0, 4)]),
        ([(4, 12)], "people", [(5, 11)]),
        ([(19, 27), (0, 4)], f"Nine{GAP}The army", [(0, 4), (19, 27)]),
        ([(0, 4), (3, 11)], "Nine people", [(0, 11)]),
        ([(17, 19), (0, 4)], "Nine", [(0, 4)]),
        ([(19, 999)], "The army denied it.", [(19, 38)]),
    ],
)
def test_cutting(passages: list[tuple[int, int]], words: str, found: list[tuple[int, int]]) -> None:
    cut = Words.cut(TEXT, passages)
    assert (cut.words, [tuple(p) for p in cut.passages]) == (words, found)


def test_white_space_alone_is_no_words() -> None:
    with pytest.raises(ValueError, match="no words"):
        Words.cut(TEXT, [(17, 19)])


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_one_passage_gives_back_its_words(text: str, passages: list[tuple[int, int]]) -> None:
    try:
        cut = Words.cut(text, passages)
    except ValueError:
        assert not any(text[s:e].strip() for s, e in passages)
        return
    assert GAP.join(text[p.start : p.end] for p in cut.passages) == cut.words
    assert all(a.end < b.start for a, b in zip(cut.passages, cut.passages[1:], strict=False))


def test_overlap_is_of_code_points() -> None:
    assert Passage(0, 4).overlaps(Passage(3, 5))
    assert not Passage(0, 4).overlaps(Passage(4, 5))


def test_a_report_with_a_lone_surrogate_still_has_a_hash() -> None:
    assert len(Report("r", "0" * 64, "a\ud800b").text_sha256) == 64


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("RUSGOV", "Russia"), ("RUSMIL", "Russian forces"), True),
        (("SYRREB", "rebels"), ("SYRGOV", "Syria"), False),
        (("SDF", "SDF"), ("SDF", "Syrian Democratic Forces"), True),
        ((None, "The Militia"), (None, "the militia"), True),
    ],
)
def test_when_two_codes_are_one_party(one: tuple[str | None, str], other: tuple[str | None, str], same: bool) -> None:
    assert (party_key(*one) == party_key(*other)) is same
