"""The commands, their options and help; what they do stands in the modules beside this one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from onrecord import __version__
from onrecord.cli.archive import register
from onrecord.cli.example import register as register_example
from onrecord.cli.gazetteer import gazetteers
from onrecord.cli.messages import Messages
from onrecord.cli.options import ARCHIVE, INPUT_FORMAT, INPUTS, LANGUAGE, PUBLISHED, PUBLISHER, SCHEME, WHO
from onrecord.cli.serve import register as register_desk
from onrecord.errors import OnrecordError, UsageError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.archive import Archive
    from onrecord.desk.up_to_date import By
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
    archive: ARCHIVE = None,
    who: WHO = None,
    incident: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option("--incident", metavar="ID", help="Write this incident alone; can be given more than once."),
    ] = None,
    no_read: Annotated[
        bool, typer.Option("--no-read", help="Of an archive: take the readings as they are, and read nothing.")
    ] = False,
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
    behind it. With INPUT it needs no archive. Without INPUT it works on the archive: what is not read yet is read, ids
    stay, and people's judgements are followed.
    """
    from onrecord.cli.assess import assess_archive, assess_reports  # noqa: PLC0415 - as above
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
        without_inputs=_on_archive(inputs, archive, who, "assess", published, publisher, language, input_format),
    )
    if inputs:
        raise typer.Exit(assess_reports(request, door.settings, wanted=incident or (), reader=door.reader))
    with _opened(door, archive, who) as (opened, by):
        code = assess_archive(request, opened, by, wanted=incident or (), read=not no_read)
    raise typer.Exit(code)


@app.command(epilog="Every number in a dossier is footnoted to the words that it rests on. " + _EPILOG)
def dossier(
    context: typer.Context,
    *,
    inputs: INPUTS = None,
    archive: ARCHIVE = None,
    who: WHO = None,
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

    The inputs, or without INPUT the archive, are read, linked and assessed as by assess.
    """
    from onrecord.cli.dossier import write_archived_dossier, write_dossier  # noqa: PLC0415 - as above
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
        without_inputs=_on_archive(inputs, archive, who, "dossier", published, publisher, language, input_format),
    )
    if inputs:
        raise typer.Exit(write_dossier(request, door.settings, form=form, incident=incident, reader=door.reader))
    with _opened(door, archive, who) as (opened, by):
        code = write_archived_dossier(request, opened, by, form=form, incident=incident)
    raise typer.Exit(code)


def _on_archive(inputs: list[str] | None, archive: str | None, who: str | None, where: str, *of_inputs: object) -> bool:
    """Tell whether a command works on the archive. UsageError for options that do not go together."""
    if inputs and (archive or who):
        raise UsageError("inputs or an archive, not both", where=where, do="Leave one out, or add the inputs first")
    if not inputs and any(one is not None for one in of_inputs):
        raise UsageError("an archive's reports are as they were added", where=where, do="Give inputs, or leave it out")
    return not inputs


@contextmanager
def _opened(door: Door, archive: str | None, who: str | None) -> Iterator[tuple[Archive, By]]:
    """Open the archive to bring its incidents up to date."""
    from onrecord.archive import Archive  # noqa: PLC0415 - loads SQLAlchemy and more
    from onrecord.assessing import load_scheme  # noqa: PLC0415
    from onrecord.cli.archive import named_who, place_of  # noqa: PLC0415
    from onrecord.desk.made_by import made_by  # noqa: PLC0415
    from onrecord.desk.up_to_date import By  # noqa: PLC0415

    settings = door.settings
    name = named_who(who, settings)
    with Archive.open(place_of(archive, settings), who=name) as opened:
        scheme = load_scheme(settings.scheme)
        yield opened, By(name, settings, scheme, made_by(settings, settings.scheme), door.reader)


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
register_desk(app)
register_example(app)
app.add_typer(gazetteers, name="gazetteer")
