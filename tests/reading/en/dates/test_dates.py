"""What dates mean, as a table: the words, the day of publication, and the days they stand for.

In the first tables the report was published on Wednesday 13 March 2024; the calendar beside it:

    Mo 26 Feb  Tu 27  We 28  Th 29  Fr 1 Mar  Sa 2  Su 3
    Mo  4 Mar  Tu  5  We  6  Th  7  Fr  8     Sa 9  Su 10
    Mo 11 Mar  Tu 12  We 13
"""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import IncidentDate, Report
from onrecord.reading.en.dates import find_dates
from onrecord.reading.en.parse import Parsed, parseable

NLP = spacy.blank("en")
WEDNESDAY = "2024-03-13"


def read(text: str, published: str | None = None) -> list[IncidentDate]:
    straight, back = parseable(text)
    return find_dates(Parsed(Report("t", "", text, published=published, language="en"), NLP(straight), back))


def days(text: str, published: str | None = None) -> str:
    """All dates of a text, short: one day, or first..last; "~" and the precision where it is not the day."""
    out = []
    for one in read(text, published):
        shown = one.start.isoformat() if one.start == one.end else f"{one.start}..{one.end}"
        out.append(shown if one.precision == "day" else f"{shown} ~{one.precision}")
    return " | ".join(out)


EXPLICIT = [
    ("A shell fell on the depot on 9 January 2021.", "2021-01-09"),
    ("A shell fell on the depot on January 9, 2021.", "2021-01-09"),
    ("A shell fell on the depot on January 9 2021.", "2021-01-09"),
    ("A shell fell on the depot on January 9th, 2021.", "2021-01-09"),
    ("A shell fell on the depot on 9th January 2021.", "2021-01-09"),
    ("A shell fell on the depot on the 9th of January 2021.", "2021-01-09"),
    ("A shell fell on the depot on the 9th of January, 2021.", "2021-01-09"),
    ("A shell fell on the depot on the ninth of January 2021.", "2021-01-09"),
    ("A shell fell on the depot on the twenty-first of January 2021.", "2021-01-21"),
    ("A shell fell on Saturday, 9 January 2021.", "2021-01-09"),
    ("A shell fell on Saturday 9 January 2021.", "2021-01-09"),
    ("A shell fell on Saturday, January 9, 2021.", "2021-01-09"),
    ("A shell fell on Saturday, January 9th 2021.", "2021-01-09"),
    ("A shell fell on Saturday the 9th of January 2021.", "2021-01-09"),
    ("A shell fell on 9 January 2021, Saturday.", "2021-01-09"),
    ("A shell fell on 9 Jan 2021.", "2021-01-09"),
    ("A shell fell on 9 Jan. 2021.", "2021-01-09"),
    ("A shell fell on Sept. 9, 2021.", "2021-09-09"),
    ("A shell fell on 2021-01-09.", "2021-01-09"),
    ("A shell fell on 2021/01/09.", "2021-01-09"),
    ("A shell fell on 09/01/2021.", "2021-01-09"),
    ("A shell fell on 9.1.2021.", "2021-01-09"),
    ("A shell fell on 09-01-2021.", "2021-01-09"),
    ("A shell fell on 25/12/2021.", "2021-12-25"),
    ("A shell fell on 12/25/2021.", "2021-12-25"),
    ("SADRA, JANUARY 9, 2021 -- A SHELL FELL.", "2021-01-09"),
    ("9 JAN 2021: a shell fell.", "2021-01-09"),
    ("It burned on 1 May 1967 and on 3 May 1967.", "1967-05-01 | 1967-05-03"),
    ("On 29 February 2020 the road was cut.", "2020-02-29"),
    ("On 29 February 2021 the road was cut.", ""),
    ("On 31 April 2021 the road was cut.", ""),
]  # fmt: skip

SPANS = [
    ("Between 3 and 5 May 2021 the town was shelled.", "2021-05-03..2021-05-05"),
    ("From 3 to 5 May 2021 the town was shelled.", "2021-05-03..2021-05-05"),
    ("On 3-5 May 2021 the town was shelled.", "2021-05-03..2021-05-05"),
    ("On 3–5 May 2021 the town was shelled.", "2021-05-03..2021-05-05"),
    ("On May 3-5, 2021 the town was shelled.", "2021-05-03..2021-05-05"),
    ("On May 3 and 5, 2021 the town was shelled.", "2021-05-03..2021-05-05"),
    ("Between May 3 and May 5, 2021 the town was shelled.", "2021-05-03..2021-05-05"),
    ("Between 30 April and 2 May 2021 the town was shelled.", "2021-04-30..2021-05-02"),
    ("From 30 December to 2 January 2021 the town was shelled.", "2020-12-30..2021-01-02"),
    ("From 30 December 2020 until 2 January 2021 the town was shelled.", "2020-12-30..2021-01-02"),
    ("On the night of 3-4 May 2021 the town was shelled.", "2021-05-03..2021-05-04"),
    ("Through 3 May 2021 and, again, on 9 May 2021.", "2021-05-03 | 2021-05-09"),
]

