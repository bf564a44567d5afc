"""Links: what stands between two mentions of a sentence, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from onrecord.reading.ar.counts.happenings import Happening, blocked
from onrecord.reading.ar.counts.lexicon import Side, words
from onrecord.reading.ar.counts.mentions import How, Mention
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.text import Hit, Kind

_AND_GAP = 5
"""Tokens between two people of one list ("امرأة من القرية نفسها ورجل")."""
_PART_GAP = 12
"""Tokens between people and some of them ("7 مدنيين من عائلة واحدة، بينهم ...")."""
_OPENED = 4
"""Tokens before a bracket or a "هم" that opens who the people are."""
_QUOTES = frozenset("\"'“”«»")
_COMMAS = frozenset(("،", ",", "؛", "-", "–", "/"))
_OPENERS = frozenset(("(", ":", "["))
_BESIDES = frozenset(("الي", "عن", "جانب"))
_WITH = frozenset(("مع", "برفقه", "اضافه", "بالاضافه", "الي", "جانب", "فضلا", "عن", "ايضا", "كذلك", "كل", "من"))
_AND = frozenset(("و", "او"))


class Link(StrEnum):
    """How a mention hangs together with the one before it."""

    AND = "and"
    PART = "part"
    ONE_PART = "one part"
    """One of them, whatever the word for him: "أحدهم طفل"."""
    APPOSED = "apposed"
    """Who the people are, one by one."""
    NONE = "none"


def link(
    view: View, one: Mention, two: Mention, happenings: Sequence[Happening], parts: Mapping[int, Hit[bool]]
) -> Link:
    """Tell how ``two`` hangs together with ``one``, the mention before it; ``parts``: words before parts."""
    start, stop = one.last + 1, two.first
    between = [h for h in happenings if one.last < h.first and h.last < two.first]
    cue = next((parts[k] for k in range(start, stop + 1) if k in parts), None)
    backs = all(h.side is Side.BACK for h in between)
    if cue is not None and stop - start <= _PART_GAP and (backs or cue.first > between[-1].last):
        if any(view.noun(k) for k in range(cue.last + 1, stop)):
            return Link.NONE
        return Link.ONE_PART if cue.entry else Link.PART
    if between or any(view.tokens[k].kind is Kind.BREAK for k in range(start, stop)):
        return Link.NONE
    gap = [form for form in view.forms[start:stop] if form not in _QUOTES]
    joined = two.prefix.startswith("و") or (bool(gap) and gap[-1] in _AND)
    if not gap and not joined:
        return _side_by_side(one, two, quoted=stop > start)
    if two.definite and two.how is How.PLURAL and two.measure is None:
        return Link.NONE
    if _opened(gap, two, joined=joined):
        return Link.APPOSED
    if len(gap) > _AND_GAP or blocked(view, start, stop):
        return Link.AND if _besides(gap) else Link.NONE
    return Link.AND if joined else _listed(gap, one, two)


def _side_by_side(one: Mention, two: Mention, *, quoted: bool) -> Link:
    """Tell of mentions with nothing but quotation marks between: "شخصين "رجل وزوجته"", "شقيقين" and their names."""
    told = quoted and one.how is How.NUMBER and two.measure is None
    named = two.how is How.NAME and one.how is not How.NAME
    return Link.APPOSED if told or named else Link.NONE


def _opened(gap: list[str], two: Mention, *, joined: bool) -> bool:
    """Tell whether a bracket, a colon or "وهم" opens who the people are."""
    if not gap or len(gap) > _OPENED:
        return False
    if not joined and any(form in words("all_of_them") for form in gap[-2:]):
        return True
    return gap[-1] in _OPENERS and not two.measure


def _besides(gap: list[str]) -> bool:
    """Tell whether "بالإضافة إلى" or its like stands right before the second, however far off the first is."""
    return 2 <= len(gap) <= 2 * _AND_GAP and gap[-1] in _BESIDES and bool(set(gap[-3:-1]) & _WITH)


def _listed(gap: list[str], one: Mention, two: Mention) -> Link:
    """Tell of mentions that no "و" joins: a comma, or "مع"."""
    if gap == ["من"]:
        # "مدني من أبناء البلدة", "امرأة من مهجري ...": where somebody belongs, and nobody besides.
        return Link.NONE
    if len(gap) == 1 and gap[0] in _COMMAS:
        if one.how is How.NUMBER and one.measure is None and two.measure is None and not two.further:
            return Link.APPOSED
        return Link.AND if one.how in (How.SINGLE, How.NAME) or two.measure or one.measure else Link.NONE
    return Link.AND if gap[-1] in _WITH and gap[0] in _WITH | _COMMAS else Link.NONE
