"""Where results go: standard output, one file, or a folder with one file a report. A file is whole or not there."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from onrecord.errors import InputError, OutputError
from onrecord.publishing import Result, Writer

_MOST_BYTES = 150
"""Of a file's name without its ending; file systems take 255."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def to_standard_output(results: Iterable[Result | InputError], writer: Writer, *, with_text: bool) -> None:
    """Write all results to standard output, in UTF-8 and with the writer's own line ends on every system."""
    with standard_output() as stream:
        writer.write(results, stream, with_text=with_text)


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Open standard output for text in UTF-8. OutputError where the system refuses."""
    sys.stdout.flush()
    try:
        # A stream of its own on the same descriptor: Python's may have another encoding, and line ends of the system.
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused("standard output", error) from None


@contextmanager
def standard_bytes() -> Iterator[BinaryIO]:
    """Open standard output for bytes. OutputError where the system refuses."""
    sys.stdout.flush()
    try:
        with open(sys.stdout.fileno(), "wb", closefd=False) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused("standard output", error) from None


@contextmanager
def bytes_to(output: str | None) -> Iterator[BinaryIO]:
    """Open the file that ``--output`` names, or standard output where it names none, for bytes."""
    with standard_bytes() if output is None else opened_bytes(Path(output)) as stream:
        yield stream


def to_file(results: Iterable[Result | InputError], writer: Writer, path: Path, *, with_text: bool) -> None:
    """Write all results to one file. OutputError where it cannot be written; then what stood there before stays."""
    with opened(path) as stream:
        writer.write(results, stream, with_text=with_text)


def to_folder(results: Iterable[Result | InputError], writer: Writer, folder: Path, *, with_text: bool) -> None:
    """Write one file a report, named after its id; what could not be read has none."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(str(folder), error) from None
    taken: set[str] = set()
    for result in results:
        if isinstance(result, InputError):
            continue
        path = folder / (file_name(result.reading.report.id, taken) + writer.suffix)
        with opened(path) as stream:
            writer.write([result], stream, with_text=with_text)


def file_name(report_id: str, taken: set[str]) -> str:
    """Name a file after a report's id, in any script; ``taken`` holds the names given so far and gains this one.

    The name stays in its folder, is not hidden, and is one that common file systems take. Where two ids would come out
    the same, in another case or another composition too, the later one gets the first 8 digits of its hash.
    """
    digest = hashlib.sha256(report_id.encode("utf-8", "backslashreplace")).hexdigest()[:8]
    name = "standard-input" if report_id == "-" else _UNSAFE.sub("_", report_id).strip("._- ")
    if _RESERVED.match(name):
        name = f"_{name}"
    cut = name.encode("utf-8")[:_MOST_BYTES].decode("utf-8", "ignore")
    if cut != name or not name:
        name = f"{cut or 'report'}-{digest}"
    if _key(name) in taken:
        name = f"{name}-{digest}"
    taken.add(_key(name))
    return name


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """Open a file for text, as :func:`opened_bytes` does, in UTF-8 and with the line ends as they are written."""
    with opened_bytes(path) as stream:
        text = io.TextIOWrapper(stream, "utf-8", newline="")
        yield text
        text.flush()
        text.detach()


@contextmanager
def opened_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file for bytes that appears under its name when all is written, and not at all when anything fails.

    A pipe or device is written to directly. OutputError where the system refuses.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    direct = path.exists() and not path.is_file()
    try:
        if path.is_dir():
            raise OutputError("a folder stands there", where=str(path), do="Give another name")
        stream = (path if direct else part).open("wb" if direct else "xb")
    except OSError as error:
        raise _refused(str(path), error) from None
    try:
        with stream:
            yield stream
            stream.flush()
            if not direct:
                os.fsync(stream.fileno())
        if not direct:
            part.replace(path)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise _refused(str(path), error) from None
    finally:
        if not direct:
            part.unlink(missing_ok=True)


def _refused(where: str, error: OSError) -> OutputError:
    return OutputError(
        f"cannot be written: {error.strerror or error}",
        where=where,
        do="Check the folder, its permissions and the space left",
    )
