"""The commands: what they print, and their exit codes."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))  # fake_english

from onrecord.archive import Place
from onrecord.cli import run
from onrecord.reading import LANGUAGES

TEXT = "Medics in Karzal said that nine people were killed when shells hit the market on Monday.\n"


@pytest.fixture
def onrecord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary) -> Callable[..., tuple[int, str, str]]:
    """Run the command in an empty folder; gives exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(LANGUAGES, "en", "fake_english:FakeEnglish")
    monkeypatch.delenv("ONRECORD_ARCHIVE", raising=False)

    def ran(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return ran


def test_from_nothing_to_a_verified_archive(onrecord, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "تقرير.txt").write_text(TEXT)
    (tmp_path / "in" / "b.jsonl").write_text(json.dumps({"id": "b1", "text": TEXT, "published": "2020-01-07"}))
    assert onrecord("init", "--who", "Юлия")[0] == 0
    code, out, err = onrecord("add", "in", "--language", "en", "--who", "Юлия")
    assert code == 0, err
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["id"] for line in lines] == [None, "b1", None, "in/تقرير.txt"]
    assert [line["reading"] for line in lines if line["report"]] == ["read", "read"]
    code, out, _ = onrecord("show", "in/تقرير.txt", "--text")
    shown = json.loads(out)
    assert shown["report"]["text"] == TEXT
    assert shown["receipts"][0]["who"] == "Юлия"
    assert shown["readings"][0]["line"]["report"]["text_sha256"] == shown["report"]["text_sha256"]
    assert onrecord("verify")[0] == 0


def test_adding_again_doubles_nothing(onrecord, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    onrecord("init")
    onrecord("add", "a.txt", "--language", "en")
    code, out, _ = onrecord("add", "a.txt", "--language", "en")
    (file, report) = (json.loads(line) for line in out.splitlines())
    assert (code, file["new_file"], report["new_report"], report["reading"]) == (0, False, False, "read before")
    totals = json.loads(onrecord("show", "--format", "jsonl")[1])
    assert (totals["files"], totals["receipts"], totals["reports"], totals["readings"]) == (1, 2, 1, 1)


def test_standard_input_is_kept(onrecord) -> None:
    onrecord("init")
    assert onrecord("add", "-", "--language", "en", "--no-read", stdin=TEXT.encode())[0] == 0
    assert json.loads(onrecord("show", "-")[1])["receipts"][0]["size"] == len(TEXT)


def test_what_cannot_be_read_is_kept_and_named(onrecord, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02" * 50)
    onrecord("init")
    code, _, err = onrecord("add", "a.txt", "gone.txt", "b.txt", "--language", "en", "--no-read")
    assert code == 1
    assert "gone.txt" in err
    assert "b.txt" in err
    totals = json.loads(onrecord("show", "--format", "jsonl")[1])
    assert (totals["files"], totals["reports"], totals["unread"]) == (2, 1, 1)
    assert onrecord("verify")[0] == 0


def test_damage_ends_with_3_and_is_named(onrecord, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    onrecord("init")
    onrecord("add", "a.txt", "--language", "en", "--no-read")
    assert onrecord("verify", "--write-head", "head.json")[0] == 0
    (kept,) = (path for path in Place(Path("onrecord-archive")).files.rglob("*") if path.is_file())
    kept.chmod(0o600)
    kept.write_text(TEXT.replace("nine", "five"))
    code, out, err = onrecord("verify", "--head", "head.json", "--format", "table")
    assert code == 3
    assert out.startswith(f"changed: file {kept.parent.name}{kept.name}")
    assert "Traceback" not in err


def test_backup_export_and_import(onrecord, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    onrecord("init")
    onrecord("add", "a.txt", "--language", "en", "--no-read")
    assert onrecord("backup", "copy")[0] == 0
    assert onrecord("verify", "--archive", "copy")[0] == 0
    assert onrecord("export", "bag")[0] == 0
    assert onrecord("import", "bag", "--archive", "there")[0] == 0
    assert onrecord("import", "bag", "--archive", "there")[0] == 1
    assert onrecord("import", "a.txt", "--archive", "elsewhere")[0] == 1
    assert onrecord("export", "bag")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("verify",), 1),
        (("add", "a.txt"), 1),
        (("show", "x"), 1),
        (("backup", "copy"), 1),
        (("init", "--archive", "mysql://x/y"), 2),
        (("init", "--archive", "postgresql://x/y"), 2),
        (("verify", "--format", "xml"), 2),
        (("verify", "--tsa", "https://tsa.example"), 2),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(onrecord, arguments, code) -> None:
    ended, out, err = onrecord(*arguments)
    assert ended == code
    assert out == ""
    assert err.startswith("onrecord: error: ") or code == 2
    assert "Traceback" not in err


def test_a_server_that_is_away_is_said_without_the_password(onrecord) -> None:
    code, _, err = onrecord("init", "--archive", "postgresql://mira:secret@/none?host=/nowhere&files=files")
    assert code == 1
    assert "secret" not in err
    assert "server" in err


def test_a_gazetteer_that_is_added_makes_another_run(onrecord, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("ONRECORD_DATA_FOLDER", str(tmp_path / "data"))
    (tmp_path / "a.txt").write_text(TEXT)
    onrecord("init")
    onrecord("add", "a.txt", "--language", "en")
    assert json.loads(onrecord("add", "a.txt", "--language", "en")[1].splitlines()[1])["reading"] == "read before"
    for lat in ("33.1", "33.2"):
        (tmp_path / "own.csv").write_text(f"name,lat,lon\nKarzal,{lat},44.2\n")
        onrecord("gazetteer", "add", "own.csv")
        assert json.loads(onrecord("add", "a.txt", "--language", "en")[1].splitlines()[1])["reading"] == "read"
    made_by = [one["made_by"] for one in json.loads(onrecord("show", "a.txt")[1])["readings"]]
    hashes = [one["gazetteers"].get("own") for one in made_by]
    assert hashes[0] is None
    assert len({*hashes}) == 3
