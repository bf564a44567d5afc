"""A real desk over reports of our own: the bundled example's, in English and Arabic, read once for all tests."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.archive import Archive, Place
from onrecord.desk.desk import Desk
from onrecord.desk.views import Filters, JobState
from onrecord.model import Subject
from onrecord.reading import Reader
from onrecord.settings import Settings
from onrecord.web import Serving, create_app

ADDRESS = "http://127.0.0.1"


def finished(desk: Desk, number: int, seconds: float = 240) -> None:
    """Wait for a job, and see that it went well."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        view = desk.job(number)
        assert view is not None
        if view.state is JobState.DONE:
            return
        assert view.state is not JobState.FAILED, view
        time.sleep(0.1)
    raise AssertionError(f"job {number} did not end")


def examples() -> Path:
    """The reports of the bundled example."""
    found = resources.files("onrecord").joinpath("examples", "review", "reports.jsonl")
    assert isinstance(found, Path)
    return found


def fill(folder: Path) -> Path:
    """Make an archive of the example and its catalogue; gives its folder."""
    settings = Settings()
    place = Place(folder)
    Archive.init(place, "tests").close()
    with Desk.open(place, settings, reader=Reader(settings)) as desk:
        finished(desk, desk.add_files("tests", [("reports.jsonl", examples())]).number)
    return folder


@dataclass
class Copy:
    """One test's own copy of the archive, its desk, and a browser without script."""

    desk: Desk
    client: TestClient

    def id_of(self, word: str) -> str:
        """The id of the incident whose title has a word."""
        return next(row.id for row in self.desk.queue(Filters(), 1, 100).rows if word in row.title)

    def page(self, path: str) -> str:
        """A page that is there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-400:])
        return answer.text

    def decide(self, **fields: str) -> str:
        """Send a decision as a form does; gives where it leads."""
        answer = self.client.post("/decide", data=fields)
        assert answer.status_code == 303, (answer.status_code, answer.text)
        return answer.headers["location"]

    def by_somebody_else(self, subject: Subject, call: str, value: dict[str, object] | None = None) -> None:
        """Decide as another person, who has seen all there is."""
        from onrecord.model import Call  # noqa: PLC0415

        self.desk.decide("another", subject, Call(call), value, "they said so", seen=10**9)


def copied(filled: Path, folder: Path) -> Desk:
    """Open a copy of a filled archive."""
    shutil.copytree(filled, folder)
    return Desk.open(Place(folder), Settings())


def served(desk: Desk) -> TestClient:
    """A browser at the desk of one local user, its token in the header of each request."""
    client = TestClient(
        create_app(desk, Serving(port=80, local_user="reader")), base_url=ADDRESS, follow_redirects=False
    )
    page = client.get("/about").text
    client.headers["x-csrf-token"] = page.split('data-csrf="')[1].split('"')[0]
    return client
