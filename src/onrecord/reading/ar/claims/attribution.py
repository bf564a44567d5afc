"""Whose words are whose: cues -> speaker, cue and content as stretches of tokens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import SpeakerKind
from onrecord.reading.actors.data import Form
from onrecord.reading.ar.actors import ArabicMention
from onrecord.reading.ar.claims.cues import Cue, Sense, Way, cue_words, find_cues
from onrecord.reading.ar.claims.spans import Marks
from onrecord.reading.ar.claims.speakers import speaker_words
from onrecord.reading.ar.claims.strikes import Strikes
from onrecord.reading.ar.text import ArabicText, Kind, fold

_WHO = frozenset(fold(one) for one in ("التي", "الذي", "الذين", "اللتان"))
_STOPS = frozenset({":", ".", "؟", "!", "…", "|"})
_SHORT = 3
_LONGEST = 14
"""Words a speaker may have."""
_WIDEST = 400
"""Tokens a content may have on either side of its cue; no sentence of prose is as long."""
_FAR = 22
"""Words from a cue within which its content must begin."""
_TO = frozenset((fold("إلى"), fold("عن")))
_TELLS = (fold("نقل"), fold("نقلت"))
_SOFT = frozenset("-–—‑\"'“”‘’«»„()[]")
_MARKS = frozenset('"“”«»')
_ANEW = frozenset(("فيما", "بينما", "حين", "لكن", "كما", "ثم", "حيث"))
"""Words that begin another clause: who speaks in the one before does not in this one."""
_MEANWHILE = frozenset(("فيما", "بينما"))
"""After a comma and before a verb of saying, they set somebody else's words against the first one's."""
_COMMAS = frozenset("،,؛;")
_HEADS = frozenset(":|/،-")
_WITHIN = frozenset(fold(one) for one in ("في", "باسم", "من", "لدى", "عن"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Stretches of tokens, both ends included. What they mean is worked out later."""

    cue: Cue | None
    """None where a heading speaks ("مراسلنا: ...")."""
    speaker: tuple[int, int] | None
    content: tuple[int, int]
    implicit: bool = False
    """The verb has no subject of its own: whoever spoke before speaks on."""
    gap: tuple[int, int] | None = None
    """Tokens within the content that are no part of it."""
    nobody: bool = False
    """Nobody in particular is said to say it."""

    @property
    def sense(self) -> Sense:
        """What the cue says of it."""
        return self.cue.sense if self.cue is not None else Sense.SAY


