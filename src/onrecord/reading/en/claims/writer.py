"""Whose words a report's own sentences are: its author's, or those of whoever has the turn.

A charity's statement, a ministry's communique, a hospital's notice or a letter says "we" for its author, named in its
heading, at its start or where it is signed. In a transcript each turn bears the label of its speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, Form, matcher
from onrecord.reading.en.claims.cues import cues
from onrecord.reading.en.claims.nouns import speaker_nouns
from onrecord.reading.en.claims.view import View

FIRST = frozenset({"we", "our", "ours", "us", "ourselves"})
_GENRES = frozenset(
    {
        *("statement", "communique", "communiqué", "release", "notice", "letter", "declaration", "communication"),
        *("bulletin", "briefing", "remarks", "message"),
    }
)
_BODIES = frozenset({SpeakerKind.NGO, SpeakerKind.MONITOR, SpeakerKind.INTERGOVERNMENTAL, SpeakerKind.MEDICAL})
_ASKS = frozenset({"q", "question", "reporter", "journalist", "correspondent", "interviewer", "moderator", "host"})
_ANSWERS = frozenset({"a", "answer", "spokesman", "spokeswoman", "spokesperson"})
_LABEL = re.compile(r"[A-Z][\w.'’ -]{0,40}$")
_HEADING = 16
"""Words that a heading has at most, unless it is the first line: a letter's tells of its sender and to whom it goes."""
_SIGNED = 10
"""Words that a line of a signature has at most."""
_JOINS = frozenset({"of", "for", "and", "the", "de", "du", "des", "la", "le", "al"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of a transcript that one speaker has: token indexes, both ends included."""

    first: int
    last: int
    actor: Actor | None
    """None: who asks, or nobody known."""
    label: int
    """Last token of the label, before its colon."""


class Authors:
    """Whose the report's own sentences are, stretch by stretch."""

    def __init__(self, view: View) -> None:
        self.author = writer(view)
        self.turns = turns(view, self.author)

    def at(self, i: int) -> Actor | None:
        """Give who speaks at a token where nobody is cited; None where the publisher does, or nobody knows who asks."""
        turn = self.turn(i)
        return turn.actor if turn is not None else self.author

    def turn(self, i: int) -> Turn | None:
        """Give the turn that a token stands in."""
        return next((one for one in self.turns if one.first <= i <= one.last), None)


def writer(view: View) -> Actor | None:
    """Name the author of a report; None where it has none but its publisher.

    Such a report says "we" outside quotation marks at least twice, or calls itself a statement, letter or notice in its
    heading; its author is named in a heading, is a body that the first paragraph lets speak, or signs.
    """
    if not len(view.doc):
        return None
    ours = sum(t.lower_ in FIRST and view.quotation(t.i) is None for t in view.doc)
    lines = _lines(view)
    heading = _heading(lines)
    called = any(t.lower_ in _GENRES for line in heading for t in line)
    if ours < 2 and not called:
        return None
    for line in heading:
        found = _named(view, line, alone=not called)
        if found is not None:
            return found
    if ours < 2:
        return None
    return _introduced(view) or _signed(view, lines)


def turns(view: View, author: Actor | None) -> list[Turn]:
    """Find the turns of a transcript: lines that begin with a label and a colon, one label at least twice.

    ``author``: for whom a spokesman without a name speaks.
    """
    doc = view.doc
    found: list[tuple[Span, int]] = []
    for line in _lines(view):
        colon = next((t.i for t in line[1:7] if t.text == ":"), None)
        if colon is not None and _is_label(doc[line.start : colon]):
            found.append((line, colon))
    often = Counter(doc[line.start : colon].text.strip() for line, colon in found)
    labels = {name for name, n in often.items() if n > 1 or name.lower() in _ASKS | _ANSWERS}
    if not any(n > 1 for n in often.values()):
        return []
    out: list[Turn] = []
    starts = [(line, colon) for line, colon in found if doc[line.start : colon].text.strip() in labels]
    for n, (line, colon) in enumerate(starts):
        last = starts[n + 1][0].start - 1 if n + 1 < len(starts) else len(doc) - 1
        out.append(Turn(line.start, last, _of_label(view, doc[line.start : colon], author), colon - 1))
    return out


def _is_label(part: Span) -> bool:
    """Tell whether words before a colon are a name or a part in a talk."""
    return bool(_LABEL.match(part.text.strip())) and not any(t.is_lower and len(t) > 3 for t in part)


def _of_label(view: View, label: Span, author: Actor | None) -> Actor | None:
    name = label.text.strip()
    last = name.split()[-1].lower()
    if last in _ASKS:
        return None
    mention = next((view.mention_at[t.i] for t in label if t.i in view.mention_at), None)
    if mention is not None:
        return mention.actor
    if last in _ANSWERS:
        return author
    # "JONES: ..." where the report names Ann Jones, with what she is, before.
    for token in view.doc[: label.start]:
        if token.text.lower() == last and token.pos_ == "PROPN":
            beside = view.doc[max(token.sent.start, token.i - 8) : min(token.sent.end, token.i + 8)]
            of = next((view.mention_at[t.i] for t in beside if t.i in view.mention_at), None)
            kind = next((speaker_nouns().kinds[t.lemma_] for t in beside if t.lemma_ in speaker_nouns().kinds), None)
            return Actor(name.title(), of.code if of else None, of.kind if of else kind or SpeakerKind.PERSON)
    return Actor(name.title() if name.isupper() else name, None, SpeakerKind.UNKNOWN)


def _lines(view: View) -> list[Span]:
    """Cut the tokens into lines without their breaks."""
    out: list[Span] = []
    first: int | None = None
    for token in view.doc:
        if token.is_space and "\n" in token.text:
            if first is not None:
                out.append(view.doc[first : token.i])
            first = None
        elif first is None and not token.is_space:
            first = token.i
    if first is not None:
        out.append(view.doc[first:])
    return out


def _heading(lines: list[Span]) -> list[Span]:
    """Give the lines before the first one of running text, at most four."""
    out: list[Span] = []
    for n, line in enumerate(lines[:4]):
        finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in line) and line[-1].text in (".", '"', "”")
        if finite and not (n == 0 and _calls_itself(line[0])):
            break
        if n > 0 and len(line) > _HEADING:
            break
        out.append(line)
    return out


def _calls_itself(first: Token) -> bool:
    return first.lower_ in _GENRES


def _named(view: View, line: Span, *, alone: bool) -> Actor | None:
    """Name who stands in a heading: after "from" or "by", else first of all; ``alone``: only at its very start."""
    if line[-1].text == "?" or any(t.text == ":" for t in line[:3]):
        return None
    start = next((t.i + 1 for t in line if t.lower_ in ("from", "by")), line.start)
    stop = next(
        (t.i for t in line if t.i > start and t.lower_ in ("to", "on", "at", "concerning", "regarding")), line.end
    )
    part = view.doc[start:stop]
    if part.text.isupper():
        # "THAI ARMY": capitals hide which of the words are names.
        found = matcher("en").find(part.text.title())
        actor = next((one.actor for one in found if one.actor is not None and one.form is not Form.ADJECTIVE), None)
        if actor is not None:
            return actor
    mention = _mention(view, part, alone=alone)
    return mention if mention is not None else _organisation(part)


def _mention(view: View, part: Span, *, alone: bool = False) -> Actor | None:
    for token in part:
        mention = view.mention_at.get(token.i)
        if mention is None or mention.form in (Form.ADJECTIVE, Form.SEAT, Form.LEADER):
            continue
        owns = mention.last + 1 < len(view.doc) and view.doc[mention.last + 1].tag_ == "POS"
        if alone and (owns or mention.first > part.start + 1):
            return None
        return mention.actor
    return None


def _organisation(part: Span) -> Actor | None:
    """Read a capitalised name with a word that tells what it is: "Saint Ann's Hospital"."""
    known = speaker_nouns().organisations
    run: list[Token] = []
    for token in [*part, None]:
        if token is not None and (token.text[:1].isupper() or (run and token.lower_ in _JOINS) or token.lower_ == "'s"):
            run.append(token)
            continue
        kind = next((known[t.text.title()] for t in reversed(run) if t.text.title() in known), None)
        if kind is not None:
            while run[-1].lower_ in _JOINS:
                run.pop()
            while run[0].lower_ in _JOINS or run[0].lower_ in _GENRES:
                run.pop(0)
            name = run[0].doc[run[0].i : run[-1].i + 1].text
            return Actor(name.title() if name.isupper() else name, None, kind)
        run = []
    return None


def _introduced(view: View) -> Actor | None:
    """Name the body that the first paragraph lets speak, or that says "we at X"."""
    first = view.parsed.sentences[0]
    doc = view.doc
    for token in doc[:-2]:
        if token.lower_ == "we" and token.nbor().lower_ in ("at", ",", "in"):
            stop = token.i + 2
            while stop < token.sent.end and (doc[stop].text[:1].isupper() or doc[stop].lower_ in _JOINS):
                stop += 1
            part = doc[token.i + 2 : stop]
            if (len(part) and part[0].text[:1].isupper()) or (len(part) > 1 and part[0].lower_ in _JOINS):
                return _mention(view, part) or _organisation(part) or _self_named(part)
    for mention in view.mentions:
        if mention.form is Form.ADJECTIVE or view.paragraph[mention.first] != view.paragraph[first.start]:
            continue
        token = doc[mention.last]
        says = token.dep_ == "nsubj" and token.head.lemma_.lower() in cues().verbs
        if says and mention.kind in _BODIES:
            return mention.actor
    return None


def _self_named(part: Span) -> Actor:
    name = part.text.removeprefix("the ").removeprefix("The ")
    return Actor(name, None, SpeakerKind.UNKNOWN)


def _signed(view: View, lines: list[Span]) -> Actor | None:
    """Name who signs: short last lines without a verb."""
    for line in reversed(lines[-4:]):
        if len(line) > _SIGNED or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in line):
            break
        found = _mention(view, line) or _organisation(line)
        if found is not None:
            return found
    return None
