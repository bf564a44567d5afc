"""A deletion order is carried out wholly, is proven by what it leaves, and never looks like a loss."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from material import bytes_of, custody, files_of, receive, receive_list, report, row, small

import onrecord.archive.erasing as erasing
from onrecord.archive import Archive, Damage, Place, ReadingToKeep, back_up, export_bag, import_into, verify
from onrecord.archive.database import Database
from onrecord.archive.store import path_of
from onrecord.errors import ArchiveError, DeletedInput

WORDS = "Sister Amal of the Karzal clinic counted nine bodies and gave her name."


def holding(place: Place) -> tuple[str, str]:
    """Make an archive with a report, a reading and a judgement of it; gives the file's hash and the report's key."""
    with Archive.init(place, "mira") as archive:
        receive(archive, [report(1)])
        spoken = replace(report(2, WORDS), title="What Sister Amal saw", custody=custody())
        done = receive(archive, [spoken])
        key = done[1].report or ""
        run = archive.begin_run("mira", {"onrecord": "0"})
        archive.keep_readings("mira", run, [ReadingToKeep(key, '{"words": "Sister Amal"}')])
        archive.judge("mira", "claim", f"{spoken.key}:c1", {"speaker": "Sister Amal"})
        return done[0].sha256, key


def deleted(place: Place, *, names: bool = False) -> tuple[str, str, int]:
    """Make the same archive, and delete the file; gives hash, key and order."""
    sha256, key = holding(place)
    with Archive.open(place, who="otto") as archive:
        order = archive.order_deletion("otto", sha256, "asked by the witness", "the board", names=names)
        archive.carry_out("otto", order)
    return sha256, key, order


def test_nothing_of_it_is_left_and_its_hashes_are(place: Place) -> None:
    sha256, key, order = deleted(place)
    assert not path_of(place.files, sha256).exists()
    with Archive.open(place) as archive:
        found = archive.report(key)
        assert found
        assert (found.report.text, found.report.title, found.report.id) == ("", None, "report-2.txt")
        assert found.report.custody == report(1).custody
        assert found.erased
        assert [one.line for one in found.readings] == [None]
        assert [one.order for one in found.deletions] == [order]
        assert found.receipts[0].size == len(WORDS)
        assert [one for one, _ in archive.reports()] != [key]
        assert archive.gone()[sha256].finished
        with archive.snapshot() as connection:
            assert connection.exec_driver_sql("SELECT decision FROM judgements").scalar() == "{}"
        with pytest.raises(ArchiveError, match=f"deleted by order {order}"):
            archive.bytes_of(sha256)
    result = verify(place)
    assert result.findings == []
    assert [line for line in result.deletions if f"{sha256}: deleted by order {order}" in line] == result.deletions
    for path in place.folder.rglob("*"):
        if path.is_file():
            assert b"Sister Amal" not in path.read_bytes(), path


def test_names_go_where_the_order_says_so(place: Place) -> None:
    _, key, _ = deleted(place, names=True)
    with Archive.open(place) as archive:
        found = archive.report(key)
        assert found
        assert found.report.id == found.receipts[0].name == ""
    assert verify(place).findings == []


def test_an_order_that_is_not_carried_out_is_named(place: Place) -> None:
    sha256, key = holding(place)
    with Archive.open(place, who="otto") as archive:
        order = archive.order_deletion("otto", sha256, "asked", "the board")
        assert archive.report(key).report.text == WORDS  # type: ignore[union-attr]
    result = verify(place)
    assert result.sound
    assert any(f"onrecord delete --order {order}" in line for line in result.deletions)
    with (
        Archive.open(place, who="otto") as archive,
        pytest.raises(ArchiveError, match="no deletion order"),
    ):
        archive.carry_out("otto", 999)
    with Archive.open(place, who="otto") as archive, pytest.raises(ArchiveError, match="no file"):
        archive.order_deletion("otto", "0" * 64, "asked", "the board")


def test_carrying_it_out_twice_changes_nothing(place: Place) -> None:
    _, _, order = deleted(place)
    with Archive.open(place, who="otto") as archive:
        before = archive.totals()["entries"]
        archive.carry_out("otto", order)
        assert archive.totals()["entries"] == before


@pytest.mark.parametrize("step", ["scrub", "unlink"])
def test_one_that_was_cut_short_is_named_and_finished_by_the_next_writer(
    place: Place, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    sha256, _ = holding(place)

    def fail(*_: object, **__: object) -> None:
        raise ArchiveError("somebody reads the archive")

    with Archive.open(place, who="otto") as archive, monkeypatch.context() as patched:
        order = archive.order_deletion("otto", sha256, "asked", "the board")
        if step == "scrub":
            patched.setattr(Archive, "scrub", fail)
        else:
            patched.setattr(Path, "unlink", fail)
        with pytest.raises(ArchiveError, match="somebody reads"):
            archive.carry_out("otto", order)
    result = verify(place)
    assert result.sound
    assert any("not to the end" in line for line in result.deletions)
    Archive.open(place, who="mira").close()
    assert not path_of(place.files, sha256).exists()
    assert not any("not to the end" in line for line in verify(place).deletions)


def test_the_same_bytes_are_refused_and_the_ledger_says_so(place: Place) -> None:
    sha256, _, _ = deleted(place)
    with Archive.open(place, who="mira") as archive:
        before = archive.totals()
        with archive.receiving("mira") as receiving:
            with pytest.raises(DeletedInput, match="--despite-deletion"):
                receiving.keep("again.txt", io.BytesIO(WORDS.encode()))
            receiving.keep("other.txt", io.BytesIO(bytes_of(report(5)))).close()
            receiving.add(report(5))
            assert [one.name for one in receiving.commit()] == ["other.txt", "other.txt"]
        after = archive.totals()
        assert after["receipts"] == before["receipts"] + 1
        with archive.snapshot() as connection:
            said = connection.exec_driver_sql("SELECT payload FROM ledger WHERE kind = 'refusal'").scalars().all()
        assert len(said) == 1
        assert sha256 in said[0]
    assert verify(place).findings == []


def test_they_are_taken_in_again_where_that_is_said(place: Place) -> None:
    sha256, old, first = deleted(place)
    with Archive.open(place, who="mira") as archive:
        with archive.receiving("mira", despite_deletion=True) as receiving:
            receiving.keep("report-2.txt", io.BytesIO(WORDS.encode())).close()
            receiving.add(report(2, WORDS))
            done = receiving.commit()
        new = done[1].report or ""
        assert new != old
        assert archive.report(new).report.text == WORDS  # type: ignore[union-attr]
        assert archive.report(old).report.text == ""  # type: ignore[union-attr]
        assert archive.bytes_of(sha256) == WORDS.encode()
        assert archive.gone() == {}
    assert verify(place).findings == []
    with Archive.open(place, who="otto") as archive:
        second = archive.order_deletion("otto", sha256, "asked again", "the board", names=True)
        archive.carry_out("otto", second)
        assert {one.order for one in archive.deletions(sha256)} == {first, second}
        assert not path_of(place.files, sha256).exists()
        assert archive.find("report-2.txt") == []
    assert verify(place).findings == []


def test_what_waits_when_it_is_deleted_is_not_kept(place: Place) -> None:
    sha256, _ = holding(place)
    with Archive.open(place, who="mira") as archive, archive.receiving("mira") as receiving:
        receiving.keep("again.txt", io.BytesIO(WORDS.encode())).close()
        with Archive.open(place, who="otto") as other:
            other.carry_out("otto", other.order_deletion("otto", sha256, "asked", "the board"))
        with pytest.raises(ArchiveError, match="meanwhile"):
            receiving.commit()
    assert verify(place).findings == []
    assert not path_of(place.files, sha256).exists()


@pytest.mark.parametrize("form", ["bag", "backup"])
def test_it_travels_as_deleted(place: Place, new_place: Callable[[str], Place], tmp_path: Path, form: str) -> None:
    sha256, key, order = deleted(place)
    with Archive.open(place, who="mira") as archive:
        head = archive.head()
        export_bag(archive, tmp_path / "sent", "mira") if form == "bag" else back_up(archive, tmp_path / "sent")
    there = new_place("there")
    import_into(there, tmp_path / "sent", "otto")
    result = verify(there, head)
    assert result.findings == []
    assert any(f"deleted by order {order}" in line for line in result.deletions)
    with Archive.open(there, who="mira") as archive:
        assert archive.report(key).erased  # type: ignore[union-attr]
        with archive.receiving("mira") as receiving, pytest.raises(DeletedInput):
            receiving.keep("again.txt", io.BytesIO(WORDS.encode()))
        assert sha256 in archive.gone()


def test_a_backup_begun_before_is_not_finished(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sha256, _ = holding(place)
    taken = []

    def meanwhile(path: Path, *rest: object) -> None:
        if not taken:
            taken.append(path)
            with Archive.open(place, who="otto") as other:
                order = other.order_deletion("otto", sha256, "asked", "the board")
                monkeypatch.setattr(Archive, "scrub", lambda *_: None)  # which waits for those who read, as this does
                other.carry_out("otto", order)
        copy(path, *rest)

    import onrecord.archive.backup as backup  # noqa: PLC0415

    copy = backup._copy
    monkeypatch.setattr(backup, "_copy", meanwhile)
    with Archive.open(place) as archive, pytest.raises(ArchiveError, match="while it was copied"):
        back_up(archive, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_bytes_and_words_put_back_are_found(place: Place) -> None:
    sha256, key, order = deleted(place)
    target = path_of(place.files, sha256)
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(WORDS.encode())
    database = Database(place)
    with database.writing() as connection:
        connection.exec_driver_sql(f"UPDATE reports SET text = '{WORDS}', erased = NULL WHERE key = '{key}'")
    database.close()
    found = {(one.damage, one.part, one.name): one.why for one in verify(place).findings}
    assert f"deleted by order {order}" in found[Damage.ADDED, "file", str(target.relative_to(place.folder))]
    assert "deletion of entry" in found[Damage.CHANGED, "reports", key]


def test_rows_of_a_list_go_with_it(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        done = receive_list(archive, [row(1), row(2, "no day")])
        sha256 = done[1].sha256
        assert archive.covered_by_an_order(sha256).listed == 2  # type: ignore[union-attr]
        archive.carry_out("otto", archive.order_deletion("otto", sha256, "asked", "the board"))
        assert [one.incident for one in archive.find_listed(sha256)] == [None, None]
        # The same row in a newer list was received anew.
        assert [one.new_row for one in receive_list(archive, [row(1), row(3)]) if one.row] == [True, True]
    assert verify(place).findings == []


def test_what_holds_it_and_what_was_taken_out_of_it_is_told(place: Place) -> None:
    with Archive.init(place, "mira") as archive, archive.receiving("mira") as receiving:
        receiving.keep("mail.eml", io.BytesIO(b"mail")).close()
        mail = receiving.last
        receiving.add(report(1))
        receiving.keep("mail.eml#1", io.BytesIO(WORDS.encode()), part_of=mail).close()
        part = receiving.last
        receiving.add(report(2, WORDS))
        receiving.keep("other.txt", io.BytesIO(b"other")).close()
        receiving.add(report(3, WORDS))
        receiving.commit()
        whole, held = archive.covered_by_an_order(mail), archive.covered_by_an_order(part)
        assert whole
        assert held
        assert (whole.parts, whole.within) == ((part,), ())
        assert (held.parts, held.within, held.same_text) == ((), (mail,), 1)
        assert archive.covered_by_an_order("0" * 64) is None


def test_judgements_stay_where_another_file_has_the_same_text(place: Place) -> None:
    sha256, _ = holding(place)
    with Archive.open(place, who="mira") as archive:
        with archive.receiving("mira") as receiving:
            receiving.keep("other.txt", io.BytesIO(b"other")).close()
            receiving.add(report(3, WORDS))
            receiving.commit()
        archive.carry_out("otto", archive.order_deletion("otto", sha256, "asked", "the board"))
        with archive.snapshot() as connection:
            assert "Amal" in str(connection.exec_driver_sql("SELECT decision FROM judgements").scalar())
    assert verify(place).findings == []


def test_whoever_verifies_meanwhile_accuses_nobody(place: Place) -> None:
    with Archive.init(place, "mira") as archive:
        hashes = [one.sha256 for one in receive(archive, [report(number) for number in range(12)]) if not one.report]
    stop = threading.Event()
    wrong: list[object] = []

    def look() -> None:
        while not stop.is_set():
            wrong.extend(verify(place).findings)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for sha256 in hashes:
            with Archive.open(place, who="otto") as archive:
                archive.carry_out("otto", archive.order_deletion("otto", sha256, "asked", "the board"))
    finally:
        stop.set()
        reader.join()
    assert wrong == []
    assert files_of(place) == []
    assert verify(place).findings == []


def test_every_table_that_holds_words_is_emptied_of_them() -> None:
    from onrecord.archive import tables  # noqa: PLC0415

    marked = {table.name for table in tables.BOUND if "erased" in table.columns}
    assert marked == set(erasing._WORDS)
    for name, blank in (*erasing._WORDS.items(), *erasing._NAMES.items()):
        assert set(blank) <= set(tables.metadata.tables[name].columns.keys())


def test_a_small_archive_with_deletions_in_it_verifies(place: Place) -> None:
    small(place)
    result = verify(place)
    assert result.findings == []
    assert len(result.deletions) == 2
