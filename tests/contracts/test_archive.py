"""What an archive does, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material import bytes_of, custody, files_of, receive, report, small
from older import of_step_2, unpacked
from sqlalchemy import inspect

from onrecord.archive import (
    Archive,
    Damage,
    Head,
    Place,
    ReadingToKeep,
    back_up,
    export_bag,
    import_into,
    tables,
    verify,
)
from onrecord.archive.database import Database
from onrecord.errors import ArchiveError, BinaryInput, DamagedArchive, InputError


def test_what_is_acknowledged_is_there_and_verifies(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        done = receive(archive, [report(1), report(2)])
    assert [one.id for one in done] == [None, "report-1.txt", None, "report-2.txt"]
    with Archive.open(place) as archive:
        found = archive.report(done[1].report or "")
        assert found
        assert found.report == report(1)
        assert [one.name for one in found.receipts] == ["report-1.txt"]
        assert archive.bytes_of(found.receipts[0].sha256) == bytes_of(report(1))
    assert verify(place).findings == []


def test_nothing_is_kept_before_the_commit(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        with archive.receiving("mira") as receiving:
            receiving.keep("a.txt", io.BytesIO(b"text")).close()
            receiving.add(report(1))
        assert archive.totals()["files"] == 0
    assert files_of(place) == []
    assert list(place.incoming.iterdir()) == []


def test_the_same_bytes_twice_are_one_file_with_two_receipts(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        first = receive(archive, [report(1)])
        second = receive(archive, [report(1)], who="otto")
        assert (first[0].new_file, second[0].new_file) == (True, False)
        assert (first[1].new_report, second[1].new_report) == (True, False)
        (found,) = archive.find("report-1.txt")
        assert [one.who for one in found.receipts] == ["mira", "otto"]
        assert archive.totals()["files"] == archive.totals()["reports"] == 1
    assert verify(place).sound


def test_the_same_bytes_twice_in_one_batch(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        done = receive(archive, [report(1), report(1)])
        assert [one.new_file for one in done] == [True, True, False, False]
    assert verify(place).sound
    assert len(files_of(place)) == 1


def test_reports_of_one_file_over_several_batches_share_its_receipt(place: Place) -> None:
    with Archive.init(place, "mira") as archive, archive.receiving("mira") as receiving:
        receiving.keep("list.jsonl", io.BytesIO(b"lines")).close()
        receiving.add(report(1))
        first = receiving.commit()
        receiving.add(report(2))
        second = receiving.commit()
        assert first[0].receipt == first[1].receipt == second[0].receipt
        assert receiving.commit() == []
    assert verify(place).sound


def test_what_could_not_be_read_is_kept_and_said(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        done = receive(archive, [BinaryInput("no text", where="photo.jpg")])
        assert "no text" in (done[1].why or "")
        assert archive.totals()["unread"] == archive.totals()["files"] == 1
    assert verify(place).sound


def test_readings_of_runs_stand_beside_each_other(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        key = receive(archive, [report(1)])[1].report or ""
        for version in ("1", "2"):
            run = archive.begin_run("mira", {"onrecord": version})
            archive.keep_readings("mira", run, [ReadingToKeep(key, json.dumps({"by": version}))])
        (found,) = archive.find(key[:8])
        assert [json.loads(one.line or "") for one in found.readings] == [{"by": "1"}, {"by": "2"}]
        assert archive.read_already([key], {"onrecord": "1"}) == {key}
        assert archive.read_already([key], {"onrecord": "3"}) == set()
        with pytest.raises(ArchiveError, match="refuse"):
            archive.keep_readings("mira", run, [ReadingToKeep(key, "{}")])  # one run reads a report once
    assert verify(place).sound


def test_every_kind_of_row_verifies(place: Place) -> None:
    small(place)
    with Archive.open(place) as archive:
        assert all(archive.totals().values())
        assert sum(1 for _ in archive.reports()) == archive.totals()["reports"]
    result = verify(place)
    assert result.findings == []
    assert result.files == len(files_of(place))


def test_custody_and_its_map_come_back(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        key = receive(archive, [replace(report(1), custody=custody())])[1].report or ""
        found = archive.report(key)
        assert found
        assert found.report.custody == custody()


@settings(max_examples=25)
@given(texts=st.lists(st.text(st.characters(codec=None), min_size=1, max_size=30), min_size=1, max_size=4))
def test_any_text_and_name_comes_back(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    place = Place.of(str(tmp_path_factory.mktemp("any") / "archive"))
    _round_trip(place, texts)


def test_what_databases_do_not_hold_comes_back(place: Place) -> None:
    _round_trip(place, ["a\x00b", "\ud83d", "\x10\x10" + "0000", "\ud83d\ude00", "😀", "\x1b[2J", "ملف", "файл"])


def _round_trip(place: Place, texts: list[str]) -> None:
    with Archive.init(place, texts[0]) as archive:
        given = [replace(report(number, text), id=text, title=text) for number, text in enumerate(texts)]
        for one in given:
            done = receive(archive, [one], who=one.text)
            found = archive.report(done[1].report or "")
            assert found
            assert found.report == one
            assert found.receipts[-1].name == one.id
            assert found.receipts[-1].who == one.text
            assert found.report in [other.report for other in archive.find(one.id)]
    assert verify(place).findings == []


def test_a_newer_archive_is_refused_by_name(place: Place) -> None:
    Archive.init(place, "mira").close()
    database = Database(place)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(ArchiveError, match="9999"):
        Archive.open(place)


def test_there_is_no_archive(place: Place) -> None:
    with pytest.raises(ArchiveError, match="no archive"):
        Archive.open(place)
    with pytest.raises(ArchiveError, match="no archive"):
        verify(place)


@pytest.mark.parametrize("table", [table.name for table in tables.ALL])
def test_a_value_changed_on_the_server_is_found_and_named(place: Place, table: str) -> None:
    small(place)
    with Archive.open(place) as archive:
        head = archive.head()
    columns = {
        "ledger": "who",
        "files": "media_type",
        "reports": "text",
        "unread": "why",
        "listed": "place",
        "runs": "made_by",
        "readings": "outcome",
        "judgements": "decision",
        "releases": "manifest",
    }
    column, number = columns.get(table, "who"), "seq" if table == "ledger" else "entry"
    database = Database(place)
    with database.writing() as connection:
        last = connection.exec_driver_sql(f"SELECT max({number}) FROM {table}").scalar()
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = {column} || 'x' WHERE {number} = {last}")
    database.close()
    named = [one for one in verify(place, head).findings if one.part == ("entry" if table == "ledger" else table)]
    assert len(named) == 1
    assert named[0].damage is Damage.CHANGED


def test_two_that_make_an_archive_at_once_leave_one_that_verifies(place: Place) -> None:
    said: list[str] = []

    def make(who: str) -> None:
        try:
            Archive.init(place, who).close()
            said.append("made")
        except ArchiveError as error:
            said.append(error.why)

    makers = [threading.Thread(target=make, args=(f"maker {number}",)) for number in range(4)]
    for one in makers:
        one.start()
    for one in makers:
        one.join()
    assert said.count("made") == 1, said
    assert verify(place).findings == []


def test_an_archive_is_made_once(place: Place) -> None:
    Archive.init(place, "mira").close()
    with pytest.raises(ArchiveError, match="already"):
        Archive.init(place, "mira")
    assert verify(place).sound


def test_an_older_archive_is_brought_up_to_date(place: Place) -> None:
    done = of_step_2(place, 2)
    with pytest.raises(ArchiveError, match="older"):
        verify(place)
    with pytest.raises(ArchiveError, match="older"):
        Archive.open(place)
    with Archive.open(place, who="otto") as archive:
        assert [key for key, _ in archive.reports()] == [one.report for one in done if one.report]
        receive(archive, [report(2)])
    assert verify(place).findings == []


def test_two_that_bring_an_archive_up_to_date_at_once_both_go_on(place: Place) -> None:
    of_step_2(place, 2)
    errors: list[BaseException] = []

    def write(number: int) -> None:
        try:
            with Archive.open(place, who=f"writer {number}") as archive:
                receive(archive, [report(10 + number)])
        except BaseException as error:  # noqa: BLE001 - shown below, in the test's own thread
            errors.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert errors == []
    assert verify(place).findings == []
    with Archive.open(place) as archive:
        assert archive.totals()["reports"] == 5


def test_what_an_earlier_version_wrote_verifies_when_it_is_brought_up_to_date(tmp_path: Path) -> None:
    folder = unpacked(tmp_path)
    place, head = Place(folder / "archive"), Head.read(folder / "head.json")
    Archive.open(place, who="otto").close()
    assert verify(place, head).findings == []
    with Archive.open(place) as archive:
        (found,) = archive.find("report-77.txt")
        assert found.report.custody.part_of == "a" * 64
        assert found.report.custody.metadata == custody().metadata[:1]
        assert [one.entry for one in archive.deletions()] == [None]


def test_a_bag_of_an_earlier_version_is_imported(place: Place, tmp_path: Path) -> None:
    folder = unpacked(tmp_path / "given")
    assert import_into(place, folder / "bag", "otto") == 4
    assert verify(place, Head.read(folder / "head.json")).findings == []


def test_the_steps_lead_to_the_tables_as_they_are_described(place: Place) -> None:
    Archive.init(place, "mira").close()
    database = Database(place)
    with database.reading() as connection:
        found = inspect(connection)
        for table in tables.ALL:
            columns = {one["name"]: one["nullable"] for one in found.get_columns(table.name)}
            assert columns == {one.name: bool(one.nullable) for one in table.columns}
            named = {one["name"] for one in found.get_indexes(table.name) if not one.get("duplicates_constraint")}
            assert named == {one.name for one in table.indexes}
            keys = {key["constrained_columns"][0]: key["referred_table"] for key in found.get_foreign_keys(table.name)}
            assert keys == {key.parent.name: key.column.table.name for key in table.foreign_keys}
    database.close()


def test_two_writers_at_once_both_succeed(place: Place) -> None:
    Archive.init(place, "mira").close()
    errors: list[BaseException] = []

    def write(who: str, start: int) -> None:
        try:
            with Archive.open(place, who=who) as archive:
                for number in range(10):
                    receive(archive, [report(start + number), report(7)], who=who)
        except BaseException as error:  # noqa: BLE001 - shown below, in the test's own thread
            errors.append(error)

    writers = [threading.Thread(target=write, args=(f"writer {n}", 100 * n)) for n in range(3)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert errors == []
    assert verify(place).findings == []
    with Archive.open(place) as archive:
        assert archive.totals()["reports"] == 30
        assert archive.totals()["receipts"] == 60


def test_a_reader_sees_whole_batches_while_a_writer_writes(place: Place) -> None:
    Archive.init(place, "mira").close()
    stop = threading.Event()
    seen: list[tuple[int, int]] = []
    wrong: list[object] = []

    def look() -> None:
        with Archive.open(place) as archive:
            while not stop.is_set():
                totals = archive.totals()
                seen.append((totals["reports"], totals["receipts"]))
                wrong.extend(verify(place).findings)

    reader = threading.Thread(target=look)
    reader.start()
    with Archive.open(place, who="mira") as archive:
        for number in range(8):
            receive(archive, [report(10 * number + one) for one in range(10)])
    stop.set()
    reader.join()
    assert wrong == []
    assert all(reports == receipts and reports % 10 == 0 for reports, receipts in seen)


def test_a_backup_has_the_same_hashes_and_goes_on(place: Place, tmp_path: Path) -> None:
    small(place)
    with Archive.open(place) as archive:
        head = archive.head()
        assert back_up(archive, tmp_path / "copy") == head.seq
    copy = Place.of(str(tmp_path / "copy"))
    assert verify(copy, head).findings == []
    assert [path.read_bytes() for path in files_of(copy)] == [path.read_bytes() for path in files_of(place)]
    with Archive.open(copy, who="otto") as archive:
        receive(archive, [report(99)])
    assert verify(copy, head).findings == []


def test_a_backup_never_passes_damage_on(place: Place, tmp_path: Path) -> None:
    small(place)
    path = files_of(place)[0]
    path.chmod(0o600)
    path.write_bytes(b"something else")
    with Archive.open(place) as archive, pytest.raises(DamagedArchive, match="not what was received"):
        back_up(archive, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("form", ["bag", "backup"])
def test_an_archive_travels_and_verifies_where_it_arrives(
    place: Place, new_place: Callable[[str], Place], tmp_path: Path, form: str
) -> None:
    small(place)
    with Archive.open(place, who="mira") as archive:
        head = archive.head()
        if form == "bag":
            export_bag(archive, tmp_path / "sent", "mira")
        else:
            back_up(archive, tmp_path / "sent")
        totals = archive.totals()
    there = new_place("there")
    import_into(there, tmp_path / "sent", "otto")
    assert verify(there, head).findings == []
    with Archive.open(there, who="otto") as archive:
        assert archive.totals()["reports"] == totals["reports"]
        assert archive.identity() == head.archive
        receive(archive, [report(99)])
        later = archive.head()
    assert verify(there, later).findings == []
    with pytest.raises(ArchiveError, match="not empty"):
        import_into(there, tmp_path / "sent", "otto")


def test_an_export_stands_in_the_ledger(place: Place, tmp_path: Path) -> None:
    small(place)
    with Archive.open(place, who="mira") as archive:
        before = archive.totals()
        entry = export_bag(archive, tmp_path / "bag", "mira")
        after = archive.totals()
    assert entry == before["entries"] + 1 == after["entries"]
    assert after["releases"] == before["releases"] + 1


@pytest.mark.parametrize("part", ["data/files", "data/tables/reports.jsonl", "bag-info.txt", "data/head.json"])
def test_a_bag_that_is_not_whole_is_not_imported(place: Place, tmp_path: Path, part: str) -> None:
    small(place)
    with Archive.open(place, who="mira") as archive:
        export_bag(archive, tmp_path / "bag", "mira")
    path = tmp_path / "bag" / part
    if path.is_dir():
        path = next(one for one in path.rglob("*") if one.is_file())
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-2] + b"x\n")
    there = Place.of(str(tmp_path / "there"))
    with pytest.raises(InputError, match="not whole"):
        import_into(there, tmp_path / "bag", "otto")
    assert not there.folder.exists()


def test_heads_are_signed_and_read_back(place: Place, tmp_path: Path) -> None:
    small(place)
    with Archive.open(place) as archive:
        head = archive.head()
    path = tmp_path / "head.json"
    path.write_text(head.written())
    assert Head.read(path) == head
    assert head.genuine()
    assert not replace(head, seq=head.seq - 1).genuine()
    path.write_text("{}")
    with pytest.raises(InputError, match="no head"):
        Head.read(path)
