"""Bad input at the door: named on standard error with its cause, exit code 1, and all the rest done."""

from __future__ import annotations

import json

import pytest

GOOD = "The mayor said that 9 people were killed by the shelling of the market.\n"
LINE = json.dumps({"id": "good", "text": GOOD}) + "\n"

CASES = {
    "missing": (None, "no such file or folder", "missing"),
    "empty": (b"", "the input is empty", "empty"),
    "blank": (b" \n\n", "the input is empty", "empty"),
    "binary": (b"\x7fELF\x02\x01\x01\x00\x00", "a program", "binary"),
    "cut": ("Neuf morts à Alep, tués".encode()[:-2] + b"\n", "mixed encodings", "encoding"),
    "mixed": ("Une école détruite. ".encode() + "Une école détruite.".encode("latin-1"), "mixed encodings", "encoding"),
    "russian": (
        "Власти сообщили, что при обстреле рынка погибли девять человек.".encode(),
        "language not read yet: ru",
        "language",
    ),
    "turkish": (
        "Yetkililer pazar yerine düzenlenen saldırıda dokuz kişinin öldüğünü söyledi.".encode(),
        "language not read yet: tr",
        "language",
    ),
    "unknown language": (b"12 ... 13", "language not read yet: unknown", "language"),
    "long": (b"word " * 300_000, "the limit max_report_chars", "too-large"),
    "fault": (b"The mayor of the town said that FAIL HERE", "a fault of onrecord (RuntimeError", "reading-failed"),
    "page.html": (b"<html><body><script>go()</script></body></html>", "without readable text", "page-without-text"),
    "line.jsonl": (b'{"id": "x", "text"\n' + LINE.encode(), "line.jsonl, line 1: no JSON", "broken-record"),
    "date.jsonl": (
        b'{"id": "x", "text": "9 were killed", "published": "16 February"}\n' + LINE.encode(),
        "line 1: date of publication: '16 February' is no ISO 8601 date",
        "bad-date",
    ),
    "twice.jsonl": (
        LINE.encode() * 2,
        "the id 'good' was given before, at twice.jsonl, line 1",
        "duplicate-id",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_has_its_message_and_the_rest_is_done(onrecord, write, name):
    data, said, kind = CASES[name]
    if data is not None:
        write(name, data)
    write("first.txt", GOOD)
    write("last.txt", GOOD)
    done = onrecord("read", "first.txt", name, "last.txt")
    assert done.code == 1
    assert done.ids == ["first.txt", *(["good"] if name.endswith(".jsonl") else []), "last.txt"]
    error, summary = done.err.splitlines()
    assert error.startswith(f"onrecord: not read: {name}")
    assert said in error
    assert error.endswith(f"[{kind}]")
    assert summary == f"onrecord: {len(done.ids)} of {len(done.ids) + 1} read; 1 could not be read"
    assert "Traceback" not in done.err


def test_a_line_of_fifty_megabytes(onrecord, tmp_path, monkeypatch):
    with (tmp_path / "big.jsonl").open("wb") as file:
        file.write(b'{"id": "big", "text": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + LINE.encode())
    done = onrecord("read", "big.jsonl")
    assert done.ids == ["good"]
    assert "big.jsonl, line 1: a text of more than 1,000,000 code points, the limit max_report_chars" in done.err
    monkeypatch.setenv("ONRECORD_MAX_INPUT_BYTES", "10000000")
    done = onrecord("read", "big.jsonl")
    assert done.ids == ["good"]
    assert "big.jsonl, line 1: a line of more than 10,000,000 bytes, the limit max_input_bytes" in done.err


def test_the_trace_of_a_fault_is_shown_when_asked_for(onrecord, write, monkeypatch):
    write("fault.txt", GOOD + "FAIL HERE")
    assert "Traceback" not in onrecord("read", "fault.txt").err
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    done = onrecord("read", "fault.txt")
    assert "Traceback" in done.err
    assert "RuntimeError: a rule" in done.err


def test_nothing_in_a_name_reaches_the_terminal(onrecord, write):
    write("a\x1b[2Jb\n.txt", b"")
    done = onrecord("read", "a\x1b[2Jb\n.txt")
    assert "\x1b" not in done.err
    assert done.err.startswith("onrecord: not read: a\\x1b[2Jb\\n.txt: no text")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "no input"),
        (["read", "a.txt", "--format", "pdf"], "'pdf' is no format. Formats: table, jsonl"),
        (["read", "a.txt", "--input", "gif"], "'gif' is no format of inputs. Formats: text, html, jsonl, csv"),
        (["read", "a.txt", "--published", "16/02/2016"], "--published: '16/02/2016' is no ISO 8601 date"),
        (["read", "a.txt", "--language", "english"], "--language: 'english' is no BCP 47 tag"),
        (["read", "a.txt", "--scheme", "none"], "no scheme is called 'none'. Schemes known:"),
        (["read", "a.txt", "-o", "a.txt"], "would take the place of an input"),
        (["read", "a.txt", "--bogus"], "No such option"),
        (["reed", "a.txt"], "No such command"),
        (["doctor", "--format", "xml"], "Formats: table, json"),
        ([], "Usage"),
    ],
)
def test_wrong_usage(onrecord, write, arguments, said):
    write("a.txt", GOOD)
    done = onrecord(*arguments)
    assert done.code == 2
    assert said in done.err + done.out
    assert done.out == ""


def test_a_setting_that_is_none(onrecord, monkeypatch):
    monkeypatch.setenv("ONRECORD_BATCH_REPORTS", "many")
    done = onrecord("read", "a.txt")
    assert done.code == 2
    assert "ONRECORD_BATCH_REPORTS: 'many' is no int" in done.err


def test_interrupted(onrecord, write, three):
    write("stop.txt", GOOD + "STOP HERE")
    done = onrecord("read", *three, "stop.txt", *[])
    assert done.code == 130
    assert "stopped" in done.err
    assert "Traceback" not in done.err
