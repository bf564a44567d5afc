"""Files that people send: put where a job finds them, whatever they are called."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from fastapi import UploadFile

_PREFIX = "onrecord-add-"
_CHUNK = 1 << 20
_KEPT = 2 * 24 * 3600
"""Seconds after which a job that took its files is long done."""


def kept(files: Sequence[UploadFile]) -> list[tuple[str, Path]]:
    """Write files into a folder of their own, under numbers; gives each with the name that it was sent under.

    The bytes stay until the job is done; folders of long ago are removed.
    """
    _tidy()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    found = []
    for number, one in enumerate(files):
        path = folder / f"{number:06d}"
        with path.open("wb") as out:
            shutil.copyfileobj(one.file, out, _CHUNK)
        found.append((one.filename or path.name, path))
    return found


def _tidy() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            if folder.stat().st_mtime < time.time() - _KEPT:
                shutil.rmtree(folder)
        except OSError:
            continue
