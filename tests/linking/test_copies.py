"""Copies of one original are one origin, with the reason; different reports of one attack are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import find_origins
from onrecord.linking.credits import credited
from onrecord.model import (
    Act,
    Claim,
    Count,
    Group,
    Measure,
    Passage,
    Reading,
    Report,
    Speaker,
    SpeakerKind,
    Words,
)

WIRE = (
    "MARIB (Reuters) - Two shells hit a bus station in the west of the city on Monday evening as travellers queued for "
    "the last coaches to the coast, killing nine people and wounding thirty, a doctor at the general hospital said. "
    "Families searched the wards through the night. The shelling came from positions in the hills, the doctor said."
)
OWN = (
    "Our office counted nine dead after Monday's bombardment of the coach terminal at Marib. We spoke to six "
    "relatives, who described two explosions within a minute, and we saw craters that point to mortar bombs."
)
OTHER = "The finance minister presented a budget on Thursday that raises the price of bread and of diesel by a tenth."


def reading(name: str, text: str, publisher: str | None = None, language: str = "en") -> Reading:
    return Reading(Report(name, "0" * 64, text, publisher=publisher or name, language=language))


def origins(*readings: Reading) -> list[tuple[str, ...]]:
    return [one.reports for one in find_origins(readings)]


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.upper(),
        "Nine dead at bus station\n\n" + WIRE,
        WIRE.replace("MARIB (Reuters)", "ADEN (Newsroom)"),
        ". ".join(reversed(WIRE.split(". "))),
        WIRE[: len(WIRE) // 2],
        OTHER + "\n" + WIRE,
    ],
)
def test_a_rewritten_copy_is_of_the_same_origin(copy: str) -> None:
    assert origins(reading("a", WIRE), reading("b", copy)) == [("a", "b")]


def test_different_reports_of_one_attack_are_independent() -> None:
    assert origins(reading("a", WIRE), reading("b", OWN)) == [("a",), ("b",)]


def test_one_statement_quoted_by_both_makes_no_copy() -> None:
    said = "“We will not rest until everyone who fired upon our travellers has answered for it before a court of law,”"
    one = (
        f"{said} the governor told a crowd outside the terminal while rescue teams were still digging on its far side."
    )
    other = (
        f"Reached by phone late in the evening, the governor was furious. {said} she said, and put down the receiver."
    )
    assert origins(reading("a", one), reading("b", other)) == [("a",), ("b",)]


def test_a_report_that_merges_two_stories_does_not_make_them_one() -> None:
    found = origins(reading("a", WIRE), reading("b", OWN), reading("c", WIRE + "\n" + OWN))
    assert len(found) == 2


def test_the_second_report_of_a_publisher_is_no_second_origin() -> None:
    assert origins(reading("a", WIRE, "Marib Post"), reading("b", OWN, "Marib Post")) == [("a", "b")]


def test_an_origin_says_why() -> None:
    alone, together = find_origins([reading("z", OWN), reading("a", WIRE), reading("b", WIRE[:200])])[::-1]
    assert alone.why == "no other report is a copy of it"
    assert "stands in the longer" in together.why


def with_counts(name: str, text: str, killed: int, publisher: str, language: str = "en") -> Reading:
    report = Report(name, "0" * 64, text, publisher=publisher, language=language)
    at = Words(text[:4], (Passage(0, 4),))
    return Reading(report, counts=(Count(f"{report.key}:n1", Measure.KILLED, Group.PEOPLE, killed, killed, at),))


def test_a_translation_that_carries_the_agency_and_its_figure_is_its_copy() -> None:
    arabic = "مأرب (رويترز) - سقطت قذيفتان على محطة حافلات في غرب المدينة مساء الاثنين فقتل تسعة أشخاص"
    wire, translated = with_counts("a", WIRE, 9, "Reuters"), with_counts("b", arabic, 9, "صحيفة", "ar")
    assert origins(wire, translated) == [("a", "b")]
    assert origins(wire, with_counts("b", arabic, 11, "صحيفة", "ar")) == [("a",), ("b",)]


def test_a_report_that_tells_only_what_another_told_is_no_origin_of_its_own() -> None:
    text = "According to the Hodeidah Monitor, the terminal was shelled. It said nine had died."
    speaker = Speaker(Words("Hodeidah Monitor", (Passage(17, 33),)), "Hodeidah Monitor", None, SpeakerKind.MONITOR)
    content = Words("the terminal was shelled", (Passage(35, 59),))
    claim = Claim("x:c1", speaker, None, content, Act.REPORT)
    retold = Reading(Report("b", "0" * 64, text, publisher="Outlet", language="en"), claims=(claim,))
    assert origins(reading("a", OWN, "Hodeidah Monitor"), retold) == [("a", "b")]


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("ADEN (AFP) — Two shells fell.", {"agence france-presse"}),
        ("Two shells fell, Anadolu Agency reports. Citing Interfax, Moscow said so.", {"interfax"}),
        ("سقطت قذيفتان نقلا عن رويترز", {"reuters"}),
        ("An ap for phones was presented.", set()),
    ],
)
def test_agencies_are_credited_where_a_report_says_so(text: str, agencies: set[str]) -> None:
    assert credited(text) == agencies


@given(st.permutations([reading("a", WIRE), reading("b", OWN), reading("c", WIRE[:250]), reading("d", OTHER)]))
def test_the_order_of_reports_changes_nothing(order: list[Reading]) -> None:
    assert find_origins(order) == find_origins(sorted(order, key=lambda one: one.report.id))
