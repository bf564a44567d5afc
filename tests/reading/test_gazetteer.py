"""The gazetteers: normal forms of names, the built-in places, and those that a user adds."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import BrokenRecord, MissingInput, ModelError, UnreadableInput, UsageError
from onrecord.reading.gazetteer import Countries, Gazetteer, add_gazetteer, list_gazetteers
from onrecord.reading.gazetteer.builtin import Builtin
from onrecord.reading.gazetteer.names import key, keys, sound
from onrecord.settings import Settings

SAME_KEY = [
    ("Khārţūm", "khartum"),
    ("Port-Sudan", "Port Sudan"),
    ("Sana'a", "Sana’a"),
    ("Ad Dāmir", "ad-damir"),
    ("Łódź", "Lodz"),
    ("الفاشر", "الفَاشِر"),
    ("أم درمان", "ام درمان"),
    ("Орёл", "Орел"),
]

SAME_SOUND = [
    ("Al-Qusayr", "el Quseir"),
    ("Sanaa", "Sana"),
    ("Aksum", "Axsum".replace("x", "k")),
    ("Maghribiyah", "Maghribiya"),
    ("Ash-Shaab", "Shaab"),
    ("Qunduz", "Kunduz"),
    ("Mahmoudiya", "Mahmudiyah"),
    ("الفاشر", "فاشر"),
    ("أم درمان", "أمدرمان"),
    ("دنقلا", "دنقلة"),
    ("الأبيض", "أبيض"),
]

OTHER_SOUND = [("Taiz", "Tunis"), ("Aden", "Oran"), ("Kut", "Qatar")]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the large cities and one country are compiled, to be copied: compiling takes seconds."""
    folder = tmp_path_factory.mktemp("compiled") / "data"
    Gazetteer(Settings(data_folder=folder)).find("Chuhuiv", ("UA",))
    return folder


@pytest.fixture
def settings(tmp_path: Path, compiled: Path) -> Settings:
    return Settings(data_folder=Path(shutil.copytree(compiled, tmp_path / "data")))


@pytest.mark.parametrize(("one", "other"), SAME_KEY)
def test_spellings_with_one_key(one: str, other: str) -> None:
    assert key(one) == key(other) != ""


@pytest.mark.parametrize(("one", "other"), SAME_SOUND)
def test_transliterations_with_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHER_SOUND)
def test_other_names_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.lists(st.text(max_size=20).map(lambda s: " ".join(s.split())), min_size=1, max_size=6))
def test_keys_made_together_are_those_made_alone(names: list[str]) -> None:
    names = [n for n in names if "\n" not in n]
    assert keys("\n".join(names)).split("\n") == ([key(n) for n in names] or [""])


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key(key(name)) == key(name)


def test_a_large_city_is_found_without_ground_and_a_small_one_only_with(settings: Settings) -> None:
    gazetteer = Gazetteer(settings)
    assert gazetteer.find("Kharkiv", ())[0].place.country == "UA"
    assert gazetteer.find("Chuhuiv", ()) == []
    assert gazetteer.find("Chuhuiv", ("UA",))[0].place.country == "UA"


def test_what_was_compiled_before_changes_no_answer(settings: Settings) -> None:
    gazetteer = Gazetteer(settings)
    before = gazetteer.find("Springfield", ())
    gazetteer.find("Springfield", ("JM",))
    assert gazetteer.find("Springfield", ()) == before


def test_near_spellings_only_where_asked(settings: Settings) -> None:
    gazetteer = Gazetteer(settings)
    assert gazetteer.find("Chuhuyif", ("UA",)) == []
    assert gazetteer.find("Chuhuyif", ("UA",), near=("UA",))[0].place.country == "UA"


def test_a_folder_that_cannot_be_written_gives_the_same_answers(tmp_path: Path, settings: Settings) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    elsewhere = Gazetteer(Settings(data_folder=blocked))
    assert elsewhere.find("Chuhuiv", ("UA",)) == Gazetteer(settings).find("Chuhuiv", ("UA",))


def test_compiled_once(settings: Settings) -> None:
    folder = settings.data_folder / "gazetteers"
    Builtin(folder).by_key("omdurman", ("SD",))
    (made,) = folder.glob("*.sqlite")
    size = made.stat().st_size
    Builtin(folder).by_key("omdurman", ("SD",))
    assert made.stat().st_size == size


def test_countries_regions_and_adjectives() -> None:
    countries = Countries()
    assert countries.country("the United States") == "US"
    assert countries.country("Côte d'Ivoire") == "CI"
    assert countries.country("Atlantis") is None
    assert countries.adjective("Sudanese") == "SD"
    assert countries.region("Crimea") == ("UA", "11")
    assert "TD" in countries.neighbours["SD"]
    assert "UA" in countries.transliterated
    assert "FR" not in countries.transliterated


