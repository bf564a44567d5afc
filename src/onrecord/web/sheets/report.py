"""A report as the desk shows it: its text with every claim and count marked, and what people decided of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from onrecord.desk.views import JsonObject, ReportView
from onrecord.model import About, Claim, Count, Incident, Reading, Report, Words
from onrecord.publishing import decompose_reading
from onrecord.publishing.page.marks import Layer, Mark, Paragraph, Segment, paragraphs
from onrecord.publishing.page.sheet import Note, Sheet
from onrecord.publishing.wording import TONES, count_bounds, people
from onrecord.web.sheets.anchors import anchor, words_anchor, written_at
from onrecord.web.sheets.decided import Decided, Holding


@dataclass(frozen=True, slots=True)
class _Result:
    reading: Reading
    incidents: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class ClaimNote:
    """A claim beside the text."""

    note: Note
    anchor: str
    at: str
    """Where its words stand, as forms carry it."""
    held: Holding | None
    proposed: Note | None
    """What the machine proposed, where a person decided otherwise."""
    answers: str | None
    """Place of the claim that it answers."""

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.note.claim


@dataclass(frozen=True, slots=True)
class CountNote:
    """A count beside the text."""

    count: Count
    number: int
    anchor: str
    at: str
    held: Holding | None
    bounds: str
    of: str
    proposed: str | None
    """What the machine proposed, where a person decided otherwise."""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph and the claims and counts that begin in it."""

    paragraph: Paragraph
    claims: tuple[ClaimNote, ...]
    counts: tuple[CountNote, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A segment of the text, as a template sets it."""

    text: str
    start: int
    classes: str
    tokens: str
    """Places of the claims and counts it belongs to."""
    anchors: tuple[str, ...]
    """Places that begin here."""
    count: str | None
    """Place of the innermost count."""
    refs: tuple[ClaimNote, ...]
    """Claims whose words end here."""


class ReportSheet:
    """A report with all that was proposed and decided: what was rejected stays, struck through."""

    def __init__(self, view: ReportView) -> None:
        self.key = view.key
        self.report = view.report
        self.decided = Decided(view.decisions, view.standing)
        self.was_read = view.reading is not None
        amended, proposed = _reading(view.reading, view.report), _reading(view.proposed, view.report)
        self._proposed_claims = {one.id: one for one in proposed.claims}
        self._proposed_counts = {one.id: one for one in proposed.counts}
        whole = replace(
            amended,
            claims=_union(amended.claims, proposed.claims, lambda one: one.content),
            counts=_union(amended.counts, proposed.counts, lambda one: one.at),
        )
        self.sheet = Sheet(_Result(whole, ()), 1, with_text=True)
        self._before = Sheet(_Result(proposed, ()), 1, with_text=True)

    @cached_property
    def claims(self) -> tuple[ClaimNote, ...]:
        """Every claim in order of the text."""
        return tuple(self._claim(note) for note in self.sheet.notes)

    @cached_property
    def counts(self) -> tuple[CountNote, ...]:
        """Every count in order of the text."""
        return tuple(self._count(number, count) for number, count in enumerate(self.sheet.reading.counts, 1))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The text's paragraphs; every claim and count stands at exactly one."""
        text = self.report.text
        found = paragraphs(text, self._marks())
        rows = []
        for number, paragraph in enumerate(found):
            since = paragraph.start if number else 0
            until = found[number + 1].start if number + 1 < len(found) else len(text) + 1
            rows.append(
                Row(
                    paragraph,
                    tuple(one for one in self.claims if since <= one.claim.content.start < until),
                    tuple(one for one in self.counts if since <= one.count.at.start < until),
                )
            )
        return tuple(rows)

    def stretches(self, paragraph: Paragraph) -> Iterator[Stretch]:
        """Give a paragraph's segments, each with where it stands in the text."""
        start = paragraph.start
        for segment in paragraph.segments:
            yield self._stretch(segment, start)
            start += len(segment.text)

    def _stretch(self, segment: Segment, start: int) -> Stretch:
        counts = segment.of(Layer.COUNT)
        begins = [words_anchor(start)] if any(one.layer is not Layer.CONTENT for one in segment.begins) else []
        refs = [self._by_token[one.token] for one in reversed(segment.ends) if one.layer is Layer.CONTENT]
        return Stretch(
            segment.text,
            start,
            self._classes(segment) if segment.marks else "",
            " ".join(dict.fromkeys(self._places[one.token] for one in segment.marks if one.token in self._places)),
            tuple(begins),
            self._places[counts[-1].token] if counts else None,
            tuple(refs),
        )

    def _classes(self, segment: Segment) -> str:
        struck = all(one.token in self._struck for one in segment.marks if one.token in self._places)
        contents = segment.of(Layer.CONTENT)
        names = [layer.value for layer in Layer if segment.of(layer)]
        if contents:
            names.append(f"in-{contents[-1].tone}")
        if len(contents) > 1:
            names.append(f"out-{contents[-2].tone}")
        if struck and any(one.token in self._struck for one in segment.marks):
            names.append("struck")
        return " ".join(names)

    @cached_property
    def _by_token(self) -> dict[str, ClaimNote]:
        return {f"c{one.note.number}": one for one in self.claims}

    @cached_property
    def _places(self) -> dict[str, str]:
        found = {token: one.anchor for token, one in self._by_token.items()}
        return found | {f"n{one.number}": one.anchor for one in self.counts}

    @cached_property
    def _struck(self) -> frozenset[str]:
        claims = {token for token, one in self._by_token.items() if one.held and one.held.rejected}
        return frozenset(claims | {f"n{one.number}" for one in self.counts if one.held and one.held.rejected})

    def _marks(self) -> Iterator[Mark]:
        for one in self.claims:
            token, tone = f"c{one.note.number}", TONES.get(one.claim.act, "other")
            yield Mark(one.claim.content, Layer.CONTENT, token, tone)
            if one.claim.speaker:
                yield Mark(one.claim.speaker.at, Layer.SPEAKER, token, tone)
            if one.claim.cue:
                yield Mark(one.claim.cue, Layer.CUE, token, tone)
        for counted in self.counts:
            yield Mark(counted.count.at, Layer.COUNT, f"n{counted.number}")
        for number, at in enumerate(self._terms(), 1):
            yield Mark(at, Layer.TERM, f"t{number}")

    def _terms(self) -> Iterator[Words]:
        for mention in self.sheet.reading.incidents:
            yield from (one.at for one in (mention.kind, mention.date, mention.place) if one is not None)
            yield from (one.at for one in mention.infrastructure)
            yield from (one.at for one in mention.remarks)
        yield from (one.at for one in self.sheet.reading.victims)

    def _claim(self, note: Note) -> ClaimNote:
        claim = note.claim
        held = self.decided.on(About.CLAIM, report=self.key, item=claim.id)
        was = self._before.note(claim.id) if held and held.corrected else None
        answers = claim.denies if claim.denies and self.sheet.claim_number(claim.denies) else None
        at = written_at(claim.content.passages)
        return ClaimNote(note, anchor(claim.id), at, held, was, anchor(answers) if answers else None)

    def _count(self, number: int, count: Count) -> CountNote:
        held = self.decided.on(About.COUNT, report=self.key, item=count.id)
        was = self._proposed_counts.get(count.id) if held and held.corrected else None
        return CountNote(
            count,
            number,
            anchor(count.id),
            written_at(count.at.passages),
            held,
            count_bounds(count),
            people(count),
            f"{count_bounds(was)} {people(was)}" if was else None,
        )


def _reading(line: JsonObject | None, report: Report) -> Reading:
    return decompose_reading(line, report) if line is not None else Reading(report)


_Item = TypeVar("_Item", bound=Claim | Count)


def _union(amended: Iterable[_Item], proposed: Iterable[_Item], words: Callable[[_Item], Words]) -> tuple[_Item, ...]:
    """Join what holds and what was proposed, in order of the text: what holds stands in the proposal's place."""
    found = {one.id: one for one in (*proposed, *amended)}
    return tuple(sorted(found.values(), key=lambda one: (words(one).start, words(one).end, one.id)))
