"""Parquet: the columns of the CSV with their types, and what each holds written into the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, BinaryIO

from onrecord import __version__
from onrecord.model import Incident
from onrecord.publishing.rows import INCIDENT_COLUMNS

_GROUP = 5_000
"""Incidents in a row group: what is held in memory at once."""
_NUMBERS = {"claims", "counts", "report_count", "origin_count"}
_DEGREES = {"lat", "lon", "radius_km"}
_DAYS = {"date_start", "date_end"}


class Parquet:
    """One row an incident; null is "not stated", and the field's metadata say what a column holds."""

    name = "parquet"
    suffix = ".parquet"
    about = "one row an incident, typed, with its data dictionary"
    scheme = None

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write row group by row group."""
        import pyarrow as pa  # noqa: PLC0415 - heavy, and needed here alone
        from pyarrow import parquet  # noqa: PLC0415

        fields = [
            pa.field(one.name, _type(pa, one.name), metadata={"description": one.about}) for one in INCIDENT_COLUMNS
        ]
        schema = pa.schema(fields, metadata={"made_by": f"onrecord {__version__}"})
        with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
            for rows in _groups(incidents):
                columns = {
                    one.name: [_value(one.name, one.value(None, incident)) for incident in rows]
                    for one in INCIDENT_COLUMNS
                }
                writer.write_table(pa.table(columns, schema=schema))


def _groups(incidents: Iterable[Incident]) -> Iterator[list[Incident]]:
    rest = iter(incidents)
    while rows := list(islice(rest, _GROUP)):
        yield rows


def _type(pa: Any, column: str) -> Any:
    if column in _NUMBERS or column.endswith(("_low", "_high")):
        return pa.int64()
    if column in _DEGREES:
        return pa.float64()
    return pa.date32() if column in _DAYS else pa.string()


def _value(column: str, value: object) -> object:
    if column in _DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return value
