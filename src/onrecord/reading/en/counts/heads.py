"""Heads: the list of people that each happening of a sentence is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.reading.en.counts.happenings import Happening, Side
from onrecord.reading.en.counts.lexicon import words
from onrecord.reading.en.counts.line import Line
from onrecord.reading.en.counts.links import Link, held
from onrecord.reading.en.counts.mentions import Kind, Mention

_QUOTES = words("quotes")
_HOLDERS = words("holders")
_FINITE = ("VBD", "VBZ", "VBP")
_FAR = 45
"""Tokens between people and what happened to them; beyond it the link is a guess."""
_FAR_AFTER = 10
"""The same where the people follow ("killing, as the ministry put it, five people")."""


def find_heads(
    line: Line, mentions: Sequence[Mention], links: Sequence[Link], happenings: Sequence[Happening]
) -> Mapping[int, tuple[int, int]]:
    """Give for each happening, by its number, the first and last mention of its list."""
    finder = _Finder(line, mentions, links, happenings)
    heads: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    for number, one in enumerate(happenings):
        found = None
        if one.side is Side.BEFORE:
            found = finder.before(number, taken)
        elif one.side in (Side.AFTER, Side.SOME):
            found = finder.after(number)
        if found:
            heads[number] = found
            taken.update(range(found[0], found[1] + 1))
    return heads


class _Finder:
    """Walks from a happening to its people, to the left or to the right."""

    def __init__(
        self, line: Line, mentions: Sequence[Mention], links: Sequence[Link], happenings: Sequence[Happening]
    ) -> None:
        self._line, self._mentions, self._links, self._happenings = line, mentions, links, happenings

    def before(self, number: int, taken: set[int]) -> tuple[int, int] | None:
        """The list that stands before a happening: "seven people, including two women, were killed"."""
        one = self._happenings[number]
        if self._line.word(one.start - 1) == "who" and self._line.word(one.start - 2) == "those":
            return None
        since = self._happenings[number - 1].end if number else self._line.start
        region = [
            k
            for k, m in enumerate(self._mentions)
            if since <= m.start and m.end <= one.start and k not in taken and not self._owned_by_noun(m, one)
        ]
        while region and self._names_other(self._mentions[region[-1]]):
            region.pop()
        if not region:
            return None
        last = first = region[-1]
        while first - 1 in region and self._links[first] is not Link.NONE:
            first -= 1
        # Where the list hangs on an earlier happening, only its end belongs here.
        if self._links[first] is Link.PART or (number and not self._opens(since, self._mentions[first].start)):
            first = self._own_start(last, first)
        while first < last and self._links[first + 1] is not Link.PART and self._stray(first, last):
            first += 1
        if not self._reaches(self._mentions[last], one):
            return None
        if self._links[first] is Link.PART and number and first == last:
            return None
        return first, last

    def after(self, number: int) -> tuple[int, int] | None:
        """The list that stands after a happening: "killing seven people, including two women"."""
        one = self._happenings[number]
        until = self._happenings[number + 1].start if number + 1 < len(self._happenings) else self._line.end
        first = next((k for k, m in enumerate(self._mentions) if m.start >= one.end), None)
        if first is None or self._mentions[first].start >= until:
            return None
        mention = self._mentions[first]
        gap = range(one.end, mention.start)
        loose = [self._line.low[t] for t in gap if self._line.low[t] not in _QUOTES]
        if len(loose) > _FAR_AFTER or (mention.bare and len(loose) > 2):
            return None
        if any(w in _HOLDERS for w in loose) and "," not in loose:
            return None
        if any(self._line.tags[t] in _FINITE and self._line.low[t] not in ("were", "was") for t in gap):
            return None
        last = first
        while (
            last + 1 < len(self._mentions)
            and self._mentions[last + 1].start < until
            and self._links[last + 1] is not Link.NONE
        ):
            last += 1
        return first, self._leave_next(number, first, last)

    def _leave_next(self, number: int, first: int, last: int) -> int:
        """Leave the end of the list to the next happening, where that takes what stands before it."""
        following = self._happenings[number + 1] if number + 1 < len(self._happenings) else None
        if not following or following.side not in (Side.BEFORE, Side.SELF) or last == first:
            return last
        mention = self._mentions[last]
        if not self._reaches(mention, following):
            return last
        if following.side is Side.SELF and following.start - mention.end > 1:
            return last
        own = self._own_start(last, first)
        return own - 1 if own > first else last

    def _own_start(self, last: int, first: int) -> int:
        """Where the last people of a list begin: "..., and several others, including an infant"."""
        for k in range(last, first, -1):
            if self._mentions[k].further and self._links[k] is Link.AND:
                return k
            if self._links[k] is Link.PART:
                return k - 1
        return last

    def _opens(self, since: int, start: int) -> bool:
        """Tell whether a list that starts after a happening opens a clause of its own."""
        gap = [w for w in self._line.low[since:start] if w not in _QUOTES]
        return len(gap) > 12 or bool(gap and gap[-1] in words("own_clause"))

    def _stray(self, first: int, last: int) -> bool:
        return held(self._line, self._mentions[first]) and not held(self._line, self._mentions[last])

    def _owned_by_noun(self, mention: Mention, one: Happening) -> bool:
        """Tell a mention that a counted noun right after it owns ("three deaths")."""
        return any(h.side is Side.SELF and h is not one and 0 <= h.start - mention.end <= 1 for h in self._happenings)

    def _names_other(self, mention: Mention) -> bool:
        """Tell a name that hangs on something else ("the home of X Y")."""
        before = self._line.word(mention.start - 1)
        return mention.kind in (Kind.NAME, Kind.SINGLE) and (before in _HOLDERS or before == "the")

    def _reaches(self, mention: Mention, one: Happening) -> bool:
        """Tell whether nothing between people and happening says that they are about something else."""
        length = one.start - mention.end
        if length > (6 if mention.bare and mention.kind is Kind.NUMBER else _FAR):
            return False
        if mention.kind is Kind.PLURAL and mention.vague != "others" and length > 12:
            return False
        if mention.kind is Kind.NAME and self._names_other(mention):
            return False
        aside = False
        for k in range(mention.end, one.start):
            word = self._line.low[k]
            if word == ";":
                return False
            if word in words("asides"):
                aside = True
            elif word == ")":
                aside = False
            finite = self._line.tags[k] in _FINITE and word not in words("finite_auxiliaries")
            if finite and word not in words("saying") and not aside and (mention.bare or length >= 6):
                return False
        return True