MONTHS_AND_YEARS = [
    ("In May 2021 the bridge was rebuilt.", "2021-05-01..2021-05-31 ~month"),
    ("In early May 2021 the bridge was rebuilt.", "2021-05-01..2021-05-31 ~month"),
    ("In May of 2021 the bridge was rebuilt.", "2021-05-01..2021-05-31 ~month"),
    ("The bridge was rebuilt in 2021.", "2021-01-01..2021-12-31 ~year"),
    ("Since 2021 the bridge has stood.", "2021-01-01..2021-12-31 ~year"),
    ("The war of 1948 was over.", "1948-01-01..1948-12-31 ~year"),
    ("In 2021 people left.", ""),
]

WITHOUT_PUBLICATION = [
    ("A shell fell on Monday.", ""),
    ("A shell fell yesterday.", ""),
    ("A shell fell last week.", ""),
    ("A shell fell overnight into Tuesday.", ""),
    ("A shell fell two days ago.", ""),
    ("A shell fell on 9 January.", ""),
    ("A shell fell in January.", ""),
    ("A shell fell the next day.", ""),
    ("A shell fell on Saturday 9 January.", ""),
    ("A shell fell on 9 January. The town has been besieged since 2018.", "2018-01-01..2018-12-31 ~year"),
    ("A shell fell on 9 January. A truce was signed in March 2020.", "2020-03-01..2020-03-31 ~month"),
    ("A shell fell two nights ago.", ""),
    ("On 9 January 2021 a shell fell. On 12 January another did.", "2021-01-09 | 2021-01-12"),
    ("On 9 January a shell fell. The list of 12 February 2021 has names.", "2021-01-09 | 2021-02-12"),
    ("On 9 January 2021 a shell fell. The next day a second one did.", "2021-01-09 | 2021-01-10"),
    ("On 9 January 2021 a shell fell. Two days later a second one did.", "2021-01-09 | 2021-01-11"),
    ("On 9 January 2021 a shell fell, two days earlier a mortar.", "2021-01-09 | 2021-01-07"),
    ("On 9 January 2021 a shell fell. That evening a second one did.", "2021-01-09 | 2021-01-09"),
    ("On 9 January 2021 a shell fell. The same day a second one did.", "2021-01-09 | 2021-01-09"),
    ("On 9 January 2021 a shell fell. The day before, talks had ended.", "2021-01-09 | 2021-01-08"),
    ("On 9 January 2021 a shell fell. The following night a second one did.", "2021-01-09 | 2021-01-10"),
    ("On 9 January 2021 a shell fell. A week later a second one did.", "2021-01-09 | 2021-01-16 ~week"),
    ("On 9 January 2021 a shell fell. On Monday a second one did.", "2021-01-09"),
]

WEEKDAYS = [
    ("A shell fell on Monday.", "2024-03-11"),
    ("A shell fell on Tuesday.", "2024-03-12"),
    ("A shell fell on Wednesday.", "2024-03-13"),
    ("A shell fell on Thursday.", "2024-03-07"),
    ("A shell fell on Sunday.", "2024-03-10"),
    ("A shell fell Sunday.", "2024-03-10"),
    ("Sunday's shelling cut the road.", "2024-03-10"),
    ("A shell fell last Sunday.", "2024-03-10"),
    ("A shell fell last Wednesday.", "2024-03-06"),
    ("A shell fell this past Friday.", "2024-03-08"),
    ("A shell fell on Friday last week.", "2024-03-08"),
    ("A shell fell last week on Friday.", "2024-03-08"),
    ("A shell fell late on Monday.", "2024-03-11"),
    ("A shell fell early Monday.", "2024-03-11"),
    ("A shell fell on Monday night.", "2024-03-11"),
    ("The shelling began on Friday and ended on Sunday.", "2024-03-08 | 2024-03-10"),
    ("From Friday to Sunday the town was shelled.", "2024-03-08..2024-03-10"),
    ("Between Friday and Sunday the town was shelled.", "2024-03-08..2024-03-10"),
    ("The town was shelled overnight into Tuesday.", "2024-03-11..2024-03-12"),
    ("The town was shelled Monday into Tuesday.", "2024-03-11..2024-03-12"),
    ("The town was shelled in the night to Tuesday.", "2024-03-11..2024-03-12"),
    ("They will meet on Friday.", "2024-03-15"),
    ("They are due to meet on Friday.", "2024-03-15"),
    ("They meet next Friday.", "2024-03-15"),
    ("They will meet on Friday; the shelling began on Monday.", "2024-03-15 | 2024-03-11"),
    ("The Sunday Times wrote of it.", ""),
    ("It is called Bloody Sunday.", ""),
    ("On Good Friday they pray.", ""),
    ("Every Friday they march.", ""),
    ("On Fridays they march.", ""),
    ("The sun sat low and she wed in may.", ""),
]

