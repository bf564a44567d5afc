"""What the desk refuses, whoever asks: forced browsing, forged forms, paths that lead out, scripts in a report."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from fake_desk import BREAKING, SCRIPT, FakeDesk
from served import PASSWORD, Team, token_of
from starlette.testclient import TestClient

from onrecord.reviewing.roles import LEAST, May, Role, may
from onrecord.web import Serving, create_app
from onrecord.web.access import ANYBODY, TABLE, Access
from onrecord.web.app import routes_of
from onrecord.web.security import POLICY

KNOWN = {
    "incident": "i-one",
    "report": "aaaaaaaaaaaa",
    "entry": "10",
    "number": "1",
    "name": "viewer",
    "path:path": "desk.css",
}
ROWS = [pytest.param(method, path, least, id=f"{method} {path}") for (method, path), least in TABLE.items()]
GETS = sorted(path for method, path in TABLE if method == "GET" and not path.startswith("/static"))
POSTS = sorted(path for method, path in TABLE if method == "POST")


def named(path: str) -> str:
    return re.sub(r"\{([^}]+)\}", lambda found: KNOWN[found[1]], path)


@pytest.fixture
def desk_team(make_team: Callable[..., Team]) -> Team:
    return make_team(FakeDesk())


# Forced browsing


def test_every_route_stands_in_the_table_and_every_row_is_a_route() -> None:
    assert sorted(routes_of()) == sorted(TABLE)


@pytest.mark.parametrize(("method", "path", "least"), ROWS)
def test_a_route_is_open_to_the_roles_of_the_table_and_to_no_other(
    method: str, path: str, least: Role | None, desk_team: Team
) -> None:
    address = named(path)
    for role in (None, *Role):
        client = desk_team.logged_in(role) if role else desk_team.client()
        if role is None and method == "POST":
            client.headers["x-csrf-token"] = token_of(client.get("/login").text)
        answer = client.request(method, address)
        allowed = least is ANYBODY or (role is not None and role.reaches(least))
        if allowed:
            assert answer.status_code < 500, (role, answer.text)
            assert answer.status_code != 401 or path == "/login", role
            if answer.status_code == 403:
                assert "Your role does not reach this" not in answer.text, role
        elif role is None:
            led = answer.status_code == 303 and answer.headers["location"].startswith("/login?to=")
            assert led or answer.status_code == 401, role
        else:
            assert answer.status_code == 403, role
            assert "Your role does not reach this" in answer.text


@pytest.mark.parametrize(
    "address", ["/nothing", "/api/v1/nothing", "/incidents", "/accounts/", "//accounts", "/Accounts"]
)
def test_what_is_no_route_tells_strangers_nothing(address: str, desk_team: Team) -> None:
    stranger = desk_team.client().get(f"http://desk.example{address}")
    assert stranger.status_code in {303, 401}
    assert desk_team.logged_in("viewer").get(f"http://desk.example{address}").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_do_nothing(method: str, desk_team: Team) -> None:
    assert desk_team.logged_in("admin").request(method, "/accounts").status_code in {403, 405}
    assert desk_team.client().request(method, "/accounts").status_code in {303, 401}


def test_two_rows_that_fit_must_both_let_through() -> None:
    access = Access({("GET", "/{anything:path}"): ANYBODY, ("GET", "/secret"): Role.ADMIN})
    assert access.open_to(None, "GET", "/open")
    assert not access.open_to(Role.EDITOR, "GET", "/secret")
    assert not access.open_to(None, "HEAD", "/secret")


def test_a_route_without_a_role_does_not_start() -> None:
    with pytest.raises(RuntimeError, match="GET /forgotten"):
        Access().check([("GET", "/forgotten")])


def test_each_role_may_all_that_the_one_before_may() -> None:
    roles = list(Role)
    for what in May:
        allowed = [may(role, what) for role in roles]
        assert allowed == sorted(allowed)
        assert not may(None, what)
    assert may(Role.EDITOR, May.EXPORT)
    assert not may(Role.REVIEWER, May.EXPORT)
    assert set(LEAST) == set(May)


# Forged requests


@pytest.mark.parametrize("path", [one for one in POSTS if one != "/login"])
def test_a_form_without_the_token_changes_nothing(path: str, desk_team: Team) -> None:
    admin, other = desk_team.logged_in("admin"), desk_team.logged_in("reviewer")
    del admin.headers["x-csrf-token"]
    for sent in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": other.headers["x-csrf-token"]}):
        answer = admin.post(named(path), data=sent)
        assert answer.status_code in {403, 422}, answer.text
        if not path.startswith("/api/"):
            assert answer.status_code == 403
            assert "token of your session" in answer.text
        answer = admin.post(named(path), json={}, headers={"x-csrf-token": sent.get("csrf", "")})
        assert answer.status_code in {403, 422}
    assert admin.get("/accounts").status_code == 200
    assert not desk_team.app.state.desk.decisions
    assert not desk_team.app.state.desk.jobs_begun
    assert not desk_team.app.state.desk.released


def test_a_login_form_carries_a_token_too(desk_team: Team) -> None:
    """Else another site could log somebody in to an account of its own, and read what they write there."""
    client = desk_team.client()
    client.get("/login")
    answer = client.post("/login", data={"name": "viewer", "password": PASSWORD})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_another_sites_page_sends_is_refused_even_with_the_token(headers: dict[str, str], desk_team: Team) -> None:
    admin = desk_team.logged_in("admin")
    assert admin.post("/accounts/viewer/remove", headers=headers).status_code == 403
    assert admin.post("/accounts/viewer/remove", headers={"origin": "http://desk.example"}).status_code == 303


def test_the_local_desk_asks_for_the_token_as_well() -> None:
    desk = FakeDesk()
    client = TestClient(create_app(desk, Serving(port=80)), base_url="http://127.0.0.1", raise_server_exceptions=False)
    assert client.post("/api/v1/refresh").status_code == 403
    assert client.post("/refresh", data={}).status_code == 403
    assert not desk.jobs_begun
    token = client.get("/api/v1/me").json()["csrf"]
    assert client.post("/api/v1/refresh", headers={"x-csrf-token": token}).status_code == 202


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:81", "localhost.evil.example", "", "[::1]:81"]
)
def test_the_local_desk_answers_under_its_own_names_alone(host: str) -> None:
    """DNS rebinding: another site's name that leads to this machine is not the desk's."""
    client = TestClient(create_app(FakeDesk(), Serving(port=80)), base_url="http://127.0.0.1")
    assert client.get("/api/v1/incidents", headers={"host": host}).status_code == 421
    for own in ("127.0.0.1", "localhost", "LOCALHOST:80", "[::1]"):
        assert client.get("/api/v1/incidents", headers={"host": own}).status_code == 200


# What an answer carries


@pytest.mark.parametrize("path", [*GETS, "/nothing", "/static/nothing.js"])
def test_every_answer_carries_the_policy(path: str, desk_team: Team) -> None:
    for client in (desk_team.logged_in("admin"), desk_team.client()):
        headers = client.get(named(path)).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cache-control"] in {"no-store", "no-cache"}
        assert "access-control-allow-origin" not in headers


def test_the_policy_lets_in_nothing_but_the_desks_own_files() -> None:
    assert POLICY.startswith("default-src 'none'; ")
    for hole in ("unsafe", "*", "http:", "https:", "blob:"):
        assert hole not in POLICY


class Page(HTMLParser):
    """What a page would run or fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", GETS)
