"""Catalogues put in place while others go on: nothing that they did is undone by it, and no words come back."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from town_reader import SCHEME, TownReader, ended, opened

from onrecord.archive import Archive
from onrecord.archive.catalogue.file import forget
from onrecord.desk.cataloguing import shown
from onrecord.desk.desk import Desk
from onrecord.desk.jobs import Jobs, _Job
from onrecord.desk.placing import put_in_place, remake
from onrecord.desk.up_to_date import By, bring_up_to_date
from onrecord.desk.views import Filters, Freshness
from onrecord.errors import ArchiveError, OnrecordError, UnknownSubject
from onrecord.model import About, Call, Member, Subject, Verdict
from onrecord.settings import Settings

SILENT: Any = SimpleNamespace(say=lambda *_: None, failure=lambda *_: None, note=lambda *_: None)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as one:
        yield one


def ids(desk: Desk) -> dict[str, str]:
    """Give the id of each town's incident."""
    return {row.place["name"]: row.id for row in desk.queue(Filters()).rows if row.place}


def refreshed(desk: Desk) -> _Job:
    number = desk.refresh("mira").number
    ended(desk, number)
    return desk._jobs._jobs[number]


def test_words_deleted_while_the_catalogue_is_made_do_not_come_back(desk: Desk) -> None:
    job = refreshed(desk)
    key = desk.search("bakery", Filters()).rows[0].key
    file = desk.report(key).report.sha256  # type: ignore[union-attr]
    made = desk._jobs._inside(job)
    kept = made.with_name("kept")
    kept.hardlink_to(made)  # as if it were made whole only after the deletion had swept
    with Archive.open(desk._holding.archive.place, who="mira") as archive:
        order = archive.order_deletion("mira", file, "asked for", "the board")
        desk._holding.catalogue.close()
        desk._holding.archive._database.close()
        archive.carry_out("mira", order)
    assert not made.exists()
    desk._jobs._put_in_place(job, kept)
    assert desk.search("bakery", Filters()).total == 0
    assert desk.queue(Filters()).total == 3
    assert not any(b"bakery" in path.read_bytes() for path in made.parent.iterdir())


def test_a_merge_while_the_catalogue_is_made_once_more_is_not_lost(desk: Desk, monkeypatch: Any) -> None:
    job, towns, jobs = refreshed(desk), ids(desk), desk._jobs
    made, inside, runs = jobs._inside(job), jobs._inside, []
    desk.merge("otto", towns["Karzal"], towns["Orbana"], "", seen=0)

    def again(job: _Job) -> Path:
        runs.append(job)
        rerun = inside(job)
        if len(runs) == 1:
            desk.merge("otto", towns["Karzal"], towns["Tirgan"], "", seen=10**6)
        return rerun

    monkeypatch.setattr(jobs, "_inside", again)
    jobs._put_in_place(job, made)
    assert (desk.queue(Filters()).total, len(runs)) == (1, 2)


def test_the_terminal_overwrites_no_merge_and_catches_up(desk: Desk) -> None:
    towns, archive = ids(desk), desk._holding.archive
    by = By("mira", Settings(), SCHEME, {}, TownReader())  # type: ignore[arg-type]
    before = archive.standing_of()
    now = bring_up_to_date(archive, by, SILENT, read=False)
    standing = shown(before, now, archive.standing_of())
    desk.merge("otto", towns["Karzal"], towns["Orbana"], "", seen=0)
    desk.decide("mira", Subject(About.GRADE, towns["Tirgan"]), Call.CORRECT, {"value": "weak"}, seen=0)
    assert remake(archive, now, standing, by, SILENT)
    assert desk.queue(Filters()).total == 2
    assert desk.incident(towns["Tirgan"]).incident["grade"] == "weak"  # type: ignore[union-attr]
    assert desk.identity().freshness is Freshness.FRESH


def test_what_is_behind_again_and_again_is_given_up(desk: Desk) -> None:
    nowhere, runs = desk._holding.archive.place.desk / "catalogue.gone.new", []
    with pytest.raises(ArchiveError, match="without a pause"):
        put_in_place(desk._holding, nowhere, lambda: runs.append(1) or nowhere)  # type: ignore[func-returns-value]
    assert len(runs) == 4
    assert desk.queue(Filters()).total == 3


def test_the_catalogue_is_forgotten_by_one_alone(desk: Desk) -> None:
    place = desk._holding.archive.place
    thread = threading.Thread(target=forget, args=(place,))
    with desk._holding.catalogue.alone():
        thread.start()
        thread.join(0.3)
        assert place.catalogue.exists()
    thread.join(10)
    assert not place.catalogue.exists()


def test_an_empty_catalogue_takes_the_place_of_none_that_is_whole(desk: Desk) -> None:
    catalogue = desk._holding.catalogue
    catalogue.make_empty()  # as one does who saw none, and waited for who put one there
    assert catalogue.state().made
    assert desk.queue(Filters()).total == 3


def test_each_makes_a_file_of_its_own_and_what_the_dead_left_is_swept(desk: Desk) -> None:
    catalogue, folder = desk._holding.catalogue, desk._holding.archive.place.desk
    with subprocess.Popen(["true"]) as dead:
        dead.wait()
    left = [folder / f"catalogue.{dead.pid}.new", folder / f"catalogue.{dead.pid}.0a1b2c3d.new"]
    for path in left:
        path.write_bytes(b"words")
    one, other = (catalogue.make(lambda writer: writer.set_state(made="")) for _ in range(2))
    assert one != other
    catalogue.put_in_place(one)
    assert other.exists()  # its maker lives
    assert not any(path.exists() for path in left)


def test_no_job_begins_once_the_desk_is_closed(desk: Desk, monkeypatch: Any) -> None:
    begun: list[Any] = []
    monkeypatch.setattr(subprocess, "Popen", lambda *said, **_: begun.append(said))
    job = refreshed(desk)
    jobs = Jobs(desk._holding, Settings(), None)
    jobs.close()
    for begin in (jobs._make, jobs._outside):
        with pytest.raises(OnrecordError, match="closed"):
            begin(job)
    assert not begun


def test_a_judgement_made_elsewhere_is_listed_and_waits_for_a_refresh(desk: Desk) -> None:
    towns = ids(desk)
    sides = [(towns[town], _members(desk, towns[town])) for town in ("Karzal", "Tirgan")]
    with Archive.open(desk._holding.archive.place, who="otto") as archive:
        elsewhere = archive.judge_link("otto", Verdict.SAME, sides[0], sides[1], "from the terminal")
    desk.merge("mira", towns["Karzal"], towns["Orbana"], "at the desk", seen=10**6)
    view = desk.incident(towns["Karzal"])
    assert view is not None
    assert [one.note for one in view.links] == ["from the terminal", "at the desk"]
    assert desk.identity().freshness is Freshness.STALE
    assert desk._holding.catalogue.state().link < elsewhere
    refreshed(desk)
    assert (desk.queue(Filters()).total, desk.identity().freshness) == (1, Freshness.FRESH)


def _members(desk: Desk, incident: str) -> list[Member]:
    told = desk._holding.told(incident)
    assert told is not None
    return [Member.of(told.keys[one.reading.report.id], one.mention) for one in told.linked.mentions]


def test_an_incident_that_goes_while_its_dossier_is_made_is_unknown(desk: Desk, monkeypatch: Any) -> None:
    name = ids(desk)["Karzal"]
    monkeypatch.setattr(type(desk._holding), "told", lambda *_: None)
    with pytest.raises(UnknownSubject):
        desk.dossier("mira", name, "html", "full")
