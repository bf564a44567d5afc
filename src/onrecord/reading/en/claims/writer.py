"""Whose words a report's own sentences are: its author's, or those of whoever has the turn.

A charity's statement, a ministry's communique, a hospital's notice or a letter says "we" for its author, named in its
heading, at its start or where it is signed. In a transcript each turn bears the label of its speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Span, Token

from onrecord.model import SpeakerKind, Words
from onrecord.reading.actors import Actor, Form, matcher
from onrecord.reading.en.claims.cues import cues
from onrecord.reading.en.claims.nouns import speaker_nouns
from onrecord.reading.en.claims.trees import child
from onrecord.reading.en.claims.view import View

FIRST = frozenset({"we", "our", "ours", "us", "ourselves"})
_NO_LABELS = frozenset({"update", "claim", "verdict", "live", "breaking", "note", "correction", "fact check", "photo"})
_TURNS = 2
"""Lines with a label that a transcript has at least."""
_GENRES = frozenset(
    {
        *("statement", "communique", "communiqué", "release", "notice", "letter", "declaration", "communication"),
        *("bulletin", "briefing", "remarks", "message", "response", "reply", "comment", "report", "findings", "update"),
    }
)
_BODIES = frozenset({SpeakerKind.NGO, SpeakerKind.MONITOR, SpeakerKind.INTERGOVERNMENTAL, SpeakerKind.MEDICAL})
_ASKS = frozenset(
    {"q", "question", "reporter", "journalist", "correspondent", "interviewer", "moderator", "host", "presenter"}
)
_REPORTS = frozenset({"reporter", "journalist", "correspondent"})
"""Who asks where somebody answers, and tells where none but a presenter asks."""
_ASKS = _REPORTS | {"q", "question", "interviewer", "moderator", "host", "presenter"}
_ANSWERS = frozenset({"a", "answer", "spokesman", "spokeswoman", "spokesperson"})
_OPENS = frozenset({'"', "“", "``"})
_LABEL = re.compile(r"[A-Z@][\w.'’@() -]{0,60}$")
_INQUIRES = frozenset({"commission", "panel", "board", "team", "mission", "tribunal", "court", "committee", "inquiry"})
_OURS = 2
"""Words for "we" outside quotation marks that an author uses at least."""
_TOLD = 4
"""Times that a witness who tells all says "I"."""
_NUMBERED = 2
"""Lines with a number that findings have at least."""
_HEADING = 16
"""Words that a heading has at most, unless it is the first line: a letter's tells of its sender and to whom it goes."""
_LABELLED = 14
"""Tokens of a line among which the colon of its label must stand."""
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
    """Last token of the label, before its colon; or the noun that is said to speak at length."""


class Authors:
    """Whose the report's own sentences are, stretch by stretch."""

    def __init__(self, view: View) -> None:
        self.author = writer(view)
        self.heading = _where(view, self.author) if self.author is not None else None
        """The words that name the author, where the report has them."""
        self.turns = turns(view, self.author) or speeches(view)

    def at(self, i: int) -> Actor | None:
        """Give who speaks at a token where nobody is cited; None where the publisher does, or nobody knows who asks."""
        turn = self.turn(i)
        return turn.actor if turn is not None else self.author

    def turn(self, i: int) -> Turn | None:
        """Give the turn that a token stands in."""
        return next((one for one in self.turns if one.first <= i <= one.last), None)


def _where(view: View, author: Actor) -> Words | None:
    """Find the name of an author in the report, however it is written there."""
    at = view.doc.text.lower().find(author.name.lower())
    if at < 0:
        first = next((m for m in view.mentions if m.actor == author), None)
        return view.words(view.doc[first.first : first.last + 1]) if first is not None else None
    span = view.doc.char_span(at, at + len(author.name))
    return view.words(span) if span is not None else None


def writer(view: View) -> Actor | None:
    """Name the author of a report; None where it has none but its publisher.

    Such a report says "we" outside quotation marks at least twice, or calls itself a statement, letter or notice in its
    heading; its author is named in a heading, is a body that the first paragraph lets speak, or signs. So do a witness
    who says "I" throughout, a body that "said today", and an inquiry that numbers its findings.
    """
    if not len(view.doc):
        return None
    own = [t for t in view.doc if view.quotation(t.i) is None]
    ours = sum(t.lower_ in FIRST for t in own)
    lines = _lines(view)
    heading = _heading(lines)
    called = any(t.lower_ in _GENRES for line in heading for t in line)
    if ours >= _OURS or called:
        for line in heading:
            found = _named(view, line, called=called)
            if found is not None:
                return found
    if ours >= _OURS:
        found = _introduced(view) or _signed(view, lines)
        if found is not None:
            return found
    told = sum(t.text == "I" and t.dep_ == "nsubj" for t in own)
    if told >= _TOLD and view.of_attacks:
        return Actor("the author", None, SpeakerKind.WITNESS)
    return _released(view) or _inquiry(view, lines)


