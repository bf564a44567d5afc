"""Arabic names of actors: the data agrees with what every language shares, and words name whom they should."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Report, SpeakerKind
from onrecord.reading.actors import Form
from onrecord.reading.actors.data import load as load_shared
from onrecord.reading.ar.actors import find_actors, load
from onrecord.reading.ar.actors.data import OCCUPIER
from onrecord.reading.ar.text import parse


def data(name: str, package: str = "onrecord.reading.ar.actors") -> dict[str, Any]:
    return tomllib.loads(files(package).joinpath(name).read_text("utf-8"))


def mentions(words: str, published: str | None = "2022-05-01") -> list[tuple[str, str | None, Form]]:
    text = parse(Report("one", "0" * 64, words, language="ar", published=published))
    found = find_actors(text)
    assert all(a.last < b.first for a, b in pairwise(found))
    return [(text.words(one.first, one.last).words, one.actor.code, one.form) for one in found]


# -- the data


def test_states_are_the_shared_ones() -> None:
    assert set(data("states.toml")) <= set(load_shared("en").states)
    assert {one["state"] for one in data("leaders.toml")["leader"]} <= set(data("states.toml"))
    assert set(data("regions.toml")) <= set(data("states.toml"))


def test_leaders_stand_for_their_states_in_the_shared_years() -> None:
    shared = {
        (one["state"], one["from"], one["until"]) for one in data("leaders.toml", "onrecord.reading.actors")["leader"]
    }
    assert {(one["state"], one["from"], one["until"]) for one in data("leaders.toml")["leader"]} <= shared


def test_groups_bear_shared_codes_and_names() -> None:
    shared = {
        (named.actor.code, named.actor.name, named.actor.kind) for named in load_shared("en").named if named.actor
    }
    for one in data("groups.toml")["group"]:
        assert (one["code"], one["name"], SpeakerKind(one.get("kind", "armed_group"))) in shared, one["name"]


def test_organisations_are_shared_or_declared() -> None:
    shared = {
        (named.actor.code, named.actor.name, named.actor.kind) for named in load_shared("en").named if named.actor
    }
    for kind, entries in data("organisations.toml").items():
        for one in entries:
            known = (one.get("code"), one["name"], SpeakerKind(kind)) in shared
            assert known is not one.get("own", False), one["name"]


def test_roles_are_the_shared_ones() -> None:
    shared = {(role.code, role.pattern, role.kind.value) for _, role, _ in load_shared("en").roles}
    patterns = {pattern for _, pattern, _ in shared}
    for one in data("roles.toml")["role"]:
        assert (one["code"], one["name"], one["kind"]) in shared, one["name"]
    for one in data("roles.toml")["bare"]:
        assert one["role"] in {code for code, _, _ in shared} | {OCCUPIER}
        assert one.get("as", "{state}") in patterns


def test_no_wording_names_two_actors() -> None:
    for hits in load().phrases._by_first.values():
        for _, wordings in hits:
            assert len({one.actor for one in wordings if one.actor is not None}) <= 1


# -- who is named


@pytest.mark.parametrize(
    ("words", "named", "code", "form"),
    [
        ("احتجت النرويج أمس", "النرويج", "NORGOV", Form.NAME),
        ("نفت موسكو ذلك", "موسكو", "RUSGOV", Form.SEAT),
        ("قرية تركية هادئة", "تركية", "TURGOV", Form.ADJECTIVE),
        ("لاجئون سوريون في المدينة", "سوريون", "SYRGOV", Form.PEOPLE),
        ("الجيش الإسرائيلي هناك", "الجيش الإسرائيلي", "ISRMIL", Form.ROLE),
        ("وزارة الخارجية الإيرانية تعلق", "وزارة الخارجية الإيرانية", "IRNGOV", Form.ROLE),
        ("وزارة الدفاع الروسية تعلق", "وزارة الدفاع الروسية", "RUSMIL", Form.ROLE),
        ("قوات النظام السوري هناك", "قوات النظام السوري", "SYRMIL", Form.ROLE),
        ("قوات النظام هناك", "قوات النظام", "SYRMIL", Form.ROLE),
        ("نظام الأسد صامت", "نظام الأسد", "SYRGOV", Form.ROLE),
        ("طائرات حربية روسية في السماء", "طائرات حربية روسية", "RUSMIL", Form.ROLE),
        ("طيران الاحتلال الروسي في السماء", "طيران الاحتلال الروسي", "RUSMIL", Form.ROLE),
        ("طائرة مسيرة تابعة للتحالف الدولي", "طائرة مسيرة تابعة للتحالف الدولي", "USAMIL", Form.ROLE),
        ("مقاتلو حماس في المدينة", "مقاتلو حماس", "PSEREB", Form.ROLE),
        ("جيش الاحتلال في جنين", "جيش الاحتلال", "ISRMIL", Form.ROLE),
        ("قال البنتاغون أمس", "البنتاغون", "USAMIL", Form.NAME),
        ("قال حزب الله أمس", "حزب الله", "LBNREB", Form.NAME),
        ("قالت حركة طالبان أمس", "حركة طالبان", "AFGREB", Form.NAME),
        ("قوات الدعم السريع في المدينة", "قوات الدعم السريع", "SDNREB", Form.NAME),
        ("الحشد الشعبي في المدينة", "الحشد الشعبي", "IRQMIL", Form.NAME),
        ("الخوذ البيضاء في القرية", "الخوذ البيضاء", None, Form.NAME),
        ("الجيش في مأرب", "الجيش", "YEMMIL", Form.ROLE),
        ("الحكومة في بنغازي", "الحكومة", "LBYGOV", Form.ROLE),
    ],
)
def test_who_is_named(words: str, named: str, code: str | None, form: Form) -> None:
    assert (named, code, form) in mentions(words)


@pytest.mark.parametrize(
    "stem", ["للتحالف الدولي", "والتحالف الدولي", "بالتحالف الدولي", "#التحالف_الدولي", "التّـحالف الدُّولي"]
)
def test_clitics_hashtags_and_vowels_hide_nobody(stem: str) -> None:
    assert [code for _, code, _ in mentions(stem)] == ["USAMIL"]


@pytest.mark.parametrize(
    "words",
    ["الطيران الحربي في السماء", "طائرة مسيرة مجهولة", "الجيش في المدينة", "قطار المدينة", "بحجة الأمن", "قناة مائية"],
)
def test_what_names_nobody(words: str) -> None:
    assert mentions(words) == []


def test_a_leader_stands_for_the_state_in_office_alone() -> None:
    assert [code for _, code, _ in mentions("قوات الأسد", "2020-01-01")] == ["SYRMIL"]
    assert mentions("قوات الأسد", "2026-01-01") == []


def test_the_occupation_is_the_one_named_before_else_that_of_the_country_at_hand() -> None:
    before = mentions("الاحتلال التركي يعلن، وطيران الاحتلال يحلق فوق الحسكة")
    assert [code for _, code, _ in before] == ["TURMIL", "TURMIL"]
    assert [code for _, code, _ in mentions("طيران الاحتلال يحلق فوق الحسكة")] == []
    assert [code for _, code, _ in mentions("طيران الاحتلال يحلق فوق خان يونس")] == ["ISRMIL"]


def test_words_known_for_one_state_are_anothers_where_the_report_plays_there() -> None:
    assert [code for _, code, _ in mentions("القوات الحكومية في مأرب وفي تعز")] == ["YEMMIL"]


@given(
    st.lists(
        st.sampled_from(
            [
                "قوات",
                "النظام",
                "السوري",
                "الروسية",
                "طائرات",
                "التحالف",
                "و",
                "وروسيا",
                "لـ",
                "تابعة",
                "للجيش",
                "الاحتلال",
                "،",
                ".",
                "\n",
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=100, deadline=None)
def test_mentions_never_overlap(words: list[str]) -> None:
    mentions(" ".join(words))
