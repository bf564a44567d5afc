"""The commands, their options and help; what they do stands in the modules beside this one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from onrecord import __version__
from onrecord.cli.archive import register
from onrecord.cli.gazetteer import gazetteers
from onrecord.cli.messages import Messages
from onrecord.cli.options import INPUT_FORMAT, INPUTS, LANGUAGE, PUBLISHED, PUBLISHER, SCHEME
from onrecord.errors import OnrecordError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.reading import Reader

_EPILOG = "Exit codes: 0 all done; 1 something could not be read; 2 wrong usage; 3 the archive is damaged."

app = typer.Typer(
    name="onrecord",
    help="Read reports of attacks on the record: who says what, how many, when and where.",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@dataclass(slots=True)
class Door:
    """What the commands are run with."""

    settings: Settings
    reader: Reader | None = None


def run(arguments: Sequence[str], *, reader: Reader | None = None) -> int:
    """Run a command. Takes its arguments, and a reader in place of the one that would be loaded; gives the exit code.

    Never raises: what goes wrong is said on standard error in one line; ``ONRECORD_DEBUG`` adds the trace.
    """
    try:
        app(args=list(arguments), prog_name="onrecord", obj=Door(Settings.read(), reader))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except OnrecordError as error:
        Messages().failure(error)
        return error.exit_code
    except BrokenPipeError:
        # Whoever reads standard output has enough. Python would fail once more when it closes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        Messages().say("stopped")
        return 130
    except Exception as fault:  # noqa: BLE001 - the last resort: a user sees a sentence, never a traceback
        Messages().fault(fault)
        return 1
    return 0


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def onrecord(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda given: _version(wanted=given), is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Hold the options that belong to no command."""


@app.command(
    epilog="A folder is walked in the order of its names, hidden files left out. Results follow the order of inputs. "
    "What cannot be read is named on standard error, and all the rest is done. " + _EPILOG
)
def read(
    context: typer.Context,
    *,
    inputs: INPUTS = None,
    form: Annotated[
        Optional[str],  # noqa: UP045 - typer reads the annotation at run time
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, jsonl, html or csv. [default: table on a terminal, else jsonl]",
        ),
    ] = None,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            metavar="FILE_OR_FOLDER",
            help="Write to this file; to a folder, one file a report (it exists, or its name ends with /). "
            "The file's ending names the format where --format does not.",
        ),
    ] = None,
    published: PUBLISHED = None,
    publisher: PUBLISHER = None,
    language: LANGUAGE = None,
    scheme: SCHEME = None,
    input_format: INPUT_FORMAT = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the reports' texts out of the results.")] = False,
) -> None:
    """Read each report by itself: who says what, the counts, and the incidents it speaks of.

    Needs no archive. Each report is read alone: what stands beside it changes nothing.
    """
    from onrecord.cli.read import Request, read_reports  # noqa: PLC0415 - loads spaCy and more

    door: Door = context.obj
    request = Request.checked(
        inputs or [],
        settings=door.settings,
        form=form,
        output=output,
        published=published,
        publisher=publisher,
        language=language,
        scheme=scheme,
        input_format=input_format,
        with_text=not no_text,
    )
    raise typer.Exit(read_reports(request, door.settings, reader=door.reader))


@app.command(
    epilog="The same reports give the same incidents in the same bytes, whatever their order; one that comes twice "
    "counts once. " + _EPILOG
)
def assess(
    context: typer.Context,
    *,
    inputs: INPUTS = None,
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="table, jsonl, csv, hxl, geojson, parquet, jsonld, ftm, acled or ucdp. "
            "[default: table on a terminal, else jsonl]",
        ),
    ] = None,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to this file. Its ending names the format where --format does not.",
        ),
    ] = None,
    published: PUBLISHED = None,
    publisher: PUBLISHER = None,
    language: LANGUAGE = None,
    scheme: SCHEME = None,
    input_format: INPUT_FORMAT = None,
) -> None:
    """Read a set of reports, group them into incidents, reconcile and grade these.

    Every incident says which reports tell of it, why they are held to be one, and how many independent origins stand
    behind it. Needs no archive.
    """
    from onrecord.cli.assess import assess_reports  # noqa: PLC0415 - as above
    from onrecord.cli.read import Request  # noqa: PLC0415
    from onrecord.publishing import INCIDENT_FORMATS  # noqa: PLC0415

    door: Door = context.obj
    request = Request.checked(
        inputs or [],
        settings=door.settings,
        form=form,
        output=output,
        published=published,
        publisher=publisher,
        language=language,
        scheme=scheme,
        input_format=input_format,
        formats=INCIDENT_FORMATS,
    )
    raise typer.Exit(assess_reports(request, door.settings, reader=door.reader))


@app.command(epilog="Every number in a dossier is footnoted to the words that it rests on. " + _EPILOG)
def dossier(
    context: typer.Context,
    *,
    inputs: INPUTS = None,
    incident: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--incident", metavar="ID", help="Which incident, where the reports tell of several."),
    ] = None,
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--format", "-f", metavar="FORMAT", help="html or pdf. [default: by the output's ending, else html]"
        ),
    ] = None,
    output: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--output", "-o", metavar="FILE", help="Write to this file."),
    ] = None,
    published: PUBLISHED = None,
    publisher: PUBLISHER = None,
    language: LANGUAGE = None,
    scheme: SCHEME = None,
    input_format: INPUT_FORMAT = None,
) -> None:
    """Write the dossier of one incident: what the reports establish, who says so, and every word it rests on.

    Needs no archive: the inputs are read, linked and assessed as by assess.
    """
    from onrecord.cli.dossier import write_dossier  # noqa: PLC0415 - as above
    from onrecord.cli.read import Request  # noqa: PLC0415

    door: Door = context.obj
    request = Request.checked(
        inputs or [],
        settings=door.settings,
        output=output,
        published=published,
        publisher=publisher,
        language=language,
        scheme=scheme,
        input_format=input_format,
    )
    raise typer.Exit(write_dossier(request, door.settings, form=form, incident=incident, reader=door.reader))


@app.command(epilog="Exit codes: 0 all in place; 1 something needed is missing; 2 wrong usage.")
def doctor(
    context: typer.Context,
    form: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--format", "-f", metavar="FORMAT", help="table or json. [default: table]"),
    ] = None,
) -> None:
    """Say what is installed, which models and data are in place, and what is missing."""
    from onrecord.cli.doctor import examine, print_checks  # noqa: PLC0415 - as above

    door: Door = context.obj
    raise typer.Exit(print_checks(examine(door.settings), form or "table"))


register(app)
app.add_typer(gazetteers, name="gazetteer")
