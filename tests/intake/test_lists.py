"""Lists of incidents by a mapping file: a result for every row."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from onrecord.errors import BrokenMapping, BrokenRecord, DuplicateId
from onrecord.intake.lists import load_mapping, read_list
from onrecord.model import Group, KindOfAttack, ListedCount, ListedIncident, Measure

MAPPING = """
[list]
dates = ["%d/%m/%Y"]
[columns]
id = "Code"
date = "Day"
place = "Where"
lat = "Lat"
lon = "Lon"
kind = "Type"
killed_low = "Min"
killed_high = "Max"
injured_children = "Hurt"
parties = "By"
[values.kind]
"Air strike" = "airstrike"
"""
HEADER = ["Code", "Day", "Where", "Lat", "Lon", "Type", "Min", "Max", "Hurt", "By", "Remark"]
GOOD = ["X1", "22/07/2019", "Old market", "33.5", "44.1", "AIR STRIKE", "9", "1,012", "", "Army; Navy", "seen"]
BAD = ["X2", "07-22", "Mill", "133", "x", "balloon", "nine", "2", "", "", ""]


def mapping(tmp_path: Path, text: str = MAPPING):
    (tmp_path / "m.toml").write_text(text, "utf-8")
    return load_mapping(tmp_path / "m.toml")


def as_csv(path: Path, rows: list[list[str]]) -> Path:
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in rows), "utf-8")
    return path


def as_xlsx(path: Path, rows: list[list[str]]) -> Path:
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.save(file)
    path.write_bytes(file.getvalue())
    return path


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_every_row_has_its_result(tmp_path, settings, write):
    path = write(tmp_path / f"list.{write.__name__[3:]}", [HEADER, GOOD, BAD, GOOD, [""] * 11])
    (good, _), (none, bad), (_, twice) = read_list(str(path), mapping(tmp_path), settings)
    assert none.incident is None
    assert none.why == str(bad)
    assert good.sha256
    good = good.incident
    assert good == ListedIncident(
        where=good.where,
        id="X1",
        start="2019-07-22",
        place="Old market",
        lat=33.5,
        lon=44.1,
        kind=KindOfAttack.AIRSTRIKE,
        parties=("Army", "Navy"),
        counts=(ListedCount(Measure.KILLED, Group.PEOPLE, 9, 1012),),
        other=(("Remark", "seen"),),
    )
    assert type(bad) is BrokenRecord
    for fault in ("'07-22' is no day", "'133' is not within 90", "Lon: ", "'balloon' is no kind", "'nine' is no whole"):
        assert fault in str(bad)
    assert type(twice) is DuplicateId
    assert good.where in str(twice)


def test_a_high_end_below_the_low_one(tmp_path, settings):
    row = [*GOOD[:6], "9", "4", *GOOD[8:]]
    ((_, error),) = read_list(str(as_csv(tmp_path / "a.csv", [HEADER, row])), mapping(tmp_path), settings)
    assert "the high end, 4, is below the low one, 9" in str(error)


def test_a_mapping_of_columns_that_are_not_there_stops_before_the_first_row(tmp_path, settings):
    path = as_csv(tmp_path / "a.csv", [HEADER[1:], GOOD[1:]])
    with pytest.raises(BrokenMapping, match="'Code'"):
        list(read_list(str(path), mapping(tmp_path), settings))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "no mapping file"),
        ('[columns]\ndate = "D"', "which column is the id"),
        ('[columns]\nid = "A"\nslain = "B"', "'slain' is no field"),
        ('[columns]\nid = "A"\n[values.kind]\nx = "boom"', "'boom' is no kind of attack"),
        ('[columns]\nid = "A"\n[list]\nheader = 0', "counted from 1"),
    ],
)
def test_mappings_that_are_none(tmp_path, text, said):
    with pytest.raises(BrokenMapping, match=said):
        mapping(tmp_path, text)
