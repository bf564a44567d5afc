"""Readings made by hand, in texts of our own about places and parties that do not exist.

``strike`` is rich: a strike, mutual accusations, a denial, a dismissal, nested and overlapping claims, counts with open
ends, background. ``arabic`` reads from right to left. ``hostile`` tries to break out of every format.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import (
    Act,
    AttackKind,
    Claim,
    ClaimParty,
    Context,
    ContextKind,
    ContextParty,
    Count,
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


@dataclass(frozen=True)
class Found:
    """A result as the flow leaves it."""

    reading: Reading
    incidents: tuple[Incident, ...]


class Cutter:
    """Cuts words out of one text by what they are."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, *parts: str, after: str = "") -> Words:
        at = self.text.index(after) if after else 0
        passages = []
        for part in parts:
            start = self.text.index(part, at)
            passages.append((start, start + len(part)))
            at = start + len(part)
        return Words.cut(self.text, passages)


STRIKE = """\
Medics said up to 40 people, among them at least nine children, were killed when missiles hit a hospital and two \
schools in the river town of Belamir on Tuesday night.

The Relief Doctors' Union, which runs the hospital, called the attack “deliberate” and said it was the work of \
either Varda or the Osmir army.

Varda “utterly rejects” the allegation. Its defence ministry said none of its aircraft had flown over Belamir, and \
that Osmir's claim that Vardan jets had taken off that evening was “a fabrication from start to finish”.

Osmir blamed Varda. Its envoy told reporters that radar logs showed two jets crossing the border at 9.40pm, \
citing an inquiry that has not been published.

A teacher who lives beside the hospital said she saw two jets circle before the blasts. Yusra Halim, 34, a nurse, \
was among the dead; dozens more were wounded, hospital staff said.

Earlier on Wednesday Osmir said its own forces had struck nothing in the town, a statement Varda dismissed as \
“theatre”.

Hospitals may not be made the object of attack under the law of war. The two states agreed to a truce in March; \
more than 3,000 people have died in the province since the fighting began.
"""


def _person(at: Words, name: str, kind: SpeakerKind, code: str | None = None) -> Speaker:
    return Speaker(at, name, code, kind)


