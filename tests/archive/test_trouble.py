"""Full disks and read-only folders end in a named error, and nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from material import receive, report

from onrecord.archive import Archive, Place, verify
from onrecord.errors import ArchiveError

pytestmark = pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")


def until_it_fails(place: Place, tell: Callable[[object], None]) -> None:
    """Add batches until the archive takes no more, telling what was acknowledged, then the error."""
    try:
        with Archive.open(place, who="mira") as archive:
            for number in range(100_000):
                tell([one.report for one in receive(archive, [report(number, f"{number} " * 400)]) if one.report])
    except ArchiveError as error:
        tell(str(error))


def in_a_child(act: Callable[[Callable[[object], None]], None]) -> list:
    """Do something in a process of its own; gives what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act(lambda said: os.write(writing, (json.dumps(said) + "\n").encode()))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading) as lines:
        told = [json.loads(line) for line in lines]
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, told[-3:]
    return told


def nothing_is_lost(place: Place, told: list) -> None:
    *acknowledged, error = told
    assert isinstance(error, str)
    assert "acknowledged" in error
    assert verify(place).findings == []
    with Archive.open(place, who="mira") as archive:
        held = {key for key, _ in archive.reports()}
        assert held == {key for keys in acknowledged for key in keys}
        receive(archive, [report(-1)])
    assert verify(place).findings == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk takes root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    place = Place(tmp_path / "archive")
    Archive.init(place, "mira").close()

    def act(tell: Callable[[object], None]) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))
        until_it_fails(place, tell)

    nothing_is_lost(place, in_a_child(act))


def test_a_full_disk(small_disk: Path) -> None:
    place = Place(small_disk / "archive")
    Archive.init(place, "mira").close()
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(300_000))
    told = in_a_child(lambda tell: until_it_fails(place, tell))
    assert len(told) > 5
    ballast.unlink()
    nothing_is_lost(place, told)


def test_a_read_only_disk_is_read_and_verified_and_not_written(small_disk: Path) -> None:
    place = Place(small_disk / "archive")
    with Archive.init(place, "mira") as archive:
        done = receive(archive, [report(1)])
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    try:
        assert verify(place).findings == []
        with Archive.open(place) as archive:
            assert archive.report(done[1].report or "")
        with pytest.raises(ArchiveError), Archive.open(place, who="mira") as archive:
            receive(archive, [report(2)])
        with pytest.raises(ArchiveError):
            Archive.init(Place(small_disk / "other"), "mira")
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    assert verify(place).findings == []


def test_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-mira.txt").write_text("Dear Mira")
    with pytest.raises(ArchiveError, match="something else"):
        Archive.init(Place(tmp_path / "letters"), "mira")


def test_a_database_that_is_none_is_said_to_be_damaged(tmp_path: Path) -> None:
    place = Place(tmp_path / "archive")
    with Archive.init(place, "mira") as archive:
        receive(archive, [report(1)])
    for data in (b"", b"no database at all" * 500, place.sqlite.read_bytes()[:9_000]):
        place.sqlite.write_bytes(data)
        assert not verify(place).sound
    place.sqlite.unlink()
    assert not verify(place).sound