def geonames(*rows: tuple[str, str, str, float, float, str]) -> str:
    lines = (
        [
            number,
            name,
            name,
            others,
            str(lat),
            str(lon),
            "P",
            "PPL",
            country,
            "",
            "01",
            "",
            "",
            "",
            "250",
            "",
            "",
            "",
            "2024-01-01",
        ]
        for number, name, others, lat, lon, country in rows
    )
    return "".join("\t".join(cells) + "\n" for cells in lines)


def test_a_geonames_dump(settings: Settings, tmp_path: Path) -> None:
    dump = tmp_path / "XX.txt"
    dump.write_text(geonames(("7", "Qaryat Zed", "Zed Village,قرية زد", 15.5, 32.5, "SD")) + "broken line\n", "utf-8")
    made = add_gazetteer(dump, settings, "own")
    assert (made.places, made.skipped, made.format, made.why) == (1, 1, "geonames", (("not 19 columns", 1),))
    for name in ("Qaryat Zed", "Zed village", "قرية زد"):
        (match,) = Gazetteer(settings).find(name, ())
        assert (match.place.id, match.place.lat, match.place.country) == ("own:7", 15.5, "SD")


def test_a_zipped_dump(settings: Settings, tmp_path: Path) -> None:
    packed = tmp_path / "XX.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("readme.txt", "short")
        made.writestr("XX.txt", geonames(("7", "Qaryat Zed", "", 15.5, 32.5, "SD")))
    assert add_gazetteer(packed, settings, "zipped").places == 1


def test_an_hdx_table(settings: Settings, tmp_path: Path) -> None:
    table = tmp_path / "hdx.csv"
    table.write_text(
        "Pcode,Village,Village_ar,Y,X\n#loc+code,#loc+name,,#geo+lat,#geo+lon\n"
        "SD1,Qaryat Zed,قرية زد,15.5,32.5\nSD2,No Point,,,\n",
        "utf-8",
    )
    made = add_gazetteer(table, settings, "hdx", country="SD")
    assert (made.places, made.skipped, made.format) == (1, 1, "hxl")
    (match,) = Gazetteer(settings).find("Qaryat Zed", ("SD",))
    assert (match.place.id, match.place.country) == ("hdx:SD1", "SD")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_with_any_separator(settings: Settings, tmp_path: Path, mark: str) -> None:
    table = tmp_path / "own.csv"
    table.write_text("\n".join(mark.join(row) for row in (["name", "lat", "lon"], ["Zed", "15.5", "32.5"])), "utf-8")
    assert add_gazetteer(table, settings, "own").places == 1


def test_adding_again_takes_the_place_of_the_earlier_one(settings: Settings, tmp_path: Path) -> None:
    for lat in ("15.5", "16.5"):
        table = tmp_path / "own.csv"
        table.write_text(f"name,lat,lon\nZed,{lat},32.5\n", "utf-8")
        add_gazetteer(table, settings, "own")
    assert [m.place.lat for m in Gazetteer(settings).find("Zed", ())] == [16.5]
    assert [(g.name, g.places) for g in list_gazetteers(settings)] == [("own", 1)]


def test_bad_files_name_their_cause_and_leave_nothing(settings: Settings, tmp_path: Path) -> None:
    no_columns = tmp_path / "a.csv"
    no_columns.write_text("one,two\n1,2\n", "utf-8")
    latin = tmp_path / "b.csv"
    latin.write_bytes("name,lat,lon\nSão,1,2\n".encode("latin-1"))
    for path, error in ((no_columns, BrokenRecord), (latin, UnreadableInput), (tmp_path / "none.csv", MissingInput)):
        with pytest.raises(error):
            add_gazetteer(path, settings, "bad")
    with pytest.raises(UsageError):
        add_gazetteer(no_columns, settings, "../up")
    assert list_gazetteers(settings) == []
    assert not list((settings.data_folder / "gazetteers" / "added").iterdir())


def test_a_damaged_gazetteer_is_named(settings: Settings) -> None:
    folder = settings.data_folder / "gazetteers" / "added"
    folder.mkdir(parents=True)
    (folder / "own.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(ModelError, match="own"):
        Gazetteer(settings)
    assert [(g.name, g.format) for g in list_gazetteers(settings)] == [("own", "damaged")]


def test_an_added_gazetteer_is_closed_after_it_was_made(settings: Settings, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,lat,lon\nZed,15.5,32.5\n", "utf-8")
    made = add_gazetteer(table, settings, "own")
    with sqlite3.connect(made.path) as db:
        assert db.execute("select count(*) from place").fetchone() == (1,)
    db.close()
