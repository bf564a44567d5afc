"""A profile applied: an incident or a reading with names masked, and with what must not leave the house left out.

Masked words are cut out of the masked text, so that every passage still leads to the words it gives. Hashes of a text
from which a name was taken would let anyone try names until one fits; they are keyed, and so are the ids made of them.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, TypeVar, cast

import pycountry

from onrecord.model import (
    Claim,
    Count,
    Custody,
    Decision,
    Incident,
    IncidentMention,
    Link,
    MentionRef,
    Origin,
    Party,
    Place,
    Range,
    Reading,
    Reason,
    Report,
    Speaker,
    SpeakerKind,
    Subject,
    Victim,
    Voice,
    Words,
)
from onrecord.publishing.redaction.masks import WITHHELD as NAME_WITHHELD
from onrecord.publishing.redaction.masks import Masked as MaskedText
from onrecord.publishing.redaction.masks import Masks, names_somebody
from onrecord.publishing.redaction.profiles import Masked, Profile, Region

WITHHELD = "[withheld]"
"""Stands where a field is kept back that cannot be empty."""
SOMEBODY = "a reviewer"
"""Stands for who decided, where a profile keeps that back."""
_NOWHERE = Words("", ())
"""The words of a value whose words stay in the house."""
_DIGITS = 12
_SHORTEST_ID = 4
"""Characters of a report's id that is looked for in sentences: a shorter one would be found in any."""

_Anything = TypeVar("_Anything")


@dataclass(frozen=True, slots=True)
class Restrictions:
    """What a house keeps back beside any profile."""

    reports: Collection[str] = ()
    """Ids of reports that stay in the house."""
    names: Collection[str] = ()
    """Further names to be masked, which no reader found."""


def redact_incident(
    incident: Incident, profile: Profile, key: bytes, restrictions: Restrictions | None = None
) -> Incident:
    """Redact an incident that several reports tell of.

    ``key`` is the house's own secret: without it nobody can tell which report an id or a hash stands for. What rests
    on a restricted report keeps its number and loses its words. The same incident, profile and key give the same.
    """
    if not profile.withholds:
        return incident
    given = restrictions or Restrictions()
    spared = set() if profile.restricted else set(given.reports)
    # Whoever only a restricted report names can stand, unread, in the words of another one.
    people = _people(incident.victims, (one.speaker for one in incident.claims), profile, given.names)
    if spared:
        incident = without_reports(incident, spared)
    if not profile.reviewers:
        incident = _without_reviewers(incident)
    place = incident.mention.place
    known = [*(one.name for one in incident.parties), *(one.publisher or "" for one in incident.told_by)]
    masks = Masks(people, [*known, place.name if place else ""])
    walk = _Walk(masks, {one.id: one.text for one in incident.told_by}, dict(incident.report_of), key)
    made = walk.incident(incident)
    made = replace(made, victims=_victims(made.victims, incident.victims, people, profile))
    return _fields(made, profile)


def redact_reading(reading: Reading, profile: Profile, key: bytes, names: Collection[str] = ()) -> Reading:
    """Redact one report and all that was found in it."""
    if not profile.withholds:
        return reading
    people = _people(reading.victims, (one.speaker for one in reading.claims), profile, names)
    masks = Masks(people, [reading.report.publisher or "", *(one.place.name for one in reading.incidents if one.place)])
    walk = _Walk(masks, {reading.report.id: reading.report.text}, {reading.report.key: reading.report.id}, key)
    made = walk.value(reading, reading.report.id)
    return replace(made, victims=_victims(made.victims, reading.victims, people, profile))


