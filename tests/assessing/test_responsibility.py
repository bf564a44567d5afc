"""Parties, strike status and their reasons, from claims made by hand."""

from __future__ import annotations

import pytest

from onrecord.assessing.reasons import listed
from onrecord.assessing.responsibility import Responsibility, responsibility
from onrecord.assessing.schemes import load_scheme
from onrecord.assessing.voices import Account
from onrecord.model import (
    Act,
    Claim,
    ClaimParty,
    IncidentMention,
    Passage,
    Remark,
    RemarkKind,
    Report,
    Role,
    Speaker,
    SpeakerKind,
    Standing,
    StrikeStatus,
    Words,
)

REPORT = Report("r", "0" * 64, "x" * 500, publisher="Example Agency", language="en")
CODES = {"Russia": "RUSGOV", "Turkey": "TURGOV", "Syria": "SYRGOV", "Russian forces": "RUSMIL", "rebels": "SYRREB"}


def words(n: int) -> Words:
    return Words("x" * 5, (Passage(n * 10, n * 10 + 5),))


def claim(n: int, who: str | None, act: Act, *parties: tuple[str, Role], kind: SpeakerKind = SpeakerKind.NGO) -> Claim:
    speaker = None if who is None else Speaker(words(n), who, CODES.get(who), kind)
    cast = tuple(ClaimParty(name, CODES.get(name), role) for name, role in parties)
    return Claim(f"c{n}", speaker, None, words(n), act, cast)


def weigh(*claims: Claim, mentioned: tuple[str, ...] = (), remarks: tuple[RemarkKind, ...] = ()) -> Responsibility:
    mention = IncidentMention(
        "i1",
        main=True,
        mentioned=tuple((name, CODES[name]) for name in mentioned),
        remarks=tuple(Remark(kind, words(40)) for kind in remarks),
    )
    return responsibility([Account(REPORT, mention, tuple(claims))], load_scheme("airwars"))


A, C = Role.ACCUSED, Role.CLEARED
STATUS = [
    # claims, parties in the report's own voice, remarks, status
    ([claim(1, "MSF", Act.ACCUSE, ("Russia", A))], (), (), StrikeStatus.SINGLE_SOURCE),
    (
        [claim(1, "MSF", Act.ACCUSE, ("Russia", A)), claim(2, "SOHR", Act.ACCUSE, ("Russian forces", A))],
        (),
        (),
        StrikeStatus.LIKELY,
    ),
    ([claim(1, "MSF", Act.ACCUSE, ("Russia", A), ("Syria", A))], (), (), StrikeStatus.CONTESTED),
    (
        [claim(1, "MSF", Act.ACCUSE, ("Russia", A)), claim(2, "Russia", Act.ACCUSE, ("Turkey", A))],
        (),
        (),
        StrikeStatus.CONTESTED,
    ),
    (
        [claim(1, "MSF", Act.ACCUSE, ("Russia", A)), claim(2, "Russia", Act.DENY, ("Russia", C))],
        (),
        (),
        StrikeStatus.SINGLE_SOURCE,
    ),
    ([claim(1, "Russian forces", Act.ADMIT, ("Russia", A))], (), (), StrikeStatus.DECLARED),
    ([], ("Russia",), (RemarkKind.DECLARED,), StrikeStatus.DECLARED),
    ([], ("Russia",), (), StrikeStatus.SINGLE_SOURCE),
    ([claim(1, "A", Act.REPORT), claim(2, "B", Act.REPORT)], ("Russia",), (), StrikeStatus.LIKELY),
    ([claim(1, "A", Act.REPORT)], ("Russia",), (RemarkKind.ALL_NAME_PARTY,), StrikeStatus.LIKELY),
    ([claim(1, "A", Act.REPORT)], ("Russia",), (RemarkKind.NO_PARTY_NAMED,), StrikeStatus.CONTESTED),
    (
        [claim(1, "A", Act.REPORT)],
        ("Russia",),
        (RemarkKind.NO_PARTY_NAMED, RemarkKind.ONE_NAMES_PARTY),
        StrikeStatus.SINGLE_SOURCE,
    ),
    ([claim(1, "A", Act.REPORT), claim(2, "B", Act.CONDEMN)], (), (), None),
]


@pytest.mark.parametrize(("claims", "mentioned", "remarks", "status"), STATUS)
def test_strike_status(claims, mentioned, remarks, status) -> None:
    assert weigh(*claims, mentioned=mentioned, remarks=remarks).status is status


def test_branches_of_one_state_are_one_party_and_rebels_another() -> None:
    found = weigh(
        claim(1, "MSF", Act.ACCUSE, ("Russia", A)),
        claim(2, "HRW", Act.ACCUSE, ("Russian forces", A)),
        claim(3, "Russia", Act.ACCUSE, ("rebels", A)),
        claim(4, "Syria", Act.DISMISS, ("Syria", C)),
    )
    assert [(p.name, p.standing) for p in found.parties] == [
        ("Russia", Standing.SUSPECTED),
        ("rebels", Standing.SUSPECTED),
        ("Syria", Standing.MENTIONED),
    ]
    assert [v.name for v in found.parties[0].accused_by] == ["MSF", "HRW"]


def test_who_denies_it_of_itself_stands_accused_by_somebody() -> None:
    found = weigh(claim(1, "Russia", Act.DENY, ("Russia", C)))
    assert found.parties[0].standing is Standing.SUSPECTED
    assert found.parties[0].denied_by[0].claims == ("c1",)


def test_an_admission_makes_a_party_known_even_where_it_names_nobody() -> None:
    found = weigh(claim(1, "rebels", Act.ADMIT))
    assert (found.parties[0].standing, found.parties[0].admitted) == (Standing.KNOWN, True)


def test_every_decision_has_a_reason_that_names_its_claims() -> None:
    found = weigh(claim(1, "MSF", Act.ACCUSE, ("Russia", A)), claim(2, "Russia", Act.DENY, ("Russia", C)))
    assert [one.rule for one in found.reasons] == ["party-suspected", "status-single-source"]
    assert found.reasons[0].claims == ("c1", "c2")
    assert found.reasons[1].text == "Single source claim: Russia is held responsible by one voice alone (MSF)"


def test_a_scheme_without_the_axis_gives_no_status() -> None:
    mention = IncidentMention("i1", main=True)
    found = responsibility(
        [Account(REPORT, mention, (claim(1, "MSF", Act.ACCUSE, ("Russia", A)),))], load_scheme("acled")
    )
    assert found.status is None


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["A"], "A"), (["A", "B", "A"], "A and B"), (list("ABCDEF"), "A, B, C and 3 more")],
)
def test_lists_are_said_as_one_would(names: list[str], said: str) -> None:
    assert listed(names) == said
