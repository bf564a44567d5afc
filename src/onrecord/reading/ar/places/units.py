"""Cuts a text into names that may be places, each with the words that say what it is.

"على أطراف قرية ن بريف س الجنوبي" holds two units: a village, near it; and the south of a countryside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.reading.ar.places.frames import FIRM, Frame, Frames
from onrecord.reading.ar.places.lexicon import (
    BODIES_AFTER,
    BODIES_BEFORE,
    COMMON,
    CUES,
    HEADS,
    HIT,
    LINKS,
    NO_NAMES,
    PREPOSITIONS,
    QUALITIES,
    SIDES,
    Cue,
    Type,
)
from onrecord.reading.ar.places.names import Names
from onrecord.reading.ar.places.regions import ADJECTIVES, Region
from onrecord.reading.ar.text import ArabicText, Hit, Kind, fold

_GAP = re.compile(r"[\s_ـ]*")
_LIST = frozenset(["،", ",", "-", "–", "—", "و", "/", "ـ"])
_DATELINE = frozenset([":", "-", "–", "—", "|", "/", "||", "_"])
_QUOTES = frozenset("\"'“”‘’«»„()")
_COUNTRYSIDE = fold("ريف")
_LONGEST = 4  # words of a name
_SHORTEST = 3  # letters of a name that no word announces
_PARTS = frozenset([Type.TOWN, Type.CAMP, Type.QUARTER, Type.AREA])  # what lists put side by side
_BESIDE = frozenset([Type.TOWN, Type.CAMP, Type.QUARTER, Type.FACILITY])  # "شمال مدينة ن" is outside it
_UNKNOWN = _PARTS | {Type.FACILITY}  # whose names are kept where no gazetteer has them


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
    name: tuple[str, ...] = ()
    """Folded words of the name without clitics."""
    clitics: str = ""
    """Taken off its first word."""
    lead: str = ""
    """Clitics of the first word of the whole unit."""
    cue: Cue = Cue()  # noqa: RUF009
    """The word that says what it is."""
    near: bool = False
    side: str | None = None
    """``north``, ``south west`` and the like: of the place, or from it where ``near``."""
    region: Region | None = None
    known: bool = True
    """The gazetteers or the table of regions have the name."""
    firm: bool = True
    """Its words make a place of it."""

    @property
    def type(self) -> Type | None:
        """What its words say it is."""
        return self.cue.type


class Units:
    """Finds the units of one text."""

    def __init__(self, text: ArabicText, names: Names) -> None:
        self._text, self._names, self._tokens = text, names, text.tokens
        self._cues: dict[int, Hit[Cue]] = {hit.first: hit for hit in text.phrases(CUES)}
        self._frames = Frames(text, self._cues, self._name_begins)
        self._bodies = {hit.last for hit in text.phrases(BODIES_BEFORE)}
        self._tags = {i for tag in text.hashtags for i in tag}

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
        frame = self._frames.read(at)
        if frame is not None:
            return self._framed(at, frame)
        return self._listed(at, before) or self._alone(at)

    def _whole(self, at: int) -> Unit | None:
        """Read a known name of several words, some of which may also say what a place is: "دير الزور"."""
        found = self._names.known(self._forms(at), least=2)
        if found is None:
            return None
        length, words, clitics = found
        region, cue, last = self._names.region(words), self._cues.get(at), at + length - 1
        firm = self._firm(at, clitics, region)
        if (region is None and cue is not None and cue.entry.type in FIRM) or self._body(at, last, firm=firm):
            return None
        return self._plain(at, last, words, clitics, region, firm=True)

    def _plain(
        self, at: int, last: int, words: tuple[str, ...], clitics: str, region: Region | None, *, firm: bool
    ) -> Unit:
        """Make the unit of a name that stands by itself; a region's may have its side behind it."""
        sides, end = self._frames.trailing(last) if region else ([], last)
        cue = Cue(Type.COUNTRYSIDE) if sides else Cue()
        side = " ".join(dict.fromkeys(sides)) or None
        return Unit(at, end, at, last, words, clitics, clitics, cue, side=side, region=region, firm=firm)

    def _framed(self, at: int, frame: Frame) -> Unit | None:
        if frame.nameless:
            end = frame.end
            return Unit(at, end - 1, end, end - 1, lead=frame.lead, cue=frame.cue, side=frame.side, known=False)
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
            sides, last = self._frames.trailing(last)
            side = " ".join(dict.fromkeys(sides)) or side
        last += start > frame.end and self._form(last + 1) in _QUOTES
        near = frame.near or (side is not None and frame.type in _BESIDE)
        return Unit(at, last, start, name_last, words, clitics, frame.lead, frame.cue, near, side, region, known)

    def _name(self, at: int, frame: Frame) -> tuple[int, tuple[str, ...], str, bool] | None:
        """Read the name that words announce: as long as it is known, else as far as names of its build reach."""
        forms = self._forms(at)
        if not forms:
            return None
        found = self._known(at, forms)
        if found is None and not self._no_name(at):
            found = self._names.known_spelt(forms)
        if found:
            length, words, clitics = found
            more = frame.type in (Type.TOWN, Type.CAMP) and length < len(forms) and self._quality(at + length)
            return length + more, (*words, *forms[length : length + more]), clitics, True
        if frame.type not in _UNKNOWN or self._no_name(at):
            return None
        length = self._reach(at, forms)
        return length, tuple(forms[:length]), "", False

    def _known(self, at: int, forms: list[str]) -> tuple[int, tuple[str, ...], str] | None:
        """Find the longest known name; not the first word alone of a name that takes two ("تل", "أبو")."""
        found = self._names.known(forms)
        if found and found[0] == 1 and len(forms) > 1 and found[1][0] in HEADS and not self._no_name(at + 1):
            return None
        return found

    def _reach(self, at: int, forms: list[str]) -> int:
        """Tell of how many words a name is that no gazetteer has."""
        length = 1
        while length < len(forms) and forms[length - 1] in HEADS and not self._no_name(at + length):
            length += 1
        return length + (length < len(forms) and self._quality(at + length))

    def _quality(self, at: int) -> bool:
        """Tell whether this word ends the name before it: "ن الكبيرة"; "ن شرقي س" is a side of something else."""
        form = self._form(at)
        if form not in QUALITIES:
            return False
        if form not in SIDES or form.startswith("ال"):
            return True
        return at + 1 >= len(self._tokens) or self._tokens[at + 1].kind is not Kind.WORD

    def _listed(self, at: int, before: Unit | None) -> Unit | None:
        """Read one more name of a list: "قرى ن وم", "بلدتي ن وم"."""
        if before is None or not before.cue.several or before.type not in _PARTS:
            return None
        form = self._form(at)
        joined = at == before.last + 1 and form.startswith("و") and (len(form) > _SHORTEST or form[1:] in HEADS)
        if not joined and not (at == before.last + 2 and self._form(at - 1) in _LIST):
            return None
        forms = self._forms(at)
        forms[0] = forms[0].removeprefix("و") if joined else forms[0]
        found = self._known(at, forms)
        known = found is not None
        if found is None:
            if self._no_name(at, forms[0]):
                return None
            length = self._reach(at, forms)
            found = length, tuple(forms[:length]), ""
        length, words, _ = found
        last, region = at + length - 1, self._names.region(words)
        clitics = "و" if joined else ""
        return Unit(at, last, at, last, words, clitics, "و", before.cue, before.near, region=region, known=known)

    def _alone(self, at: int) -> Unit | None:
        """Read a known name that no word announces."""
        form = self._form(at)
        if len(form) < _SHORTEST or form.isascii() or form in LINKS or form in PREPOSITIONS or form in HIT:
            return None
        found = self._names.known([form])
        if found is None and at in self._tags and not self._no_name(at):
            found = self._names.known_spelt([form], sure=True)
        if found is None:
            return None
        _, words, clitics = found
        if len(words[0]) < _SHORTEST or common(words[0]) or (clitics and common(form)):
            return None
        region = self._names.region(words)
        firm = self._firm(at, clitics, region)
        if self._body(at, at, firm=firm):
            return None
        if not firm and not region and all(m.likeness < 1 for m in self._names.find(words)):
            return None
        return self._plain(at, at, words, clitics, region, firm=firm)

    # What stands around

    def _firm(self, at: int, clitics: str, region: Region | None) -> bool:
        before = self._form(at - 1)
        if "ب" in clitics or before in PREPOSITIONS:
            return True
        if region is not None and region.whole:  # a country mostly stands for those who act in its name
            return False
        if at in self._tags or before in HIT:
            return True
        begins = at == 0 or self._tokens[at - 1].kind is not Kind.WORD
        return begins and self._form(at + 1) in _DATELINE

    def _body(self, first: int, last: int, *, firm: bool) -> bool:
        """Tell whether the words beside a name make an organisation or a person of it."""
        return first - 1 in self._bodies or (not firm and self._form(last + 1) in BODIES_AFTER)

    def _form(self, at: int) -> str:
        return self._tokens[at].form if 0 <= at < len(self._tokens) else ""

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

    def _no_name(self, at: int, form: str | None = None) -> bool:
        """Tell whether a word cannot be a name that the gazetteers lack."""
        form = self._form(at) if form is None else form
        if self._tokens[at].kind is not Kind.WORD or form.isascii() or at in self._cues:
            return True
        if len(form) < _SHORTEST and form not in HEADS:
            return True
        return any(form in words for words in (NO_NAMES, ADJECTIVES, LINKS, PREPOSITIONS, HIT, SIDES))
