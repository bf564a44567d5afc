"""What each format makes of good input."""

from __future__ import annotations

import hashlib
import json
import os

import pytest

from onrecord.intake import FORMATS, format_named
from onrecord.model import Report

TEXT = "The ministry said that nine people were killed.\r\n\r\nIt blamed the army.\n"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_plain_text_keeps_every_character(take_bytes):
    (report,) = take_bytes(TEXT.encode())
    assert report == Report(id="report.txt", sha256=sha(TEXT.encode()), text=TEXT, language="en")


def test_the_hash_is_of_the_bytes_as_received(take_bytes):
    data = b"\xef\xbb\xbf" + TEXT.encode()
    (report,) = take_bytes(data)
    assert (report.text, report.sha256, report.notes) == (TEXT, sha(data), ())


@pytest.mark.parametrize("name", ["notes", "notes.md", "notes.log", "NOTES.TXT"])
def test_other_endings_are_read_as_text(take_bytes, name):
    (report,) = take_bytes(TEXT.encode(), name)
    assert (report.id, report.text) == (name, TEXT)


def test_text_that_looks_like_something_else_is_noted(take_bytes):
    (page,) = take_bytes(b"<!DOCTYPE html><p>Nine people were killed in the market.", "page.asp")
    assert "--input html" in page.notes[0]
    (record,) = take_bytes(b'{"id": "a", "text": "Nine people were killed in the market."}', "a.json")
    assert "--input jsonl" in record.notes[0]
    (read,) = take_bytes(b'{"id": "a", "text": "Nine people were killed."}', "a.json", input_format="jsonl")
    assert (read.id, read.notes) == ("a", ())


PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Nine killed in market shelling - The Coast Courier</title>
<meta property="og:site_name" content="The Coast Courier">
<meta property="article:published_time" content="2019-07-23T09:15:00+00:00">
<link rel="canonical" href="https://courier.example/nine-killed">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Nine killed in market shelling</h1>
<p>Nine people were killed when shells hit the market of the town on Monday, its mayor said.</p>
<p>The army denied that its guns had fired. “We hit nobody,” a spokesman told the Courier.</p></article>
<footer>Cookies and terms</footer></body></html>"""


def test_a_page(take_bytes):
    (report,) = take_bytes(PAGE.encode(), "page.html")
    assert report.title == "Nine killed in market shelling"
    assert report.publisher == "The Coast Courier"
    assert report.published == "2019-07-23"
    assert report.url == "https://courier.example/nine-killed"
    assert report.language == "en-GB"
    assert report.sha256 == sha(PAGE.encode())
    assert "Nine people were killed when shells hit the market" in report.text
    assert "“We hit nobody,”" in report.text
    for left_out in ("Sport", "Cookies", "<p>"):
        assert left_out not in report.text


def test_a_page_date_goes_before_the_date_given(take_bytes):
    (report,) = take_bytes(PAGE.encode(), "page.html", published="2020-01-01", publisher="Another")
    assert (report.published, report.publisher) == ("2019-07-23", "The Coast Courier")
    (report,) = take_bytes(TEXT.encode(), published="2020-01-01", publisher="Another")
    assert (report.published, report.publisher) == ("2020-01-01", "Another")


def test_a_date_of_the_incident_is_not_taken_for_the_publication(take_bytes):
    page = (
        "<html><body><article><p>The market was shelled on 14 March 2018, the mayor said.</p></article></body></html>"
    )
    assert take_bytes(page.encode(), "page.html")[0].published is None


def test_pictures_within_a_page_do_not_count_against_its_limit(take_bytes, settings):
    picture = f'<img src="data:image/png;base64,{"A" * (settings.max_page_chars + 1)}">'
    (report,) = take_bytes(PAGE.replace("<article>", f"<article>{picture}").encode(), "page.html")
    assert report.title == "Nine killed in market shelling"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_page_in_the_encoding_that_it_declares(take_bytes, encoding):
    words = "Министерство сообщило, что девять человек погибли при обстреле рынка."
    page = (
        f'<html lang=ru><head><meta charset="{encoding}"><title>Рынок</title></head><body><p>{words}</p></body></html>'
    )
    (report,) = take_bytes(page.encode(encoding), "page.html")
    assert report.text == words
    assert report.language == "ru"
    assert report.notes == (f"Decoded as {encoding.upper()}, as the page declares.",)


def test_records_have_every_field(take_bytes):
    record = {
        "id": "one",
        "text": TEXT,
        "title": "Market",
        "url": "https://courier.example/1",
        "publisher": "The Coast Courier",
        "published": "2019-07-23T09:15:00+02:00",
        "language": "en-GB",
    }
    wanted = Report(sha256=sha(TEXT.encode()), **record)
    assert take_bytes(json.dumps(record | {"annotator": 7}).encode(), "a.jsonl") == [wanted]
    assert take_bytes(("\ufeff" + json.dumps(record, ensure_ascii=False)).encode(), "a.ndjson") == [wanted]
    cells = ['"' + value.replace('"', '""') + '"' for value in record.values()]
    for separator, name in ((",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv")):
        rows = f"{separator.join(record).upper()}\r\n{separator.join(cells)}\r\n"
        assert take_bytes(rows.encode("utf-8-sig"), name) == [wanted]


def test_empty_fields_are_not_stated(take_bytes):
    wanted = [Report(id="a", sha256=sha(b"Nine people were killed."), text="Nine people were killed.", language="en")]
    record = {"id": "a", "text": "Nine people were killed.", "title": "", "published": None, "language": ""}
    assert take_bytes(json.dumps(record).encode(), "a.jsonl") == wanted
    assert take_bytes(b"id,title,text,published\na,,Nine people were killed.,\n", "a.csv") == wanted


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"Nine, killed"', "Nine, killed"),
        ('"Nine\nkilled\r\n\r\nthere"', "Nine\nkilled\r\n\r\nthere"),
        ('"""Nine"" killed"', '"Nine" killed'),
        ('the 5" shell killed', 'the 5" shell killed'),
        ('"a "" b, "" c"', 'a " b, " c'),
    ],
)
def test_cells(take_bytes, cell, text):
    rows = f"id,text,title\na,{cell},t\nb,Ten people were hurt.,u\n"
    assert [one.text for one in take_bytes(rows.encode(), "a.csv")] == [text, "Ten people were hurt."]


