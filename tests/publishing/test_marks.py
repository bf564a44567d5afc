"""Marks on a text: flat segments that join to the text, however the marks nest or overlap."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from model_strategies import words

from onrecord.model import Words
from onrecord.publishing.page.marks import Layer, Mark, paragraphs


def mark(text: str, *parts: tuple[int, int], token: str = "c1", layer: Layer = Layer.CONTENT) -> Mark:
    return Mark(Words.cut(text, parts), layer, token)


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(st.sampled_from("ab \n\r\u2028é"), min_size=1, max_size=60).filter(lambda one: one.strip()))
    count = draw(st.integers(0, 6))
    return text, [Mark(draw(words(text)), draw(st.sampled_from(list(Layer))), f"m{at}") for at in range(count)]


@given(marked())
@settings(max_examples=300)
def test_segments_join_to_the_text_and_each_code_point_bears_its_marks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    began: list[str] = []
    ended: list[str] = []
    covered = 0
    for paragraph in paragraphs(text, marks):
        assert text[covered : paragraph.start].strip() == ""
        at = paragraph.start
        for segment in paragraph.segments:
            for offset, char in enumerate(segment.text, at):
                assert char == text[offset]
                over = {one.token for one in marks if any(p.start <= offset < p.end for p in one.at.passages)}
                assert {one.token for one in segment.marks} == over
            at += len(segment.text)
            began += [one.token for one in segment.begins]
            ended += [one.token for one in segment.ends]
        assert at == paragraph.end
        covered = paragraph.end
    assert text[covered:].strip() == ""
    assert sorted(began) == sorted(ended) == sorted(one.token for one in marks)


def test_paragraphs_part_at_blank_lines() -> None:
    text = "one\ntwo\n \nthree\r\n\r\nfour\n"
    assert [text[one.start : one.end] for one in paragraphs(text, [])] == ["one\ntwo", "three", "four"]


def test_lines_are_paragraphs_where_no_line_is_blank() -> None:
    text = "one\ntwo\u2028three"
    assert [text[one.start : one.end] for one in paragraphs(text, [])] == ["one", "two", "three"]


def test_overlap_without_nesting_makes_three_segments() -> None:
    text = "abcdef"
    (paragraph,) = paragraphs(text, [mark(text, (0, 4)), mark(text, (2, 6), token="c2")])
    assert [(one.text, {m.token for m in one.marks}) for one in paragraph.segments] == [
        ("ab", {"c1"}),
        ("cd", {"c1", "c2"}),
        ("ef", {"c2"}),
    ]


def test_the_innermost_mark_comes_last() -> None:
    text = "abcdef"
    (paragraph,) = paragraphs(text, [mark(text, (2, 3), token="inner"), mark(text, (0, 6), token="outer")])
    assert [one.token for one in paragraph.segments[1].marks] == ["outer", "inner"]


def test_a_mark_over_two_paragraphs_begins_and_ends_once() -> None:
    text = "ab\n\ncd"
    first, second = paragraphs(text, [mark(text, (1, 5))])
    assert [bool(one.begins) for one in first.segments] == [False, True]
    assert [bool(one.ends) for one in second.segments] == [True, False]
