"""Redaction: no masked name leaves in any format, every passage still leads to its words, and figures stay."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.assessing import assess_linked, load_scheme
from onrecord.errors import UsageError
from onrecord.flow import methodology
from onrecord.model import (
    About,
    Act,
    AttackKind,
    Call,
    Claim,
    ClaimParty,
    Count,
    DatePrecision,
    Decision,
    Group,
    Incident,
    IncidentDate,
    IncidentMention,
    Infrastructure,
    InfrastructureKind,
    KindOfAttack,
    Linked,
    LinkedMention,
    Measure,
    Origin,
    Place,
    Reading,
    Reason,
    Report,
    Role,
    Speaker,
    SpeakerKind,
    Subject,
    Victim,
    Words,
)
from onrecord.publishing import INCIDENT_FORMATS, dossier_html
from onrecord.publishing.redaction import Restrictions, load_profiles, redact_incident, redact_reading, without_reports
from onrecord.publishing.redaction.masks import Masked, Masks

KEY = b"k" * 32
PROFILES = load_profiles()
ENGLISH = (
    "A drone killed 3 people at the Karsa clinic in Belamir on 2 May 2024, among them Hala Wadia, 9. "
    "Her uncle Omar Wadia said the army had fired it. WADIA spoke at Hala's grave. The army denied it."
)
ARABIC = (
    "قتلت مسيّرة ثلاثة أشخاص في بيلامير، بينهم الطفلة هالة الوادعي، وقال شاهد إن الهالة بكت. وهالة الوادعي في التاسعة."
)
PRIVATE = ("Hala", "HALA", "Wadia", "WADIA", "Omar", "هالة", "الوادعي")


def cut(text: str, words: str) -> Words:
    start = text.index(words)
    return Words.cut(text, [(start, start + len(words))])


def english(name: str = "files/Omar Wadia.txt") -> LinkedMention:
    def at(words: str) -> Words:
        return cut(ENGLISH, words)

    report = Report(name, "a" * 64, ENGLISH, title="Girl Hala buried", url="https://news.example/hala-wadia")
    stem = report.key
    uncle = Speaker(at("Omar Wadia"), "Omar Wadia", None, SpeakerKind.PERSON)
    army = Speaker(at("The army"), "army", "XXXMIL", SpeakerKind.MILITARY)
    claims = (
        Claim(f"{stem}:c1", uncle, at("said"), at("the army had fired it"), Act.ACCUSE, (accused("army"),)),
        Claim(f"{stem}:c2", army, at("denied"), at("it."), Act.DENY, (ClaimParty("army", "XXXMIL", Role.CLEARED),)),
    )
    counts = (Count(f"{stem}:n1", Measure.KILLED, Group.PEOPLE, 3, 3, at("3 people")),)
    mention = IncidentMention(
        f"{stem}:i1",
        main=True,
        kind=AttackKind(KindOfAttack.DRONE_STRIKE, at("A drone")),
        date=IncidentDate(date(2024, 5, 2), date(2024, 5, 2), DatePrecision.DAY, at("2 May 2024")),
        place=Place("Belamir", at("Belamir"), "SY", 35.0, 38.0, 2.0, "1"),
        infrastructure=(Infrastructure(InfrastructureKind.HEALTHCARE, 1, "Karsa clinic", at("Karsa clinic")),),
        claims=tuple(one.id for one in claims),
        counts=tuple(one.id for one in counts),
    )
    hala = Victim(
        "Hala Wadia", "هالة الوادعي", 9, "female", Group.CHILDREN, Measure.KILLED, at("Hala Wadia"), mention.id
    )
    return LinkedMention(Reading(report, claims, counts, (hala,), (mention,)), mention)


def accused(name: str) -> ClaimParty:
    return ClaimParty(name, "XXXMIL", Role.ACCUSED)


def arabic() -> LinkedMention:
    report = Report("b.txt", "b" * 64, ARABIC, language="ar")
    mention = IncidentMention(f"{report.key}:i1", main=True)
    return LinkedMention(Reading(report, incidents=(mention,)), mention)


def incident() -> Incident:
    told = (arabic(), english())
    names = [one.reading.report.id for one in told]
    why = f"{names[1]} quotes nobody"
    linked = Linked("i1", told, (Origin((names[0],), "alone"), Origin((names[1],), why)))
    return assess_linked(linked, load_scheme("airwars"))


def reviewed() -> Incident:
    """The incident, with what two people decided on it: of a claim of Omar's, and of the place."""
    one = incident()
    (claim,) = (claim for claim in one.claims if claim.act is Act.ACCUSE)
    on_claim = Subject(About.CLAIM, "i1", "files/Omar Wadia.txt", claim.id, ((3, 9),))
    value = {"speaker": {"name": "Omar Wadia"}, "speaker_passages": [[3, 9]]}
    decisions = (
        Decision(7, "mira", "2024-06-01T10:00:00Z", on_claim, Call.CORRECT, value, {"words": "Hala"}, "asked Sami"),
        Decision(
            8, "otto", "2024-06-02T10:00:00Z", Subject(About.PLACE, "i1"), Call.ACCEPT, note="Hala's aunt said so"
        ),
    )
    reason = Reason("decided", "The place was accepted by otto on 2024-06-02: Hala's aunt said so")
    return replace(one, decisions=decisions, reasons=(*one.reasons, reason))


