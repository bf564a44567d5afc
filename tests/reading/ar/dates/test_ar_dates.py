"""Arabic dates: stated, or worked out from the day of publication."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reading.ar.dates import find_dates
from onrecord.reading.ar.dates.hijri import tabular_day
from onrecord.reading.ar.text import parse

PUBLISHED = "2020-05-13"  # a Wednesday


def found(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str, str | None, str]]:
    report = Report("r", "0" * 64, text, published=published, language="ar")
    return [(str(d.start), str(d.end), d.part_of_day, d.at.words) for d in find_dates(parse(report))]


@pytest.mark.parametrize(
    ("text", "start", "end", "part", "words"),
    [
        # told from the day of publication
        ("قصفوا القرية اليوم", "2020-05-13", None, None, "اليوم"),
        ("قصفوا القرية فجر اليوم", "2020-05-13", None, "dawn", "فجر اليوم"),
        ("أصيب اثنان ظهر اليوم الأربعاء", "2020-05-13", None, "noon", "ظهر اليوم الأربعاء"),
        ("مساء أمس قصفوا القرية", "2020-05-12", None, "evening", "مساء أمس"),
        ("مساء أمس الثلاثاء", "2020-05-12", None, "evening", "مساء أمس الثلاثاء"),
        ("قتلوا أول أمس", "2020-05-11", None, None, "أول أمس"),
        ("قصف مبارح عالقرية", "2020-05-12", None, None, "مبارح"),
        ("الليلة الماضية", "2020-05-12", None, "night", "الليلة الماضية"),
        ("قصفوا القرية قبل قليل", "2020-05-13", None, None, "قبل قليل"),
        ("استهدفوها قبل يومين", "2020-05-11", None, None, "قبل يومين"),
        ("استهدفوها منذ ثلاثة أيام", "2020-05-10", None, None, "منذ ثلاثة أيام"),
        ("استهدفوها قبل 4 أيام", "2020-05-09", None, None, "قبل 4 أيام"),
        ("في 12 من الشهر الجاري", "2020-05-12", None, None, "12 من الشهر الجاري"),
        # weekdays: the last one on or before publication
        ("قصفوها يوم الأحد", "2020-05-10", None, None, "الأحد"),
        ("قصفوها صباح يوم السبت الماضي", "2020-05-09", None, "morning", "صباح يوم السبت الماضي"),
        ("الأربعاء الماضي", "2020-05-06", None, None, "الأربعاء الماضي"),
        ("ليل الخميس – الجمعة", "2020-05-07", "2020-05-08", "night", "ليل الخميس – الجمعة"),
        ("يومي السبت والأحد", "2020-05-09", "2020-05-10", None, "السبت والأحد"),
        ("اليوم الثلاثاء", "2020-05-12", None, None, "اليوم الثلاثاء"),
        # both systems of months, digits of both kinds, the year left out
        ("في 3 أيار 2019", "2019-05-03", None, None, "3 أيار 2019"),
        ("في ٣ مايو ٢٠١٩", "2019-05-03", None, None, "٣ مايو ٢٠١٩"),
        ("يوم 3 أيار/مايو 2019", "2019-05-03", None, None, "3 أيار/مايو 2019"),
        ("3 يناير/كانون الثاني", "2020-01-03", None, None, "3 يناير/كانون الثاني"),
        ("20 كانون الأول", "2019-12-20", None, None, "20 كانون الأول"),
        ("الأول من آذار", "2020-03-01", None, None, "الأول من آذار"),
        ("الثاني والعشرين من شباط", "2020-02-22", None, None, "الثاني والعشرين من شباط"),
        ("3 و4 أيار 2020", "2020-05-03", "2020-05-04", None, "3 و4 أيار 2020"),
        ("10 آب الماضي", "2019-08-10", None, None, "10 آب الماضي"),
        ("السبت الموافق 9 أيار", "2020-05-09", None, None, "السبت الموافق 9 أيار"),
        # numbers
        ("بتاريخ 3/5/2020", "2020-05-03", None, None, "3/5/2020"),
        ("بتاريخ ٣-٥-٢٠٢٠", "2020-05-03", None, None, "٣-٥-٢٠٢٠"),
        ("2020-05-03", "2020-05-03", None, None, "2020-05-03"),
        ("3.5.2020", "2020-05-03", None, None, "3.5.2020"),
        ("5/25/2019", "2019-05-25", None, None, "5/25/2019"),
        ("أمس الساعة 5:30 مساء", "2020-05-12", None, "5:30", "أمس الساعة 5:30 مساء"),
        ("أمس عند الساعة الرابعة عصرا", "2020-05-12", None, "afternoon", "أمس عند الساعة الرابعة عصرا"),
        # hidden and vowelled words
        ("مَسَاء أمـ.ـس", "2020-05-12", None, "evening", "مَسَاء أمـ.ـس"),
        ("#اليوم قصف", "2020-05-13", None, None, "اليوم"),
    ],
)
def test_days(text: str, start: str, end: str | None, part: str | None, words: str) -> None:
    assert found(text) == [(start, end or start, part, words)]


@pytest.mark.parametrize(
    "text",
    [
        "اليوم العالمي للطفل",
        "ما زال مفقودا حتى اليوم",
        "خرج من صلاة الجمعة",
        "سوق الأحد",
        "أب يبكي أولاده",
        "مارس ضغوطا على السكان",
        "قتل 12 مدنيا و3 أطفال",
        "قصفوها فجرا",
        "فاز 3-1 في المباراة",
        "قبل أيام",
    ],
)
def test_what_dates_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["أمس", "اليوم", "يوم السبت", "قبل يومين", "3 أيار", "12 من الشهر الجاري"])
def test_no_guess_without_the_day_of_publication(text: str) -> None:
    assert found(text, published=None) == []


def test_a_year_of_the_text_serves_where_publication_is_unknown() -> None:
    assert [one[0] for one in found("في 3 أيار 2019 ثم في 7 أيار", published=None)] == ["2019-05-03", "2019-05-07"]


def test_the_next_day_is_told_from_the_date_before_it() -> None:
    assert [one[0] for one in found("في 3 أيار 2019 ثم في اليوم التالي")] == ["2019-05-03", "2019-05-04"]


def test_months_and_years_are_coarse() -> None:
    assert found("منذ عام 2011 وفي أيلول 2018")[0][:2] == ("2011-01-01", "2011-12-31")
    assert found("في أيلول 2018")[0][:2] == ("2018-09-01", "2018-09-30")
    assert found("الأسبوع الماضي")[0][:2] == ("2020-05-04", "2020-05-10")


def test_islamic_dates() -> None:
    """The table meets the true day to within one; a weekday beside it settles which."""
    assert tabular_day(1441, 9, 15) == date(2020, 5, 8)
    assert found("الجمعة 15 رمضان 1441")[0][:2] == ("2020-05-08", "2020-05-08")
    assert found("15 رمضان 1441 هـ")[0][:2] == ("2020-05-07", "2020-05-09")
    assert found("في شهر رمضان") == []
    assert tabular_day(1441, 13, 1) is None


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2030, 12, 31)), st.sampled_from(["/", "-", "."]))
def test_every_day_in_numbers_is_found_again(day: date, sign: str) -> None:
    written = f"{day.day}{sign}{day.month}{sign}{day.year}"
    assert found(f"بتاريخ {written} قصف", published="2031-01-01") == [(str(day), str(day), None, written)]
    assert found(f"{day.isoformat()} قصف")[0][0] == str(day)


@given(
    st.lists(
        st.sampled_from(
            ["اليوم", "أمس", "السبت", "3", "أيار", "2020", "/", "-", "من", "شهر", "الماضي", "قبل", "يومين", "فجر", "\n"]
        ),
        max_size=12,
    )
)
def test_dates_are_in_order_apart_and_their_words_their_own(words: list[str]) -> None:
    text = " ".join(words)
    report = Report("r", "0" * 64, text, published=PUBLISHED, language="ar")
    end = 0
    for one in find_dates(parse(report)):
        assert end <= one.at.start
        assert text[one.at.start : one.at.end] == one.at.words
        assert one.start <= one.end
        end = one.at.end
