"""Archives as earlier versions left them: made with their rows, and without what later steps added."""

from __future__ import annotations

import tarfile
from pathlib import Path
from unittest.mock import patch

from material import receive, report

import onrecord.archive.schema as steps
from onrecord.archive import Acknowledged, Archive, Place
from onrecord.archive.database import Database

KEPT = Path(__file__).parent / "data" / "step-0002.tar.xz"
"""An archive, a bag and a head as the version of step 0002 wrote them, with custody, a reading and an order in it."""
_UNDO = (
    *(f"DROP INDEX {name}" for name in ("receipts_part_of", "listed_key", "listed_receipt", "listed_id")),
    *(f"DROP TABLE {name}" for name in ("link_judgements", "incident_changes", "deletions", "listed")),
    *(f"ALTER TABLE receipts DROP COLUMN {name}" for name in ("part_of", "despite")),
    *(f"ALTER TABLE {name} DROP COLUMN erased" for name in ("receipts", "reports", "unread", "readings", "judgements")),
    "ALTER TABLE deletion_orders DROP COLUMN names",
    "UPDATE alembic_version SET version_num = '0002'",
)


def of_step_2(place: Place, reports: int) -> list[Acknowledged]:
    """Make an archive of the second step that holds reports; it is not sealed."""
    with patch.object(steps, "newest", lambda: "0002"), Archive.init(place, "mira") as archive:
        done = receive(archive, [report(number) for number in range(reports)])
    database = Database(place)
    with database.writing() as connection:
        for statement in _UNDO:
            connection.exec_driver_sql(statement)
    if place.server is None:
        database.settle()
    database.close()
    place.seal.unlink(missing_ok=True)
    return done


def unpacked(folder: Path) -> Path:
    """Unpack what an earlier version wrote; gives the folder of ``archive``, ``bag`` and ``head.json``."""
    with tarfile.open(KEPT) as packed:
        packed.extractall(folder, filter="data")
    return folder
