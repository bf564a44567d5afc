"""The review desk over HTTP: what its pages cost, and twenty reviewers who decide at once.

    python -m bench.desk FOLDER --reports 100000        # makes the archive, once
    python -m bench.reviewers FOLDER [--reviewers 20] [--seconds 300] [--rounds 30] [--browser]

serves the archive in FOLDER to a team, in a process of its own, and

1. asks for every page by itself: milliseconds at the server, median and 95th percentile; with ``--browser`` also
   until Debian's chromium has loaded it;
2. lets so many reviewers, each logged in with an account of their own, look and decide for so long, with a pause of
   about a second between two steps;
3. ends the desk, opens the archive, and looks for every decision that was acknowledged: who made it, on what, and how.

Ends with 1 where an answer was an error, a decision is not there as it was made, or the archive does not verify.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from onrecord.archive import Archive, Place, verify
from onrecord.archive.accounts import Accounts
from onrecord.reviewing.roles import Role

PASSWORD = "generated for the bench alone"
PAUSE = 1.0
"""Seconds between two steps of a reviewer, on the average."""
_TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
_INCIDENT = re.compile(r'href="/incidents/([^"?#/]+)"')


@dataclass
class Told:
    """One decision that the desk acknowledged."""

    entry: int
    who: str
    about: str
    call: str
    item: str | None
    note: str


@dataclass
class Reviewer:
    """One person at the desk: a browser's connection, cookies and all."""

    name: str
    port: int
    chance: random.Random
    told: list[Told] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    cookies: SimpleCookie = field(default_factory=SimpleCookie)
    csrf: str = ""
    conflicts: int = 0

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    @property
    def cookie(self) -> str:
        """The cookies that it was given and that were not taken back, as a request sends them."""
        return "; ".join(f"{name}={one.value}" for name, one in self.cookies.items() if one.value)

    def ask(self, what: str, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, bytes]:
        """Ask for something, and note how long it took."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body is not None:
            headers |= {"Content-Type": kind, "Origin": f"http://127.0.0.1:{self.port}"}
            headers |= {"X-CSRF-Token": self.csrf} if self.csrf else {}
        began = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers)
            answer = self.connection.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException) as error:
            self.faults.append(f"{method} {path}: {error!r}")
            self.connection.close()
            return 0, b""
        self.seconds.setdefault(what, []).append(time.perf_counter() - began)
        self.answers[answer.status] += 1
        if answer.status >= 400 and answer.status != 409:
            self.faults.append(f"{method} {path}: {answer.status} {data[:200]!r}")
        for given in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(given)
        return answer.status, data

    def log_in(self) -> None:
        """Log in, and learn the token that forms carry."""
        _, page = self.ask("log in", "GET", "/login")
        found = _TOKEN.search(page.decode())
        form = urlencode({"name": self.name, "password": PASSWORD, "csrf": found[1] if found else ""}).encode()
        self.ask("log in", "POST", "/login", form, "application/x-www-form-urlencoded")
        status, me = self.ask("me", "GET", "/api/v1/me")
        if status != 200:
            raise SystemExit(f"{self.name} cannot log in: {self.faults}")
        self.csrf = json.loads(me)["csrf"]

    def work(self, until: float) -> None:
        """Look and decide until the time is over."""
        self.log_in()
        while time.monotonic() < until:
            self.step()
            time.sleep(self.chance.expovariate(1 / PAUSE))

    def step(self) -> None:
        """Take an incident of the queue, read it, and decide something on it."""
        # All of them work on the first pages, so that they meet each other on one incident.
        _, page = self.ask("queue", "GET", f"/?page={self.chance.randrange(1, 4)}")
        ids = list(dict.fromkeys(_INCIDENT.findall(page.decode())))
        if not ids:
            self.faults.append("the queue shows no incident")
            return
        named = self.chance.choice(ids)
        self.ask("incident", "GET", f"/incidents/{named}")
        if self.chance.random() < 0.2:
            self.ask("search", "GET", f"/search?q={self.chance.choice(('hospital', 'Town17', 'market+smoke'))}")
        if self.chance.random() < 0.1:
            self.ask("overview", "GET", "/overview")
        status, data = self.ask("incident (JSON)", "GET", f"/api/v1/incidents/{named}")
        if status != 200:
            return
        view = json.loads(data)
        self.ask("news", "GET", f"/incidents/{view['id']}/news?seen={view['latest']}")
        self.decide(view)

    def decide(self, view: dict[str, Any]) -> None:
        """Decide on a claim, a count or a value; where somebody else did meanwhile, look at it, and decide again."""
        said, seen = self._decision(view), view["latest"]
        for _ in range(5):
            body = json.dumps(said | {"seen": seen}).encode()
            status, data = self.ask("decide", "POST", "/api/v1/decisions", body, "application/json")
            if status == 409:
                self.conflicts += 1
                seen = max(one["entry"] for one in json.loads(data)["decisions"])
                continue
            if status == 201:
                entry = json.loads(data)["entry"]
                self.told.append(Told(entry, self.name, said["about"], said["call"], said.get("item"), said["note"]))
                if self.chance.random() < 0.1:
                    self._undo(entry)
            return

    def _undo(self, entry: int) -> None:
        status, data = self.ask("undo", "POST", f"/api/v1/decisions/{entry}/undo", b"{}", "application/json")
        if status == 201:
            self.told.append(Told(json.loads(data)["entry"], self.name, "", "withdraw", None, ""))

    def _decision(self, view: dict[str, Any]) -> dict[str, Any]:
        note = f"{self.name} {self.chance.getrandbits(64):016x}"
        common = {"incident": view["id"], "note": note}
        about = self.chance.choice(("claim", "count", "grade", "incident"))
        line = view["incident"]
        if about in {"claim", "count"} and line[f"{about}s"]:
            one = self.chance.choice(line[f"{about}s"])
            key = next(card["key"] for card in view["reports"] if card["id"] == one["report"])
            call = self.chance.choice(("accept", "correct", "note"))
            value = {"claim": {"hedged": True}, "count": {"low": 1, "high": 9}}[about] if call == "correct" else None
            return common | {"about": about, "call": call, "report": key, "item": one["id"], "value": value}
        if about == "grade":
            grade = self.chance.choice(("fair", "weak"))
            return common | {
                "about": about,
                "call": "correct",
                "value": {"value": grade},
            }
        return common | {"about": "incident", "call": "note"}


def pages(port: int, rounds: int) -> dict[str, str]:
    """Name every page, with an address to ask for it by."""
    one = Reviewer("reviewer-1", port, random.Random(1))
    one.log_in()
    _, data = one.ask("", "GET", "/api/v1/incidents?sort=reports")
    rows = json.loads(data)["rows"]
    large, small = rows[0]["id"], rows[-1]["id"]
    _, data = one.ask("", "GET", f"/api/v1/incidents/{large}")
    report = json.loads(data)["reports"][0]["key"]
    found = {
        "queue": "/",
        "queue, filtered": "/?party=Russia&kind=airstrike&sort=newest",
        f"incident of {rows[0]['reports']} reports": f"/incidents/{large}",
        f"incident of {rows[-1]['reports']} reports": f"/incidents/{small}",
        "report": f"/reports/{report}",
        "search, rare word": "/search?q=Town17",
        "search, common word": "/search?q=hospital",
        "overview": "/overview",
        "decisions": "/decisions",
        "about": "/about",
    }
    one.seconds.clear()
    for _ in range(rounds):
        for name, path in found.items():
            one.ask(name, "GET", path)
    print(f"{'page':<28} {'median':>9} {'95th':>9}")
    for name, seconds in one.seconds.items():
        print(f"{name:<28} {statistics.median(seconds) * 1000:6.0f} ms {_late(seconds) * 1000:6.0f} ms")
    for fault in one.faults:
        print("fault:", fault)
    return found | {"": one.cookie}


def in_browser(port: int, found: dict[str, str]) -> None:
    """Print how long each page takes until Debian's chromium has loaded it, and what it loads has run."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a tool of the tests

    cookies = [one.partition("=") for one in found.pop("").split("; ")]
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        address = f"http://127.0.0.1:{port}"
        context.add_cookies([{"name": name, "value": value, "url": address} for name, _, value in cookies])
        page = context.new_page()
        print(f"{'page in the browser':<28} {'median':>9}")
        for title, path in found.items():
            taken = []
            for _ in range(7):
                page.goto(f"{address}{path}", wait_until="load")
                taken.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
            print(f"{title:<28} {statistics.median(taken):6.0f} ms")
        browser.close()