def test_a_script_that_somebody_wrote_is_text_on_every_page(path: str, desk_team: Team) -> None:
    admin = desk_team.logged_in("admin")
    decided = {
        "about": "incident", "call": "note", "incident": "i-one", "note": f"{SCRIPT} {BREAKING}", "seen": 0,
    }  # fmt: skip
    assert admin.post("/api/v1/decisions", json=decided).status_code == 201
    assert admin.post("/api/v1/addresses", json={"urls": [f"https://a.example/{SCRIPT}"]}).status_code == 202
    assert admin.post("/api/v1/exports", json={"form": SCRIPT, "profile": "public"}).status_code == 200
    queries = {
        "/search": f"?q={SCRIPT}&words={SCRIPT}",
        "/decide": f"?about=incident&call=note&incident=i-one&note={SCRIPT}",
    }
    answer = admin.get(named(path) + queries.get(path, f"?words={SCRIPT}&said={SCRIPT}&from={SCRIPT}"))
    assert answer.status_code < 500
    if "text/html" not in answer.headers.get("content-type", ""):
        assert answer.status_code == 303 or "json" in answer.headers["content-type"]
        return
    assert SCRIPT not in answer.text
    for tag, attributes in Page(answer.text).tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], (tag, attributes)
        assert tag not in {"iframe", "object", "embed", "base", "style"}
        for name in ("href", "src", "action", "formaction"):
            address = attributes.get(name) or ""
            assert not re.match(r"\s*(javascript|data|vbscript):", address, re.IGNORECASE), (tag, attributes)
        if tag == "script":
            assert (attributes.get("src") or "").startswith("/static/"), attributes
        if tag == "img":
            assert (attributes.get("src") or "").startswith(("/static/", "data:image/")), attributes


