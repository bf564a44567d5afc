"""The matrix: branches of a state are one party, nothing that accuses or denies is left out."""

from __future__ import annotations

from sample_readings import strike

from onrecord.model import Act, Claim, ClaimParty, Passage, Role, Speaker, SpeakerKind, Words
from onrecord.publishing.page.matrix import UNATTRIBUTED, matrix

AT = Words("x", (Passage(0, 1),))


def claim(number: int, act: Act, speaker: str | None, *parties: tuple[str, str | None, Role]) -> Claim:
    who = Speaker(AT, speaker, None, SpeakerKind.UNKNOWN) if speaker else None
    return Claim(f"k:c{number}", who, None, AT, act, tuple(ClaimParty(*one) for one in parties))


def test_speakers_by_parties_in_order_of_the_text() -> None:
    found = matrix(strike().reading.claims)
    assert found.parties == [["Varda"], ["Osmir army", "Osmir"]]
    assert [row.speakers for row in found.rows] == [
        ["Relief Doctors' Union"],
        ["Varda", "Varda's defence ministry"],
        ["Osmir", "Osmir's envoy"],
    ]
    assert [[len(cell.entries) for cell in row.cells] for row in found.rows] == [[1, 1], [3, 1], [3, 1]]
    assert [[cell.own for cell in row.cells] for row in found.rows] == [[False, False], [True, False], [False, True]]


def test_rebels_of_a_state_are_not_the_state() -> None:
    found = matrix(
        [claim(1, Act.ACCUSE, "A", ("Tarn", "TRNGOV", Role.ACCUSED), ("Tarn rebels", "TRNREB", Role.ACCUSED))]
    )
    assert found.parties == [["Tarn"], ["Tarn rebels"]]


def test_a_denial_that_names_no_party_has_a_column() -> None:
    found = matrix([claim(1, Act.DENY, None)])
    assert (found.parties, found.unnamed) == ([], True)
    assert found.rows[0].speakers == [UNATTRIBUTED]
    assert [entry.does for entry in found.rows[0].cells[0].entries] == ["denies"]


def test_a_report_of_facts_is_no_part_of_it() -> None:
    assert matrix([claim(1, Act.REPORT, "A"), claim(2, Act.DEMAND, "B", ("Tarn", None, Role.TARGET))]).rows == []
