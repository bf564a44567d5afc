"""A progress bar on a terminal, for more than a few reports."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

FEW = 3
"""Reports that need no bar."""


def shown(items: Iterable[Item], total: int | None) -> Iterator[Item]:
    """Pass items on and show how many have passed, on standard error.

    The bar appears with the item after the first few; ``total`` is None where it is not known. Lines written to
    standard error meanwhile stand above it. It goes away at the end.
    """
    from rich.console import Console  # noqa: PLC0415 - on a terminal alone
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("reports"), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(file=sys.stderr), transient=True, redirect_stdout=False)
    task = bar.add_task("Reading", total=total)
    try:
        for number, item in enumerate(items, start=1):
            if number == FEW + 1 or (total is not None and total > FEW):
                bar.start()
            bar.update(task, completed=number)
            yield item
    finally:
        bar.stop()
