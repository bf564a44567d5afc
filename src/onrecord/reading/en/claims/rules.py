"""Attributions by grammar: verbs, nouns and phrases of the cue lexicon, with what the parse hangs on them.

The frames follow common practice in quotation attribution by dependency rules (Pareti et al. 2013):
speaker = subject or agent, content = clause, quotation or object, cue = the verb with its auxiliaries. Quotations are
completed to their closing mark and followed through the paragraph.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.attribution import Attribution
from onrecord.reading.en.claims.cues import Cues, Sense, cues
from onrecord.reading.en.claims.frames import Framed, as_said, headed, in_the_view, position
from onrecord.reading.en.claims.idioms import idiom_at
from onrecord.reading.en.claims.sights import sight
from onrecord.reading.en.claims.trees import SUBJECTS, agent, child, children, is_passive, subject, subtree
from onrecord.reading.en.claims.view import Quotation, View

_COMPLEMENTS = ("dobj", "attr", "oprd", "acomp", "prep", "dative", "xcomp", "ccomp", "advcl", "pcomp")
_TOLD = frozenset({"tell", "inform", "remind", "assure", "ask", "warn", "advise", "urge", "caution", "promise"})
_PARTICLES = {
    "call": ("for", "on", "upon"),
    "appeal": ("for", "to"),
    "point": ("to", "out"),
    "refer": ("to",),
    "respond": ("to",),
    "object": ("to",),
    "warn": ("of", "about", "against"),
    "complain": ("of", "about"),
    "speak": ("of", "about"),
    "talk": ("about", "of"),
    "agree": ("with", "to"),
    "scoff": ("at",),
    "insist": ("on",),
    "boast": ("of", "about"),
    "confess": ("to",),
    "admit": ("to",),
    "argue": ("for", "against"),
    "plead": ("for",),
    "ask": ("for", "about"),
    "testify": ("about", "to"),
}
_HARMED = frozenset({"victim", "dead", "wounded", "injured", "casualty", "civilian", "body", "toll", "number"})
_STRONG = frozenset({Sense.DENY, Sense.DISMISS, Sense.ACCUSE, Sense.CONDEMN, Sense.ADMIT})
_SPEECH_REACH = 12
"""Tokens between a verb of saying and its quotation. Swept 4 to 16 on PolNeAR dev: F1 0.530, but 0.529 at 16."""


class Rules:
    """Finds attributions by rule."""

    def __init__(self, lexicon: Cues | None = None) -> None:
        self._cues = lexicon or cues()

    def find(self, view: View) -> list[Attribution]:
        """Find all attributions of a report, in order of their cues."""
        found: list[tuple[list[Token], list[Token], list[Token]]] = []
        framed: set[int] = set()
        for token in view.doc:
            frame = _framed(view, token)
            one = frame or self._at(view, token)
            if one is not None and one[2]:
                if frame is not None:
                    framed.add(len(found))
                found.append(one)
        out: list[Attribution] = []
        claimed: set[int] = set()
        for n, (speaker, cue, content) in enumerate(found):
            whole = _complete(view, content, {t.i for t in [*cue, *speaker]}, found)
            at = {t.i for t in cue}
            if at & claimed:
                continue
            claimed |= at
            said = view.words(whole)
            if said is not None:
                out.append(Attribution(view.words(speaker), view.words(cue), said, framed=n in framed))
        return sorted(out, key=lambda a: a.order)

    def _at(self, view: View, token: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
        lemma = token.lemma_.lower()
        if token.lower_ == "according" and token.i + 1 < len(view.doc) and token.nbor().lower_ == "to":
            return _according(token)
        if token.pos_ == "VERB" or (token.pos_ in ("ADJ", "NOUN", "PROPN") and token.tag_.startswith("VB")):
            seen = sight(token) if view.quotation(token.i) is None else None
            if seen is not None:
                return seen
            if lemma not in self._cues.verbs:
                return _idiom(token)
            return self._verb(view, token, lemma)
        if token.pos_ == "NOUN" and lemma in self._cues.nouns:
            return self._noun(token, lemma)
        if token.pos_ in ("NOUN", "PROPN", "ADJ") and self._cues.verbs.get(lemma) in _STRONG:
            return _mistagged(view, token)
        if token.lower_ in self._cues.adverbs and token.head.pos_ in ("VERB", "AUX"):
            head = token.head
            return [], [token], [t for t in subtree(head, without=children(head, "advcl")) if t.i != token.i]
        return None

    # -- verbs

    def _verb(self, view: View, verb: Token, lemma: str) -> tuple[list[Token], list[Token], list[Token]] | None:
        if verb.dep_ in ("amod", "compound", "aux") or (verb.dep_ == "relcl" and lemma in self._cues.stance):
            return None
        if verb.dep_ == "xcomp" and lemma in self._cues.stance and verb.head.lemma_.lower() in self._cues.verbs:
            return None
        passive = is_passive(verb)
        if passive and lemma in self._cues.passive_belief and agent(verb) is None:
            believed = self._believed(verb)
            if believed:
                return believed
        if lemma == "cite" and verb.tag_ == "VBG" and verb.dep_ == "advcl":
            return None
        who = agent(verb) if passive else _who(verb, self._cues)
        if who is not None and view.quotation(who.i) is not None and view.quotation(verb.i) is None:
            who = next((t for t in verb.children if t.dep_ == "nsubj" and view.quotation(t.i) is None), who)
        spoken = view.quotation(verb.i) is None
        speaker = [t for t in _speaker(verb, who) if not (spoken and view.quotation(t.i))]
        cue = _cue(verb, lemma)
        content = self._content(view, verb, lemma, passive=passive)
        if not content:
            return _idiom(verb)
        taken = {t.i for t in [*speaker, *cue]}
        return speaker, cue, [t for t in _trimmed(verb, content, self._cues) if t.i not in taken]

    def _believed(self, verb: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
        """Read "50 people are believed to have died", "it is feared that ..."."""
        clause = child(verb, "ccomp", "xcomp", "advcl")
        if clause is None:
            return None
        about = child(verb, "nsubjpass", "nsubj")
        content = subtree(clause)
        if about is not None and about.lower_ != "it":
            content = [*about.subtree, *content]
        return [], _cue(verb, verb.lemma_), content

    def _content(self, view: View, verb: Token, lemma: str, *, passive: bool) -> list[Token]:
        clause = self._clause(verb, lemma)
        if clause:
            return clause
        spoken = self._cues.verbs[lemma] is not Sense.DEMAND and verb.dep_ not in ("relcl", "acl")
        quotation = _quotation_beside(view, verb) if spoken else None
        if quotation is not None and child(verb, "dobj") is None:
            return list(view.doc[quotation.first : quotation.last + 1])
        if verb.dep_ in ("ccomp", "parataxis") and verb.head.pos_ in ("VERB", "AUX") and verb.i > verb.head.i:
            # "The strike, he said, was deliberate.": the verb of saying hangs on what is said.
            if self._cues.verbs[lemma] is Sense.SAY and child(verb, "dobj", "ccomp", "xcomp") is None and _aside(verb):
                return subtree(verb.head, without=[verb])
            if verb.dep_ == "parataxis":
                return subtree(verb.head, without=[verb])
        return self._object(verb, lemma, passive=passive)

    def _clause(self, verb: Token, lemma: str) -> list[Token]:
        for clause in verb.children:
            if clause.dep_ in ("ccomp", "parataxis"):
                return subtree(clause)
            if clause.dep_ == "xcomp" and lemma not in self._cues.finite_only and clause.pos_ in ("VERB", "AUX"):
                obj = child(verb, "dobj")
                return [*(subtree(obj) if obj is not None and lemma not in _TOLD else []), *subtree(clause)]
            if clause.dep_ == "advcl" and clause.i > verb.i and child(clause, "mark") is not None:
                mark = child(clause, "mark")
                if mark is not None and mark.lower_ == "that":
                    return subtree(clause)
        return []

    def _object(self, verb: Token, lemma: str, *, passive: bool) -> list[Token]:
        particles = _PARTICLES.get(lemma, ())
        for one in verb.children:
            if one.dep_ in ("prep", "prt") and one.lower_ in particles and one.i > verb.i:
                obj = child(one, "pobj", "pcomp")
                if obj is not None:
                    return subtree(obj)
        if lemma == "charge" and (charged := _charged(verb)):
            return charged
        if lemma not in self._cues.takes_object:
            return []
        if passive:
            about = child(verb, "nsubjpass")
            tail = [t for one in children(verb, "prep", "xcomp", "oprd") for t in one.subtree]
            return [*about.subtree, *tail] if about is not None else tail
        before = next((t for t in verb.lefts if t.dep_ == "dobj" and t.lower_ in ("which", "that", "whom")), None)
        if before is not None:
            return [before, *[t for one in verb.rights if one.dep_ in _COMPLEMENTS for t in one.subtree]]
        if child(verb, "dobj") is None and child(verb, "oprd") is None:
            if verb.dep_ != "relcl":
                return []
            # "a claim that X dismissed as false": what is dismissed is the noun before.
            tail = [t for one in verb.rights if one.dep_ in _COMPLEMENTS for t in one.subtree]
            return [*subtree(verb.head, without=[verb]), *tail]
        return [t for one in verb.children if one.i > verb.i and one.dep_ in _COMPLEMENTS for t in one.subtree]

    # -- nouns

    def _noun(self, noun: Token, lemma: str) -> tuple[list[Token], list[Token], list[Token]] | None:
        content: list[Token] = []
        clause = child(noun, "acl", "ccomp")
        if clause is not None and any(t.lower_ == "that" and t.dep_ in ("mark", "det") for t in clause.children):
            content = subtree(clause)
        sense = self._cues.nouns[lemma]
        if not content and sense in (Sense.ACCUSE, Sense.DENY):
            of = next((one for one in noun.children if one.lower_ in ("of", "against")), None)
            content = subtree(of) if of is not None else []
        if not content:
            return None
        owner = child(noun, "poss")
        if owner is None:
            by = next(
                (one for one in noun.children if one.lower_ in ("by", "from") and one.dep_ in ("prep", "agent")), None
            )
            owner = child(by, "pobj") if by is not None else None
        taken = {t.i for t in subtree(owner)} if owner is not None else set()
        speaker = [] if owner is None else subtree(owner)
        return speaker, [noun], [t for t in content if t.i not in taken]


def _framed(view: View, token: Token) -> Framed | None:
    return as_said(token) or in_the_view(token) or position(token) or headed(view, token)


def _charged(verb: Token) -> list[Token]:
    """Read "charged Ankara with arming them": no court, where a deed stands after "with"."""
    who, prep = child(verb, "dobj", "nsubjpass"), next((t for t in verb.rights if t.lower_ == "with"), None)
    if who is None or prep is None or child(prep, "pcomp") is None:
        return []
    return [*who.subtree, *prep.subtree]


def _idiom(verb: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Read a cue of more than one word whose verb is no cue by itself ("held Israel accountable")."""
    if idiom_at(verb) is None:
        return None
    passive = is_passive(verb)
    who = (agent(verb) or _by(verb)) if passive else _who(verb, cues())
    content = [t for one in verb.children if one.i > verb.i and one.dep_ in _COMPLEMENTS for t in one.subtree]
    about = child(verb, "nsubjpass") if passive else None
    if about is not None:
        content = [*about.subtree, *content]
    speaker = _speaker(verb, who)
    taken = {t.i for t in speaker}
    return speaker, _cue(verb, verb.lemma_.lower()), [t for t in content if t.i not in taken]


