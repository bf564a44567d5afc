"""People's decisions on links, readings and incidents, and what they mean for these as they are now."""

from onrecord.reviewing.amending import Amended, amend, amend_linked
from onrecord.reviewing.deciding import decide_values
from onrecord.reviewing.decisions import CHANNEL, Channel, Held, ReviewState, key_of, stem_of
from onrecord.reviewing.links import standing_judgements
from onrecord.reviewing.queue import Priority, priority
from onrecord.reviewing.values import checked, claim_value, count_value, incident_value

__all__ = [
    "CHANNEL",
    "Amended",
    "Channel",
    "Held",
    "Priority",
    "ReviewState",
    "amend",
    "amend_linked",
    "checked",
    "claim_value",
    "count_value",
    "decide_values",
    "incident_value",
    "key_of",
    "priority",
    "standing_judgements",
    "stem_of",
]
