"""Hypothesis strategies: any reading that the model can hold, over any text."""

from __future__ import annotations

from hypothesis import strategies as st
from sample_readings import Found

from onrecord.model import (
    Act,
    AttackKind,
    Claim,
    ClaimParty,
    Context,
    ContextKind,
    ContextParty,
    Count,
    CountStatus,
    DatePrecision,
    Grade,
    Ground,
    Group,
    Incident,
    IncidentDate,
    IncidentMention,
    Infrastructure,
    InfrastructureKind,
    KindOfAttack,
    Measure,
    Origin,
    Party,
    Place,
    Protection,
    Range,
    Reading,
    Reason,
    Remark,
    RemarkKind,
    Report,
    Role,
    Scope,
    Speaker,
    SpeakerKind,
    Standing,
    StrikeStatus,
    Victim,
    Voice,
    Words,
)

ANY = st.text(st.characters(), max_size=12)  # lone surrogates and control characters included
MAYBE = st.none() | ANY
PUBLISHER = st.builds(Words, ANY, st.just(()))  # speaks itself: its name is not in the text
NUMBER = st.none() | st.integers(0, 10**9)
IDS = st.lists(ANY, max_size=3).map(tuple)


def pick(enum: type) -> st.SearchStrategy:
    return st.sampled_from(list(enum))


@st.composite
def words(draw: st.DrawFn, text: str) -> Words:
    """Words with one to three passages of a text that is not all white space."""
    solid = [at for at, char in enumerate(text) if not char.isspace()]
    starts = draw(st.lists(st.sampled_from(solid), min_size=1, max_size=3))
    return Words.cut(text, [(start, draw(st.integers(start + 1, len(text)))) for start in starts])


@st.composite
def found(draw: st.DrawFn) -> Found:
    """A whole result: every field filled or not, every passage cut from the report's own text."""
    text = draw(st.text(st.characters(), min_size=1, max_size=80).filter(lambda one: one.strip()))
    at = words(text)
    report = Report(
        id=draw(ANY),
        sha256=draw(st.text("0123456789abcdef", min_size=64, max_size=64)),
        text=text,
        title=draw(MAYBE),
        publisher=draw(MAYBE),
        published=draw(st.none() | st.dates().map(str)),
        url=draw(MAYBE),
        language=draw(MAYBE),
        notes=draw(IDS),
    )
    parties = st.lists(st.builds(ClaimParty, ANY, MAYBE, pick(Role)), max_size=3).map(tuple)
    claims = draw(
        st.lists(
            st.builds(
                Claim,
                ANY,
                st.none() | st.builds(Speaker, at | PUBLISHER, ANY, MAYBE, pick(SpeakerKind)),
                st.none() | at,
                at,
                pick(Act),
                parties,
                st.lists(pick(Ground), max_size=2).map(tuple),
                st.booleans(),
                st.booleans(),
                MAYBE,
                MAYBE,
                MAYBE,
                st.none() | st.floats(0, 1),
            ),
            max_size=4,
        ).map(tuple)
    )
    counts = draw(
        st.lists(
            st.builds(
                Count,
                ANY,
                pick(Measure),
                pick(Group),
                NUMBER,
                NUMBER,
                at,
                pick(Scope),
                pick(CountStatus),
                MAYBE,
                MAYBE,
                MAYBE,
                MAYBE,
            ),
            max_size=3,
        ).map(tuple)
    )
    victims = draw(
        st.lists(
            st.builds(
                Victim,
                ANY,
                MAYBE,
                st.none() | st.integers(0, 120),
                MAYBE,
                pick(Group),
                st.sampled_from([Measure.KILLED, Measure.INJURED]),
                at,
                MAYBE,
            ),
            max_size=2,
        ).map(tuple)
    )
    place = st.builds(
        Place,
        ANY,
        at,
        st.sampled_from([None, "SY", "UA"]),
        st.none() | st.floats(-90, 90),
        st.none() | st.floats(-180, 180),
        st.none() | st.floats(0, 500),
        MAYBE,
    )
    mentions = draw(
        st.lists(
            st.builds(
                IncidentMention,
                id=ANY,
                main=st.booleans(),
                kind=st.none() | st.builds(AttackKind, pick(KindOfAttack), at),
                date=st.none() | st.builds(IncidentDate, st.dates(), st.dates(), pick(DatePrecision), at, MAYBE),
                place=st.none() | place,
                infrastructure=st.lists(
                    st.builds(Infrastructure, pick(InfrastructureKind), NUMBER, MAYBE, at), max_size=2
                ).map(tuple),
                claims=IDS,
                counts=IDS,
                remarks=st.lists(st.builds(Remark, pick(RemarkKind), at), max_size=1).map(tuple),
            ),
            max_size=2,
        ).map(tuple)
    )
    ranges = st.builds(Range, NUMBER, NUMBER, IDS, IDS)
    voices = st.lists(st.builds(Voice, ANY, st.lists(ANY, max_size=2).map(tuple)), max_size=2).map(tuple)
    incidents = tuple(
        draw(
            st.builds(
                Incident,
                mention=st.just(mention),
                scheme=ANY,
                killed=st.none() | ranges,
                injured=st.none() | ranges,
                killed_by_group=st.dictionaries(pick(Group), ranges, max_size=2),
                injured_by_group=st.dictionaries(pick(Group), ranges, max_size=2),
                parties=st.lists(
                    st.builds(Party, ANY, MAYBE, pick(Standing), voices, voices, st.booleans()), max_size=2
                ).map(tuple),
                strike_status=st.none() | pick(StrikeStatus),
                grade=st.none() | pick(Grade),
                protection=st.lists(st.builds(Protection, ANY, IDS), max_size=1).map(tuple),
                reasons=st.lists(st.builds(Reason, ANY, ANY, IDS, IDS), max_size=2).map(tuple),
                reports=st.just((report.id,)),
                origins=st.just((Origin((report.id,), "the only report read"),)),
                claims=st.just(claims),
                counts=st.just(counts),
            )
        )
        for mention in mentions
    )
    context = draw(
        st.lists(
            st.builds(
                Context,
                pick(ContextKind),
                at,
                st.lists(st.builds(ContextParty, ANY, MAYBE, st.none() | st.integers(1, 3)), max_size=2).map(tuple),
            ),
            max_size=2,
        ).map(tuple)
    )
    reading = Reading(report, claims, counts, victims, mentions, context, draw(IDS))
    return Found(reading, incidents)
