"""Candidates of every kind -> the incident mentions of a report."""

from onrecord.reading.en.incidents.assemble import assemble

__all__ = ["assemble"]
