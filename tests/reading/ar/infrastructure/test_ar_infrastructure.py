"""What was hit, in Arabic words."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.reading.ar.infrastructure import find_infrastructure
from onrecord.reading.ar.text import parse


def hit(text: str) -> list[tuple[str, int | None, str]]:
    report = Report("r", "0" * 64, text, language="ar")
    return [(i.kind.value, i.number, i.at.words) for i in find_infrastructure(parse(report))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت الطائرات مدرسة في القرية", [("education", 1, "مدرسة")]),
        ("غارة على منزل", [("residential", 1, "منزل")]),
        ("استهدف القصف 3 منازل", [("residential", 3, "3 منازل")]),
        ("دمرت الغارة منزلين", [("residential", 2, "منزلين")]),
        ("قصف على الأحياء السكنية", [("residential", None, "الأحياء السكنية")]),
        ("استهدفت مسيرة سيارة مدنية", [("transport", 1, "سيارة")]),
        ("قصف على خيام النازحين", [("camp", None, "خيام")]),
        ("استهدفوا المشفى بصاروخ", [("healthcare", 1, "المشفى")]),
        ("أصيب اثنان بقصف ونقلوا إلى المشفى", []),
        ("قصف قرب المسجد", []),
        ("في المدرسة كتب وأقلام", []),
    ],
)
def test_what_was_hit(text: str, expected: list[tuple[str, int | None, str]]) -> None:
    assert hit(text) == expected
