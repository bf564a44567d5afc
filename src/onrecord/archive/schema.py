"""Which step of the migrations a database stands at, and the way to the newest one.

Alembic takes a fifth of a second to load, and is loaded when it is needed: not by processes that verify a share.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory


@cache
def _steps() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())


def newest() -> str:
    """Name the newest step of this version of onrecord."""
    head = _steps().get_current_head()
    assert head is not None  # noqa: S101 - the package carries its steps
    return head


def standing(connection: Connection) -> str | None:
    """Name the step that a database stands at; None where it has no tables of ours."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def known(revision: str) -> bool:
    """Tell whether this version of onrecord knows a step."""
    return any(one.revision == revision for one in _steps().walk_revisions())


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take all steps up to ``to``, within the connection's transaction: all of them, or none."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("onrecord.archive.migrations")).replace("%", "%%"))
    return config