def private_names(incident: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the names that profiles can mask of an incident as its line in the public contract has it.

    For its other reports: somebody whom one of them names can stand, unread, in another one.
    """
    kinds = {SpeakerKind.WITNESS.value, SpeakerKind.PERSON.value}
    speakers = (one["speaker"] for one in incident["claims"] if one["speaker"])
    named = [one["name"] for one in speakers if one["kind"] in kinds and not one["code"]]
    victims = (name for one in incident["victims"] for name in (one["name"], one["name_local"]) if name)
    return tuple(dict.fromkeys((*victims, *(one for one in named if names_somebody(one)))))


def _people(
    victims: Iterable[Victim], speakers: Iterable[Speaker | None], profile: Profile, further: Iterable[str]
) -> list[tuple[str, list[str]]]:
    """List who is masked, each with a label that says no more than their part, and the forms of the name."""
    found: dict[str, tuple[str, list[str]]] = {}
    if Masked.VICTIMS in profile.names:
        for one in victims:
            label = f"[victim {sum(label.startswith('[victim') for label, _ in found.values()) + 1}]"
            known = found.setdefault(one.name.casefold(), (label, []))
            known[1].extend(form for form in (one.name, one.name_local) if form)
    if Masked.WITNESSES in profile.names:
        for speaker in speakers:
            if speaker is None or speaker.code or speaker.kind not in {SpeakerKind.WITNESS, SpeakerKind.PERSON}:
                continue
            if names_somebody(speaker.name) or names_somebody(speaker.at.words):
                label = f"[speaker {sum(label.startswith('[speaker') for label, _ in found.values()) + 1}]"
                found.setdefault(speaker.name.casefold(), (label, []))[1].extend((speaker.name, speaker.at.words))
    if profile.names:
        for name in further:
            found.setdefault(name.casefold(), (NAME_WITHHELD, []))[1].append(name)
    return list(found.values())


def _victims(
    made: tuple[Victim, ...], were: tuple[Victim, ...], people: list[tuple[str, list[str]]], profile: Profile
) -> tuple[Victim, ...]:
    """Name each victim by the label alone, whatever the name is made of."""
    label_of = {form: label for label, forms in people for form in forms}
    found = []
    for one, was in zip(made, were, strict=True):
        if Masked.VICTIMS in profile.names:
            one = replace(one, name=label_of[was.name], name_local=None)
        found.append(one if profile.ages else replace(one, age=None, sex=None))
    return tuple(found)


class _Walk:
    """Goes through a value and masks every string, moves every passage and keys every id made of a text's hash."""

    def __init__(self, masks: Masks, texts: Mapping[str, str], report_of: Mapping[str, str], key: bytes) -> None:
        self._masks, self._key = masks, key
        self._texts = {report: MaskedText(text, masks.spans(text)) for report, text in texts.items()}
        self._report_of = report_of
        self._stems = {stem: self._keyed("text", stem) for stem in report_of}
        self._names = {report: f"report-{self._keyed('report', report)}" for report in texts}
        # Sentences name reports by their ids, which can be the names of files.
        told = sorted((one for one in texts if len(one) >= _SHORTEST_ID), key=len, reverse=True)
        self._told = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in told)) if told else None

    def incident(self, incident: Incident) -> Incident:
        """Walk through an incident."""
        walked = {
            one.name: self.value(getattr(incident, one.name))
            for one in fields(incident)
            if one.name not in {"claims", "counts", "report_of", "reports", "origins", "links"}
        }
        return replace(
            incident,
            **walked,
            claims=tuple(self.value(one, self._told_in(one)) for one in incident.claims),
            counts=tuple(self.value(one, self._told_in(one)) for one in incident.counts),
            report_of={self._stems[stem]: self._named(report) for stem, report in incident.report_of.items()},
            reports=tuple(self._named(one) for one in incident.reports),
            origins=tuple(
                Origin(tuple(self._named(one) for one in origin.reports), self._words(origin.why))
                for origin in incident.origins
            ),
            links=tuple(self._link(one) for one in incident.links),
        )

    def value(self, value: _Anything, report: str | None = None) -> _Anything:
        """Walk through any value of the model; ``report`` is the one that words without a report stand in."""
        made: object = value
        if isinstance(value, Words):
            made = self._cut(value, report)
        elif isinstance(value, Report):
            made = self._report(value)
        elif isinstance(value, Decision):
            made = self._decision(value)
        elif isinstance(value, Enum | int | float | date) or value is None:
            made = value
        elif isinstance(value, str):
            made = self._words(value)
        elif is_dataclass(value) and not isinstance(value, type):
            walked = {one.name: self.value(getattr(value, one.name), report) for one in fields(value)}
            made = replace(value, **walked)
        elif isinstance(value, Mapping):
            made = {key: self.value(one, report) for key, one in value.items()}
        elif isinstance(value, list | tuple):
            made = type(value)(self.value(one, report) for one in value)
        return cast("_Anything", made)

    def _told_in(self, found: Claim | Count) -> str:
        return self._report_of[found.id.partition(":")[0]]

    def _link(self, link: Link) -> Link:
        one, other = (MentionRef(self._named(ref.report), self._words(ref.mention)) for ref in (link.one, link.other))
        return replace(link, one=one, other=other, features=self.value(link.features))

    def _words(self, words: str) -> str:
        """Mask a string; one that is an id of something found in a text gets the keyed stem."""
        stem, colon, rest = words.partition(":")
        if colon and stem in self._stems:
            return f"{self._stems[stem]}:{rest}"
        if self._told is not None:
            words = self._told.sub(lambda found: self._names[found[0]], words)
        return self._masks.masked(words)

    def _named(self, report: str) -> str:
        return self._names.get(report) or f"report-{self._keyed('report', report)}"

    def _cut(self, at: Words, report: str | None) -> Words:
        where = at.report or report
        text = self._texts.get(where or "")
        if text is None or not at.passages:  # a value that a person decided rests on no words
            return Words(self._masks.masked(at.words), at.passages, where and self._named(where))
        passages = [text.passage(one) for one in at.passages]
        return replace(Words.cut(text.text, passages), report=at.report and self._named(at.report))

    def _report(self, report: Report) -> Report:
        address = report.url if report.url and self._masks.masked(report.url) == report.url else None
        return replace(
            report,
            id=self._named(report.id),
            sha256=self._keyed("bytes", report.sha256, 64),
            text=self._texts[report.id].text,
            title=self._words(report.title) if report.title else None,
            publisher=self._words(report.publisher) if report.publisher else None,
            url=address,
            notes=tuple(self._words(one) for one in report.notes),
            custody=Custody(media_type=report.custody.media_type),
        )

    def _decision(self, decision: Decision) -> Decision:
        """Walk through a decision: where its words stood counts in the unmasked text, and is left out."""
        about = decision.subject
        subject = Subject(
            about.about,
            about.incident,
            about.report and self._named(about.report),
            about.item and self._words(about.item),
        )
        said, proposed = (
            {name: self.value(one) for name, one in words.items() if not name.endswith("passages")}
            for words in (decision.value, decision.proposed)
        )
        return replace(decision, subject=subject, value=said, proposed=proposed, note=self._words(decision.note))

    def _keyed(self, kind: str, words: str, digits: int = _DIGITS) -> str:
        said = f"{kind}\0{words}".encode("utf-8", "backslashreplace")
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:digits]


