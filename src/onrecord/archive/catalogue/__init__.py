"""The catalogue: an index of what the review desk's pages need, thrown away and made anew at any time. Never truth."""

from onrecord.archive.catalogue.asked import Bounds, Filters, Sort
from onrecord.archive.catalogue.catalogue import Catalogue
from onrecord.archive.catalogue.entries import (
    CataloguedIncident,
    CataloguedReport,
    MemberOf,
    State,
    StoredIncident,
    StoredReport,
)
from onrecord.archive.catalogue.tallies import Charts, Counted, Spot
from onrecord.archive.catalogue.words import Marked, marked

__all__ = [
    "Bounds",
    "Catalogue",
    "CataloguedIncident",
    "CataloguedReport",
    "Charts",
    "Counted",
    "Filters",
    "Marked",
    "MemberOf",
    "Sort",
    "Spot",
    "State",
    "StoredIncident",
    "StoredReport",
    "marked",
]
