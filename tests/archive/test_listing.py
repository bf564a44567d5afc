"""``onrecord add --list`` and ``delete`` as commands: results a row, a dry run, run again safely."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))  # fake_english
sys.path.insert(0, str(Path(__file__).parent))

from test_commands import TEXT, onrecord

__all__ = ["onrecord"]

MAPPING = """
[list]
dates = ["%d/%m/%Y"]
[columns]
id = "Code"
date = "Day"
place = "Where"
killed = "Dead"
"""
ROWS = ["Code,Day,Where,Dead,Remark", "K1,03/05/2021,Karzal,9,seen", "K2,5th of May,Old mill,,"]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """A folder with a mapping and a list, one row of which says no day."""
    (tmp_path / "map.toml").write_text(MAPPING, "utf-8")
    (tmp_path / "list.csv").write_text("\n".join(ROWS), "utf-8")
    return tmp_path


def lines(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_dry_run_needs_no_archive_and_stores_nothing(onrecord, lists: Path) -> None:
    code, out, err = onrecord("add", "--list", "map.toml", "--dry-run", "list.csv")
    first, second = lines(out)
    assert code == 1
    assert first["incident"]["start"] == "2021-05-03"
    assert first["incident"]["counts"][0] == {"measure": "killed", "group": "people", "low": 9, "high": 9}
    assert "5th of May" in second["why"]
    assert "nothing was stored" in err
    assert sorted(path.name for path in lists.iterdir()) == ["list.csv", "map.toml"]


def test_rows_are_kept_once_however_often_and_in_whatever_list(onrecord, lists: Path) -> None:
    onrecord("init")
    code, out, _ = onrecord("add", "--list", "map.toml", "list.csv")
    rows = [one for one in lines(out) if one["row"]]
    assert code == 1
    assert [(one["row"], one["id"], one["new_row"]) for one in rows] == [("line 2", "K1", True), ("line 3", None, True)]
    again = [one for one in lines(onrecord("add", "--list", "map.toml", "list.csv")[1]) if one["row"]]
    assert [one["new_row"] for one in again] == [False, False]
    (lists / "list.csv").write_text("\n".join([*ROWS[:2], "K3,04/05/2021,Karzal,0,"]), "utf-8")
    code, out, err = onrecord("add", "--list", "map.toml", "list.csv")
    assert code == 0
    assert [one["new_row"] for one in lines(out) if one["row"]] == [False, True]
    assert "1 rows listed; 1 were there already" in err
    totals = json.loads(onrecord("show", "--format", "jsonl")[1])
    assert (totals["listed"], totals["files"], totals["reports"]) == (3, 3, 0)
    shown = json.loads(onrecord("show", "K3")[1])["listed"]
    assert shown["incident"]["counts"] == [{"measure": "killed", "group": "people", "low": 0, "high": 0}]
    assert shown["row_sha256"]
    assert onrecord("show", "K3", "--format", "table")[1].startswith("listed ")
    assert onrecord("verify")[0] == 0


def test_a_list_of_json_lines(onrecord, lists: Path) -> None:
    onrecord("init")
    objects = [{"Code": "K1", "Day": "2021-05-03", "Where": "Karzal", "Dead": 3}, {"Code": "K2"}, [1]]
    (lists / "list.jsonl").write_text("\n".join(map(json.dumps, objects)))
    code, out, _ = onrecord("add", "--list", "map.toml", "list.jsonl")
    assert code == 1
    assert [one["id"] for one in lines(out) if one["row"]] == ["K1", "K2", None]
    (lists / "list.jsonl").write_text(json.dumps({"Code": "K1", "Day": "2021-05-03", "Dead": 3}))
    code, _, err = onrecord("add", "--list", "map.toml", "list.jsonl")
    assert code == 1
    assert "'Where'" in err


def test_a_mapping_that_does_not_fit_keeps_the_list_and_no_row(onrecord, lists: Path) -> None:
    onrecord("init")
    (lists / "map.toml").write_text(MAPPING.replace("Dead", "Slain"))
    code, _, err = onrecord("add", "--list", "map.toml", "list.csv", "gone.csv")
    assert code == 1
    assert "'Slain'" in err
    assert "gone.csv" in err
    totals = json.loads(onrecord("show", "--format", "jsonl")[1])
    assert (totals["listed"], totals["files"], totals["unread"]) == (0, 2, 1)
    assert onrecord("add", "--dry-run", "list.csv")[0] == 2
    assert onrecord("add", "--list", "map.toml")[0] == 2


def test_deleting_by_command(onrecord, lists: Path) -> None:
    (lists / "a.txt").write_text(TEXT)
    onrecord("init")
    onrecord("add", "a.txt", "--language", "en")
    wish = ("delete", "a.txt", "--reason", "asked by the witness", "--authority", "the board")
    assert onrecord(*wish)[0] == 2  # nobody to ask
    assert onrecord("delete", "a.txt")[0] == 2
    assert onrecord("delete", "b.txt", *wish[2:], "--yes")[0] == 1
    code, out, _ = onrecord(*wish, "--order-only")
    order = json.loads(out)
    assert code == 0
    assert order["entry"] is None
    assert "--order" in onrecord("verify")[2]
    code, out, _ = onrecord("delete", "--order", str(order["order"]), "--yes")
    assert (code, json.loads(out)["finished"]) == (0, True)
    assert onrecord("delete", "--order", "1", "--yes")[0] == 1
    shown = json.loads(onrecord("show", "a.txt", "--text")[1])
    assert shown["report"]["text"] == ""
    assert shown["deletions"][0]["reason"] == "asked by the witness"
    assert "deleted by order" in onrecord("show", "a.txt", "--format", "table")[1]
    code, out, err = onrecord("add", "a.txt", "--language", "en")
    assert (code, out) == (1, "")
    assert "[deleted]" in err
    assert onrecord("verify")[0] == 0
    code, out, _ = onrecord("add", "a.txt", "--language", "en", "--despite-deletion")
    assert code == 0
    assert [one["new_report"] for one in lines(out)] == [False, True]
    assert onrecord("verify")[0] == 0


def test_what_a_larger_file_holds_is_not_deleted_in_passing(onrecord, lists: Path) -> None:
    mail = (
        "From: a@karzal.example\nTo: b@karzal.example\nSubject: What I saw\nDate: Mon, 03 May 2021 10:00:00 +0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/plain\n\n'
        f'See the letter.\n--x\nContent-Type: text/plain; name="letter.txt"\n'
        f'Content-Disposition: attachment; filename="letter.txt"\n\n{TEXT}\n--x--\n'
    )
    (lists / "m.eml").write_text(mail)
    onrecord("init")
    out = onrecord("add", "m.eml", "--language", "en", "--no-read")[1]
    whole, part = (one["sha256"] for one in lines(out) if not one["report"])
    wish = ("--reason", "asked", "--authority", "the board", "--yes")
    code, _, err = onrecord("delete", part, *wish)
    assert code == 1
    assert whole in err
    code, out, _ = onrecord("delete", part, *wish, "--containers", "delete")
    assert code == 0
    assert {one["sha256"] for one in lines(out)} == {whole, part}
    assert onrecord("verify")[0] == 0
    assert json.loads(onrecord("show", "--format", "jsonl")[1])["files"] == 0
