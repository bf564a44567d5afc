"""The terminal's table: everything in it at 80 columns, and no report moves the terminal."""

from __future__ import annotations

import io

import pytest
from sample_readings import arabic, bare, hostile, strike

from onrecord.cli.table import Table, seen
from onrecord.errors import MissingInput


def table(*results: object) -> str:
    stream = io.StringIO()
    Table().write(results, stream)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "Varda and Osmir trade blame over strikes on Belamir hospital",
        "The River Post · 2031-05-07 · reports/belamir.txt",
        "Missile strike, Belamir · Tuesday 6 May 2031, night",
        "hit       healthcare 1, education 2",
        "killed    9–40 (children 9)",
        "injured   24",
        "status    contested",
        "grade     contested, under scheme airwars",
        "accused by Relief Doctors' Union and Osmir",
        "denied by Varda",
        "its own forces had struck",
        "up to 40",
        "at least 3,001",
        "people killed (cumulative)",
        "Note: The date “in March” has no year and was not resolved.",
    ],
)
def test_the_table_says(words: str) -> None:
    assert words in table(strike())


def test_no_line_is_wider_than_80_columns() -> None:
    for line in table(strike(), bare(), hostile()).splitlines():
        assert len(line.rstrip()) <= 80, line


def test_a_report_in_which_nothing_was_found_says_so_and_one_not_read_is_named() -> None:
    shown = table(bare(), MissingInput("no such file", where="x.txt"))
    assert "No incident found." in shown
    assert "x.txt: not read, no such file" in shown


def test_a_report_never_moves_the_terminal() -> None:
    shown = table(hostile(), arabic())
    assert not set(shown) & {"\x1b", "\x00", "\x07", "\u202e", "\ud800"}
    shown.encode("utf-8")


@pytest.mark.parametrize("text", ["\x1b[2J", "a\rb", "\x9b31m", "\u202egnp.exe", "\u2066x", "\x07"])
def test_control_characters_and_marks_of_direction_are_not_sent(text: str) -> None:
    assert seen(text) == "".join("\ufffd" if ord(c) < 32 or ord(c) > 126 else c for c in text)


def test_single_marks_of_direction_are_left_out() -> None:
    assert seen("\u200fسوق\u200e") == "سوق"


def test_arabic_words_are_set_to_the_right() -> None:
    lines = [line.rstrip() for line in table(arabic()).splitlines() if line.rstrip().endswith("قتلوا")]
    assert lines
    assert all(len(line) >= 78 for line in lines)


def test_markup_of_the_terminal_library_stays_text() -> None:
    assert "[bold]" in seen("[bold]")
    assert table(MissingInput("[red]why[/red]", where="[link=x]y[/link]")).count("[red]why[/red]") == 1
