"""The process that takes untrusted inputs apart: ``python -m onrecord.intake.worker FD``.

It loads what the formats need and then forks: each input is taken apart in a process of its own, with limits of time,
memory and open files, that can write nothing but its pipe. A second process waits for each and says how it ended.
Onrecord speaks to it over a socket (see :mod:`onrecord.intake.confined`).
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import socket
import sys
import traceback
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from onrecord.errors import DamagedInput, HostileInput, InputError, ReadingFailed, Stuck
from onrecord.intake.formats import FORMATS, ROW_FORMATS, Format
from onrecord.intake.frames import end_frame, frame_of
from onrecord.intake.received import Draft, Part, Received
from onrecord.settings import Settings

_OPEN_FILES = 64
_WAITING = 5
"""Times the limit of computing time that may pass on the clock: a busy machine is no fault of the input."""
_PACKAGE = Path(__file__).parents[1]


def serve(door: socket.socket) -> None:
    """Take jobs from the socket until it closes: a line of JSON, with the input's file and two pipes beside it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        line, files, _, _ = socket.recv_fds(door, 65_536, 3)
        while line and not line.endswith(b"\n"):
            line += door.recv(65_536)
        if not line:
            return
        job = json.loads(line)
        chosen = next(one for one in (*FORMATS, *ROW_FORMATS) if one.name == job["format"])
        for library in chosen.libraries or ():
            import_module(library)
        gc.collect()
        gc.freeze()
        if os.fork() == 0:
            door.close()
            _watch(chosen, job, files)
        # The process that watches is not waited for: the system takes it away.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        for file in files:
            os.close(file)
        door.sendall(b"!")


def _watch(chosen: Format, job: dict[str, Any], files: list[int]) -> None:
    """Fork the process that does the work, wait for it, and say on the second pipe how it ended. Never comes back."""
    source, results, status = files
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        child = os.fork()
        if child == 0:
            os.close(status)
            _work(chosen, job, source, results)
        os.close(source)
        os.close(results)
        _, ended = os.waitpid(child, 0)
        os.write(status, str(os.waitstatus_to_exitcode(ended)).encode("ascii"))
    finally:
        os._exit(0)


def _work(chosen: Format, job: dict[str, Any], source: int, results: int) -> None:
    """Take the input apart under the limits, and write what it holds. Never comes back."""
    code = 1
    try:
        settings = Settings(**{**job["settings"], "data_folder": Path(job["settings"]["data_folder"])})
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        _confine(settings)
        os.lseek(source, 0, os.SEEK_SET)
        received = Received(job["id"], os.fdopen(source, "rb"), job["charset"], job["sha256"])
        with os.fdopen(results, "wb") as pipe:
            for item in take_apart(chosen, received, settings):
                frame = frame_of(item)
                # Only taking apart is timed, not waiting for whoever reads the results.
                _timed(0)
                pipe.write(frame)
                pipe.flush()
                _timed(settings.apart_seconds)
            pipe.write(end_frame())
        code = 0
    except BrokenPipeError:
        code = 0  # whoever asked has gone
    finally:
        os._exit(code)


def take_apart(chosen: Format, received: Received, settings: Settings) -> Iterator[Draft | Part | InputError]:
    """Give all that a format makes of an input; whatever breaks in it becomes an error of this input."""
    do = "Save it anew with the program that made it, or copy its text into a .txt file"
    try:
        yield from chosen.read(received, settings)
    except InputError as error:
        yield error
    except MemoryError:
        yield Stuck(
            f"taking it apart needs more memory than {settings.apart_bytes:,} bytes, the limit apart_bytes",
            where=received.where,
            do=f"{do}; or raise the limit: ONRECORD_APART_BYTES",
        )
    except RecursionError:
        yield HostileInput("nested too deeply to be taken apart", where=received.where, do=do)
    except Exception as error:  # noqa: BLE001 - libraries fail on broken files in ways of their own
        last = traceback.extract_tb(error.__traceback__)[-1].filename
        if Path(last).is_relative_to(_PACKAGE):
            yield ReadingFailed.of(error, received.where)
            return
        said = " ".join(str(error).split())[:200]
        yield DamagedInput(
            f"no {chosen.name} that can be taken apart ({type(error).__name__}: {said})", where=received.where, do=do
        )


def _confine(settings: Settings) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    memory = _address_space() + settings.apart_bytes
    with contextlib.suppress(ValueError, OSError):  # systems that know no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    for one in (signal.SIGPROF, signal.SIGALRM, signal.SIGINT):
        signal.signal(one, signal.SIG_DFL)
    _timed(settings.apart_seconds)


def _timed(seconds: int) -> None:
    """End this process after so many seconds of computing, or several times as many on the clock; 0 stops the watch."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, seconds * _WAITING)


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as opened:
        serve(opened)
