"""Which files the inputs name: files as they are, folders walked in sorted order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import DuplicateId, EmptyInput, InputError, MissingInput, UnreadableInput


@dataclass(frozen=True, slots=True)
class Found:
    """A file to be received, or standard input."""

    path: str
    """As given, or as the folder was given and the way from there, with ``/`` between; ``-`` for standard input; an
    address of the web."""

    @property
    def id(self) -> str:
        """The path as a report's id; bytes of a name that are no UTF-8 are escaped."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    @property
    def is_address(self) -> bool:
        """Tell whether it is to be fetched from the web."""
        return self.path.startswith(("http://", "https://"))

    @property
    def suffix(self) -> str:
        """The ending of the name in lower case, with its full stop; "" where there is none."""
        name = self.path.rstrip("/").rpartition("/")[2]
        at = name.rfind(".")
        return name[at:].lower() if 0 < at < len(name) - 1 else ""


def find(inputs: Sequence[str]) -> Iterator[Found | InputError]:
    """Find the files that the inputs name, in their order; folders by name, code point by code point, in depth.

    In a folder, names that start with a full stop are hidden and left out; every other file is given, whatever its
    ending. What is neither file nor folder gives its error in its place.
    """
    stdin_seen = False
    for given in inputs:
        if given == "-":
            if stdin_seen:
                yield DuplicateId("standard input is named twice", where="-", do="Name it once")
                continue
            stdin_seen = True
            yield Found("-")
        elif given.startswith(("http://", "https://")):
            yield Found(given)
        elif not given or "\0" in given:
            yield MissingInput(
                "no such file or folder: the name is empty or broken", where=repr(given), do="Check the name"
            )
        elif Path(given).is_dir():
            nothing = True
            for found in _walk(given, frozenset()):
                nothing = False
                yield found
            if nothing:
                yield EmptyInput("no file in the folder", where=Found(given).id, do="Check the name")
        elif not os.path.lexists(given):
            yield MissingInput(
                "no such file or folder", where=Found(given).id, do="Check the name and the folder you are in"
            )
        else:
            yield Found(given)


def _walk(folder: str, above: frozenset[tuple[int, int]]) -> Iterator[Found | InputError]:
    where = Found(folder).id
    try:
        status = Path(folder).stat()
        entries = list(os.scandir(folder))
    except OSError as error:
        yield unreadable(where, error)
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        yield UnreadableInput("a link that leads back to a folder above it", where=where, do="Remove the link")
        return
    plain = {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    for name in sorted(entry.name for entry in entries):
        if name.startswith("."):
            continue
        path = f"{folder.rstrip('/') or '/'}/{name}" if folder != "/" else f"/{name}"
        if name in plain:
            yield Found(path)
        elif Path(path).is_dir():
            yield from _walk(path, above | {here})
        elif Path(path).is_file():
            yield Found(path)
        elif not Path(path).exists():
            yield MissingInput(
                "a link that leads nowhere", where=Found(path).id, do="Restore what it leads to, or remove it"
            )
        else:
            # A pipe or device met on the way would be waited on for ever; given by name it is read.
            yield UnreadableInput(
                "neither a file nor a folder", where=Found(path).id, do="Give it by its own name to read it"
            )


def unreadable(where: str, error: OSError) -> InputError:
    """Name what the operating system refuses."""
    if isinstance(error, FileNotFoundError):
        return MissingInput("no such file or folder", where=where, do="Check the name and the folder you are in")
    if isinstance(error, PermissionError):
        return UnreadableInput("permission denied", where=where, do="Ask its owner for the right to read it")
    return UnreadableInput(
        f"the system cannot read it: {error.strerror or error}", where=where, do="Check the disk, or copy it first"
    )
