"""Lone happenings: those whose people stand in no mention, only in an ending, a name or a word no list knows."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Group, Measure
from onrecord.reading.ar.counts.drafts import Draft
from onrecord.reading.ar.counts.happenings import Happening
from onrecord.reading.ar.counts.lexicon import Side, words
from onrecord.reading.ar.counts.mentions import How
from onrecord.reading.ar.counts.view import View
from onrecord.reading.ar.text import Kind

_ENDINGS = {"ه": (1, 1), "ها": (1, 1), "هما": (2, 2), "هم": (2, None), "هن": (2, None)}
_QUOTES = frozenset("\"'“”‘’«»„:(")
_MARKS = frozenset('"“”«»„')
_LEAST, _LONGEST = 2, 5
"""Words of a name between quotation marks."""
_PLURAL_ENDS = ("ون", "ين", "ات")


def lone(
    view: View, number: int, sentence: range, happenings: Sequence[Happening], found: Sequence[Draft]
) -> list[Draft]:
    """Make the counts of happenings that no mention belongs to."""
    served = {draft.happening for draft in found}
    made: list[Draft] = []
    for one in happenings:
        if one.first in served or one.side is Side.TOLL:
            continue
        if one.ending:
            made += _of_ending(view, one, number)
        elif not one.joint and one.measures[0] in (Measure.KILLED, Measure.INJURED):
            made += _of_name(view, one, number, sentence.stop) or _of_relative(view, one, number, sentence)
    made += _cared_for(view, number, sentence)
    return made


def _draft(one: Happening, measure: Measure, bounds: tuple[int, int | None], number: int) -> Draft:
    low, high = bounds
    vague = None if high is not None else "plural"
    how = How.SINGLE if high == 1 else How.PLURAL
    return Draft(one.first, one.last, measure, Group.PEOPLE, low, high, vague, how, number, one.first, fallback=True)


def _of_ending(view: View, one: Happening, number: int) -> list[Draft]:
    """Read "ما أدى لمقتله": one person named before; wounds that somebody died of are no injured person."""
    before = view.forms[one.first - 1] if one.first else ""
    if before.startswith("متاثر") or before in ("بعد", "قبل", "عقب", "اثر", "منذ", "جراء", "نتيجه", "بسبب"):
        return []
    return [_draft(one, measure, _ENDINGS[one.ending], number) for measure in one.measures]


def _of_name(view: View, one: Happening, number: int, end: int) -> list[Draft]:
    """Read a name, or an unknown word for a person, right after what happened: "وفاة ...", "مقتل ..."."""
    i = one.last + 1
    while i < end and (view.forms[i] in _QUOTES or view.forms[i] in ("كل", "كلا", "من")):
        i += 1
    if i >= end or view.tokens[i].kind is not Kind.WORD or view.bounded(i):
        return []
    form = view.forms[i]
    if view.is_word(i, words("called")) and i + 1 < end:
        i += 1 + (view.forms[i + 1] in _QUOTES)
        form = view.forms[i]
        name = view.names.after_title(i, end, sure=True)
    else:
        name = view.names.at(i, end) or _quoted(view, i, end)
    if name is None and (one.side is not Side.NOUN or one.measures != (Measure.KILLED,) or i != one.last + 1):
        return []
    if name is None:
        plain = len(form) > 2 and form[:2] != "ال" and form[:1] not in ("ب", "ل", "و", "ف")
        if (
            not plain
            or view.is_word(i, words("gap"))
            or view.is_word(i, words("stops"))
            or view.is_word(i, view.lex.of_things)
        ):
            return []
        if view.noun(i) or view.is_word(i, view.lex.things) or form in words("no_names") or form.endswith(_PLURAL_ENDS):
            return []
    made = _draft(one, one.measures[0], (1, 1), number)
    made.fallback = name is None
    made.first, made.last = i, name[1] if name else i
    made.how = How.NAME if name else How.SINGLE
    made.name = name
    if name:
        made.female = view.names.female(name[0])
    return [made]


def _quoted(view: View, i: int, end: int) -> tuple[int, int] | None:
    """Read a name between quotation marks, whatever its words: 'مقتل "..." بقصف'."""
    if not i or view.forms[i - 1] not in _MARKS:
        return None
    last = next((j for j in range(i + 1, min(end, i + _LONGEST + 1)) if view.forms[j] in _MARKS), None)
    if last is None or last - i < _LEAST or view.forms[i].startswith("ال"):
        return None
    its = range(i, last)
    if any(view.tokens[j].kind is not Kind.WORD or view.noun(j) for j in its):
        return None
    return i, last - 1


def _of_relative(view: View, one: Happening, number: int, sentence: range) -> list[Draft]:
    """Read "X الذي قُتل برصاص ...": one person spoken of, whoever it is; who kills others has them after the verb."""
    if one.side is not Side.VERB or one.measures != (Measure.KILLED,) or one.first == sentence.start:
        return []
    before, verb = view.forms[one.first - 1], view.forms[one.first]
    if before not in ("الذي", "التي", "اللذي"):
        return []
    after = view.forms[one.last + 1] if one.last + 1 < sentence.stop else "."
    plain = view.is_word(one.last + 1, words("stops")) or after in words("gap") or not after.isalpha()
    if not (plain or after[:1] in ("ب", "م") or verb.startswith(("استشهد", "توفي"))):
        return []
    return [_draft(one, one.measures[0], (1, 1), number)]


def _cared_for(view: View, number: int, sentence: range) -> list[Draft]:
    """Read "إسعاف المصابين": that there were wounded, and no number."""
    made: list[Draft] = []
    for i in sentence:
        found = view.noun(i)
        if not found or found[0].measure is not Measure.INJURED or found[1] != "ال" or found[0].counted:
            continue
        if found[0].number.value == "many" and view.is_word(i - 1, view.lex.care):
            made.append(
                Draft(i, i, Measure.INJURED, Group.PEOPLE, 2, None, "plural", How.PLURAL, number, i, fallback=True)
            )
    return made
