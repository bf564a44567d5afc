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
from onrecord.reading.en.claims.phrases import COMPLEMENTS, according, charged, idiomatic, mistagged
from onrecord.reading.en.claims.quotations import complete, quotation_beside
from onrecord.reading.en.claims.sayers import PARTICLES, cue_of, is_aside, is_thing, sayer, speaker_of
from onrecord.reading.en.claims.sights import sight
from onrecord.reading.en.claims.trees import agent, child, children, is_passive, subject, subtree
from onrecord.reading.en.claims.view import View

_TOLD = frozenset({"tell", "inform", "remind", "assure", "ask", "warn", "advise", "urge", "caution", "promise"})
_STRONG = frozenset({Sense.DENY, Sense.DISMISS, Sense.ACCUSE, Sense.CONDEMN, Sense.ADMIT})


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
            whole = complete(view, content, {t.i for t in [*cue, *speaker]}, found)
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
            return according(token)
        if token.pos_ == "VERB" or (token.pos_ in ("ADJ", "NOUN", "PROPN") and token.tag_.startswith("VB")):
            seen = sight(token) if view.quotation(token.i) is None else None
            if seen is not None:
                return seen
            if lemma not in self._cues.verbs:
                return idiomatic(token)
            return self._verb(view, token, lemma)
        if token.pos_ == "NOUN" and lemma in self._cues.nouns:
            return self._noun(token, lemma)
        if token.pos_ in ("NOUN", "PROPN", "ADJ") and self._cues.verbs.get(lemma) in _STRONG:
            return mistagged(view, token)
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
        who = agent(verb) if passive else sayer(verb, self._cues)
        if who is not None and view.quotation(who.i) is not None and view.quotation(verb.i) is None:
            who = next((t for t in verb.children if t.dep_ == "nsubj" and view.quotation(t.i) is None), who)
        spoken = view.quotation(verb.i) is None
        speaker = [t for t in speaker_of(verb, who) if not (spoken and view.quotation(t.i))]
        cue = cue_of(verb, lemma)
        content = self._content(view, verb, lemma, passive=passive)
        if not content:
            return idiomatic(verb)
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
        return [], cue_of(verb, verb.lemma_), content

    def _content(self, view: View, verb: Token, lemma: str, *, passive: bool) -> list[Token]:
        clause = self._clause(verb, lemma)
        if clause:
            return clause
        spoken = self._cues.verbs[lemma] is not Sense.DEMAND and verb.dep_ not in ("relcl", "acl")
        quotation = quotation_beside(view, verb) if spoken else None
        if quotation is not None and child(verb, "dobj") is None:
            return list(view.doc[quotation.first : quotation.last + 1])
        if verb.dep_ in ("ccomp", "parataxis") and verb.head.pos_ in ("VERB", "AUX") and verb.i > verb.head.i:
            # "The strike, he said, was deliberate.": the verb of saying hangs on what is said.
            bare = child(verb, "dobj", "ccomp", "xcomp") is None
            if self._cues.verbs[lemma] is Sense.SAY and bare and is_aside(verb):
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
        particles = PARTICLES.get(lemma, ())
        for one in verb.children:
            if one.dep_ in ("prep", "prt") and one.lower_ in particles and one.i > verb.i:
                obj = child(one, "pobj", "pcomp")
                if obj is not None:
                    return subtree(obj)
        if lemma == "charge" and (deed := charged(verb)):
            return deed
        if lemma not in self._cues.takes_object:
            return []
        if passive:
            about = child(verb, "nsubjpass")
            tail = [t for one in children(verb, "prep", "xcomp", "oprd") for t in one.subtree]
            return [*about.subtree, *tail] if about is not None else tail
        before = next((t for t in verb.lefts if t.dep_ == "dobj" and t.lower_ in ("which", "that", "whom")), None)
        if before is not None:
            return [before, *[t for one in verb.rights if one.dep_ in COMPLEMENTS for t in one.subtree]]
        if child(verb, "dobj") is None and child(verb, "oprd") is None:
            if verb.dep_ != "relcl":
                return []
            # "a claim that X dismissed as false": what is dismissed is the noun before.
            tail = [t for one in verb.rights if one.dep_ in COMPLEMENTS for t in one.subtree]
            return [*subtree(verb.head, without=[verb]), *tail]
        return [t for one in verb.children if one.i > verb.i and one.dep_ in COMPLEMENTS for t in one.subtree]

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
        saying = (token.tag_ == "VBG" and token.dep_ == "advcl") or (token.dep_ == "conj" and is_thing(subject(token)))
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