def released(one: Incident) -> bytes:
    """Everything that any format writes of it."""
    stream = io.BytesIO()
    for form in INCIDENT_FORMATS.values():
        form.write([one], stream)
    return stream.getvalue()


@pytest.mark.parametrize("profile", [name for name, one in PROFILES.items() if one.withholds])
def test_no_private_name_leaves_in_any_format(profile: str) -> None:
    left = released(redact_incident(incident(), PROFILES[profile], KEY)).decode("utf-8", "replace")
    for name in PRIVATE:
        assert name not in left
    assert english().reading.report.key not in left, "a hash of the unmasked text lets names be tried"


def test_the_dossier_holds_no_private_name_and_still_footnotes_the_dead() -> None:
    page = dossier_html(redact_incident(incident(), PROFILES["public"], KEY), methodology(load_scheme("airwars")))
    assert not [name for name in PRIVATE if name in page]
    assert "3 people" in page
    assert "[victim 1]" in page


def test_every_passage_leads_to_its_words_in_the_masked_text() -> None:
    made = redact_incident(incident(), PROFILES["public"], KEY)
    texts = {one.id: one.text for one in made.told_by}
    found = [(one.content, made.report_of[one.id.partition(":")[0]]) for one in made.claims]
    found += [(one.at, made.report_of[one.id.partition(":")[0]]) for one in made.counts]
    found += [(one.at, one.at.report) for one in made.victims]
    assert len(found) >= 4
    for words, report in found:
        assert [texts[report][start:end] for start, end in words.passages] == [words.words]


def test_figures_parties_and_places_stay_in_the_public_profile() -> None:
    was, made = incident(), redact_incident(incident(), PROFILES["public"], KEY)
    assert (made.killed.low, made.killed.high) == (was.killed.low, was.killed.high) == (3, 3)
    assert made.killed.low_from == tuple(one.id for one in made.counts)
    assert made.mention.place.name == "Belamir"
    assert [party.name for party in made.parties] == [party.name for party in was.parties] == ["army"]
    assert {voice.name for voice in made.parties[0].accused_by} == {"[speaker 1]"}


def test_who_public_part_gives_the_country_and_no_more() -> None:
    made = redact_incident(incident(), PROFILES["who-ssa-public"], KEY)
    left = released(made).decode("utf-8", "replace")
    for private in ("Belamir", "35.0", "Karsa", "army", "news.example", "files/"):
        assert private not in left
    assert made.mention.place.country == "SY"
    assert (made.killed.low, made.killed.high) == (3, 3)
    assert made.mention.infrastructure[0].kind is InfrastructureKind.HEALTHCARE
    assert len(made.origins) == 2
    assert not made.parties


def test_a_restricted_report_keeps_its_figure_and_loses_its_words() -> None:
    one = incident()
    made = redact_incident(one, PROFILES["public"], KEY, Restrictions(reports={"files/Omar Wadia.txt"}))
    assert (made.killed.low, made.killed.high) == (3, 3)
    assert made.killed.low_from == ()
    assert len(made.told_by) == 1
    assert "drone killed" not in released(made).decode("utf-8", "replace")
    inside = redact_incident(one, PROFILES["who-ssa-internal"], KEY, Restrictions(reports={"files/Omar Wadia.txt"}))
    assert len(inside.told_by) == 2


@pytest.mark.parametrize("profile", ["public", "who-ssa-public"])
def test_who_decided_and_what_they_noted_stays_in_the_house(profile: str) -> None:
    left = released(redact_incident(reviewed(), PROFILES[profile], KEY)).decode("utf-8", "replace")
    for private in (*PRIVATE, "mira", "otto", "aunt", "Sami"):
        assert private not in left


def test_that_a_person_decided_is_told_without_a_name() -> None:
    made = redact_incident(reviewed(), PROFILES["public"], KEY)
    assert made.reasons[-1].text == "The place was accepted by a reviewer on 2024-06-02."


def test_decisions_that_are_released_name_no_report_and_no_place_in_an_unmasked_text() -> None:
    made = redact_incident(reviewed(), PROFILES["who-ssa-internal"], KEY)
    left = released(made).decode("utf-8", "replace")
    assert not [name for name in PRIVATE if name in left]
    on_claim, on_place = made.decisions
    assert (on_claim.who, on_place.who) == ("mira", "otto")
    assert on_claim.subject.report in made.reports
    assert on_claim.subject.item in {one.id for one in made.claims}
    assert on_claim.value == {"speaker": {"name": "[speaker 1]"}}
    assert on_claim.subject.at == ()


