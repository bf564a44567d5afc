"""Names of places -> where they are: the built-in gazetteer and those that a user adds. Knows no language."""

from onrecord.reading.gazetteer.added import GazetteerSummary, add_gazetteer, list_gazetteers
from onrecord.reading.gazetteer.countries import Countries
from onrecord.reading.gazetteer.index import Gazetteer, Match
from onrecord.reading.gazetteer.store import GazetteerPlace, Sounding

__all__ = [
    "Countries",
    "Gazetteer",
    "GazetteerPlace",
    "GazetteerSummary",
    "Match",
    "Sounding",
    "add_gazetteer",
    "list_gazetteers",
]
