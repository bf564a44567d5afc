"""Readings -> incidents and origins: which reports tell of one attack, and which are copies of one original."""

from onrecord.linking.copies import find_origins
from onrecord.linking.link import link

__all__ = ["find_origins", "link"]
