"""Write docs/reference/commands.md from the commands' own help, the errors and the settings."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from onrecord import errors
from onrecord.cli import run
from onrecord.settings import Settings

TARGET = Path(__file__).parents[1] / "reference" / "commands.md"

_HEAD = """\
# Commands, exit codes, errors and settings

Written by `make docs` from the code; a test holds it current.

Results go to standard output in the order of the inputs; notes, errors, the closing summary and the progress bar go to
standard error. The bar shows on a terminal alone, for more than a few reports.
"""


def help_of(*arguments: str) -> str:
    """Take the help that a command prints, as wide as 80 columns."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"
    shown = io.StringIO()
    try:
        with contextlib.redirect_stdout(shown):
            run([*arguments, "--help"])
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    return "\n".join(line.rstrip() for line in shown.getvalue().splitlines()).strip()


def _commands(*above: str) -> Iterator[str]:
    """Name the commands that the help lists, in its order, each followed by those below it."""
    listed = help_of(*above).partition("Commands:\n")[2].partition("\n\n")[0]
    for line in listed.splitlines():
        if line[2:3] != " ":
            name = (*above, line.split()[0])
            yield " ".join(name)
            yield from _commands(*name)


def _tree(kind: type[errors.OnrecordError]) -> Iterator[type[errors.OnrecordError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _tree(below)


def text() -> str:
    """Compose the page."""
    parts = [_HEAD]
    parts.extend(
        f"## onrecord {name}".rstrip() + "\n\n```text\n" + help_of(*name.split()) + "\n```\n"
        for name in ("", *_commands())
    )
    parts.append(
        "## Errors\n\nEach input that could not be read is named in one line, which ends in the error's kind in square "
        "brackets; so is what ends a run. `ONRECORD_DEBUG=1` adds the trace of a fault of onrecord itself. Where the "
        "reader of standard output closes it early, the exit code is 1; after an interrupt it is 130.\n\n"
        "| kind | exit code | when |\n|---|---|---|\n"
        + "".join(
            f"| `{one.kind}` | {one.exit_code} | {_first(one.__doc__)} |\n"
            for one in _tree(errors.OnrecordError)
            if one not in {errors.OnrecordError, errors.InputError}
        )
    )
    parts.append(
        "## Settings\n\nEach is read from the environment once, when the command starts.\n\n"
        "| variable | default | unit | what it is |\n|---|---|---|---|\n"
        + "".join(
            f"| `ONRECORD_{one.name.upper()}` | `{one.default}` | {one.metadata['unit']} | {one.metadata['help']} |\n"
            for one in fields(Settings)
        )
    )
    return "\n".join(parts)


def _first(doc: str | None) -> str:
    """Take the first paragraph of a docstring, as a sentence that starts with what comes behind "When"."""
    line = " ".join((doc or "").split("\n\n")[0].split()).removeprefix("When ")
    return line[:1].upper() + line[1:]


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text(), "utf-8")
