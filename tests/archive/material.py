"""Reports made up for tests of custody, and ways of putting them into an archive."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from onrecord.archive import Acknowledged, Archive, Place, ReadingToKeep
from onrecord.errors import BinaryInput, InputError
from onrecord.model import Custody, ListedIncident, ListedRow, Member, Report, TextMap, TextPlace, Verdict

TEXT = "Medics in the town of Karzal said that {} people were killed when shells fell on the market on Monday."


def report(number: int, text: str | None = None) -> Report:
    """Make a report up."""
    said = TEXT.format(number) if text is None else text
    return Report(
        id=f"report-{number}.txt",
        sha256=hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest(),
        text=said,
        title=f"Shelling {number}",
        publisher="The Karzal Courier",
        published="2021-05-03",
        language="en",
        notes=("Read as UTF-8.",),
    )


def custody() -> Custody:
    """Make up all that can be known of a report's bytes."""
    return Custody(
        media_type="application/pdf",
        part_of="ab" * 32,
        captured="2021-05-03T10:00:00Z",
        metadata=(("Author", "ن. ك."), ("Title", "Karzal")),
        text_map=TextMap((TextPlace(0, 4, page=1, box=(1.0, 2.5, 3.0, 4.0)), TextPlace(5, 9, element="/html/body"))),
    )


def bytes_of(one: Report) -> bytes:
    """Give the bytes that a report made up would have been read from."""
    return one.text.encode("utf-8", "surrogatepass")


def receive(archive: Archive, reports: Iterable[Report | InputError], who: str = "mira") -> list[Acknowledged]:
    """Receive reports, each in a file of its own, as one batch."""
    with archive.receiving(who) as receiving:
        for one in reports:
            if isinstance(one, InputError):
                receiving.keep(one.where or "unnamed", io.BytesIO(b"\x00\x01" + str(one).encode()))
            else:
                receiving.keep(one.id, io.BytesIO(bytes_of(one)))
            receiving.add(one)
        return receiving.commit()


def receive_list(archive: Archive, rows: Iterable[ListedRow], who: str = "mira") -> list[Acknowledged]:
    """Receive a list of incidents with its mapping, as one batch; gives what was acknowledged."""
    rows = list(rows)
    with archive.receiving(who) as receiving:
        receiving.keep("mapping.toml", io.BytesIO(b'[columns]\nid = "No"\n')).close()
        mapping = receiving.last
        receiving.keep("list.csv", io.BytesIO("\n".join(map(repr, rows)).encode())).close()
        for row in rows:
            receiving.add_row(row, mapping)
        return receiving.commit()


def row(number: int, why: str | None = None) -> ListedRow:
    """Make a row of a list up."""
    place, sha256 = f"line {number + 1}", hashlib.sha256(f"row {number}".encode()).hexdigest()
    if why:
        return ListedRow(place, sha256, None, why, "broken-record")
    return ListedRow(place, sha256, ListedIncident(where=place, id=f"K{number}", place="Karzal"))


def small(place: Place, reports: int = 8) -> list[Acknowledged]:
    """Make an archive that holds something in every table."""
    with Archive.init(place, "mira") as archive:
        done = receive(archive, [report(number) for number in range(reports)])
        done += receive(archive, [report(0), BinaryInput("no text", where="photo.jpg")], who="Юлия")
        run = archive.begin_run("mira", {"onrecord": "0", "lexicons": "abc"})
        keys = [one.report for one in done if one.report and one.new_report]
        read = [ReadingToKeep(key, '{"claims": [], "counts": []}') for key in keys[:-1]]
        archive.keep_readings("mira", run, [*read, ReadingToKeep(keys[-1], None, "a language not read yet")])
        archive.judge("mira", "claim", f"{keys[0]}:c1", {"accepted": True})
        archive.record_release("mira", "jsonl", "/media/stick", "0" * 64)
        receive_list(archive, [row(1), row(2, "no day")])
        gone = receive(archive, [replace(report(900), custody=custody()), BinaryInput("none", where="gone.jpg")])
        key = gone[1].report or ""
        archive.keep_readings("mira", run, [ReadingToKeep(key, '{"words": "people were killed"}')])
        archive.judge("mira", "claim", f"{key[:12]}:c1", {"words": "people were killed"})
        gone_too = Member(key, f"{key[:12]}:i1", main=True, at=((0, 6),))
        stays = [Member(one, f"{one[:12]}:i1", main=True, at=()) for one in keys]
        found = archive.settle_incidents("mira", [[gone_too], *([one] for one in stays)], archive.last_reading())
        found = archive.settle_incidents("mira", [[gone_too, stays[0]], stays[1:]], archive.last_reading())
        for note in ("people were killed", ""):
            sides = (found.ids[0], [gone_too, stays[0]]), (keys[1], [stays[1]])
            archive.judge_link("mira", Verdict.DIFFERENT, *sides, note)
        orders = [
            archive.order_deletion("mira", one.sha256, "asked by the family", "the board", names=bool(number))
            for number, one in enumerate((gone[0], gone[2]))
        ]
        archive.carry_out("otto", *orders)
        receive(archive, [replace(report(901), custody=custody())])
        return done


def files_of(place: Place) -> list[Path]:
    """Give every kept file."""
    return sorted(path for path in place.files.rglob("*") if path.is_file())