def strike() -> Found:
    """A strike told by six speakers, with everything that a page shows."""
    cut = Cutter(STRIKE)
    report = Report(
        id="reports/belamir.txt",
        sha256="5b" * 32,
        text=STRIKE,
        title="Varda and Osmir trade blame over strikes on Belamir hospital",
        publisher="The River Post",
        published="2031-05-07",
        url="https://riverpost.example/belamir",
        language="en",
        notes=("The text was decoded as windows-1252, since it declares no encoding.",),
    )
    key, main = report.key, f"{report.key}:i1"

    def accused(name: str, code: str | None = None) -> ClaimParty:
        return ClaimParty(name, code, Role.ACCUSED)

    def cleared(name: str, code: str | None = None) -> ClaimParty:
        return ClaimParty(name, code, Role.CLEARED)

    claims = (
        Claim(
            f"{key}:c1",
            _person(cut("Medics"), "Medics", SpeakerKind.MEDICAL),
            cut("said"),
            cut("up to 40 people, among them at least nine children, were killed"),
            Act.REPORT,
            incident=main,
            score=0.94,
        ),
        Claim(
            f"{key}:c2",
            _person(cut("The Relief Doctors' Union"), "Relief Doctors' Union", SpeakerKind.NGO),
            cut("called", "said", after="which runs"),
            cut("the attack “deliberate”", "it was the work of either Varda or the Osmir army"),
            Act.ACCUSE,
            (accused("Varda", "VRDGOV"), accused("Osmir army", "OSMMIL")),
            quoted=True,
            incident=main,
            score=0.97,
        ),
        Claim(
            f"{key}:c3",
            _person(cut("Varda", after="\n\nVarda"), "Varda", SpeakerKind.GOVERNMENT, "VRDGOV"),
            cut("rejects"),
            cut("“utterly rejects” the allegation"),
            Act.DENY,
            (cleared("Varda", "VRDGOV"),),
            quoted=True,
            denies=f"{key}:c2",
            incident=main,
        ),
        Claim(
            f"{key}:c4",
            _person(cut("Its defence ministry"), "Varda's defence ministry", SpeakerKind.MILITARY, "VRDMIL"),
            cut("said", after="defence ministry"),
            cut("none of its aircraft had flown over Belamir"),
            Act.DENY,
            (cleared("Varda", "VRDMIL"),),
            denies=f"{key}:c2",
            incident=main,
            score=0.91,
        ),
        Claim(
            f"{key}:c5",
            _person(cut("Its defence ministry"), "Varda's defence ministry", SpeakerKind.MILITARY, "VRDMIL"),
            cut("said", after="defence ministry"),
            cut("Osmir's claim that Vardan jets had taken off that evening was “a fabrication from start to finish”"),
            Act.DISMISS,
            (cleared("Varda", "VRDMIL"),),
            quoted=True,
            denies=f"{key}:c6",
            incident=main,
        ),
        Claim(
            f"{key}:c6",
            _person(cut("Osmir's"), "Osmir", SpeakerKind.GOVERNMENT, "OSMGOV"),
            cut("claim"),
            cut("Vardan jets had taken off that evening"),
            Act.ACCUSE,
            (accused("Varda", "VRDMIL"),),
            reported_by=f"{key}:c5",
            incident=main,
        ),
        Claim(
            f"{key}:c7",
            _person(cut("Osmir", after="Osmir blamed"), "Osmir", SpeakerKind.GOVERNMENT, "OSMGOV"),
            cut("blamed"),
            cut("Varda", after="blamed"),
            Act.ACCUSE,
            (accused("Varda", "VRDGOV"),),
            incident=main,
            score=0.99,
        ),
        Claim(
            f"{key}:c8",
            _person(cut("Its envoy"), "Osmir's envoy", SpeakerKind.GOVERNMENT, "OSMGOV"),
            cut("told reporters"),
            cut("radar logs showed two jets crossing the border at 9.40pm, citing an inquiry"),
            Act.ACCUSE,
            (accused("Varda", "VRDMIL"),),
            (Ground.FLIGHT_OR_RADAR, Ground.INVESTIGATION),
            incident=main,
        ),
        Claim(
            f"{key}:c9",
            _person(cut("A teacher who lives beside the hospital"), "A teacher", SpeakerKind.WITNESS),
            cut("said", after="A teacher"),
            cut("she saw two jets circle before the blasts"),
            Act.REPORT,
            (),
            (Ground.EYEWITNESS,),
            incident=main,
        ),
        Claim(
            f"{key}:c10",
            _person(cut("hospital staff", after="dozens"), "hospital staff", SpeakerKind.MEDICAL),
            cut("said", after="hospital staff"),
            cut("Yusra Halim, 34, a nurse, was among the dead; dozens more were wounded"),
            Act.REPORT,
            hedged=True,
            incident=main,
        ),
        Claim(
            f"{key}:c11",
            _person(cut("Osmir", after="Earlier"), "Osmir", SpeakerKind.GOVERNMENT, "OSMGOV"),
            cut("said", after="Earlier"),
            cut("its own forces had struck nothing in the town"),
            Act.DENY,
            (cleared("Osmir", "OSMMIL"),),
            denies=f"{key}:c2",
            incident=main,
        ),
        Claim(
            f"{key}:c12",
            _person(cut("Varda", after="a statement"), "Varda", SpeakerKind.GOVERNMENT, "VRDGOV"),
            cut("dismissed"),
            cut("a statement", "as “theatre”"),
            Act.DISMISS,
            (accused("Osmir", "OSMMIL"),),
            quoted=True,
            denies=f"{key}:c11",
            incident=main,
        ),
    )
    counts = (
        Count(
            f"{key}:n1",
            Measure.KILLED,
            Group.PEOPLE,
            None,
            40,
            cut("up to 40 people"),
            claim=claims[0].id,
            incident=main,
        ),
        Count(
            f"{key}:n2",
            Measure.KILLED,
            Group.CHILDREN,
            9,
            None,
            cut("at least nine children"),
            part_of=f"{key}:n1",
            claim=claims[0].id,
            incident=main,
        ),
        Count(
            f"{key}:n3",
            Measure.INJURED,
            Group.PEOPLE,
            24,
            None,
            cut("dozens more"),
            vague="dozens",
            claim=claims[9].id,
            incident=main,
        ),
        Count(
            f"{key}:n4",
            Measure.KILLED,
            Group.PEOPLE,
            3001,
            None,
            cut("more than 3,000 people"),
            Scope.CUMULATIVE,
        ),
    )
    mention = IncidentMention(
        id=main,
        main=True,
        kind=AttackKind(KindOfAttack.MISSILE_STRIKE, cut("missiles")),
        date=IncidentDate(
            date(2031, 5, 6), date(2031, 5, 6), DatePrecision.DAY, cut("on Tuesday night"), part_of_day="night"
        ),
        place=Place("Belamir", cut("Belamir"), "VD", 41.2034, 39.8812, 4.0, "geonames:1234567"),
        infrastructure=(
            Infrastructure(InfrastructureKind.HEALTHCARE, 1, None, cut("a hospital")),
            Infrastructure(InfrastructureKind.EDUCATION, 2, None, cut("two schools")),
        ),
        claims=tuple(one.id for one in claims),
        counts=tuple(one.id for one in counts[:3]),
    )
    incident = Incident(
        mention=mention,
        scheme="airwars",
        killed=Range(9, 40, (counts[1].id,), (counts[0].id,)),
        injured=Range(24, 24, (counts[2].id,), (counts[2].id,)),
        killed_by_group={Group.CHILDREN: Range(9, 9, (counts[1].id,), (counts[1].id,))},
        parties=(
            Party(
                "Varda",
                "VRDGOV",
                Standing.SUSPECTED,
                (
                    Voice("Relief Doctors' Union", (claims[1].id,)),
                    Voice("Osmir", (claims[5].id, claims[6].id, claims[7].id)),
                ),
                (Voice("Varda", (claims[2].id, claims[3].id, claims[4].id)),),
            ),
            Party(
                "Osmir army",
                "OSMMIL",
                Standing.SUSPECTED,
                (Voice("Relief Doctors' Union", (claims[1].id,)), Voice("Varda", (claims[11].id,))),
                (Voice("Osmir", (claims[10].id,)),),
            ),
        ),
        strike_status=StrikeStatus.CONTESTED,
        grade=Grade.CONTESTED,
        protection=(
            Protection(
                "healthcare",
                (
                    "Geneva Convention IV, art. 18: Civilian hospitals may never be attacked. International conflict.",
                    "ICRC customary law study, rule 28: Medical units must be respected. Any armed conflict.",
                ),
            ),
            Protection("education", ("ICRC customary law study, rule 38", "Rome Statute, art. 8(2)(b)(ix)")),
            Protection("children", ("ICRC customary law study, rule 135",)),
        ),
        reasons=(
            Reason(
                "open-low-from-part",
                "Killed: “up to 40 people” leaves the low end open; it closes on the largest part stated among the "
                "same people, “at least nine children”: 9",
                counts=(counts[0].id, counts[1].id),
            ),
            Reason(
                "open-end-on-stated",
                "Injured: “dozens more” leaves one end open; it closes on the number that stands for it: 24",
                counts=(counts[2].id,),
            ),
            Reason(
                "status-contested",
                "Contested: two parties are held responsible (Varda and Osmir army)",
                claims=(claims[1].id, claims[6].id, claims[11].id),
            ),
            Reason(
                "grade-contested",
                "Contested: responsibility for the harm is claimed against more than one party",
                claims=(claims[1].id, claims[6].id),
            ),
        ),
        reports=(report.id,),
        origins=(Origin((report.id,), "the only report read"),),
        claims=claims,
        counts=counts[:3],
    )
    context = (
        Context(ContextKind.LAW, cut("Hospitals may not be made the object of attack under the law of war.")),
        Context(
            ContextKind.AGREEMENT,
            cut("The two states agreed to a truce in March"),
            (ContextParty("Varda", "VRDGOV", 1), ContextParty("Osmir", "OSMGOV", 2)),
        ),
        Context(
            ContextKind.TOLL,
            cut("more than 3,000 people have died in the province since the fighting began"),
        ),
    )
    victim = Victim(
        "Yusra Halim",
        None,
        34,
        None,
        Group.HEALTHCARE,
        Measure.KILLED,
        cut("Yusra Halim, 34, a nurse"),
        main,
    )
    reading = Reading(
        report,
        claims,
        counts,
        (victim,),
        (mention,),
        context,
        ("The date “in March” has no year and was not resolved.",),
    )
    return Found(reading, (incident,))


