"""The shipped tagger: what it finds is pinned, is the same whatever stands beside it, and points into the text."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import onrecord.reading.en
from onrecord.errors import ModelError
from onrecord.reading.en.tagger import (
    CONTENT,
    CUE,
    SPEAKER,
    Attribution,
    Candidate,
    Decoding,
    Tagger,
    decode,
    label,
    likely_cues,
    smooth,
)

MODEL = Path(onrecord.reading.en.__file__).parent / "models" / "attribution"

TEXTS = [
    (
        'Two people were killed when shells hit the market, the governor said. "We pulled nine from the rubble," '
        "a rescue worker told reporters on Monday."
    ),
    "According to the ministry of health, 14 people were wounded.\n\nThe army denied that it had struck the school.",
    "It rained all day in the valley.",
    (
        "Residents said the aircraft came from the east. Local activists reported that three children died; "
        "a spokesman for the coalition declined to comment."
    ),
]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load(MODEL)


def words(text: str, attribution: Attribution) -> tuple[str, str, str]:
    """Speaker, cue and content in the text's words, fragments parted by a bar."""
    parts = (attribution.speaker, attribution.cue, attribution.content)
    who, cue, what = (" | ".join(text[a:b] for a, b in passages) for passages in parts)
    return who, cue, what


PINNED: list[list[tuple[str, str, str]]] = [
    [
        ("the governor", "said", "Two people were killed when shells hit the market"),
        ("a rescue worker", "told", '"We pulled nine from the rubble,"'),
    ],
    [
        ("the ministry of health", "According to", "14 people were wounded"),
        ("The army", "denied", "that it had struck the school"),
    ],
    [],
    [
        ("Residents", "said", "the aircraft came from the east"),
        ("Local activists", "reported", "that three children died"),
        ("a spokesman for the coalition", "declined", "to comment"),
    ],
]


def test_what_it_finds_is_pinned(tagger: Tagger) -> None:
    found = tagger.attributions(TEXTS)
    assert [[words(text, a) for a in own] for text, own in zip(TEXTS, found, strict=True)] == PINNED


def test_a_text_is_read_the_same_whatever_stands_beside_it(tagger: Tagger) -> None:
    alone = [tagger.attributions([text])[0] for text in TEXTS]
    assert tagger.attributions(TEXTS) == alone
    assert tagger.attributions(TEXTS[::-1]) == alone[::-1]
    assert Tagger.load(MODEL).attributions([TEXTS[3]])[0] == alone[3]


def test_threads_change_nothing(tagger: Tagger) -> None:
    assert Tagger.load(MODEL, threads=2).attributions(TEXTS) == tagger.attributions(TEXTS)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\ufeff", "\ud800", "said", "\n\n\n.", '"' * 700])
def test_texts_of_nothing(tagger: Tagger, text: str) -> None:
    assert len(tagger.attributions([text])) == 1


def test_no_texts(tagger: Tagger) -> None:
    assert tagger.attributions([]) == []


def test_curly_quotes_are_read_like_straight_ones(tagger: Tagger) -> None:
    curly = TEXTS[0].replace('"We', "“We").replace(',"', ",”")
    assert curly != TEXTS[0]
    assert tagger.attributions([curly]) == tagger.attributions([TEXTS[0]])


def test_a_paragraph_longer_than_any_window(tagger: Tagger) -> None:
    text = " ".join(["The mayor said that the bridge had been hit twice before dawn."] * 120)
    found = tagger.attributions([text])[0]
    assert len(found) > 90
    check_offsets(text, found)


def check_offsets(text: str, found: list[Attribution]) -> None:
    for attribution in found:
        assert attribution.cue
        assert attribution.content
        assert 0 <= attribution.score <= 1
        for passages in (attribution.speaker, attribution.cue, attribution.content):
            assert list(passages) == sorted(passages)
            for start, end in passages:
                assert 0 <= start < end <= len(text)
                assert text[start:end].strip() == text[start:end]


