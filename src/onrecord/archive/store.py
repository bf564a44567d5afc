"""What was received, kept by hash: ``files/ab/cdef...``.

Bytes arrive in ``incoming/``, in a folder that its writer holds locked, are hashed while they are written, and synced
while the next ones arrive. Before a batch is acknowledged, a list of its hashes is left in that folder, they are
renamed into ``files/``, and the folders are synced; then the database commits. What a killed writer leaves is told
apart from what was acknowledged by that list, and tidied by the next writer.
"""
# Names are strings where every file passes: of what adding a report took, making paths of them was a tenth.
# ruff: noqa: PTH101, PTH104, PTH110, PTH112

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.archive.place import Place
from onrecord.errors import ArchiveError

_CHUNK = 1 << 20
"""Bytes copied at a time."""
_FIRST = 1 << 16
"""Of the first bytes: memory of that size is at hand, a megabyte is asked of the system each time."""
_SYNCS = 16
"""Files synced at once. On one ext4 disk, in files of 3 kB a second: 1 gave 740, 16 gave 8,200; 32 no more."""
_BESIDE = 4
"""Of these, while files are still arriving: 16 gave no more then."""
_ROW = 16
"""Files that a thread syncs in one go, so that the threads seldom wait for each other."""
_LIST = "batch"


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that has arrived and is not acknowledged yet."""

    path: str
    sha256: str
    size: int


def path_of(files: Path, sha256: str) -> Path:
    """Tell where a file with this hash is kept."""
    return files / sha256[:2] / sha256[2:]


class Incoming:
    """One writer's folder of arriving files, and their way into the store."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._folder: str | None = None
        self._lock: int | None = None
        self._number = 0
        self._files = str(place.files)
        self._arrived: list[int] = []
        self._syncing: deque[Future[OSError | None]] = deque()
        self._threads: ThreadPoolExecutor | None = None
        self._unsynced: OSError | None = None

    def receive(self, stream: BinaryIO) -> Staged:
        """Write a stream's bytes and hash them as they come. ArchiveError where they cannot be written."""
        digest, size, most = hashlib.sha256(), 0, _FIRST
        with written(self._place):
            path = f"{self._opened()}/{self._number:08d}"
            self._number += 1
            out = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            while chunk := stream.read(most):  # an error of the stream is the input's, and goes to the caller
                digest.update(chunk)
                size += len(chunk)
                with written(self._place):
                    _write_all(out, chunk)
                most = _CHUNK
        except BaseException:
            os.close(out)
            Path(path).unlink(missing_ok=True)
            raise
        self._sync_soon(out)
        return Staged(path, digest.hexdigest(), size)

    def _sync_soon(self, handle: int) -> None:
        """Let a file be synced and closed; waits where many are waiting, since each is held open until then."""
        self._arrived.append(handle)
        if len(self._arrived) < _ROW:
            return
        row, self._arrived = self._arrived, []
        if self._threads is None:
            self._threads = ThreadPoolExecutor(_BESIDE)
        self._syncing.append(self._threads.submit(_sync_row, row))
        if len(self._syncing) > 2 * _BESIDE:
            self._wait()

    def _wait(self) -> None:
        """Wait for the row that is longest on its way. Its error stands: nothing is acknowledged after it."""
        self._unsynced = self._syncing.popleft().result() or self._unsynced

    def sync(self, staged: Iterable[Staged]) -> None:
        """Wait until all that arrived is on the disk, and bring the list of what is about to be kept there."""
        row, self._arrived = self._arrived, []
        self._unsynced = _sync_row(row) or self._unsynced
        while self._syncing:
            self._wait()
        with written(self._place):
            if self._unsynced:
                raise self._unsynced
            text = "".join(f"{one.sha256}\n" for one in staged)
            if text:
                write_synced(Path(self._opened(), _LIST), text.encode("ascii"))

    def keep(self, staged: Iterable[Staged]) -> None:
        """Rename synced files to their places and sync the folders. What is in its place already stays untouched."""
        folders: set[str] = set()
        with written(self._place):
            for one in staged:
                folder = f"{self._files}/{one.sha256[:2]}"
                target = f"{folder}/{one.sha256[2:]}"
                if folder not in folders and not os.path.isdir(folder):
                    Path(folder).mkdir(exist_ok=True)
                    folders.add(self._files)
                if os.path.exists(target):
                    Path(one.path).unlink(missing_ok=True)
                    continue
                os.chmod(one.path, 0o444)
                os.rename(one.path, target)
                folders.add(folder)
            each(sync_folder, [Path(one) for one in sorted(folders)])

    def done(self) -> None:
        """Forget a batch that was acknowledged."""
        if self._folder:
            Path(self._folder, _LIST).unlink(missing_ok=True)

    def close(self, *, failed: bool = False) -> None:
        """Leave nothing of this writer behind; of one that failed, what the next writer needs to tidy up after it."""
        _sync_row(self._arrived, sync=False)
        self._arrived = []
        if self._threads:
            self._threads.shutdown()
            self._threads = None
        if self._folder and self._lock is not None:
            if not failed:
                shutil.rmtree(self._folder, ignore_errors=True)
            os.close(self._lock)
            self._folder = self._lock = None

    def _opened(self) -> str:
        if self._folder is None:
            self._place.incoming.mkdir(exist_ok=True)
            with held(self._place.incoming):  # or a writer who tidies finds the folder between its making and its lock
                folder = Path(tempfile.mkdtemp(dir=self._place.incoming))
                self._lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
                fcntl.flock(self._lock, fcntl.LOCK_EX)
            self._folder = str(folder)
        return self._folder


