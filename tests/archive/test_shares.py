"""Two processes that share an archive say what one says, and the first does what the second left undone."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from material import small
from tampering import Tampering

import onrecord.archive.verifying.shares as shares
from onrecord.archive import Archive, Head, Place, Verification, verify
from onrecord.archive.canonical import _encode


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Head]:
    """A small archive, and its head kept outside."""
    place = Place(tmp_path_factory.mktemp("kept") / "archive")
    small(place, reports=40)
    with Archive.open(place) as archive:
        return place, archive.head()


def shared(place: Place, head: Head | None, monkeypatch: pytest.MonkeyPatch) -> Verification:
    with monkeypatch.context() as patched:
        patched.setattr(shares, "_WORTH_TWO", 10)
        patched.setattr(shares, "_WORTH_BYTES", 0)
        return verify(place, head)


def test_two_say_what_one_says(kept: tuple[Place, Head], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shared(*kept, monkeypatch) == verify(*kept)
    tampering = Tampering(*kept, tmp_path, seed=5)
    ways = list(tampering.ways)
    for way in ways[:: len(ways) // 3]:
        found, named, said = tampering.one(way, lambda place, head: shared(place, head, monkeypatch))
        assert found, said
        assert named, said


def test_what_the_second_leaves_undone_the_first_does(
    kept: tuple[Place, Head], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(shares.Second):
        def found(self) -> dict[int, shares._Looked]:
            return dict(list(super().found().items())[::2])

        def draw(self) -> int | None:
            drawn = super().draw()
            return None if drawn is not None and drawn > 20 else drawn

    monkeypatch.setattr(import_module("onrecord.archive.verifying.verify"), "Second", Broken)
    assert shared(*kept, monkeypatch) == verify(*kept)


def test_rows_are_written_as_the_standard_library_writes_them() -> None:
    said = ['a\x7f"\\/é\U0001f600\x10\n\ud800', None, 1, -(2**60), 1.5, True]
    assert _encode(said) == json.dumps(said, separators=(",", ":"))
