"""Background in Arabic: law, agreements, talks, threats, tolls."""

from __future__ import annotations

import pytest

from onrecord.model import Count, Group, Measure, Report, Scope, Words
from onrecord.reading.ar.context import find_context
from onrecord.reading.ar.text import parse


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("هذا خرق للقانون الدولي الإنساني.", ["law"]),
        ("ودعا الطرفان إلى وقف إطلاق النار.", ["agreement"]),
        ("انتهت المحادثات في جنيف دون نتيجة.", ["talks"]),
        ("وهدد القائد برد قريب.", ["threat"]),
        ("الجوع يهدد حياة السكان.", []),
        ("قصفوا السوق صباحا.", []),
        ("تجري مفاوضات على هدنة.", ["agreement", "talks"]),
    ],
)
def test_background(text: str, kinds: list[str]) -> None:
    report = Report("r", "0" * 64, text, language="ar")
    found = find_context(parse(report), [])
    assert [one.kind.value for one in found] == kinds
    assert all(one.at.words == text for one in found)


def test_the_sentence_of_a_cumulative_count_is_a_toll() -> None:
    text = "قصفوا السوق. منذ بداية العام قتل 90 مدنيا."
    at = Words.cut(text, [(text.index("90"), text.index("90") + 2)])
    count = Count("n1", Measure.KILLED, Group.CIVILIANS, 90, 90, at, scope=Scope.CUMULATIVE)
    found = find_context(parse(Report("r", "0" * 64, text, language="ar")), [count])
    assert [(one.kind.value, one.at.words) for one in found] == [("toll", "منذ بداية العام قتل 90 مدنيا.")]
