"""Whatever cannot be read has an error of its own, which says where, why and what to do; the rest is read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onrecord import errors
from onrecord.intake.formats.text import TextFormat
from onrecord.model import Report
from onrecord.settings import Settings

ENGLISH = b"The ministry said that nine people were killed by the shelling of the market on Monday.\n"


def only(received):
    assert len(received) == 1
    return received[0]


def refused(received, kind, *said):
    error = only(received)
    assert type(error) is kind, error
    assert error.where
    assert error.do
    assert error.exit_code == 1
    for words in said:
        assert words in str(error)
    assert "\n" not in str(error)
    return error


def test_missing(take):
    refused(take("nowhere.txt"), errors.MissingInput, "nowhere.txt", "no such file")


def test_a_private_address_is_not_fetched(take):
    refused(take("http://127.0.0.1/a.html"), errors.AddressRefused, "http://127.0.0.1/a.html", "no public address")


@pytest.mark.parametrize("data", [b"", b"   \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\u2003".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.csv"])
def test_empty(take_bytes, data, name):
    error = only(take_bytes(data, name))
    if name in {"a.txt", "a.html"} or not data.strip(b"\xef\xbb\xbf \n\t\r"):
        assert isinstance(error, errors.EmptyInput)
    assert isinstance(error, errors.InputError)
    assert name in str(error)


def test_no_permission(take, tmp_path, monkeypatch):
    (tmp_path / "closed.txt").write_bytes(ENGLISH)
    opened = Path.open

    def refuse(self, *args, **kwargs):
        if self.name == "closed.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    refused(take("closed.txt"), errors.UnreadableInput, "closed.txt", "permission denied")


def test_a_disk_that_fails_halfway(take, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes(ENGLISH)

    class Broken:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read(self, _size):
            raise OSError(5, "Input/output error")

    opened = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *a, **k: Broken() if self.name == "a.txt" else opened(self, *a, **k))
    refused(take("a.txt"), errors.UnreadableInput, "Input/output error")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a ZIP archive or an Office file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"\x00\x00\x00\x18ftypmp42", "a film"),
        (b"some words, then \x00 a byte that is none", "NUL byte at offset 17"),
        (b"\x00\x01\x02\x03", "NUL byte at offset 0"),
        (bytes(range(256)), "no text but binary"),
        (bytes(range(1, 9)) * 20, "control bytes"),
        (b"{\\rtf1\\ansi nine were killed}", "an RTF file"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.csv", "a.jsonl"])
def test_binary(take_bytes, data, said, name):
    error = only(take_bytes(data, name))
    if name in {"a.txt", "a.html"} or "NUL" not in said:
        refused([error], errors.BinaryInput, said, name)


def test_a_letter_cut_off_at_the_end(take_bytes):
    refused(
        take_bytes("Sept morts à Kaboul, dit la médecin né".encode()[:-1]), errors.EncodingProblem, "mixed", "offset 39"
    )


def test_two_encodings_in_one_file(take_bytes):
    mixed = "El médico habló en Alepo. ".encode() + "Murió un niño allí.".encode("latin-1")
    refused(take_bytes(mixed), errors.EncodingProblem, "mixed encodings", "UTF-8", "(0xF3) at offset 32")


def test_a_mark_that_lies(take_bytes):
    refused(take_bytes(b"\xef\xbb\xbfNine \xff killed"), errors.EncodingProblem, "byte order mark", "offset 8")
    refused(take_bytes(b"\xff\xfeN\x00i\x00n\x00e\x00\x00\xd8a\x00"), errors.EncodingProblem, "UTF-16-LE")


def test_page_without_text(take_bytes):
    page = b"<!doctype html><html><head><title>Log in</title><script>go()</script></head><body></body></html>"
    refused(take_bytes(page, "a.html"), errors.PageWithoutText, "without readable text")


@pytest.mark.parametrize("depth", [300, 30_000])
def test_a_page_nested_without_end(take_bytes, depth):
    page = b"<html><body>" + b"<div>" * depth + b"nine killed</body></html>"
    (got,) = take_bytes(page, "a.html")
    assert isinstance(got, Report | errors.PageWithoutText)


def test_a_page_of_too_much_markup(take_bytes):
    page = b"<html><body><p>" + ENGLISH * 10 + b"</p></body></html>"
    refused(take_bytes(page, "a.html", settings=Settings(max_page_chars=500)), errors.TooLarge, "max_page_chars", "500")


def test_text_over_the_limit_is_refused_without_being_held(take, tmp_path):
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(50_000_000_000)  # a hole: no disk is used, and no memory may be
    refused(take("huge.txt"), errors.TooLarge, "max_report_chars", "1,000,000 code points", "ONRECORD_MAX_REPORT_CHARS")


def test_text_just_over_the_limit(take_bytes):
    small = Settings(max_report_chars=len(ENGLISH))
    assert isinstance(only(take_bytes(ENGLISH, settings=small)), Report)
    refused(take_bytes(ENGLISH + b"x", settings=small), errors.TooLarge, "max_report_chars")


def test_no_line_is_held_that_is_over_the_limit(take_bytes):
    small = Settings(max_input_bytes=1_000)
    lines = b'{"id":"a","text":"' + b"x" * 300_000 + b'"}\n' + b'{"id":"b","text":"Nine people were killed."}\n'
    first, second = take_bytes(lines, "a.jsonl", settings=small)
    refused([first], errors.TooLarge, "a.jsonl, line 1", "1,000 bytes", "max_input_bytes")
    assert second.id == "b"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"id":"b","text":', "no JSON: Expecting value at column"),
        (b"[1, 2]", "no object"),
        (b'"text"', "no object"),
        (b'{"text":"Nine killed"}', "no field 'id'"),
        (
            b'{"id":"b","body":"Nine killed"}',
            "no field 'text'. Each report needs an id and a text; the fields here: body, id",
        ),
        (b'{"id":"","text":"Nine killed"}', "'id' is empty"),
        (b'{"id":7,"text":"Nine killed"}', "'id' is no string but a number"),
        (b'{"id":"b","text":["Nine"]}', "'text' is no string but a list"),
        (b'{"id":"b","text":"x","title":true}', "'title' is no string but true or false"),
        (b'{"id":"b","text":"x","text":"y"}', "'text' stands twice"),
        (b'{"id":"b","text":"x","n":' + b"9" * 5_000 + b"}", "no JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"id":"b","text":' * 20_000, "nested too deeply"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(take_bytes, line, said):
    first = b'{"id":"a","text":"Nine people were killed."}\n'
    last = b'{"id":"c","text":"Ten people were hurt."}'
    got = take_bytes(first + line + b"\n\n" + last, "a.jsonl")
    assert [one.id for one in (got[0], got[2])] == ["a", "c"]
    refused([got[1]], errors.BrokenRecord, "a.jsonl, line 2", said)


def test_a_line_in_another_encoding(take_bytes):
    line = b'{"id":"a","text":"Jos\xe9 was killed."}\n{"id":"b","text":"Nine people were killed."}'
    first, second = take_bytes(line, "a.jsonl")
    refused([first], errors.EncodingProblem, "a.jsonl, line 1", "0xE9 at offset 21")
    assert second.id == "b"


def test_half_a_character(take_bytes):
    refused(
        take_bytes(rb'{"id":"a","text":"Nine \ud83d killed"}', "a.jsonl"), errors.EncodingProblem, "U+D83D", "offset 5"
    )


def test_records_in_utf_16(take_bytes):
    for name in ("a.jsonl", "a.csv"):
        data = '{"id":"a","text":"Nine people were killed."}\n'.encode("utf-16")
        refused(take_bytes(data, name), errors.EncodingProblem, "must be UTF-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"text,title\nNine killed,x\n", "no column 'id'"),
        (b"a,b\n1,2\n", "no column 'id' and no column 'text'"),
        (b"id,text,id\n1,2,3\n", "'id' stands twice"),
    ],
)
def test_a_header_that_is_none(take_bytes, data, said):
    refused(take_bytes(data, "a.csv"), errors.BrokenRecord, said)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (b"b,Nine, killed\n", "3 fields where the header has 2"),
        (b'b,"Nine" killed\n', "text after the closing quotation mark of field 2"),
        (b"b\n", "1 fields where the header has 2"),
    ],
)
def test_a_broken_row_is_named_and_the_others_are_read(take_bytes, row, said):
    got = take_bytes(b"id,text\na,Nine people were killed.\n" + row + b"c,Ten people were hurt.\n", "a.csv")
    assert [one.id for one in (got[0], got[2])] == ["a", "c"]
    refused([got[1]], errors.BrokenRecord, "a.csv, line 3", said)


def test_a_quotation_mark_never_closed(take_bytes):
    got = take_bytes(b'id,text\na,Nine people were killed.\nb,"Ten\nmore\n', "a.csv")
    assert got[0].id == "a"
    refused(got[1:], errors.BrokenRecord, "a.csv, line 3", "never closed")


def test_a_row_over_the_limit(take_bytes):
    rows = b'id,text\na,"' + b"Nine people\n" * 500 + b'"\nb,Ten people were hurt.\n'
    first, second = take_bytes(rows, "a.csv", settings=Settings(max_input_bytes=1_000))
    refused([first], errors.TooLarge, "a.csv, line 2", "max_input_bytes")
    assert second.id == "b"


def test_duplicate_ids(take, tmp_path):
    line = json.dumps({"id": "a", "text": "Nine people were killed."}) + "\n"
    (tmp_path / "a.jsonl").write_text(line + line)
    (tmp_path / "b.jsonl").write_text(line)
    got = take("a.jsonl", "b.jsonl")
    assert got[0].id == "a"
    refused([got[1]], errors.DuplicateId, "a.jsonl, line 2", "'a' was given before, at a.jsonl, line 1")
    refused([got[2]], errors.DuplicateId, "b.jsonl, line 1", "at a.jsonl, line 1")


def test_the_same_file_twice(take, tmp_path):
    (tmp_path / "a.txt").write_bytes(ENGLISH)
    got = take("a.txt", "a.txt")
    assert got[0].id == "a.txt"
    refused(got[1:], errors.DuplicateId, "at a.txt")
    refused(take("-", "-", stdin=ENGLISH)[1:], errors.DuplicateId, "standard input is named twice")


@pytest.mark.parametrize(
    "date", ["16/02/2016", "2016-02-30", "2016-02", "yesterday", "16 Feb 2016", "2016-02-16T25:00"]
)
def test_a_date_that_is_none(take_bytes, date):
    line = json.dumps({"id": "a", "text": "Nine people were killed.", "published": date})
    refused(take_bytes(line.encode(), "a.jsonl", published="2016-02-16"), errors.BadDate, "a.jsonl, line 1", date)


def test_links_and_pipes_in_a_folder(take, tmp_path):
    inner = tmp_path / "folder" / "inner"
    inner.mkdir(parents=True)
    (inner / "a.txt").write_bytes(ENGLISH)
    (inner / "round").symlink_to(tmp_path / "folder")
    (inner / "void").symlink_to(tmp_path / "nothing")
    os.mkfifo(inner / "pipe")
    got = take("folder")
    assert [getattr(one, "id", None) or type(one) for one in got] == [
        "folder/inner/a.txt",
        errors.UnreadableInput,
        errors.UnreadableInput,
        errors.MissingInput,
    ]
    assert "neither a file nor a folder" in str(got[1])
    assert "leads back" in str(got[2])
    assert "leads nowhere" in str(got[3])


def test_a_fault_of_intake_stays_with_its_input(take, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes(ENGLISH)
    (tmp_path / "b.jsonl").write_bytes(b'{"id":"b","text":"Nine people were killed."}')

    def fail(*_):
        raise RuntimeError("a fault")

    monkeypatch.setattr(TextFormat, "read", fail)
    first, second = take("a.txt", "b.jsonl")
    refused([first], errors.ReadingFailed, "a.txt", "RuntimeError: a fault", "ONRECORD_DEBUG")
    assert isinstance(first.__cause__, RuntimeError)
    assert second.id == "b"