FROM_PUBLICATION = [
    ("A shell fell today.", "2024-03-13"),
    ("A shell fell this morning.", "2024-03-13"),
    ("A shell fell earlier today.", "2024-03-13"),
    ("A shell fell yesterday.", "2024-03-12"),
    ("A shell fell yesterday evening.", "2024-03-12"),
    ("A shell fell the day before yesterday.", "2024-03-11"),
    ("A shell fell last night.", "2024-03-12"),
    ("A shell fell the night before last.", "2024-03-11"),
    ("A shell fell overnight.", "2024-03-12..2024-03-13"),
    ("A shell fell two days ago.", "2024-03-11"),
    ("A shell fell about 3 days ago.", "2024-03-10"),
    ("A shell fell a day ago.", "2024-03-12"),
    ("A shell fell a week ago.", "2024-03-06 ~week"),
    ("A shell fell two months ago.", "2024-01-01..2024-01-31 ~month"),
    ("A shell fell three years ago.", "2021-01-01..2021-12-31 ~year"),
    ("A shell fell two days earlier.", "2024-03-11"),
    ("A shell fell the previous day.", "2024-03-12"),
    ("A shell fell last week.", "2024-03-04..2024-03-10 ~week"),
    ("A shell fell earlier this week.", "2024-03-11..2024-03-13 ~week"),
    ("A shell fell last month.", "2024-02-01..2024-02-29 ~month"),
    ("A shell fell this month.", "2024-03-01..2024-03-13 ~month"),
    ("A shell fell last year.", "2023-01-01..2023-12-31 ~year"),
    ("A shell fell at the weekend.", "2024-03-09..2024-03-10"),
    ("Shells fell over the weekend.", "2024-03-09..2024-03-10"),
    ("Twelve died in the past 24 hours.", "2024-03-12..2024-03-13"),
    ("Twelve died in the last three days.", "2024-03-10..2024-03-13"),
    ("A shell fell two days before the vote.", ""),
    ("A shell fell the day after the vote.", ""),
    ("Last week's shelling cut the road.", ""),
]

YEAR_LEFT_OUT = [
    ("A shell fell on 9 March.", "2024-03-09"),
    ("A shell fell on March 9th.", "2024-03-09"),
    ("A shell fell on 13 March.", "2024-03-13"),
    ("A shell fell on 20 March.", "2023-03-20"),
    ("A shell fell on 25 December.", "2023-12-25"),
    ("They will vote on 20 March.", "2024-03-20"),
    ("The vote is scheduled for 20 March.", "2024-03-20"),
    ("On 29 February the road was cut.", "2024-02-29"),
    ("Between 9 and 11 March the town was shelled.", "2024-03-09..2024-03-11"),
    ("A shell fell in January.", "2024-01-01..2024-01-31 ~month"),
    ("A shell fell in December.", "2023-12-01..2023-12-31 ~month"),
    ("In March 12 people were killed.", "2024-03-01..2024-03-31 ~month"),
    ("On March 12 people were killed.", "2024-03-12"),
    ("In March 12th the guide errs.", "2024-03-12"),
    ("They may march.", ""),
    ("He rode in the march of 12 people.", ""),
    ("A shell fell on 05/03/2024.", "2024-03-05"),
    ("A shell fell on 03/12/2024.", "2024-03-12"),
]

