"""Happenings: the words of a sentence that say what befell people, and on which side the people stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import Measure
from onrecord.reading.ar.counts.lexicon import Outcome, Side, words
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.text import Hit

_PAIR = 26
"""Tokens between a verb and the word that completes it ("لقي ... مصرعهم")."""
_ENDS = ("ه", "ها", "هم", "هما", "هن")


@dataclass(slots=True)
class Happening:
    """Words that say what happened."""

    first: int
    last: int
    """Last token, included."""
    measures: tuple[Measure, ...]
    side: Side
    joint: bool = False
    """Two measures that share their people: "مقتل وإصابة"."""
    ending: str = ""
    """The ending of people named before: "لمقتله"."""
    definite: bool = False


def outcome_hits(view: View) -> Mapping[int, Hit[Outcome]]:
    """Find every word of the outcome lists in a text, by first token."""
    return {hit.first: hit for hit in view.text.phrases(view.lex.outcomes)}


def find_happenings(view: View, hits: Mapping[int, Hit[Outcome]], sentence: range) -> list[Happening]:
    """Find the happenings of a sentence in order; two that share their people are one."""
    found: list[Happening] = []
    i = sentence.start
    while i < sentence.stop:
        one = _at(view, hits, i, sentence.stop)
        if one is None:
            i += 1
            continue
        if found and _shares(view, found[-1], one):
            before = found[-1]
            measures = tuple(dict.fromkeys((*before.measures, *one.measures)))
            found[-1] = Happening(before.first, one.last, measures, one.side, joint=len(measures) > 1)
        else:
            found.append(one)
        i = one.last + 1
    return found


def _shares(view: View, one: Happening, two: Happening) -> bool:
    """Tell whether two happenings stand together: "قتل وجرح", "قتل أو أصيب"."""
    if two.measures == one.measures or Side.TOLL in (one.side, two.side) or two.ending or one.ending:
        return False
    if one.side is Side.BACK and two.side is not Side.BACK:
        # "3 مدنيين قتلوا وأصيب 8": each has its own.
        return False
    verbs = one.side is Side.VERB and two.side is Side.VERB
    if verbs and _people_end(view, one.first - 1) and _people_after(view, two):
        # "شخصاً قتل وأصيب أربعة": the first has his own before it.
        return False
    gap = [view.forms[k] for k in range(one.last + 1, two.first)]
    return (not gap and view.forms[two.first][:1] == "و") or gap in (["و"], ["او"])


def _people_end(view: View, i: int) -> bool:
    """Tell whether people end at a token, "على الأقل" after them let pass."""
    if view.forms[i] == "الاقل":
        i -= 2
    return i >= 0 and view.noun(i) is not None


def _people_after(view: View, one: Happening) -> bool:
    i = one.last + 1
    return i in view.numbers or view.noun(i) is not None or view.is_word(i, view.lex.others)


def _at(view: View, hits: Mapping[int, Hit[Outcome]], i: int, end: int) -> Happening | None:
    paired = _paired(view, i, end)
    if paired:
        return paired
    hit = hits.get(i)
    if hit is None or hit.last >= end:
        return None
    its = hit.entry
    if "ال" in hit.prefix or hit.prefix.endswith("لل"):
        # "القتل", "الإصابة": spoken of, and nobody is counted.
        return None
    if its.side is Side.VERB and hit.prefix not in ("", "و", "ف"):
        return None
    if i + 1 < end and its.side is Side.NOUN and view.is_word(hit.last + 1, view.lex.of_things):
        return None
    if its.side is Side.NOUN and i in view.numbers:
        return None
    found = view.noun(i)
    if found and found[0].counted and not hit.prefix and (i - 1 in _last_of_numbers(view)):
        # "5 إصابات", "35 إصابة": counted themselves.
        return None
    return Happening(hit.first, hit.last, its.measures, its.side, ending=its.ending)


def _last_of_numbers(view: View) -> frozenset[int]:
    return frozenset(one.last for one in view.numbers.values())


def _paired(view: View, i: int, end: int) -> Happening | None:
    """Read a verb that needs a second word: "فقد مدني حياته"."""
    for form in view.bare_forms(i):
        entry = view.lex.paired.get(form)
        if entry is None:
            continue
        measure, completing = entry
        for j in range(i + 1, min(end, i + _PAIR)):
            if any(_completes(rest, completing) for rest in view.bare_forms(j)):
                return Happening(i, i, (measure,), Side.VERB)
            if view.forms[j] in ("،", ":") and j > i + 8:
                break
    return None


def _completes(form: str, wanted: frozenset[str]) -> bool:
    for word in wanted:
        stem = word[:-1] + "ت" if word.endswith("ه") else word
        if form == word or any(form == stem + ending for ending in _ENDS):
            return True
    return False


def blocked(view: View, first: int, last: int) -> bool:
    """Tell whether words between a happening and people open another clause."""
    return any(view.is_word(k, words("stops")) for k in range(first, last))
