"""A small map of where: outlines of countries, a point and its radius, drawn without asking any server."""

from onrecord.publishing.map.draw import locator

__all__ = ["locator"]
