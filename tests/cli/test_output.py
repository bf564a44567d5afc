"""Files and folders of results: named safely, written whole or not at all."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.output import file_name, opened
from onrecord.errors import OutputError

NAMES = st.text(max_size=300) | st.sampled_from(
    [
        "..",
        ".",
        "../../etc/passwd",
        "/etc/passwd",
        "a/../b",
        "-",
        "--help",
        "CON",
        "nul.txt",
        "C:\\x",
        "\u202egpj.exe",
        "~",
        " ",
    ]
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(NAMES)
def test_a_name_stays_in_its_folder(report_id):
    name = file_name(report_id, set())
    assert name
    assert Path(name).name == name
    assert name not in {".", ".."}
    assert name[0] not in ".-~ " or name[0] == "~"
    assert not set(name) & set('/\\\0\n\r\x1b<>:"|?*\u202e')
    assert len(name.encode("utf-8")) <= 200


@given(st.lists(NAMES, unique=True, max_size=30))
def test_names_never_collide(ids):
    taken: set[str] = set()
    names = [file_name(one, taken) for one in ids]
    assert len({name.casefold() for name in names}) == len(ids)


@pytest.mark.parametrize(
    ("report_id", "name"),
    [
        ("in/حلب 1.txt", "in_حلب 1.txt"),
        ("-", "standard-input"),
        ("../x.html", "x.html"),
        ("aux", "_aux"),
        ("доклад №7", "доклад №7"),
    ],
)
def test_names_keep_what_they_can(report_id, name):
    assert file_name(report_id, set()) == name


def test_to_a_file(onrecord, three, tmp_path):
    done = onrecord("read", *three, "-o", "out.jsonl")
    assert (done.code, done.out) == (0, "")
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert [json.loads(line)["report"]["id"] for line in lines] == three
    assert names(tmp_path) == ["1.txt", "2.txt", "3.txt", "out.jsonl"]


@pytest.mark.parametrize(("name", "start"), [("o.csv", "report,"), ("o.html", "<!"), ("o.jsonl", "{"), ("o", "{")])
def test_the_ending_names_the_format(onrecord, three, tmp_path, name, start):
    assert onrecord("read", *three, "-o", name).code == 0
    assert (tmp_path / name).read_text().lower().startswith(start)


def test_to_a_folder(onrecord, three, write, tmp_path):
    write("in/1.txt", "The mayor said that 4 people were killed.")
    done = onrecord("read", "1.txt", "in", "nowhere.txt", "-o", "out/", "--format", "html")
    assert done.code == 1
    assert names(tmp_path / "out") == ["1.txt.html", "in_1.txt.html"]
    assert onrecord("read", "2.txt", "-o", "out").code == 0
    assert "2.txt.jsonl" in names(tmp_path / "out")


def test_what_stood_there_stays_when_writing_fails(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("before")
    with pytest.raises(ZeroDivisionError), opened(path) as stream:
        stream.write(f"half {1 / 0}")
    assert path.read_text() == "before"
    assert names(tmp_path) == ["out.jsonl"]
    with opened(path) as stream:
        stream.write("after")
    assert path.read_text() == "after"


def test_files_have_the_permissions_of_the_user(tmp_path):
    mask = os.umask(0o027)
    try:
        with opened(tmp_path / "a") as stream:
            stream.write("x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_what_cannot_be_written_is_named(onrecord, three, write, tmp_path):
    done = onrecord("read", "1.txt", "-o", "no/such/folder.jsonl")
    assert done.code == 1
    assert "no/such/folder.jsonl: cannot be written: No such file or directory" in done.err
    done = onrecord("read", "1.txt", "-o", "2.txt/")
    assert done.code == 1
    assert "cannot be written" in done.err
    with pytest.raises(OutputError, match="a folder stands there"), opened(tmp_path):
        raise AssertionError("never opened")


def test_a_device_is_written_to_directly(onrecord, three):
    assert onrecord("read", "1.txt", "-o", "/dev/null", "--format", "jsonl").code == 0
    done = onrecord("read", "1.txt", "-o", "/dev/full", "--format", "jsonl")
    assert done.code == 1
    assert "/dev/full: cannot be written: No space left on device" in done.err
    assert Path("/dev/null").exists()
