"""What the shape of a clause does where no verb of the lexicons tells: whose deed it is, and whether it is negated.

Who stands accused and says that his own did not, denies, whatever the verb; what he says of his accuser, or of a claim,
belittles it; what he says of an adversary that he has a quarrel with lays blame. Where nobody is accused, a clause of
the same shape is only told.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import Act, SpeakerKind
from onrecord.reading.actors import Actor, Form
from onrecord.reading.en.claims.accused import phrase
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.conduct import conduct
from onrecord.reading.en.claims.cues import cues, lexicon
from onrecord.reading.en.claims.disowning import FIGHTS, hurts
from onrecord.reading.en.claims.parties import PRONOUNS, Refer
from onrecord.reading.en.claims.reality import is_none
from onrecord.reading.en.claims.said import Meaning, Said
from onrecord.reading.en.claims.sides import same_party
from onrecord.reading.en.claims.trees import child, is_negated, is_passive, subject
from onrecord.reading.en.claims.whose import Sides, Whose

_VERBAL = ("VERB", "AUX")
_MAIN = frozenset({"ROOT", "ccomp", "conj", "parataxis", "dep", "csubj"})
_NOT_REAL = frozenset({"will", "shall", "'ll", "must", "should", "ought", "can", "could", "may", "might"})
_NOBODY = frozenset({"nobody", "none", "nothing", "nowhere"})
_OURS = frozenset({"ours", "mine"})
_MINE = frozenset({"our", "my", "its", "their"})
_WATCHES = frozenset({SpeakerKind.NGO, SpeakerKind.MONITOR, SpeakerKind.INTERGOVERNMENTAL})
_TIES = frozenset({"be", "remain", "look", "seem", "appear", "prove"})
_PIECES = frozenset({Whose.ATTACK, Whose.FOE, Whose.IT})


class Shapes:
    """Reads clauses by their shape in one report."""

    def __init__(self, blame: Blame) -> None:
        self._sides = Sides(blame.view, blame)
        self._of_attacks = blame.view.of_attacks
        self._attacks, self._conduct = attacks(), conduct()
        self._words = lexicon("shapes.toml")
        self._harmless = frozenset(self._words["harmless"]["verbs"])
        self._unknowing = frozenset(self._words["unknowing"]["words"])
        self._deeds = frozenset(self._words["deeds"]["nouns"])
        self._makers = frozenset(self._words["made"]["nouns"])

    def read(self, said: Said, refer: Refer) -> Meaning | None:
        """Decide by the first clause whose shape tells; None where none does."""
        speaker = said.speaker
        if speaker is None or not (self._of_attacks or self._near(said)):
            return None
        writes = said.head is None and not said.who
        if speaker.kind not in FIGHTS and speaker.kind not in _WATCHES and not writes:
            return None
        for verb in said.own:
            if verb.pos_ not in _VERBAL or verb.dep_ in ("aux", "auxpass", "amod"):
                continue
            if not _is_main(verb) and verb.head.i in {t.i for t in said.own}:
                continue
            found = self._clause(verb, said, refer, answers=speaker.kind in FIGHTS or writes)
            if found is not None:
                return found
        return None

    def _near(self, said: Said) -> bool:
        """Tell whether the sentence has words of an attack, where the report as a whole may be of something else."""
        lex = self._attacks
        armed = lex.attack_nouns | lex.of_party | lex.harms | lex.strikes
        return bool(said.own) and any(t.lemma_.lower() in armed or t.lower_ in lex.facts for t in said.own[0].sent)

    def _clause(self, verb: Token, said: Said, refer: Refer, *, answers: bool) -> Meaning | None:
        who = subject(verb) or child(verb, "expl")
        aux = {t.lower_ for t in verb.children if t.dep_ == "aux"}
        if who is None or aux & _NOT_REAL or self._supposed(verb):
            return None
        passive = is_passive(verb)
        side, actor = self._sides.of(who, said, refer)
        negated = self._negated(verb, who)
        if side is Whose.OWN and answers:
            return self._own(verb, said, negated=negated, passive=passive, plain=self._plain(who))
        if "would" in aux:
            return None
        if answers and (owned := self._ours(verb, said, refer)) is not None:
            return owned
        if not negated and (made := self._made_by(verb, who, side, said, refer)):
            return Meaning(Act.ACCUSE, accused=made)
        stands = said.standing.accused(said.speaker)
        if negated and side in (Whose.NONE, Whose.ATTACK, Whose.OTHER, Whose.IT):
            return self._none(verb, who, said) if stands and answers else None
        if answers and stands and not passive and (foul := self._of_accuser(side, actor)):
            return foul
        if negated or passive:
            return None
        return self._adversary(verb, side, actor, who, said) if answers else None

    # -- one's own

    def _own(self, verb: Token, said: Said, *, negated: bool, passive: bool, plain: bool) -> Meaning | None:
        lemma = verb.lemma_.lower()
        speaker = said.speaker
        if speaker is None:
            return None
        writes = said.head is None and not said.who
        stands = said.standing.accused(speaker) or writes
        deed = self._deed(verb, lemma)
        what = [t for t in verb.subtree if t.i > verb.i]
        if lemma in ("know", "have", "hear", "be", "profess", "plead") and stands:
            unaware = any(t.lemma_.lower() in self._unknowing for t in what)
            had = child(verb, "dobj", "attr")
            none_of_it = negated and had is not None and had.lemma_.lower() in self._deeds
            if speaker.kind not in _WATCHES and (none_of_it or (unaware and lemma not in ("have", "be"))):
                return Meaning(Act.DENY, cleared=[speaker])
        if negated and not passive:
            done = lemma not in self._conduct.not_deeds and lemma not in ("be", "have", "do")
            done = done and (speaker.kind in FIGHTS or lemma not in self._harmless) and speaker.kind not in _WATCHES
            if deed or (done and stands and lemma not in cues().verbs):
                return Meaning(Act.DENY, cleared=[speaker])
        if plain and not negated and not passive and deed and speaker.kind in FIGHTS and _past(verb):
            return Meaning(Act.ADMIT)
        return None

    def _plain(self, who: Token) -> bool:
        """Tell whether a noun names its party itself or right before it, and not by a place behind it."""
        beside = [who, *[t for t in who.lefts if t.dep_ in ("poss", "amod", "compound", "nmod", "nummod")]]
        if who.lower_ in ("one", "two", "some") or who.pos_ == "NUM":
            beside += [t for of in who.rights if of.lower_ == "of" for t in of.subtree]
        if who.is_upper and (seat := self._sides.mention(who)) is not None and seat.form is Form.SEAT:
            return False  # A dateline.
        return any(t.lower_ in PRONOUNS or self._sides.mention(t) is not None for t in beside)

    def _ours(self, verb: Token, said: Said, refer: Refer) -> Meaning | None:
        """Read "that was our work", "the order was mine", "those two were ours"."""
        if verb.lemma_ != "be" or said.speaker is None:
            return None
        what = child(verb, "attr", "acomp")
        who = subject(verb)
        if what is None or who is None:
            return None
        owned = [t for t in what.lefts if t.dep_ == "poss" and t.lower_ in _MINE]
        ours = what.lower_ in _OURS or (
            bool(owned)
            and (what.lemma_.lower() in self._makers or what.lemma_.lower() in self._attacks.of_party)
            and (owned[0].lower_ in ("our", "my") or same_party(refer(owned[0]), said.speaker))
        )
        if not ours:
            return None
        if is_negated(verb) or is_none(who):
            return Meaning(Act.DENY, cleared=[said.speaker])
        return Meaning(Act.ADMIT)

    def _none(self, verb: Token, who: Token, said: Said) -> Meaning | None:
        """Read "there was no such ward", "not one gun had been fired" by who stands accused."""
        if said.speaker is None:
            return None
        lemma = verb.lemma_.lower()
        what = child(verb, "attr", "dobj") or who
        if lemma == "be" and who.dep_ == "expl" and is_none(what):
            return Meaning(Act.DENY, cleared=[said.speaker])
        armed = who.lemma_.lower() in self._attacks.of_party | self._attacks.attack_nouns | self._deeds
        if is_none(who) and armed and (_past(verb) or lemma == "be"):
            return Meaning(Act.DENY, cleared=[said.speaker])
        return None

    # -- others

    def _made_by(self, verb: Token, who: Token, side: Whose, said: Said, refer: Refer) -> list[Actor]:
        """Read "the missile was a Russian Kalibr", "the attackers were Ugandan", "the shell was from their guns"."""
        if verb.lemma_ not in _TIES or (side not in _PIECES and who.lemma_.lower() not in self._makers):
            return []
        out: list[Actor] = []
        for one in verb.children:
            if one.i < verb.i:
                continue
            noun = one if one.dep_ in ("attr", "acomp") else None
            if one.dep_ == "prep" and one.lower_ == "from":
                noun = child(one, "pobj")
            if noun is None or is_none(noun):
                continue
            for token in (noun, *[t for t in noun.lefts if t.dep_ in ("amod", "compound", "nmod", "poss")]):
                actor = self._sides.actor(token, refer) if token.dep_ != "amod" or token is noun else None
                mention = self._sides.mention(token)
                actor = mention.actor if mention is not None else actor
                if actor is None or actor.code is None or actor.kind not in FIGHTS or same_party(actor, said.speaker):
                    continue
                if actor not in out:
                    out.append(actor)
        return out[:1]

    def _of_accuser(self, side: Whose, actor: Actor | None) -> Meaning | None:
        if side is Whose.CLAIM:
            return Meaning(Act.DISMISS)
        if side is Whose.ACCUSER and actor is not None and actor.kind not in FIGHTS:
            return Meaning(Act.DISMISS)
        return None

    def _adversary(self, verb: Token, side: Whose, actor: Actor | None, who: Token, said: Said) -> Meaning | None:
        lemma = verb.lemma_.lower()
        if side is Whose.FOE and self._deed(verb, lemma):
            return Meaning(Act.ACCUSE, accused=[actor or Actor(phrase(who), None, SpeakerKind.ARMED_GROUP)])
        if side not in (Whose.PARTY, Whose.ACCUSER) or actor is None or lemma in self._harmless:
            return None
        if lemma in cues().verbs:
            return None
        quarrel = side is Whose.ACCUSER or said.standing.accuses(said.speaker, actor) or said.standing.accused(actor)
        if not quarrel:
            return None
        if _past(verb):
            return Meaning(Act.ACCUSE, accused=[actor])
        return Meaning(Act.DISMISS) if side is Whose.ACCUSER else None

    # -- verbs

    def _deed(self, verb: Token, lemma: str) -> bool:
        beside = [t for t in verb.children if t.dep_ in ("dobj", "prt", "nsubjpass", "advmod", "prep")]
        if any(t.lemma_.lower() in self._attacks.excepted.get(lemma, ()) for t in beside):
            return False
        if lemma in self._attacks.strikes | self._attacks.harms:
            return True
        if lemma in self._attacks.with_noun and lemma not in ("do", "make"):
            return any(
                t.lemma_.lower() in self._attacks.attack_nouns
                for t in verb.subtree
                if t.dep_ in ("dobj", "pobj", "conj")
            )
        return lemma in self._conduct.wrongs - self._conduct.not_deeds and hurts(verb, lemma)

    @staticmethod
    def _supposed(verb: Token) -> bool:
        return any(t.dep_ == "mark" and t.lower_ in ("if", "whether", "unless") for t in verb.children)

    @staticmethod
    def _negated(verb: Token, who: Token) -> bool:
        """Tell whether a verb is negated by itself or by what stands beside it: "opened fire on nobody"."""
        if is_negated(verb) or is_none(who):
            return True
        beside = [t for t in verb.rights if t.dep_ in ("dobj", "attr", "advmod")]
        beside += [o for p in verb.rights if p.dep_ == "prep" and (o := child(p, "pobj")) is not None]
        return any(is_none(t) or t.lower_ in _NOBODY for t in beside)


def _is_main(verb: Token) -> bool:
    """Tell whether a verb says what is said, and does not only describe: "an assurance that none had crossed"."""
    if verb.dep_ in _MAIN:
        return True
    return verb.dep_ in ("acl", "relcl") and any(t.dep_ == "mark" and t.lower_ == "that" for t in verb.lefts)


def _past(verb: Token) -> bool:
    aux = {t.lower_ for t in verb.children if t.dep_ in ("aux", "auxpass")}
    return verb.tag_ == "VBD" or bool(aux & {"had", "have", "has", "'ve", "'d", "was", "were", "been", "did"})
