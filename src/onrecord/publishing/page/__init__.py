"""HTML: one self-contained page for one or more readings."""

from onrecord.publishing.page.writer import Page

__all__ = ["Page"]
