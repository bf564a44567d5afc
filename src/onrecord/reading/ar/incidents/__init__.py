"""Candidates of every kind -> the incident mentions of a report."""

from onrecord.reading.ar.incidents.assemble import Found, assemble

__all__ = ["Found", "assemble"]