ARABIC = """\
قالت مصادر طبية إن 12 شخصاً على الأقل قتلوا في قصف استهدف سوق بلدة النهر الصغير صباح الأحد.

واتهم المجلس المحلي جيش أوسمير بالمسؤولية عن القصف، فيما نفى الجيش ذلك وقال إنه "كذب صريح".
"""


def arabic() -> Found:
    """A report that reads from right to left."""
    cut = Cutter(ARABIC)
    report = Report(
        id="ar-1",
        sha256="a7" * 32,
        text=ARABIC,
        title="قصف يستهدف سوق بلدة النهر الصغير",
        publisher="صدى النهر",
        published="2031-05-11T08:00:00Z",
        language="ar",
    )
    key, main = report.key, f"{report.key}:i1"
    claims = (
        Claim(
            f"{key}:c1",
            _person(cut("مصادر طبية"), "مصادر طبية", SpeakerKind.MEDICAL),
            cut("قالت"),
            cut("12 شخصاً على الأقل قتلوا"),
            Act.REPORT,
            incident=main,
        ),
        Claim(
            f"{key}:c2",
            _person(cut("المجلس المحلي"), "المجلس المحلي", SpeakerKind.GOVERNMENT),
            cut("واتهم"),
            cut("جيش أوسمير بالمسؤولية عن القصف"),
            Act.ACCUSE,
            (ClaimParty("جيش أوسمير", "OSMMIL", Role.ACCUSED),),
            incident=main,
        ),
        Claim(
            f"{key}:c3",
            _person(cut("الجيش", after="نفى"), "جيش أوسمير", SpeakerKind.MILITARY, "OSMMIL"),
            cut("نفى"),
            cut("ذلك", 'إنه "كذب صريح"'),
            Act.DENY,
            (ClaimParty("جيش أوسمير", "OSMMIL", Role.CLEARED),),
            quoted=True,
            denies=f"{key}:c2",
            incident=main,
        ),
    )
    count = Count(
        f"{key}:n1",
        Measure.KILLED,
        Group.PEOPLE,
        12,
        None,
        cut("12 شخصاً على الأقل"),
        claim=claims[0].id,
        incident=main,
    )
    mention = IncidentMention(
        main,
        main=True,
        place=Place("بلدة النهر الصغير", cut("بلدة النهر الصغير")),
        infrastructure=(Infrastructure(InfrastructureKind.MARKET, None, None, cut("سوق")),),
        claims=tuple(one.id for one in claims),
        counts=(count.id,),
    )
    incident = Incident(
        mention,
        "airwars",
        killed=Range(12, 12, (count.id,), (count.id,)),
        parties=(
            Party(
                "جيش أوسمير",
                "OSMMIL",
                Standing.SUSPECTED,
                (Voice("المجلس المحلي", (claims[1].id,)),),
                (Voice("جيش أوسمير", (claims[2].id,)),),
            ),
        ),
        strike_status=StrikeStatus.SINGLE_SOURCE,
        grade=Grade.WEAK,
        reports=(report.id,),
        origins=(Origin((report.id,), "the only report read"),),
        claims=claims,
        counts=(count,),
    )
    return Found(Reading(report, claims, (count,), (), (mention,)), (incident,))