def _released(view: View) -> Actor | None:
    """Name the body whose release it is: "(Nairobi, 3 May) - ..., it said today", as no agency puts it."""
    for sentence in view.parsed.sentences[:3]:
        if sentence[0].text != "(":
            continue
        for token in sentence:
            if token.lower_ != "today" or token.i < 1 or view.doc[token.i - 1].lower_ not in ("said", "says"):
                continue
            mention = view.mention_at.get(token.i - 2)
            if mention is not None and mention.kind in _BODIES and mention.form is Form.NAME:
                return mention.actor
    return None


def _inquiry(view: View, lines: list[Span]) -> Actor | None:
    """Name the commission or panel whose numbered findings these are."""
    numbered = sum(line[0].like_num or line[0].text[:1].isdigit() for line in lines)
    if numbered < _NUMBERED or 2 * numbered < len(lines):
        return None
    often = Counter(
        t.text
        for t in view.doc
        if t.dep_ == "nsubj" and t.text[:1].isupper() and t.lower_ in _INQUIRES and t.i and t.nbor(-1).lower_ == "the"
    )
    name, n = max(often.items(), key=lambda item: item[1], default=("", 0))
    return Actor(name, None, SpeakerKind.INTERGOVERNMENTAL) if n > 1 else None


def turns(view: View, author: Actor | None) -> list[Turn]:
    """Find the turns of a transcript: lines that begin with a label and a colon, one label at least twice.

    ``author``: for whom a spokesman without a name speaks.
    """
    doc = view.doc
    found: list[tuple[Span, int]] = []
    for line in _lines(view):
        colon = next((t.i for t in line[1:_LABELLED] if t.text == ":"), None)
        if colon is not None and _is_label(doc[line.start : colon]):
            found.append((line, colon))
    often = Counter(doc[line.start : colon].text.strip() for line, colon in found)
    labels = {name for name, n in often.items() if n > 1 or name.lower() in _ASKS | _ANSWERS or "@" in name}
    if len(found) < _TURNS or not labels:
        return []
    labels |= {doc[line.start : colon].text.strip() for line, colon in found if _office(view, doc[line.start : colon])}
    out: list[Turn] = []
    handles: dict[str, Actor] = {}
    starts = [(line, colon) for line, colon in found if doc[line.start : colon].text.strip() in labels]
    for n, (line, colon) in enumerate(starts):
        last = starts[n + 1][0].start - 1 if n + 1 < len(starts) else len(doc) - 1
        label = doc[line.start : colon]
        handle = next((word for word in label.text.split() if word.startswith("@")), None)
        actor = handles.get(handle or "") or _of_label(view, label, author)
        if handle is not None and actor is not None:
            handles.setdefault(handle, actor)
        out.append(Turn(line.start, last, actor, colon - 1))
    return out


def speeches(view: View) -> list[Turn]:
    """Find speech at length: paragraphs that begin with a quotation mark, after one that ends in "said as follows:"."""
    lines = _lines(view)
    out: list[Turn] = []
    for n, line in enumerate(lines[:-1]):
        if line[-1].text != ":" or lines[n + 1][0].text not in _OPENS:
            continue
        verb = next((t for t in reversed(list(line)) if t.pos_ == "VERB" and t.lemma_.lower() in cues().verbs), None)
        who = _right_before(verb) if verb is not None else None
        actor = _mention(view, view.doc[who.left_edge.i : who.right_edge.i + 1]) if who is not None else None
        if who is None or actor is None:
            continue
        for spoken in lines[n + 1 :]:
            if spoken[0].text not in _OPENS:
                break
            # What stands behind the closing mark is the publisher's again.
            out.append(Turn(spoken.start, spoken.end - 1, actor, who.i))
    return out


def _right_before(verb: Token) -> Token | None:
    """Find who stands right before a verb of saying: a dateline before it all too often takes the subject's place."""
    if verb.i == verb.sent.start:
        return None
    token = verb.nbor(-1)
    while token.lower_ not in speaker_nouns().voices and token.head != token and token.head.i < verb.i:
        if token.head.right_edge.i != verb.i - 1:
            break
        token = token.head
    return token if token.lower_ in speaker_nouns().voices else child(verb, "nsubj")


def _office(view: View, label: Span) -> bool:
    """Tell whether a label names somebody who can speak, by what he is."""
    nouns = speaker_nouns()
    return any(
        t.i in view.mention_at or t.lower_ in nouns.titles or t.lower_ in nouns.kinds or t.lower_ in nouns.voices
        for t in label
    )


