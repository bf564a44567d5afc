"""The bundled example: an archive of invented reports, reviewed half-way, that verifies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.archive import Place, verify
from onrecord.desk.desk import Desk
from onrecord.desk.example import make_example
from onrecord.desk.views import Filters, QueueRow, ReviewState
from onrecord.errors import ArchiveError
from onrecord.reading import Reader
from onrecord.settings import Settings

DECISIONS = 7


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    made = Place(tmp_path_factory.mktemp("example") / "archive")
    settings = Settings()
    make_example(made, settings, "tester", reader=Reader(settings))
    return made


@pytest.fixture(scope="module")
def desk(place: Place) -> Iterator[Desk]:
    with Desk.open(place, Settings()) as opened:
        yield opened


def named(desk: Desk, name: str) -> QueueRow:
    return next(row for row in desk.queue(Filters()).rows if row.place and row.place["name"] == name)


def test_it_tells_of_five_attacks_reviewed_half_way(desk: Desk) -> None:
    rows = desk.queue(Filters()).rows
    assert len(rows) == 5
    states = Counter(row.state for row in rows)
    assert states == {ReviewState.UNREVIEWED: 3, ReviewState.BEGUN: 1, ReviewState.DONE: 1}


def test_every_decision_of_its_review_found_what_it_is_on(desk: Desk) -> None:
    assert len(desk.recent()) == DECISIONS


def test_what_a_person_corrected_stands_beside_what_was_proposed(desk: Desk) -> None:
    view = desk.incident(named(desk, "El Fasher").id)
    assert view is not None
    said = {"words": "Twelve of the dead were women"}
    now, then = (
        next(one["speaker"]["name"] for one in line["claims"] if said["words"] in one["content"]["words"])
        for line in (view.incident, view.proposed)
    )
    assert now == "volunteer medical group"
    assert then != now


def test_it_verifies_and_is_not_made_twice(place: Place, desk: Desk) -> None:
    assert not verify(place).findings
    with pytest.raises(ArchiveError, match="there is an archive already"):
        make_example(place, Settings(), "tester")


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(ArchiveError, match="something else"):
        make_example(Place(tmp_path), Settings(), "tester")
