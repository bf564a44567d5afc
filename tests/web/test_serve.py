"""``onrecord serve`` and ``onrecord account``: what they say, and what they refuse."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.archive import Archive, Place
from onrecord.archive.accounts import Accounts
from onrecord.cli import run
from onrecord.errors import UsageError
from onrecord.web import Serving
from onrecord.web import pages as web_pages


@pytest.fixture
def archive(tmp_path: Path) -> str:
    folder = tmp_path / "archive"
    Archive.init(Place(folder), "keeper").close()
    return str(folder)


@pytest.fixture(autouse=True)
def _built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_pages, "missing", lambda: None)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen(1)
        yield one.getsockname()[1]


def say(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(words + "\n"))


def test_a_port_that_is_taken_is_said_with_what_to_do(
    archive: str, taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", "--archive", archive, "--port", str(taken), "--no-open"]) == 1
    said = capsys.readouterr().err
    assert f"127.0.0.1:{taken}: the port is taken" in said
    assert "--port" in said
    assert "[serving]" in said


def test_a_checkout_without_its_pages_says_how_to_build_them(
    archive: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(web_pages, "missing", lambda: "The scripts are not built. Run make setup")
    assert run(["serve", "--archive", archive, "--no-open"]) == 1
    assert "make setup" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--team"], ["--host", "127.0.0.2"]])
def test_a_team_without_accounts_is_not_served(
    archive: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", "--archive", archive, "--port", "0", *arguments]) == 2
    assert "onrecord account add" in capsys.readouterr().err


def test_a_desk_under_every_name_needs_its_own(archive: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--archive", archive, "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "--address" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["desk.example", "ftp://desk.example", "https://desk.example/path", "https://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        Serving(address=address)


def test_names_that_are_answered() -> None:
    alone = Serving(port=8017)
    assert "127.0.0.1:8017" in alone.hosts
    assert "localhost:8017" in alone.hosts
    assert "localhost" not in alone.hosts
    behind = Serving(host="10.0.0.4", port=8017, address="https://desk.example")
    assert {"desk.example", "10.0.0.4:8017"} <= behind.hosts
    assert behind.tls
    assert Serving(host="::1", port=1).shown == "http://[::1]:1/"


def test_accounts_are_made_listed_changed_and_removed(
    archive: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(monkeypatch, "four words that do not")
    assert run(["account", "add", "Somebody", "--role", "editor", "--archive", archive]) == 0
    assert run(["account", "list", "--archive", archive]) == 0
    assert capsys.readouterr().out.startswith("Somebody\teditor\t")
    assert run(["account", "role", "somebody", "viewer", "--archive", archive]) == 0
    say(monkeypatch, "four others that do not")
    assert run(["account", "password", "Somebody", "--archive", archive]) == 0
    with Accounts(Place(Path(archive))) as accounts:
        assert accounts.find("SOMEBODY").role == "viewer"  # type: ignore[union-attr]
        assert accounts.log_in("Somebody", "four others that do not", "", "t")
    assert run(["account", "remove", "Somebody", "--archive", archive]) == 0
    say(monkeypatch, "four words that do not")
    assert run(["account", "add", "Somebody", "--archive", archive]) == 2
    assert "was removed" in capsys.readouterr().err
    say(monkeypatch, "four words that do not")
    assert run(["account", "add", "Somebody", "--again", "--archive", archive]) == 0


@pytest.mark.parametrize(
    "arguments",
    [["add", "x", "--role", "king"], ["role", "nobody", "viewer"], ["remove", "nobody"], ["password", "nobody"]],
)
def test_what_cannot_be_done_to_accounts_is_said(
    archive: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, "four words that do not")
    assert run(["account", *arguments, "--archive", archive]) == 2


def test_accounts_belong_to_an_archive_that_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["account", "list", "--archive", str(tmp_path / "nothing")]) == 1
    assert "onrecord init" in capsys.readouterr().err
    assert not (tmp_path / "nothing").exists()


def test_the_desks_folder_is_no_damage_and_in_no_backup(
    archive: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, "four words that do not")
    assert run(["account", "add", "Somebody", "--archive", archive]) == 0
    assert run(["verify", "--archive", archive]) == 0
    assert run(["backup", "--archive", archive, str(tmp_path / "copy")]) == 0
    assert not (tmp_path / "copy" / "desk").exists()
    assert run(["export", "--archive", archive, str(tmp_path / "bag")]) == 0
    assert not list((tmp_path / "bag").rglob("accounts.sqlite"))
