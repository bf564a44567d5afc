"""Ways in which somebody with the archive's folder in hand could change it, each with what must be named."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from onrecord.archive import Archive, Head, Place, Verification, verify
from onrecord.archive.canonical import canonical, entry_hash, row_digest
from onrecord.archive.database import Database
from onrecord.archive.seal import write_seal
from onrecord.archive.store import path_of

TABLES = (
    "ledger",
    "files",
    "receipts",
    "reports",
    "unread",
    "listed",
    "runs",
    "readings",
    "judgements",
    "releases",
    "deletion_orders",
    "deletions",
    "incident_changes",
    "link_judgements",
)
_LEDGER = ("seq", "kind", "who", "at", "tool", "payload", "previous", "hash")


class Tampering:
    """Copies of one archive, each changed in one way drawn at random; the head was kept outside."""

    def __init__(self, original: Place, head: Head, copies: Path, seed: int) -> None:
        self._original, self._head, self._copies = original, head, copies
        self._random = random.Random(seed)
        self.ways: dict[str, Callable[[Place], str]] = {
            "a bit in a kept file": self._bit_in_kept,
            "a bit in any file": self._bit_in_any,
            "a file removed": self._file_removed,
            "a file added": self._file_added,
            "two files swapped": self._files_swapped,
            "a deleted file put back": self._file_put_back,
            "an erased row given words again": self._words_put_back,
            "a value in a row": self._value,
            "the version of the tables": self._version,
            "a row removed": self._row_removed,
            "a row added": self._row_added,
            "an entry removed": self._entry_removed,
            "two entries swapped": self._entries_swapped,
            "an entry rewritten with its hash": self._entry_rewritten,
            "the tail cut": self._tail_cut,
            "the chain rewritten": self._chain_rewritten,
            "the whole archive made anew": self._made_anew,
        }

    def one(self, way: str, look: Callable[[Place, Head], Verification] = verify) -> tuple[bool, bool, str]:
        """Change a copy; tells whether the change was found, whether what was changed is named, and what was done."""
        copy = Place(self._copies / "copy")
        shutil.rmtree(copy.folder, ignore_errors=True)
        shutil.copytree(self._original.folder, copy.folder)
        for path in copy.files.rglob("*"):
            path.chmod(0o700)
        needle = self.ways[way](copy)
        result = look(copy, self._head)
        return not result.sound, named(result, needle), f"{way}: {needle}: {[str(one) for one in result.findings]}"

    # ---- files -----------------------------------------------------------------------------------------------------

    def _bit_in_kept(self, copy: Place) -> str:
        path = self._some_file(copy)
        self._flip(path)
        return path.parent.name + path.name

    def _bit_in_any(self, copy: Place) -> str:
        paths = sorted(path for path in copy.folder.rglob("*") if path.is_file())
        path = self._random.choice(paths)
        self._flip(path)
        if copy.files in path.parents:
            return path.parent.name + path.name
        # A bit of SQLite's file that holds a value is named with its row, any other with the file.
        return "" if path.name == "archive.sqlite" else path.name

    def _file_removed(self, copy: Place) -> str:
        path = self._some_file(copy)
        path.unlink()
        return path.parent.name + path.name

    def _file_added(self, copy: Place) -> str:
        name = f"{self._random.getrandbits(256):064x}"
        path = self._random.choice([path_of(copy.files, name), copy.folder / "more.txt", copy.files / "list"])
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"put there")
        return path.name

    def _files_swapped(self, copy: Place) -> str:
        one, two = self._random.sample(sorted(path for path in copy.files.rglob("*") if path.is_file()), 2)
        first, second = one.read_bytes(), two.read_bytes()
        one.write_bytes(second)
        two.write_bytes(first)
        return one.parent.name + one.name

    def _file_put_back(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            sha256 = self._random.choice(database.execute("SELECT sha256 FROM deletions ORDER BY 1").fetchall())[0]
        path = path_of(copy.files, sha256)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(self._random.choice([b"what was in it", b""]))
        return path.name

    def _words_put_back(self, copy: Place) -> str:
        columns = {
            "reports": "text",
            "readings": "line",
            "unread": "why",
            "judgements": "decision",
            "link_judgements": "note",
        }
        with closing(_open(copy)) as database:
            table = self._random.choice(list(columns))
            row = database.execute(f"SELECT * FROM {table} WHERE erased IS NOT NULL").fetchone()
            both = self._random.choice(["", ", erased = NULL"])
            database.execute(f"UPDATE {table} SET {columns[table]} = 'words'{both} WHERE entry = ?", (row["entry"],))
            database.commit()
        self._cover(copy)
        return _named(table, row)

    # ---- rows ------------------------------------------------------------------------------------------------------

    def _value(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            table = self._random.choice(TABLES)
            row = self._some_row(database, table)
            column = self._random.choice(list(row.keys()))
            number = row.keys()[0]
            value = self._other(row[column])
            changed = database.execute(
                f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {number} = ?", (value, row[number])
            ).rowcount
            database.commit()
        if not changed:
            return self._value(copy)  # a number that another row bears: draw again
        self._cover(copy)
        if column == number:
            return "" if table == "ledger" else table
        return _named(table, row)

    def _version(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            statement = self._random.choice(
                ["UPDATE alembic_version SET version_num = '0001'", "DELETE FROM alembic_version"]
            )
            database.execute(statement)
            database.commit()
        self._cover(copy)
        return "alembic_version"

    def _row_removed(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            table = self._random.choice(TABLES[1:])
            row = self._some_row(database, table)
            database.execute(f"DELETE FROM {table} WHERE entry = ?", (row["entry"],))
            database.commit()
        self._cover(copy)
        return _named(table, row)

    def _row_added(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            table = self._random.choice(TABLES[1:])
            row = dict(self._some_row(database, table))
            taken = {one[0] for one in database.execute(f"SELECT entry FROM {table}")}
            row["entry"] = self._random.choice([one for one in range(-2, 200) if one not in taken])
            for unique in {"sha256", "key"} & set(row) if table in {"files", "reports"} else ():
                row[unique] = f"{self._random.getrandbits(256):064x}"
            if table == "readings":
                row["run"] = row["entry"]
            _insert(database, table, row)
        self._cover(copy)
        return _named(table, row)

    # ---- the ledger ------------------------------------------------------------------------------------------------

    def _entry_removed(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            seq = self._random.choice(_entries(database))["seq"]
            database.execute("DELETE FROM ledger WHERE seq = ?", (seq,))
            database.commit()
        self._cover(copy)
        return f"entry {seq}"

    def _entries_swapped(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            one, two = self._random.sample(_entries(database), 2)
            for seq in (one["seq"], two["seq"]):
                database.execute("DELETE FROM ledger WHERE seq = ?", (seq,))
            _insert(database, "ledger", dict(one) | {"seq": two["seq"]})
            _insert(database, "ledger", dict(two) | {"seq": one["seq"]})
        self._cover(copy)
        return f"reordered: entry {one['seq']}"

    def _entry_rewritten(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            entry = dict(self._random.choice(_entries(database)))
            entry["who"] += " (junior)"
            self._rewrite(database, entry)
            database.commit()
        self._cover(copy)
        return f"entry {entry['seq']}"

    def _tail_cut(self, copy: Place) -> str:
        with closing(_open(copy)) as database:
            entries = _entries(database)
            first = self._random.randint(2, len(entries))
            with_rows = self._random.random() < 0.7
            if with_rows:
                for (sha256,) in database.execute("SELECT sha256 FROM files WHERE entry >= ?", (first,)).fetchall():
                    path_of(copy.files, sha256).unlink(missing_ok=True)
                for table in TABLES[1:]:
                    database.execute(f"DELETE FROM {table} WHERE entry >= ?", (first,))
            database.execute("DELETE FROM ledger WHERE seq >= ?", (first,))
            database.commit()
        self._cover(copy)
        last = entries[-1]["seq"]
        return f"cut_off: entry {first}" + (f" to {last}" if first != last else "")

    def _chain_rewritten(self, copy: Place) -> str:
        """Change a row, its entry, and every entry behind it, so that the chain is whole in itself."""
        with closing(_open(copy)) as database:
            entries = [dict(one) for one in _entries(database)]
            first = self._random.randint(1, len(entries))
            entry = entries[first - 1]
            said = json.loads(entry["payload"])
            if said["rows"]:
                table, _, _ = said["rows"][-1]
                row = dict(database.execute(f"SELECT * FROM {table} WHERE entry = ?", (first,)).fetchone())
                column = next(name for name in ("who", "title", "why", "made_by", "line", "size") if name in row)
                row[column] = self._other(row[column])
                database.execute(f"UPDATE {table} SET {column} = ? WHERE entry = ?", (row[column], first))
                said["rows"][-1][2] = row_digest(table, row.keys(), row)
                entry["payload"] = canonical(said)
            else:
                entry["at"] = "2019" + entry["at"][4:]
            previous = entry["previous"]
            for one in entries[first - 1 :]:
                one["previous"] = previous
                previous = self._rewrite(database, one)
            database.commit()
        self._cover(copy)
        return f"rewritten: entry {first}:"

    def _made_anew(self, copy: Place) -> str:
        shutil.rmtree(copy.folder)
        with Archive.init(copy, "somebody else"):
            pass
        return self._head.hash

    # ---- what they share -------------------------------------------------------------------------------------------

    def _cover(self, copy: Place) -> None:
        """Seal the changed database anew every other time, as one who knows the house would."""
        if self._random.random() < 0.5:
            database = Database(copy)
            try:
                write_seal(copy, database)
            finally:
                database.close()

    def _rewrite(self, database: sqlite3.Connection, entry: dict) -> str:
        digest = entry_hash(*(entry[name] for name in _LEDGER[:-1]))
        entry["hash"] = digest
        assignments = ", ".join(f"{name} = :{name}" for name in _LEDGER)
        database.execute(f"UPDATE ledger SET {assignments} WHERE seq = :seq", entry)
        return digest

    def _flip(self, path: Path) -> None:
        data = bytearray(path.read_bytes())
        at = self._random.randrange(len(data))
        data[at] ^= 1 << self._random.randrange(8)
        path.write_bytes(data)

    def _some_file(self, copy: Place) -> Path:
        return self._random.choice(sorted(path for path in copy.files.rglob("*") if path.is_file()))

    def _some_row(self, database: sqlite3.Connection, table: str) -> sqlite3.Row:
        return self._random.choice(database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall())

    def _other(self, value: object) -> object:
        if isinstance(value, int):
            return value + self._random.choice([1, 1000, -7])
        if value is None:
            return "was null"
        text = str(value) or "was empty"
        at = self._random.randrange(len(text))
        return self._random.choice([text + " ", text[:at] + text[at + 1 :], text[:at] + "x" + text[at:]])


def named(result: Verification, needle: str) -> bool:
    """Tell whether a finding names what was changed."""
    return any(needle in str(one).replace(" to ", " to ") or _within(str(one), needle) for one in result.findings)


def _within(said: str, needle: str) -> bool:
    """Tell whether a span of entries (``rewritten: entry 3 to 5``) begins where the needle says."""
    return needle.endswith(":") and said.startswith(needle[:-1] + " to ")


def _named(table: str, row: dict | sqlite3.Row) -> str:
    if table == "ledger":
        return f"entry {row['seq']}"
    return f"{table} {row[{'files': 'sha256', 'reports': 'key'}.get(table, 'entry')]}"


def _entries(database: sqlite3.Connection) -> list[sqlite3.Row]:
    return database.execute("SELECT * FROM ledger ORDER BY seq").fetchall()


def _insert(database: sqlite3.Connection, table: str, row: dict) -> None:
    names = ", ".join(f":{name}" for name in row)
    database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({names})", row)
    database.commit()


def _open(copy: Place) -> sqlite3.Connection:
    database = sqlite3.connect(copy.sqlite)
    database.row_factory = sqlite3.Row
    return database
