"""The commands of gazetteers: add one of one's own, list what is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from onrecord.cli.messages import Messages

if TYPE_CHECKING:
    from onrecord.cli.app import Door

gazetteers = typer.Typer(help="Add gazetteers and list them.", no_args_is_help=True, rich_markup_mode=None)


@gazetteers.command(epilog="Exit codes: 0 all done; 1 the file could not be read; 2 wrong usage.")
def add(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A GeoNames dump (.txt or .zip), an HDX table, or CSV.")],
    name: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--name", metavar="NAME", help="What to call it. [default: the file's name]"),
    ] = None,
    country: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--country", metavar="CODE", help="ISO 3166-1 alpha-2, for rows that name none."),
    ] = None,
) -> None:
    """Add the places of a file; a gazetteer of that name is replaced, and stays as it was when the file cannot be read.

    A CSV has the columns name, lat and lon, and where it has them country, id, region, population and other names.
    """
    from onrecord.reading.gazetteer import add_gazetteer  # noqa: PLC0415 - loads what reads places

    door: Door = context.obj
    made = add_gazetteer(path, door.settings, name or path.name.split(".")[0].lower(), country)
    messages = Messages()
    messages.say(f"{made.name}: {made.places:,} places from {path} ({made.format})")
    if made.skipped:
        causes = "; ".join(f"{number:,} {why}" for why, number in made.why)
        messages.say(f"{made.name}: {made.skipped:,} rows could not be used: {causes}")


@gazetteers.command(name="list")
def list_them(context: typer.Context) -> None:
    """List the gazetteers that places are looked up in: name, places, format, file."""
    from onrecord.reading.gazetteer import list_gazetteers  # noqa: PLC0415 - as above

    door: Door = context.obj
    for one in list_gazetteers(door.settings):
        typer.echo(f"{one.name}\t{one.places}\t{one.format}\t{one.path}")
