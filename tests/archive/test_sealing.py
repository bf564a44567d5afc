"""The seal follows what writers changed, whoever else writes, and covers up nothing that others changed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from material import receive, report
from older import unpacked

import onrecord.archive.archive as archives
import onrecord.archive.seal as seals
from onrecord.archive import Archive, Place, verify
from onrecord.archive.database import Database


def whole(place: Place) -> bytes:
    """Hash every page anew."""
    return seals._hashes(place, seals._page_size(place), None, set())


def sealed(place: Place) -> bytes:
    return seals._read(place).pages  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", range(6))
def test_writers_that_come_and_go_seal_the_file_as_it_is(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = random.Random(seed)
    monkeypatch.setattr(archives, "_JOURNAL", drawn.choice([0, 200_000, 64_000_000]))
    place = Place(tmp_path / "archive")
    Archive.init(place, "mira").close()
    held: list[Archive] = []
    for number in range(40):
        act = drawn.choice(["open", "close", "add", "add", "add", "judge", "delete", "read"])
        if act == "open" or not held:
            held.append(Archive.open(place, who="mira"))
        one = drawn.choice(held)
        if act == "close":
            held.remove(one)
            one.close()
        elif act == "add":
            receive(one, [report(seed * 1_000 + number, "x" * drawn.choice([10, 5_000, 90_000]) + str(number))])
        elif act == "judge":
            one.judge("mira", "claim", "x", {"number": number})
        elif act == "delete":
            kept = [key for key, _ in one.reports()]
            if kept:
                found = one.report(drawn.choice(kept))
                order = one.order_deletion("mira", found.receipts[0].sha256, "asked", "the board")  # type: ignore[union-attr]
                one.carry_out("mira", order)
        elif act == "read":
            assert verify(place).findings == []
        if place.seal.exists():
            assert seals.check_seal(place) is None
    for one in held:
        one.close()
    assert sealed(place) == whole(place)
    assert verify(place).findings == []


def test_only_what_changed_is_hashed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(tmp_path / "archive")
    with Archive.init(place, "mira") as archive:
        receive(archive, [report(number, f"{number}" * 20_000) for number in range(60)])
    read: list[int] = []
    pread = seals.os.pread
    monkeypatch.setattr(seals.os, "pread", lambda *given: read.append(given[2]) or pread(*given))
    with Archive.open(place, who="mira") as archive:
        receive(archive, [report(99)])
    pages = len(sealed(place)) // 32
    hashed = sum(1 for at in read if at % 16_384 == 0)
    assert pages > 70
    assert hashed < pages / 2
    assert sealed(place) == whole(place)


def test_a_change_between_two_writers_is_not_covered_up(tmp_path: Path) -> None:
    place = Place(tmp_path / "archive")
    with Archive.init(place, "mira") as archive:
        receive(archive, [report(number, f"{number}" * 20_000) for number in range(20)])
    data = bytearray(place.sqlite.read_bytes())
    at = data.index(b"11111111111111111111") + 3_000
    data[at] ^= 1
    place.sqlite.write_bytes(data)
    with Archive.open(place, who="otto") as archive:
        receive(archive, [report(99)])
    assert "database archive.sqlite" in str([str(one) for one in verify(place).findings])


def test_a_file_written_anew_meanwhile_is_hashed_whole(tmp_path: Path) -> None:
    place = Place(tmp_path / "archive")
    with Archive.init(place, "mira") as archive:
        done = receive(archive, [report(number, f"{number}" * 20_000) for number in range(20)])
        order = archive.order_deletion("mira", done[0].sha256, "asked", "the board")
        archive.carry_out("mira", order)
    with Archive.open(place, who="mira") as archive:
        receive(archive, [report(98)])
        other = Database(place)
        other.scrub([])
        other.close()
    assert sealed(place) == whole(place)


def test_a_seal_of_an_earlier_version_holds_until_the_next_writer(tmp_path: Path) -> None:
    place = Place(unpacked(tmp_path) / "archive")
    assert seals.check_seal(place) is None
    Archive.open(place, who="otto").close()
    assert sealed(place) == whole(place)
    data = bytearray(place.sqlite.read_bytes())
    data[-1] ^= 1
    place.sqlite.write_bytes(data)
    assert seals.check_seal(place)
