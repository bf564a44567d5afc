"""BagIt bags (RFC 8493): an archive as files that any archivist's tool can check, and back.

``data/files`` holds what was received, by hash; ``data/tables`` every row as JSON Lines, the ledger among them;
``data/head.json`` the signed head. The signing key never leaves.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bagit

import onrecord.archive.schema as steps
import onrecord.archive.tables as db
from onrecord.archive.archive import Archive
from onrecord.archive.backup import copy_files, whole_folder
from onrecord.archive.canonical import canonical, sha256_hex
from onrecord.archive.copying import rows_of
from onrecord.archive.heads import Head, sign_head
from onrecord.archive.ledger import TOOL
from onrecord.archive.place import Place
from onrecord.archive.store import written
from onrecord.errors import InputError

_TABLES = "Onrecord-Tables"
_SINCE = {"listed": "0003", "deletions": "0003", "incident_changes": "0004", "link_judgements": "0004"}
"""Tables that bags of earlier steps do not have."""


def export_bag(archive: Archive, to: Path, who: str) -> int:
    """Write the archive, as of one moment, as a bag into a folder that is not there yet; gives the ledger's entry.

    The export stands in the ledger with the hash of the bag's manifest. ArchiveError where it cannot be written.
    """
    with whole_folder(to) as folder:
        bag = Place(folder)
        with written(bag):
            bag.files.mkdir()
            (folder / "tables").mkdir()
        with archive.snapshot() as connection:
            step = steps.standing(connection)
            copy_files(connection, archive, bag)
            for table in db.ALL:
                with written(bag), (folder / "tables" / f"{table.name}.jsonl").open("w", encoding="ascii") as out:
                    out.writelines(canonical(row) + "\n" for row in rows_of(connection, table))
            identity = archive.identity()
            if archive.place.key.exists():
                head = sign_head(archive.place, connection, identity)
                (folder / "head.json").write_text(head.written(), "ascii")
        logging.getLogger("bagit").setLevel(logging.ERROR)
        info = {"External-Identifier": identity, "Bag-Software-Agent": TOOL, _TABLES: str(step)}
        with written(bag):
            bagit.make_bag(str(folder), info, checksums=["sha256"])
            manifest = sha256_hex((folder / "manifest-sha256.txt").read_bytes())
        # Before it stands under its name: one that came to nothing may be in the ledger, none may be left out.
        return archive.record_release(who, "bagit", str(to), manifest)


class Bag:
    """A bag that was received, checked whole before anything in it is used."""

    def __init__(self, folder: Path) -> None:
        """Open and validate a bag. InputError, naming what is wrong, where it is none or not whole."""
        logging.getLogger("bagit").setLevel(logging.CRITICAL)
        try:
            bag = bagit.Bag(str(folder))
            bag.validate()
        except bagit.BagValidationError as error:
            said = "; ".join(str(one) for one in error.details) or str(error)
            raise InputError(f"the bag is not whole: {said}", where=str(folder), do="Ask for it again") from error
        except (bagit.BagError, OSError, ValueError) as error:
            raise InputError(f"no bag, or not whole: {error}", where=str(folder), do="Ask for it again") from error
        self.folder = folder / "data"
        self.name = str(folder)
        self.manifest = sha256_hex((folder / "manifest-sha256.txt").read_bytes())
        self._step = step = str(bag.info.get(_TABLES, ""))
        if not steps.known(step):
            raise InputError(
                f"its tables are of step {step or 'unknown'}, which this version does not know",
                where=self.name,
                do="Use the onrecord that made it, or a newer one",
            )

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Give the rows of one table. InputError where a line is no row of it."""
        path = self.folder / "tables" / f"{table}.jsonl"
        if self._step < _SINCE.get(table, "") and not path.exists():
            return
        columns = set(db.metadata.tables[table].columns.keys())
        try:
            with path.open("r", encoding="ascii") as lines:
                for number, line in enumerate(lines, start=1):
                    row = json.loads(line)
                    if not isinstance(row, dict) or not set(row) <= columns:
                        raise InputError(f"no row of {table}", where=f"{path}, line {number}")
                    yield row
        except (OSError, ValueError) as error:
            raise InputError(f"the rows of {table} cannot be read: {error}", where=str(path)) from error

    def head(self) -> Head | None:
        """Give the head that came with the bag; None where none did."""
        path = self.folder / "head.json"
        return Head.read(path) if path.is_file() else None
