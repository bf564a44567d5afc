"""Where an archive is: a folder, or a PostgreSQL database and the folder of its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from onrecord.errors import UsageError

_DRIVER = "postgresql+psycopg"


@dataclass(frozen=True, slots=True)
class Place:
    """An archive's folder, and its database where that is not in the folder."""

    folder: Path
    """Holds ``files``, ``incoming``, ``keys`` and, without a server, ``archive.sqlite``."""
    server: URL | None = None

    @classmethod
    def of(cls, given: str, files: str | None = None) -> Place:
        """Understand a folder or a URL as ``--archive`` gives it.

        A URL reads ``postgresql://user@host/database?files=FOLDER``; ``files`` takes the place of the query's.
        UsageError for any other URL, and for a URL without a folder for its files.
        """
        if "://" not in given:
            return cls(Path(given))
        try:
            url = make_url(given)
        except ArgumentError:
            raise UsageError("not understood as a URL", where="--archive", do=_HOW) from None
        if url.drivername not in {"postgresql", "postgres", _DRIVER}:
            raise UsageError(f"{url.drivername!r} is no database known here", where="--archive", do=_HOW)
        folder = files or url.query.get("files")
        if not isinstance(folder, str) or not folder:
            raise UsageError("the URL names no folder for the files", where="--archive", do=_HOW)
        return cls(Path(folder), url.set(drivername=_DRIVER).difference_update_query(["files"]))

    def __str__(self) -> str:
        """Name the archive in messages, without a password."""
        if self.server is None:
            return str(self.folder)
        return f"{self.server.set(drivername='postgresql').render_as_string(hide_password=True)} with {self.folder}"

    @property
    def sqlite(self) -> Path:
        """The database in the folder; there is none where a server holds the tables."""
        return self.folder / "archive.sqlite"

    @property
    def files(self) -> Path:
        """Holds what was received, by hash."""
        return self.folder / "files"

    @property
    def incoming(self) -> Path:
        """Holds what is being received and not acknowledged yet."""
        return self.folder / "incoming"

    @property
    def key(self) -> Path:
        """The key that signs heads: 32 bytes."""
        return self.folder / "keys" / "ed25519"

    @property
    def desk(self) -> Path:
        """Holds what the review desk keeps for itself: never truth, nor part of a backup or bag."""
        return self.folder / "desk"

    @property
    def catalogue(self) -> Path:
        """The index of what the desk's pages need, made anew from the archive at any time."""
        return self.desk / "catalogue.sqlite"

    @property
    def seal(self) -> Path:
        """The hash of the SQLite file as the last writer left it."""
        return self.folder / "seal.json"


_HOW = "Give a folder, or postgresql://user@host/database?files=FOLDER"
