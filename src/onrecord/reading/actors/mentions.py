"""A parsed report -> the actors it mentions, each with where it stands.

Services without a state beside them are given to the country the report plays in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc

from onrecord.model import Passage, Report, SpeakerKind
from onrecord.reading.actors.data import Actor, Form, State, load
from onrecord.reading.actors.matcher import Found, fold, matcher, pieces


class Text(Protocol):
    """What is needed of a parsed report."""

    @property
    def report(self) -> Report:
        """The report."""
        ...

    @property
    def doc(self) -> Doc:
        """Its tokens; ``doc.text`` is the parsed text."""
        ...

    def passage(self, start: int, end: int) -> Passage:
        """Lead a stretch of the parsed text back to the report's text."""
        ...


@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name an actor."""

    name: str
    """Canonical."""
    code: str | None
    kind: SpeakerKind
    form: Form
    at: Passage
    """In the report's own text."""
    first: int
    """Index in the parse of the first token it touches."""
    last: int
    """Index of the last one, included."""

    @property
    def is_adjective(self) -> bool:
        """Tell whether it is a state's adjective alone ("a Russian air strike")."""
        return self.form is Form.ADJECTIVE

    @property
    def actor(self) -> Actor:
        """Whom it names."""
        return Actor(self.name, self.code, self.kind)


_QUALIFIES = frozenset({"compound", "amod", "nmod"})
_IN = frozenset(
    {"in", "within", "inside", "across", "throughout", "northern", "southern", "eastern", "western", "central", "near"}
)


def theatre(text: str, found: list[Found], language: str = "en") -> State | None:
    """Tell the country a report plays in: the one most named where things happen; None when none is named.

    A country after "in" or a point of the compass weighs 3, a region or town of it 3, any other mention
    of it 1; seats count only after "in". The first named wins a draw.
    """
    data = load(language)
    words = pieces(text)
    at = {piece.start: n for n, piece in enumerate(words)}
    weight: Counter[str] = Counter()
    for one in found:
        if one.state is None:
            continue
        n = at.get(one.start, 0)
        before = (
            {piece.text.lower() for piece in words[max(0, n - 2) : n]} if one.form in (Form.NAME, Form.SEAT) else set()
        )
        placed = bool(before & _IN)
        if placed or one.form is not Form.SEAT:
            weight[one.state.code] += 3 if placed else 1
    for name, code in data.regions.items():
        hits = text.count(name) or (text.count(fold(name)) if not name.isascii() else 0)
        if hits:
            weight[code] += 3 * hits
    if not weight:
        return None
    return data.states[max(weight, key=lambda code: (weight[code], -list(weight).index(code)))]


def _qualifies(doc: Doc, i: int) -> bool:
    return doc[i].dep_ in _QUALIFIES and doc[i].head.i > i


def find_actors(parsed: Text, language: str = "en") -> list[ActorMention]:
    """Find all mentions of known actors, in order of the text, none inside another.

    States by name, adjective ("a Russian air strike"), people and seat ("Moscow"); services of states ("the Israeli
    army", "Iran's foreign ministry"); services without a state ("the army", "rebels") as those of the country that the
    report plays in, left out where none is known; armed groups, coalitions, organisations. The parse serves for token
    indexes, and to tell a name from the same word before what it qualifies ("US jets").
    """
    day = parsed.report.published_day
    doc = parsed.doc
    text = doc.text
    found = matcher(language).find(text, day.year if day else None)
    home = theatre(text, found, language) if any(one.actor is None for one in found) else None
    modifiers = load(language).modifiers
    out: list[ActorMention] = []
    starts = [token.idx for token in doc]
    k = 0
    for one in found:
        actor = one.actor
        if actor is None:
            if home is None or one.role is None:
                continue
            actor = one.role.of(home)
        while k + 1 < len(starts) and starts[k + 1] <= one.start:
            k += 1
        last = k
        while last + 1 < len(starts) and starts[last + 1] < one.end:
            last += 1
        form = one.form
        if form is Form.NAME and text[one.start : one.end] in modifiers and _qualifies(doc, last):
            form = Form.ADJECTIVE
        at = parsed.passage(one.start, one.end)
        out.append(ActorMention(actor.name, actor.code, actor.kind, form, at, k, last))
    return out
