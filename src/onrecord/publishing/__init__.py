"""Readings and incidents -> lines, tables and pages. A format is one file and one line in ``FORMATS``."""

from onrecord.publishing.compose import compose_decision, compose_incident, compose_reading, json_line
from onrecord.publishing.decompose import decompose_claim, decompose_count, decompose_reading
from onrecord.publishing.dossier import dossier_html, dossier_pdf
from onrecord.publishing.formats import FORMATS, INCIDENT_FORMATS
from onrecord.publishing.results import IncidentWriter, Result, Writer

__all__ = [
    "FORMATS",
    "INCIDENT_FORMATS",
    "IncidentWriter",
    "Result",
    "Writer",
    "compose_decision",
    "compose_incident",
    "compose_reading",
    "decompose_claim",
    "decompose_count",
    "decompose_reading",
    "dossier_html",
    "dossier_pdf",
    "json_line",
]
