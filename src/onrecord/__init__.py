"""Who says what, how many, when and where: reports of attacks read on the record."""

__version__ = "0.1.0"
