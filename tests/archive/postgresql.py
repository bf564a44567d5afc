"""A PostgreSQL server of its own for a test run: Debian's, in a temporary folder, on a Unix socket, under no root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def programs() -> Path | None:
    """Find the newest of Debian's servers; None where none is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server(*, synced: bool = False) -> Iterator[Server]:
    """Run a server; without ``synced`` it does not wait for the disk, which tests of behaviour have no need of."""
    bin_folder = programs()
    assert bin_folder
    # initdb refuses root; the folder is short, for a socket's path holds 107 bytes.
    user = _other_than_root()
    folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-", dir="/tmp"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, capture_output=True)

    options = f"-k {folder} -h '' -c fsync={'on' if synced else 'off'} -c max_connections=40"
    try:
        run(str(bin_folder / "initdb"), "-D", str(data), "-U", "onrecord", "--auth=trust", "-E", "UTF8", "--no-sync")
        run(str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
        try:
            yield Server(folder)
        finally:
            run(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Server:
    """A running server, and new databases on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0

    def database(self, files: Path) -> str:
        """Make an empty database; gives its URL with ``files`` as the folder of an archive's files."""
        self._number += 1
        name = f"archive{self._number}"
        with psycopg.connect(host=str(self._folder), user="onrecord", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # the name is ours
        return f"postgresql://onrecord@/{name}?host={self._folder}&files={files}"


def _other_than_root() -> str | None:
    if os.getuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise RuntimeError("root may not run PostgreSQL, and there is no other user")
