"""A catalogue that was made beside the one in place, put there: unless the archive has gone on without it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from onrecord.archive import Archive, Standing
from onrecord.archive.catalogue import Catalogue, State
from onrecord.desk.cataloguing import make_catalogue, shown
from onrecord.desk.holding import Holding
from onrecord.desk.messages import Messages
from onrecord.desk.up_to_date import By, UpToDate, bring_up_to_date
from onrecord.errors import ArchiveError

_TRIES = 5
"""Catalogues that are made before it is given up: people merge or delete by order again while each is made."""


def put_in_place(at: Holding, made: Path, again: Callable[[], Path]) -> None:
    """Put a catalogue in place and catch up with what was decided meanwhile; one that is behind is made again first.

    It is behind where words were deleted by order since, which it would bring back, or where incidents were merged or
    split, which it would take apart. ``again`` makes another. ArchiveError where that goes on and on: then the
    catalogue stays as it is.
    """
    for left in reversed(range(_TRIES)):
        with at.catalogue.alone():
            if not _behind(at.archive, at.catalogue, made):
                at.catalogue.put_in_place(made)
                at.catch_up()
                return
        made.unlink(missing_ok=True)
        if left:
            made = again()
    raise ArchiveError(
        "others merge, split or delete without a pause: the desk's catalogue was not made anew",
        where=str(at.archive.place),
        do="Refresh once they have ended",
    )


def remake(archive: Archive, now: UpToDate, standing: Standing, by: By, messages: Messages) -> bool:
    """Make the catalogue anew where there is one; tells whether there was. ArchiveError as above.

    ``standing`` is how far the archive had come when ``now`` was worked out, as :func:`shown` gives it.
    """
    catalogue = Catalogue(archive.place)

    def again() -> Path:
        before = archive.standing_of()
        anew = bring_up_to_date(archive, by, messages, read=False)
        return make_catalogue(catalogue, archive, anew, shown(before, anew, archive.standing_of()), by.scheme)

    try:
        there = catalogue.exists()
        if there:
            made = make_catalogue(catalogue, archive, now, standing, by.scheme)
            put_in_place(Holding(archive, catalogue, by.scheme, by.settings), made, again)
    finally:
        catalogue.close()
    return there


def _behind(archive: Archive, catalogue: Catalogue, made: Path) -> bool:
    if not made.exists():  # a deletion by order took it away
        return True
    fresh: State = catalogue.state_of(made)
    current = archive.standing_of()
    return fresh.incident < current.incident or fresh.link < current.link or fresh.reading < archive.last_deletion()
