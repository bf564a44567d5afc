"""Who can speak or be accused: actor data, and the matcher that finds actors in a text.

No language's grammar is known here.
"""

from onrecord.reading.actors.data import Actor, Form, load
from onrecord.reading.actors.matcher import matcher
from onrecord.reading.actors.mentions import ActorMention, find_actors, theatre

__all__ = ["Actor", "ActorMention", "Form", "find_actors", "load", "matcher", "theatre"]
