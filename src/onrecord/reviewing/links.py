"""Judgements of links -> which mentions, as they are read now, must or must not be of one incident.

A judgement is about the mentions that its two sides stood for on that day. A newer one on the same two mentions takes
the place of an older one, and so undoes it. Where judgements on different mentions cannot all hold (A is B, B is C,
A is not C), the newer ones do, and what is not followed is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onrecord.model import Judged, LinkJudgement, Member, MentionRef, Verdict, found_again

_Mention = tuple[str, str]
"""A report's key, and the id of a mention."""


def standing_judgements(
    judgements: Iterable[LinkJudgement], told: Mapping[str, Sequence[Member]], names: Mapping[str, str]
) -> tuple[tuple[Judged, ...], tuple[LinkJudgement, ...]]:
    """Give what holds of every pair of mentions that was judged, and the judgements that newer ones contradict.

    Takes all judgements; the mentions of each report as it is read now, by its key; and the id of each report, by its
    key. A mention that a newer reader has no more says nothing until one has it again.
    """
    newest = sorted(judgements, key=lambda one: -one.entry)
    decided: set[tuple[_Mention, _Mention]] = set()
    groups = _Groups()
    pinned: list[Judged] = []
    contradicted: list[LinkJudgement] = []
    for one in newest:
        follows = True
        for pair in _pairs(one, told):
            if pair in decided:
                continue
            decided.add(pair)
            if one.verdict is Verdict.UNSURE:
                continue
            same = one.verdict is Verdict.SAME
            if not (groups.join(*pair) if same else groups.part(*pair)):
                follows = False
                continue
            first, second = (MentionRef(names[report], mention) for report, mention in pair)
            pinned.append(Judged(first, second, same, f"{one.who}, {one.at[:10]}, entry {one.entry}"))
        if not follows:
            contradicted.append(one)
    return tuple(pinned), tuple(contradicted)


def _pairs(one: LinkJudgement, told: Mapping[str, Sequence[Member]]) -> list[tuple[_Mention, _Mention]]:
    """Give every pair of a mention of the one side and one of the other, as they are read now, each pair once."""
    mine, others = _now(one.one_members, told), _now(one.other_members, told)
    if one.verdict is Verdict.DIFFERENT:
        # A report judged apart from an incident that holds it leaves the others, which stay together.
        mine, others = (mine - others or mine), (others - mine or others)
    return sorted({(min(a, b), max(a, b)) for a in mine for b in others if a != b})


def _now(members: Iterable[Member], told: Mapping[str, Sequence[Member]]) -> set[_Mention]:
    found = (found_again(one, told.get(one.report, ())) for one in members)
    return {(one.report, one.mention) for one in found if one is not None}


class _Groups:
    """Mentions that are held together so far, and which of these groups are held apart."""

    def __init__(self) -> None:
        self._above: dict[_Mention, _Mention] = {}
        self._apart: dict[_Mention, set[_Mention]] = {}

    def join(self, one: _Mention, other: _Mention) -> bool:
        """Hold two together; False where they are held apart."""
        one, other = self._top(one), self._top(other)
        if one == other:
            return True
        if other in self._apart.get(one, ()):
            return False
        self._above[other] = one
        for third in self._apart.pop(other, set()):
            self._apart[third].discard(other)
            self._hold_apart(one, third)
        return True

    def part(self, one: _Mention, other: _Mention) -> bool:
        """Hold two apart; False where they are held together."""
        one, other = self._top(one), self._top(other)
        if one == other:
            return False
        self._hold_apart(one, other)
        return True

    def _hold_apart(self, one: _Mention, other: _Mention) -> None:
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def _top(self, one: _Mention) -> _Mention:
        while (above := self._above.get(one)) is not None:
            one = above
        return one
