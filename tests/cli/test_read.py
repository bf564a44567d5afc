"""``onrecord read``: what comes out, in which order, with which exit code."""

from __future__ import annotations

import json

import pytest

TEXT = "The mayor said that 9 people were killed by the shelling of the market.\n"


def test_a_line_a_report_in_the_order_of_the_inputs(onrecord, three):
    done = onrecord("read", "3.txt", "1.txt", "2.txt")
    assert done.code == 0
    assert done.ids == ["3.txt", "1.txt", "2.txt"]
    assert done.err == "onrecord: 3 of 3 read\n"
    for line in done.lines:
        (count,) = line["counts"]
        start, end = count["passages"][0]
        assert line["report"]["text"][start:end] == count["words"]


def test_one_report_is_read_without_a_word(onrecord, write):
    write("a.txt", TEXT)
    done = onrecord("read", "a.txt")
    assert (done.code, done.err) == (0, "")


def test_the_same_bytes_again_and_whatever_stands_beside(onrecord, three):
    alone = {name: onrecord("read", name).out for name in three}
    assert all(alone.values())
    assert onrecord("read", *three).out == "".join(alone[name] for name in three)
    assert onrecord("read", *reversed(three), "nowhere.txt").out == "".join(alone[name] for name in reversed(three))
    assert onrecord("read", *three).out == onrecord("read", *three).out


def test_many_reports_keep_their_order(onrecord, write):
    records = [{"id": f"r{n}", "text": f"The mayor said that {n % 90 + 1} people were killed."} for n in range(50)]
    records[7]["text"] = records[20]["text"] = "В понедельник при обстреле рынка погибли девять человек"
    records[33]["text"] += " FAIL HERE"
    write("all.jsonl", "".join(json.dumps(one) + "\n" for one in records))
    done = onrecord("read", "all.jsonl")
    assert done.code == 1
    assert done.ids == [one["id"] for n, one in enumerate(records) if n not in {7, 20, 33}]
    assert "not read: r33: a fault of onrecord (RuntimeError: a rule that fails)" in done.err


def test_the_options_reach_the_reports(onrecord, write):
    write("a.txt", TEXT)
    done = onrecord("read", "a.txt", "--published", "2020-01-07", "--publisher", "The Courier", "--language", "en-GB")
    report = done.lines[0]["report"]
    assert (report["published"], report["publisher"], report["language"]) == ("2020-01-07", "The Courier", "en-GB")
    assert "text" not in onrecord("read", "a.txt", "--no-text").lines[0]["report"]


def test_the_scheme_is_the_one_asked_for(onrecord, write):
    write("a.txt", TEXT)
    assert onrecord("read", "a.txt").lines[0]["incidents"][0]["scheme"] == "airwars"
    assert onrecord("read", "a.txt", "--scheme", "acled").lines[0]["incidents"][0]["scheme"] == "acled"


def test_standard_input(onrecord):
    assert onrecord("read", "-", stdin=TEXT.encode()).ids == ["-"]
    lines = b'{"id": "a", "text": "9 people were killed."}\n{"id": "b", "text": "7 people were killed."}'
    assert onrecord("read", "-", stdin=lines).ids == ["a", "b"]
    assert onrecord("read", "-", "--input", "text", stdin=lines).code in {0, 1}


@pytest.mark.parametrize("form", ["jsonl", "csv", "html", "table"])
def test_every_format(onrecord, three, form):
    done = onrecord("read", *three, "nowhere.txt", "--format", form)
    assert done.code == 1
    for number in (1, 2, 3):
        assert f"{number}.txt" in done.out
    assert "nowhere.txt: no such file" in done.err
    assert "3 of 4 read; 1 could not be read" in done.err


def test_characters_of_every_script_come_out_as_utf_8(onrecord, write):
    text = "Nine “killed” in حلب, the mayor of Харків said to the people \U0001f54a"
    write("a.txt", text)
    done = onrecord("read", "a.txt")
    assert done.lines[0]["report"]["text"] == text
    assert text in done.out


def test_notes_of_intake_are_said_and_kept(onrecord, write):
    write("a.txt", "Nine people were killed at José’s market, the mayor said.".encode("cp1252"))
    done = onrecord("read", "a.txt")
    (note,) = done.lines[0]["notes"]
    assert "WINDOWS-1252" in note
    assert f"note: a.txt: {note}" in done.err
