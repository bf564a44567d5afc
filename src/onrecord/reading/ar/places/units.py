"""Cuts a text into names that may be places, each with the words that say what it is.

"على أطراف قرية ن بريف س الجنوبي" holds two units: a village, near it; and the south of a countryside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.ar.places.lexicon import (
    BODIES_AFTER,
    BODIES_BEFORE,
    COMMON,
    CUES,
    HEADS,
    HIT,
    LINKS,
    NO_NAMES,
    OWN,
    PREPOSITIONS,
    QUALITIES,
    SIDES,
    Cue,
    Type,
)
from onrecord.reading.ar.places.names import Names
from onrecord.reading.ar.places.regions import ADJECTIVES, Region
from onrecord.reading.ar.text import ArabicText, Hit, Kind, fold

_AFTER_NEAR = frozenset(fold(w) for w in ("من", "عن", "إلى"))
_FIRM = frozenset([Type.TOWN, Type.CAMP, Type.REGION, Type.COUNTRYSIDE])
_GAP = re.compile(r"[\s_ـ]*")
_LIST = frozenset(["،", ",", "-", "–", "—", "و", "/", "ـ"])
_DATELINE = frozenset([":", "-", "–", "—", "|", "/", "||", "_"])
_QUOTES = frozenset("\"'“”‘’«»„()")
_COUNTRYSIDE = fold("ريف")
_LONGEST = 4  # words of a name
_SHORTEST = 3  # letters of a name that no word announces


def common(word: str) -> bool:
    """Tell whether a folded word is an everyday word as well as a name."""
    return word.removeprefix("ال") in COMMON


@dataclass(frozen=True, slots=True)
class Unit:
    """One name that may be a place."""

    first: int
    """First token, the words that say what it is included."""
    last: int
    """Last token, the words that say on which side included."""
    name_first: int
    name_last: int
    """Tokens of the name; before ``name_first`` where the unit has no name of its own ("ريفها الجنوبي")."""
    name: tuple[str, ...]
    """Folded words of the name without clitics."""
    clitics: str
    """Taken off its first word."""
    lead: str
    """Clitics of the first word of the whole unit."""
    type: Type | None
    several: bool
    near: bool
    side: str | None
    """``north``, ``south west`` and the like: of the place, or from it where ``near``."""
    called_after: bool
    """It is of a sort that is often called after its town: an airport, a crossing."""
    quarter: bool
    """It is of a sort that bears any name: a quarter, a street."""
    region: Region | None
    known: bool
    """The gazetteers or the table of regions have the name."""
    firm: bool
    """Its words make a place of it."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words before a name that say what it is."""

    end: int
    type: Type | None
    several: bool
    near: bool
    side: str | None
    called_after: bool
    quarter: bool
    lead: str
    own: bool
    """Countryside without a name: "بالريف الشمالي", "ريفها"."""


