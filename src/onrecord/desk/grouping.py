"""Merging and splitting incidents at the desk: the judgement, the ids, and the incidents that it touches, at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord import flow
from onrecord.archive.catalogue.catalogue import Writer
from onrecord.desk.amended import entry_of
from onrecord.desk.cataloguing import link_line, reports_of
from onrecord.desk.holding import Holding, Told
from onrecord.desk.views import Outcome
from onrecord.errors import BadValue, NotAllowed, UnknownSubject
from onrecord.model import Feature, Link, Linked, LinkedMention, LinkJudgement, Member, Verdict

_Group = list[LinkedMention]


class Grouping:
    """Groups some incidents' mentions anew, as people say."""

    def __init__(self, holding: Holding) -> None:
        self._at = holding

    def merge(self, who: str, one: str, other: str, note: str, seen: int) -> Outcome:
        """Make one incident of two."""
        with self._at.catalogue.alone():
            self._at.catch_up()
            first, second = self._stands(one), self._stands(other)
            if first.linked.id == second.linked.id:
                raise BadValue("other", "both are one incident already", "Name another")
            entry = self._at.archive.judge_link(
                who,
                Verdict.SAME,
                (first.linked.id, _members(first)),
                (second.linked.id, _members(second)),
                note,
                seen=seen,
            )
            why = f"judged the same ({who}, entry {entry})"
            return self._joined(who, entry, first, second, why)

    def split(self, who: str, incident: str, reports: Sequence[str], note: str, seen: int) -> Outcome:
        """Make two incidents of one."""
        with self._at.catalogue.alone():
            self._at.catch_up()
            told = self._stands(incident)
            leave = set(reports)
            unknown = leave - set(told.keys.values())
            if unknown:
                raise UnknownSubject(f"the incident has no report {min(unknown)[:12]}", do="Look at it again")
            leaving = [one for one in told.linked.mentions if told.keys[one.reading.report.id] in leave]
            staying = [one for one in told.linked.mentions if told.keys[one.reading.report.id] not in leave]
            if not leaving or not staying:
                raise BadValue("reports", "one side would be left without a report", "Choose some of them")
            mine, theirs = _some(told, staying), _some(told, leaving)
            key = theirs[0].report
            entry = self._at.archive.judge_link(
                who, Verdict.DIFFERENT, (told.linked.id, mine), (key, theirs), note, seen=seen
            )
            if len({one.report for one in theirs}) > 1:
                # The person says that they tell of one other incident: a later linking must not take them apart.
                rest = [one for one in theirs if one.report != key]
                self._at.archive.judge_link(
                    who, Verdict.SAME, (key, [one for one in theirs if one.report == key]), (rest[0].report, rest), note
                )
            return self._settled(who, entry, [told], [staying, leaving])

    def undo(self, who: str, judged: LinkJudgement, *, anybody: bool) -> Outcome:
        """Take a merge or split back."""
        if judged.who != who and not anybody:
            raise NotAllowed(f"entry {judged.entry} is {judged.who}'s", do="Ask an editor to take it back")
        if judged.verdict is Verdict.UNSURE:
            raise BadValue("entry", "it takes something back itself", "Merge or split anew")
        with self._at.catalogue.alone():
            self._at.catch_up()
            newer = [
                one
                for one in self._at.archive.link_judgements(judged.entry)
                if one.one_members == judged.one_members and one.other_members == judged.other_members
            ]
            if newer:
                raise BadValue("entry", f"{newer[-1].who} decided anew on it (entry {newer[-1].entry})", "Look again")
            mine, theirs = (
                {(m.report, m.mention) for m in side} for side in (judged.one_members, judged.other_members)
            )
            entry = self._at.archive.judge_link(
                who,
                Verdict.UNSURE,
                (judged.one, judged.one_members),
                (judged.other, judged.other_members),
                f"takes back entry {judged.entry}",
            )
            holding = [self._holding(side) for side in (mine, theirs)]
            ids = sorted({told.linked.id for side in holding for told in side})
            touched = [next(t for side in holding for t in side if t.linked.id == name) for name in ids]
            if judged.verdict is Verdict.SAME and len(touched) == 1:
                return self._parted(who, entry, touched[0], theirs)
            if judged.verdict is Verdict.DIFFERENT and len(touched) == 2:
                return self._rejoined(who, entry, touched[0], touched[1])
            self._note_link(who, entry)
            return Outcome(entry, view_changed=False, incidents=tuple(ids))

    def _parted(self, who: str, entry: int, told: Told, theirs: set[tuple[str, str]]) -> Outcome:
        leaving = [one for one in told.linked.mentions if _name(told, one) in theirs]
        staying = [one for one in told.linked.mentions if _name(told, one) not in theirs]
        if not leaving or not staying:
            self._note_link(who, entry)
            return Outcome(entry, view_changed=False, incidents=(told.linked.id,))
        # What came since is linked to mentions of one side: it goes where its strongest link leads.
        return self._settled(who, entry, [told], [staying, leaving])

    def _rejoined(self, who: str, entry: int, first: Told, second: Told) -> Outcome:
        """Join what was parted, with the links that it had between both."""
        mine = {one.ref for told in (first, second) for one in told.linked.mentions}
        between = [link for told in (first, second) for link in told.apart if {link.one, link.other} <= mine]
        if not between:
            return self._joined(who, entry, first, second, "taken together again")
        union = [*first.linked.mentions, *second.linked.mentions]
        links = {(link.one, link.other): link for link in (*first.linked.links, *second.linked.links, *between)}
        return self._settled(who, entry, [first, second], [union], list(links.values()))

    def _joined(self, who: str, entry: int, first: Told, second: Told, why: str) -> Outcome:
        one, other = first.linked.mentions[0].ref, second.linked.mentions[0].ref
        bridge = Link(min(one, other), max(one, other), 1.0, (Feature("judgement", why, 0.0),))
        union = [*first.linked.mentions, *second.linked.mentions]
        return self._settled(who, entry, [first, second], [union], [*first.linked.links, *second.linked.links, bridge])

    def _settled(
        self,
        who: str,
        entry: int,
        before: Sequence[Told],
        groups: Sequence[_Group],
        links: Sequence[Link] | None = None,
    ) -> Outcome:
        """Settle the ids of groups, and put them into the catalogue in the place of what they were.

        ``links`` are those that may hold them together; without, those that they had.
        """
        keys = {name: key for told in before for name, key in told.keys.items()}
        joined = Told(before[0].linked, keys)
        ordered = [sorted(group, key=_order) for group in groups]
        found = self._at.archive.settle_some(
            who, [told.linked.id for told in before], [_some(joined, group) for group in ordered]
        )
        known = links if links is not None else [link for told in before for link in told.linked.links]
        made = [_linked(name, group, known) for name, group in zip(found.ids, ordered, strict=True)]
        redirects = self._at.archive.redirects()
        standing = self._at.archive.standing_of()

        def alter(writer: Writer) -> None:
            for told in before:
                if told.linked.id not in found.ids:
                    writer.drop_incident(told.linked.id)
            writer.set_redirects(redirects)
            self._add_links(writer, who, entry)
            for linked in made:
                # Members first, as it was worked out: what decisions touch is read off them.
                told = Told(linked, keys, _crossing(linked, known))
                stems = {one.reading.report.key for one in linked.mentions}
                rulings = self._at.rulings([linked.id], (), stems)
                decided = self._at.decided(told, rulings, with_proposed=True)
                writer.put_incident(entry_of(decided, keys.__getitem__, apart=told.apart))
            writer.set_state(incident=standing.incident)

        self._at.catalogue.change(alter)
        return Outcome(entry, view_changed=True, incidents=tuple(found.ids))

    def _note_link(self, who: str, entry: int) -> None:
        self._at.catalogue.change(lambda writer: self._add_links(writer, who, entry))

    def _add_links(self, writer: Writer, who: str, entry: int) -> None:
        """Add all judgements that the catalogue does not show yet, from that of ``entry`` on those made here just now.

        It has come no further than to one made elsewhere: that is listed, but nothing is linked by it before a refresh.
        """
        followed = True
        for judged in self._at.archive.link_judgements(self._at.catalogue.state().link):
            writer.add_link(judged.entry, reports_of(judged), link_line(judged))
            followed = followed and judged.entry >= entry and judged.who == who
            if followed:
                writer.set_state(link=judged.entry)

    def _stands(self, named: str) -> Told:
        stored = self._at.catalogue.incident(named)
        told = self._at.told(stored.id) if stored else None
        if told is None:
            raise UnknownSubject(f"no incident {named!r}", do="Look it up again")
        return told

    def _holding(self, mentions: set[tuple[str, str]]) -> list[Told]:
        """Load the incidents that hold any of these mentions now."""
        ids = {name for report, _ in mentions for name in self._at.catalogue.incidents_of(report=report)}
        found = [told for name in sorted(ids) if (told := self._at.told(name)) is not None]
        return [told for told in found if any(_name(told, one) in mentions for one in told.linked.mentions)]


