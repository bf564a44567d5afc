"""JSON Lines and CSV: streamed, in order, nothing dropped, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from model_strategies import found
from sample_readings import Found, arabic, bare, everything, hostile, strike

from onrecord.errors import InputError, MissingInput
from onrecord.model import Place
from onrecord.publishing import FORMATS
from onrecord.publishing.rows import COLUMNS, guarded


def written(name: str, *results: Found | InputError, with_text: bool = True) -> str:
    stream = io.StringIO(newline="")
    FORMATS[name].write(results, stream, with_text=with_text)
    return stream.getvalue()


def rows(*results: Found | InputError) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", *results), newline="")))


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_says_what_it_is(name: str) -> None:
    assert FORMATS[name].name == name
    assert FORMATS[name].suffix.startswith(".")
    assert FORMATS[name].about


@pytest.mark.parametrize("name", FORMATS)
@given(st.lists(found(), max_size=2))
@settings(max_examples=25)
def test_every_format_writes_any_reading_in_utf8(name: str, results: list[Found]) -> None:
    written(name, *results).encode("utf-8")


def test_lines_follow_the_reports() -> None:
    lines = [json.loads(line) for line in written("jsonl", *everything()).splitlines()]
    assert [line["report"]["id"] for line in lines] == [one.reading.report.id for one in everything()]


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_a_result_is_written_before_the_next_is_asked_for(name: str) -> None:
    stream = io.StringIO(newline="")

    def results() -> Iterator[Found]:
        yield strike()
        assert strike().reading.report.id in stream.getvalue()
        yield arabic()
        assert arabic().reading.report.id in stream.getvalue()

    FORMATS[name].write(results(), stream)


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_what_was_not_read_has_no_line_and_the_rest_has(name: str) -> None:
    assert written(name, strike(), MissingInput("no such file", where="x"), bare()) == written(name, strike(), bare())


def test_a_row_an_incident() -> None:
    (row,) = rows(strike())
    assert row["report"] == "reports/belamir.txt"
    assert (row["killed_low"], row["killed_high"]) == ("9", "40")
    assert (row["killed_children_low"], row["injured_children_low"]) == ("9", "")
    assert row["date_start"] == "2031-05-06"
    assert row["infrastructure"] == "healthcare 1; education 2"
    assert row["accused_by"] == "Varda: Relief Doctors' Union, Osmir; Osmir army: Relief Doctors' Union, Varda"
    assert row["denied_by"] == "Varda: Varda; Osmir army: Osmir"
    assert row["parties_suspected"] == "Varda; Osmir army"
    assert row["lat"] == "41.2034"


def test_a_report_without_an_incident_keeps_its_row() -> None:
    (row,) = rows(bare())
    assert row["report"] == "-"
    assert row["incident"] == row["killed_low"] == row["grade"] == ""


def test_no_cell_is_a_formula() -> None:
    for cell in next(iter(rows(hostile()))).values():
        assert cell == "" or cell == "-" or cell.lstrip()[:1] not in ("=", "+", "-", "@")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n+1", "＝1"])
def test_formulas_are_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-", "Aleppo", "1", "a=b", "12-40"])
def test_what_is_no_formula_stands_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_coordinates_in_the_south_stay_numbers() -> None:
    one = strike()
    place = Place("Belamir", one.reading.incidents[0].kind.at, "VD", -12.5, -70.25, 4.0)
    mention = replace(one.reading.incidents[0], place=place)
    (row,) = rows(Found(one.reading, (replace(one.incidents[0], mention=mention),)))
    assert (row["lat"], row["lon"]) == ("-12.5", "-70.25")


def test_columns_have_names_of_their_own_and_are_explained() -> None:
    names = [column.name for column in COLUMNS]
    assert len(set(names)) == len(names)
    assert all(column.about.endswith(".") for column in COLUMNS)
