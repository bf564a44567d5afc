"""Folding, clitics, tokens, sentences and phrases of Arabic text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Report
from onrecord.reading.ar.text import ArabicText, Kind, Phrases, bare, fold, parse, readings


def read(text: str) -> ArabicText:
    return parse(Report("r", "0" * 64, text, language="ar"))


def forms(text: str) -> list[str]:
    return [token.form for token in read(text).tokens]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("قَصْفٌ", "قصف"),
        ("قصـــــف", "قصف"),
        ("قـ.ـصف", "قصف"),
        ("قـ ـصـ ـف", "قصف"),
        ("قـ.صف", "قصف"),
        ("ق.ـصف", "قصف"),
        ("ق*صف", "قصف"),
        ("ج1رحى", "جارحي"),
        ("ج١رح", "جارح"),
        ("جAرح", "جارح"),
        ("أُصيب", "اصيب"),
        ("إصابة", "اصابه"),
        ("آلية", "اليه"),
        ("مسؤول", "مسوول"),
        ("طائرة", "طايره"),
        ("مستشفى", "مستشفي"),
        ("ﻻجئ", "لاجي"),
        ("ﺣَﻠَﺔ", "حله"),
        ("\u200fسوق\u200e", "سوق"),
        ("ني\u200cران", "نيران"),
        ("کبيرة", "كبيره"),
        ("١٢", "12"),
        ("۴۵", "45"),
        ("UN", "un"),
        ("غارة جوية", "غاره جويه"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("form", "left"),
    [
        ("سوق", ("سوق",)),
        ("والسوق", ("والسوق", "السوق", "سوق")),
        ("وبالسوق", ("وبالسوق", "بالسوق", "السوق", "سوق")),
        ("للسوق", ("للسوق", "السوق", "لسوق", "سوق")),
        ("بلده", ("بلده", "لده")),
        ("ولد", ("ولد", "لد")),
        ("دم", ("دم",)),
        ("", ("",)),
    ],
)
def test_clitics_come_off_one_by_one(form: str, left: tuple[str, ...]) -> None:
    assert bare(form) == left


def test_what_was_taken_off_is_named() -> None:
    assert readings("وبالسوق")[-1] == ("وبال", "سوق")


def test_tokens() -> None:
    text = read("أصيب ١٢ شخصاً، منهم 1,250 في #ريف_الشمال 3.5 كم 😢\nثانيا")
    assert [(t.form, t.kind.value, t.value) for t in text.tokens] == [
        ("اصيب", "word", None),
        ("12", "number", 12),
        ("شخصا", "word", None),
        ("،", "punct", None),
        ("منهم", "word", None),
        ("1250", "number", 1250),
        ("في", "word", None),
        ("ريف", "word", None),
        ("الشمال", "word", None),
        ("3.5", "number", None),
        ("كم", "word", None),
        ("😢", "symbol", None),
        ("\n", "break", None),
        ("ثانيا", "word", None),
    ]


def test_words_are_the_reports_own() -> None:
    text = read("سقط قـ.ـتيل\u200f في #قرية_النبع")
    assert text.words(1, 1).words == "قـ.ـتيل"
    assert text.words(3, 4).words == "قرية_النبع"


def test_glued_digits_and_numbers_in_dates_stand_apart() -> None:
    assert forms("10مدنيين") == ["10", "مدنيين"]
    assert [t.value for t in read("3.10.2020 3/10/2020").tokens if t.kind is Kind.NUMBER] == [3, 10, 2020] * 2


def test_words_that_lost_their_line_end_stand_apart() -> None:
    assert forms("في القريةاستشهد 8 ومصطفىوأخوه") == ["في", "القريه", "استشهد", "8", "ومصطفي", "واخوه"]
    assert forms("سوقاًوجرح") == ["سوقا", "وجرح"]


def test_endless_digits_are_no_value() -> None:
    assert read("9" * 5000).tokens[0].value is None


@pytest.mark.parametrize(
    ("written", "sentences"),
    [
        ("قصف السوق. جرح اثنان", ["قصف السوق.", "جرح اثنان"]),
        ("قصف السوق.وجرح اثنان", ["قصف السوق.", "وجرح اثنان"]),
        ("قال: «قصفوا السوق.» ثم سكت", ["قال: «قصفوا السوق.»", "ثم سكت"]),
        ("وصل د. سامر ومعه م. رنا", ["وصل د. سامر ومعه م. رنا"]),
        ("يوم 3.10.2020 مساء", ["يوم 3.10.2020 مساء"]),
        ("هل قصفوا؟! نعم\nلا", ["هل قصفوا؟!", "نعم", "لا"]),
        ("• قصف • جرحى", ["• قصف", "• جرحى"]),
        ("🔴 قصف 🔴 جرحى", ["🔴 قصف", "🔴 جرحى"]),
        ("عاجل.. قصف", ["عاجل..", "قصف"]),
        ("", []),
    ],
)
def test_sentences(written: str, sentences: list[str]) -> None:
    text = read(written)
    assert [text.sentence_words(n).words for n in range(len(text.sentences))] == sentences


def test_a_text_without_stops_is_cut() -> None:
    assert [len(one) for one in read("كلمة " * 700).sentences] == [300, 300, 100]


def test_a_hashtag_is_one_range() -> None:
    text = read("#ريف_الشمال قرب #النبع24 وكذا")
    assert text.hashtags == (range(2), range(3, 5))


LEXICON = Phrases({"غارة": "a", "غارة جوية": "b", "قوات الحكومة": "c", "الحكومة": "d", "أرض-أرض": "e"})


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("غارة جوية", [("b", "", "غارة جوية")]),
        ("وبالغارة الجوية", [("b", "وبال", "وبالغارة الجوية")]),
        ("#غارة_جوية", [("b", "", "غارة_جوية")]),
        ("غارة\nجوية", [("a", "", "غارة")]),
        ("للحكومة", [("d", "ل", "للحكومة")]),
        ("لقوات «الحكومة»", [("c", "ل", "لقوات «الحكومة")]),
        ("صاروخ أرض أرض", [("e", "", "أرض أرض")]),
        ("غـ.ـارة ثم غارة", [("a", "", "غـ.ـارة"), ("a", "", "غارة")]),
        ("مغارة", []),
    ],
)
def test_phrases(written: str, found: list[tuple[str, str, str]]) -> None:
    text = read(written)
    assert [(h.entry, h.prefix, text.words(h.first, h.last).words) for h in text.phrases(LEXICON)] == found


def test_a_lexicon_says_one_thing_of_a_phrase() -> None:
    with pytest.raises(ValueError, match="two entries"):
        Phrases({"غارة": 1, "غاره": 2})
    with pytest.raises(ValueError, match="without words"):
        Phrases({" ": 1})
    assert len(LEXICON) == 5


ANYTHING = st.text(
    st.one_of(
        st.sampled_from('قصفغارةوبالللأإآىئؤ ـ.*١1A،#_\n\u200f\u202b\u2069\u064e\u0651\u0670\ud800😢•"«»-/,٬5'),
        st.characters(),
    ),
    max_size=60,
)


@given(ANYTHING)
def test_offsets_hold_for_any_text(written: str) -> None:
    text = read(written)
    end = 0
    for number, token in enumerate(text.tokens):
        assert end <= token.start < token.end
        end = token.end
        assert token.form
        if token.kind is Kind.BREAK:
            continue
        words = text.words(number, number)
        assert words.words == written[words.start : words.end]
        assert text.token_at(words.start) == number
    held = {i for t in text.tokens for i in range(t.start, t.end)}
    assert all(i in held for i, c in enumerate(written) if c.isalnum()), "every letter and digit stands in a token"


@given(ANYTHING)
def test_sentences_hold_every_token_once(written: str) -> None:
    text = read(written)
    assert [i for one in text.sentences for i in one] == list(range(len(text.tokens)))
    assert all(text.sentence_of(i) == n for n, one in enumerate(text.sentences) for i in one)


@given(ANYTHING)
def test_folding_twice_changes_nothing(written: str) -> None:
    for token in read(written).tokens:
        if token.kind is Kind.WORD:
            assert fold(token.form) == token.form
            assert all(token.form.endswith(left) or left.startswith("ال") for left in bare(token.form))
            assert bare(token.form)[0] == token.form


@given(st.lists(st.sampled_from(["غارة", "جوية", "الجوية", "وغارة", "قوات", "الحكومة", "\n", "،"]), max_size=12))
def test_hits_are_in_order_and_apart(words: list[str]) -> None:
    text = read(" ".join(words))
    last = -1
    for hit in text.phrases(LEXICON):
        assert last < hit.first <= hit.last
        last = hit.last
