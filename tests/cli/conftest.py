"""The command run within the test's process, with a reader that needs no model; and publishing's sample readings."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.cli import run
from onrecord.reading import LANGUAGES

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))  # sample_readings, for the table


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def ids(self) -> list[str]:
        return [line["report"]["id"] for line in self.lines]


@pytest.fixture
def onrecord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary) -> Callable[..., Outcome]:
    """Run the command in an empty folder that is the current one; ``stdin`` as bytes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(LANGUAGES, "en", "fake_english:FakeEnglish")
    monkeypatch.delenv("ONRECORD_DEBUG", raising=False)

    def ran(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run(arguments)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return ran


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file in the current folder."""

    def written(name: str, text: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


@pytest.fixture
def three(write) -> list[str]:
    """Three reports in files."""
    for number in (1, 2, 3):
        write(f"{number}.txt", f"The mayor said that {number} people were killed by the shelling of the market.\n")
    return ["1.txt", "2.txt", "3.txt"]
