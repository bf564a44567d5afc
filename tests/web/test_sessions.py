"""Logging in: what a browser is given, what ends a session, and what a guesser learns."""

from __future__ import annotations

import logging
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import argon2
import pytest
from served import PASSWORD, Team, token_of

from onrecord.archive import Place
from onrecord.archive.accounts import Accounts, TooManyTries, accounts_file
from onrecord.errors import UsageError


def log_in(client: Any, name: str, password: str = PASSWORD, to: str = "/") -> Any:
    token = token_of(client.get("/login").text)
    return client.post("/login", data={"csrf": token, "name": name, "password": password, "to": to})


def test_a_page_leads_somebody_unknown_to_the_login_and_back(team: Team) -> None:
    client = team.client()
    answer = client.get("/about")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?to=/about")
    assert log_in(client, "viewer", to="/about").headers["location"] == "/about"
    assert client.get("/about").status_code == 200


@pytest.mark.parametrize(
    "to", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_a_login_leads_to_no_other_site(team: Team, to: str) -> None:
    assert log_in(team.client(), "viewer", to=to).headers["location"] == "/"


def test_the_token_changes_at_login_and_the_old_one_opens_nothing(team: Team) -> None:
    """Session fixation: a token planted in the browser beforehand must not become somebody's session."""
    client = team.client()
    client.cookies.set("onrecord", "planted", domain="desk.example")
    token = token_of(client.get("/login").text)
    answer = client.post("/login", data={"csrf": token, "name": "editor", "password": PASSWORD})
    assert answer.status_code == 303
    fresh = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert fresh
    assert fresh != "planted"
    other = team.client()
    other.cookies.set("onrecord", "planted", domain="desk.example")
    assert other.get("/about").status_code == 303
    # A second log-in ends the first session, and its token with it.
    client.cookies.clear()
    client.cookies.set("onrecord", fresh, domain="desk.example")
    page = client.get("/about")
    again = client.post("/login", data={"csrf": token_of(page.text), "name": "editor", "password": PASSWORD})
    assert again.status_code == 303
    assert team.accounts.session(fresh) is None


def test_a_cookie_is_kept_from_scripts_and_other_sites(make_team: Callable[..., Team]) -> None:
    plain = log_in(make_team().client(), "viewer").headers["set-cookie"]
    assert plain.startswith("onrecord=")
    for flag in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in plain


def test_over_tls_a_cookie_never_goes_without(make_team: Callable[..., Team]) -> None:
    team = make_team(tls=True)
    answer = log_in(team.client(), "viewer")
    assert answer.headers["set-cookie"].startswith("__Host-onrecord=")
    assert "; Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


def test_logging_out_ends_the_session(team: Team) -> None:
    client = team.logged_in("viewer")
    token = client.cookies["onrecord"]
    assert client.post("/logout").status_code == 303
    assert team.accounts.session(token) is None
    assert client.get("/about").status_code == 303


def test_sessions_end_when_idle_and_after_a_week_whatever_happens(team: Team) -> None:
    client = team.logged_in("viewer")
    team.clock.time += 7 * 3600
    assert client.get("/about").status_code == 200
    team.clock.time += 7 * 3600
    assert client.get("/about").status_code == 200
    team.clock.time += 9 * 3600
    assert client.get("/about").status_code == 303
    busy = team.logged_in("viewer")
    for _ in range(23):
        team.clock.time += 7 * 3600
        assert busy.get("/about").status_code == 200
    team.clock.time += 8 * 3600
    assert busy.get("/about").status_code == 303


def test_guessing_is_slowed_by_account_and_by_address(team: Team) -> None:
    client = team.client("10.0.0.7")
    for _ in range(5):
        assert log_in(client, "editor", "wrong password here").status_code == 401
    refused = log_in(client, "editor")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 60
    assert log_in(client, "EDITOR ").status_code == 429
    # From elsewhere the account's owner still gets in, and the guesser's address may try other names for a while.
    assert log_in(team.client("10.0.0.8"), "editor").status_code == 303
    assert log_in(client, "viewer").status_code == 303
    team.clock.time += 16 * 60
    assert log_in(team.client("10.0.0.7"), "editor").status_code == 303


def test_an_address_or_an_account_that_is_tried_from_everywhere_waits(team: Team) -> None:
    for number in range(50):
        assert not team.accounts.log_in(f"nobody {number}", "x", "10.0.0.9", "t")
    with pytest.raises(TooManyTries):
        team.accounts.log_in("editor", PASSWORD, "10.0.0.9", "t")
    for number in range(20):
        assert not team.accounts.log_in("reviewer", "x", f"10.1.0.{number}", "t")
    with pytest.raises(TooManyTries):
        team.accounts.log_in("reviewer", PASSWORD, "10.2.0.1", "t")


def test_an_unknown_account_looks_like_a_known_one(team: Team) -> None:
    known = log_in(team.client(), "editor", "wrong password here")
    unknown = log_in(team.client(), "nobody-of-this-name", "wrong password here")
    assert (known.status_code, unknown.status_code) == (401, 401)
    strip = known.text.replace("editor", "X"), unknown.text.replace("nobody-of-this-name", "X")
    assert [one for one in strip[0].splitlines() if "csrf" not in one] == [
        one for one in strip[1].splitlines() if "csrf" not in one
    ]


def test_an_unknown_account_takes_as_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("onrecord.archive.accounts._TRIES", {"both": 99, "address": 99, "name": 99})
    with Accounts(Place(tmp_path)) as accounts:
        accounts.add("somebody", PASSWORD, "viewer")

        def taken(name: str) -> float:
            began = time.perf_counter()
            assert not accounts.log_in(name, "not this one", "10.0.0.1", "t")
            return time.perf_counter() - began

        known, unknown = [], []
        for _ in range(5):
            known.append(taken("somebody"))
            unknown.append(taken("nobody"))
        # Argon2 takes tens of milliseconds, everything else well under one. The shortest is what a busy machine adds
        # least to.
        assert 0.5 * min(known) < min(unknown) < 2 * min(known)


def test_secrets_are_in_no_log_and_not_in_the_file(team: Team, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = team.logged_in("admin")
    client.get("/about?token=query-secret")
    client.post("/accounts", data={"name": "new one", "password": "purple envelope harbour", "role": "viewer"})
    client.post("/accounts", data={"name": "", "password": "another secret word"})
    log_in(team.client(), "admin", "a wrong secret guess")
    secrets = [PASSWORD, client.cookies["onrecord"], client.headers["x-csrf-token"], "purple envelope harbour"]
    secrets += ["another secret word", "a wrong secret guess", "query-secret"]
    # What the test's own client logs is no log of the desk.
    said = "\n".join(one.getMessage() for one in caplog.records if not one.name.startswith("httpx"))
    for secret in secrets:
        assert secret not in said
    kept = b"".join(
        one.read_bytes() for one in accounts_file(Place(Path(team.accounts._path).parents[1])).parent.iterdir()
    )
    for secret in secrets:
        assert secret.encode() not in kept


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    accounts_file(Place(tmp_path)).parent.mkdir()
    accounts_file(Place(tmp_path)).touch(0o644)
    with Accounts(Place(tmp_path)):
        assert stat.S_IMODE(accounts_file(Place(tmp_path)).stat().st_mode) == 0o600


def test_a_change_of_role_password_or_account_holds_from_the_next_request_on(team: Team) -> None:
    editor, viewer = team.logged_in("editor"), team.logged_in("viewer")
    admin = team.logged_in("admin")
    assert viewer.get("/accounts").status_code == 403
    assert admin.post("/accounts/viewer/role", data={"role": "admin"}).status_code == 303
    assert viewer.get("/accounts").status_code == 200
    assert admin.post("/accounts/viewer/password", data={"password": "quite another one"}).status_code == 303
    assert viewer.get("/about").status_code == 303
    assert admin.post("/accounts/editor/remove").status_code == 303
    assert editor.get("/about").status_code == 303
    refused = admin.post("/accounts", data={"name": "Editor", "password": PASSWORD, "role": "viewer"})
    assert refused.status_code == 422
    assert "was removed" in refused.text


def test_one_administrator_stays(team: Team) -> None:
    admin = team.logged_in("admin")
    assert admin.post("/accounts/admin/remove").status_code == 422
    assert admin.post("/accounts/admin/role", data={"role": "viewer"}).status_code == 422
    assert admin.get("/accounts").status_code == 200


def test_ones_own_password_needs_the_old_one_and_ends_other_sessions(team: Team) -> None:
    here, there = team.logged_in("reviewer"), team.logged_in("reviewer")
    assert here.post("/account/password", data={"old": "not it at all", "new": "a new one of mine"}).status_code == 403
    assert here.post("/account/password", data={"old": PASSWORD, "new": "short"}).status_code == 422
    changed = here.post("/account/password", data={"old": PASSWORD, "new": "a new one of mine"})
    assert changed.status_code == 200
    assert here.get("/about").status_code == 200
    assert there.get("/about").status_code == 303


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "somebody somebody", "x" * 300])
def test_weak_passwords_are_refused(tmp_path: Path, password: str) -> None:
    with Accounts(Place(tmp_path)) as accounts, pytest.raises(UsageError):
        accounts.add("somebody", password, "viewer")


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "<script>", "x" * 65, "\u202eabc"])
def test_names_that_would_mislead_are_refused(tmp_path: Path, name: str) -> None:
    with Accounts(Place(tmp_path)) as accounts, pytest.raises(UsageError):
        accounts.add(name, PASSWORD, "viewer")


def test_names_of_every_script_are_taken(tmp_path: Path) -> None:
    with Accounts(Place(tmp_path)) as accounts:
        for name in ("Ольга П.", "ليلى", "O’Neill-Smith"):
            accounts.add(name, PASSWORD, "viewer")
        assert {one.name for one in accounts.all()} == {"Ольга П.", "ليلى", "O’Neill-Smith"}


def test_passwords_are_argon2id(team: Team) -> None:
    rows = team.accounts._rows("SELECT password FROM accounts")
    assert all(row[0].startswith("$argon2id$") for row in rows)
    assert argon2.PasswordHasher().memory_cost >= 19 * 1024
