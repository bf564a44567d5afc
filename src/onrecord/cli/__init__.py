"""The terminal's door: a thin layer over flow and publishing."""

from onrecord.cli.app import run

__all__ = ["run"]
