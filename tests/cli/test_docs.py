"""The documentation of the command is the one that the code gives, and its examples are read as it says."""

from __future__ import annotations

import json
import re
import runpy
from pathlib import Path

import pytest

from onrecord.intake import FORMATS as INPUT_FORMATS
from onrecord.publishing import FORMATS

DOCS = Path(__file__).parents[2] / "docs"
HOW_TO = (DOCS / "how-to" / "inputs.md").read_text("utf-8")


def test_the_reference_is_current():
    written = runpy.run_path(str(DOCS / "generate" / "commands.py"))["text"]()
    assert (DOCS / "reference" / "commands.md").read_text("utf-8") == written, "write it again: make docs"


@pytest.mark.parametrize("name", ["table", *FORMATS])
def test_every_format_is_named_in_the_help(onrecord, name):
    assert re.search(rf"--format.*\b{name}\b", onrecord("read", "--help").out)


@pytest.mark.parametrize("one", INPUT_FORMATS, ids=lambda one: one.name)
def test_every_input_format_is_named(onrecord, one):
    assert re.search(rf"(?s)--input.*\b{one.name}\b", onrecord("read", "--help").out)
    for ending in filter(None, one.suffixes):
        assert f"`{ending}`" in HOW_TO


def test_the_example_record_is_one(onrecord, write):
    (record,) = re.findall(r"```json\n(.*)\n```", HOW_TO)
    write("a.jsonl", record)
    (line,) = onrecord("read", "a.jsonl").lines
    for name, value in json.loads(record).items():
        assert line["report"][name] == value


def test_the_example_of_an_error_is_one(onrecord, write):
    (error,) = re.findall(r"^onrecord: not read: .*$", HOW_TO, re.MULTILINE)
    good = '{"id": "%s", "text": "The mayor said that nine people were killed."}\n'
    write("posts.jsonl", "".join(good % n for n in range(6)) + '{"id": "x", "text": "Nine people killed" "more"}\n')
    done = onrecord("read", "posts.jsonl")
    assert re.sub(r"\d+ \[|column \d+", "", error).split(":")[:4] == done.err.splitlines()[0].split(":")[:4]
    assert done.err.splitlines()[0].rpartition(". ")[2] == error.rpartition(". ")[2]