def _by(verb: Token) -> Token | None:
    """Find who is named after "by" further on: "was laid at the door of the army by the charity"."""
    by = next((t for t in verb.subtree if t.i > verb.i and t.lower_ == "by" and t.dep_ in ("prep", "agent")), None)
    obj = child(by, "pobj") if by is not None else None
    return obj if obj is not None and obj.text[:1].isupper() else None


def _who(verb: Token, lexicon: Cues) -> Token | None:
    """Give who says it. "He said the raid failed, adding ...": not the raid, though the parse may hang it so."""
    token = verb
    for _ in range(3):
        if token.dep_ not in ("advcl", "conj") or child(token, "nsubj", "nsubjpass") is not None:
            break
        head = token.head
        inside = head.dep_ == "ccomp" and head.head.lemma_.lower() in lexicon.verbs
        if inside and (token.tag_ == "VBG" or (_thing(subject(head)) and token.dep_ == "conj")):
            return subject(head.head)
        token = head
    return subject(verb)


def _thing(noun: Token | None) -> bool:
    """Tell whether a noun cannot speak: a claim, a strike."""
    if noun is None:
        return False
    lexicon = attacks()
    return noun.lemma_.lower() in lexicon.allegations | lexicon.attack_nouns | _HARMED


def _trimmed(verb: Token, content: list[Token], lexicon: Cues) -> list[Token]:
    """Leave out of a content what is the next speaker's, or the next cue's.

    A clause joined on after the cue ("..., he said, and Ankara accused ..."), what stands before a semicolon, a
    participle of saying at the end ("..., adding that ..."), and an apposition of what became of the claim (", a claim
    that X denied").
    """
    said = attacks().allegations
    gone: set[int] = set()
    before = bool(content) and min(t.i for t in content) < verb.i
    for token in content:
        after = token.i > verb.i
        joined = after and before and token.dep_ == "conj" and child(token, "nsubj", "nsubjpass") is not None
        if joined and not any(t.i == verb.i for t in token.subtree):
            gone.update(t.i for t in token.subtree)
        saying = (token.tag_ == "VBG" and token.dep_ == "advcl") or (token.dep_ == "conj" and _thing(subject(token)))
        if after and saying and token.lemma_.lower() in lexicon.verbs:
            gone.update(t.i for t in token.subtree if t.i >= token.i - 1)
        told = token.dep_ == "appos" and token.lemma_.lower() in said and child(token, "relcl") is not None
        if told and not any(t.i == verb.i for t in token.subtree):
            gone.update(t.i for t in token.subtree)
    if before:
        stop = next((t.i for t in reversed(list(verb.doc[verb.sent.start : verb.i])) if t.text == ";"), None)
        if stop is not None:
            gone.update(range(verb.sent.start, stop + 1))
    return [t for t in content if t.i not in gone]