def tidy(place: Place, is_kept: Callable[[str], bool]) -> int:
    """Remove what killed writers left: files that arrived and were never acknowledged; gives their number.

    ``is_kept`` asks the database, in a transaction that writes: no other writer may be between renaming and commit.
    """
    removed = 0
    if not place.incoming.is_dir():
        return 0
    with written(place), held(place.incoming):
        for folder in sorted(place.incoming.iterdir()):
            with _locked(folder) as free:
                if free:
                    removed += _take_back(folder, place, is_kept)
                    removed += sum(1 for path in folder.iterdir() if path.name != _LIST)
                    shutil.rmtree(folder)
    return removed


def announced(place: Place) -> set[str]:
    """Give the hashes that writers, alive or killed, were about to keep and had not acknowledged."""
    found: set[str] = set()
    if place.incoming.is_dir():
        for path in place.incoming.glob(f"*/{_LIST}"):
            try:
                found.update(path.read_text("ascii").split())
            except (FileNotFoundError, UnicodeDecodeError):
                continue  # acknowledged meanwhile, or no list: then what it named is judged by the database alone
    return found


def _take_back(folder: Path, place: Place, is_kept: Callable[[str], bool]) -> int:
    path = folder / _LIST
    removed = 0
    if path.is_file():
        for sha256 in path.read_text("ascii", "replace").split():
            target = path_of(place.files, sha256)
            if len(sha256) == 64 and sha256.isalnum() and target.is_file() and not is_kept(sha256):
                target.unlink()
                removed += 1
    return removed


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Tell whether this is a folder that nobody holds, and hold it meanwhile."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (FileNotFoundError, NotADirectoryError):  # its writer was done with it, or it is none of ours
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        yield False
        return
    try:
        yield folder.is_dir()  # its writer may have removed it between the opening and the lock
    finally:
        os.close(handle)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Wait until nobody holds a folder, and hold it; processes and threads alike wait for each other."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def each(act: Callable[[Path], None], paths: list[Path]) -> None:
    """Do one thing to many files at once; the first error is raised when all are done."""
    if len(paths) < 2:
        for path in paths:
            act(path)
        return
    with ThreadPoolExecutor(_SYNCS) as pool:
        list(pool.map(act, paths))


def sync_file(path: Path) -> None:
    """Bring a file's bytes to the disk."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: Path) -> None:
    """Bring a folder's names to the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def write_synced(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a small file whole: beside its place, synced, then renamed."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    beside.rename(path)
    sync_folder(path.parent)


@contextmanager
def written(place: Place) -> Iterator[None]:
    """Say what an error of the file system means for the archive."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(
            f"the archive's folder cannot be written: {error.strerror or error}",
            where=str(place),
            do="Make room, or ask for the right to write, and run it again: what was acknowledged stands",
        ) from error


def _sync_row(handles: list[int], *, sync: bool = True) -> OSError | None:
    """Sync open files and close them; gives the last error. Without ``sync``, close them alone."""
    failed = None
    for handle in handles:
        try:
            if sync:
                os.fsync(handle)
        except OSError as error:
            failed = error
        finally:
            os.close(handle)
    return failed


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]
