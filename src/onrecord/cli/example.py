"""``onrecord example``: an archive of the bundled example, its review begun, to look around in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.messages import Messages

if TYPE_CHECKING:
    from onrecord.cli.app import Door


def register(app: typer.Typer) -> None:
    """Add the command to the tool."""
    app.command(epilog="Exit codes: 0 made; 1 it could not be made; 2 wrong usage.")(example)


def example(
    context: typer.Context,
    *,
    archive: Annotated[str, typer.Argument(metavar="FOLDER", help="Where there is no archive yet.")],
) -> None:
    """Make an archive of the bundled example: sixteen invented reports of five attacks, their review begun.

    Open it with onrecord serve. Nothing in it is true; delete the folder when you have seen enough.
    """
    from onrecord.archive import Place  # noqa: PLC0415 - loads SQLAlchemy and more
    from onrecord.cli.archive import named_who  # noqa: PLC0415
    from onrecord.desk.example import make_example  # noqa: PLC0415

    door: Door = context.obj
    place = Place.of(archive)
    make_example(place, door.settings, named_who(None, door.settings), reader=door.reader)
    Messages().say(f"made the example in {place}; look at it with onrecord serve --archive {place}")