class Attributions:
    """Reads the attributions of one text."""

    def __init__(self, text: ArabicText, mentions: Sequence[ArabicMention], strikes: Strikes) -> None:
        self._text, self._strikes = text, strikes
        self._lex, self._nouns = cue_words(), speaker_words()
        self._inside = {token: one for one in mentions for token in range(one.first, one.last + 1)}
        self._ends = {one.last: one for one in mentions}
        self._noun: dict[int, tuple[int, str]] = {}
        for hit in text.phrases(self._nouns.nouns):
            if "ب" not in hit.prefix and "ك" not in hit.prefix:
                self._noun[hit.first] = (hit.last, hit.prefix)
        self._cues = find_cues(text)
        self._cue_firsts = [cue.first for cue in self._cues]
        self._bars = Marks([token.kind is Kind.NUMBER for token in text.tokens])

    def all(self) -> list[Attribution]:
        """Give the attributions in order of the text."""
        out: list[Attribution] = []
        by_sentence: dict[int, list[Cue]] = {}
        for cue in self._cues:
            by_sentence.setdefault(self._text.sentence_of(cue.first), []).append(cue)
        for number, sentence in enumerate(self._text.sentences):
            heading = self._heading(sentence)
            start = heading.content[0] if heading is not None else sentence.start
            found = [
                one
                for n, cue in enumerate(by_sentence.get(number, ()))
                if cue.first >= start
                and (one := self._of(cue, max(start, cue.first - _WIDEST), self._end(by_sentence[number], n, sentence)))
                is not None
            ]
            if heading is not None:
                out.append(heading)
            out += found
        return out

    def _form(self, token: int) -> str:
        return self._text.tokens[token].form

    def _trim(self, first: int, last: int) -> tuple[int, int] | None:
        """Leave line ends and commas off both ends of a content."""
        tokens = self._text.tokens
        while first <= last and (tokens[first].kind is Kind.BREAK or tokens[first].form in _COMMAS | {":", "|", "."}):
            first += 1
        while last >= first and (tokens[last].kind is Kind.BREAK or tokens[last].form in _COMMAS | {".", ":"}):
            last -= 1
        return (first, last) if first <= last else None

    def _end(self, cues: Sequence[Cue], n: int, sentence: range) -> int:
        """Give the last token that what a cue introduces may reach: the next cue that is no part of it ends it."""
        reach = min(sentence.stop, cues[n].first + _WIDEST)
        for at in range(n + 1, len(cues)):
            cue = cues[at]
            if cue.first >= reach:
                break
            if cue.way in (Way.PARTICIPLE, Way.PHRASE) or (cue.way is Way.VERB and cue.joined):
                return cue.first - 1
            if cue.way is Way.VERB and self._form(cue.first - 1) in _MEANWHILE and self._form(cue.first - 2) in _COMMAS:
                return cue.first - 2
        return reach - 1

    # -- headings

    def _heading(self, sentence: range) -> Attribution | None:
        """Read "مراسلنا: ...", "#عاجل | الدفاع المدني: ..."."""
        start = sentence.start
        for at in range(sentence.start, min(sentence.stop, sentence.start + _LONGEST)):
            token = self._text.tokens[at]
            if token.form in ("|", "||", "/") and token.kind in (Kind.PUNCT, Kind.SYMBOL):
                if self._speaks(start, at - 1) and self._plain_heading(start, at - 1):
                    return self._headed(start, at - 1, at, sentence)
                start = at + 1
            elif token.form == ":":
                if at - 1 < start or not self._speaks(start, at - 1) or not self._plain_heading(start, at - 1):
                    return None
                return self._headed(start, at - 1, at, sentence)
        return None

    def _cues_near(self, start: int, stop: int) -> list[Cue]:
        return self._cues[bisect_left(self._cue_firsts, start) : bisect_left(self._cue_firsts, stop)]

    def _plain_heading(self, first: int, last: int) -> bool:
        """Tell whether a stretch is a name and no sentence: no cue, no number, no attack."""
        cue = any(one.way is not Way.BELIEF for one in self._cues_near(first, last + 1))
        return not cue and not self._bars.any(first, last) and not self._strikes.tells(first, last)

    def _headed(self, first: int, last: int, colon: int, sentence: range) -> Attribution | None:
        while first <= last and self._text.tokens[first].kind is not Kind.WORD:
            first += 1
        content = self._trim(colon + 1, min(sentence.stop - 1, colon + _WIDEST))
        if content is None or first > last or content[1] - content[0] < 2:
            return None
        return Attribution(None, (first, last), content)

    def _speaks(self, first: int, last: int) -> bool:
        """Tell whether a stretch begins with somebody who can speak, calls for notice ("عاجل") left out."""
        words = [t for t in range(first, last + 1) if self._text.tokens[t].kind is Kind.WORD]
        while words and self._is(words[0], self._lex.notices):
            words = words[1:]
        for token in words[:2]:
            if token in self._noun:
                return "ل" not in self._noun[token][1].replace("ال", "")
            mention = self._inside.get(token)
            if mention is not None:
                return mention.form in (Form.NAME, Form.ROLE) and "ل" not in mention.prefix.replace("ال", "")
        return False

    # -- verbs and phrases

    def _of(self, cue: Cue, start: int, end: int) -> Attribution | None:
        if cue.way is Way.PHRASE:
            return self._phrase(cue, start, end)
        if cue.way is Way.BELIEF:
            content = self._trim(cue.last + 1, end)
            return Attribution(cue, None, content, nobody=True) if content is not None else None
        if cue.way is Way.PARTICIPLE:
            begin = self._content_after(cue.last + 1, end)
            content = self._trim(begin if begin is not None else cue.last + 1, end)
            return Attribution(cue, None, content, implicit=True) if content is not None else None
        return self._verb(cue, start, end)

    def _phrase(self, cue: Cue, start: int, end: int) -> Attribution | None:
        after = cue.last + 1
        while after <= end and self._form(after) in self._lex.between:
            after += 1
        speaker = self._noun_phrase(after, end)
        if speaker is None:
            return None
        # What another cue of the sentence introduced before is its own; the clause before the phrase is its content.
        earlier = any(one.way is not Way.BELIEF for one in self._cues_near(start, cue.first))
        clause = self._trim(self._clause(start, cue.first) if earlier else start, cue.first - 1)
        begin = self._content_after(speaker[1] + 1, end)
        if clause is not None and clause[1] - clause[0] >= 2:
            rest = self._trim(begin, end) if begin is not None and begin - speaker[1] < 4 else None
            if rest is not None and self._form(begin - 1 if begin else 0) in self._lex.connectives:
                # "..., بحسب X، أن ...": what is said stands on both sides.
                return Attribution(cue, speaker, (clause[0], rest[1]), gap=(clause[1] + 1, rest[0] - 1))
            return Attribution(cue, speaker, clause)
        behind = self._trim(begin if begin is not None else speaker[1] + 1, end)
        return Attribution(cue, speaker, behind) if behind is not None and behind[1] > behind[0] else None

    def _clause(self, start: int, stop: int) -> int:
        """Give the first token of the clause that ends at ``stop``."""
        at = stop - 1
        while at > start and self._form(at) in _COMMAS:
            at -= 1
        while at > start and self._form(at) not in _COMMAS:
            at -= 1
        return at

    def _verb(self, cue: Cue, start: int, end: int) -> Attribution | None:
        before = self._before(cue, start) if not cue.joined else None
        speaker = before or self._noun_phrase(cue.last + 1, end, accusing=cue.sense is Sense.ACCUSE)
        after = speaker[1] + 1 if speaker is not None and before is None else cue.last + 1
        if self._form(cue.first).endswith(_TELLS):  # "نقلت الوكالة عن مصدر أن ..."
            speaker = self._noun_phrase(self._ahead(cue.last + 1, end, "عن"), end) or speaker
            after = speaker[1] + 1 if speaker is not None else after
        begin = after if cue.sense is Sense.ACCUSE else self._content_after(after, end)
        alone = cue.sense is Sense.ACCUSE and speaker is not None and not self._names_somebody(after, end)
        if alone and speaker is not None and self._names_somebody(*speaker):
            # "واتهم قوات النظام بقصف ...": who stands after the verb is the accused.
            begin, speaker = speaker[0], before
        takes = cue.sense in (Sense.ACCUSE, Sense.DENY, Sense.DISMISS, Sense.ADMIT, Sense.CONDEMN, Sense.DEMAND)
        if begin is None:
            ends = speaker is not None and before is None and speaker[1] in self._ends
            if speaker is None or not (takes or ends):
                return None
            begin = after
        content = self._trim(begin, end)
        if content is None or (content[1] <= content[0] and not takes):
            return None
        return Attribution(cue, speaker, content, implicit=speaker is None)

    def _names_somebody(self, first: int, end: int) -> bool:
        return any(token in self._inside for token in range(first, min(first + 6, end) + 1))

    def _ahead(self, first: int, end: int, form: str) -> int:
        return next((t + 1 for t in range(first, min(end + 1, first + 9)) if self._form(t) == form), end + 1)

    def _before(self, cue: Cue, start: int) -> tuple[int, int] | None:
        """Read "المرصد السوري أكد أن ...": a speaker right before its verb."""
        at = cue.first - 1
        while at >= start and self._form(at) in _SOFT | {"،", ","}:
            at -= 1
        if at < start or self._form(at) in _ANEW:
            return None
        first: int | None = None
        for token in range(max(start, at - _LONGEST), at + 1):
            noun = self._noun.get(token)
            mention = self._inside.get(token)
            if noun is not None or (mention is not None and mention.first == token and "ب" not in mention.prefix):
                first = token
                break
            if self._text.tokens[token].kind is Kind.BREAK or self._form(token) in _COMMAS:
                first = None
        if first is None:
            return None
        reach = self._noun_phrase(first, cue.first - 1)
        if (
            reach is None
            or reach[0] != first
            or any(t in self._noun or t in self._inside for t in range(reach[1] + 1, at + 1))
        ):
            return None
        governs = first > start and self._form(first - 1) in ("في", "على", "من", "إلي", "الي", "ضد", "عن", "ل")
        return None if governs or at - reach[1] > 3 else reach

    def _noun_phrase(self, first: int, end: int, *, accusing: bool = False) -> tuple[int, int] | None:
        """Read a speaker that begins near ``first``; None where what stands there can't speak.

        ``accusing``: whom it accuses may follow it.
        """
        begin = first
        while begin <= end and (self._form(begin) in _SOFT | {"،", ","} or self._is(begin, self._lex.aside)):
            if self._starts_content(begin):
                return None
            begin += 1
        if begin > end or self._text.tokens[begin].kind is not Kind.WORD or self._starts_content(begin):
            return None
        last, known = self._grown(begin, end, accusing=accusing)
        if known:
            return begin, last
        # A noun with its article that no lexicon knows is taken for a speaker, and what follows for what is said.
        return (begin, begin) if self._form(begin).startswith("ال") else None

    def _grown(self, begin: int, end: int, *, accusing: bool) -> tuple[int, bool]:
        """Give the last token of a speaker that begins at ``begin``, and whether words in it are known to speak."""
        at = last = begin
        known = named = False
        while at <= end and at - begin < _LONGEST and not self._bars_speaker(at):
            mention, noun = self._inside.get(at), self._noun.get(at)
            if mention is not None and mention.first == at:
                apart = self._adjoins(last, at) and self._form(last) not in _WITHIN
                # A plural that keeps its last letter stands in no bond with what follows: "حمل ناشطون الجيش ...".
                loose = last not in self._noun or self._form(last).endswith("ون")
                full = named or (accusing and known and loose)
                if (full and mention.prefix in ("", "ال") and apart) or (known and mention.prefix.startswith("ل")):
                    break  # "حملت X Y المسؤولية": Y is the object; "قالت مصادر لوكالة ...".
                known = named = True
                at, last = mention.last + 1, mention.last
            elif noun is not None:
                if known and noun[1].replace("ال", "").endswith("ل"):
                    break
                known = True
                at, last = noun[0] + 1, noun[0]
            elif known and self._form(at) in ("في", "لدي", "من", "ب") and self._belongs(at + 1):
                at += 1
            elif at > begin and self._ends_speaker(at, last, known=known):
                break
            else:
                last = at if self._text.tokens[at].kind in (Kind.WORD, Kind.SYMBOL) else last
                at += 1
        return last, known

    def _adjoins(self, last: int, at: int) -> bool:
        """Tell whether nothing but quotation marks and brackets stands between two tokens."""
        return all(self._form(token) in _SOFT for token in range(last + 1, at))

    def _bars_speaker(self, token: int) -> bool:
        return self._text.tokens[token].kind is Kind.BREAK or self._form(token) in _COMMAS | _STOPS

    def _ends_speaker(self, at: int, last: int, *, known: bool) -> bool:
        """Tell whether a word that names nobody begins what is said, or stands beside the speaker."""
        if self._starts_content(at):
            return True
        token = self._text.tokens[at]
        if token.kind is not Kind.WORD:
            return False
        if (
            last in self._ends
            and last == at - 1
            and not token.form.startswith(("ال", "و"))
            and token.form not in _WITHIN
        ):
            return True  # "أعلنت وزارة الداخلية توقيف ..."
        if token.form in _WHO:
            return True
        if self._is(at, self._lex.aside) and token.form != "علي":
            return True
        return known and token.form.startswith("ل") and len(token.form) > _SHORT and not token.form.startswith("لل")

    def _belongs(self, token: int) -> bool:
        """Tell whether what follows "in" is somebody the speaker belongs to: "مصدر في وزارة الدفاع"."""
        mention = self._inside.get(token)
        land = mention is not None and mention.actor.kind is SpeakerKind.GOVERNMENT and mention.form is not Form.ROLE
        return (mention is not None and not land) or token in self._noun

    def _is(self, token: int, words: frozenset[str]) -> bool:
        return self._form(token) in words

    def _starts_content(self, token: int) -> bool:
        form = self._form(token)
        if form in self._lex.connectives or form == ":" or self._strikes.is_deed(token):
            return True
        rest = form[1:] if form[:1] in ("ب", "ل") else form
        return (rest in self._lex.content and rest == form) or (form[:1] == "ب" and rest in self._lex.content)

    def _content_after(self, first: int, end: int) -> int | None:
        """Give the token where a content begins: after "that" or a colon, or at a noun that opens one."""
        opened: int | None = None
        for at in range(first, min(end, first + _FAR) + 1):
            form = self._form(at)
            if form in self._lex.connectives:
                return at if len(form) > 2 and form not in ("بان", "لان") else at + 1
            if form == ":":
                follows = at < end and self._form(at + 1) in self._lex.connectives and len(self._form(at + 1)) == 2
                return at + 2 if follows else at + 1
            if form in _TO and at < end and self._form(at + 1) not in self._lex.connectives:
                between = range(first, at)
                if all(self._is(t, self._lex.aside) or self._text.tokens[t].kind is not Kind.WORD for t in between):
                    return at + 1
            if self._text.tokens[at].kind is Kind.BREAK:
                return opened
            if self._starts_content(at) and opened is None:
                opened = at
                if at - first < 3:
                    return at
        return opened