def bare() -> Found:
    """A report in which nothing was found, with nothing stated about it."""
    text = "It rained all day in the valley.\nThe fair goes on tomorrow."
    return Found(Reading(Report(id="-", sha256="00" * 32, text=text, language="en")), ())


EVIL = "<script>alert(1)</script>"
BREAKOUT = "\"'><img src=x onerror=alert(1)>"


def hostile() -> Found:
    """Markup, formulas, a dangerous address, control characters, a lone surrogate, in every field of a report."""
    text = (
        f"{EVIL} said {BREAKOUT} </style><style>body{{display:none}}</style> was to blame, killing 12 people.\n\n"
        "\x00\x1b[31m]]> <!-- --> &lt;b&gt; {{ 7*7 }} {% raw %} \u202eabc \ud800 <a href='javascript:alert(1)'>x</a>"
    )
    cut = Cutter(text)
    report = Report(
        id=f"=cmd|'/c calc'!A1{EVIL}",
        sha256="66" * 32,
        text=text,
        title=f"</title>{EVIL}{BREAKOUT}",
        publisher=f"@SUM(1){EVIL}",
        published="2031-05-07",
        url="javascript:alert(document.domain)",
        language='en" onload="alert(1)',
        notes=(f"-1+1 {EVIL}",),
    )
    key, main = report.key, f"{report.key}:i1"
    party = f"{BREAKOUT}"
    claim = Claim(
        f"{key}:c1",
        _person(cut(EVIL), EVIL, SpeakerKind.UNKNOWN),
        cut("said"),
        cut(BREAKOUT, "was to blame"),
        Act.ACCUSE,
        (ClaimParty(party, None, Role.ACCUSED),),
        incident=main,
    )
    count = Count(f"{key}:n1", Measure.KILLED, Group.PEOPLE, 12, 12, cut("12 people"), claim=claim.id, incident=main)
    mention = IncidentMention(
        main,
        main=True,
        place=Place(f"+{EVIL}", cut("</style>")),
        infrastructure=(Infrastructure(InfrastructureKind.OTHER, None, EVIL, cut("<style>")),),
        claims=(claim.id,),
        counts=(count.id,),
    )
    incident = Incident(
        mention,
        "airwars",
        killed=Range(12, 12, (count.id,), (count.id,)),
        parties=(Party(party, None, Standing.SUSPECTED, (Voice(EVIL, (claim.id,)),)),),
        reasons=(Reason(EVIL, EVIL, (claim.id,)),),
        reports=(report.id,),
        origins=(Origin((report.id,), EVIL),),
        claims=(claim,),
        counts=(count,),
    )
    context = (Context(ContextKind.LAW, cut("]]> <!-- -->"), (ContextParty(EVIL, None, None),)),)
    victim = Victim(EVIL, BREAKOUT, None, None, Group.PEOPLE, Measure.KILLED, cut("12 people"), main)
    return Found(Reading(report, (claim,), (count,), (victim,), (mention,), context, (EVIL,)), (incident,))


def with_id(found: Found, report_id: str) -> Found:
    """The same found under another report id."""
    return Found(replace(found.reading, report=replace(found.reading.report, id=report_id)), found.incidents)


def everything() -> Iterable[Found]:
    """All of the above, in one order."""
    return (strike(), arabic(), bare(), hostile())
