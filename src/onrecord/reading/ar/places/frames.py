"""Reads the words before a name that say what and where it is: "على أطراف بلدتي", "بالريف الشمالي لمدينة"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from onrecord.reading.ar.places.lexicon import OWN, SIDES, Cue, Type
from onrecord.reading.ar.text import ArabicText, Hit, fold

FIRM = frozenset([Type.TOWN, Type.CAMP, Type.REGION, Type.COUNTRYSIDE])
"""What is never part of a known name of several words: "مدينة", "ريف"; "جسر" and "دير" often are."""
_PASSING = frozenset([Type.QUARTER, Type.FACILITY])
_OF = frozenset(fold(w) for w in ("من", "عن", "إلى"))
_ARTICLE = "ال"


@dataclass(slots=True)
class Frame:
    """The words before a name."""

    end: int
    """The token behind them, where the name begins."""
    cue: Cue = field(default_factory=Cue)
    """The word that says what the name is."""
    near: bool = False
    sides: list[str] = field(default_factory=list)
    lead: str = ""
    """Clitics of the first word."""
    nameless: bool = False
    """Countryside without a name: "بالريف الشمالي", "ريفها"."""

    @property
    def type(self) -> Type | None:
        """What the words say it is."""
        return self.cue.type

    @property
    def side(self) -> str | None:
        """``north``, ``south west`` and the like."""
        return " ".join(dict.fromkeys(self.sides)) or None


class Frames:
    """Reads the frames of one text."""

    def __init__(self, text: ArabicText, cues: Mapping[int, Hit[Cue]], named: Callable[[int], bool]) -> None:
        """``cues`` by their first token; ``named`` tells whether a known name of several words begins at a token."""
        self._tokens, self._cues, self._named = text.tokens, cues, named

    def read(self, at: int) -> Frame | None:
        """Read the frame that begins at a token; None where none does."""
        hit = self._cues.get(at)
        if hit is None:
            return self._own(at)
        if _ARTICLE in hit.prefix and hit.entry.type is Type.COUNTRYSIDE:
            return self._with_article(hit)
        frame = Frame(at, lead=hit.prefix)
        while hit is not None and (frame.end == at or not self._named(frame.end)):
            cue, article = hit.entry, _ARTICLE in hit.prefix or self._form(hit.last).startswith(_ARTICLE)
            if article and (cue.type is not None or (cue.side and self._form(hit.last + 1) not in _OF)):
                break
            self._take(frame, cue)
            frame.end = hit.last + 1
            if cue.type is None and self._form(frame.end) in _OF:
                frame.end += 1
            hit = self._cues.get(frame.end)
        return frame if frame.end > at else None

    @staticmethod
    def _take(frame: Frame, cue: Cue) -> None:
        if cue.type is None:
            frame.near = frame.near or cue.near
            frame.sides += [cue.side] if cue.side else []
            if frame.type in _PASSING:  # "سوق قرب بلدة": the name is not the market's
                frame.cue = Cue()
        elif frame.type is not Type.COUNTRYSIDE:  # "ريف مدينة ن" is countryside
            frame.cue = cue

    def _own(self, at: int) -> Frame | None:
        """Read "ريفها الجنوبي"."""
        form = self._form(at)
        if form not in OWN and form.lstrip("وبف") not in OWN:
            return None
        sides, last = self.trailing(at)
        return Frame(last + 1, Cue(Type.COUNTRYSIDE), sides=sides, nameless=True)

    def _with_article(self, hit: Hit[Cue]) -> Frame | None:
        """Read "بالريف الشمالي" and "الريف الشمالي لمدينة"."""
        sides, last = self.trailing(hit.last)
        if not sides:
            return None
        frame = Frame(last + 1, hit.entry, sides=sides, lead=hit.prefix)
        linked = self._form(frame.end) in _OF
        frame.nameless = not linked and not self._form(frame.end).startswith("ل")
        if not frame.nameless:
            frame.end += linked
            of = self._cues.get(frame.end)
            frame.end = of.last + 1 if of and of.entry.type in FIRM else frame.end
        return frame

    def trailing(self, last: int) -> tuple[list[str], int]:
        """Read the side that follows a word, and its last token: "الجنوبي", "الشمالي الغربي"."""
        sides: list[str] = []
        while (
            len(sides) < 2 and (side := SIDES.get(self._form(last + 1))) and self._form(last + 1).startswith(_ARTICLE)
        ):
            sides.append(side)
            last += 1
        return sides, last

    def _form(self, at: int) -> str:
        return self._tokens[at].form if 0 <= at < len(self._tokens) else ""
