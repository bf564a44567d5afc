"""Rows that lost their words by order: what each must be since, as the entry of the deletion says."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection

from onrecord.archive.canonical import digest_of
from onrecord.archive.copying import raw_rows
from onrecord.archive.deletions import ERASED, deletions
from onrecord.archive.verifying.findings import Verification

Erased = Mapping[tuple[str, int], tuple[str, int]]
"""Table and entry of a row -> its digest since, and the deletion's entry."""


def erased_rows(connection: Connection) -> Erased:
    """Give every row that a deletion erased, as the last one left it.

    Only entries whose own hash is right are believed; where one is not, its rows stand against what was first said
    of them, and are named.
    """
    found: dict[tuple[str, int], tuple[str, int]] = {}
    columns = "l.seq, l.kind, l.who, l.at, l.tool, l.payload, l.previous, l.hash"
    query = (
        f"SELECT {columns} FROM deletions d JOIN ledger l ON l.seq = d.entry "  # noqa: S608 - our own names
        f"WHERE d.stage = '{ERASED}' ORDER BY l.seq"
    )
    for *said, digest in raw_rows(connection, query):
        try:
            if digest_of("ledger", said) != digest:
                continue
            for table, entry, then in json.loads(said[5])["erased"]:
                found[str(table), int(entry)] = (str(then), int(said[0]))
        except (ValueError, KeyError, TypeError):
            continue  # the walk along the chain names this entry
    return found


def tell_of_deletions(connection: Connection, result: Verification) -> None:
    """Say what was deleted by order, and which orders are not carried out, or not to their end."""
    for one in deletions(connection):
        if one.entry is None:
            result.deletions.append(f"file {one.sha256}: {one}: onrecord delete --order {one.order}")
        elif one.finished:
            result.deletions.append(f"file {one.sha256}: {one}")
        else:
            result.deletions.append(
                f"file {one.sha256}: {one}, but not to the end: its bytes may still lie in the store, or words in what "
                f"the database freed. The next onrecord add, or onrecord delete --order {one.order}, finishes it"
            )