SOUP = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(), max_size=12),
        st.sampled_from(
            [
                "the army",
                " said ",
                " that ",
                '"',
                "“",
                "”",
                "\n\n",
                "\n",
                ". ",
                ", ",
                " according to ",
                "he",
                "told",
                "x" * 300,
            ]
        ),
    ),
    max_size=60,
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=SOUP)
def test_offsets_hold_on_any_text(tagger: Tagger, text: str) -> None:
    check_offsets(text, tagger.attributions([text])[0])


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "encoder.onnx", "top.onnx"])
def test_an_absent_file_is_a_model_error(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match=name):
        Tagger.load(copy)


@pytest.mark.parametrize("name", ["tokenizer.json", "encoder.onnx", "top.onnx"])
def test_a_damaged_file_is_a_model_error(copy: Path, name: str) -> None:
    data = bytearray((copy / name).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / name).write_bytes(data)
    with pytest.raises(ModelError, match=f"{name}.*damaged"):
        Tagger.load(copy)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 99}', "\udcff"])
def test_a_damaged_configuration_is_a_model_error(copy: Path, text: str) -> None:
    (copy / "config.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ModelError, match=r"config\.json"):
        Tagger.load(copy)


def test_a_configuration_without_decoding_is_a_model_error(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    del config["decoding"]["keep"]
    (copy / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelError):
        Tagger.load(copy)


PLAIN = Decoding(
    likely_cue=0.15,
    tag_cue=0.5,
    tag_speaker=0.0,
    tag_content=0.0,
    lift_speaker=0.0,
    lift_content=0.0,
    change_content=0.0,
    change_other=0.0,
    gap_tokens=0,
    gap=1.0,
    weak_speaker=0.0,
    weak_content=0.0,
    keep=0.1,
    intercept=0.0,
    weights=(1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
)


def test_smoothing_drops_a_speck_and_closes_a_gap() -> None:
    roles = np.full((7, 4), 0.01, np.float32)
    for i, (role, sure) in enumerate([(0, 0.97), (2, 0.97), (2, 0.97), (0, 0.6), (2, 0.97), (0, 0.97), (1, 0.97)]):
        roles[i, role] = sure
    roles[3, 2] = 0.38
    free, priced = (replace(PLAIN, change_content=price) for price in (0.0, 1.0))
    assert smooth(roles, free).tolist() == [0, 2, 2, 0, 2, 0, 1]
    assert smooth(roles, priced).tolist() == [0, 2, 2, 2, 2, 0, 1]


def test_a_likely_gap_is_closed_and_a_weak_fragment_dropped() -> None:
    labels = [2, 2, 0, 2, 0, 0, 2, 0, 1, 0, 1]
    roles = np.full((11, 4), 0.01, np.float32)
    roles[np.arange(11), labels] = 0.97
    roles[2] = (0.6, 0.0, 0.4, 0.0)
    roles[6] = (0.3, 0.0, 0.7, 0.0)
    roles[8] = (0.4, 0.6, 0.0, 0.0)
    assert label(roles, PLAIN).tolist() == labels
    closing = replace(PLAIN, gap_tokens=2, gap=0.15)
    assert label(roles, closing).tolist() == [2, 2, 2, 2, 0, 0, 2, 0, 1, 0, 1]
    dropping = replace(PLAIN, weak_speaker=0.8, weak_content=0.75)
    assert label(roles, dropping).tolist() == [2, 2, 0, 2, 0, 0, 0, 0, 0, 0, 1]


def test_likely_cues_end_where_another_begins_and_at_segments() -> None:
    begin, go_on, out = [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]
    bio = np.array([out, begin, go_on, begin, out, go_on, go_on], np.float32)
    assert likely_cues(bio, [(0, 6)] * 6 + [(6, 7)], 0.15) == [(1, 3), (3, 4), (5, 6), (6, 7)]


def test_no_token_is_cue_of_two_and_the_surer_one_stays() -> None:
    labels = [SPEAKER, CUE, CONTENT, CONTENT]
    roles = np.full((4, 4), 0.01, np.float32)
    roles[np.arange(4), labels] = 0.97
    tags = roles[:, [CUE, SPEAKER, CONTENT]]
    weak = Candidate((5, 9), (6, 7), roles, tags, 0.5)
    sure = Candidate((5, 9), (6, 7), roles, tags, 2.0)
    found = decode([weak, sure], PLAIN)
    assert len(found) == 1
    assert found[0].score == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert (found[0].speaker, found[0].cue, found[0].content) == (((5, 6),), ((6, 7),), ((7, 9),))