class Units:
    """Finds the units of one text."""

    def __init__(self, text: ArabicText, names: Names) -> None:
        self._text, self._names, self._tokens = text, names, text.tokens
        self._cues: dict[int, Hit[Cue]] = {hit.first: hit for hit in text.phrases(CUES)}
        self._bodies = {hit.last for hit in text.phrases(BODIES_BEFORE)}
        self._tags = {i: tag for tag in text.hashtags for i in tag}

    def find(self) -> list[Unit]:
        """Give the units in order of the text; none overlaps another."""
        out: list[Unit] = []
        at = 0
        while at < len(self._tokens):
            unit = self._unit(at, out[-1] if out else None) if self._tokens[at].kind is Kind.WORD else None
            if unit is None:
                at += 1
                continue
            out.append(unit)
            at = unit.last + 1
        return out

    # Reading one unit

    def _unit(self, at: int, before: Unit | None) -> Unit | None:
        whole = self._whole(at)
        if whole is not None:
            return whole
        frame = self._frame(at)
        if frame is not None:
            return self._framed(at, frame)
        return self._listed(at, before) or self._alone(at)

    def _whole(self, at: int) -> Unit | None:
        """Read a known name of several words, some of which may also say what a place is: "دير الزور"."""
        forms = self._forms(at)
        found = self._names.known(forms, least=2)
        if found is None:
            return None
        length, words, clitics = found
        region = self._names.region(words)
        cue = self._cues.get(at)
        if region is None and cue is not None and cue.entry.type in _FIRM:
            return None
        if at - 1 in self._bodies or self._followed_by_body(at + length - 1):
            return None
        last = at + length - 1
        side, last = self._trailing(last) if region else (None, last)
        return Unit(at, last, at, at + length - 1, words, clitics, clitics, Type.COUNTRYSIDE if side else None,
                    False, False, side, False, False, region, True, True)  # fmt: skip

    def _frame(self, at: int) -> _Frame | None:
        j, kind, several, near, after, quarter, side = at, None, False, False, False, False, []
        hit = self._cues.get(at)
        if hit is None:
            if self._tokens[at].form.lstrip("وبف") in OWN or self._tokens[at].form in OWN:
                sides, last = self._trailing(at)
                return _Frame(last + 1, Type.COUNTRYSIDE, False, False, sides, False, False, "", True)
            return None
        lead, with_article = hit.prefix, False
        while (hit := self._cues.get(j)) is not None and (j == at or not self._name_begins(j)):
            cue, article = hit.entry, "ال" in hit.prefix
            if cue.type is not None:
                if article and cue.type is Type.COUNTRYSIDE and j == at:
                    with_article = True
                elif article:
                    break
                if kind is not Type.COUNTRYSIDE:
                    kind, after, quarter = cue.type, cue.called_after, cue.quarter
                several = several or cue.several
            elif cue.side is not None:
                article = article or self._tokens[j].form.startswith("ال")
                if article and not with_article and not self._is(hit.last + 1, _AFTER_NEAR):
                    break
                side.append(cue.side)
            else:
                near = True
            if cue.type is None and kind in (Type.QUARTER, Type.FACILITY):
                kind, after, quarter = None, False, False
            j = hit.last + 1
            if (cue.near or cue.side) and self._is(j, _AFTER_NEAR):
                j += 1
        if j == at:
            return None
        sides = " ".join(dict.fromkeys(side)) or None
        if with_article:
            if sides is None:
                return None
            if not (self._is(j, _AFTER_NEAR) or self._form(j).startswith("ل")):
                return _Frame(j, kind, False, near, sides, False, False, lead, True)
            j += self._is(j, _AFTER_NEAR)
            if (hit := self._cues.get(j)) is not None and hit.entry.type in _FIRM:
                j = hit.last + 1
        return _Frame(j, kind, several, near, sides, after, quarter, lead, False)

    def _framed(self, at: int, frame: _Frame) -> Unit | None:
        if frame.own:
            return Unit(at, frame.end - 1, frame.end, frame.end - 1, (), "", frame.lead, Type.COUNTRYSIDE, False,
                        False, frame.side, False, False, None, False, True)  # fmt: skip
        start = frame.end
        while self._form(start) in _QUOTES:
            start += 1
        named = self._name(start, frame)
        if named is None:
            return None
        length, words, clitics, known = named
        region = self._names.region(words)
        if frame.type is Type.COUNTRYSIDE:  # "ريف دمشق" is a division of its own
            region = self._names.region((_COUNTRYSIDE, *words)) or region
        name_last = last = start + length - 1
        side = frame.side
        if frame.type is Type.COUNTRYSIDE or (region and frame.type in (Type.REGION, None)):
            trailing, last = self._trailing(last)
            side = trailing or side
        near = frame.near or (side is not None and frame.type in (Type.TOWN, Type.CAMP, Type.QUARTER, Type.FACILITY))
        if start > frame.end and self._form(last + 1) in _QUOTES:
            last += 1
        return Unit(at, last, start, name_last, words, clitics, frame.lead, frame.type, frame.several, near, side,
                    frame.called_after, frame.quarter, region, known, True)  # fmt: skip

    def _name(self, at: int, frame: _Frame) -> tuple[int, tuple[str, ...], str, bool] | None:
        """Read the name that words announce: as long as it is known, else as far as names of its build reach."""
        forms = self._forms(at)
        if not forms:
            return None
        found = self._names.known(forms)
        if found and found[0] == 1 and len(forms) > 1 and found[1][0] in HEADS and not self._no_name(at + 1):
            found = None
        if found is None and not self._no_name(at):
            found = self._names.known_spelt(forms)
        if found:
            length, words, clitics = found
            more = length < len(forms) and self._quality(at + length) and frame.type in (Type.TOWN, Type.CAMP)
            return length + more, (*words, *forms[length : length + more]), clitics, True
        if frame.type not in (Type.TOWN, Type.CAMP, Type.QUARTER, Type.AREA, Type.FACILITY) or self._no_name(at):
            return None
        length = 1
        while length < len(forms) and forms[length - 1] in HEADS and not self._no_name(at + length):
            length += 1
        length += length < len(forms) and self._quality(at + length)
        return length, tuple(forms[:length]), "", False

    def _quality(self, at: int) -> bool:
        """Tell whether this word ends the name before it: "ن الكبيرة"; "ن شرقي س" is a side of something else."""
        form = self._form(at)
        if form not in QUALITIES or not _GAP.fullmatch(
            self._text.report.text[self._tokens[at - 1].end : self._tokens[at].start]
        ):
            return False
        if form not in SIDES or form.startswith("ال"):
            return True
        return at + 1 >= len(self._tokens) or self._tokens[at + 1].kind is not Kind.WORD

    def _listed(self, at: int, before: Unit | None) -> Unit | None:
        """Read one more name of a list: "قرى ن وم", "بلدتي ن وم"."""
        if before is None or not before.name or before.type not in (Type.TOWN, Type.CAMP, Type.QUARTER, Type.AREA):
            return None
        joined = at == before.last + 1 and self._form(at).startswith("و") and len(self._form(at)) > _SHORTEST
        listed = at == before.last + 2 and self._form(at - 1) in _LIST
        if not (joined or listed) or not before.several:
            return None
        forms = self._forms(at)
        rest = forms[0].removeprefix("و") if joined else forms[0]
        plain = [rest, *forms[1:]]
        frame = _Frame(at, before.type, True, before.near, None, False, False, "و", False)
        found = self._names.known(plain)
        if found and found[0] == 1 and len(plain) > 1 and found[1][0] in HEADS and not self._no_name(at + 1):
            found = None
        if found is None and (joined or listed) and not self._no_name(at, rest):
            length = 1
            while length < len(plain) and plain[length - 1] in HEADS and not self._no_name(at + length):
                length += 1
            length += length < len(plain) and self._quality(at + length)
            found = length, tuple(plain[:length]), ""
            known = False
        elif found is None:
            return None
        else:
            known = True
        length, words, _ = found
        return Unit(at, at + length - 1, at, at + length - 1, words, "و" if joined else "", "و", before.type, True,
                    frame.near, None, False, False, self._names.region(words), known, True)  # fmt: skip

    def _alone(self, at: int) -> Unit | None:
        """Read a known name that no word announces."""
        form = self._form(at)
        if len(form) < _SHORTEST or form in LINKS or form in PREPOSITIONS or form in HIT:
            return None
        if at - 1 in self._bodies or self._followed_by_body(at):
            return None
        found = self._names.known([form])
        if found is None and at in self._tags and not self._no_name(at):
            found = self._names.known_spelt([form], sure=True)
        if found is None:
            return None
        _, words, clitics = found
        if len(words[0]) < _SHORTEST or (form.isascii()):
            return None
        firm = self._firm(at, clitics)
        if common(words[0]) or (clitics and common(form)):
            return None
        region = self._names.region(words)
        if region is None and not firm and all(m.likeness < 1 for m in self._names.find(words)):
            return None
        if region and region.whole and not firm:
            return None
        side, last = self._trailing(at) if region else (None, at)
        return Unit(at, last, at, at, words, clitics, clitics, Type.COUNTRYSIDE if side else None, False, False, side,
                    False, False, region, True, firm)  # fmt: skip

    # What stands around

    def _firm(self, at: int, clitics: str) -> bool:
        if "ب" in clitics or at in self._tags:
            return True
        before = self._form(at - 1)
        if before in PREPOSITIONS or before in HIT:
            return True
        return self._begins_line(at) and self._form(at + 1) in _DATELINE

    def _begins_line(self, at: int) -> bool:
        return at == 0 or self._tokens[at - 1].kind is not Kind.WORD

    def _form(self, at: int) -> str:
        return self._tokens[at].form if 0 <= at < len(self._tokens) else ""

    def _is(self, at: int, words: frozenset[str]) -> bool:
        return self._form(at) in words

    def _forms(self, at: int) -> list[str]:
        """Folded words that may be one name, from this token on: no sign, line end or new hashtag between them."""
        out: list[str] = []
        text = self._text.report.text
        for i in range(at, min(at + _LONGEST, len(self._tokens))):
            token = self._tokens[i]
            if token.kind is not Kind.WORD:
                break
            if i > at and not _GAP.fullmatch(text[self._tokens[i - 1].end : token.start]):
                break
            out.append(token.form)
        return out

    def _name_begins(self, at: int) -> bool:
        forms = self._forms(at)
        return bool(forms) and self._names.known(forms, least=2) is not None

    def _trailing(self, last: int) -> tuple[str | None, int]:
        """Read the side that follows a name: "الجنوبي", "الشمالي الغربي"."""
        sides: list[str] = []
        while len(sides) < 2 and (side := SIDES.get(self._form(last + 1))) and self._form(last + 1).startswith("ال"):
            sides.append(side)
            last += 1
        return " ".join(dict.fromkeys(sides)) or None, last

    def _no_name(self, at: int, form: str | None = None) -> bool:
        """Tell whether a word cannot be a name that the gazetteers lack."""
        form = self._form(at) if form is None else form
        if len(form) < _SHORTEST or self._tokens[at].kind is not Kind.WORD or form.isascii():
            return True
        if form in NO_NAMES or form in ADJECTIVES:
            return True
        return form in LINKS or form in PREPOSITIONS or form in HIT or form in SIDES or at in self._cues

    def _followed_by_body(self, last: int) -> bool:
        return self._form(last + 1) in BODIES_AFTER
