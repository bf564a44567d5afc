"""Ways to let somebody speak without a verb of saying that governs the words: frames of the whole clause.

"as residents alleged", "as did the ministry", "in the view of the panel", "by the count of the hospital", "their
position is that ...", and a name before a colon.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reading.en.claims.cues import Sense, cues, lexicon
from onrecord.reading.en.claims.nouns import noun_kind, speaker_nouns
from onrecord.reading.en.claims.trees import child, subtree
from onrecord.reading.en.claims.view import View

Framed = tuple[list[Token], list[Token], list[Token]]
"""Speaker, cue and content."""

_VIEWS = frozenset(lexicon("cues.toml")["frames"]["views"])
_POSITIONS = frozenset(lexicon("cues.toml")["frames"]["positions"])
_SPOKEN = frozenset({Sense.SAY, Sense.ACCUSE, Sense.REPORT, Sense.ESTIMATE, Sense.CONFIRM, Sense.ANNOUNCE, Sense.ADMIT})
_QUIET = frozenset({"expect", "know", "see", "want", "plan", "seek", "intend", "call", "hope", "describe"})
"""Verbs that with "as" tell of no claim: "as expected", "as is known", "as planned", "as they call it"."""

_NAME = 14
"""Tokens before a colon that may name a speaker and say where or when."""
_HEADING = 24


def as_said(token: Token) -> Framed | None:
    """Read "..., as two residents alleged", "..., as did a French reporter"."""
    if token.lower_ != "as" or token.dep_ not in ("mark", "advmod", "prep", "cc"):
        return None
    verb = token.head
    if verb.pos_ not in ("VERB", "AUX") or verb.dep_ not in ("advcl", "ccomp", "relcl", "acl") or verb.i < token.i:
        return None
    lemma = verb.lemma_.lower()
    sense = cues().verbs.get(lemma)
    if lemma in _QUIET or (sense not in _SPOKEN and lemma != "do"):
        return None
    who = child(verb, "nsubj")
    if who is None or who.lower_ in ("it", "there") or (who.i > verb.i and verb.i - token.i > 2):
        return None
    if any(one.dep_ in ("dobj", "ccomp", "xcomp") for one in verb.children):
        return None  # "as he told the council" tells the time.
    content = subtree(verb.head, without=[verb])
    return subtree(who), [token, verb] if lemma == "do" else [verb], content


def in_the_view(token: Token) -> Framed | None:
    """Read "in the view of the panel", "in her telling", "by the hospital's count", "on the army's account"."""
    if token.dep_ != "prep" or token.lower_ not in ("in", "by", "on"):
        return None
    noun = child(token, "pobj")
    if noun is None or noun.lemma_.lower() not in _VIEWS:
        return None
    owner = child(noun, "poss")
    if owner is None:
        of = next((t for t in noun.rights if t.lower_ in ("of", "from", "by")), None)
        owner = child(of, "pobj") if of is not None else None
    if owner is None or not _speaks(owner):
        return None
    head = token.head
    for _ in range(4):
        if head.pos_ in ("VERB", "AUX"):
            break
        head = head.head
    if head.pos_ not in ("VERB", "AUX"):
        return None
    gone = {t.i for t in token.subtree}
    return subtree(owner), [token, noun], [t for t in head.subtree if t.i not in gone]


def position(noun: Token) -> Framed | None:
    """Read "its position is that ...", "today's version from the army is that ..."."""
    if noun.dep_ != "nsubj" or noun.lemma_.lower() not in _POSITIONS or noun.head.lemma_ != "be":
        return None
    clause = child(noun.head, "ccomp")
    if clause is None or clause.i < noun.head.i:
        return None
    owner = child(noun, "poss")
    if owner is None:
        by = next((t for t in noun.rights if t.lower_ in ("of", "from", "by") and t.dep_ == "prep"), None)
        owner = child(by, "pobj") if by is not None else None
    if owner is None or owner.ent_type_ == "DATE" or not _speaks(owner):
        return None
    return subtree(owner), [noun, noun.head], subtree(clause)


def headed(view: View, colon: Token) -> Framed | None:
    """Read a speaker before a colon: "The governor, at dawn: '...'", and in a heading "Ministry: 14 killed in strike".

    What stands before has no verb and names somebody who can speak; in running text a quotation follows.
    """
    if colon.text != ":" or colon.i + 2 >= len(view.doc) or view.quotation(colon.i) is not None:
        return None
    doc, here = view.doc, view.paragraph[colon.i]
    first = colon.i
    while first > 0 and view.paragraph[first - 1] == here and doc[first - 1].text not in (".", "!", "?", ";"):
        first -= 1
    before = [t for t in doc[first : colon.i] if not t.is_space]
    # A stamp of time, a dash: "14:20 - Ministry: ..."
    while before and (before[0].is_punct or before[0].like_num or before[0].is_digit or not before[0].is_alpha):
        before.pop(0)
    if not before or len(before) > _NAME or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") for t in before):
        return None
    last = colon.i + 1
    while last < len(doc) and view.paragraph[last] == here:
        last += 1
    after = [t for t in doc[colon.i + 1 : last] if not t.is_space]
    if len(after) < 3:
        return None
    quotation = view.quotation(after[0].i)
    heading = first == 0 or doc[first - 1].is_space or view.paragraph[first - 1] != here
    alone = heading and len(after) < _HEADING and after[-1].text not in (".", "?", "!")
    if quotation is not None:
        after = [t for t in after if quotation.first <= t.i <= quotation.last]
    elif not alone:
        return None
    noun = next((t for t in before if _somebody(view, t)), None)
    if noun is None:
        return None
    stop = next((t.i for t in before if t.i > noun.i and t.text in (",", "(")), before[-1].i + 1)
    return [t for t in before if t.i < max(stop, noun.i + 1)], [colon], after


def _somebody(view: View, token: Token) -> bool:
    mention = view.mention_at.get(token.i)
    if mention is not None:
        return not mention.is_adjective
    return token.pos_ in ("NOUN", "PROPN") and noun_kind(token) is not None and token.dep_ != "amod"


def _speaks(owner: Token) -> bool:
    """Tell whether an owner can hold a view: a name, a pronoun, a noun for speakers; no day or place of time."""
    if owner.lower_ in ("today", "yesterday", "day", "week", "month", "year", "morning", "its", "that", "this"):
        return owner.lower_ == "its"
    nouns = speaker_nouns()
    lemma = owner.lemma_.lower()
    return (
        owner.pos_ in ("PROPN", "PRON")
        or owner.tag_ == "PRP$"
        or noun_kind(owner) is not None
        or lemma in nouns.voices
        or lemma in nouns.back
        or lemma in nouns.modified_nouns
    )
