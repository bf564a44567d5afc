"""Linking: which people which happening is about, which are parts of others, and which are added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Group, Measure
from onrecord.reading.ar.counts.drafts import Draft, add_up
from onrecord.reading.ar.counts.happenings import Happening
from onrecord.reading.ar.counts.lexicon import Side, words
from onrecord.reading.ar.counts.links import Link, link
from onrecord.reading.ar.counts.mentions import How, Mention
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.text import Hit, Kind

_NOUN_GAP = 3
"""Tokens between a verbal noun and its people."""
_VERB_GAP = 14
"""The same of a verb: time, place and cause may stand between."""
_TOLL_GAP = 22
"""The same of "عدد القتلى ... إلى"."""
_BACK_GAP = 8
"""Tokens between people and a verb that follows them ("3 مدنيين من عائلة واحدة قتلوا")."""
_FAR = 99
_BOTH = (Measure.KILLED, Measure.INJURED)


@dataclass(slots=True)
class _Chain:
    """Mentions of one list, and how each hangs on the one before."""

    mentions: list[Mention]
    links: list[Link]

    @property
    def first(self) -> int:
        return self.mentions[0].first

    @property
    def last(self) -> int:
        return self.mentions[-1].last


class _Sorted:
    """The drafts of one list: whole numbers by measure, and who they are one by one."""

    def __init__(self) -> None:
        self.heads: dict[Measure, list[Draft]] = {}
        self._apposed: dict[Measure, list[Draft]] = {}
        self._all: list[Draft] = []

    def take(self, draft: Draft, its: Link, *, part: bool) -> None:
        """Take a draft to where its link to the one before puts it."""
        self._all.append(draft)
        if part:
            return
        told = its is Link.APPOSED or (its is Link.AND and draft.measure in self._apposed)
        (self._apposed if told else self.heads).setdefault(draft.measure, []).append(draft)

    def closed(self) -> list[Draft]:
        """Give all drafts, the sums of people told apart among them."""
        for measure, those in self._apposed.items():
            self._all += _tell(self.heads.setdefault(measure, []), those)
        for drafts in self.heads.values():
            mine = [d for d in drafts if d.whole is None]
            if any(d.group is not Group.COMBATANTS for d in mine):
                # "أربعة عسكريين ومدني": a scheme keeps fighters apart, so they are not added to the others.
                mine = [d for d in mine if d.group is not Group.COMBATANTS]
            summed = _summed(mine)
            if summed is not None:
                for one in mine:
                    one.whole = None if one is summed else summed
            elif len(mine) > 1:
                self._all.append(add_up(mine))
        return self._all


def _own(mention: Mention, shared: tuple[Measure, ...] | None) -> tuple[Measure, ...]:
    """What the noun of a mention says happened, where it is not what a shared happening says."""
    if mention.measure and mention.also:
        return (mention.measure, mention.also)
    return shared or ((mention.measure,) if mention.measure else ())


def _tell(heads: list[Draft], those: list[Draft]) -> list[Draft]:
    """Make people told one by one parts of the number before them, else add them to it; gives what is made new."""
    if not heads:
        heads.extend(those)
        return []
    head = heads[-1]
    if head.how is How.SINGLE and head.name is None and len(those) == 1 and those[0].how is How.NAME:
        head.name, head.female, head.last = those[0].name, those[0].female, those[0].last
        those[0].whole = head
        return []
    if head.how is How.SINGLE and len(those) > 1:
        heads.extend(those[1:])
        those[0].whole = head
        return []
    for one in those:
        one.whole = head
    if head.how in (How.PLURAL, How.VAGUE) and len(those) > 1 and all(d.how in (How.NAME, How.SINGLE) for d in those):
        total = add_up(those)
        total.told, head.whole = True, total
        heads.append(total)
        return [total]
    return []


def _summed(drafts: Sequence[Draft]) -> Draft | None:
    """Find the number that sums up people told before it: "رجل وزوجته وابنهما، ثلاثة مدنيين"."""
    last = drafts[-1] if len(drafts) > 2 else None
    if last is None or last.how is not How.NUMBER or last.high is None:
        return None
    return last if sum(d.high or 0 for d in drafts[:-1]) == last.high else None


class Linker:
    """Links the mentions and happenings of one sentence."""

    def __init__(
        self,
        view: View,
        number: int,
        sentence: range,
        mentions: Sequence[Mention],
        happenings: Sequence[Happening],
        parts: Mapping[int, Hit[bool]],
        joints: Mapping[int, Hit[str]],
    ) -> None:
        self._view, self._number, self._sentence = view, number, sentence
        self._happenings, self._parts, self._joints = list(happenings), parts, joints
        self._chains = self._chain(list(mentions))
        self._group_before: Group | None = None

    # -- lists

    def _chain(self, mentions: list[Mention]) -> list[_Chain]:
        chains: list[_Chain] = []
        for mention in mentions:
            its = (
                link(self._view, chains[-1].mentions[-1], mention, self._happenings, self._parts)
                if chains
                else Link.NONE
            )
            if its is Link.NONE:
                chains.append(_Chain([mention], [Link.NONE]))
            else:
                chains[-1].mentions.append(mention)
                chains[-1].links.append(its)
        for chain in chains:
            if len(chain.mentions) > 1 and chain.links[1] is Link.APPOSED and chain.mentions[1].how is How.NAME:
                # "مقتل الصحفيين" and their names: those, and not journalists at large.
                chain.mentions[0].definite = chain.mentions[0].definite and chain.mentions[0].how is not How.PLURAL
        return chains

    # -- counts

    def drafts(self) -> list[Draft]:
        """Make the counts of the sentence, in order of the text."""
        made: list[Draft] = []
        for k, chain in enumerate(self._chains):
            made += self._of_chain(chain, k, made)
        return made

    def _of_chain(self, chain: _Chain, k: int, made: Sequence[Draft]) -> list[Draft]:
        happening = self._before(chain, k) or self._after(chain, k)
        joint = self._joint(chain) is not None
        measures = _BOTH if joint else happening.measures if happening else ()
        shared = joint or bool(happening and happening.joint)
        if not measures and not any(m.measure for m in chain.mentions):
            return []
        at = happening.first if happening else chain.first
        sorted_out = _Sorted()
        part, current = False, measures
        for mention, its in zip(chain.mentions, chain.links, strict=True):
            if mention.measure and not joint:
                same = mention.measure in measures and its is Link.NONE
                current = _own(mention, measures if same and shared else None)
                part = part and (its is Link.PART or same)
            if not current:
                continue
            part = its in (Link.PART, Link.ONE_PART) or (part and its in (Link.AND, Link.APPOSED))
            self._inherit(mention)
            both = (mention.joint or shared) and len(current) > 1
            for measure in current:
                draft = Draft.of(mention, measure, self._number, at, joint=both)
                if its is Link.ONE_PART:
                    draft.low = draft.high = 1
                    draft.vague, draft.how = None, How.SINGLE
                if part:
                    self._make_part(draft, sorted_out.heads.get(measure), made)
                sorted_out.take(draft, its, part=part)
        out = sorted_out.closed()
        if happening is not None and happening.side is Side.TOLL:
            self._rising(out)
        return out

    def _inherit(self, mention: Mention) -> None:
        """Give others the group of those named before them: "مقتل جندي وإصابة آخرين"."""
        if (mention.further or mention.bare) and mention.group is Group.PEOPLE and self._group_before:
            if self._group_before is Group.COMBATANTS or mention.further:
                keep = self._group_before in (Group.COMBATANTS, Group.CIVILIANS)
                mention.group = self._group_before if keep else Group.PEOPLE
        elif mention.how is not How.NAME:
            self._group_before = mention.group

    def _make_part(self, draft: Draft, heads: list[Draft] | None, made: Sequence[Draft]) -> None:
        earlier = (d for d in reversed(made) if d.measure is draft.measure and d.whole is None)
        whole = heads[-1] if heads else next(earlier, None)
        if whole is None:
            draft.told = True
        elif whole.group is Group.COMBATANTS and draft.group not in (Group.COMBATANTS, Group.PEOPLE):
            # Civilians among fighters are no part of the fighters.
            draft.told = False
        else:
            draft.whole = whole
            if draft.group is Group.PEOPLE and whole.group is not Group.PEOPLE:
                draft.group = whole.group

    def _rising(self, out: Sequence[Draft]) -> None:
        """Take the newest of "من 5 إلى 8"."""
        for draft in out:
            number = self._view.numbers.get(draft.first)
            if number is not None and number.rising:
                draft.low = draft.high = number.high

    # -- what happened to a list

    def _before(self, chain: _Chain, k: int) -> Happening | None:
        """The happening that stands before a list and is about it."""
        before = [h for h in self._happenings if h.last < chain.first]
        if not before:
            return None
        one = before[-1]
        # Somebody between the happening and these people has it for himself.
        taken = any(
            other.first > one.last and other.first < chain.first and not self._stands_aside(other, one)
            for other in self._chains[:k]
        )
        gap = chain.first - one.last - 1
        start = one.last + 1
        head = chain.mentions[0]
        if one.side is Side.VERB and self._strikes(chain, k):
            return None
        if one.ending or (head.definite and head.how is How.PLURAL):
            # "قتل السوريين": spoken of in general.
            return None
        if taken and not (one.side is Side.TOLL and head.measure):
            return None
        if one.side is Side.NOUN:
            fits = gap <= _NOUN_GAP and all(self._light(j) for j in range(start, chain.first))
            fits = fits or (gap <= _VERB_GAP and self._only_time(start, chain.first))
        elif one.side is Side.BACK:
            fits = gap <= 1 and not head.prefix.startswith("و") and not self._people_before(one)
        elif one.side is Side.TOLL:
            fits = gap <= _TOLL_GAP and head.how in (How.NUMBER, How.SINGLE, How.VAGUE)
            rising = words("rising") | {"الي", ":", "هو", "حتي"}
            fits = fits and (gap <= 2 or any(self._view.is_word(j, rising) for j in range(one.first - 4, chain.first)))
        else:
            fits = gap <= _VERB_GAP and not any(self._view.forms[j] in (":", "؛") for j in range(start, chain.first))
            fits = fits and (gap <= 3 or not head.definite) and (gap <= 2 or not head.bare)
            fits = fits and not (head.prefix.startswith("و") and gap > 0 and head.how is not How.NUMBER)
            fits = fits and (gap == 0 or not self._held(chain.first))
        return one if fits else None

    def _held(self, i: int) -> bool:
        """Tell whether people hang on a preposition: "قتلت بقصف على منازل مدنيين", "من عناصر"."""
        token = self._view.forms[i]
        found = self._view.noun(i)
        if found and found[1].rstrip("ال") in ("ب", "ل", "وب", "ول", "ك"):
            return True
        before = self._view.forms[i - 1] if i else ""
        return (
            before
            in (
                "علي",
                "الي",
                "ضد",
                "من",
                "قبل",
                "بين",
                "منازل",
                "منزل",
                "سياره",
                "تجمع",
                "مجموعه",
                "مع",
            )
            and token not in self._view.lex.others
        )

    def _stands_aside(self, other: _Chain, one: Happening) -> bool:
        """Tell people who stand in the way without being those it happened to: "قتلت قوات ... عنصراً"."""
        if one.side is Side.VERB and self._strikes(other, self._chains.index(other)):
            return True
        return one.side is Side.VERB and other.mentions[0].definite and len(other.mentions) == 1

    def _strikes(self, chain: _Chain, k: int) -> bool:
        """Tell fighters who are the subject of a verb that kills: "أعدم عناصر من ... ثلاثة مدنيين"."""
        head = chain.mentions[0]
        if len(chain.mentions) > 1 or head.group is not Group.COMBATANTS or head.how is not How.PLURAL:
            return False
        following = self._chains[k + 1] if k + 1 < len(self._chains) else None
        if following is None or following.mentions[0].how not in (How.NUMBER, How.SINGLE):
            return False
        hit = following.mentions[0]
        between = range(chain.last + 1, following.first)
        if hit.prefix or hit.further or hit.group is Group.COMBATANTS or len(between) > _NOUN_GAP + 2:
            return False
        if any(chain.last < h.first < following.first for h in self._happenings):
            return False
        return not any(self._view.forms[j] in ("،", "(", "بين", "منهم", "بينهم") for j in between)

    def _light(self, i: int) -> bool:
        form = self._view.forms[i]
        return (
            form in words("gap")
            or form in ('"', "“", "”", "«", "»", "'", ":", "،", "(")
            or self._view.is_word(i, words("gap"))
        )

    def _only_time(self, start: int, stop: int) -> bool:
        """Tell whether only when it was stands between: "مقتل، صباح اليوم الجمعة 5 أيار، ..."."""
        for j in range(start, stop):
            if not (
                self._light(j)
                or self._view.tokens[j].kind is Kind.NUMBER
                or self._view.is_word(j, self._view.lex.things)
            ):
                return False
        return True

    def _people_before(self, one: Happening) -> bool:
        return any(0 < one.first - chain.last <= _BACK_GAP for chain in self._chains if chain.last < one.first)

    def _after(self, chain: _Chain, k: int) -> Happening | None:
        """The verb that follows a list which is its subject: "3 مدنيين قتلوا"."""
        following = [h for h in self._happenings if h.first > chain.mentions[0].last]
        if not following:
            return None
        one = following[0]
        nearest = min(
            (self._between(m.last + 1, one.first) for m in chain.mentions if m.last < one.first), default=_FAR
        )
        head = chain.mentions[0]
        if head.definite and head.how is How.PLURAL:
            return None
        if k + 1 < len(self._chains) and self._chains[k + 1].first < one.first:
            return None
        if one.side is Side.BACK and nearest <= _BACK_GAP:
            opened = any(self._view.forms[j] in ("،", "؛") for j in range(chain.last + 1, one.first))
            return None if opened and nearest > 4 else one
        named = head.how is How.NAME and chain.first == self._sentence.start and self._view.forms[one.first - 1] == "،"
        single = one.side is Side.VERB and nearest <= named and not self._feeds(one)
        return one if single and not self._view.forms[one.first].startswith("و") else None

    def _between(self, start: int, stop: int) -> int:
        """Count the tokens between people and a verb, what stands in brackets left out."""
        count = depth = 0
        for j in range(start, stop):
            form = self._view.forms[j]
            depth += (form == "(") - (form == ")")
            count += not depth and form != ")"
        return count

    def _feeds(self, one: Happening) -> bool:
        """Tell whether a verb has people of its own after it."""
        stop = min((h.first for h in self._happenings if h.first > one.last), default=self._sentence.stop)
        return any(0 <= chain.first - one.last - 1 <= 2 and chain.first < stop for chain in self._chains)

    def _joint(self, chain: _Chain) -> Hit[str] | None:
        """Find "بين قتيل وجريح" after a list."""
        last = chain.mentions[0].last
        return next((self._joints[j] for j in range(last + 1, last + 4) if j in self._joints), None)


def without(mentions: Sequence[Mention], taken: frozenset[int]) -> list[Mention]:
    """Leave out mentions on tokens that mean something else."""
    return [replace(m) for m in mentions if not any(t in taken for t in range(m.first, m.last + 1))]