# Paths that lead out


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/fonts/../../page/writer.py",
        "/static/fonts/..%2f__init__.py",
        "/static//etc/passwd",
        "/static/map/__init__.py",
        "/static/%00.css",
        "/static/fonts/fonts.toml",
        "/static/.npmrc",
        "/reports/../../etc/passwd",
        "/reports/..%2f..%2fetc%2fpasswd",
        "/incidents/..%2faccounts.sqlite",
        "/api/v1/reports/..%2f..%2farchive.sqlite",
    ],
)
def test_no_path_leads_out(path: str, desk_team: Team) -> None:
    answer = desk_team.logged_in("admin").get(f"http://desk.example{path}")
    assert answer.status_code in {404, 422}
    assert "import" not in answer.text


def test_a_file_that_leaves_bears_a_harmless_name(desk_team: Team) -> None:
    editor = desk_team.logged_in("editor")
    for answer in (
        editor.post("/api/v1/exports", json={"form": "csv", "profile": "public"}),
        editor.post("/exports", data={"form": "csv", "profile": "public"}),
    ):
        assert answer.status_code == 200
        said = answer.headers["content-disposition"]
        assert said.startswith("attachment; ")
        assert not re.search(r"[/\\<>\r\n]", said.split(";")[1])
        assert "x" not in answer.headers


# Limits and faults


def test_a_request_that_is_too_large_is_refused(desk_team: Team) -> None:
    admin = desk_team.logged_in("admin")
    large = "x" * (desk_team.serving.max_body_bytes + 1)
    assert admin.post("/api/v1/addresses", json={"urls": [large]}).status_code == 413

    def unsaid() -> Any:
        for _ in range(5):
            yield b"x" * (desk_team.serving.max_body_bytes // 4)

    assert admin.post("/api/v1/addresses", content=unsaid()).status_code == 413
    assert admin.post("/api/v1/addresses", json={}, headers={"content-length": "-5"}).status_code in {400, 413}
    files = {"files": ("a.txt", large.encode())}
    assert admin.post("/api/v1/add", files=files).status_code == 202


def test_a_fault_shows_a_number_and_the_log_the_rest(
    make_team: Callable[..., Team], caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(FakeDesk):
        def identity(self) -> Any:
            raise ZeroDivisionError("the inner workings")

    admin = make_team(Broken()).logged_in("admin")
    for path in ("/about", "/api/v1/identity"):
        caplog.clear()
        answer = admin.get(path)
        assert answer.status_code == 500
        assert "inner workings" not in answer.text
        assert answer.headers["content-security-policy"] == POLICY
        number = re.search(r"fault ([0-9a-f]{8})", answer.text)
        assert number is not None
        assert number[1] in caplog.text
        assert "inner workings" in caplog.text


def test_the_log_names_who_did_what_and_no_secret(desk_team: Team, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "onrecord.web")
    admin = desk_team.logged_in("admin")
    admin.get("/search?q=a-secret-name&token=t0k3n")
    said = [one.getMessage() for one in caplog.records if one.name == "onrecord.web"]
    assert any(one.startswith("admin GET /search 200") for one in said)
    for secret in ("a-secret-name", "t0k3n", PASSWORD, admin.cookies["onrecord"], admin.headers["x-csrf-token"]):
        assert secret not in "\n".join(said)
