"""Taking untrusted inputs apart in a process of their own, with limits: PDF, Office, mail, feeds, WARC, pictures.

The libraries that parse these formats were not written for files that somebody built to break them. A file that makes
one of them loop, swell or crash ends its own process, and its input gets a named error; the others are done.
"""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
from types import TracebackType
from typing import BinaryIO, Self, cast

from onrecord.errors import InputError, Stuck, UnreadableInput
from onrecord.intake.formats import Format
from onrecord.intake.frames import CutOff, items_of
from onrecord.intake.received import Draft, Part, Received, too_large
from onrecord.settings import Settings

_CHUNK = 1_048_576
_BESIDE = 64_000_000
"""Bytes that one item may have beyond an input's limit: a text of a million code points as JSON, with its map."""


class Confinement:
    """The process in which a run's inputs are taken apart; begun with the first that needs it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._door: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Begin; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, where one was begun."""
        if self._door and self._process:
            self._door.close()
            self._process.wait()
        self._door = self._process = None

    def read(self, chosen: Format, received: Received) -> Iterator[Draft | Part | InputError]:
        """Hash an input, and give what the format makes of it; Stuck in the place of what its process did not give."""
        settings = self._settings
        with ExitStack() as open_files:
            file = _file_of(received, settings, open_files)
            whole = replace(received, stream=file)
            whole = replace(whole, sha256=whole.checked(settings.max_container_bytes, "max_container_bytes"))
            before = os.fstat(file.fileno())
            results, status = self._ask(chosen, whole, open_files)
            try:
                yield from items_of(results, settings.max_input_bytes + _BESIDE)
            except CutOff as cut:
                yield _ended(status.read(), str(cut), received.where, settings)
            after = os.fstat(file.fileno())
            if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                yield UnreadableInput(
                    "it changed while it was read, so that what was read may not be what was hashed",
                    where=received.where,
                    do="Copy it first, and give the copy",
                )

    def _ask(self, chosen: Format, received: Received, open_files: ExitStack) -> tuple[BinaryIO, BinaryIO]:
        """Hand the input over; gives the results and, once they have ended, how their process ended."""
        door = self._started()
        given = asdict(self._settings) | {"data_folder": str(self._settings.data_folder)}
        job = {
            "format": chosen.name,
            "id": received.id,
            "sha256": received.sha256,
            "charset": received.charset,
            "settings": given,
        }
        results, write_results = os.pipe()
        status, write_status = os.pipe()
        opened = (
            open_files.enter_context(os.fdopen(results, "rb")),
            open_files.enter_context(os.fdopen(status, "rb")),
        )
        try:
            line = json.dumps(job).encode("ascii") + b"\n"
            sent = socket.send_fds(door, [line], [received.stream.fileno(), write_results, write_status])
            door.sendall(line[sent:])
        finally:
            os.close(write_results)
            os.close(write_status)
        if door.recv(1) != b"!":
            raise Stuck(
                "the process that takes inputs apart has ended",
                where=received.where,
                do="Run onrecord doctor; it says what is missing",
            )
        return opened

    def _started(self) -> socket.socket:
        if self._door is None:
            self._door, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - this program itself
                    [sys.executable, "-m", "onrecord.intake.worker", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                )
        return self._door


def _file_of(received: Received, settings: Settings, open_files: ExitStack) -> BinaryIO:
    """Give the input as a file of the system, which another process can read; what is none is copied into one."""
    stream = received.stream
    try:
        stream.fileno()
        if stream.seekable():
            return stream
    except (OSError, AttributeError, io.UnsupportedOperation):
        pass
    copy = cast("BinaryIO", open_files.enter_context(tempfile.TemporaryFile()))  # noqa: SIM115 - closed with the others
    limit, size = settings.max_container_bytes, 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limit:
            raise too_large(received.where, "more", limit, "bytes", "max_container_bytes")
        copy.write(chunk)
    copy.flush()
    return copy


def _ended(status: bytes, cut: str, where: str, settings: Settings) -> Stuck:
    code = int(status or b"1")
    if code in {-signal.SIGPROF, -signal.SIGALRM}:
        why = f"taking it apart took more than {settings.apart_seconds} seconds, the limit apart_seconds"
        do = "Save it anew with the program that made it, or raise the limit: ONRECORD_APART_SECONDS"
    else:
        how = f"signal {-code}" if code < 0 else f"code {code}: {cut}"
        why = f"the process that took it apart broke down ({how})"
        do = "Save it anew with the program that made it, or copy its text into a .txt file"
    return Stuck(f"{why}; what is left of it is not read", where=where, do=do)
