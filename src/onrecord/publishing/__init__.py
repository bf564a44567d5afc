"""Readings and incidents -> lines, tables and pages. A format is one file and one line in ``FORMATS``."""

from onrecord.publishing.compose import compose_reading, json_line
from onrecord.publishing.formats import FORMATS
from onrecord.publishing.results import Result, Writer

__all__ = ["FORMATS", "Result", "Writer", "compose_reading", "json_line"]