def _is_label(part: Span) -> bool:
    """Tell whether words before a colon are a name or a part in a talk."""
    words = part.text.strip()
    if not _LABEL.match(words) or words.lower() in _NO_LABELS:
        return False
    return "@" in words or not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.is_lower for t in part)


def _of_label(view: View, label: Span, author: Actor | None) -> Actor | None:
    name = label.text.strip()
    last = name.split()[-1].lower()
    if last in _ASKS - _REPORTS or (last in _REPORTS and author is not None):
        return None
    if last in _REPORTS:
        return Actor(view.parsed.report.publisher or "the publisher", None, SpeakerKind.MEDIA)
    mention = next((view.mention_at[t.i] for t in label if t.i in view.mention_at), None)
    if mention is not None:
        return mention.actor
    if last in _ANSWERS:
        return author
    title = next((speaker_nouns().titles[t.lower_] for t in label if t.lower_ in speaker_nouns().titles), None)
    if title is not None and author is not None and author.kind is title:
        return Actor(_small(name), author.code, title)
    # "JONES: ..." where the report names Ann Jones, with what she is, before.
    for token in view.doc[: label.start]:
        if token.text.lower() == last and token.pos_ == "PROPN":
            beside = view.doc[max(token.sent.start, token.i - 8) : min(token.sent.end, token.i + 8)]
            of = next((view.mention_at[t.i] for t in beside if t.i in view.mention_at), None)
            kind = next((speaker_nouns().kinds[t.lemma_] for t in beside if t.lemma_ in speaker_nouns().kinds), None)
            return Actor(_small(name), of.code if of else None, of.kind if of else kind or SpeakerKind.PERSON)
    return Actor(_small(name), None, SpeakerKind.UNKNOWN)


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


def _named(view: View, line: Span, *, called: bool) -> Actor | None:
    """Name who stands in a heading: after "from" or "by", else first of all.

    ``called``: it calls itself a statement or the like; of any other heading the name must be at its very start.
    """
    colon = next((t.i for t in line[:8] if t.text == ":"), None)
    if line[-1].text == "?":
        return None
    if colon is not None:
        # "The Company: response to press reports", not "Live: ..." nor "Report 12: alleged attack".
        before = view.doc[line.start : colon]
        if not any(t.lower_ in _GENRES for t in view.doc[colon : line.end]) or not len(before):
            return None
        return _mention(view, before) or _organisation(before) or _self_named(before)
    start = next((t.i + 1 for t in line if t.lower_ in ("from", "by")), line.start)
    stop = next(
        (t.i for t in line if t.i > start and t.lower_ in ("to", "on", "at", "concerning", "regarding")), line.end
    )
    part = view.doc[start:stop]
    if part.text.isupper():
        # "THAI ARMY": capitals hide which of the words are names.
        found = matcher("en").find(_small(part.text))
        one = next((one for one in found if one.actor is not None and one.form is not Form.ADJECTIVE), None)
        body = _organisation(part)
        at = part.text.lower().find(body.name.lower()) if body is not None else 0
        if one is not None and (body is None or one.start < at + len(body.name)):
            return one.actor
        if body is not None:
            return body
    there = _of_seat(part)
    if there is not None:
        return there
    mention = _mention(view, part, alone=not called)
    return mention if mention is not None else _organisation(part)


def _of_seat(part: Span) -> Actor | None:
    """Read "Ministry of Foreign Affairs, Islamabad": a service without a state, and the seat of one behind it."""
    found = matcher("en").find(part.text)
    role = next((one.role for one in found if one.actor is None and one.role is not None), None)
    seat = next((one.state for one in found if one.form in (Form.SEAT, Form.NAME) and one.state is not None), None)
    return role.of(seat) if role is not None and seat is not None else None


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
        if token is not None and (
            token.text[:1].isupper() or (run and token.lower_ in _JOINS) or (run and token.tag_ == "POS")
        ):
            run.append(token)
            continue
        kind = next((known[t.text.title()] for t in reversed(run) if t.text.title() in known), None)
        if kind is not None:
            while run[-1].lower_ in _JOINS:
                run.pop()
            while run[0].lower_ in _JOINS or run[0].lower_ in _GENRES:
                run.pop(0)
            name = run[0].doc[run[0].i : run[-1].i + 1].text
            return Actor(_small(name), None, kind)
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


def _small(name: str) -> str:
    """Write a name in capitals as names are written: "NEW PEOPLE'S ARMY" is the New People's Army."""
    return name.title().replace("'S", "'s").replace("’S", "’s") if name.isupper() else name
