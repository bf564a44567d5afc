"""Whom a cue of blame blames: its object, what stands after "on", "at" or "with", or the subject of what is alleged."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.idioms import Met
from onrecord.reading.en.claims.parties import Refer
from onrecord.reading.en.claims.said import Said
from onrecord.reading.en.claims.trees import agent, child, is_negated, is_passive, subject

_TRACES = frozenset({"attribute", "ascribe"})
_ARMS = frozenset({"mortar", "gun", "gunner", "howitzer", "tank", "jet", "plane", "warplane", "aircraft"})
_CAUSES = frozenset(
    {
        "error",
        "mistake",
        "failure",
        "leak",
        "condition",
        "circumstance",
        "wound",
        "injury",
        "reason",
        "factor",
        "change",
    }
)
"""To what a death is traced that is nobody."""
_UPON = frozenset({"on", "at", "to", "with", "upon"})


class Accused:
    """Names the accused of cues of blame in one report."""

    def __init__(self, blame: Blame) -> None:
        self._blame = blame
        self._lexicon = attacks()

    def by(self, said: Said, refer: Refer, outside: Refer) -> list[Actor]:
        """Name whom an attribution with a cue of blame accuses; none where nobody can be made out."""
        head = said.head
        accused: list[Actor] = []
        if head is not None and head.pos_ == "NOUN":
            against = next((t for t in head.rights if t.lower_ == "against"), None)
            obj = child(against, "pobj") if against is not None else None
            if obj is not None:
                accused = self._blame.parties(obj, outside, acting=False)
        elif head is not None:
            accused = self._objects(head, said.met, outside)
        if not accused:
            accused = [a.actor for a in self._blame.find(said.own, refer) if a.did]
        if not accused and head is not None and _echoes(head):
            accused = self._echoed(head, said.own, outside)
        if not accused and head is not None and child(head, "ccomp") is not None:
            accused = self._in_clause(said.own, refer)
        return [a for a in accused if not (said.speaker is not None and a == said.speaker)]

    def _echoed(self, head: Token, own: list[Token], outside: Refer) -> list[Actor]:
        """Name whom "as X alleged" is about: who does it in the clause it hangs on, be it denied or asked there."""
        inside = {t.i for t in own}
        for verb in own:
            if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass") or verb == head:
                continue
            who = agent(verb) if is_passive(verb) else child(verb, "nsubj")
            if who is not None and who.i in inside:
                return self._blame.parties(who, outside, acting=False)
        return []

    def _in_clause(self, own: list[Token], refer: Refer) -> list[Actor]:
        """Name whom an alleged clause is about, whatever it says they did: "alleged that X had armed them"."""
        inside = {t.i for t in own}
        for token in own:
            if token.dep_ != "ccomp" or token.pos_ not in ("VERB", "AUX") or is_negated(token):
                continue
            who = agent(token) if is_passive(token) else child(token, "nsubj")
            if who is not None and who.i in inside:
                return self._blame.parties(who, refer, acting=False)
        return []

    def _objects(self, verb: Token, met: Met | None, outside: Refer) -> list[Actor]:
        """Name whom a verb of blame blames: its object, or what stands after "on", "at", "to" or "with"."""
        passive = is_passive(verb) or (verb.dep_ == "acl" and verb.tag_ == "VBN")
        direct = child(verb, "nsubjpass", "nsubj") if passive else child(verb, "dobj")
        if verb.tag_ == "VBN" and verb.head.lemma_ == "stand" and not passive:
            direct, passive = subject(verb.head), True  # "X stands accused"
        if passive and direct is None and verb.dep_ in ("acl", "relcl", "conj"):
            direct = verb.head if verb.dep_ != "conj" else child(verb.head, "nsubjpass")
        nouns = self._lexicon.attack_nouns | {"it", "blame", "responsibility", "finger", "this", "that", "which"}
        if direct is not None and direct.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
            on = self._on(verb, outside)
            if on:
                return on
            direct = verb.head
        if direct is not None and (met is None or met.companion != direct):
            acting = direct.lemma_.lower() in self._lexicon.attack_nouns
            found = (
                self._blame.parties(direct, outside, acting=acting)
                if direct.lower_ != "it" or not self._on(verb, outside)
                else []
            )
            if found and not (acting and self._on(verb, outside)):
                return found
        if met is not None and not passive and (found := self._between(verb, met, outside)):
            return found
        on = self._on(verb, outside)
        if on:
            return on
        if verb.lemma_.lower() in _TRACES and (whom := self._traced(verb)) is not None:
            return [whom]
        if (
            direct is not None
            and direct.lower_ not in nouns
            and direct.lemma_.lower() not in self._lexicon.attack_nouns
            and _groupish(direct)
            and not any(t.lower_ == "own" for t in direct.lefts)
        ):
            return [Actor(phrase(direct), None, SpeakerKind.UNKNOWN)]
        return []

    def _between(self, verb: Token, met: Met, outside: Refer) -> list[Actor]:
        """Name who stands between the words of an idiom: "holds the army answerable"."""
        inner = [
            t
            for t in verb.subtree
            if verb.i < t.i < max(met.companion.i, verb.i + 1) and t.dep_ in ("nsubj", "dobj", "nsubjpass")
        ]
        # The accused is at times hung on the companion.
        inner += [t for t in met.companion.lefts if t.dep_ == "compound" and verb.i < t.i]
        named = [t for t in inner if t.lower_ not in ("it", "this", "that", "which")]
        found = (self._blame.parties(one, outside, acting=False) for one in named)
        return next((one for one in found if one), [])

    def _on(self, verb: Token, outside: Refer) -> list[Actor]:
        last: list[Actor] = []
        for token in verb.subtree:
            named = token.lower_ == "as" and verb.lemma_.lower() in ("identify", "name")
            if token.i <= verb.i or not (named or token.lower_ in _UPON) or not self._hangs_on(token, verb):
                continue
            obj = child(token, "pobj")
            if obj is not None and obj.lower_ in ("door", "feet", "doorstep", "hands"):
                # "laid it at the door of X", "at X's door"
                of = child(obj, "prep")
                obj = child(of, "pobj") if of is not None else child(obj, "poss")
            if obj is not None:
                acting = obj.lemma_.lower() in self._lexicon.attack_nouns
                last = self._blame.parties(obj, outside, acting=acting) or last
        return last

    def _traced(self, verb: Token) -> Actor | None:
        """Name to whom an attack is traced whom the actor data does not know: "attributed it to 'fifth columnists'"."""
        to = next((t for t in verb.subtree if t.i > verb.i and t.lower_ == "to" and self._hangs_on(t, verb)), None)
        obj = child(to, "pobj") if to is not None else None
        if obj is None or not (_groupish(obj) or obj.tag_ in ("NNS", "NNPS")) or obj.lemma_.lower() in _CAUSES:
            return None
        if obj.lemma_.lower() in self._lexicon.attack_nouns | _ARMS:
            return None
        return Actor(phrase(obj), None, SpeakerKind.UNKNOWN)

    def _hangs_on(self, prep: Token, verb: Token) -> bool:
        """Tell whether a preposition is the verb's, or its object's: "blamed the attack on X" is tied either way."""
        head = prep.head
        if head == verb or (head.dep_ in ("dobj", "prt") and head.head == verb):
            return True
        return head.dep_ in ("pobj", "dobj", "nsubjpass") and head.lemma_.lower() in self._lexicon.attack_nouns


def _echoes(head: Token) -> bool:
    """Tell whether a cue stands in "as X alleged"."""
    return head.dep_ == "advcl" and any(t.lower_ == "as" and t.i < head.i for t in head.children)


def _groupish(noun: Token) -> bool:
    return noun.pos_ == "PROPN" or noun.lemma_.lower() in attacks().of_party


def phrase(noun: Token) -> str:
    """Give a noun with what stands before it, its article left out."""
    kept = [t for t in noun.subtree if t.i <= noun.i and t.dep_ != "det"]
    return "".join(t.text_with_ws for t in kept).strip()
