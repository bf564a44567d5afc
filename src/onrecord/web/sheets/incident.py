"""An incident as the desk shows it: what was proposed, what was decided, and every word that either rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from onrecord.desk.views import IncidentView, JsonObject, LinkDecision, ReportCard
from onrecord.model import About, Call, Claim, Count, Decision, Group, Measure
from onrecord.publishing import decompose_claim, decompose_count
from onrecord.publishing.page.matrix import Matrix, matrix
from onrecord.publishing.wording import ACTS, TONES, bounds, count_bounds, people, plain
from onrecord.web.sheets.anchors import anchor, beside, words_anchor, written_at
from onrecord.web.sheets.decided import Decided, Holding, told
from onrecord.web.words import english

GLYPHS = {"accuse": "▲", "deny": "■", "dismiss": "◆", "admit": "●", "state": "○", "other": "·"}
"""Shapes of the acts in drawings, so that colour is never alone."""
_WEIGHTY = ("accuse", "deny", "dismiss", "admit")
_MOST_LANES = 14


@dataclass(frozen=True, slots=True)
class WordsRef:
    """Words in one of the reports, and the address that opens them beside the incident."""

    words: str
    href: str
    card: ReportCard
    token: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the incident that people decide on."""

    about: About
    item: str | None
    said: str
    """As it holds now; empty where nothing is stated."""
    words: tuple[WordsRef, ...]
    held: Holding | None
    proposed: str | None
    """What the machine proposed, where that is something else; empty where it proposed nothing."""
    removed: bool = False
    """Whether a person took it out."""
    fields: Mapping[str, Any] | None = None

    @property
    def name(self) -> str:
        """What its place on the page is called."""
        return anchor(f"{self.about}-{self.item or ''}")


@dataclass(frozen=True, slots=True)
class CountRow:
    """One count behind a figure."""

    count: Count
    bounds: str
    of: str
    ref: WordsRef
    anchor: str
    at: str
    held: Holding | None
    speaker: str | None
    low: bool
    """Whether the low end rests on it."""
    high: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """Killed or injured: the range, its groups, and every count behind it."""

    value: Value
    measure: Measure
    groups: tuple[tuple[str, str], ...]
    counts: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim on the timeline."""

    claim: Claim
    speaker: str
    act: str
    tone: str
    parties: tuple[str, ...]
    ref: WordsRef
    when: str
    held: Holding | None
    removed: bool
    at: str
    mark: str
    """Name of its place on the timeline."""


@dataclass(frozen=True, slots=True)
class Day:
    """The claims that were published on one day."""

    day: str
    """ISO 8601; empty where no report says."""
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One claim in the drawing of the timeline."""

    x: float
    """Where its day stands between the first and the last, in percent."""
    beside: int
    """How many of the same speaker and day stand before it."""
    glyph: str
    told: Told