def load(port: int, number: int, seconds: float) -> list[Reviewer]:
    """Let reviewers work at once."""
    people = [Reviewer(f"reviewer-{k}", port, random.Random(k)) for k in range(1, number + 1)]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=one.work, args=(until,)) for one in people]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    print(
        f"{number} reviewers for {seconds:.0f} s: {sum(len(one.told) for one in people)} decisions acknowledged, ",
        end="",
    )
    print(f"{sum(one.conflicts for one in people)} conflicts shown and decided again")
    every: dict[str, list[float]] = {}
    for one in people:
        for name, taken in one.seconds.items():
            every.setdefault(name, []).extend(taken)
    for name, taken in every.items():
        print(f"  {name:<18} {len(taken):6} times, median {statistics.median(taken) * 1000:6.0f} ms, ", end="")
        print(f"95th {_late(taken) * 1000:6.0f} ms")
    print("  answers:", dict(sorted(sum((one.answers for one in people), Counter()).items())))
    return people


def check(place: Place, people: list[Reviewer], before: int) -> list[str]:
    """Look for every decision that was acknowledged; gives what is wrong."""
    wrong = [fault for one in people for fault in one.faults]
    with Archive.open(place) as archive:
        kept = {one.entry: one for one, *_ in archive.decisions()}
    for one in people:
        for told in one.told:
            found = kept.pop(told.entry, None)
            if found is None:
                wrong.append(f"entry {told.entry} of {told.who} is lost")
                continue
            is_undo = told.call == "withdraw"
            same = (found.who, found.call.value) == (told.who, told.call)
            same = same and (is_undo or (found.subject.about.value, found.note) == (told.about, told.note))
            if not same or (told.item and found.subject.item != told.item):
                wrong.append(f"entry {told.entry} of {told.who} is not as it was made: {found}")
    strange = [entry for entry in kept if entry > before]
    if strange:
        wrong.append(f"{len(strange)} decisions that nobody was told of: {strange[:5]}")
    result = verify(place)
    wrong += [str(one) for one in result.findings]
    return wrong


