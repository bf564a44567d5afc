"""Where words are, as a table: the sentence, the words of its places, and country or coordinates of the first."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Place, Report
from onrecord.reading.en.parse import Parsed, parseable
from onrecord.reading.en.places import PlaceFinder
from onrecord.reading.gazetteer.areas import km
from onrecord.settings import Settings

NLP = spacy.blank("en")
NEAR_KM = 12.0

POINTS = {
    "Khartoum": (15.55, 32.53),
    "Omdurman": (15.64, 32.48),
    "El Fasher": (13.63, 25.35),
    "Nyala": (12.05, 24.88),
    "El Obeid": (13.18, 30.22),
    "Port Sudan": (19.62, 37.22),
    "Kharkiv": (49.99, 36.23),
    "Kyiv": (50.45, 30.52),
    "Sumy": (50.91, 34.80),
    "Odesa": (46.48, 30.73),
    "Mykolaiv": (46.97, 32.00),
    "Chuhuiv": (49.84, 36.68),
    "Sanaa": (15.35, 44.21),
    "Hodeidah": (14.80, 42.95),
    "Taiz": (13.58, 44.02),
    "Marib": (15.46, 45.33),
    "Saada": (16.94, 43.76),
    "Aden": (12.79, 45.03),
    "Mosul": (36.34, 43.12),
    "Kirkuk": (35.47, 44.39),
    "Basra": (30.51, 47.78),
    "Kunduz": (36.73, 68.86),
    "Herat": (34.35, 62.20),
    "Kandahar": (31.61, 65.71),
    "Mekele": (13.50, 39.48),
    "Axum": (14.12, 38.72),
    "Tripoli LY": (32.88, 13.19),
    "Tripoli LB": (34.44, 35.85),
    "Benghazi": (32.12, 20.07),
    "Misrata": (32.38, 15.09),
    "Maiduguri": (11.85, 13.16),
    "Paris": (48.85, 2.35),
    "London": (51.51, -0.13),
}

RESOLVED = [  # sentence, words of its first place, where that is
    ("An air strike hit Khartoum on Monday.", "Khartoum", "Khartoum"),
    ("Shells fell on Omdurman, Sudan.", "Omdurman, Sudan", "Omdurman"),
    ("Twelve people were killed in Nyala, in Sudan's Darfur region.", "Nyala, in Sudan's Darfur region", "Nyala"),
    ("A market in El Fasher, North Darfur, Sudan, was shelled.", "El Fasher, North Darfur, Sudan", "El Fasher"),
    ("A market in Al-Fashir, Sudan, was shelled.", "Al-Fashir, Sudan", "El Fasher"),
    ("A market in al Fashir in Sudan was shelled.", "al Fashir in Sudan", "El Fasher"),
    ("A drone struck a depot in Al Ubayyid, Sudan.", "Al Ubayyid, Sudan", "El Obeid"),
    ("A drone struck a depot in El-Obeid in Sudan.", "El-Obeid in Sudan", "El Obeid"),
    ("The eastern city of Port Sudan in Sudan was calm.", "eastern city of Port Sudan in Sudan", "Port Sudan"),
    ("Missiles struck Kharkiv overnight.", "Kharkiv", "Kharkiv"),
    ("Missiles struck Kharkov, Ukraine.", "Kharkov, Ukraine", "Kharkiv"),
    ("Missiles struck the city of Kharkiv in eastern Ukraine.", "city of Kharkiv in eastern Ukraine", "Kharkiv"),
    ("KHARKIV, Ukraine (Wire) - Missiles struck at dawn.", "KHARKIV, Ukraine", "Kharkiv"),
    ("ODESA, July 3 - Missiles struck at dawn.", "ODESA", "Odesa"),
    ("A shell fell in the town of Chuhuiv, Ukraine.", "town of Chuhuiv, Ukraine", "Chuhuiv"),
    ("A drone hit a clinic in the Donbasian city of Chuhuiv, Ukraine.", "city of Chuhuiv, Ukraine", "Chuhuiv"),
    ("A shell fell in Chuhuyiv, Ukraine.", "Chuhuyiv, Ukraine", "Chuhuiv"),
    ("Rockets hit Mykolayiv in southern Ukraine.", "Mykolayiv in southern Ukraine", "Mykolaiv"),
    ("The bombing of Sumy, in Ukraine, went on.", "Sumy, in Ukraine", "Sumy"),
    ("Kyiv was shelled again.", "Kyiv", "Kyiv"),
    ("An air strike on Sana'a, Yemen, killed nine.", "Sana'a, Yemen", "Sanaa"),
    ("An air strike on Sanaa killed nine.", "Sanaa", "Sanaa"),
    ("An air strike near Hodeida in Yemen killed nine.", "Hodeida in Yemen", "Hodeidah"),
    ("An air strike near Al Hudaydah, Yemen, killed nine.", "Al Hudaydah, Yemen", "Hodeidah"),
    ("Snipers fired in Ta'izz, Yemen.", "Ta'izz, Yemen", "Taiz"),
    ("Snipers fired in Taiz, Yemen.", "Taiz, Yemen", "Taiz"),
    ("A missile fell on Ma'rib, Yemen.", "Ma'rib, Yemen", "Marib"),
    ("A missile fell on Sa'dah city in Yemen.", "Sa'dah city in Yemen", "Saada"),
    ("A car bomb went off in Aden, Yemen.", "Aden, Yemen", "Aden"),
    ("A strike in west Mosul, Iraq, levelled three houses.", "west Mosul, Iraq", "Mosul"),
    ("A strike on the Old City of Mosul, Iraq.", "Old City of Mosul, Iraq", "Mosul"),
    ("A bomb went off in Karkuk, Iraq.", "Karkuk, Iraq", "Kirkuk"),
    ("A bomb went off in Al-Basrah, Iraq.", "Al-Basrah, Iraq", "Basra"),
    ("A hospital in Kunduz, Afghanistan, was hit.", "Kunduz, Afghanistan", "Kunduz"),
    ("A hospital in Qunduz, Afghanistan, was hit.", "Qunduz, Afghanistan", "Kunduz"),
    ("A mosque in Hirat, Afghanistan, was hit.", "Hirat, Afghanistan", "Herat"),
    ("A mosque in Qandahar, Afghanistan, was hit.", "Qandahar, Afghanistan", "Kandahar"),
    ("Soldiers fired in Mek'ele, Ethiopia.", "Mek'ele, Ethiopia", "Mekele"),
    ("Soldiers fired in Aksum, Ethiopia.", "Aksum, Ethiopia", "Axum"),
    ("Rockets fell on Tripoli, Libya.", "Tripoli, Libya", "Tripoli LY"),
    ("Rockets fell on Tripoli, Lebanon.", "Tripoli, Lebanon", "Tripoli LB"),
    ("Rockets fell on Tripoli. The Libyan army and officials in Libya said so.", "Tripoli", "Tripoli LY"),
    ("Rockets fell on Banghazi, Libya.", "Banghazi, Libya", "Benghazi"),
    ("Rockets fell on Misratah in Libya.", "Misratah in Libya", "Misrata"),
    ("A bomb went off at the bus station in Maiduguri, Nigeria.", "Maiduguri, Nigeria", "Maiduguri"),
    ("He flew to Paris.", "Paris", "Paris"),
]

INSIDE = [  # quarters, camps, streets and facilities: where their town is, with a larger radius
    ("A strike on the Marzuka quarter of Mosul, Iraq.", "Marzuka quarter of Mosul, Iraq", "Mosul"),
    ("A strike on the al-Tahina neighbourhood in Taiz, Yemen.", "al-Tahina neighbourhood in Taiz, Yemen", "Taiz"),
    (
        "A strike on Falaki Street in the Bir Sanad district of Omdurman, Sudan.",
        "Falaki Street in the Bir Sanad district of Omdurman, Sudan",
        "Omdurman",
    ),
    ("A strike near the Swedish Hospital in El Fasher, Sudan.", "Swedish Hospital in El Fasher, Sudan", "El Fasher"),
    ("A strike on the Bel Air camp near Nyala, Sudan.", "Bel Air camp near Nyala, Sudan", "Nyala"),
    (
        "A shell hit Kharkiv's Verkhna neighbourhood in Ukraine.",
        "Kharkiv's Verkhna neighbourhood in Ukraine",
        "Kharkiv",
    ),
    ("Fire at Nyala airport, Sudan, burned for days.", "Nyala airport, Sudan", "Nyala"),
]

COUNTRIES = [  # a country alone, without coordinates
    ("Strikes in rebel-held areas of northern Yemen killed nine.", "northern Yemen", "YE"),
    ("Shells fell in Sudan.", "Sudan", "SD"),
    ("It happened in South Sudan.", "South Sudan", "SS"),
    ("It happened in the Democratic Republic of the Congo.", "Democratic Republic of the Congo", "CD"),
    ("It happened in the United States.", "United States", "US"),
    ("It happened across Ivory Coast.", "Ivory Coast", "CI"),
]

NO_PLACES = [
    "Nobody was hurt.",
    "Reading is fun and nice.",
    "In January he left, on Monday he came.",
    "Paris Hilton sang.",
    "Sadiq Khan spoke.",
    "The Nyala family home burned.",
    "Moscow said it had not.",
    "According to Herat Media Agency it was so.",
    "She was named Sofia (34).",
    "By order of General Kirkuk they left.",
    "He wrote to Facebook and on Twitter.",
    "The Sudanese army spoke.",
]


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> PlaceFinder:
    return PlaceFinder(Settings(data_folder=tmp_path_factory.mktemp("data")))


def parsed(text: str) -> Parsed:
    straight, back = parseable(text)
    return Parsed(Report("t", "", text, language="en"), NLP(straight), back)


def first(finder: PlaceFinder, text: str) -> Place:
    found = finder.find(parsed(text))
    assert found, f"no place in: {text}"
    return found[0]


def away(place: Place, name: str) -> float:
    assert place.lat is not None
    assert place.lon is not None
    return km((place.lat, place.lon), POINTS[name])


@pytest.mark.parametrize(("text", "words", "where"), RESOLVED)
def test_resolved(finder: PlaceFinder, text: str, words: str, where: str) -> None:
    place = first(finder, text)
    assert place.at.words == words
    assert away(place, where) <= NEAR_KM
    assert place.gazetteer_id
    assert place.gazetteer_id.startswith("geonames:")


@pytest.mark.parametrize(("text", "words", "town"), INSIDE)
def test_inside_a_town(finder: PlaceFinder, text: str, words: str, town: str) -> None:
    place = first(finder, text)
    assert place.at.words == words
    assert away(place, town) <= NEAR_KM
    assert place.radius_km
    assert place.radius_km >= 3


@pytest.mark.parametrize(("text", "words", "country"), COUNTRIES)
def test_country_alone(finder: PlaceFinder, text: str, words: str, country: str) -> None:
    place = first(finder, text)
    assert (place.at.words, place.country, place.lat, place.radius_km) == (words, country, None, None)


@pytest.mark.parametrize("text", NO_PLACES)
def test_no_place(finder: PlaceFinder, text: str) -> None:
    assert finder.find(parsed(text)) == []


def test_the_table_is_a_specification() -> None:
    assert len(RESOLVED) + len(INSIDE) + len(COUNTRIES) + len(NO_PLACES) >= 60


def test_a_place_not_resolved_keeps_its_words_and_leaves_the_others(finder: PlaceFinder) -> None:
    unknown, known = finder.find(parsed("Shells hit the village of Xyzzq Plugh. Others hit Omdurman, Sudan."))
    assert (unknown.at.words, unknown.lat) == ("village of Xyzzq Plugh", None)
    assert away(known, "Omdurman") <= NEAR_KM


def test_a_quarter_placed_by_one_sentence_is_placed_in_all(finder: PlaceFinder) -> None:
    places = finder.find(parsed("A shell hit the Marzuka quarter. Nine died in the Marzuka quarter of Mosul, Iraq."))
    assert [away(p, "Mosul") <= NEAR_KM for p in places] == [True, True]


def test_near_and_countryside_have_larger_radii(finder: PlaceFinder) -> None:
    plain, near, country = (
        first(finder, f"A shell fell {words} Taiz, Yemen.").radius_km or 0
        for words in ("in", "near", "in the countryside of")
    )
    assert plain < near < country


def test_the_north_of_a_region_lies_in_its_north(finder: PlaceFinder) -> None:
    north, south = (first(finder, f"Shells fell in {side} Crimea.") for side in ("northern", "southern"))
    assert north.lat is not None
    assert south.lat is not None
    assert north.lat > south.lat


def test_what_was_read_before_changes_nothing(tmp_path: Path) -> None:
    text = "A shell fell in Tamar. It was near Omdurman, Sudan."
    fresh = PlaceFinder(Settings(data_folder=tmp_path / "a"))
    used = PlaceFinder(Settings(data_folder=tmp_path / "b"))
    used.find(parsed("Shells fell in Haifa, Israel, in Taiz, Yemen, and in Sumy, Ukraine."))
    assert fresh.find(parsed(text)) == used.find(parsed(text))


def test_the_words_of_hidden_and_curly_text_are_the_reports_own(finder: PlaceFinder) -> None:
    text = "Nine were kil*led in “Sana’a”, Yemen."
    for place in finder.find(parsed(text)):
        assert text[place.at.start : place.at.end] == place.at.words


_PIECES = st.sampled_from(
    [
        "in",
        "near",
        "the",
        "town",
        "of",
        "village",
        "Kharkiv",
        "Omdurman",
        ",",
        "Sudan",
        "Al-",
        "al-",
        "el-",
        "Fashir",
        "'s",
        "camp",
        "Street",
        "north",
        "northern",
        "(",
        ")",
        ".",
        "–",
        "Ukraine",
        "Bani",
        "Umm",
    ]
)


@given(st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=14).map(" ".join)))
def test_any_text_gives_words_that_stand_in_it(finder: PlaceFinder, text: str) -> None:
    for place in finder.find(parsed(text)):
        assert text[place.at.start : place.at.end] == place.at.words
        assert (place.lat is None) == (place.lon is None) == (place.radius_km is None)
