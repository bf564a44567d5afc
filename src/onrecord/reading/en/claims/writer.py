"""Who writes of itself: a charity's statement, a ministry's communique, a release say "we" for their author."""

from __future__ import annotations

from onrecord.model import SpeakerKind
from onrecord.reading.actors import Actor, Form
from onrecord.reading.en.claims.cues import cues
from onrecord.reading.en.claims.view import View

FIRST = frozenset({"we", "our", "ours", "us", "ourselves"})
_BODIES = frozenset({SpeakerKind.NGO, SpeakerKind.MONITOR, SpeakerKind.INTERGOVERNMENTAL, SpeakerKind.MEDICAL})


def writer(view: View) -> Actor | None:
    """Name the author of a report that says "we" outside quotation marks at least twice; None for any other.

    The author is named in a heading, a first sentence without a verb, or is a body that the first paragraph lets speak.
    """
    ours = sum(t.lower_ in FIRST and view.quotation(t.i) is None for t in view.doc)
    if ours < 2 or not len(view.doc):
        return None
    first = view.parsed.sentences[0]
    bare = not any(t.pos_ in ("VERB", "AUX") for t in first)
    for mention in view.mentions:
        if mention.form is Form.ADJECTIVE or view.paragraph[mention.first] != view.paragraph[first.start]:
            continue
        if bare and mention.last < first.end:
            return mention.actor
        token = view.doc[mention.last]
        says = token.dep_ == "nsubj" and token.head.lemma_.lower() in cues().verbs
        if says and mention.kind in _BODIES:
            return mention.actor
    return None