def _late(seconds: list[float]) -> float:
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]


def main() -> int:
    """Run it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--reviewers", type=int, default=20)
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--rounds", type=int, default=30)
    asked.add_argument("--browser", action="store_true")
    given = asked.parse_args()
    place = Place(given.folder)
    with Accounts(place) as accounts:
        known = {one.name for one in accounts.all()}
        for number in range(1, given.reviewers + 1):
            if f"reviewer-{number}" not in known:
                accounts.add(f"reviewer-{number}", PASSWORD, Role.REVIEWER.value)
    with Archive.open(place) as archive:
        before = max((one.entry for one, *_ in archive.decisions()), default=0)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["serve", "--archive", str(given.folder), "--team", "--no-open", "--port", str(port)]
    with Path(f"{given.folder}.log").open("wb") as log:
        desk = subprocess.Popen([sys.executable, "-m", "onrecord", *command], stdout=log, stderr=log)
        try:
            _wait(port, desk)
            found = pages(port, given.rounds)
            if given.browser:
                in_browser(port, found)
            people = load(port, given.reviewers, given.seconds)
        finally:
            desk.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                desk.wait(60)
    wrong = check(place, people, before)
    for one in wrong[:20]:
        print("wrong:", one)
    print("no error, and no decision lost" if not wrong else f"{len(wrong)} things are wrong")
    return bool(wrong)


def _wait(port: int, desk: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if desk.poll() is not None:
            raise SystemExit("the desk did not start: see its log beside the folder")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as one:
            one.sendall(b"GET /login HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % port)
            if one.recv(12).startswith(b"HTTP/1.1 200"):
                return
        time.sleep(0.5)
    raise SystemExit("the desk does not answer")


if __name__ == "__main__":
    sys.exit(main())