PARTS = [
    ("A shell fell on the morning of 9 March.", "morning"),
    ("A shell fell on the evening of Saturday, 9 March.", "evening"),
    ("At dawn on 9 March a shell fell.", "dawn"),
    ("A shell fell in the early hours of 9 March.", "night"),
    ("A shell fell late on Monday.", "night"),
    ("A shell fell early on Monday.", "morning"),
    ("A shell fell on Monday afternoon.", "afternoon"),
    ("A shell fell on Monday at noon.", "noon"),
    ("A shell fell at midnight on Monday.", "night"),
    ("A shell fell last night.", "night"),
    ("A shell fell this morning.", "morning"),
    ("A shell fell overnight into Tuesday.", "night"),
    ("On Monday, at around 2:30 pm, a shell fell.", "2:30 pm"),
    ("A shell fell at 17:45 on Monday.", "17:45"),
    ("A shell fell at 6 a.m. on Monday.", "6 a.m."),
    ("A shell fell on Monday.", None),
    ("A shell fell on Monday. In the evening it rained.", None),
]


@pytest.mark.parametrize(("text", "expected"), EXPLICIT + SPANS + MONTHS_AND_YEARS + WITHOUT_PUBLICATION)
def test_without_a_day_of_publication(text: str, expected: str) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(("text", "expected"), WEEKDAYS + FROM_PUBLICATION + YEAR_LEFT_OUT)
def test_published_on_wednesday_13_march_2024(text: str, expected: str) -> None:
    assert days(text, WEDNESDAY) == expected


@pytest.mark.parametrize(("text", "part"), PARTS)
def test_part_of_day(text: str, part: str | None) -> None:
    assert read(text, WEDNESDAY)[0].part_of_day == part


def test_the_table_is_a_specification() -> None:
    tables = (EXPLICIT, SPANS, MONTHS_AND_YEARS, WITHOUT_PUBLICATION, WEEKDAYS, FROM_PUBLICATION, YEAR_LEFT_OUT, PARTS)
    assert sum(map(len, tables)) >= 120


def test_an_explicit_date_is_the_same_whatever_the_day_of_publication() -> None:
    for text, expected in EXPLICIT[:24]:
        assert days(text, "2022-06-01") == expected


def test_words_are_those_of_the_report_with_hidden_words_before_them() -> None:
    text = "Two were kil*led on 9 January 2021, “at dawn”."
    (one,) = read(text)
    assert text[one.at.start : one.at.end] == one.at.words
    assert "9 January 2021" in one.at.words


@given(st.text(max_size=200), st.dates(min_value=date(1, 1, 1)))
def test_any_text_gives_words_that_stand_in_it(text: str, published: date) -> None:
    for one in read(text, published.isoformat()):
        assert all(p.start < p.end for p in one.at.passages)
        assert one.start <= one.end
        assert text[one.at.start : one.at.end] == one.at.words


_PIECES = st.sampled_from(
    [
        "on",
        "Monday",
        "3",
        "12th",
        "March",
        "May,",
        "2021",
        "2024",
        "to",
        "and",
        "between",
        "overnight",
        "into",
        "Tuesday",
        "yesterday",
        "two",
        "days",
        "later",
        "earlier",
        "the",
        "next",
        "day",
        "last",
        "week",
        "in",
        "at",
        "dawn",
        "–",
        "/",
        "05/03/2024",
        "the",
        "of",
    ]
)


@given(st.lists(_PIECES, max_size=12).map(" ".join), st.one_of(st.none(), st.dates()))
def test_any_mix_of_date_words_gives_days_in_order(text: str, published: date | None) -> None:
    for one in read(text, published.isoformat() if published else None):
        assert one.start <= one.end
        assert text[one.at.start : one.at.end] == one.at.words


@given(st.lists(_PIECES, max_size=8).map(" ".join), st.dates(min_value=date(1900, 1, 1)))
def test_adding_a_sentence_without_dates_changes_nothing(text: str, published: date) -> None:
    alone = days(text + ".", published.isoformat())
    assert days(text + ". The river was high.", published.isoformat()) == alone


def test_a_day_in_numbers_is_the_one_at_publication_where_the_other_lies_far_back() -> None:
    assert days("Photographs taken on 3/12/2024 show the damage.", "2024-03-13") == "2024-03-12"
    assert days("Photographs taken on 3/2/2024 show the damage.", "2024-03-13") == "2024-02-03"


def test_nights_ago_are_reckoned_from_publication() -> None:
    assert days("A depot was hit two nights ago.", WEDNESDAY) == "2024-03-11"
