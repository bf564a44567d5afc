"""A parsed report -> the actors it mentions, each with where it stands.

Services without a state beside them are given to the country the report plays in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from spacy.tokens import Doc

from onrecord.model import Passage, Report, SpeakerKind
from onrecord.reading.actors.data import Actor, Form, State, load
from onrecord.reading.actors.matcher import Found, Piece, matcher, pieces


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


_NO_ARMY = frozenset({"PSE"})
"""Countries without an army of their own, where "the army" is another's."""
_QUALIFIES = frozenset({"compound", "amod", "nmod"})
_IN = frozenset(
    {"in", "within", "inside", "across", "throughout", "northern", "southern", "eastern", "western", "central", "near"}
)


@cache
def regions(language: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Give the regions as pieces of text, with the codes of their states."""
    return tuple((tuple(piece.text for piece in pieces(name)), code) for name, code in load(language).regions.items())


def _is_dateline(words: list[Piece], n: int) -> bool:
    return any(piece.text in ("—", "–", "(", "-") for piece in words[n + 1 : n + 4]) and words[n].text.isupper()


def theatre(text: str, found: list[Found], language: str = "en") -> State | None:
    """Tell the country a report plays in: the one most named where things happen; None when none is named.

    A country after "in" or a point of the compass weighs 3, a region or town of it 3, any other mention
    of it or of a group of its own 1; seats count only after "in". The first named wins a draw.
    """
    data = load(language)
    words = pieces(text)
    at = {piece.start: n for n, piece in enumerate(words)}
    begins: dict[str, list[int]] = {}
    for n, piece in enumerate(words):
        begins.setdefault(piece.text, []).append(n)
    weight: Counter[str] = Counter()
    for one in found:
        if one.state is None:
            # A group tells of its country too, where the country itself is hardly named.
            land = (one.actor.code or "")[:3] if one.actor is not None else ""
            if land in data.states:
                weight[land] += 1
            continue
        n = at.get(one.start, 0)
        before = (
            {piece.text.lower() for piece in words[max(0, n - 2) : n]} if one.form in (Form.NAME, Form.SEAT) else set()
        )
        placed = bool(before & _IN) or (n <= 3 and one.form in (Form.NAME, Form.SEAT) and _is_dateline(words, n))
        abroad = one.form is Form.SEAT or (one.role is not None and one.role.code == "MIL")
        if placed or not abroad:
            weight[one.state.code] += 3 if placed else 1
    for key, code in regions(language):
        hits = sum(
            1
            for n in begins.get(key[0], ())
            if all(n + k < len(words) and words[n + k].text == part for k, part in enumerate(key))
        )
        if hits:
            weight[code] += 3 * hits
    if not weight:
        return None
    return data.states[max(weight, key=lambda code: (weight[code], -list(weight).index(code)))]


def _whose(bare: Found, found: list[Found], home: State | None, language: str) -> State | None:
    """Tell whose "the army" is: that of the country at hand, unless only another's has been named before it.

    Armies act abroad; governments and rebels are taken to be those of the country the report plays in.
    """
    if bare.role is None or bare.role.code != "MIL":
        return home
    armies: list[State] = []
    for one in found:
        if one.start >= bare.start:
            break
        army = one.state if one.role is not None and one.role.code == "MIL" else None
        if army is None and one.actor is not None and one.actor.kind is SpeakerKind.MILITARY:
            army = load(language).states.get((one.actor.code or "")[:3])
        if army is not None:
            armies.append(army)
    if home is not None and (not armies or home in armies or home.code not in _NO_ARMY):
        return home
    return armies[-1] if armies else home


def _named_before(text: str, bare: Found, found: list[Found]) -> State | None:
    """Tell whose "the president" is where one was named with his country before: "the president of Serbia".

    Not of armies, which are many in one report and told apart by where it plays.
    """
    if bare.role is None or (bare.role.code == "MIL" and "ministry" not in bare.role.pattern):
        return None
    words = text[bare.start : bare.end].lower()
    last: State | None = None
    for one in found:
        if one.start >= bare.start:
            break
        if one.state is not None and one.role is not None and words in text[one.start : one.end].lower():
            last = one.state
    return last


def _of_subject(doc: Doc, at: int, before: list[ActorMention], language: str) -> State | None:
    """Tell whose "the defence ministry" is where a state was the subject right before ("Moscow denied it. ...").

    ``at``: last token of the service, which must be the subject of its sentence. Looks at that sentence and the one
    before it, within the paragraph.
    """
    if doc[at].dep_ not in ("nsubj", "nsubjpass") or doc[at].head.dep_ not in ("ROOT", "conj"):
        return None
    sentence = doc[at].sent
    first = sentence.start
    if first > 0 and "\n" not in doc[first - 1].text:
        first = doc[first - 1].sent.start
    for mention in reversed(before):
        if mention.last < first:
            return None
        subject = doc[mention.last].dep_ in ("nsubj", "nsubjpass")
        named = mention.form in (Form.NAME, Form.SEAT) and mention.kind is SpeakerKind.GOVERNMENT
        if subject and named and mention.code:
            return load(language).states.get(mention.code[:3])
    return None


def _qualifies(doc: Doc, i: int) -> bool:
    return doc[i].dep_ in _QUALIFIES and doc[i].head.i > i


def met(parsed: Text, language: str = "en") -> list[Found]:
    """Match all wordings of the actor data in a report's parsed text, leaders within their years of office."""
    day = parsed.report.published_day
    return matcher(language).find(parsed.doc.text, day.year if day else None)


def find_actors(parsed: Text, language: str = "en", found: list[Found] | None = None) -> list[ActorMention]:
    """Find all mentions of known actors, in order of the text, none inside another.

    States by name, adjective ("a Russian air strike"), people and seat ("Moscow"); services of states ("the Israeli
    army", "Iran's foreign ministry"); services without a state ("the army", "rebels") as those of the country that the
    report plays in, left out where none is known; armed groups, coalitions, organisations. The parse serves for token
    indexes, and to tell a name from the same word before what it qualifies ("US jets"). ``found``: by :func:`met`,
    where it was asked before.
    """
    doc = parsed.doc
    text = doc.text
    found = met(parsed, language) if found is None else found
    home = theatre(text, found, language) if any(one.actor is None for one in found) else None
    modifiers = load(language).modifiers
    out: list[ActorMention] = []
    starts = [token.idx for token in doc]
    k = 0
    for one in found:
        actor = one.actor
        if actor is None:
            whose = _named_before(text, one, found) or _whose(one, found, home, language)
            if one.role is not None and "ministry" in one.role.pattern:
                whose = _of_subject(doc, bisect_right(starts, one.end - 1) - 1, out, language) or whose
            if whose is None or one.role is None:
                continue
            actor = one.role.of(whose)
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
