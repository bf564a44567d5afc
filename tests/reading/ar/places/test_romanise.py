"""Arabic names and their Latin spellings; names of a user's gazetteer that has no Arabic ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.reading.ar.places import ArabicPlaceFinder
from onrecord.reading.ar.places.romanise import pattern
from onrecord.reading.ar.text import fold, parse
from onrecord.reading.gazetteer import add_gazetteer
from onrecord.reading.gazetteer.names import sound
from onrecord.settings import Settings

SAME = [
    ("الزنبقية", "Zanbaqiyah"),
    ("السوسنة", "As-Sawsanah"),
    ("تل الغراب", "Tall al-Ghurab"),
    ("كفر الدلب", "Kafr ed-Dilb"),
    ("وادي النسور", "Wadi an Nusour"),
    ("خربة التين", "Khirbet et-Tin"),
    ("شاهين", "Chahine"),
]
OTHER = [("الزنبقية", "Zabadani"), ("السوسنة", "Sussex"), ("تل الغراب", "Tall al-Gharbi"), ("شاهين", "Salhin")]


def fits(arabic: str, latin: str) -> bool:
    wanted = pattern(tuple(fold(arabic).split()))
    return wanted is not None and wanted.whole.fullmatch(sound(latin).replace(" ", "")) is not None


@pytest.mark.parametrize(("arabic", "latin"), SAME)
def test_latin_spellings_of_a_name(arabic: str, latin: str) -> None:
    assert fits(arabic, latin)


@pytest.mark.parametrize(("arabic", "latin"), OTHER)
def test_spellings_of_other_names(arabic: str, latin: str) -> None:
    assert not fits(arabic, latin)


@pytest.mark.parametrize("short", ["تل", "دير", "حي"])
def test_short_names_fix_too_little(short: str) -> None:
    assert pattern((short,)) is None


def test_a_village_that_a_gazetteer_has_in_latin_letters_alone(tmp_path: Path) -> None:
    table = tmp_path / "villages.csv"
    table.write_text("id,name,lat,lon,country\n1,Zanbaqiyah,34.91,36.81,SY\n2,Tall al-Ghurab,34.2,36.2,SY\n", "utf-8")
    settings = Settings(data_folder=tmp_path / "data")
    add_gazetteer(table, settings, "villages")
    finder = ArabicPlaceFinder(settings)
    (one,) = finder.find(parse(Report("test", "", "قصف على قرية الزنبقية بريف حماة الجنوبي", language="ar")))
    assert (one.gazetteer_id, one.lat, one.lon) == ("villages:1", 34.91, 36.81)
