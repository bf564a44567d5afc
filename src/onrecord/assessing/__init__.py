"""Incident -> ranges, parties, strike status, grade; every decision by a named rule of a scheme kept as data."""

from onrecord.assessing.assess import assess_reading
from onrecord.assessing.schemes import SCHEMES, Scheme, load_scheme
from onrecord.assessing.together import assess_linked

__all__ = ["SCHEMES", "Scheme", "assess_linked", "assess_reading", "load_scheme"]
