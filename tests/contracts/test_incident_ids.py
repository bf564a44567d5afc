"""Incidents of an archive, on either database: order, batches, repetition and newer readers change nothing but ids."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "linking"))  # mentions

from material import receive
from mentions import STORIES, telling

from onrecord.archive import Archive, Place, ReadingToKeep, verify
from onrecord.assessing import assess_reading, load_scheme
from onrecord.cli.messages import Messages
from onrecord.desk.up_to_date import By, UpToDate, bring_up_to_date, members_of
from onrecord.errors import ArchiveError
from onrecord.flow import assess_groups
from onrecord.model import Passage, Reading, Verdict, Words
from onrecord.publishing import compose_incident, compose_reading, json_line
from onrecord.settings import Settings

SCHEME = load_scheme("airwars")
BACKGROUND = "Elsewhere"
JUDGED = ("Harasta-0-0", "Harasta-0-1", "Tadif-9-0", "Tadif-40-0")
SILO = "Tadif-40-{0}: gunners shelled the grain silo by Tadif. Dead: {1} farmers."
"""A month after the other attack there, and in words of its own: one text under two days is held to be told again."""
READINGS = [
    *(
        telling(f"{place}-{day}-{number}", place, day, killed=5 + number)
        for place, day in (("Harasta", 0), ("Duma", 0), ("Tadif", 9))
        for number in range(2)
    ),
    *(telling(f"Tadif-40-{n}", "Tadif", 40, killed=5 + n, text=SILO.format(n, 5 + n)) for n in range(2)),
]


def keep(archive: Archive, readings: list[Reading], version: str = "1") -> list[str]:
    """Add reports and what a reader of some version found in them; gives their keys."""
    done = [one for one in receive(archive, [one.report for one in readings]) if one.report]
    run = archive.begin_run("mira", {"version": version})
    kept = [
        ReadingToKeep(
            one.report or "", json_line(compose_reading(found, assess_reading(found, SCHEME), with_text=False))
        )
        for one, found in zip(done, readings, strict=True)
    ]
    archive.keep_readings("mira", run, kept)
    return [one.report for one in kept]


def settled(archive: Archive) -> UpToDate:
    return bring_up_to_date(archive, By("mira", Settings(), SCHEME, {}), Messages(), read=False)


def lines(archive: Archive) -> list[str]:
    """Give the lines of all incidents, ids left out."""
    now = settled(archive).incidents
    return [json_line(compose_incident(one)).replace(one.mention.id, "ID") for one in assess_groups(now, SCHEME)]


def ids(archive: Archive) -> dict[str, str]:
    """Give the incident that each report is about."""
    return {
        told.reading.report.id: one.id
        for one in settled(archive).incidents
        for told in one.mentions
        if told.mention.place.name != BACKGROUND
    }


@pytest.fixture
def new_archive(new_place: Callable[[str], Place]) -> Iterator[Callable[[], Archive]]:
    """Make empty archives, each on a place of its own."""
    made: list[Archive] = []
    numbers = itertools.count()

    def make() -> Archive:
        made.append(Archive.init(new_place(f"archive-{next(numbers)}"), "mira"))
        return made[-1]

    yield make
    for one in made:
        one.close()


def entries(archive: Archive) -> int:
    return archive.totals()["entries"]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(READINGS), st.sets(st.integers(1, len(READINGS) - 1), max_size=3), st.data())
def test_any_order_in_any_batches_is_as_all_at_once(new_archive, order, cuts, data) -> None:
    at_once = new_archive()
    keep(at_once, READINGS)
    archive = new_archive()
    bounds = [0, *sorted(cuts), len(order)]
    for start, end in itertools.pairwise(bounds):
        keep(archive, order[start:end])
        if data.draw(st.booleans(), label="assessed between"):
            settled(archive)
    assert lines(archive) == lines(at_once)
    assert verify(archive.place).findings == []


def test_running_again_changes_nothing_and_writes_nothing(new_archive) -> None:
    archive = new_archive()
    keep(archive, READINGS)
    first, before = ids(archive), entries(archive)
    assert (ids(archive), entries(archive)) == (first, before)


def test_the_same_reports_again_change_nothing(new_archive) -> None:
    archive = new_archive()
    keep(archive, READINGS)
    first, said = ids(archive), lines(archive)
    receive(archive, [one.report for one in READINGS])
    before = entries(archive)
    assert (ids(archive), lines(archive), entries(archive)) == (first, said, before)


def test_an_id_stays_when_reports_join(new_archive) -> None:
    archive = new_archive()
    keep(archive, READINGS[:1])
    (minted,) = ids(archive).values()
    keep(archive, READINGS[1:])
    assert ids(archive)["Harasta-0-0"] == ids(archive)["Harasta-0-1"] == minted
    found = archive.incident(minted)
    assert found
    assert [one.change for one in found.history] == ["opened", "changed"]


def test_two_reports_of_one_name_are_two_reports(new_archive) -> None:
    archive = new_archive()
    other = replace(READINGS[4], report=replace(READINGS[4].report, id=READINGS[0].report.id))
    keys = keep(archive, [READINGS[0], other])
    assert sorted(ids(archive)) == sorted(f"{READINGS[0].report.id}#{key[:12]}" for key in keys)


def test_a_merge_leaves_a_redirect_and_its_undoing_gives_the_id_back(new_archive) -> None:
    archive = new_archive()
    keys = dict(zip((one.report.id for one in READINGS), keep(archive, READINGS), strict=True))
    before = ids(archive)
    one, other = before["Harasta-0-0"], before["Tadif-9-0"]
    sides = [(name, archive.incident(name).members) for name in (one, other)]
    archive.judge_link("mira", Verdict.SAME, *sides, "the ministry counts them as one")
    after = ids(archive)
    assert after["Harasta-0-0"] == after["Tadif-9-0"] == one
    gone = archive.incident(other)
    assert (gone.incident, gone.asked, gone.stands) == (one, other, True)
    archive.judge_link("otto", Verdict.UNSURE, *sides)
    assert ids(archive) == before
    assert {told.report for told in archive.incident(other).members} == {keys["Tadif-9-0"], keys["Tadif-9-1"]}
    assert verify(archive.place).findings == []


def test_a_judgement_survives_a_full_run_with_a_newer_reader(new_archive) -> None:
    archive = new_archive()
    keys = keep(archive, READINGS)
    for verdict, (one, other) in ((Verdict.DIFFERENT, (0, 1)), (Verdict.SAME, (4, 6))):
        sides = [(keys[at], members_of(keys[at], READINGS[at])) for at in (one, other)]
        archive.judge_link("mira", verdict, *sides)
    before = ids(archive)
    assert before["Harasta-0-0"] != before["Harasta-0-1"]
    assert before["Tadif-9-0"] == before["Tadif-40-0"]
    keep(archive, [newer(one) for one in READINGS], version="2")
    after = ids(archive)
    assert [after[name] for name in JUDGED] == [before[name] for name in JUDGED]
    assert verify(archive.place).findings == []


def newer(found: Reading) -> Reading:
    """Read a report as a newer reader might: another incident first, other ids, the words a little wider."""
    (mention,) = found.incidents
    text = found.report.text
    wider = Words(text[: len(mention.place.at.words) + 4], (Passage(0, len(mention.place.at.words) + 4),))
    stem = found.report.key
    background = replace(
        mention,
        id=f"{stem}:i1",
        place=replace(mention.place, name=BACKGROUND, lat=15.3, lon=44.2, gazetteer_id="x:1", at=_end(text)),
        kind=None,
        date=None,
        counts=(),
    )
    again = replace(mention, id=f"{stem}:i2", main=False, place=replace(mention.place, at=wider))
    return replace(found, incidents=(background, again))


def _end(text: str) -> Words:
    return Words(text[-4:], (Passage(len(text) - 4, len(text)),))


def test_where_others_read_meanwhile_no_id_is_settled(new_archive) -> None:
    archive = new_archive()
    keep(archive, READINGS[:2])
    as_of = archive.last_reading()
    keep(archive, READINGS[2:3])
    with pytest.raises(ArchiveError, match="meanwhile"):
        archive.settle_incidents("mira", [[one] for one in members_of("a" * 64, READINGS[0])], as_of)


def test_what_an_order_deletes_leaves_its_incident(new_archive) -> None:
    archive = new_archive()
    keep(archive, [*READINGS[:2], READINGS[4]])
    before = ids(archive)
    only = archive.incident(before["Tadif-9-0"])
    archive.judge_link("mira", Verdict.DIFFERENT, *_two(archive, before), f"it says: {STORIES['Tadif']}")
    sha256 = archive.find("Tadif-9-0")[0].receipts[0].sha256
    archive.carry_out("otto", archive.order_deletion("otto", sha256, "asked by the witness", "the board"))
    assert set(ids(archive)) == {"Harasta-0-0", "Harasta-0-1"}
    assert not archive.incident(only.incident).stands
    assert [one.note for one in archive.link_judgements()] == [""]
    assert verify(archive.place).findings == []


def _two(archive: Archive, of: dict[str, str]) -> list:
    return [(of[name], archive.incident(of[name]).members) for name in ("Tadif-9-0", "Harasta-0-0")]


def test_nothing_is_judged_against_itself(new_archive) -> None:
    archive = new_archive()
    keep(archive, READINGS[:1])
    (one,) = ids(archive).values()
    side = one, archive.incident(one).members
    with pytest.raises(ArchiveError, match="against itself"):
        archive.judge_link("mira", Verdict.DIFFERENT, side, side)
