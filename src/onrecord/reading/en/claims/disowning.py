"""What a speaker says of his own side: that it did not do something, was not there, had none of it; or that it did.

Whose deed it is, whether it is negated, and whether the speaker stands accused decide; few verbs are named.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.conduct import conduct
from onrecord.reading.en.claims.cues import cues
from onrecord.reading.en.claims.parties import PRONOUNS, Refer
from onrecord.reading.en.claims.reality import is_none, reality
from onrecord.reading.en.claims.said import Said
from onrecord.reading.en.claims.sides import same_party
from onrecord.reading.en.claims.trees import agent, child, is_negated, is_passive, subject
from onrecord.reading.en.claims.wording import calls_untrue

FIGHTS = frozenset({SpeakerKind.GOVERNMENT, SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP})
_INSISTS = frozenset({"insist", "maintain", "swear", "stress", "assure", "vow", "counter", "retort", "protest"})
_TROOPS = frozenset({"soldier", "troop", "policeman", "officer", "personnel", "servicemember", "serviceman"})
_VERBAL = ("VERB", "AUX")
_OURS = frozenset({"ours", "its", "theirs", "his", "mine"})


@dataclass(frozen=True, slots=True)
class _Where:
    """How a speaker stands to what he says."""

    said: Said
    refer: Refer
    stands: bool
    """Somebody accuses him."""
    fights: bool
    """He is of those who fight, or writes of himself."""
    party: bool
    """He is of those who fight."""


class Disowning:
    """Reads what speakers say of their own side in one report."""

    def __init__(self, blame: Blame) -> None:
        self._blame = blame
        self._attacks = attacks()
        self._conduct = conduct()

    def disowns(self, said: Said, refer: Refer) -> bool:
        """Tell whether a speaker says that his own side did not do something, was not there, or had none of it."""
        party = said.speaker is not None and said.speaker.kind in FIGHTS
        # Who writes of itself and denies is answering somebody, whoever that is.
        writes = said.speaker is not None and said.head is None and not said.who
        where = _Where(said, refer, said.standing.accused(said.speaker), party or writes, party)
        if calls_untrue(said.own) and any(
            (who := child(t, "nsubj", "nsubjpass")) is not None and self._is_own(who, said, refer)
            for t in said.own
            if t.dep_ in ("ccomp", "csubj", "acl", "advcl")
        ):
            return True
        return any(
            self._disowned(verb, where)
            for verb in said.own
            if verb.pos_ in _VERBAL and verb.dep_ not in ("aux", "auxpass", "relcl")
        )

    def _disowned(self, verb: Token, where: _Where) -> bool:
        who, lemma = subject(verb), verb.lemma_.lower()
        if who is None or (lemma in cues().verbs and lemma not in self._attacks.strikes):
            return False
        if reality(verb) is None:
            would = any(t.dep_ == "aux" and t.lower_ in ("would", "'d") for t in verb.children)
            own = self._is_own(who, where.said, where.refer)
            return would and is_negated(verb) and self._deed(verb, lemma) and own
        if is_none(who):
            return self._none(verb, who, where)
        negated = is_negated(verb) or is_none(child(verb, "dobj", "attr"))
        if is_passive(verb) or not (negated or self._away(verb)):
            return False
        return self._is_own(who, where.said, where.refer) and self._not_done(verb, lemma, where)

    def _none(self, verb: Token, who: Token, where: _Where) -> bool:
        """Read "no civilian had come to harm", "none of its people were there"; not one's own losses."""
        lemma = verb.lemma_.lower()
        if who.lemma_.lower() in _TROOPS and (is_passive(verb) or not self._deed(verb, lemma)):
            return False
        head = where.said.head
        insists = head is not None and head.lemma_.lower() in _INSISTS
        if where.fights and (where.stands or insists) and lemma not in self._conduct.not_deeds - {"suffer", "know"}:
            return True
        own = self._is_own(who, where.said, where.refer)
        return own and where.fights and lemma not in self._conduct.not_deeds

    def _not_done(self, verb: Token, lemma: str, where: _Where) -> bool:
        """Tell whether a negated verb of one's own tells of something that one might be accused of."""
        if self._deed(verb, lemma) and (where.fights or where.stands):
            return True
        what = child(verb, "dobj", "attr")
        if lemma in ("have", "be", "play", "bear") and what is not None:
            return what.lemma_.lower() in self._conduct.had_not
        if self._away(verb):
            return where.fights
        answered = where.stands or where.party or any(_alleged(t) for t in where.said.own)
        return answered and lemma not in self._conduct.not_deeds and lemma not in ("be", "have", "do")

    def _deed(self, verb: Token, lemma: str) -> bool:
        if lemma in self._attacks.strikes | self._attacks.harms:
            return True
        return lemma in self._conduct.wrongs - self._conduct.not_deeds and hurts(verb, lemma)

    def _away(self, verb: Token) -> bool:
        """Tell whether somebody is said to have been somewhere else: "was nowhere near", "not in the area"."""
        if verb.lemma_ != "be":
            return False
        if any(t.lower_ in self._conduct.away for t in verb.rights):
            return True
        places = [t for t in verb.rights if t.dep_ == "prep" and t.lower_ in ("in", "near", "over", "at", "within")]
        return is_negated(verb) and bool(places)

    def _is_own(self, who: Token, said: Said, refer: Refer) -> bool:
        """Tell whether a subject is the speaker or his own: "we", "our pilots", "no patrol of its"."""
        if said.speaker is None:
            return False
        if who.lower_ in PRONOUNS:
            back = refer(who)
            return back is not None and same_party(back, said.speaker)
        owners = [t for t in who.lefts if t.dep_ == "poss" and t.lower_ in PRONOUNS]
        for of in (t for t in who.rights if t.lower_ == "of"):
            owners += [t for t in of.subtree if t.lower_ in _OURS or (t.dep_ == "poss" and t.lower_ in PRONOUNS)]
        if any(same_party(refer(t), said.speaker) for t in owners):
            return True
        return any(same_party(actor, said.speaker) for actor in self._blame.parties(who, refer))

    def owns(self, said: Said, refer: Refer) -> bool:
        """Tell whether a clause says that the speaker's own side did something, whatever it was."""
        for verb in said.own:
            if verb.pos_ not in _VERBAL or verb.dep_ not in ("ccomp", "ROOT") or is_negated(verb):
                continue
            who = agent(verb) if is_passive(verb) else subject(verb)
            if who is not None and who.lower_ not in ("it", "he", "she", "they") and self._is_own(who, said, refer):
                return reality(verb) is not None and not is_none(who)
        return False


def hurts(verb: Token, lemma: str) -> bool:
    """Tell whether a verb that may be harmless has beside it what makes it a wrong: "set the ward alight"."""
    words = conduct()
    if lemma not in words.only_with:
        return True
    return any(t.lemma_.lower() in words.beside for t in verb.subtree if t.i > verb.i)


def _alleged(verb: Token) -> bool:
    """Tell whether a verb stands in "as X alleged"."""
    return verb.dep_ == "advcl" and verb.lemma_.lower() in cues().verbs and any(t.lower_ == "as" for t in verb.lefts)
