"""``onrecord serve`` and ``onrecord account``: the review desk, and who may log in to it."""

from __future__ import annotations

import getpass
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from onrecord.cli.archive import named_who, place_of
from onrecord.cli.messages import Messages, visible
from onrecord.cli.options import ARCHIVE, WHO
from onrecord.errors import ArchiveError, ServingError, UsageError

if TYPE_CHECKING:
    from onrecord.archive.accounts import Accounts
    from onrecord.cli.app import Door

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - refused below unless the desk's own name is given
_CODES = "Exit codes: 0 all done; 1 it could not be served; 2 wrong usage; 3 the archive is damaged."
_ROLES = "viewer, reviewer, editor or admin"

accounts = typer.Typer(
    help="Make, list and change the accounts of a team's desk.", no_args_is_help=True, rich_markup_mode=None
)

_NAME = Annotated[str, typer.Argument(metavar="NAME", help="Of the account, as it stands in the ledger.")]
_ROLE = Annotated[str, typer.Option("--role", metavar="ROLE", help=f"{_ROLES}.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the tool."""
    app.command(epilog=_CODES)(serve)
    app.add_typer(accounts, name="account")


def serve(
    context: typer.Context,
    *,
    archive: ARCHIVE = None,
    who: WHO = None,
    host: Annotated[
        str,
        typer.Option(
            "--host", metavar="ADDRESS", help="Listen on this address; any but this machine's own one needs accounts."
        ),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="NUMBER", min=0, max=65535, help="Listen on this port; 0 takes a free one.")
    ] = 8017,
    team: Annotated[bool, typer.Option("--team", help="People log in; see onrecord account add.")] = False,
    address: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--address", metavar="URL", help="What people type, where a proxy stands in front: https://desk.example.org"
        ),
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
) -> None:
    """Open the review desk of an archive in the browser, and print its address.

    Alone on this machine nobody logs in. With --team, or on another address than this machine's own, people log in to
    accounts with roles. Nothing is fetched from anywhere, and nothing leaves but to whoever asks at that address.
    """
    from onrecord.desk.desk import Desk  # noqa: PLC0415 - loads the archive, readers and more
    from onrecord.web import Serving, create_app  # noqa: PLC0415
    from onrecord.web.pages import missing  # noqa: PLC0415
    from onrecord.web.running import bind, run  # noqa: PLC0415

    door: Door = context.obj
    place, messages = place_of(archive, door.settings), Messages()
    team = team or host not in _LOOPBACK or address is not None
    if host in _EVERYWHERE and address is None:
        raise UsageError(
            "this listens under every name", where="--host", do="Say which one people type, with --address"
        )
    if (why := missing()) is not None:
        raise ServingError(why)
    taken = bind(host, port)
    serving = Serving(
        host=host, port=taken.getsockname()[1], team=team, local_user=named_who(who, door.settings), address=address
    )
    try:
        with (
            _accounts_of(context, archive, team) as opened,
            Desk.open(place, door.settings, reader=door.reader) as desk,
        ):
            app = create_app(desk, serving, opened)
            if team and not serving.tls:
                messages.say(
                    "people log in without TLS: passwords cross the network in the clear; see docs/how-to/desk.md"
                )
            messages.say(f"the desk of {place} is at {serving.shown}  (Ctrl+C ends it)")
            if not (no_open or team) and sys.stderr.isatty():
                webbrowser.open(serving.shown)
            run(app, serving, taken)
    finally:
        taken.close()
    messages.say("the desk is closed")


@contextmanager
def _accounts_of(context: typer.Context, archive: str | None, team: bool) -> Iterator[Accounts | None]:  # noqa: FBT001
    """Open the accounts of a team. UsageError where nobody could log in."""
    if not team:
        yield None
        return
    with _opened(context, archive) as opened:
        if not any(one.removed is None for one in opened.all()):
            raise UsageError(
                "nobody could log in: there are no accounts", where="serve", do="onrecord account add NAME --role admin"
            )
        yield opened


@accounts.command(epilog=_CODES)
def add(
    context: typer.Context,
    name: _NAME,
    *,
    role: _ROLE = "reviewer",
    again: Annotated[bool, typer.Option("--again", help="Give a removed account back to the same person.")] = False,
    archive: ARCHIVE = None,
) -> None:
    """Make an account. Its password is asked for, or is the first line of standard input."""
    checked = _role(role)
    with _opened(context, archive) as opened:
        if (there := opened.find(name)) is not None:
            raise UsageError("there is an account of this name", where=there.name, do="Choose another")
        opened.add(name, _password(), checked, again=again)
    Messages().say(f"made the account {name.strip()}, {checked}")


@accounts.command(name="list", epilog=_CODES)
def list_them(context: typer.Context, *, archive: ARCHIVE = None) -> None:
    """List the accounts: name, role, since when, and when removed."""
    with _opened(context, archive) as opened:
        for one in opened.all():
            typer.echo("\t".join((one.name, one.role, one.made, one.removed or "")))


@accounts.command(name="role", epilog=_CODES)
def set_role(
    context: typer.Context,
    name: _NAME,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=f"{_ROLES}.")],
    *,
    archive: ARCHIVE = None,
) -> None:
    """Give an account another role, from its next request on."""
    checked = _role(role)
    with _opened(context, archive) as opened:
        opened.set_role(name, checked)
    Messages().say(f"{name} is {checked}")


@accounts.command(epilog=_CODES)
def password(context: typer.Context, name: _NAME, *, archive: ARCHIVE = None) -> None:
    """Give an account another password, asked for as by add; its sessions end."""
    with _opened(context, archive) as opened:
        opened.set_password(name, _password())
    Messages().say(f"{name} has another password; their sessions have ended")


@accounts.command(epilog=_CODES)
def remove(context: typer.Context, name: _NAME, *, archive: ARCHIVE = None) -> None:
    """Remove an account and end its sessions. What it decided stays, and its name is not given again."""
    with _opened(context, archive) as opened:
        opened.remove(name)
    Messages().say(f"removed the account {name}")


@contextmanager
def _opened(context: typer.Context, archive: str | None) -> Iterator[Accounts]:
    """Open the accounts of an archive that is there."""
    from onrecord.archive.accounts import Accounts  # noqa: PLC0415

    door: Door = context.obj
    place = place_of(archive, door.settings)
    if not place.files.is_dir():
        raise ArchiveError("no archive there", where=str(place), do="Make one with onrecord init")
    with Accounts(place) as opened:
        yield opened


def _role(given: str) -> str:
    from onrecord.reviewing.roles import Role  # noqa: PLC0415

    if given not in set(Role):
        raise UsageError(f"{visible(given)!r} is no role", where="--role", do=f"Roles: {_ROLES}")
    return Role(given).value


def _password() -> str:
    """Ask for a password twice, unseen; where nobody sits at a terminal, read it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        raise UsageError("the two are not the same", where="password", do="Try again")
    return first
