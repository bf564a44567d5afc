"""The commands that work on an archive: their options and help."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from onrecord.cli.messages import Messages, visible
from onrecord.cli.options import ARCHIVE, LANGUAGE, PUBLISHED, PUBLISHER, WHO
from onrecord.errors import UsageError
from onrecord.settings import Settings

if TYPE_CHECKING:
    from onrecord.archive import Place
    from onrecord.cli.app import Door

_FORM = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--format", "-f", metavar="FORMAT", help="table or jsonl. [default: table on a terminal, else jsonl]"),
]
_CODES = "Exit codes: 0 all done; 1 something could not be done; 2 wrong usage; 3 the archive is damaged."


def register(app: typer.Typer) -> None:
    """Add the commands to the tool."""
    for command in (init, add, show, judge, delete, verify, backup, export):
        app.command(epilog=_CODES)(command)
    app.command(name="import", epilog=_CODES)(import_)


def init(context: typer.Context, *, archive: ARCHIVE = None, who: WHO = None) -> None:
    """Make an archive: a folder with SQLite, or tables on a PostgreSQL server and a folder for the files."""
    from onrecord.archive import Archive  # noqa: PLC0415 - loads SQLAlchemy and more

    settings = _settings(context)
    place = place_of(archive, settings)
    with Archive.init(place, named_who(who, settings)) as made:
        head = made.head()
    Messages().say(f"made the archive {head.archive} in {place}; its heads are signed with {head.public_key}")


def add(
    context: typer.Context,
    *,
    inputs: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(metavar="INPUT", help="Files, folders, or - for standard input.", show_default=False),
    ] = None,
    archive: ARCHIVE = None,
    who: WHO = None,
    form: _FORM = None,
    no_read: Annotated[bool, typer.Option("--no-read", help="Keep and take apart, but do not read.")] = False,
    published: PUBLISHED = None,
    publisher: PUBLISHER = None,
    language: LANGUAGE = None,
    input_format: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--input", metavar="FORMAT", help="Format of all inputs. [default: by ending or first bytes]"),
    ] = None,
    listing: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--list",
            metavar="MAPPING",
            help="The inputs are lists of incidents, CSV, XLSX or JSONL, whose columns this TOML file explains.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="With --list: show what each row says, and store nothing.")
    ] = False,
    despite_deletion: Annotated[
        bool, typer.Option("--despite-deletion", help="Take in again even what an order had deleted.")
    ] = False,
) -> None:
    """Add what the inputs hold: bytes are hashed and kept before anything parses them, then taken apart and read.

    Each item is shown when it is synced to the disk and in the ledger. The same bytes twice are one file with two
    receipts; it can be run again safely. Without an input, brings an older archive up to date and tidies it up.
    """
    if dry_run and not listing:
        raise UsageError("a dry run is one of a list", where="--dry-run", do="Name its mapping with --list")
    if listing:
        raise typer.Exit(_add_lists(context, listing, inputs or [], archive, who, form, dry_run, despite_deletion))
    from onrecord.archive import Archive  # noqa: PLC0415
    from onrecord.cli.custody import Reading  # noqa: PLC0415
    from onrecord.cli.custody import add as add_inputs  # noqa: PLC0415
    from onrecord.cli.read import Request  # noqa: PLC0415
    from onrecord.desk.made_by import made_by  # noqa: PLC0415

    door: Door = context.obj
    settings, name = door.settings, named_who(who, door.settings)
    place, chosen = place_of(archive, settings), _form(form)
    request = (
        Request.checked(
            inputs,
            settings=settings,
            published=published,
            publisher=publisher,
            language=language,
            input_format=input_format,
        )
        if inputs
        else None
    )
    with Archive.open(place, who=name) as opened:
        if request is None:
            Messages().say(f"{place} is up to date")
            return
        reading = None if no_read else Reading(request.scheme, made_by(settings, settings.scheme), door.reader)
        code = add_inputs(
            opened,
            request.inputs,
            request.options,
            settings,
            who=name,
            form=chosen,
            reading=reading,
            despite_deletion=despite_deletion,
        )
    raise typer.Exit(code)


def _add_lists(
    context: typer.Context,
    mapping: Path,
    lists: list[str],
    archive: str | None,
    who: str | None,
    form: str | None,
    dry_run: bool,  # noqa: FBT001
    despite_deletion: bool,  # noqa: FBT001
) -> int:
    from onrecord.archive import Archive  # noqa: PLC0415
    from onrecord.cli.listing import add_lists, check_lists  # noqa: PLC0415

    settings, chosen = _settings(context), _form(form)
    if dry_run:
        return check_lists(mapping, lists, settings, chosen)
    name = named_who(who, settings)
    with Archive.open(place_of(archive, settings), who=name) as opened:
        return add_lists(opened, mapping, lists, settings, who=name, form=chosen, despite_deletion=despite_deletion)


def show(
    context: typer.Context,
    *,
    named: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(
            metavar="ID",
            help="An incident's id, a report's id or key (6 digits and more), a listed incident's id, a file's hash.",
            show_default=False,
        ),
    ] = None,
    archive: ARCHIVE = None,
    form: _FORM = None,
    text: Annotated[bool, typer.Option("--text", help="Show the report's text as well.")] = False,
) -> None:
    """Show what the archive holds; with ID, a report: where it came from, by whose hand, and every reading of it.

    Of an incident: which reports tell of it, what became of its id, and what people judged. An id that was merged into
    another is followed there.
    """
    from onrecord.archive import Archive  # noqa: PLC0415
    from onrecord.cli.holdings import show_report, show_totals  # noqa: PLC0415
    from onrecord.cli.incidents import show_incident  # noqa: PLC0415

    place, chosen = place_of(archive, _settings(context)), _form(form)
    with Archive.open(place) as opened:
        if named is None:
            show_totals(opened, chosen)
            return
        if (incident := opened.incident(named)) is not None:
            show_incident(opened, incident, chosen)
            return
        code = show_report(opened, named, chosen, with_text=text)
    raise typer.Exit(code)


def judge(
    context: typer.Context,
    *,
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help="same, different or unsure.", show_default=False)],
    one: Annotated[str, typer.Argument(metavar="ONE", help="An incident's id, or a report's id or key.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Likewise.")],
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="On what grounds.")] = "",
    archive: ARCHIVE = None,
    who: WHO = None,
) -> None:
    """Say whether two incidents, or a report and an incident, are one. The next assess follows it, whatever reads.

    It is about the reports that tell of them now, of a report about its main incident. Nothing is edited: a newer
    judgement takes the place of an older one, and unsure leaves it to linking again.
    """
    from onrecord.archive import Archive  # noqa: PLC0415
    from onrecord.cli.judge import judge_link  # noqa: PLC0415
    from onrecord.model import Verdict  # noqa: PLC0415

    settings = _settings(context)
    if verdict not in {known.value for known in Verdict}:
        raise UsageError(f"{visible(verdict)!r} is no verdict", where="judge", do="same, different or unsure")
    name = named_who(who, settings)
    with Archive.open(place_of(archive, settings), who=name) as opened:
        code = judge_link(opened, Verdict(verdict), one, other, who=name, note=note)
    raise typer.Exit(code)


def delete(
    context: typer.Context,
    *,
    named: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="ID", help="A report's id or key, or the hash of a file.", show_default=False),
    ] = None,
    reason: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--reason", metavar="WORDS", help="Why. It stays in the ledger: name nobody who must be spared."),
    ] = None,
    authority: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--authority", metavar="WHO", help="On whose authority: a person, a court, a policy."),
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Delete the file's names and addresses as well, not its content alone.")
    ] = False,
    containers: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--containers",
            metavar="WHAT",
            help="Where a larger file holds these bytes, a mail or a WARC: delete it with them, or leave it.",
        ),
    ] = None,
    order: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--order", metavar="ENTRY", help="Carry out an order that was recorded before, by its entry."),
    ] = None,
    order_only: Annotated[
        bool, typer.Option("--order-only", help="Record the order, and leave carrying it out to somebody else.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before anything is deleted.")] = False,
    archive: ARCHIVE = None,
    who: WHO = None,
    form: _FORM = None,
) -> None:
    """Delete a file by order: its bytes, the text taken out of it, readings and judgements of it, for good.

    The ledger keeps the hashes, the sizes, who ordered it, why, and who carried it out. What was taken out of the file
    goes with it. Backups, bags and exports made before hold it still: the command names the exports.
    """
    from onrecord.archive import Archive  # noqa: PLC0415
    from onrecord.cli.deletion import Wish, carry_out_order, delete_file  # noqa: PLC0415

    settings, chosen = _settings(context), _form(form)
    name = named_who(who, settings)
    if (named is None) == (order is None):
        raise UsageError("name what to delete, or an order to carry out", where="delete", do="ID, or --order ENTRY")
    if order is None and not (reason and authority):
        raise UsageError("an order has a reason and an authority", where="delete", do="Say --reason and --authority")
    if containers not in {None, "delete", "leave"}:
        raise UsageError(f"{visible(str(containers))!r} is not understood", where="--containers", do="delete or leave")
    with Archive.open(place_of(archive, settings), who=name) as opened:
        if named is None:
            code = carry_out_order(opened, order or 0, who=name, form=chosen, yes=yes)
        else:
            wish = Wish(named, reason or "", authority or "", names, containers, order_only)
            code = delete_file(opened, wish, who=name, form=chosen, yes=yes)
    raise typer.Exit(code)


def verify(
    context: typer.Context,
    *,
    archive: ARCHIVE = None,
    head: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--head", metavar="FILE", help="Compare with a head that was kept outside the archive."),
    ] = None,
    write_head: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--write-head", metavar="FILE", help="Where all is well, sign a head and write it there."),
    ] = None,
    tsa: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--tsa",
            metavar="URL",
            help="Have the head that is written stamped by this time-stamping authority (RFC 3161). "
            "The only thing that leaves the machine is a hash.",
        ),
    ] = None,
    tsa_root: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option("--tsa-root", metavar="PEM", help="Check the stamp of --head against these root certificates."),
    ] = None,
    form: _FORM = None,
) -> None:
    """Hash every file again, walk the ledger, compare every row with it, and name what is not as it was.

    A head kept outside the archive shows a rewrite of the whole ledger; without one it cannot be ruled out.
    """
    from onrecord.archive import Archive, Head, request_for, stamped_at, with_answer  # noqa: PLC0415
    from onrecord.archive import verify as verify_archive  # noqa: PLC0415
    from onrecord.cli.holdings import show_verification  # noqa: PLC0415
    from onrecord.cli.stamping import ask  # noqa: PLC0415

    place, chosen = place_of(archive, _settings(context)), _form(form)
    if tsa and not write_head:
        raise UsageError("no head to stamp", where="--tsa", do="Name its file with --write-head")
    if tsa_root and not head:
        raise UsageError("no head to check the stamp of", where="--tsa-root", do="Name its file with --head")
    kept = Head.read(head) if head else None
    if kept and tsa_root:
        Messages().say(f"the head was stamped at {stamped_at(kept, tsa_root)}")
    result = verify_archive(place, kept)
    code = show_verification(result, place, chosen)
    if write_head and not code:
        with Archive.open(place) as opened:
            signed = opened.head()
        if tsa:
            signed = with_answer(signed, ask(tsa, request_for(signed)), tsa)
        _write(write_head, signed.written())
        Messages().say(f"head of entry {signed.seq} written to {write_head}: keep it away from the archive")
    raise typer.Exit(code)


def backup(
    context: typer.Context,
    *,
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="A folder that is not there yet.")],
    archive: ARCHIVE = None,
    without_key: Annotated[
        bool, typer.Option("--without-key", help="Leave the signing key out; the copy can then sign no heads.")
    ] = False,
) -> None:
    """Copy the archive, as of one moment, into a folder that is an archive in itself, and verify the copy."""
    from onrecord.archive import Archive, back_up  # noqa: PLC0415

    place = place_of(archive, _settings(context))
    with Archive.open(place) as opened:
        last = back_up(opened, destination, with_key=not without_key)
    Messages().say(f"backed up {place} to {destination}, up to entry {last}; the copy verifies")


def export(
    context: typer.Context,
    *,
    destination: Annotated[Path, typer.Argument(metavar="DEST", help="A folder that is not there yet.")],
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="bagit.")] = "bagit",
    archive: ARCHIVE = None,
    who: WHO = None,
) -> None:
    """Write the archive as a BagIt bag; the export stands in the ledger."""
    from onrecord.archive import Archive, export_bag  # noqa: PLC0415

    if form != "bagit":
        raise UsageError(f"{form!r} is no format", where="--format", do="Formats: bagit")
    settings = _settings(context)
    place, name = place_of(archive, settings), named_who(who, settings)
    with Archive.open(place, who=name) as opened:
        entry = export_bag(opened, destination, name)
    Messages().say(f"exported {place} to {destination}; it stands in the ledger as entry {entry}")


def import_(
    context: typer.Context,
    *,
    bag: Annotated[Path, typer.Argument(metavar="BAG", help="A bag that onrecord exported, or a backup.")],
    archive: ARCHIVE = None,
    who: WHO = None,
) -> None:
    """Import a bag or a backup into an archive that is empty or not there yet, its ledger unbroken, and verify it."""
    from onrecord.archive import import_into  # noqa: PLC0415
    from onrecord.archive import verify as verify_archive  # noqa: PLC0415
    from onrecord.cli.holdings import show_verification  # noqa: PLC0415

    settings = _settings(context)
    place = place_of(archive, settings)
    reports = import_into(place, bag, named_who(who, settings))
    Messages().say(f"imported {reports} reports from {bag} into {place}")
    raise typer.Exit(show_verification(verify_archive(place), place, "table"))


def _write(path: Path, words: str) -> None:
    from onrecord.errors import OutputError  # noqa: PLC0415

    try:
        path.write_text(words, "utf-8")
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", where=str(path)) from error


def _settings(context: typer.Context) -> Settings:
    door: Door = context.obj
    return door.settings


def place_of(given: str | None, settings: Settings) -> Place:
    """Give the place of the archive that is named, else the one that the settings name."""
    from onrecord.archive import Place  # noqa: PLC0415

    return Place.of(given or settings.archive)


def named_who(given: str | None, settings: Settings) -> str:
    """Give the name of whoever acts. UsageError where there is none."""
    try:
        return given or settings.who or getpass.getuser()
    except (OSError, KeyError):
        # An account without a name, as in a container.
        raise UsageError("nobody to name in the ledger", where="--who", do="Say who you are") from None


def _form(given: str | None) -> str:
    if given not in {None, "table", "jsonl"}:
        raise UsageError(f"{visible(str(given))!r} is no format", where="--format", do="Formats: table, jsonl")
    return given or ("table" if sys.stdout.isatty() else "jsonl")