@dataclass(frozen=True, slots=True)
class Lane:
    """What one speaker says, in the drawing of the timeline."""

    speaker: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class OriginRow:
    """Reports that go back to one original."""

    number: int
    why: str
    cards: tuple[ReportCard, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that was done to the incident."""

    entry: int
    who: str
    at: str
    words: str
    note: str
    undo: bool
    """Whether it can be taken back."""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Why two reports are held to tell of one incident."""

    one: ReportCard
    other: ReportCard
    score: float
    features: tuple[JsonObject, ...]
    """The weightiest first."""


class IncidentSheet:
    """An incident, ready to be shown."""

    def __init__(self, view: IncidentView) -> None:
        self.view = view
        self.incident, self.machine = view.incident, view.proposed
        self.decided = Decided(view.decisions, view.standing)
        self.cards = view.reports
        self._by_id = {card.id: card for card in view.reports}

    # Where words stand

    def card(self, report: str | None) -> ReportCard | None:
        """Find the report that an id names."""
        return self._by_id.get(report) if report is not None else None

    def beside(self, card: ReportCard, place: str = "pane") -> str:
        """Give the address of the incident with a report opened beside it."""
        return beside(self.view.id, card.key, place)

    def _ref(self, words: str, passages: Iterable[Any], place: str | None = None, token: str = "") -> WordsRef | None:
        for report, start, _ in (tuple(one) for one in passages if len(one) == 3):
            card = self.card(report)
            if card:
                return WordsRef(words, self.beside(card, place or words_anchor(start)), card, token)
        return None

    def ref_of(self, item: str) -> WordsRef | None:
        """Find the words of a claim or count by its id."""
        claim = self._claims.get(item)
        if claim:
            card = self.card(claim.content.report)
            token = anchor(item)
            return WordsRef(claim.content.words, self.beside(card, token), card, token) if card else None
        count = self._counts.get(item)
        card = self.card(count.at.report) if count else None
        if not count or not card:
            return None
        return WordsRef(count.at.words, self.beside(card, anchor(item)), card, anchor(item))

    # Claims and counts, with those that people took out

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        lines = {one["id"]: one for one in (*self.machine.get("claims", ()), *self.incident.get("claims", ()))}
        return {name: decompose_claim(one) for name, one in lines.items()}

    @cached_property
    def _counts(self) -> dict[str, Count]:
        lines = {one["id"]: one for one in (*self.machine.get("counts", ()), *self.incident.get("counts", ()))}
        return {name: decompose_count(one) for name, one in lines.items()}

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every claim and count that the record shows."""
        return frozenset((*self._claims, *self._counts))

    @cached_property
    def _claims_now(self) -> frozenset[str]:
        return frozenset(one["id"] for one in self.incident.get("claims", ()))

    @cached_property
    def _counts_now(self) -> frozenset[str]:
        return frozenset(one["id"] for one in self.incident.get("counts", ()))

    # Values

    @cached_property
    def when(self) -> Value:
        """When."""
        return self._value(About.DATE, "date")

    @cached_property
    def where(self) -> Value:
        """Where."""
        return self._value(About.PLACE, "place")

    @cached_property
    def how(self) -> Value:
        """How."""
        held = self.decided.on(About.KIND)
        now, before = self.incident.get("kind"), self.machine.get("kind")
        ref = self._ref(self.incident.get("kind_words") or "", self.incident.get("kind_passages") or ())
        proposed = (plain(before) if before else "") if held and now != before else None
        fields = {"kind": now} if now else None
        return Value(About.KIND, None, plain(now) if now else "", (ref,) if ref else (), held, proposed, fields=fields)

    @cached_property
    def infrastructure(self) -> tuple[Value, ...]:
        """What was hit, what people took out among it."""
        return tuple(self._things(About.INFRASTRUCTURE, "infrastructure", lambda one: str(one["kind"])))

    @cached_property
    def parties(self) -> tuple[Value, ...]:
        """Who may have done it."""
        return tuple(self._things(About.PARTY, "parties", lambda one: str(one.get("code") or one["name"])))

    @cached_property
    def status(self) -> Value:
        """The strike status."""
        return self._coded(About.STATUS, "strike_status")

    @cached_property
    def grade(self) -> Value:
        """The grade."""
        return self._coded(About.GRADE, "grade")

    def party(self, item: str) -> JsonObject | None:
        """Find a party by what decisions call it."""
        every = (*self.incident.get("parties", ()), *self.machine.get("parties", ()))
        return next((one for one in every if (one.get("code") or one["name"]) == item), None)

    def _coded(self, about: About, field: str) -> Value:
        held = self.decided.on(about)
        now, before = self.incident.get(field), self.machine.get(field)
        proposed = (plain(before) if before else "") if now != before else None
        fields = {"value": now} if now else None
        return Value(about, None, plain(now) if now else "", (), held, proposed, fields=fields)

    def _value(self, about: About, field: str) -> Value:
        held = self.decided.on(about)
        now, before = self.incident.get(field), self.machine.get(field)
        said, said_before = told(about, now), told(about, before)
        ref = self._ref(now.get("words") or "", now.get("passages") or ()) if now else None
        removed = bool(held and held.rejected)
        proposed = said_before if held and said != said_before else None
        return Value(about, None, said, (ref,) if ref and ref.words else (), held, proposed, removed, now)

    def _things(self, about: About, field: str, name: Any) -> Iterator[Value]:
        now = {name(one): one for one in self.incident.get(field) or ()}
        before = {name(one): one for one in self.machine.get(field) or ()}
        for item, one in {**before, **now}.items():
            held = self.decided.on(about, item=item)
            ref = self._ref(one.get("words") or "", one.get("passages") or ())
            said, was = told(about, one), told(about, before[item]) if item in before else ""
            proposed = was if held and held.corrected and was != said else None
            yield Value(about, item, said, (ref,) if ref and ref.words else (), held, proposed, item not in now, one)

    # Figures

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Killed and injured, and any other measure that a report counts."""
        return (self._figure(About.KILLED, Measure.KILLED), self._figure(About.INJURED, Measure.INJURED))

    @cached_property
    def other_counts(self) -> tuple[CountRow, ...]:
        """Counts of what no figure is made of: missing, displaced, detained."""
        return tuple(
            self._count_row(one, frozenset(), frozenset())
            for one in self._counts.values()
            if one.measure not in (Measure.KILLED, Measure.INJURED)
        )

    def _figure(self, about: About, measure: Measure) -> Figure:
        now, before = self.incident.get(measure.value), self.machine.get(measure.value)
        by_group = self.incident.get(f"{measure.value}_by_group") or {}
        held = self.decided.on(about)
        said, said_before = range_said(now), range_said(before)
        value = Value(
            about, None, said, (), held, said_before if said != said_before else None, bool(held and held.rejected), now
        )
        ranges = [*([now] if now else []), *by_group.values()]
        low = frozenset(item for one in ranges for item in one.get("low_from") or ())
        high = frozenset(item for one in ranges for item in one.get("high_from") or ())
        rows = [self._count_row(one, low, high) for one in self._counts.values() if one.measure is measure]
        rows.sort(key=lambda row: (row.removed, row.count.group != Group.PEOPLE, row.count.group, _size(row.count)))
        groups = tuple((plain(group), range_said(by_group[group])) for group in Group if group in by_group)
        return Figure(value, measure, groups, tuple(rows))

    def _count_row(self, count: Count, low: frozenset[str], high: frozenset[str]) -> CountRow:
        card = self.card(count.at.report) or self.cards[0]
        claim = self._claims.get(count.claim) if count.claim else None
        return CountRow(
            count,
            count_bounds(count),
            people(count),
            WordsRef(count.at.words, self.beside(card, anchor(count.id)), card, anchor(count.id)),
            f"of-{anchor(count.id)}",
            written_at(count.at.passages),
            self.decided.on(About.COUNT, report=card.key, item=count.id),
            claim.speaker.name if claim and claim.speaker else None,
            count.id in low,
            count.id in high,
            count.id not in self._counts_now,
        )

    # Who says what

    @cached_property
    def matrix(self) -> Matrix:
        """Speakers by parties, over all reports, of the claims that hold."""
        return matrix([one for name, one in self._claims.items() if name in self._claims_now])

    @cached_property
    def sides(self) -> dict[str, str]:
        """Speaker -> whose side it stands on, where that is known."""
        voices = (
            voice
            for party in self.incident.get("parties") or ()
            for voice in (*(party.get("accused_by") or ()), *(party.get("denied_by") or ()))
        )
        return {voice["name"]: voice["side"] for voice in voices if voice.get("side")}

    @cached_property
    def timeline(self) -> tuple[Day, ...]:
        """Who said what, by the day on which the report was published."""
        order = {card.id: number for number, card in enumerate(self.cards)}
        found = [self._told(one) for one in self._claims.values()]
        found.sort(key=lambda one: (one.when or "9", order.get(one.ref.card.id, 0), one.claim.content.start))
        return tuple(Day(day, tuple(those)) for day, those in groupby(found, key=lambda one: one.when[:10]))

    @cached_property
    def lanes(self) -> tuple[Lane, ...]:
        """The timeline drawn: a lane for each speaker who accuses, denies, dismisses or admits, else for each."""
        told = [one for day in self.timeline for one in day.told if one.speaker and not one.removed and one.when]
        weighty = {one.speaker for one in told if one.tone in _WEIGHTY}
        kept = [one for one in told if one.speaker in weighty] if weighty else told
        moments = sorted({one.when[:10] for one in kept})
        if not moments:
            return ()
        first, last = date.fromisoformat(moments[0]), date.fromisoformat(moments[-1])
        span = max(1, (last - first).days)
        lanes: dict[str, list[Dot]] = {}
        taken: dict[tuple[str, float], int] = {}
        for one in kept:
            x = round((date.fromisoformat(one.when[:10]) - first).days / span * 100, 2)
            beside = taken[one.speaker, x] = taken.get((one.speaker, x), -1) + 1
            lanes.setdefault(one.speaker, []).append(Dot(x, beside, GLYPHS[one.tone], one))
        return tuple(Lane(name, tuple(dots)) for name, dots in list(lanes.items())[:_MOST_LANES])

    @cached_property
    def span(self) -> tuple[str, str]:
        """The first and the last day of the drawing; empty where no day is known."""
        moments = sorted(dot.told.when[:10] for lane in self.lanes for dot in lane.dots)
        return (moments[0], moments[-1]) if moments else ("", "")

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number that each report bears on the page, by its key."""
        return {card.key: number for number, card in enumerate(self.cards, 1)}

    @cached_property
    def copies(self) -> dict[str, int]:
        """How many reports each report's origin has, by the report's key."""
        size: dict[int | None, int] = {}
        for card in self.cards:
            size[card.origin] = size.get(card.origin, 0) + 1
        return {card.key: size[card.origin] if card.origin is not None else 1 for card in self.cards}

    @cached_property
    def map_points(self) -> dict[str, list[dict[str, Any]]]:
        """What the map draws: the place as it holds, and the machine's where that is another."""
        found = []
        now, before = self.incident.get("place"), self.machine.get("place")
        for place, ours in ((now, True), (before if before != now else None, False)):
            if place and place.get("lat") is not None and place.get("lon") is not None:
                point = {name: place.get(name) for name in ("lat", "lon", "radius_km")}
                found.append({**point, "title": place["name"], "ours": ours, "state": self.view.state.value})
        return {"points": found}

    def _told(self, claim: Claim) -> Told:
        card = self.card(claim.content.report) or self.cards[0]
        return Told(
            claim,
            claim.speaker.name if claim.speaker else "",
            ACTS[claim.act],
            TONES.get(claim.act, "other"),
            tuple(one.name for one in claim.parties if one.role != "target"),
            WordsRef(claim.content.words, self.beside(card, anchor(claim.id)), card, anchor(claim.id)),
            card.published or "",
            self.decided.on(About.CLAIM, report=card.key, item=claim.id),
            claim.id not in self._claims_now,
            written_at(claim.content.passages),
            f"of-{anchor(claim.id)}",
        )

    def _newest_link(self, link: LinkDecision) -> bool:
        pair = {link.one, link.other}
        return all(one.entry <= link.entry for one in self.view.links if {one.one, one.other} == pair)

    @cached_property
    def past(self) -> tuple[Past, ...]:
        """All that was done to it, the newest first: decisions, merges and splits, what became of ids."""
        t = english()
        found = [
            Past(
                one.entry,
                one.who,
                one.at,
                _sentence(one),
                "" if one.call is Call.NOTE else one.note,
                one.entry in self.decided.standing and self.decided.can_be_undone(one),
            )
            for one in self.decided.all
        ]
        found += [
            Past(
                one.entry,
                one.who,
                one.at,
                t(f"link.{one.verdict}", one=one.one, other=one.other),
                one.note,
                undo=one.verdict != "unsure" and self._newest_link(one),
            )
            for one in self.view.links
        ]
        found += [
            Past(
                one.entry,
                one.who,
                one.at,
                t(f"change.{one.change}", id=one.incident, to=one.went_to or ""),
                "",
                undo=False,
            )
            for one in self.view.history
        ]
        return tuple(sorted(found, key=lambda one: -one.entry))

    # What holds it together

    @cached_property
    def origins(self) -> tuple[OriginRow, ...]:
        """Independent originals, each with its copies."""
        return tuple(
            OriginRow(number, one.get("why") or "", tuple(c for c in map(self.card, one["reports"]) if c))
            for number, one in enumerate(self.incident.get("origins") or (), 1)
        )

    @cached_property
    def links(self) -> tuple[LinkRow, ...]:
        """Why its reports are held to tell of one incident."""
        rows = []
        for link in self.incident.get("links") or ():
            one, other = (self.card(report) for report in link["reports"])
            if one and other:
                features = sorted(link.get("features") or (), key=lambda feature: -abs(feature.get("weight") or 0))
                rows.append(LinkRow(one, other, link["score"], tuple(features)))
        return tuple(rows)


def _sentence(one: Decision) -> str:
    t = english()
    said = told(one.subject.about, one.value)
    before = told(one.subject.about, one.proposed)
    what = t(f"thing.{one.subject.about}").lower()
    item = one.subject.item if one.subject.about in (About.PARTY, About.INFRASTRUCTURE) else None
    words = [t(f"decided.{one.call}").lower(), what, *([f"“{plain(item)}”"] if item else [])]
    if said:
        words.append(t("decided.as", value=said))
    if before and before != said:
        words.append(t("decided.instead", value=before))
    if one.undoes is not None:
        words.append(t("decided.entry", entry=one.undoes))
    return " ".join(words)


def _size(count: Count) -> tuple[int, int]:
    ends = [end for end in (count.low, count.high) if end is not None]
    return (min(ends, default=0), max(ends, default=0))


def range_said(found: Mapping[str, Any] | None) -> str:
    """Say a range in short: ``9–40``, ``24``; empty where nothing is stated."""
    if not found or (found.get("low") is None and found.get("high") is None):
        return ""
    low, high = found.get("low"), found.get("high")
    if low is None or high is None:
        return bounds(low, high)
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
