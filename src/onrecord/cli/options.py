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
INPUTS = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(
        metavar="INPUT",
        help="Files of the formats under --input, folders, http(s) addresses, or - for standard input.",
        show_default=False,
    ),
]
SCHEME = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--scheme", metavar="NAME", help="Scheme for ranges, strike status and grade. [default: airwars]"),
]
INPUT_FORMAT = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--input",
        metavar="FORMAT",
        help="text, html, jsonl, csv, xlsx, pdf, docx, mail, feed, warc, wacz or media, for all inputs. "
        "[default: by ending or first character]",
    ),
]
ARCHIVE = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--archive",
        metavar="DIR_OR_URL",
        help="A folder, or postgresql://user@host/database?files=FOLDER. "
        "[default: ONRECORD_ARCHIVE, else ./onrecord-archive]",
    ),
]
WHO = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--who", metavar="NAME", help="Who acts, for the ledger. [default: ONRECORD_WHO, else your account]"),
]
