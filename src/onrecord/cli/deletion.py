"""``onrecord delete``: an order, what it covers, and its carrying out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from onrecord.archive import Archive, Covered, Deletion
from onrecord.cli.messages import Messages, visible
from onrecord.errors import ArchiveError, UsageError
from onrecord.publishing import json_line


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be deleted, and why."""

    named: str
    reason: str
    authority: str
    names: bool
    containers: str | None
    """``delete``, ``leave``, or None where nothing was said."""
    order_only: bool


def delete_file(archive: Archive, wish: Wish, *, who: str, form: str, yes: bool) -> int:
    """Order a file to be deleted, with what was taken out of it, and carry it out; gives the exit code.

    ArchiveError where nothing bears the name, or it stands in a larger file and nothing was said of that; UsageError
    where nobody could be asked.
    """
    messages, show = Messages(), _shower(form)
    files = _files(archive, wish)
    for one in files:
        _tell(one, messages)
    if not wish.order_only:
        _ask(f"delete {len(files)} files and all that was taken out of them, for good?", yes=yes)
    orders = [archive.order_deletion(who, one.sha256, wish.reason, wish.authority, names=wish.names) for one in files]
    if not wish.order_only:
        archive.carry_out(who, *orders)
    for done in archive.deletions():
        if done.order in orders:
            show(done)
    exports = sorted({entry for one in files for entry in one.exports})
    if exports:
        messages.say(f"note: exports made since it was received may hold it: entries {', '.join(map(str, exports))}")
    if wish.order_only:
        messages.say("recorded, and not carried out; somebody who may does so with: onrecord delete --order ENTRY")
    else:
        messages.say("backups and bags made before hold it still: delete or replace them")
    return 0


def carry_out_order(archive: Archive, order: int, *, who: str, form: str, yes: bool) -> int:
    """Carry out an order that was recorded before; gives the exit code. ArchiveError where there is none."""
    found = next((one for one in archive.deletions() if one.order == order), None)
    if found is None:
        raise ArchiveError(f"no deletion order is entry {order}", where=str(archive.place), do="See onrecord verify")
    covered = archive.covered_by_an_order(found.sha256)
    if covered and not found.finished:
        _tell(covered, Messages())
        _ask(f"carry out order {order} of {found.who} ({found.reason}; {found.authority}), for good?", yes=yes)
    _shower(form)(*archive.carry_out(who, order))
    return 0


def _files(archive: Archive, wish: Wish) -> list[Covered]:
    """Give the named file with its parts, and its containers where that was said, each once."""
    first = _named(archive, wish.named)
    found: dict[str, Covered] = {}
    waiting = [first.sha256]
    while waiting:
        sha256 = waiting.pop(0)
        one = archive.covered_by_an_order(sha256)
        if one is None or sha256 in found:
            continue
        found[sha256] = one
        waiting += one.parts
        if wish.containers == "delete":
            waiting += one.within
    outside = sorted({sha256 for one in found.values() for sha256 in one.within} - set(found))
    if outside and wish.containers is None:
        raise ArchiveError(
            f"its bytes stand in larger files as well: {', '.join(outside)}",
            where=wish.named,
            do="Say --containers delete, and they go with all that is in them, or --containers leave",
        )
    return list(found.values())


def _named(archive: Archive, named: str) -> Covered:
    whole = archive.covered_by_an_order(named.lower())
    if whole:
        return whole
    reports = archive.find(named)
    hashes = sorted({receipt.sha256 for one in reports for receipt in one.receipts})
    if not hashes:
        raise ArchiveError(f"nothing bears the name {visible(named)}", where=str(archive.place), do="See onrecord show")
    if len(hashes) > 1:
        raise ArchiveError(
            f"reports of {len(hashes)} files bear this name: {', '.join(hashes)}",
            where=named,
            do="Name one by its hash",
        )
    one = archive.covered_by_an_order(hashes[0])
    if one is None or one.reports > 1:
        raise ArchiveError(
            f"it stands in a file with other reports, {one.reports if one else 0} in all",
            where=named,
            do=f"Name the file by its hash, {hashes[0]}, to delete them all; add a file without it, if need be",
        )
    return one


def _tell(one: Covered, messages: Messages) -> None:
    said = f"file {one.sha256}, received as {', '.join(one.names[:3])}: {one.reports} reports, {one.readings} readings"
    if one.listed:
        said += f", {one.listed} rows of a list"
    messages.say(said)
    if one.same_text:
        messages.say(f"note: {one.same_text} reports of other files have the same text, and stay")


def _ask(question: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody to ask whether this is meant", where="delete", do="Say --yes, or --order-only")
    sys.stderr.write(f"{visible(question)} Type yes: ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() != "yes":
        raise UsageError("not deleted", where="delete", do="Type yes to delete it")


def _shower(form: str) -> Callable[[Deletion], None]:
    def show(one: Deletion) -> None:
        said: dict[str, Any] = asdict(one)
        line = json_line(said) if form == "jsonl" else visible(f"file {one.sha256}: {one}")
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    return show
