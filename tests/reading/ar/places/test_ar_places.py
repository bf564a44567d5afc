"""Where Arabic words are, as a table: the sentence, the words of its first place, and the point that they mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Place, Report
from onrecord.reading.ar.places import ArabicPlaceFinder
from onrecord.reading.ar.text import parse
from onrecord.reading.gazetteer.areas import km
from onrecord.settings import Settings

POINTS = {
    "Khartoum": (15.55, 32.53),
    "Omdurman": (15.64, 32.48),
    "El Fasher": (13.63, 25.35),
    "Nyala": (12.05, 24.88),
    "El Obeid": (13.18, 30.22),
    "Kadugli": (11.01, 29.72),
    "Sanaa": (15.35, 44.21),
    "Hodeidah": (14.80, 42.95),
    "Taiz": (13.58, 44.02),
    "Marib": (15.46, 45.33),
    "Saada": (16.94, 43.76),
    "Zabid": (14.20, 43.31),
    "Mocha": (13.32, 43.25),
    "Mosul": (36.34, 43.12),
    "Kirkuk": (35.47, 44.39),
    "Khanaqin": (34.35, 45.39),
    "Baiji": (34.93, 43.49),
    "Fallujah": (33.35, 43.79),
    "Tripoli LY": (32.88, 13.19),
    "Tripoli LB": (34.44, 35.85),
    "Benghazi": (32.12, 20.07),
    "Misrata": (32.38, 15.09),
    "Derna": (32.76, 22.64),
    "Baalbek": (34.01, 36.21),
    "Arsal": (34.18, 36.42),
    "Tyre": (33.27, 35.20),
    "Nablus": (32.22, 35.26),
    "Jabalia": (31.53, 34.48),
    "Palmyra": (34.56, 38.28),
    "Salamiyah": (35.01, 37.05),
    "Arbin": (33.54, 36.37),
    "Douma": (33.57, 36.40),
    "Quneitra": (33.13, 35.82),
    "Kelar": (34.63, 45.32),
}
NEAR_KM = 12.0

RESOLVED = [  # sentence, words of its first place, where that is
    ("قصف جوي على مدينة الفاشر", "مدينة الفاشر", "El Fasher"),
    ("غارة على الخرطوم فجر اليوم", "الخرطوم", "Khartoum"),
    ("سقط قتيلان بأم درمان في السودان", "بأم درمان في السودان", "Omdurman"),
    ("قتل خمسة مدنيين في نيالا جنوبي دارفور", "نيالا جنوبي دارفور", "Nyala"),
    ("استهدفت مسيّرة سوق مدينة الأبيض", "سوق مدينة الأبيض", "El Obeid"),
    ("سقوط قذائف على كادقلي بولاية جنوب كردفان", "كادقلي بولاية جنوب كردفان", "Kadugli"),
    ("شهدت مدينة الحديدة اليمنية اشتباكات", "مدينة الحديدة", "Hodeidah"),
    ("انفجار قرب مدينة زبيد بمحافظة الحديدة", "قرب مدينة زبيد بمحافظة الحديدة", "Zabid"),
    ("قصفٌ على تَعِزّ في اليمن", "تَعِزّ في اليمن", "Taiz"),
    ("القصف طال مأرب اليوم", "مأرب", "Marib"),
    ("غارات على محافظة صعدة استهدفت مدينة صعده", "محافظة صعدة", None),
    ("غارة على ميناء المخا في اليمن", "ميناء المخا في اليمن", "Mocha"),
    ("قتلى بمدينة الموصل العراقية", "بمدينة الموصل", "Mosul"),
    ("عبوة ناسفة بناحية كركوك، العراق", "بناحية كركوك، العراق", "Kirkuk"),
    ("هجوم في قضاء خانقين بمحافظة ديالى", "قضاء خانقين بمحافظة ديالى", "Khanaqin"),
    ("قصف مصفاة بيجي شمالي العراق", "مصفاة بيجي شمالي العراق", "Baiji"),
    ("#الفلوجة || قصف عنيف", "الفلوجة", "Fallujah"),
    ("اشتباكات وسط مدينة طرابلس في ليبيا", "وسط مدينة طرابلس في ليبيا", "Tripoli LY"),
    ("انفجار في مدينة طرابلس شمال لبنان", "مدينة طرابلس شمال لبنان", "Tripoli LB"),
    ("استهداف حي في مدينة بنغازي الليبية", "مدينة بنغازي", "Benghazi"),
    ("قصف مطار مصراتة في ليبيا", "مطار مصراتة في ليبيا", "Misrata"),
    ("نازحون من درنه في ليبيا", "درنه في ليبيا", "Derna"),
    ("غارات على أطراف بعلبك في لبنان", "أطراف بعلبك في لبنان", "Baalbek"),
    ("قصف جرود عرسال في لبنان", "جرود عرسال في لبنان", "Arsal"),
    ("غارة على مدينة صور جنوبي لبنان", "مدينة صور جنوبي لبنان", "Tyre"),
    ("اقتحام مخيم في نابلس بالضفة الغربية", "نابلس بالضفة الغربية", "Nablus"),
    ("قصف على مخيم جباليا شمال قطاع غزة", "مخيم جباليا شمال قطاع غزة", "Jabalia"),
    ("غارات على مدينة #تدمر في #سوريا", "مدينة #تدمر في #سوريا", "Palmyra"),
    ("قصف على السلمية بريف حماة الشرقي", "السلمية بريف حماة الشرقي", "Salamiyah"),
    ("قصف على مدينة عربين في #الغوطة_الشرقية", "مدينة عربين في #الغوطة_الشرقية", "Arbin"),
    ("استهدفت المدفعية بلدة «دوما» بريف دمشق", "بلدة «دوما» بريف دمشق", "Douma"),
    ("توغل في محيط مدينة القنيطرة السورية", "محيط مدينة القنيطرة", "Quneitra"),
    ("حادث بمدينة كلار في إقليم كردستان العراق", "بمدينة كلار في إقليم كردستان العراق", "Kelar"),
    ("قصف على المدينه... #صنعاء_اليمن", "صنعاء_اليمن", "Sanaa"),
]

WITHIN = [  # sentence, words, about where, and how far from there at most (km): what contains it, or one side of it
    ("قصف على قرية الزنبقية بريف حماة الجنوبي", "قرية الزنبقية بريف حماة الجنوبي", (34.95, 36.75), 30),
    ("غارة على قرية السنديانة في محافظة السويداء", "قرية السنديانة في محافظة السويداء", (32.75, 36.65), 25),
    ("قصف بريف حمص الشمالي", "بريف حمص الشمالي", (34.90, 36.73), 20),
    ("اشتباكات شرق دير الزور", "شرق دير الزور", (35.1, 40.4), 45),
    ("قصف على بلدة وادي النسور في جبل سنجار", "بلدة وادي النسور في جبل سنجار", (36.4, 41.8), 15),
    ("قتلى في قرية أم الرمان غربي مدينة كركوك بالعراق", "قرية أم الرمان غربي مدينة كركوك بالعراق", (35.47, 44.3), 20),
    (
        "استهداف قرى السوسنة والزنبقية وتل الغراب بريف إدلب الجنوبي",
        "قرى السوسنة والزنبقية وتل الغراب بريف إدلب الجنوبي",
        (35.62, 36.65),
        20,
    ),
    ("قصف على ريف الحديدة الجنوبي في اليمن", "ريف الحديدة الجنوبي في اليمن", (14.2, 43.3), 60),
    ("#ريف_دمشق: قصف مدفعي", "ريف_دمشق", (33.5, 36.4), 40),
    ("قصف على سهل الغاب", "سهل الغاب", (35.45, 36.4), 20),
]

UNKNOWN = [  # sentence, words that are kept although no gazetteer and nothing beside them says where they are
    ("قصف على قرية الزنبقية", "قرية الزنبقية"),
    ("استهداف مخيم السنابل للنازحين", "مخيم السنابل"),
    ("سقوط قذيفة على بلدة تل الغراب الكبير مساء اليوم", "بلدة تل الغراب الكبير"),
]

NO_PLACES = [
    "دخل الباب وخرج منه",  # names that are everyday words
    "قال التحالف إن الحكومة وقفت في الصف",
    "مقتل الشيخ خليل الموصلي وابنه حمزة",
    "بحسب شبكة الموصل الإعلامية",  # an organisation
    "ذكر تلفزيون تعز أن القتلى خمسة",
    "قوات سوريا الديمقراطية تنفي",
    "قصفت روسيا وإيران مواقع",  # who strikes
    "المدينة تشهد قصفا، والقرية أيضا",
    "ارتفاع الحصيلة إلى سبعة قتلى",
    "منطقة خفض التصعيد ومنطقة سكنية",
]


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> ArabicPlaceFinder:
    return ArabicPlaceFinder(Settings(data_folder=tmp_path_factory.mktemp("places")))


def found(finder: ArabicPlaceFinder, sentence: str) -> list[Place]:
    return finder.find(parse(Report("test", "", sentence, language="ar")))


@pytest.mark.parametrize(("sentence", "words", "where"), RESOLVED)
def test_where_names_are(finder: ArabicPlaceFinder, sentence: str, words: str, where: str | None) -> None:
    first, *_ = found(finder, sentence)
    assert first.at.words == words
    assert first.lat is not None
    assert first.lon is not None
    if where is not None:
        assert km((first.lat, first.lon), POINTS[where]) < NEAR_KM
        assert first.gazetteer_id is not None


@pytest.mark.parametrize(("sentence", "words", "about", "away"), WITHIN)
def test_what_no_gazetteer_has_stands_where_its_container_is(
    finder: ArabicPlaceFinder, sentence: str, words: str, about: tuple[float, float], away: float
) -> None:
    first, *_ = found(finder, sentence)
    assert first.at.words == words
    assert first.lat is not None
    assert first.lon is not None
    assert km((first.lat, first.lon), about) <= away
    assert first.radius_km is not None
    assert first.radius_km >= 5  # never finer than what was found


@pytest.mark.parametrize(("sentence", "words"), UNKNOWN)
def test_words_are_kept_where_nothing_resolves_them(finder: ArabicPlaceFinder, sentence: str, words: str) -> None:
    (only,) = found(finder, sentence)
    assert only.at.words == words
    assert (only.country, only.lat, only.lon, only.radius_km, only.gazetteer_id) == (None,) * 5


@pytest.mark.parametrize("sentence", NO_PLACES)
def test_everyday_words_bodies_and_those_who_strike_are_no_places(finder: ArabicPlaceFinder, sentence: str) -> None:
    assert [p.at.words for p in found(finder, sentence)] == []


def test_each_name_of_a_list_is_a_place_within_the_container_of_all(finder: ArabicPlaceFinder) -> None:
    places = found(finder, "استهداف قرى السوسنة والزنبقية وتل الغراب بريف إدلب الجنوبي")
    assert [p.name for p in places] == ["السوسنة", "الزنبقية", "تل الغراب"]
    assert len({(p.lat, p.lon) for p in places}) == 1


def test_a_village_without_a_container_lies_in_the_region_that_the_report_names(finder: ArabicPlaceFinder) -> None:
    village, region = found(finder, "قصف على قرية الزنبقية ليلا.\nوشهد ريف درعا الغربي هدوءا")
    assert village.name == "الزنبقية"
    assert (village.lat, village.lon) == (region.lat, region.lon)


def test_the_containing_region_decides_between_namesakes(finder: ArabicPlaceFinder) -> None:
    (syrian,) = found(finder, "قصف على مدينة أريحا بريف إدلب")
    (other,) = found(finder, "اقتحام مدينة أريحا في الضفة الغربية")
    assert (syrian.country, other.country) == ("SY", "PS")


def test_the_seat_of_a_division_is_finer_when_words_say_that_it_is_a_town(finder: ArabicPlaceFinder) -> None:
    (town,) = found(finder, "قصف على مدينة حماة")
    (either,) = found(finder, "قصف على حماة")
    (division,) = found(finder, "قصف على محافظة حماة")
    assert town.radius_km is not None
    assert either.radius_km is not None
    assert division.radius_km is not None
    assert town.radius_km < either.radius_km < division.radius_km


def test_countryside_without_a_name_is_that_of_the_division_named_before(finder: ArabicPlaceFinder) -> None:
    *_, one = found(finder, "حمص: قصف بالريف الشمالي")
    (other,) = found(finder, "قصف بريف حمص الشمالي")
    assert one.at.words == "بالريف الشمالي"
    assert (one.lat, one.lon) == (other.lat, other.lon)


def test_clitics_stay_in_the_words_and_out_of_the_name(finder: ArabicPlaceFinder) -> None:
    (one,) = found(finder, "قتلى بنابلس في فلسطين")
    assert (one.name, one.at.words) == ("نابلس", "بنابلس في فلسطين")


def test_a_name_hidden_from_filters_is_found(finder: ArabicPlaceFinder) -> None:
    (one,) = found(finder, "قصف على مدينة المـ.ـوصل العراقية")
    assert one.country == "IQ"


@given(st.text(alphabet="قصف على مدينة بريف حلب الشمالي#_ـ.،\n :وبلغدإ0", max_size=60))
def test_words_can_always_be_found_again(text: str) -> None:
    for place in _shared().find(parse(Report("test", "", text, language="ar"))):
        for passage, part in zip(place.at.passages, place.at.words.split(" … "), strict=True):
            assert text[passage.start : passage.end] == part
        assert place.name
        assert (place.lat is None) == (place.lon is None)


_FINDERS: list[ArabicPlaceFinder] = []


def _shared() -> ArabicPlaceFinder:
    if not _FINDERS:
        _FINDERS.append(ArabicPlaceFinder(Settings(data_folder=Path("/nonexistent/onrecord"))))
    return _FINDERS[0]


def test_what_was_read_before_changes_nothing(finder: ArabicPlaceFinder, tmp_path: Path) -> None:
    sentence = "قصف على مدينة عربين وعلى قرية الزنبقية في الغوطة الشرقية"
    found(finder, "قصف في هاتاي التركية وفي مدينة غازي عنتاب")
    assert found(finder, sentence) == found(ArabicPlaceFinder(Settings(data_folder=tmp_path)), sentence)
