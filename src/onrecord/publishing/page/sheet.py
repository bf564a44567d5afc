"""One report's part of the page: what the template shows, numbered and linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from onrecord.model import Act, Claim, Count, Group, Incident, Range, Role, Words, party_key
from onrecord.publishing.page.marks import Layer, Mark, Paragraph, Segment, paragraphs
from onrecord.publishing.page.matrix import UNATTRIBUTED, Matrix, matrix
from onrecord.publishing.page.safe import direction, isolated, language_tag, web_address
from onrecord.publishing.results import Result
from onrecord.publishing.wording import ACTS, GROUNDS, MEASURES, TONES, in_own_script, listed


@dataclass(frozen=True, slots=True)
class Note:
    """A claim as the margin tells it."""

    number: int
    claim: Claim
    speaker: str
    written: str | None
    """The speaker's words in the report where they are in another script than the name."""
    act: str
    object: str
    """The parties that an accusation, denial or admission is about, in words; may be empty."""
    tone: str
    facets: tuple[str, ...]
    """What else is known of it, in a few words each."""
    answers: int | None
    within: int | None


@dataclass(frozen=True, slots=True)
class Term:
    """A value whose words are marked in the text without being a claim or a count."""

    token: str
    at: Words


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph and the notes on the claims that begin in it."""

    paragraph: Paragraph
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """A range as the incident's card shows it."""

    label: str
    found: Range | None
    groups: tuple[tuple[str, Range], ...]


class _Worded(Protocol):
    """A value that keeps its words."""

    @property
    def at(self) -> Words: ...


