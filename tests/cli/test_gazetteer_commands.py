"""`onrecord gazetteer`: a file of places is added, listed and looked up in; a bad one is named and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.cli import run


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("ONRECORD_DATA_FOLDER", str(tmp_path / "data"))
    return tmp_path


def test_a_gazetteer_is_added_and_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    csv = folder / "Villages.csv"
    csv.write_text("name,lat,lon,country\nKhirbat Zafran,35.1,36.9,SY\nno place,x,y,SY\n", "utf-8")
    assert run(["gazetteer", "add", str(csv)]) == 0
    said = capsys.readouterr().err
    assert "villages: 1 places" in said
    assert "1 rows could not be used" in said
    assert run(["gazetteer", "list"]) == 0
    assert "villages\t1\tcsv" in capsys.readouterr().out


def test_a_file_that_is_none_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gazetteer", "add", str(folder / "none.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err
    assert run(["gazetteer", "add", str(folder / "none.csv"), "--name", "Bad Name"]) == 2
    assert run(["gazetteer", "list"]) == 0
    assert "none" not in capsys.readouterr().out
