"""The actors that a report mentions, matched once for all stages that ask: ``parsed.once(mentioned_actors)``."""

from __future__ import annotations

from onrecord.reading.actors import ActorMention, find_actors
from onrecord.reading.actors.mentions import met
from onrecord.reading.en.parse import Parsed


def mentioned_actors(parsed: Parsed) -> list[ActorMention]:
    """Find all mentions of known actors, in order of the text."""
    return find_actors(parsed, found=parsed.once(met))
