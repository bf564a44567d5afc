"""What a speaker does by saying it, and which parties the claim accuses, clears or aims at.

The cue's sense and what is said decide together: "said" with an attack's author is an accusation, with one's own side
cleared a denial.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from onrecord.model import Act
from onrecord.reading.actors import Actor
from onrecord.reading.en.claims.accused import Accused
from onrecord.reading.en.claims.answers import CALLS, Answers
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.cues import Sense
from onrecord.reading.en.claims.heads import object_of, unreal
from onrecord.reading.en.claims.moves import moves
from onrecord.reading.en.claims.parties import Refer
from onrecord.reading.en.claims.said import Meaning, Said
from onrecord.reading.en.claims.telling import Telling
from onrecord.reading.en.claims.trees import child
from onrecord.reading.en.claims.wording import harsh, outraged

_BLAME = frozenset({Act.ACCUSE, Act.DENY, Act.DISMISS, Act.ADMIT})


class Acts:
    """Decides acts in one report."""

    def __init__(self, blame: Blame) -> None:
        self._blame = blame
        self._lexicon = attacks()
        self._accused = Accused(blame)
        self._answers = Answers(blame)
        self._telling = Telling(blame)

    def decide(self, said: Said, refer: Refer, outside: Refer) -> Meaning:
        """Decide the act and parties of one attribution.

        ``refer`` resolves words within what is said, where "it" is the speaker; ``outside`` those of the cue's own
        clause, where "accused it" is not.
        """
        if said.sense is None or said.echo or said.nobody:
            return Meaning(Act.COMMENT)
        if said.head is not None and unreal(said.head):
            return Meaning(Act.DISMISS if self._answers.unconvinced(said) else Act.COMMENT)
        if self._damns(said):
            return Meaning(Act.CONDEMN, target=self._aimed(said, outside))
        if self._answers.belittles(said):
            return Meaning(Act.DISMISS)
        if said.sense is Sense.ACCUSE:
            accused = self._accused.by(said, refer, outside)
            return Meaning(Act.ACCUSE, accused=accused) if accused else Meaning(Act.COMMENT)
        if said.sense is Sense.DENY:
            return self._answers.deny(said, refer)
        if said.sense is Sense.DISMISS:
            return self._answers.dismiss(said, refer)
        if said.sense is Sense.ADMIT:
            return self._telling.admit(said, refer)
        if said.sense in (Sense.CONDEMN, Sense.DEMAND):
            return Meaning(Act(said.sense.value), target=self._aimed(said, outside))
        return self._telling.say(said, refer)

    def parts(self, said: Said, refer: Refer, outside: Refer) -> list[tuple[Meaning, list[Token]]]:
        """Decide each move of what is said; empty where all of it does one thing.

        Moves in a row that do the same are one. What lies beyond the clause of a cue ("denied it. 'They lie,' he
        said") is told, whatever the cue's sense.
        """
        cut = moves(said.own)
        if len(cut) < 2:
            return []
        governed = {t.i for t in said.head.subtree} if said.head is not None else set()
        out: list[tuple[Meaning, list[Token]]] = []
        for tokens in cut:
            free = said.sense is not None and not any(t.i in governed for t in tokens)
            part = replace(said, own=tokens, content=tokens)
            meaning = self.decide(replace(part, head=None, sense=Sense.SAY, met=None) if free else part, refer, outside)
            if out and out[-1][0].act is meaning.act:
                last = out[-1][0]
                out[-1] = (_joined(last, meaning), [*out[-1][1], *tokens])
            elif meaning.act is not Act.COMMENT or not out:
                out.append((meaning, tokens))
        acts = {meaning.act for meaning, _ in out}
        if len(acts) < 2 or not acts & _BLAME:
            return []
        return out if out[0][0].act is not Act.COMMENT else out[1:]

    def _damns(self, said: Said) -> bool:
        """Tell whether an attack is called something harsh: "called the attack a war crime"."""
        if outraged(said.own):
            return True
        if said.head is None or said.head.lemma_.lower() not in CALLS or not harsh(said.own):
            return False
        about = child(said.head, "dobj")
        return about is not None and about.lemma_.lower() in self._lexicon.attack_nouns

    def _aimed(self, said: Said, outside: Refer) -> list[Actor]:
        obj = object_of(said.head) if said.head is not None else None
        if obj is None:
            return []
        return self._blame.parties(obj, outside, acting=True)


def _joined(one: Meaning, other: Meaning) -> Meaning:
    """Join two meanings of one act."""

    def both(first: list[Actor], second: list[Actor]) -> list[Actor]:
        return [*first, *(actor for actor in second if actor not in first)]

    return Meaning(
        one.act, both(one.accused, other.accused), both(one.cleared, other.cleared), both(one.target, other.target)
    )