def test_decisions_on_a_restricted_report_stay_with_it() -> None:
    made = without_reports(reviewed(), {"files/Omar Wadia.txt"})
    assert [one.subject.about for one in made.decisions] == [About.PLACE]


def test_a_name_that_no_reader_found_can_be_given() -> None:
    made = redact_incident(incident(), PROFILES["public"], KEY, Restrictions(names={"Karsa"}))
    assert "Karsa" not in released(made).decode("utf-8", "replace")


def test_everything_passes_where_nothing_is_withheld() -> None:
    one = incident()
    assert redact_incident(one, PROFILES["full"], KEY, Restrictions(reports={"b.txt"})) is one


def test_a_reading_is_masked_as_an_incident_is() -> None:
    made = redact_reading(english().reading, PROFILES["public"], KEY)
    assert not [name for name in PRIVATE if name in repr(made)]
    (count,) = made.counts
    assert made.report.text[count.at.start : count.at.end] == "3 people"
    assert made.claims[0].id.partition(":")[0] != english().reading.report.key


def test_another_house_has_other_names_for_the_same_report() -> None:
    one, other = (redact_incident(incident(), PROFILES["public"], key) for key in (KEY, b"o" * 32))
    assert not set(one.reports) & set(other.reports)


def test_parts_of_a_name_that_two_people_share_name_neither() -> None:
    masks = Masks([("[victim 1]", ["Hala Wadia"]), ("[victim 2]", ["Sami Wadia"])])
    assert (
        masks.masked("Hala Wadia, Sami and the Wadia house") == "[victim 1], [victim 2] and the [name withheld] house"
    )


def test_ordinary_words_and_spared_names_stay() -> None:
    masks = Masks([("[victim 1]", ["Rose Belamir al-Hadi"])], spared=["Belamir"])
    assert masks.masked("In Belamir the river rose; Rose fell. Hadi too.") == (
        "In Belamir the river rose; [victim 1] fell. [victim 1] too."
    )


def test_arabic_names_are_found_with_clitics_signs_and_other_spellings() -> None:
    masks = Masks([("[v]", ["أحمد العلي"])])
    assert masks.masked("قال أحمد العلي، وأحمدُ بكى، وللاحمد بيت") == "قال [v]، [v] بكى، وللاحمد بيت"


@given(
    st.text("ab َXY ", max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 6)), max_size=5),
    st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_a_passage_keeps_what_is_outside_masks_and_takes_in_whole_labels(
    text: str, starts: list[tuple[int, int]], passage: tuple[int, int]
) -> None:
    spans, at = [], 0
    for start, length in sorted(starts):
        if start >= at and start + length <= len(text):
            spans.append((start, start + length, "[label]"))
            at = start + length
    masked = Masked(text, spans)
    start, end = sorted(min(one, len(text)) for one in passage)
    new = masked.passage((start, end))
    outside = re.sub(r"\[label\]", "", masked.text[new.start : new.end])
    kept = "".join(
        letter
        for number, letter in enumerate(text[start:end], start)
        if not any(one <= number < other for one, other, _ in spans)
    )
    assert start == end or outside == kept


def test_a_house_adds_a_profile(tmp_path: Path) -> None:
    whole = "\n".join(
        ['title = "Press"', 'about = "For the press."', 'names = ["victims"]', 'place = "exact"']
        + [
            f"{name} = true"
            for name in (
                "facilities",
                "groups",
                "ages",
                "parties",
                "claims",
                "reports",
                "reasons",
                "reviewers",
                "restricted",
            )
        ]
    )
    own = tmp_path / "profiles.toml"
    own.write_text(f"[press]\n{whole}\n", "utf-8")
    assert list(load_profiles(own)) == [*PROFILES, "press"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("[press]\ntitle = 'x'\n", "lacks about"),
        ("[press\n", "no TOML"),
        ("press = 1\n", "no table"),
    ],
)
def test_a_profile_that_is_not_whole_is_refused_with_its_file(tmp_path: Path, words: str, said: str) -> None:
    own = tmp_path / "profiles.toml"
    own.write_text(words, "utf-8")
    with pytest.raises(UsageError, match=said):
        load_profiles(own)


def test_what_a_profile_keeps_back_is_not_told_by_the_order_of_labels() -> None:
    """Labels count per release, in order of the incident, not of the alphabet or of an archive's numbers."""
    made = redact_incident(incident(), PROFILES["public"], KEY)
    assert [one.name for one in made.victims] == ["[victim 1]"]
    again = redact_incident(
        replace(incident(), victims=()), PROFILES["public"], KEY, Restrictions(names={"Hala Wadia"})
    )
    assert "Hala" not in released(again).decode("utf-8", "replace")
