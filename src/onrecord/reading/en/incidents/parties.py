"""Parties that a report ties to the attack in its own voice: "a Gandian air strike", "Gandian warplanes bombed"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Claim
from onrecord.reading.en.incidents.lexicon import OWN_VOICE
from onrecord.reading.en.incidents.sentences import Sentences
from onrecord.reading.en.mentioned import mentioned_actors
from onrecord.reading.en.parse import Parsed


def mentioned(parsed: Parsed, claims: Sequence[Claim], sentences: Sentences) -> tuple[tuple[str, str], ...]:
    """Find (name, code) of each such party once, in order of the text; a claim's content is its speaker's voice."""
    # A speaker without words of its own in the text is the publisher: what it says is the report's own voice.
    said = [p for c in claims if c.speaker is not None and c.speaker.at.passages for p in c.content.passages]
    out: dict[str, str] = {}
    for actor in parsed.once(mentioned_actors):
        if not actor.code or any(p.overlaps(actor.at) for p in said):
            continue
        last = parsed.doc[actor.last]
        if sentences.all and last.sent.start_char in sentences.background_starts:
            continue
        if not actor.is_adjective:
            force = last.lemma_.lower() in OWN_VOICE
            strikes = last.dep_ == "nsubj" and last.head.lemma_.lower() in OWN_VOICE | {
                "bomb",
                "shell",
                "hit",
                "launch",
                "fire",
            }
            if not (force and strikes):
                continue
        elif not any(t.lemma_.lower() in OWN_VOICE for t in parsed.doc[actor.last + 1 : actor.last + 4]):
            continue
        out.setdefault(actor.code, actor.name)
    return tuple((name, code) for code, name in out.items())
