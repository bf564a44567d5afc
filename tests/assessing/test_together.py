"""Several reports of one incident: origins count, values keep the report that they stand in."""

from __future__ import annotations

from datetime import date

from onrecord.assessing import assess_linked, load_scheme
from onrecord.model import (
    AttackKind,
    Claim,
    Count,
    DatePrecision,
    Grade,
    Group,
    Incident,
    IncidentDate,
    IncidentMention,
    KindOfAttack,
    Linked,
    LinkedMention,
    Measure,
    Origin,
    Passage,
    Place,
    Reading,
    Report,
    StrikeStatus,
    Words,
)


def at(words: str) -> Words:
    return Words(words, (Passage(0, len(words)),))


def told(
    name: str,
    killed: int = 5,
    day: int = 3,
    kind: KindOfAttack = KindOfAttack.AIRSTRIKE,
    radius: float = 3.0,
    party: str | None = "RUSMIL",
) -> LinkedMention:
    report = Report(name, "0" * 64, f"{name} {killed}", publisher=name.upper(), language="en")
    count = Count(f"{report.key}:n1", Measure.KILLED, Group.PEOPLE, killed, killed, at(str(killed)))
    when = date(2024, 4, day)
    mention = IncidentMention(
        f"{report.key}:i1",
        main=True,
        kind=AttackKind(kind, at("raid")),
        date=IncidentDate(when, when, DatePrecision.DAY, at("Wednesday")),
        place=Place(f"village {radius}", at("there"), "SY", 35.9, 36.6, radius, f"x:{radius}"),
        mentioned=((f"party {party}", party),) if party else (),
        counts=(count.id,),
    )
    return LinkedMention(Reading(report, counts=(count,), incidents=(mention,)), mention)


def assessed(*mentions: LinkedMention, copies: tuple[str, ...] = ()) -> Incident:
    names = [one.reading.report.id for one in mentions]
    origins = [Origin(copies, "one wire story")] if copies else []
    origins += [Origin((name,), "alone") for name in names if name not in copies]
    return assess_linked(Linked("i", mentions, tuple(origins)), load_scheme("airwars"))


def test_the_range_runs_over_all_reports_and_names_what_each_end_rests_on() -> None:
    found = assessed(told("a", 5), told("b", 9))
    assert found.killed is not None
    assert (found.killed.low, found.killed.high) == (5, 9)
    assert found.report_of[found.killed.low_from[0].partition(":")[0]] == "a"
    assert found.report_of[found.killed.high_from[0].partition(":")[0]] == "b"


def test_two_origins_make_a_strike_likely_and_the_harm_fair() -> None:
    found = assessed(told("a"), told("b"))
    assert found.strike_status is StrikeStatus.LIKELY
    assert found.grade is Grade.FAIR


def test_copies_of_one_story_are_one_voice() -> None:
    found = assessed(told("a"), told("b"), copies=("a", "b"))
    assert found.strike_status is StrikeStatus.SINGLE_SOURCE
    assert found.grade is Grade.WEAK


def test_two_parties_named_make_it_contested() -> None:
    assert assessed(told("a"), told("b", party="TURMIL")).strike_status is StrikeStatus.CONTESTED


def test_most_origins_give_the_day_and_the_finest_place_and_kind_are_named() -> None:
    found = assessed(
        told("a", day=4, kind=KindOfAttack.AIRSTRIKE, radius=40.0),
        told("b", day=3, kind=KindOfAttack.DRONE_STRIKE, radius=2.0),
        told("c", day=3, kind=KindOfAttack.AIRSTRIKE, radius=40.0),
    ).mention
    assert found.date is not None
    assert found.date.start == date(2024, 4, 3)
    assert found.date.at.report == "b"
    assert found.place is not None
    assert found.place.radius_km == 2.0
    assert found.kind is not None
    assert found.kind.kind is KindOfAttack.DRONE_STRIKE
    assert found.kind.at.report == "b"


def test_reports_of_one_text_state_its_figures_once() -> None:
    one = told("a")
    copy = LinkedMention(
        Reading(
            Report("z", "0" * 64, one.reading.report.text, publisher="Z", language="en"),
            counts=one.reading.counts,
            incidents=one.reading.incidents,
        ),
        one.mention,
    )
    found = assessed(one, copy, copies=("a", "z"))
    assert len(found.counts) == 1
    assert found.reports == ("a", "z")


def test_a_claim_is_weighed_in_its_own_report() -> None:
    found = assessed(told("a", party=None), told("b"))
    assert [party.code for party in found.parties] == ["RUSMIL"]
    assert found.parties[0].accused_by[0].name == "B"
    assert all(isinstance(one, Claim) for one in found.claims)
