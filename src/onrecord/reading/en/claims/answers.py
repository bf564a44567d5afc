"""What rejects a claim: denials for oneself, dismissals of somebody else's claim, of the accuser or of the evidence."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import Act
from onrecord.reading.en.claims.attacks import attacks
from onrecord.reading.en.claims.blame import Blame
from onrecord.reading.en.claims.conduct import conduct
from onrecord.reading.en.claims.heads import about_self, bare, nominal, object_of
from onrecord.reading.en.claims.parties import Refer
from onrecord.reading.en.claims.said import Meaning, Said
from onrecord.reading.en.claims.sides import same_party
from onrecord.reading.en.claims.trees import child, is_negated
from onrecord.reading.en.claims.wording import harsh

_TELLINGS = frozenset(
    {"toll", "figure", "account", "version", "narrative", "finding", "conclusion", "assessment", "story", "verdict"}
)
"""What others told or found: to reject it is to dismiss them, where it is not said to accuse the speaker."""
CALLS = frozenset(
    {"call", "describe", "brand", "label", "dub", "term", "characterise", "characterize", "denounce", "decry"}
)
_MARKS = frozenset({'"', "“", "”", "``", "''"})
_PLAIN_NOUNS = frozenset(
    {"comment", "remark", "word", "talk", "video", "image", "footage", "photo", "photograph", "source", "toll"}
)
_GOOD = frozenset(
    {
        "credible",
        "true",
        "accurate",
        "serious",
        "compelling",
        "convincing",
        "reliable",
        "overwhelming",
        "clear",
        "strong",
        "worrying",
    }
)


_WEIGHS = frozenset({"rate", "consider", "regard", "deem", "judge", "find", "think", "declare", "assess", "mark"})
"""Verbs that call a claim false only with a word that does."""
_SHOWN = frozenset({"video", "clip", "article", "entry", "letter", "post", "screenshot", "book", "film", "list", "map"})
"""What may show something and be called false, besides evidence."""
_TAKES = frozenset({"accept", "believe", "buy", "credit", "recognise", "recognize", "share", "trust", "swallow"})


class Answers:
    """Decides what rejects a claim, in one report."""

    def __init__(self, blame: Blame) -> None:
        self._blame = blame
        self._lexicon = attacks()

    def unconvinced(self, said: Said) -> bool:
        """Tell whether a claim does not convince the speaker: "does not find the ministry's account credible"."""
        if said.head is not None and said.head.lemma_.lower() in _TAKES and is_negated(said.head):
            told = self._lexicon.allegations | self._lexicon.evidence | {"it", "that", "this", "word"}
            return any(t.lemma_.lower() in told for t in said.content[:6])
        if (
            said.head is None
            or said.head.lemma_.lower() not in ("find", "consider", "deem")
            or not is_negated(said.head)
        ):
            return False
        words = {t.lemma_.lower() for t in said.own}
        return bool(words & _GOOD and words & (self._lexicon.allegations | self._lexicon.evidence))

    @staticmethod
    def doubts(said: Said) -> bool:
        """Tell whether somebody who stands accused doubts what is said of him."""
        head = said.head
        return head is not None and head.lemma_.lower() == "doubt" and said.standing.accused(said.speaker)

    def belittles(self, said: Said) -> bool:
        """Tell whether the cue calls a claim or its evidence something: "called the figures 'arithmetic'"."""
        head = said.head
        if head is None or head.lemma_.lower() not in CALLS | _WEIGHS:
            return False
        about = next((t for t in head.subtree if t.i > head.i and t.dep_ in ("dobj", "nsubj", "nsubjpass")), None)
        ill = any(t.lemma_.lower() in self._lexicon.falsity | conduct().belittling for t in head.subtree)
        told_of = self._lexicon.allegations | self._lexicon.evidence | _SHOWN
        if about is not None and ill and (about.lemma_.lower() in told_of or about.lower_ in ("him", "her", "it")):
            return not any(t.lower_ in _GOOD for t in head.subtree)
        if ill and head.lemma_.lower() in CALLS and said.standing.accused(said.speaker):
            return not any(t.lower_ in _GOOD for t in head.subtree) and not harsh([*head.subtree])
        if head.lemma_.lower() in _WEIGHS:
            return False
        told = head.dep_ == "relcl" and head.head.lemma_.lower() in self._lexicon.allegations - _PLAIN_NOUNS
        points = about is None or about.lower_ in ("that", "this", "which", "it", "them")
        if points and _scare_quoted(said) and not harsh([*head.subtree]):
            return True
        if points and (told or any(t.lower_ in self._lexicon.falsity for t in head.subtree)):
            return not any(t.lower_ in _GOOD for t in head.subtree)
        if (
            about is None
            or about.lemma_.lower() not in (self._lexicon.allegations | self._lexicon.evidence) - _PLAIN_NOUNS
        ):
            return False
        return not any(t.lower_ in _GOOD for t in [*said.content, *head.subtree])

    def deny(self, said: Said, refer: Refer) -> Meaning:
        """Decide what a cue of denial does."""
        head, lex = said.head, self._lexicon
        object_ = object_of(head) if head is not None else None
        asserted = self._blame.find(said.own, refer, said.who)
        others = [a.actor for a in asserted if not same_party(a.actor, said.speaker)]
        own = [a.actor for a in asserted if same_party(a.actor, said.speaker)]
        words = {t.lemma_.lower() for t in said.own} | {t.lower_ for t in said.own}
        clause = (head is not None and any(t.dep_ in ("ccomp", "xcomp") for t in head.children)) or not nominal(head)
        lemma = object_.lemma_.lower() if object_ is not None else ""
        if lemma in lex.withheld or (lemma in lex.offered and not asserted):
            return Meaning(Act.COMMENT)
        speaker = [said.speaker] if said.speaker is not None else []
        away = next((t for t in head.rights if t.lower_ == "from"), None) if head is not None else None
        whom = child(away, "pobj") if away is not None else None
        if said.met is not None and whom is not None and whom.lower_ in ("him", "her", "them", "remarks", "statement"):
            return Meaning(Act.DISMISS)  # "distanced itself from him"
        companion = said.met.companion.lower_ if said.met is not None else ""
        # "distanced itself from the raid", "professed ignorance of it"
        itself = companion.endswith(("self", "selves")) or companion in ("ignorance", "nothing")
        if itself or (head is not None and head.lemma_.lower() == "deny" and about_self(head)):
            return Meaning(
                Act.DENY, cleared=[a.actor for a in asserted if same_party(a.actor, said.speaker)] or speaker
            )
        # In "a charge that X rejected as absurd" the charge is the object, and no part of what is said.
        alleged = (words | {lemma}) & (lex.allegations | lex.deeds)
        if not asserted and not alleged and lemma in lex.evidence:
            return Meaning(Act.DISMISS)
        denies = head is not None and head.lemma_.lower() in ("deny", "refute", "denial")
        meant = _points_back(said) or (clause and words & lex.facts) or (denies and self._of_a_deed(head, object_))
        if not asserted and not alleged and not meant:
            return Meaning(Act.COMMENT)
        if object_ is not None and lemma in lex.offered and not own:
            return Meaning(Act.COMMENT)
        if not asserted and lemma in _TELLINGS:
            return Meaning(Act.DISMISS)
        if not asserted and any(t.tag_ == "VB" and t.dep_ in ("acl", "ccomp") and bare(t) for t in said.own):
            return Meaning(Act.COMMENT)  # "rejected a suggestion that it withdraw" turns down what is asked.
        if own or not others:
            mine = [said.speaker] if said.speaker is not None and not own else own[:1]
            return Meaning(Act.DENY, cleared=[a for a in mine if a is not None])
        return Meaning(Act.DENY if denies else Act.DISMISS, cleared=others)

    @staticmethod
    def _of_a_deed(head: Token | None, object_: Token | None) -> bool:
        """Tell whether what is denied is something done: a clause, or a noun made of a verb ("the looting")."""
        if head is None:
            return False
        if child(head, "ccomp") is not None:
            return True
        return object_ is not None and object_.lower_.endswith(("ing", "ings")) and child(head, "dative") is None

    def dismiss(self, said: Said, refer: Refer) -> Meaning:
        """Decide what a cue of dismissal does."""
        lex = self._lexicon
        words = {t.lemma_.lower() for t in said.own} | {t.lower_ for t in said.own}
        about = (
            words
            & (
                lex.allegations
                | lex.evidence
                | lex.falsity
                | {"accuser", "it", "that", "them", "which", "this", "these", "those"}
            )
            or said.met is not None
        )
        if not about and not _points_back(said):
            return Meaning(Act.COMMENT)
        own = [a.actor for a in self._blame.find(said.own, refer) if a.did and same_party(a.actor, said.speaker)]
        return Meaning(Act.DENY if own else Act.DISMISS, cleared=own[:1])


def _points_back(said: Said) -> bool:
    """Tell whether what is denied is only pointed at: "denied it", "which Ankara denied"."""
    words = [t.lower_ for t in said.content if not t.is_punct]
    if words[:1] in (["it"], ["this"], ["that"], ["these"], ["them"]) and words[1:2] == ["as"]:
        return True  # "rejected that as an insult"
    return not words or (
        all(
            w in ("it", "this", "that", "which", "them", "all", "so", "doing", "the", "these", "those")
            for w in words[:2]
        )
        and len(words) < 4
    )


def _scare_quoted(said: Said) -> bool:
    """Tell whether a thing is called something in quotation marks that stand around that alone."""
    head = said.head
    own = [t for t in said.content if head is not None and t.i > head.i]
    return len(own) > 2 and own[0].text not in _MARKS and own[-1].text in _MARKS