@pytest.mark.parametrize("space", ["", " \n\t", "\ufeff", " " * 10_000])
def test_standard_input_shows_what_it_is(take, space):
    lines = space + '{"id": "a", "text": "Nine people were killed."}\n{"id": "b", "text": "Ten people were hurt."}'
    assert [one.id for one in take("-", stdin=lines.encode())] == ["a", "b"]
    (report,) = take("-", stdin=(space + TEXT).encode())
    assert (report.id, report.text) == ("-", (space + TEXT).removeprefix("\ufeff"))


def test_what_is_said_of_the_input_holds(take):
    (report,) = take("-", stdin=b'{"id": "a"} is how it starts, the ministry said', input_format="text")
    assert report.text.startswith('{"id"')
    (page,) = take("-", stdin=PAGE.encode(), input_format="html")
    assert (page.id, page.title) == ("-", "Nine killed in market shelling")
    (row,) = take("-", stdin=b"id,text\na,Nine people were killed.", input_format="csv")
    assert row.id == "a"


def test_errors_in_standard_input_are_named_so(take):
    (error,) = take("-", stdin=b'{"id": "a"')
    assert str(error).startswith("standard input, line 1: no JSON")


def test_folders_are_walked_by_name(take, tmp_path):
    for name in ("b.txt", "a/2.txt", "a/10.txt", "a.txt", "é/x.txt", ".hidden/no.txt", "a/.DS_Store", "Z.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Nine people were killed in {name}.")
    wanted = ["in/Z.txt", "in/a/10.txt", "in/a/2.txt", "in/a.txt", "in/b.txt", "in/é/x.txt"]
    assert [one.id for one in take("in")] == wanted
    assert [one.id for one in take("in/")] == wanted
    assert [one.id for one in take("./in/a", "in/b.txt")] == ["./in/a/10.txt", "./in/a/2.txt", "in/b.txt"]


def test_an_empty_folder_holds_nothing(take, tmp_path):
    (tmp_path / "in").mkdir()
    (error,) = take("in")
    assert error.kind == "empty"
    assert "no file in the folder" in str(error)


def test_a_name_that_is_no_utf_8(take, tmp_path):
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(TEXT.encode())
    (report,) = take(".")
    assert report.id == "./caf\\xe9.txt"


def test_every_format_has_a_name_and_endings_of_its_own():
    names = [one.name for one in FORMATS]
    endings = [ending for one in FORMATS for ending in one.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(endings)) == len(endings)
    assert {"text", "html", "jsonl", "csv"} <= set(names)
    assert all(format_named(name) in FORMATS for name in names)
    assert format_named("nothing") is None