def _name(told: Told, one: LinkedMention) -> tuple[str, str]:
    return told.keys[one.reading.report.id], one.mention.id


def _members(told: Told) -> list[Member]:
    return _some(told, told.linked.mentions)


def _some(told: Told, mentions: Sequence[LinkedMention]) -> list[Member]:
    return [_member(told.keys, one) for one in mentions]


def _member(keys: Mapping[str, str], one: LinkedMention) -> Member:
    member = Member.of(keys[one.reading.report.id], one.mention)
    # A report as a whole stands for its main mention, whichever a later reader finds.
    return member if one.reading.incidents else replace(member, main=True)


def _order(one: LinkedMention) -> tuple[str, int]:
    places = [mention.id for mention in one.reading.incidents]
    return one.reading.report.id, places.index(one.mention.id) if one.mention.id in places else 0


def _linked(name: str, group: _Group, links: Sequence[Link]) -> Linked:
    mine = {one.ref for one in group}
    readings = tuple({one.reading.report.id: one.reading for one in group}.values())
    kept = sorted((link for link in links if {link.one, link.other} <= mine), key=lambda link: (link.one, link.other))
    return Linked(name, tuple(group), flow.origins(readings), tuple(kept))


def _crossing(linked: Linked, links: Sequence[Link]) -> tuple[Link, ...]:
    """Give the links that a split cut: where it is taken back, they hold both together again."""
    mine = {one.ref for one in linked.mentions}
    return tuple(link for link in links if (link.one in mine) != (link.other in mine))
