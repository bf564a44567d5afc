"""Incidents -> the formats that others read: one file a format, each registered in ``formats.py``."""
