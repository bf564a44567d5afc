"""Small questions put to the words of a speaker: their head, a name whole, whether a state only says where from."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import SpeakerKind
from onrecord.reading.actors import ActorMention, Form
from onrecord.reading.en.claims.nouns import mention_on, speaker_nouns
from onrecord.reading.en.claims.trees import child
from onrecord.reading.en.claims.view import View


def head_of(tokens: list[Token]) -> Token:
    """Give the token that the others hang on; of several, the first."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head is t), tokens[0])


def full_name(head: Token) -> str:
    """Give a capitalised name whole, titles and roles left out."""
    titles = speaker_nouns().titles
    doc = head.doc
    first = last = head.i
    while (
        first > head.sent.start
        and doc[first - 1].pos_ == "PROPN"
        and doc[first - 1].head.i in (head.i, first)
        and doc[first - 1].lower_ not in titles
    ):
        first -= 1
    # "al-Dbis" is three tokens.
    while (
        last + 2 < len(doc)
        and doc[last + 1].text == "-"
        and not doc[last].whitespace_
        and doc[last + 2].pos_ == "PROPN"
    ):
        last += 2
    return doc[first : last + 1].text


def plain(tokens: list[Token]) -> str:
    """Give the first stretch of words as one line, the article left out."""
    kept = tokens[1:] if len(tokens) > 1 and tokens[0].lower_ in ("the", "a", "an") else tokens
    last = 0
    while last + 1 < len(kept) and kept[last + 1].i == kept[last].i + 1:
        last += 1
    return " ".join(kept[0].doc[kept[0].i : kept[last].i + 1].text.split())


def kind_of_name(tokens: list[Token]) -> SpeakerKind | None:
    """Tell the kind of a capitalised name by its words: "Hill Relief Trust" is a charity's."""
    words = speaker_nouns().organisations
    return next((words[t.text] for t in reversed(tokens) if t.text in words), None)


def is_person(view: View, head: Token) -> bool:
    """Tell whether a capitalised name is a person's."""
    if head.pos_ != "PROPN":
        return False
    mention = mention_on(view, head)
    if mention is not None:
        return mention.form is Form.LEADER
    return not head.is_upper and child(head, "det") is None and kind_of_name([*head.lefts, head]) is None


def is_definite(head: Token) -> bool:
    """Tell whether a noun points at something known: "the", "this"."""
    det = child(head, "det")
    return det is not None and det.lower_ in ("the", "that", "this")


def only_home(owner: ActorMention, kind: SpeakerKind | None) -> bool:
    """Tell whether a state before a noun only says where somebody is from ("Syrian activists")."""
    private = (SpeakerKind.WITNESS, SpeakerKind.MEDICAL, SpeakerKind.MONITOR, SpeakerKind.NGO, SpeakerKind.MEDIA)
    state = owner.code is not None and owner.code.endswith("GOV") and owner.kind is SpeakerKind.GOVERNMENT
    return state and kind in private and owner.form in (Form.ADJECTIVE, Form.NAME, Form.SEAT)


def only_place(owner: ActorMention, kind: SpeakerKind | None) -> bool:
    """Tell whether a state after a noun is only where a witness or medic is."""
    return owner.form in (Form.NAME, Form.SEAT) and kind in (SpeakerKind.WITNESS, SpeakerKind.MEDICAL)
