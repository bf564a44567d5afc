"""Ways to receive one input and look at what came of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.errors import InputError
from onrecord.intake import IntakeOptions, receive
from onrecord.model import Report
from onrecord.settings import Settings

Received = list[Report | InputError]


@pytest.fixture
def take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Received]:
    """Receive inputs by name, in an empty folder that is the current one; ``stdin`` as bytes; options by name."""
    monkeypatch.chdir(tmp_path)

    def taken(*inputs: str, stdin: bytes = b"", settings: Settings | None = None, **options: str) -> Received:
        given = IntakeOptions(**options)
        return list(receive(inputs, given, settings or Settings(), stdin=io.BytesIO(stdin)))

    return taken


@pytest.fixture
def take_bytes(tmp_path: Path, take: Callable[..., Received]) -> Callable[..., Received]:
    """Receive bytes as a file of a name, which is removed again."""

    def taken(data: bytes, name: str = "report.txt", **options: object) -> Received:
        (tmp_path / name).write_bytes(data)
        try:
            return take(name, **options)
        finally:
            (tmp_path / name).unlink()

    return taken
