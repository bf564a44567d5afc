"""Who made an attack, as the words tell it: authors of deeds, weapons and verbs of striking.

"قصف روسي", "غارات لطيران النظام", "قصف من قبل الجيش", "مصدره مناطق سيطرة قسد", "استهدفت قوات النظام البلدة", "مسيرة
تركية تستهدف سيارة". A verb without an agent has none, and who is hit is nobody's author.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import SpeakerKind
from onrecord.reading.actors.data import Actor, Form
from onrecord.reading.ar.actors import ArabicMention
from onrecord.reading.ar.claims.spans import Marks
from onrecord.reading.ar.claims.strike_words import strike_words
from onrecord.reading.ar.text import ArabicText, Kind, bare, readings

_REACH = 6
"""Words walked over between a deed and its author.

Swept on the train half of the reports beside coded incidents over 4, 6, 9, 12, 15: 0.740 of them name an author in the
first sentence that has any, then 0.745; of those right 0.650, 0.650, then 0.648.
"""
_AHEAD = 14
"""Words within which a verb that strikes only with a deed beside it must have one.

Swept likewise over 8, 14, 20, 30: stated 0.736, 0.745, 0.751, 0.753; right 0.652, 0.648, 0.646, 0.645.
"""
_SOFT = frozenset("-–—‑\"'“”‘’«»„()[]")
_OWN = frozenset({"", "ال"})
_FIGHTS = frozenset({SpeakerKind.GOVERNMENT, SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP})
_OPENERS = frozenset({"ان", "بان", ":", "|", "||", "/", "\n"})
_OR = frozenset({"او", "/", "و", "أو"})


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who is said to have struck."""

    mention: ArabicMention
    anchor: int
    """The token of the deed, weapon or verb that the author is tied to."""
    direct: bool
    """A verb or "by" ties them ("قصفت القوات", "من قبل القوات"); else the author only qualifies a deed ("قصف روسي")."""

    @property
    def actor(self) -> Actor:
        """Who it is."""
        return self.mention.actor

    @property
    def first(self) -> int:
        """First token of deed and author."""
        return min(self.anchor, self.mention.first)

    @property
    def last(self) -> int:
        """Last token of deed and author, included."""
        return max(self.anchor, self.mention.last)


