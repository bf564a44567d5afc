"""Given a head kept outside, every change is found and named; an untouched archive is never accused."""

from __future__ import annotations

from pathlib import Path

import pytest
from material import receive, report, small
from tampering import Tampering

from onrecord.archive import Archive, Damage, Head, Place, verify

_EACH = 8
"""Changes of each kind; `bench/archive.py tamper` tries thousands."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Head]:
    """A small archive, and its head kept outside."""
    place = Place(tmp_path_factory.mktemp("kept") / "archive")
    small(place)
    with Archive.open(place) as archive:
        return place, archive.head()


WAYS = list(Tampering(Place(Path()), None, Path(), 0).ways)  # type: ignore[arg-type] - for the names alone


@pytest.mark.parametrize("way", WAYS)
def test_a_change_is_found_and_named(way: str, kept: tuple[Place, Head], tmp_path: Path) -> None:
    tampering = Tampering(*kept, tmp_path, seed=WAYS.index(way))
    for _ in range(_EACH):
        found, named, said = tampering.one(way)
        assert found, said
        assert named, said


def test_an_untouched_archive_is_never_accused(kept: tuple[Place, Head]) -> None:
    place, head = kept
    for given in (None, head):
        result = verify(place, given)
        assert result.findings == []


def test_without_a_head_it_says_what_it_cannot_prove(kept: tuple[Place, Head]) -> None:
    place, head = kept
    assert any("cannot be ruled out" in note for note in verify(place).notes)
    assert verify(place, head).notes == []


def test_entries_after_the_head_are_named_as_unproven(tmp_path: Path) -> None:
    place = Place(tmp_path / "archive")
    small(place)
    with Archive.open(place, who="mira") as archive:
        head = archive.head()
        receive(archive, [report(50)])
    result = verify(place, head)
    assert result.sound
    assert any(f"entries {head.seq + 1} to {head.seq + 1}" in note for note in result.notes)


def test_the_head_of_another_archive_does_not_vouch(kept: tuple[Place, Head], tmp_path: Path) -> None:
    other = Place(tmp_path / "other")
    small(other)
    assert {one.damage for one in verify(other, kept[1]).findings} == {Damage.REWRITTEN}
