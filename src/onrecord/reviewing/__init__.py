"""People's decisions: what they say about links, and what that means for the readings as they are now."""

from onrecord.reviewing.links import standing_judgements

__all__ = ["standing_judgements"]
