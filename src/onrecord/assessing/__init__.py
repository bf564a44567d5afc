"""Incident -> ranges, parties, strike status, grade; every decision by a named rule of a scheme kept as data."""

from onrecord.assessing.assess import assess_reading
from onrecord.assessing.schemes import SCHEMES, Scheme, load_scheme

__all__ = ["SCHEMES", "Scheme", "assess_reading", "load_scheme"]
