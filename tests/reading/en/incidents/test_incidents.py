"""What is put together of a report: its incidents, the main one first, and what belongs to each."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Reading, Report
from onrecord.reading.en.context import find_context
from onrecord.reading.en.counts import find_counts
from onrecord.reading.en.dates import find_dates
from onrecord.reading.en.incidents import assemble
from onrecord.reading.en.infrastructure import find_infrastructure
from onrecord.reading.en.kinds import find_kinds
from onrecord.reading.en.parse import Parsed, Parser
from onrecord.reading.en.places import PlaceFinder
from onrecord.settings import Settings


@cache
def parser() -> Parser:
    return Parser(Settings())


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> PlaceFinder:
    return PlaceFinder(Settings(data_folder=tmp_path_factory.mktemp("data")))


def parsed(text: str, published: str | None) -> Parsed:
    (one,) = parser().parse([Report("t", "", text, published=published, language="en")])
    return one


def read(finder: PlaceFinder, text: str, published: str | None = "2023-06-14") -> Reading:
    one = parsed(text, published)
    counts, victims = find_counts(one, [])
    return assemble(
        one,
        [],
        counts,
        victims,
        find_dates(one),
        finder.find(one),
        find_kinds(one),
        find_infrastructure(one),
        find_context(one, counts),
    )


ONE = (
    "An air strike on a school in Omdurman, Sudan, killed nine people on Sunday, a health official said on Tuesday. "
    "The wounded were taken to a hospital in Khartoum. Talks in Jeddah broke down in May. "
    "More than 3,000 people have died since the war began in April."
)

TWO = (
    "A drone strike on a market in Omdurman, Sudan, killed nine people on Sunday. Witnesses spoke of smoke. "
    "Separately, a mortar shell killed four people in Nyala, Sudan, on Monday."
)


def test_date_place_kind_and_what_was_hit(finder: PlaceFinder) -> None:
    (main,) = read(finder, ONE).incidents
    assert main.main
    assert main.date
    assert main.date.start.isoformat() == "2023-06-11"
    assert main.place
    assert main.place.at.words == "Omdurman, Sudan"
    assert main.kind
    assert main.kind.kind == "airstrike"
    assert [(i.kind, i.number) for i in main.infrastructure] == [("education", 1)]


def test_a_running_total_belongs_to_no_incident(finder: PlaceFinder) -> None:
    reading = read(finder, ONE)
    (main,) = reading.incidents
    mine = [c for c in reading.counts if c.incident == main.id]
    assert [(c.low, c.high) for c in mine] == [(9, 9)]
    assert list(main.counts) == [c.id for c in mine]


def test_another_attack_with_its_own_place_and_harm_is_another_incident(finder: PlaceFinder) -> None:
    reading = read(finder, TWO)
    first, second = reading.incidents
    assert [first.main, second.main] == [True, False]
    assert first.place
    assert second.place
    assert (first.place.name, second.place.name) == ("Omdurman", "Nyala")
    assert second.kind
    assert second.kind.kind == "mortar"
    assert second.date
    assert second.date.start.isoformat() == "2023-06-12"
    assert {c.low: c.incident for c in reading.counts} == {9: first.id, 4: second.id}
    assert not set(first.counts) & set(second.counts)


def test_another_source_is_no_other_incident(finder: PlaceFinder) -> None:
    text = (
        "A drone strike killed nine people in Omdurman, Sudan, on Sunday. "
        "Another agency in Khartoum put it at ten killed."
    )
    assert len(read(finder, text).incidents) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The minister met the president on Monday. They spoke about taxes and schools in Paris.",
        "The striker hit the post twice in London. The goalkeeper was the hero.",
        "He died of old age on Sunday. He had once been a fighter pilot and wrote of it.",
        "",
        "\n\n",
    ],
)
def test_no_incident_where_none_is_told(finder: PlaceFinder, text: str) -> None:
    assert read(finder, text).incidents == ()


def test_the_day_of_speaking_is_not_the_day_of_the_attack(finder: PlaceFinder) -> None:
    text = "The ministry said on Tuesday that shelling had killed nine people in Taiz, Yemen, on Sunday."
    (main,) = read(finder, text).incidents
    assert main.date
    assert main.date.at.words == "Sunday"


def test_where_the_wounded_were_brought_is_not_where_it_was(finder: PlaceFinder) -> None:
    text = "Nine people wounded by shelling were taken to Aden. The shelling hit a market in Taiz, Yemen, killing four."
    (main,) = read(finder, text).incidents
    assert main.place
    assert main.place.at.words == "Taiz, Yemen"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            (
                "A drone struck a market in the town of Zanbaqiya, killing five people. "
                "Doctors at a hospital in Sanaa, Yemen, received 12 injured."
            ),
            "town of Zanbaqiya",
        ),
        (
            (
                "A strike on Zanbaqiya killed four people on Sunday. "
                "Medics in Kharkiv, Ukraine said the wounded had been transferred there."
            ),
            "Zanbaqiya",
        ),
    ],
)
def test_a_village_that_no_gazetteer_has_does_not_yield_to_the_town_of_the_hospital(
    finder: PlaceFinder, text: str, words: str
) -> None:
    main, *_ = read(finder, text).incidents
    assert main.place
    assert main.place.at.words == words
    assert main.place.lat is None


def test_a_date_to_come_is_not_the_incidents(finder: PlaceFinder) -> None:
    text = "Shelling killed nine people in Taiz, Yemen, on Sunday. Envoys will meet on 20 June."
    (main,) = read(finder, text).incidents
    assert main.date
    assert main.date.start.isoformat() == "2023-06-11"


def test_a_party_in_the_reports_own_voice(finder: PlaceFinder) -> None:
    (main,) = read(finder, "A Russian air strike killed nine people in Kharkiv, Ukraine, on Sunday.").incidents
    assert [code[:3] for _, code in main.mentioned] == ["RUS"]


def test_ids_start_with_the_key_of_the_report(finder: PlaceFinder) -> None:
    reading = read(finder, TWO)
    assert [i.id for i in reading.incidents] == [f"{reading.report.key}:i1", f"{reading.report.key}:i2"]


@settings(max_examples=30)
@given(st.text(max_size=150))
def test_any_text_gives_at_most_one_main_incident(finder: PlaceFinder, text: str) -> None:
    reading = read(finder, text)
    assert sum(i.main for i in reading.incidents) == (1 if reading.incidents else 0)
    known = {i.id for i in reading.incidents}
    assert all(c.incident is None or c.incident in known for c in reading.counts)


def test_the_same_report_gives_the_same_reading(finder: PlaceFinder) -> None:
    assert read(finder, TWO) == read(finder, TWO)


def main_of(finder: PlaceFinder, text: str, published: str | None) -> tuple[str | None, str | None]:
    """Day and place of the main incident."""
    one = next(i for i in read(finder, text, published).incidents if i.main)
    return (one.date.start.isoformat() if one.date else None, one.place.name if one.place else None)


@pytest.mark.parametrize(
    "behind",
    [
        "The country has been at war since 2011.",
        "The truce was signed in March 2020.",
        "In 2015 another state entered the war.",
        "On May 18, shells wounded a family in Tripoli.",
    ],
)
def test_background_dates_no_attack(finder: PlaceFinder, behind: str) -> None:
    told = "An air strike on a market in Omdurman killed nine people on Sunday.\n\nThe army said nothing.\n\n"
    text = told + "Two shops burned down.\n\nMany people left.\n\n" + behind
    assert main_of(finder, text, None)[0] is None
    assert main_of(finder, text, "2023-06-14")[0] == "2023-06-11"


def test_the_day_of_a_post_is_not_the_attack_s(finder: PlaceFinder) -> None:
    text = "An air strike in Omdurman killed nine people.\n\n— A Minister (@a_minister) July 24, 2022"
    assert main_of(finder, text, None)[0] is None


@pytest.mark.parametrize("head", ["NAIROBI (Wire) — ", "NAIROBI, Kenya (Wire) – ", "Nairobi, WIRE- ", "NAIROBI — "])
def test_a_report_is_sent_from_elsewhere(finder: PlaceFinder, head: str) -> None:
    text = head + "An air strike killed nine people in Omdurman, Sudan, on Sunday."
    assert main_of(finder, text, "2023-06-14")[1] == "Omdurman"


def test_a_report_sent_from_the_place_itself(finder: PlaceFinder) -> None:
    text = "OMDURMAN, Sudan (Wire) – An air strike killed nine people on Sunday."
    assert main_of(finder, text, "2023-06-14")[1] is not None
