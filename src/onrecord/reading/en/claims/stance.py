"""Where a speaker stands to what is told: disowns a deed, belittles who accuses him, lays a wrong at an enemy's door.

These frames name few verbs: whose deed it is, whether it is negated, and whether the speaker stands accused decide.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.conduct import conduct
from onrecord.reading.en.claims.cues import cues
from onrecord.reading.en.claims.disowning import FIGHTS, hurts
from onrecord.reading.en.claims.parties import PRONOUNS, Refer
from onrecord.reading.en.claims.reality import reality
from onrecord.reading.en.claims.said import Said
from onrecord.reading.en.claims.sides import same_party
from onrecord.reading.en.claims.trees import agent, child, is_negated, is_participle, is_passive, subject

_SIDES = FIGHTS | {
    *(SpeakerKind.NGO, SpeakerKind.MONITOR, SpeakerKind.INTERGOVERNMENTAL, SpeakerKind.PERSON, SpeakerKind.UNKNOWN)
}
_INSISTS = frozenset({"insist", "maintain", "swear", "stress", "assure", "vow", "counter", "retort", "protest"})
_TROOPS = frozenset({"soldier", "troop", "policeman", "officer", "personnel", "servicemember", "serviceman"})
_VERBAL = ("VERB", "AUX")
_OURS = frozenset({"ours", "its", "theirs", "his", "mine"})


class Stance:
    """Reads the stance of speakers in one report."""

    def __init__(self, blame: Blame) -> None:
        self._blame = blame
        self._attacks = attacks()
        self._conduct = conduct()

    # -- who accuses it

    def belittles(self, said: Said, refer: Refer) -> bool:
        """Tell whether what is said turns against who accuses, or against what is shown, rather than to the matter."""
        lex = self._conduct
        for token in said.own:
            lemma = token.lemma_.lower()
            if lemma in lex.made_up and token.tag_ == "VBN" and self._of_claims(_about(token)):
                return not is_negated(token)
            if token.dep_ in ("acomp", "attr", "oprd") and lemma in self._attacks.falsity | lex.belittling:
                over = token.head
                if self._of_claims(subject(over) or child(over, "dobj")) and not is_negated(over):
                    return True
        if not any(t.pos_ in _VERBAL for t in said.own) and said.speaker is not None and said.speaker.kind in FIGHTS:
            roots = [t for t in said.own if t.head.i not in {o.i for o in said.own} or t.head is t]
            return any(t.lemma_.lower() in self._attacks.falsity | lex.belittling for t in roots)
        answers = said.standing.accused(said.speaker) or self._answering(said)
        return answers and self._at_accuser(said, refer)

    def _at_accuser(self, said: Said, refer: Refer) -> bool:
        """Tell whether a clause speaks ill of whoever accuses the speaker."""
        lex = self._conduct
        for verb in said.own:
            if verb.pos_ not in _VERBAL or verb.dep_ in ("aux", "auxpass", "relcl"):
                continue
            who = subject(verb)
            if who is None or not self._accuser(who, said, refer):
                continue
            words = {t.lemma_.lower() for t in verb.subtree}
            if is_negated(verb) or verb.lemma_.lower() in lex.lying or words & lex.belittling:
                return True
            if words & self._attacks.falsity:
                return True
        return False

    def _accuser(self, who: Token, said: Said, refer: Refer) -> bool:
        actors = self._blame.parties(who, refer, acting=False)
        if not actors and who.pos_ in ("NOUN", "PROPN"):
            back = refer(who)
            actors = [back] if back is not None else []
        return any(said.standing.accuses(actor, said.speaker) for actor in actors)

    def _answering(self, said: Said) -> bool:
        return said.head is not None and said.head.lemma_.lower() in self._conduct.answering

    def _of_claims(self, noun: Token | None) -> bool:
        """Tell whether a noun is of a claim, of evidence, or only points: what can be false."""
        if noun is None:
            return False
        told = self._attacks.allegations | self._attacks.evidence | {"entry", "clip", "letter", "screenshot", "map"}
        return noun.lemma_.lower() in told or noun.lower_ in ("it", "this", "that", "these", "which", "they", "them")

    # -- somebody else's wrong

    def wrongs(self, said: Said, refer: Refer) -> list[Actor] | None:
        """Name who is said to have done a wrong that is no attack; [] where only "terrorists" did, None where nobody.

        Only those who fight or watch are heard so; to others a wrong is what they saw.
        """
        if said.speaker is not None and said.speaker.kind not in _SIDES:
            return None
        out: list[Actor] = []
        foes = False
        for token in said.own:
            if token.pos_ in _VERBAL and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
                who = self._wrongdoer(token)
                if who is None:
                    continue
                if who.lower_ in ("who", "which", "that") and token.dep_ == "relcl":
                    who = token.head
                if who.lower_ == "they" and said.speaker is not None and said.speaker.kind in FIGHTS:
                    foes = foes or refer(who) is None
                found = [a for a in self._blame.parties(who, refer) if not same_party(a, said.speaker)]
                out += [a for a in found if a not in out]
                foes = foes or (not found and who.lemma_.lower() in self._conduct.foes)
            elif token.dep_ == "attr" and token.lemma_.lower() in self._conduct.foes:
                foes = foes or child(token, "relcl") is not None
            elif token.pos_ == "NOUN" and token.lemma_.lower() in self._conduct.wrong_nouns:
                found = [a for a in self._blame.owners(token, refer) if not same_party(a, said.speaker)]
                out += [a for a in found if a not in out]
        return out if out or foes else None

    def _wrongdoer(self, verb: Token) -> Token | None:
        lemma = verb.lemma_.lower()
        real = reality(verb)
        if real is None or not real[0]:
            return None
        wrong = lemma in self._conduct.wrongs and hurts(verb, lemma)
        attack = lemma in self._attacks.strikes | self._attacks.harms
        if not wrong and not attack:
            return None
        if is_passive(verb) or is_participle(verb):
            return agent(verb)
        if lemma in cues().verbs and lemma not in self._conduct.wrongs:
            return None
        who = subject(verb)
        what = child(verb, "dobj")
        if what is not None and what.lemma_.lower() in self._conduct.harmless:
            return None
        if who is not None and not wrong and who.lemma_.lower() not in self._conduct.foes | {"they"}:
            return None  # An attack's own author is found by blame.
        return who


def _about(verb: Token) -> Token | None:
    """Give what a participle is said of: "the entry was forged", "footage staged by the rebels"."""
    if verb.dep_ in ("acl", "relcl", "amod"):
        return verb.head
    return child(verb, "nsubjpass", "nsubj")


# -- what is wanted, planned, damned


def condemns(own: list[Token]) -> bool:
    """Tell whether words are of outrage: "it is unforgivable", "we are shocked by the raid"."""
    words = conduct().condemning
    for token in own:
        if token.lower_ in words and token.dep_ == "amod" and token.head.dep_ == "attr" and _of_this(token.head.head):
            return True  # "this is a despicable deed"
        if token.lower_ not in words or token.dep_ not in ("acomp", "attr", "ROOT", "oprd", "ccomp", "conj"):
            continue
        over = token if token.pos_ in _VERBAL else token.head
        if not is_negated(over):
            return True
    return False


def _of_this(verb: Token) -> bool:
    who = child(verb, "nsubj")
    return who is not None and (who.lower_ in ("it", "this", "that") or who.lemma_.lower() in attacks().attack_nouns)


def demands(said: Said) -> bool:
    """Tell whether words ask somebody for something: "we call on ...", "must stop", "let the convoy through"."""
    lex = conduct()
    asks = said.head is not None and said.head.lemma_.lower() in lex.demanding
    if asks and any(t.tag_ == "TO" and t.dep_ == "aux" for t in said.content):
        return True  # "challenged the commission to send its people"
    for token in said.own:
        if token.pos_ not in _VERBAL or token.dep_ not in ("ROOT", "ccomp", "conj", "parataxis"):
            continue
        if token.dep_ == "conj" and child(token, "nsubj", "nsubjpass") is None:
            continue
        lemma = token.lemma_.lower()
        who = child(token, "nsubj", "nsubjpass")
        own = who is not None and who.lower_ in ("we", "i", "it")
        if own and lemma in lex.demanding and not is_negated(token) and _asks(token, lemma):
            return True
        must = next((t for t in token.children if t.dep_ == "aux" and t.lower_ in lex.musts), None)
        past = any(t.dep_ == "aux" and t.lower_ == "have" for t in token.children)
        if must is not None and not past and who is not None and not own:
            return True
        if lemma in ("need", "have") and who is not None and not own and _to(token):
            return True
        first = token.tag_ == "VB" and who is None and not list(token.lefts)
        if first and token.is_sent_start is not False and token.dep_ == "ROOT":
            return True
        if any(t.dep_ == "acomp" and t.lower_ in lex.needed for t in token.children):
            return True
    return False


def _asks(verb: Token, lemma: str) -> bool:
    if lemma == "call":
        return any(t.lower_ in ("for", "on", "upon") for t in verb.rights)
    if lemma in ("ask", "want", "require", "press", "invite", "challenge"):
        return child(verb, "dobj", "ccomp", "xcomp", "prep") is not None
    return True


def _to(verb: Token) -> bool:
    clause = child(verb, "xcomp")
    return clause is not None and any(t.tag_ == "TO" for t in clause.children)


def announces(said: Said, refer: Refer) -> bool:
    """Tell whether a speaker tells of what his own side will do, or has begun because of the matter."""
    lex = conduct()
    does = said.head is not None and said.head.lemma_.lower() in lex.announcing
    if does and any(t.lower_ in lex.announced for t in said.own[:6]):
        return True  # "ordered an investigation"
    for token in said.own:
        if token.pos_ not in _VERBAL or token.dep_ not in ("ROOT", "ccomp", "conj", "parataxis", "pcomp"):
            continue
        who = subject(token)
        if who is None or said.speaker is None:
            continue
        back = refer(who) if who.lower_ in PRONOUNS else None
        if not same_party(back, said.speaker) and who.lower_ not in ("we", "i"):
            continue
        will = any(t.dep_ == "aux" and t.lower_ in ("will", "'ll", "shall", "would") for t in token.children)
        if will and not is_negated(token):
            return True
        begun = token.lemma_.lower() in lex.announcing
        if begun and any(t.lower_ in lex.announced for t in token.subtree):
            return True
    return False
