"""Arabic names of actors, and the finder of them; who they are stands in reading/actors."""

from onrecord.reading.ar.actors.data import ArabicActors, Wording, load, read_toml
from onrecord.reading.ar.actors.find import ArabicMention, find_actors

__all__ = ["ArabicActors", "ArabicMention", "Wording", "find_actors", "load", "read_toml"]
