"""Any bytes give reports or named errors, never anything else; and what is read is what was there."""

from __future__ import annotations

import csv
import hashlib
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.errors import InputError, ReadingFailed
from onrecord.intake import FORMATS, IntakeOptions, receive
from onrecord.model import Report
from onrecord.settings import Settings

SMALL = Settings(max_input_bytes=400, max_report_chars=300, max_page_chars=350)
UNICODE = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
PIECES = [
    b'"',
    b",",
    b"\n",
    b"\r\n",
    b"{",
    b"}",
    b'"id":',
    b'"text":',
    b"id,text\n",
    b"<p>",
    b"</p>",
    b"<html>",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe9",
    "é".encode(),
    b"<meta charset=utf-16>",
    b"<?xml version='1.0' encoding='x'?>",
    b"\\ud800",
    b"killed ",
    b"<![CDATA[",
    b"<!--",
    b"<script>",
    b"&#xD800;",
    b"&#0;",
    b"<table><tr><td>",
    b"\x1b[2J",
    b"[",
    b"{" * 50,
    b"x" * 200,
]
BYTES = st.binary(max_size=500) | st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)


def received(data: bytes, settings: Settings = SMALL, **options: str) -> list[Report | InputError]:
    return list(receive(["-"], IntakeOptions(**options), settings, stdin=io.BytesIO(data)))


@pytest.mark.parametrize("name", [one.name for one in FORMATS if one.libraries is None])
@given(data=BYTES)
@example(data=b"<html><body><p>&#xD800; nine killed &#0;</p></body></html>")
@example(data=b'id,text\n"a","')
def test_any_bytes_in_any_format(name, data):
    first = received(data, input_format=name)
    assert first, "an input leaves a report or an error, never nothing"
    for one in first:
        assert isinstance(one, Report | InputError)
        assert not isinstance(one, ReadingFailed), one
        if isinstance(one, InputError):
            assert one.where
            assert one.why
            assert one.do
            assert "\n" not in str(one)
        else:
            assert one.text.strip()
            assert len(one.text) <= SMALL.max_report_chars
            one.text.encode("utf-8")
    assert [str(one) for one in first] == [str(one) for one in received(data, input_format=name)]


@given(UNICODE.filter(lambda text: text.strip("\0 \n").strip() and "\0" not in text))
def test_plain_text_comes_back(text):
    data = text.encode()
    (one,) = received(data, Settings(), input_format="text")
    if isinstance(one, Report):
        assert one.text == text.removeprefix("\ufeff")
        assert one.sha256 == hashlib.sha256(data).hexdigest()
    else:
        assert one.kind in {"binary", "empty"}


@given(st.lists(UNICODE, min_size=1, max_size=8))
def test_json_lines_come_back(texts):
    lines = "".join(
        json.dumps({"id": f"r{n}", "text": text}, ensure_ascii=n % 2 == 0) + "\n" for n, text in enumerate(texts)
    )
    got = received(lines.encode(), Settings(), input_format="jsonl")
    assert len(got) == len(texts)
    for number, (one, text) in enumerate(zip(got, texts, strict=True)):
        if isinstance(one, Report):
            assert (one.id, one.text) == (f"r{number}", text)
            assert one.sha256 == hashlib.sha256(text.encode()).hexdigest()
        else:
            assert one.kind == "empty"
            assert not text.strip()


@given(
    rows=st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=30),
        min_size=1,
    ),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    separator=st.sampled_from([",", ";", "\t"]),
)
def test_rows_written_by_the_standard_library_come_back(rows, end, quoting, separator):
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerow(["id", "text"])
    writer.writerows((f"r{number}", f"said {text}") for number, text in enumerate(rows))
    got = received(file.getvalue().encode(), Settings(), input_format="csv")
    assert [(one.id, one.text) for one in got] == [(f"r{n}", f"said {text}") for n, text in enumerate(rows)]