def _mistagged(view: View, token: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Read a verb that the tagger took for a noun, as it does beside scare quotes: Ankara "firmly rejects" it.

    Only a form in -s or -ed counts, with an actor right before it and a noun phrase after it.
    """
    doc = view.doc
    if not token.lower_.endswith(("s", "ed")) or token.lower_ == token.lemma_.lower():
        return None
    left = token.i - 1
    while left >= token.sent.start and (doc[left].text == '"' or doc[left].pos_ == "ADV"):
        left -= 1
    right = token.i + 1
    while right < token.sent.end and doc[right].text == '"':
        right += 1
    mention = view.mention_at.get(left) if left >= token.sent.start else None
    if mention is None or mention.is_adjective:
        return None
    if token.dep_ == "relcl" and (right >= token.sent.end or doc[right].is_punct):
        # "an allegation that the ministry rejects"
        return list(doc[mention.first : mention.last + 1]), [token], [token.head]
    if right >= token.sent.end:
        return None
    if doc[right].pos_ not in ("DET", "NOUN", "PROPN", "ADJ", "PRON", "SCONJ", "ADV"):
        return None
    cue = [t for t in doc[left + 1 : token.i + 1] if not t.is_punct]
    content = [t for t in doc[right : token.sent.end] if not (t.is_punct and t.i == token.sent.end - 1)]
    return list(doc[mention.first : mention.last + 1]), cue, content


def _according(token: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    to = token.nbor()
    obj = child(to, "pobj") or child(token, "pobj")
    if obj is None:
        return None
    head = token.head if token.dep_ in ("prep", "advmod", "advcl", "pcomp") else to.head
    while head.pos_ not in ("VERB", "AUX") and head.dep_ not in ("ROOT", "conj", "ccomp") and head.head is not head:
        head = head.head
    gone = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    content = [t for t in head.subtree if t.i not in gone]
    return subtree(obj), [token, to], content


def _aside(verb: Token) -> bool:
    """Tell whether a verb of saying stands between commas or at the end, as an aside does."""
    first = min(t.i for t in verb.subtree)
    return first > 0 and verb.doc[first - 1].text in (",", '"', "-", "–", "—", "''")


def _speaker(verb: Token, who: Token | None) -> list[Token]:
    if who is None or (who.dep_ == "expl") or (who.lower_ in ("it", "there") and who.dep_ == "expl"):
        return []
    if who.dep_ == "compound" and who.head == verb:
        run = [who]
        for one in reversed([t for t in verb.lefts if t.i < who.i]):
            if max(t.i for t in one.subtree) + 1 != min(t.i for t in run) or one.pos_ in ("PUNCT", "ADP", "CCONJ"):
                break
            run = [*one.subtree, *run]
        return run
    if verb.dep_ in ("acl", "relcl") and verb.head is who:
        return subtree(who, without=[verb])
    gone = [verb] if any(t.i == verb.i for t in who.subtree) else []
    return subtree(who, without=gone)


def _cue(verb: Token, lemma: str) -> list[Token]:
    """Give the verb with the auxiliaries, negations and adverbs right before it, and the particle right after it."""
    doc = verb.doc
    left = verb.i
    while left > 0 and doc[left - 1].head == verb and doc[left - 1].dep_ in ("aux", "auxpass", "neg", "advmod"):
        left -= 1
    right = verb.i
    if (right + 1 < len(doc) and doc[right + 1].lower_ in _PARTICLES.get(lemma, ())) or (
        right + 1 < len(doc) and doc[right + 1].dep_ == "prt" and doc[right + 1].head == verb
    ):
        right += 1
    return [doc[i] for i in range(left, right + 1) if doc[i].dep_ not in SUBJECTS]


def _quotation_beside(view: View, verb: Token) -> Quotation | None:
    """Find the quotation that a verb of saying introduces or closes, in its own paragraph and near it."""
    if view.quotation(verb.i) is not None:
        return None
    best: tuple[int, Quotation] | None = None
    for quotation in view.quotations:
        if view.paragraph[quotation.first] != view.paragraph[verb.i]:
            continue
        away = quotation.first - verb.i if quotation.first > verb.i else verb.i - quotation.last
        if away > _SPEECH_REACH or quotation.last - quotation.first < 4:
            continue
        if quotation.first > verb.i and verb.sent.end <= quotation.first and view.doc[verb.sent.end - 1].text != ":":
            continue
        if best is None or away < best[0]:
            best = away, quotation
    return best[1] if best else None


def _complete(
    view: View, content: list[Token], taken: set[int], found: list[tuple[list[Token], list[Token], list[Token]]]
) -> list[Token]:
    """Complete quotations to their marks, and follow one into the sentences of its paragraph that go on with it."""
    doc = view.doc
    indexes = {t.i for t in content}
    for i in sorted(indexes):
        quotation = view.quotation(i)
        if quotation is None or (quotation.first in indexes and quotation.last in indexes):
            continue
        span = range(quotation.first, quotation.last + 1)
        if not taken & set(span):
            indexes.update(span)
    # A comma before a quotation belongs to the cue's side; marks at the edges that close nothing are left out.
    ordered = sorted(indexes - taken)
    while ordered and doc[ordered[0]].text in (",", ":", ";", "-", "–", "—", "."):
        ordered.pop(0)
    while (
        ordered
        and doc[ordered[-1]].lower_ in (",", ":", ";", "-", "–", "—", ".", "and", "but")
        and view.quotation(ordered[-1]) is None
    ):
        ordered.pop()
    if not ordered:
        return []
    last = max(*ordered, max(taken, default=0))
    if view.quotation(ordered[0]) is not None:
        cued = {t.i for _, cue, _ in found for t in cue}
        ordered.extend(_continued(view, last, cued))
    return [doc[i] for i in ordered]


def _continued(view: View, last: int, cued: set[int]) -> list[int]:
    """Give the quotations that follow in the paragraph with no words of their own around them."""
    out: list[int] = []
    doc = view.doc
    here = view.paragraph[last]
    for quotation in view.quotations:
        if quotation.first <= last:
            continue
        if view.paragraph[quotation.first] != here:
            break
        between = doc[last + 1 : quotation.first]
        if any(t.is_alpha and t.i not in cued for t in between) or any(t.i in cued for t in between):
            break
        after = quotation.last + 1
        if after < len(doc) and doc[after].is_alpha and view.paragraph[after] == here and not doc[after].is_sent_start:
            break
        out.extend(range(quotation.first, quotation.last + 1))
        last = quotation.last
    return out
