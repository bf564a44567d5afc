"""Options that several commands share: one name, one meaning, one help."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

PUBLISHED = Annotated[
    Optional[str],  # noqa: UP045 - typer reads the annotation at run time
    typer.Option("--published", metavar="DATE", help="Date of publication, ISO 8601, for inputs that carry none."),
]
PUBLISHER = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--publisher", metavar="NAME", help="Publisher, for inputs that carry none."),
]
LANGUAGE = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--language", metavar="TAG", help="Language of all inputs, BCP 47, whatever they declare."),
]