class Sheet:
    """A report, its reading and its incidents, ready to be shown.

    ``place`` is its number on the page, from 1: the stem of its anchors. Without ``with_text`` the text is not shown
    and every note bears its words instead.
    """

    def __init__(self, result: Result, place: int, *, with_text: bool) -> None:
        self.reading = result.reading
        self.report = result.reading.report
        self.incidents: Sequence[Incident] = result.incidents
        self.stem = f"r{place}"
        self.with_text = with_text
        self.title = (self.report.title or "").strip() or (
            "Standard input" if self.report.id == "-" else self.report.id
        )
        self.language = language_tag(self.report.language)
        self.direction = direction(self.report.language)
        self.address = web_address(self.report.url)
        self.notes_of_reading = tuple(dict.fromkeys((*self.report.notes, *self.reading.notes)))
        self._claim_numbers = {claim.id: at for at, claim in enumerate(self.reading.claims, 1)}
        self._count_numbers = {count.id: at for at, count in enumerate(self.reading.counts, 1)}

    def claim_number(self, claim_id: str | None) -> int | None:
        """Give the number that the page shows for a claim; None where the claim is not in this report."""
        return self._claim_numbers.get(claim_id) if claim_id is not None else None

    def count_number(self, count_id: str | None) -> int | None:
        """Give the number that the page shows for a count; None where the count is not in this report."""
        return self._count_numbers.get(count_id) if count_id is not None else None

    def count(self, count_id: str) -> Count | None:
        """Find a count of this report."""
        at = self._count_numbers.get(count_id)
        return self.reading.counts[at - 1] if at else None

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The claims in order of the text."""
        return tuple(self._note(at, claim) for at, claim in enumerate(self.reading.claims, 1))

    def note(self, claim_id: str | None) -> Note | None:
        """Find the note of a claim."""
        at = self.claim_number(claim_id)
        return self.notes[at - 1] if at else None

    @cached_property
    def matrix(self) -> Matrix:
        """Who accuses whom, who denies."""
        return matrix(self.reading.claims)

    @cached_property
    def terms(self) -> dict[int, Term]:
        """Marked words of each value of the incidents and the background, by the value's identity."""
        values: list[_Worded] = []
        for incident in self.incidents:
            mention = incident.mention
            values += [one for one in (mention.kind, mention.date, mention.place) if one]
            values += [*mention.infrastructure, *mention.remarks]
        values += [*self.reading.context, *self.reading.victims]
        return {id(one): Term(f"t{at}", one.at) for at, one in enumerate(values, 1)}

    def term(self, value: object) -> Term:
        """Find the marked words of a value of the incidents, the background or the people named."""
        return self.terms[id(value)]

    @cached_property
    def rows(self) -> list[Row]:
        """The text's paragraphs, each with its notes; every note stands in exactly one row."""
        found = paragraphs(self.report.text, self._marks())
        rows = []
        for at, paragraph in enumerate(found):
            until = found[at + 1].start if at + 1 < len(found) else len(self.report.text) + 1
            since = paragraph.start if at else 0
            notes = tuple(note for note in self.notes if since <= note.claim.content.start < until)
            rows.append(Row(paragraph, notes))
        return rows

    def tallies(self, incident: Incident) -> Iterator[Tally]:
        """Give the ranges of an incident, whole and by group."""
        both = ((incident.killed, incident.killed_by_group), (incident.injured, incident.injured_by_group))
        for label, (whole, groups) in zip(MEASURES.values(), both, strict=True):
            yield Tally(label, whole, tuple((group.value, groups[group]) for group in Group if group in groups))

    def classes(self, segment: Segment) -> str:
        """Give the classes of a segment: its layers, the innermost and the next outer claim's tone, and all tokens."""
        contents = segment.of(Layer.CONTENT)
        names = [layer.value for layer in Layer if segment.of(layer)]
        if contents:
            names.append(f"in-{contents[-1].tone}")
        if len(contents) > 1:
            names.append(f"out-{contents[-2].tone}")
        return " ".join(dict.fromkeys((*names, *(mark.token for mark in segment.marks))))

    def _marks(self) -> Iterator[Mark]:
        for at, claim in enumerate(self.reading.claims, 1):
            tone = TONES.get(claim.act, "other")
            yield Mark(claim.content, Layer.CONTENT, f"c{at}", tone)
            if claim.speaker:
                yield Mark(claim.speaker.at, Layer.SPEAKER, f"c{at}", tone)
            if claim.cue:
                yield Mark(claim.cue, Layer.CUE, f"c{at}", tone)
        for at, count in enumerate(self.reading.counts, 1):
            yield Mark(count.at, Layer.COUNT, f"n{at}")
        background = {id(one) for one in self.reading.context}
        for key, term in self.terms.items():
            yield Mark(term.at, Layer.BACKGROUND if key in background else Layer.TERM, term.token)

    def _note(self, number: int, claim: Claim) -> Note:
        accused = [isolated(one.name) for one in claim.parties if one.role is Role.ACCUSED]
        own = party_key(claim.speaker.code, claim.speaker.name) if claim.speaker else None
        cleared = [
            "its own side" if party_key(one.code, one.name) == own else isolated(one.name)
            for one in claim.parties
            if one.role is Role.CLEARED
        ]
        target = [isolated(one.name) for one in claim.parties if one.role is Role.TARGET]
        of_act = claim.act is Act.ACCUSE
        facets = []
        if accused and not of_act:
            facets.append(f"holds responsible {listed(accused)}")
        if cleared:
            facets.append(f"clears {listed(cleared)}")
        if target:
            facets.append(f"names as target {listed(target)}")
        if claim.grounds:
            facets.append(f"rests on {listed([GROUNDS[ground] for ground in claim.grounds])}")
        facets += [word for word, so in (("hedged", claim.hedged), ("quoted", claim.quoted)) if so]
        return Note(
            number,
            claim,
            claim.speaker.name if claim.speaker else UNATTRIBUTED,
            in_own_script(claim.speaker.name, claim.speaker.at.words) if claim.speaker else None,
            ACTS[claim.act],
            listed(accused) if of_act else "",
            TONES.get(claim.act, "other"),
            tuple(facets),
            self.claim_number(claim.denies),
            self.claim_number(claim.reported_by),
        )
