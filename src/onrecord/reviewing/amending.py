"""Decisions on claims and counts -> the reading as people amended it.

What is rejected goes, what is corrected keeps its id and has the fields that the person gave, what is added gets an id
of its own. An item is found again in a later reading by where its words stand; one that a person accepted or corrected
and a later reading lacks is put back, since the person saw it in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from onrecord.model import (
    About,
    Act,
    Call,
    Claim,
    ClaimParty,
    Count,
    CountStatus,
    Decision,
    Ground,
    Group,
    IncidentMention,
    Linked,
    LinkedMention,
    Measure,
    Reading,
    Role,
    Scope,
    Speaker,
    SpeakerKind,
    Words,
)
from onrecord.reviewing.decisions import ADDED, Held, is_added, stem_of

_Item = TypeVar("_Item", Claim, Count)
_NOWHERE = Words("", ())
"""The words of what a person says without pointing at any."""


@dataclass(frozen=True, slots=True)
class Amended:
    """A reading as people amended it, and where each decision landed."""

    reading: Reading
    gone: frozenset[str] = frozenset()
    """Ids of claims and counts that were rejected."""
    added: tuple[tuple[str, Decision, About], ...] = ()
    """Id, decision and kind of each item that a person added, or that was put back."""
    placed: Mapping[int, str] = field(default_factory=dict)
    """Entry of each decision on a claim or count -> the id that its item has in this reading."""


def amend(reading: Reading, held: Held) -> Amended:
    """Amend a reading by the decisions that hold of its text; those on other texts are passed over."""
    mine = [one for one in held.alive if stem_of(one.subject) == reading.report.key]
    if not mine:
        return Amended(reading)
    standing = [one for one in held.verdicts(About.CLAIM, About.COUNT) if stem_of(one.subject) == reading.report.key]
    text = reading.report.text
    placed: dict[int, str] = {}
    claims, no_claims, new_claims = _decided(About.CLAIM, reading.claims, mine, standing, text, placed)
    counts, no_counts, new_counts = _decided(About.COUNT, reading.counts, mine, standing, text, placed)
    gone = no_claims | no_counts
    added = tuple(
        sorted(
            [(name, one, About.CLAIM) for name, one in new_claims] + [(n, one, About.COUNT) for n, one in new_counts],
            key=lambda item: item[1].entry,
        )
    )
    amended = replace(
        reading,
        claims=tuple(_without(one, gone) for one in claims),
        counts=tuple(_count_without(one, gone) for one in counts),
        incidents=tuple(_mention(one, gone, _homed(one, added, reading.incidents)) for one in reading.incidents),
    )
    return Amended(amended, gone, added, placed)


def amend_linked(linked: Linked, held: Held, elsewhere: Mapping[str, frozenset[str]] | None = None) -> Linked:
    """Amend the readings of an incident's reports, and its mentions with them.

    ``elsewhere``: stem of a text -> ids of all incidents that it tells of. What was added to a report on the page of
    one incident belongs to that one; where the report tells of it no more, to the report's main mention.
    """
    stems = {stem for one in held.alive if (stem := stem_of(one.subject))}
    if not any(told.reading.report.key in stems for told in linked.mentions):
        return linked
    amended: dict[str, Amended] = {}
    homed: set[tuple[str, str]] = set()
    mentions = []
    for told in linked.mentions:
        report = told.reading.report
        if report.key not in stems:
            mentions.append(told)
            continue
        found = amended.setdefault(report.id, amend(told.reading, held))
        incidents = (elsewhere or {}).get(report.key, frozenset())
        new = []
        for name, one, about in found.added:
            home = one.subject.incident
            mine = home == linked.id or (home not in incidents and (told.mention.main or home is None))
            if mine and (report.id, name) not in homed:
                homed.add((report.id, name))
                new.append((name, one, about))
        mentions.append(LinkedMention(found.reading, _mention(told.mention, found.gone, new)))
    return replace(linked, mentions=tuple(mentions))


_New = list[tuple[str, Decision]]
"""Items that a person added, or that were put back: the id and the decision of each."""


def _decided(
    about: About,
    items: Sequence[_Item],
    alive: Sequence[Decision],
    standing: Sequence[Decision],
    text: str,
    placed: dict[int, str],
) -> tuple[list[_Item], frozenset[str], _New]:
    """Give the items as decided, the ids of those rejected, and those added or put back."""
    alive = [one for one in alive if one.subject.about is about]
    verdicts = [one for one in standing if one.subject.about is about]
    found = _found(about, items, {_where(one): one for one in verdicts if not is_added(one.subject.item or "")})
    _place(alive, found, placed)
    out: list[_Item] = []
    gone = set()
    for item in items:
        verdict = found.get(item.id)
        if verdict is not None and verdict.call is Call.REJECT:
            gone.add(item.id)
        elif verdict is not None and verdict.call is Call.CORRECT:
            out.append(_corrected(item, verdict.value, text))
        else:
            out.append(item)
    lost = [one for one in verdicts if not is_added(one.subject.item or "") and one not in found.values()]
    put_back: _New
    added: _New
    back, put_back = _put_back(about, lost, text)
    # The decisions before the one that holds are on what it put back as well.
    again = {_where(one): name for name, one in put_back}
    placed.update({one.entry: again[_where(one)] for one in alive if _where(one) in again})
    more, added = _added(about, alive, verdicts, text)
    out.extend(back)
    out.extend(more)
    return out, frozenset(gone), [*put_back, *added]


def _place(alive: Iterable[Decision], found: Mapping[str, Decision], placed: dict[int, str]) -> None:
    """Note which item each decision is on, those that were superseded among them."""
    name_of = {_where(one): name for name, one in found.items()}
    for one in alive:
        name = one.subject.item if is_added(one.subject.item or "") else name_of.get(_where(one))
        if name is not None:
            placed[one.entry] = name


def _put_back(about: About, lost: Iterable[Decision], text: str) -> tuple[list[Any], _New]:
    """Put back what a person saw in the text, and this reading lacks."""
    out: list[Any] = []
    new: _New = []
    for one in lost:
        if one.call in {Call.ACCEPT, Call.CORRECT} and one.proposed:
            name = f"{stem_of(one.subject)}:{ADDED}{one.entry}"
            out.append(_corrected(_made(about, name, one.proposed, text), one.value, text))
            new.append((name, one))
    return out, new


def _added(about: About, alive: Iterable[Decision], verdicts: Iterable[Decision], text: str) -> tuple[list[Any], _New]:
    """Make what people added, as it was corrected since; what was rejected since is gone."""
    later = {one.subject.item: one for one in verdicts if one.call is not Call.ADD}
    out: list[Any] = []
    new: _New = []
    for one in alive:
        name = one.subject.item or ""
        verdict = later.get(name)
        if one.call is not Call.ADD or (verdict is not None and verdict.call is Call.REJECT):
            continue
        item = _made(about, name, one.value, text)
        out.append(_corrected(item, verdict.value, text) if verdict and verdict.call is Call.CORRECT else item)
        new.append((name, one))
    return out, new


_Where = tuple[str | None, tuple[tuple[int, int], ...]]


def _where(one: Decision) -> _Where:
    return one.subject.item, one.subject.at


def _found(about: About, items: Sequence[Any], verdicts: Mapping[_Where, Decision]) -> dict[str, Decision]:
    """Find the item of each decision: the closest first, each item for one decision alone, whatever their order."""
    offers = []
    for where, one in verdicts.items():
        name, at = where
        mine = _points(at)
        for number, item in enumerate(items):
            words = item.content if about is About.CLAIM else item.at
            theirs = _points((p.start, p.end) for p in words.passages)
            shared = len(mine & theirs)
            if not shared and not (item.id == name and not at):
                continue
            same = shared / (len(mine | theirs) or 1)
            offers.append(
                (-same, item.id != name, -_alike(about, item, one.proposed), str(where), number, item.id, one)
            )
    found: dict[str, Decision] = {}
    taken: set[int] = set()
    for *_, name, one in sorted(offers, key=lambda offer: offer[:5]):
        if name not in found and one.entry not in taken:
            found[name] = one
            taken.add(one.entry)
    return found


def _points(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _alike(about: About, item: Any, proposed: Mapping[str, Any]) -> int:
    """Count what an item has in common with what the machine proposed when it was decided on."""
    if about is About.CLAIM:
        speaker = (proposed.get("speaker") or {}).get("name")
        return int(item.act == proposed.get("act")) + int((item.speaker.name if item.speaker else None) == speaker)
    names = ("measure", "group", "low", "high")
    return sum(bool(getattr(item, name) == proposed.get(name)) for name in names)


def _made(about: About, name: str, value: Mapping[str, Any], text: str) -> Any:
    """Make an item of what a person says of it alone."""
    at = _cut(text, value.get("passages"))
    if about is About.CLAIM:
        return _corrected(Claim(name, None, None, at, Act.COMMENT), value, text)
    return _corrected(Count(name, Measure.KILLED, Group.PEOPLE, None, None, at), value, text)


def _corrected(item: Any, value: Mapping[str, Any], text: str) -> Any:
    return _claim(item, value, text) if isinstance(item, Claim) else _count(item, value, text)


def _claim(claim: Claim, value: Mapping[str, Any], text: str) -> Claim:
    changed: dict[str, Any] = {}
    if "act" in value:
        changed["act"] = Act(value["act"])
    if "parties" in value:
        changed["parties"] = tuple(ClaimParty(p["name"], p["code"], Role(p["role"])) for p in value["parties"])
    if "grounds" in value:
        changed["grounds"] = tuple(Ground(one) for one in value["grounds"])
    if "hedged" in value:
        changed["hedged"] = bool(value["hedged"])
    if value.get("passages"):
        changed["content"] = _cut(text, value["passages"])
    if "cue_passages" in value:
        changed["cue"] = _cut(text, value["cue_passages"]) if value["cue_passages"] else None
    speaker = claim.speaker
    if "speaker" in value:
        said = value["speaker"]
        at = speaker.at if speaker else changed.get("content", claim.content)  # whom the words as a whole show
        speaker = Speaker(at, said["name"], said["code"], SpeakerKind(said["kind"])) if said else None
    if speaker and value.get("speaker_passages"):
        speaker = replace(speaker, at=_cut(text, value["speaker_passages"]))
    return replace(claim, speaker=speaker, **changed)


def _count(count: Count, value: Mapping[str, Any], text: str) -> Count:
    changed: dict[str, Any] = {}
    for name, kind in (("measure", Measure), ("group", Group), ("scope", Scope), ("status", CountStatus)):
        if name in value:
            changed[name] = kind(value[name])
    for name in ("low", "high"):
        if name in value:
            changed[name] = value[name]
            changed["vague"] = None  # the bounds are the person's now, whatever word stood there
    if value.get("passages"):
        changed["at"] = _cut(text, value["passages"])
    return replace(count, **changed)


def _cut(text: str, passages: Iterable[Sequence[int]] | None) -> Words:
    spans = [(int(start), int(end)) for start, end in passages or ()]
    try:
        return Words.cut(text, spans)
    except ValueError:
        return _NOWHERE


def _without(claim: Claim, gone: frozenset[str]) -> Claim:
    """Let a claim answer nothing that is gone."""
    if claim.denies in gone:
        claim = replace(claim, denies=None)
    return replace(claim, reported_by=None) if claim.reported_by in gone else claim


def _count_without(count: Count, gone: frozenset[str]) -> Count:
    if count.claim in gone:
        count = replace(count, claim=None)
    return replace(count, part_of=None) if count.part_of in gone else count


def _homed(
    mention: IncidentMention, added: Iterable[tuple[str, Decision, About]], mentions: Sequence[IncidentMention]
) -> list[tuple[str, Decision, About]]:
    """Of a report by itself, all that was added belongs to the main mention."""
    main = next((one.id for one in mentions if one.main), None)
    return list(added) if mention.id == main else []


def _mention(
    mention: IncidentMention, gone: frozenset[str], added: Iterable[tuple[str, Decision, About]]
) -> IncidentMention:
    new = list(added)
    claims = (*(one for one in mention.claims if one not in gone), *(n for n, _, a in new if a is About.CLAIM))
    counts = (*(one for one in mention.counts if one not in gone), *(n for n, _, a in new if a is About.COUNT))
    return replace(mention, claims=claims, counts=counts)