@dataclass(slots=True)
class _Kept:
    """What is left of the claims and counts of an incident."""

    ids: set[str] = field(default_factory=set)

    def of(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(one for one in ids if one in self.ids)


def without_reports(incident: Incident, spared: set[str]) -> Incident:
    """Take out what restricted reports say; ranges, status and grade that rest on them stay, without their words."""
    claims = tuple(one for one in incident.claims if incident.report_of[one.id.partition(":")[0]] not in spared)
    counts = tuple(one for one in incident.counts if incident.report_of[one.id.partition(":")[0]] not in spared)
    kept = _Kept({one.id for one in claims} | {one.id for one in counts})
    return replace(
        incident,
        mention=_mention_without(incident.mention, spared, kept),
        killed=_range(incident.killed, kept),
        injured=_range(incident.injured, kept),
        killed_by_group={group: _whole(one, kept) for group, one in incident.killed_by_group.items()},
        injured_by_group={group: _whole(one, kept) for group, one in incident.injured_by_group.items()},
        parties=tuple(_party(one, kept) for one in incident.parties),
        reasons=tuple(_reason(one, kept) for one in incident.reasons),
        claims=claims,
        counts=counts,
        report_of={stem: one for stem, one in incident.report_of.items() if one not in spared},
        links=tuple(one for one in incident.links if not {one.one.report, one.other.report} & spared),
        told_by=tuple(one for one in incident.told_by if one.id not in spared),
        reports=tuple(one for one in incident.reports if one not in spared),
        origins=tuple(
            Origin(left, one.why)
            for one in incident.origins
            if (left := tuple(report for report in one.reports if report not in spared))
        ),
        victims=tuple(one for one in incident.victims if one.at.report not in spared),
        decisions=tuple(one for one in incident.decisions if one.subject.report not in spared),
    )


def _without_reviewers(incident: Incident) -> Incident:
    """Keep back who decided, and what they noted: of a decision it is told what was decided on, and on which day."""

    def told(reason: Reason) -> Reason:
        for one in incident.decisions:
            what, by, _ = reason.text.partition(f" by {one.who} on {one.at[:10]}")
            if by:
                return replace(reason, text=f"{what} by {SOMEBODY} on {one.at[:10]}.")
        return reason

    return replace(incident, decisions=(), reasons=tuple(told(one) for one in incident.reasons))


def _mention_without(mention: IncidentMention, spared: set[str], kept: _Kept) -> IncidentMention:
    """Withhold the words of values that stand in a restricted report; a value that says no more than they do goes."""

    def stays(at: Words) -> bool:
        return at.report not in spared

    return replace(
        mention,
        kind=mention.kind if mention.kind and stays(mention.kind.at) else None,
        date=mention.date if mention.date and stays(mention.date.at) else None,
        place=mention.place if mention.place and stays(mention.place.at) else None,
        infrastructure=tuple(one for one in mention.infrastructure if stays(one.at)),
        remarks=tuple(one for one in mention.remarks if stays(one.at)),
        claims=kept.of(mention.claims),
        counts=kept.of(mention.counts),
    )


def _range(found: Range | None, kept: _Kept) -> Range | None:
    return _whole(found, kept) if found else None


def _whole(found: Range, kept: _Kept) -> Range:
    return replace(found, low_from=kept.of(found.low_from), high_from=kept.of(found.high_from))


def _party(party: Party, kept: _Kept) -> Party:
    def voices(heard: tuple[Voice, ...]) -> tuple[Voice, ...]:
        return tuple(
            replace(one, claims=left) if (left := kept.of(one.claims)) else Voice(WITHHELD, (), None) for one in heard
        )

    return replace(party, accused_by=voices(party.accused_by), denied_by=voices(party.denied_by))


def _reason(reason: Reason, kept: _Kept) -> Reason:
    if all(one in kept.ids for one in (*reason.claims, *reason.counts)):
        return reason
    return Reason(reason.rule, "It rests on a report that stays in the house.", kept.of(reason.claims), ())


def _fields(incident: Incident, profile: Profile) -> Incident:
    """Take out the fields that the profile keeps in the house."""
    changed: dict[str, Any] = {"mention": _mention_fields(incident.mention, profile)}
    if not profile.groups:
        changed |= {"killed_by_group": {}, "injured_by_group": {}}
    if not profile.parties:
        changed |= {"parties": (), "strike_status": None}
    if not profile.reasons:
        changed["reasons"] = ()
    if not profile.claims:
        changed |= {"decisions": (), "claims": (), "counts": (), "victims": (), "protection": ()}
        for measure, found in (("killed", incident.killed), ("injured", incident.injured)):
            changed[measure] = Range(found.low, found.high) if found else None
    if not profile.reports:
        changed |= {
            "reports": (),
            "told_by": (),
            "links": (),
            "report_of": {},
            "origins": tuple(Origin((), "withheld") for _ in incident.origins),
        }
    return replace(incident, **changed)


def _mention_fields(mention: IncidentMention, profile: Profile) -> IncidentMention:
    place, hit = mention.place, mention.infrastructure
    if place and profile.place is Region.COUNTRY:
        place = _country(place)
    if not profile.facilities:
        hit = tuple(replace(one, name=None) for one in hit)
    made = replace(mention, place=place, infrastructure=hit)
    if profile.claims:
        return made
    return replace(
        made,
        kind=made.kind and replace(made.kind, at=_NOWHERE),
        date=made.date and replace(made.date, at=_NOWHERE),
        infrastructure=tuple(replace(one, at=_NOWHERE) for one in hit),
        mentioned=(),
        remarks=(),
        claims=(),
        counts=(),
    )


def _country(place: Place) -> Place | None:
    """Tell no more of a place than its country; nothing where that is not known."""
    found = pycountry.countries.get(alpha_2=place.country) if place.country else None
    return Place(name=found.name, at=_NOWHERE, country=place.country) if found else None
