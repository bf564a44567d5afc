"""Linking: which people which happening is about, which are parts of others, and which are added up."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Group, Measure
from onrecord.reading.en.counts.amounts import STRICT
from onrecord.reading.en.counts.drafts import Draft, add_up
from onrecord.reading.en.counts.happenings import Happening, Side
from onrecord.reading.en.counts.heads import find_heads
from onrecord.reading.en.counts.lexicon import words
from onrecord.reading.en.counts.line import Line
from onrecord.reading.en.counts.links import Link, link, plain
from onrecord.reading.en.counts.mentions import GENERIC, Kind, Mention

JOINT = "killed and injured"
"""Name of numbers that count killed and injured together: each is that many at most, and none has a low end."""

_QUOTES = words("quotes")
_AND = words("and_words")
_ONE_BY_ONE = (Kind.NAME, Kind.SINGLE)
_MANY_NAMES = 99
"""How many names a plural or a vague word can take in apposition: any number."""


class Linker:
    """Links the mentions and happenings of one sentence."""

    def __init__(self, line: Line, mentions: Sequence[Mention], happenings: Sequence[Happening]) -> None:
        main = [h for h in happenings if not h.aside]
        happenings = main or happenings
        self._line, self._happenings = line, happenings
        self._mentions = [m for k, m in enumerate(mentions) if not self._aside(mentions, k)]
        self._links = [Link.NONE]
        for one, two in zip(self._mentions, self._mentions[1:], strict=False):
            self._links.append(link(line, one, two, happenings))
        self._owned: set[int] = set()
        self.told: list[tuple[Mention, Draft]] = []
        """People told one by one, each with a count that what happened to them is told by."""

    def drafts(self, before: Sequence[Draft]) -> list[Draft]:
        """Make the counts of the sentence; ``before`` are those of the sentences before it."""
        made: list[Draft] = []
        heads = find_heads(self._line, self._mentions, self._links, self._happenings)
        claimed = {k for first, last in heads.values() for k in range(first, last + 1)}
        for number, happening in enumerate(self._happenings):
            if happening.side is Side.SELF:
                made += self._counted_noun(happening)
            elif number in heads:
                made += self._list(happening, heads[number], claimed, [*before, *made])
        made += self._loose_parts(made)
        made += self._inside()
        # That no fighter was hurt counts nobody: whom the fighters hit is another matter.
        return [d for d in made if not (d.kind is Kind.NONE and d.group is Group.COMBATANTS)]

    def _aside(self, mentions: Sequence[Mention], k: int) -> bool:
        """Tell mentions that only say more of others: "relatives *of a journalist*", "*two of whom* were pregnant"."""
        one = mentions[k]
        if one.of_them and one.generic and one.group is Group.PEOPLE:
            return not any(one.end <= h.start <= one.end + 4 for h in self._happenings)
        if one.kind not in (Kind.NAME, Kind.SINGLE, Kind.PLURAL) or not k:
            return False
        return (
            self._line.low[one.start - 1] in words("of_others")
            and one.start - mentions[k - 1].end <= 5
            and not any(mentions[k - 1].end <= h.start < one.start for h in self._happenings)
        )

    # -- one happening and its list

    def _list(
        self, happening: Happening, head: tuple[int, int], claimed: set[int], known: Sequence[Draft]
    ) -> list[Draft]:
        first, last = head
        if happening.side is Side.BEFORE:
            last = self._with_others(happening, last, claimed)
        items, parts, upper = self._sorted(first, last)
        made: list[Draft] = []
        for measure in happening.measures:
            drafts = [Draft.of(self._mentions[k], measure, happening) for k in items]
            inner = [Draft.of(self._mentions[k], measure, happening) for k in parts]
            if upper is not None:
                drafts[0].high, drafts[0].vague = upper.high, upper.vague
                drafts[0].spans.append((upper.start, upper.end))
            made += self._whole(happening, drafts, inner, known)
            if len(happening.measures) == 1:
                self.told += [(m, drafts[0]) for m in self._mentions[first : last + 1] if m.kind in _ONE_BY_ONE]
        if set(happening.measures) >= {Measure.KILLED, Measure.INJURED}:
            for one in made:
                _join(one)
        self._owned.update(range(first, last + 1))
        return made

    def _sorted(self, first: int, last: int) -> tuple[list[int], list[int], Mention | None]:
        """Sort a list: people to be added up, parts of them, and the upper end of the first."""
        items, parts = [first], list[int]()
        mode, named, upper = Link.AND, self._room(first), None
        for k in range(first + 1, last + 1):
            if self._links[k] is Link.PART:
                mode = Link.PART
            # "Two sons, X and Y, and a daughter": the names are those of the sons.
            if self._links[k] is Link.APPOSED or (self._mentions[k].kind is Kind.NAME and named > 0):
                named -= 1
            elif self._upper(first, k):
                upper, mode = self._mentions[k], Link.AND
            else:
                (parts if mode is Link.PART else items).append(k)
                named = self._room(k)
        return items, parts, upper

    def _whole(
        self, happening: Happening, drafts: list[Draft], inner: list[Draft], known: Sequence[Draft]
    ) -> list[Draft]:
        """Tie a list together: the first counts all, or the items are added up; parts hang on the whole."""
        head, made = drafts[0], drafts
        if len(drafts) > 1 and self._apposed(drafts):
            for one in drafts[1:]:
                one.whole = head
        elif len(drafts) > 1:
            apart = [d for d in drafts if d.group is Group.COMBATANTS]
            together = [d for d in drafts if d.group is not Group.COMBATANTS]
            head = add_up(together) if len(together) > 1 else (together or apart)[0]
            made = [head, *[d for d in drafts if d is not head and (d.kind is not Kind.NAME or d in apart)]]
        for one in inner:
            one.whole = head
        if happening.side is Side.SOME:
            whole = next((d for d in reversed(known) if d.measure is head.measure and d.whole is None), None)
            if whole and not (head.generic and head.group in GENERIC and (head.low or 0) >= (whole.low or 0)):
                head.whole = whole
        return made + [d for d in inner if d.kind is not Kind.NAME]

    def _room(self, k: int) -> int:
        """How many names a mention can take in apposition."""
        mention = self._mentions[k]
        if mention.kind is Kind.NUMBER:
            return mention.high or mention.low or 0
        return _MANY_NAMES if mention.kind in (Kind.PLURAL, Kind.VAGUE) else 0

    def _upper(self, first: int, k: int) -> bool:
        """Tell the upper end of the first from people besides: "at least 52 civilians, 22 children, and up to 68"."""
        one, two = self._mentions[first], self._mentions[k]
        return two.low is None and two.generic and not two.further and one.low is not None and (two.high or 0) > one.low

    def _with_others(self, happening: Happening, last: int, claimed: set[int]) -> int:
        """Take in those who shared it, named after what happened."""
        n = last + 1
        if n >= len(self._mentions) or n in claimed or self._links[n] is not Link.AND:
            return last
        if self._mentions[n].start < happening.end:
            return last
        while n < len(self._mentions) and n not in claimed and self._links[n] is not Link.NONE:
            n += 1
        return n - 1

    def _apposed(self, drafts: Sequence[Draft]) -> bool:
        """Tell whether the first counts all that follow: "two civilians, a woman and her son"."""
        head, rest = drafts[0], drafts[1:]
        if head.kind not in (Kind.NUMBER, Kind.VAGUE) or (head.low or head.high or 0) < 2:
            return False
        gap = plain(self._line, head.spans[0][1], rest[0].spans[0][0])
        if gap and (gap[-1] in _AND or gap[-1] == "with"):
            return False
        if any(d.further for d in rest):
            return False
        total = sum(d.low or d.high or 0 for d in rest)
        return (head.generic or all(d.kind is Kind.NAME for d in rest)) and total <= head.size

    # -- counts without a list

    def _counted_noun(self, happening: Happening) -> list[Draft]:
        """A noun that is counted itself, with its number ("three deaths") or as a bare plural ("injuries")."""
        low, start = self._line.low, happening.start
        for k, mention in enumerate(self._mentions):
            if k in self._owned or not mention.end <= start <= mention.end + 3:
                continue
            if all(w in words("before_noun") or w in _QUOTES for w in low[mention.end : start]):
                self._owned.add(k)
                drafts = [Draft.of(mention, measure, happening) for measure in happening.measures]
                for one in drafts:
                    one.spans = [(mention.start, happening.end)]
                return drafts
        if not self._plural_noun(start, happening.end):
            return []
        own = Mention(start, happening.end, Kind.PLURAL, 2, None, Group.PEOPLE, "plural")
        return [Draft.of(own, measure, happening) for measure in happening.measures]

    def _plural_noun(self, start: int, end: int) -> bool:
        word, before = self._line.low[end - 1], self._line.word(start - 1)
        line = self._line
        if line.capital(start) and any(line.word(k) and line.tags[k] == "NNP" for k in (start - 1, end)):
            # "Martyrs Hospital" is a name.
            return False
        plural = word in words("plural_nouns")
        if before in words("never_plural_before") or (before in words("no_plural_before") and not plural):
            return False
        if plural:
            return before != "the"
        noun = self._line.tags[end - 1] in ("JJ", "NNS", "NN", "NNP", "VBN")
        return word in words("plural_adjectives") and noun and before in words("before_adjective")

    def _loose_parts(self, made: Sequence[Draft]) -> list[Draft]:
        """Parts that follow a happening: "seven were killed, including two women"."""
        extra: list[Draft] = []
        for k, mention in enumerate(self._mentions):
            if k in self._owned or self._links[k] is not Link.PART:
                continue
            earlier = [
                d for d in made if d.happening[0] < mention.start and d.whole is None and d.start < mention.start
            ]
            if not earlier:
                continue
            nearest = max(earlier, key=lambda d: (d.happening[1], d.start))
            last = k
            while (
                last + 1 < len(self._mentions)
                and last + 1 not in self._owned
                and self._links[last + 1] is not Link.NONE
            ):
                last += 1
            self._owned.update(range(k, last + 1))
            extra += self._parts_of(nearest, earlier, k, last)
        return extra

    def _parts_of(self, nearest: Draft, earlier: Sequence[Draft], first: int, last: int) -> list[Draft]:
        """Make the mentions from ``first`` to ``last`` parts of what the nearest happening counts."""
        happening = next(h for h in self._happenings if (h.start, h.end) == nearest.happening)
        extra: list[Draft] = []
        for measure in happening.measures:
            whole = next((d for d in earlier if d.measure is measure and d.happening == nearest.happening), nearest)
            for n in range(first, last + 1):
                if self._links[n] is Link.APPOSED or self._mentions[n].kind is Kind.NAME:
                    continue
                draft = Draft.of(self._mentions[n], measure, happening)
                draft.whole = whole
                extra.append(draft)
        return extra

    def _inside(self) -> list[Draft]:
        """Mentions that say themselves what happened: "12 injured people"."""
        extra: list[Draft] = []
        for k, mention in enumerate(self._mentions):
            if k in self._owned or not mention.inside:
                continue
            lex, word = self._line.lex, (mention.inside,)
            found = lex.done.get(mention.inside) or lex.nouns.meaning.get(word) or lex.after.meaning.get(word)
            if found:
                extra.append(Draft.of(mention, Measure(found)))
        return extra


def _join(draft: Draft) -> None:
    """Open the low end of a number that counts killed and injured together ("nine were killed and wounded")."""
    if draft.vague is None or draft.vague == STRICT:
        draft.low, draft.high, draft.vague = None, draft.high or draft.low, JOINT
