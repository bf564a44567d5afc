"""Arabic claims: the tables as a specification, and what holds of every text."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from claim_notation import noted, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Act, Report
from onrecord.reading.ar.actors import find_actors
from onrecord.reading.ar.claims import ArabicClaimFinder, elsewhere, find_mentioned
from onrecord.reading.ar.claims.strikes import Strikes
from onrecord.reading.ar.text import ArabicText, parse
from onrecord.settings import Settings

HERE = Path(__file__).parent
PARTIES = list(rows(HERE / "parties.tsv"))
CLAIMS = list(rows(HERE / "claims.tsv"))


@pytest.fixture(scope="module")
def finder() -> ArabicClaimFinder:
    return ArabicClaimFinder(Settings())


def text_of(words: str, publisher: str | None = "صفحة القرية") -> ArabicText:
    return parse(Report("one", "0" * 64, words, language="ar", publisher=publisher, published="2022-05-01"))


def test_the_tables_are_a_specification_of_at_least_sixty_sentences() -> None:
    assert len(PARTIES) >= 60
    assert len(CLAIMS) >= 50


@pytest.mark.parametrize(("sentence", "codes"), PARTIES)
def test_who_struck(sentence: str, codes: str) -> None:
    text = text_of(sentence)
    found = [author.actor.code for author in Strikes(text, find_actors(text)).authors]
    assert " ".join(str(one) for one in dict.fromkeys(found)) == codes.replace("-", "")


@pytest.mark.parametrize(("sentence", "expected"), CLAIMS)
def test_who_says_what(finder: ArabicClaimFinder, sentence: str, expected: str) -> None:
    assert noted(finder.find(text_of(sentence))) == expected


def test_a_verb_without_an_agent_has_no_author_and_no_party(finder: ArabicClaimFinder) -> None:
    text = text_of("قُصف السوق صباح اليوم وقُتل خمسة أشخاص.")
    claims = finder.find(text)
    assert not any(claim.parties for claim in claims)
    assert find_mentioned(text, claims) == []


def test_what_others_say_is_no_voice_of_the_reports_own(finder: ArabicClaimFinder) -> None:
    text = text_of("قال مصدر محلي إن طائرة روسية قصفت السوق.")
    assert find_mentioned(text, finder.find(text)) == []
    text = text_of("قصفت طائرة روسية السوق.")
    assert [code for _, code, _ in find_mentioned(text, finder.find(text))] == ["RUSMIL"]


def test_parties_of_later_attacks_are_not_this_ones(finder: ArabicClaimFinder) -> None:
    text = text_of(
        "قتل ثلاثة مدنيين في قصف تركي على قرية السدرة. وفي سياق آخر، قصفت قوات النظام بلدة الحصن.\n"
        "وقال ناشطون إن قسد استهدفت بلدة أخرى بالقذائف."
    )
    claims = finder.find(text)
    assert [code for _, code, _ in find_mentioned(text, claims)] == ["TURGOV"]
    other = [claim for claim in claims if claim.id in elsewhere(text, claims)]
    assert {one.code for claim in other for one in claim.parties} == {"SYRMIL", "SDF"}


def test_who_is_accused_outright_later_on_is_accused_of_this_attack(finder: ArabicClaimFinder) -> None:
    text = text_of("قالت قسد إن الجيش التركي قصف السوق. واتهمت تركيا قسد بقصف السوق.")
    claims = finder.find(text)
    assert [claim.act for claim in claims] == [Act.ACCUSE, Act.ACCUSE]
    assert elsewhere(text, claims) == frozenset()


def test_our_correspondent_is_the_publisher(finder: ArabicClaimFinder) -> None:
    (claim,) = finder.find(text_of("أفاد مراسلنا بمقتل ثلاثة مدنيين.", publisher="شبكة النهر"))
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.speaker.at.words) == ("شبكة النهر", "مراسلنا")


def test_a_speakers_words_and_name_hold_no_clitic_before_them(finder: ArabicClaimFinder) -> None:
    (claim,) = finder.find(text_of("وفقاً لمصادر محلية، استهدفت طائرة تركية سيارة."))
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.speaker.at.words) == ("مصادر محلية", "مصادر محلية")


def test_content_on_both_sides_of_its_speaker_has_two_passages(finder: ArabicClaimFinder) -> None:
    (claim,) = finder.find(
        text_of("أظهرت صور الأقمار الصناعية، بحسب منظمة العفو الدولية، أن القوات الروسية قصفت السوق.")
    )
    assert claim.content.words == "أظهرت صور الأقمار الصناعية … القوات الروسية قصفت السوق"
    assert len(claim.content.passages) == 2


def test_the_owner_is_sought_in_the_country_at_hand(finder: ArabicClaimFinder) -> None:
    def accused(words: str) -> list[str | None]:
        return [one.code for claim in finder.find(text_of(words)) for one in claim.parties]

    assert accused("في أم درمان، قصف الجيش حي النيل.") == ["SDNMIL"]
    assert accused("في خاركيف، قصف الجيش حي النهر.") == ["UKRMIL"]
    assert accused("قصف الجيش حي النهر.") == []


WORDS = st.sampled_from(
    [
        "قال",
        "إن",
        "أن",
        "بحسب",
        "المرصد",
        "السوري",
        "قوات",
        "النظام",
        "قصفت",
        "قصف",
        "روسي",
        "نفت",
        "تركيا",
        "،",
        ".",
        ":",
        '"',
        "وأضاف",
        "اتهمت",
        "قسد",
        "لم",
        "من",
        "قبل",
        "على",
        "السوق",
        "وروسيا",
        "مصدره",
        "لـ",
        "استهدف",
        "مراسلنا",
        "|",
        "#",
        "أعلن",
        "غارة",
        "يعتقد",
        "أنها",
        "تابعة",
        "للتحالف",
        "الدولي",
        "مقتل",
        "5",
        "مدنيين",
        "\n",
        "المسؤولية",
    ]
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_every_value_has_its_words(words: str) -> None:
    text = text_of(words)
    claims = ArabicClaimFinder(Settings()).find(text)
    assert [claim.id for claim in claims] == [f"{text.report.key}:c{n}" for n in range(1, len(claims) + 1)]
    held = [one for claim in claims for one in (claim.content, claim.cue, claim.speaker and claim.speaker.at)]
    held += [at for _, _, at in find_mentioned(text, claims)]
    for one in held:
        if one is not None:
            for passage in one.passages:
                assert 0 <= passage.start < passage.end <= len(words)
            if len(one.passages) == 1:
                assert words[one.start : one.end] == one.words
    ids = {claim.id for claim in claims}
    assert {claim.denies for claim in claims} | {claim.reported_by for claim in claims} <= ids | {None}


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=60, deadline=None)
def test_a_sentence_of_the_weather_changes_no_party(words: str) -> None:
    before = text_of(words)
    after = text_of(words + "\n\nالسماء صافية والحرارة معتدلة.")
    finder = ArabicClaimFinder(Settings())
    parties = [[claim.parties for claim in finder.find(text)] for text in (before, after)]
    assert parties[0] == parties[1][: len(parties[0])]
    assert not any(parties[1][len(parties[0]) :])


def test_the_cost_grows_with_the_text_alone() -> None:
    sentence = "قال المصدر إن قوات النظام قصفت السوق بحسب المرصد السوري وأضاف أن طائرة روسية استهدفت القرية "
    finder = ArabicClaimFinder(Settings())

    def took(times: int) -> float:
        text = text_of(sentence * times)
        start = process_time()
        finder.find(text)
        return process_time() - start

    took(10)
    assert min(took(800) for _ in range(3)) < 24 * min(took(100) for _ in range(3))