class Strikes:
    """The attacks one text tells of, and their authors."""

    def __init__(self, text: ArabicText, mentions: Sequence[ArabicMention]) -> None:
        self._text, self._mentions = text, mentions
        self._lex = strike_words()
        self._deed: dict[int, str] = {}
        for hit in text.phrases(self._lex.deeds):
            for token in range(hit.first, hit.last + 1):
                self._deed[token] = hit.entry
        by = text.phrases(self._lex.by)
        self._by_end = {hit.last: (hit.first, hit.entry) for hit in by}
        self._by_first = {hit.first: (hit.last, hit.entry) for hit in by}
        # Tokens of hashtags of several words, with the first token of their tag.
        self._tags = {token: tag.start for tag in text.hashtags if len(tag) > 1 for token in tag}
        size = len(text.tokens)
        self._told = Marks([t in self._deed or self._verb(t) for t in range(size)])
        self._ends = {one.last: one for one in mentions}
        self._inside = {token: one for one in mentions for token in range(one.first, one.last + 1)}
        self.authors: tuple[Author, ...] = self._all()
        """In order of the text."""

    def tells(self, first: int, last: int) -> bool:
        """Tell whether tokens ``first`` to ``last``, both included, speak of an attack."""
        return self._told.any(first, last)

    def is_deed(self, token: int) -> bool:
        """Tell whether a token names an attack ("قصف", "استهداف") and no weapon."""
        return self._deed.get(token) in ("deed", "aimed") and token not in self._inside

    def _all(self) -> tuple[Author, ...]:
        out: dict[int, Author] = {}
        for mention in self._mentions:
            anchor = self._anchor(mention, out)
            if anchor is not None and not self._taken_back(anchor):
                if anchor > mention.last:
                    self._before(mention, anchor, out)
                out[mention.last] = Author(mention, anchor, self._is_direct(anchor))
        return tuple(sorted(out.values(), key=lambda one: one.mention.first))

    def _before(self, mention: ArabicMention, anchor: int, out: dict[int, Author]) -> None:
        """Take in whoever is joined before a subject: "X وY يقصفون"."""
        while True:
            left = self._left(mention.first)
            joined = mention.prefix == "و"
            if left is not None and self._text.tokens[left].form == "و":
                joined, left = True, self._left(left)
            while left is not None and left not in self._ends and self._is(left, self._lex.modifiers):
                left = self._left(left)
            if not joined or left is None or left not in self._ends:
                return
            mention = self._ends[left]
            if left in out or mention.prefix not in ("", "ال", "و") or mention.form is Form.ADJECTIVE:
                return
            out[left] = Author(mention, anchor, direct=True)

    def _is_direct(self, anchor: int) -> bool:
        return (self._verb(anchor) and anchor not in self._deed) or self._by_first.get(anchor, (0, ""))[1] in (
            "by",
            "struck",
        )

    # -- looking around

    def _left(self, token: int) -> int | None:
        """Give the word before, quotation marks and brackets left out; None at the head of a sentence."""
        start = self._text.sentences[self._text.sentence_of(token)].start
        at = token - 1
        while at >= start and self._text.tokens[at].form in _SOFT:
            at -= 1
        return at if at >= start else None

    def _right(self, token: int) -> int | None:
        stop = self._text.sentences[self._text.sentence_of(token)].stop
        at = token + 1
        while at < stop and self._text.tokens[at].form in _SOFT:
            at += 1
        return at if at < stop else None

    def _is(self, token: int, *sets: frozenset[str]) -> bool:
        return any(form in one for form in bare(self._text.tokens[token].form) for one in sets)

    def _verb(self, token: int) -> bool:
        """Tell whether a token is a verb of striking; "و" and "ف" before it are free."""
        form = self._text.tokens[token].form
        return any(rest in self._lex.verbs for prefix, rest in readings(form) if prefix in ("", "و", "ف"))

    def verb_near(self, token: int, last: int) -> bool:
        """Tell whether a verb that strikes stands within four words after a token."""
        return any(self.strikes(t) for t in range(token + 1, min(last, token + 4) + 1))

    def strikes(self, token: int) -> bool:
        """Tell whether a verb strikes where it stands: "شنت" needs its raids."""
        form = self._text.tokens[token].form
        rest = next((r for p, r in readings(form) if p in ("", "و", "ف") and r in self._lex.verbs), None)
        if rest is None:
            return False
        if rest not in self._lex.light:
            return True
        stop = self._text.sentences[self._text.sentence_of(token)].stop
        return any(self._deed.get(t) for t in range(token + 1, min(stop, token + 1 + _AHEAD)))

    def _taken_back(self, anchor: int) -> bool:
        at: int | None = anchor
        for _ in range(2):
            at = self._left(at) if at is not None else None
            if at is None:
                return False
            if self._is(at, self._lex.negations) and self._text.tokens[at].kind is Kind.WORD:
                return True
        return False

    def _walk(self, token: int, *sets: frozenset[str]) -> int | None:
        """Walk left from ``token`` over words of ``sets``, adjectives of states and numbers; give the deed met."""
        at: int | None = token
        for _ in range(_REACH):
            if at is None:
                return None
            if at in self._deed and (at not in self._inside or self._inside[at].head is not None):
                return at
            one = self._text.tokens[at]
            adjective = at in self._inside and self._inside[at].form is Form.ADJECTIVE
            if one.kind is not Kind.NUMBER and one.form not in ("،", ",") and not adjective and not self._is(at, *sets):
                return None
            at = self._left(at)
        return None

    # -- who did it

    def _anchor(self, mention: ArabicMention, known: dict[int, Author]) -> int | None:
        """Give the token that makes a mention an author; None where nothing does."""
        lex, left = self._lex, self._left(mention.first)
        if mention.form is Form.PEOPLE or mention.actor.kind not in _FIGHTS:
            return None
        found: int | None = None
        if left is not None:
            if self._by_end.get(left, (0, ""))[1] == "support":
                return None
            if mention.form is Form.ADJECTIVE:
                found = self._walk(left, lex.modifiers, lex.belief)
            for look in (self._beside(mention, left, known), self._after_by(left)):
                found = look if found is None else found
            if mention.form is Form.ADJECTIVE:
                return found
            for way in (self._of_deed, self._of_verb):
                found = way(mention, left) if found is None else found
        if found is None and mention.form is not Form.ADJECTIVE:
            found = self._before_verb(mention, left)
        return found

    def _beside(self, mention: ArabicMention, left: int, known: dict[int, Author]) -> int | None:
        """Join an author: "قوات النظام وروسيا", "روسيا أو النظام", "التحالف بالتعاون مع قسد"."""
        at: int | None = left
        joined = mention.prefix.startswith("و") or mention.form is Form.ADJECTIVE  # "الطيران الروسي السوري"
        if self._text.tokens[left].form in _OR:
            joined, at = True, self._left(left)
        elif self._by_end.get(left, (0, ""))[1] == "together":
            joined, at = True, self._left(self._by_end[left][0])
            while at is not None and at not in known and self._is(at, self._lex.fillers):
                at = self._left(at)  # "نفذت X أمس بالتعاون مع Y"
        if not joined or at is None or at not in known:
            return None
        return known[at].anchor

    def _after_by(self, left: int) -> int | None:
        """Read "من قبل X", "مصدره مناطق سيطرة X", "نفذته X"."""
        at: int | None = left
        for _ in range(_REACH):
            if at is None:
                return None
            kind = self._by_end.get(at, (0, ""))[1]
            if kind == "struck":
                return at
            if kind == "by":
                before = self._left(self._by_end[at][0])
                if before is not None and self._text.tokens[before].form in self._lex.not_by:
                    return None
                if self._stopped(self._by_end[at][0]):
                    return None
                sentence = self._text.sentences[self._text.sentence_of(at)]
                return self._by_end[at][0] if self.tells(sentence.start, sentence.stop - 1) else None
            if not self._is(at, self._lex.origins, self._lex.modifiers) and at not in self._inside:
                return None
            at = self._left(at)
        return None

    def _stopped(self, by: int) -> bool:
        """Tell "صاروخ تم اعتراضه من قبل X": whoever stops a strike does not make it."""
        start = self._text.sentences[self._text.sentence_of(by)].start
        return any(self._is(t, self._lex.stopped) for t in range(max(start, by - _REACH), by))

    def _of_deed(self, mention: ArabicMention, left: int) -> int | None:
        """Read "قصف X", "قصف لX", "قصف من X", "بطائرة X"."""
        form = self._text.tokens[left].form
        if mention.prefix.endswith("ل") or form == "ل":
            return self._for_whom(left)
        if form in ("من", "ومن"):
            return self._from(left, armed=self._is_armed(mention))
        if mention.head is not None and "ب" in mention.prefix and self._is_armed(mention):
            return mention.head
        if mention.prefix not in _OWN:
            return None
        return self._bare_genitive(mention, left) if left in self._deed else self._from_ground(left)

    def _is_armed(self, mention: ArabicMention) -> bool:
        return mention.head is not None and self._deed.get(mention.head) == "means"

    def _for_whom(self, left: int) -> int | None:
        """Read "قصف مدفعي لـ X": the deed is theirs, where it does not rather aim at them."""
        start = self._left(left) if self._text.tokens[left].form == "ل" else left
        if start is None:
            return None
        found = self._walk(start, self._lex.modifiers, self._lex.fillers, self._lex.belief)
        return found if found is not None and self._deed[found] != "aimed" else None

    def _from(self, left: int, *, armed: bool) -> int | None:
        """Read "قصف من X"; "قتل عدد من عناصر X" is of those who were hit."""
        before = self._left(left)
        if before is None:
            return None
        found = self._walk(before, self._lex.modifiers, self._lex.fillers, self._lex.origins)
        return found if found is not None and (armed or self._deed[found] != "aimed") else None

    def _bare_genitive(self, mention: ArabicMention, left: int) -> int | None:
        kind = self._deed[left]
        if kind == "doing":
            stop = self._text.sentences[self._text.sentence_of(left)].stop
            ahead = range(mention.last + 1, min(stop, mention.last + 1 + _AHEAD))
            return next((t for t in ahead if self._deed.get(t) in ("deed", "aimed")), None)
        if self._tags.get(left) is not None and self._tags.get(left) != self._tags.get(mention.first):
            return None  # "#رد_العدوان #سوريا": two hashtags, and no genitive.
        theirs = kind != "aimed" or self._is_armed(mention) or self._hits_after(mention.last)
        return left if theirs and left not in self._inside else None

    def _from_ground(self, left: int) -> int | None:
        """Read "قصف من مناطق سيطرة X"."""
        at: int | None = left
        for _ in range(_REACH):
            if at is None or not self._is(at, self._lex.origins):
                return None
            if self._text.tokens[at].form == "من":
                return self._from(at, armed=False)
            at = self._left(at)
        return None

    def _hits_after(self, last: int) -> bool:
        """Tell whether an object follows: "استهداف قوات النظام بقذائف المدفعية بلدة" is theirs."""
        at: int | None = last
        for _ in range(8):
            at = self._right(at) if at is not None else None
            if at is None or self._text.tokens[at].kind is not Kind.WORD:
                return False
            form = self._text.tokens[at].form
            if form in self._lex.near:
                return False
            if form.startswith("ل") and any(r in self._lex.objects for r in bare(form)[1:]):
                return True
            if form in self._lex.objects:
                return True
        return False

    def _of_verb(self, mention: ArabicMention, left: int) -> int | None:
        """Read "قصفت (اليوم) X ..."; where the verb has its subject before it, X is what was hit."""
        if mention.prefix not in _OWN:
            return None
        at: int | None = left
        for _ in range(_REACH):
            if at is None:
                return None
            if self._verb(at):
                break
            token = self._text.tokens[at]
            if (
                token.kind is not Kind.NUMBER
                and token.form not in ("،", ",", "/")
                and not self._is(at, self._lex.fillers)
            ):
                return None
            at = self._left(at)
        else:
            return None
        if at is None or not self.strikes(at) or self._has_subject(at):
            return None
        return at

    def _has_subject(self, verb: int) -> bool:
        """Tell whether a verb follows its subject: "غارة استهدفت", "مسيرة تركية قصفت"."""
        form = self._text.tokens[verb].form
        if form not in self._lex.verbs:
            return False  # "و" before it begins anew.
        at: int | None = self._left(verb)
        if at is not None and self._text.tokens[at].form in self._lex.relative:
            at = self._left(at)
        if at is None or self._text.tokens[at].kind is not Kind.WORD:
            return False
        return at in self._deed or at in self._ends or self._is(at, self._lex.modifiers)

    def _opens(self, left: int | None) -> bool:
        """Tell whether nothing stands before a subject in its clause."""
        return left is None or self._text.tokens[left].form in _OPENERS

    def _before_verb(self, mention: ArabicMention, left: int | None) -> int | None:
        """Read "X تستهدف ..."."""
        if "ب" in mention.prefix or "ل" in mention.prefix.replace("ال", ""):
            return None
        if left is not None and (
            self._is(left, self._lex.objects, self._lex.origins) or self._text.tokens[left].form in self._lex.governs
        ):
            return None
        at: int | None = mention.last
        loose = False
        for step in range(_AHEAD):
            at = self._right(at) if at is not None else None
            if at is None or (step >= _REACH and not loose):
                return None
            token = self._text.tokens[at]
            if token.form in self._lex.verbs and self.strikes(at):
                return at
            if self._by_first.get(at, (0, "by"))[1] in ("together", "support"):
                at = self._by_first[at][0]  # "بالتعاون مع X" tells of another beside it
                beside = self._right(at)
                at = self._inside[beside].last if beside is not None and beside in self._inside else at
                continue
            other = self._inside.get(at)
            if other is not None and (other.actor.code == mention.actor.code or "و" in other.prefix):
                continue
            loose = loose or self._is(at, self._lex.settled) or (step == 0 and token.form == "في" and self._opens(left))
            if loose and token.kind in (Kind.WORD, Kind.NUMBER):
                continue
            skipped = self._is(at, self._lex.fillers, self._lex.modifiers) or token.form in self._lex.relative
            if token.form not in ("،", ",", "/") and token.kind is not Kind.NUMBER and not skipped:
                return None
        return None
