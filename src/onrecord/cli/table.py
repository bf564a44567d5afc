"""The table for the terminal: each report's incidents, claims and counts, readable at 80 columns."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TextIO

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from onrecord.errors import InputError
from onrecord.model import Act, Claim, Count, Group, Incident, Role, Speaker
from onrecord.publishing import Result
from onrecord.publishing.wording import (
    ACTS,
    count_bounds,
    days,
    in_own_script,
    incident_kind,
    listed,
    people,
    plain,
    range_words,
    runs_right_to_left,
    shortened,
)

_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LEFT_OUT = re.compile("[\u200e\u200f\u061c]")  # they have no shape and order nothing but the signs beside them
_STYLES = {Act.ACCUSE: "red", Act.DENY: "blue", Act.DISMISS: "magenta", Act.ADMIT: "yellow"}
_LEFT = (0, 0, 0, 2)


class Table:
    """The format ``table``: for eyes, not for programs."""

    name = "table"
    suffix = ".txt"
    about = "for the terminal"

    def write(self, results: Iterable[Result | InputError], stream: TextIO, *, with_text: bool = True) -> None:  # noqa: ARG002
        """Write report by report, as wide as the terminal, else 80 columns. No report's text is shown whole."""
        render_table(results, Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False))
        stream.flush()


def render_table(results: Iterable[Result | InputError], console: Console) -> None:
    """Show each result on the console as it comes; what was not read is named in its place."""
    for result in results:
        shown = _not_read(result) if isinstance(result, InputError) else _report(result)
        for piece in shown:
            console.print(piece)


class IncidentTable:
    """The format ``table`` of incidents that several reports tell of."""

    name = "table"
    suffix = ".txt"
    about = "for the terminal"
    scheme = None

    def write(self, incidents: Iterable[Incident], stream: BinaryIO) -> None:
        """Write incident by incident, as wide as the terminal, else 80 columns."""
        text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
        console = Console(file=text, highlight=False, markup=False, emoji=False, soft_wrap=False)
        for incident in incidents:
            console.print(Rule(style="dim"))
            console.print(_incident(incident))
            console.print(Text(f"id        {incident.mention.id}", style="dim"))
            for origin in incident.origins:
                told = Text(f"origin    {listed([seen(one) for one in origin.reports])}", style="dim")
                if len(origin.reports) > 1:
                    told.append(f": {seen(origin.why)}")
                console.print(told)
            for reason in incident.reasons:
                console.print(Text(f"- {seen(reason.text)}", style="dim"))
            console.print("")
        text.detach()


def seen(text: str) -> str:
    r"""Make a report's characters safe for a terminal: controls, marks that turn what follows, become U+FFFD.

    Line ends become spaces; single marks of direction, of which Arabic text is full, are left out.

    >>> seen("a\x1b[31mred\n")
    'a�[31mred '
    """
    return _UNSHOWN.sub("\ufffd", _LEFT_OUT.sub("", text)).replace("\n", " ").replace("\t", " ")


def _not_read(error: InputError) -> Iterator[RenderableType]:
    yield Rule(style="dim")
    yield Text.assemble((seen(error.where or "An input"), "bold"), ": not read, ", seen(error.why))
    yield Text("")


def _report(result: Result) -> Iterator[RenderableType]:
    reading = result.reading
    report = reading.report
    yield Rule(style="dim")
    yield Text(seen(report.title or report.id), style="bold")
    about = [report.publisher, report.published, report.id if report.title else None]
    if any(about):
        yield Text(" · ".join(seen(one) for one in about if one), style="dim")
    yield Text("")
    for incident in result.incidents:
        yield Padding(_incident(incident), _LEFT, expand=False)
        yield Text("")
    if not result.incidents:
        yield Padding(Text("No incident found."), _LEFT, expand=False)
        yield Text("")
    if reading.claims:
        yield Padding(_claims(reading.claims), _LEFT)
        yield Text("")
    if reading.counts:
        yield Padding(_counts(reading.counts, {claim.id: at for at, claim in enumerate(reading.claims, 1)}), _LEFT)
        yield Text("")
    notes = dict.fromkeys((*report.notes, *reading.notes))
    for note in notes:
        yield Padding(Text(f"Note: {seen(note)}", style="italic"), _LEFT, expand=False)
    if notes:
        yield Text("")


def _incident(incident: Incident) -> Text:
    mention = incident.mention
    shown = Text(incident_kind(mention), style="bold")
    if mention.place:
        shown.append(f", {seen(mention.place.name)}")
    shown.append(f" · {days(mention.date)}" if mention.date else " · date not stated", style="not bold")
    if not mention.main:
        shown.append(" (not the main incident)", style="not bold")
    hit = [
        plain(one.kind) if one.number is None else f"{plain(one.kind)} {one.number}" for one in mention.infrastructure
    ]
    if hit:
        shown.append(f"\nhit       {', '.join(hit)}", style="not bold")
    for label, whole, groups in (
        ("killed", incident.killed, incident.killed_by_group),
        ("injured", incident.injured, incident.injured_by_group),
    ):
        shown.append(f"\n{label:<10}", style="not bold")
        shown.append(range_words(whole) if whole else "not stated")
        parts = [f"{plain(group)} {range_words(groups[group])}" for group in Group if group in groups]
        if parts:
            shown.append(f" ({', '.join(parts)})", style="not bold")
    status = plain(incident.strike_status) if incident.strike_status else "none"
    grade = plain(incident.grade) if incident.grade else "none"
    shown.append(f"\nstatus    {status}\ngrade     {grade}, under scheme {seen(incident.scheme)}", style="not bold")
    for at, party in enumerate(incident.parties):
        shown.append(f"\n{'parties' if not at else '':<10}", style="not bold")
        shown.append(f"{seen(party.name)}, {plain(party.standing)}{', admits it' if party.admitted else ''}")
        for voices, does in ((party.accused_by, "accused by"), (party.denied_by, "denied by")):
            if voices:
                shown.append(f"\n{'':<12}{does} {listed([seen(voice.name) for voice in voices])}", style="not bold")
    return shown


def _grid(*columns: tuple[str, dict[str, object]]) -> Grid:
    grid = Grid(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True, padding=(0, 1, 0, 0), header_style="dim"
    )
    for name, options in columns:
        grid.add_column(name, overflow="fold", **options)  # type: ignore[arg-type]
    return grid


def _claims(claims: Iterable[Claim]) -> Grid:
    grid = _grid(
        ("", {"justify": "right", "min_width": 2}),
        ("Speaker", {"ratio": 6}),
        ("Act", {"min_width": 9}),
        ("Party", {"ratio": 5}),
        ("Words", {"ratio": 11}),
    )
    for at, claim in enumerate(claims, 1):
        parties = [seen(one.name) for one in claim.parties if one.role in (Role.ACCUSED, Role.CLEARED)]
        grid.add_row(
            Text(str(at), style="dim"),
            _speaker(claim.speaker),
            Text(ACTS[claim.act], style=_STYLES.get(claim.act, "")),
            Text(listed(parties)),
            _words(claim.content.words),
        )
    return grid


def _speaker(speaker: Speaker | None) -> Text:
    """Name a speaker; words of the report in another script stand beneath the name."""
    if speaker is None:
        return Text("unattributed")
    written = in_own_script(speaker.name, speaker.at.words)
    return Text(f"{seen(speaker.name)}\n{shortened(seen(written), 40)}" if written else seen(speaker.name))


def _words(words: str) -> Text:
    """Cut words short for a cell, set to the right where they run from there."""
    return Text(shortened(seen(words), 80), justify="right" if runs_right_to_left(words) else "left")


def _counts(counts: Iterable[Count], claims: dict[str, int]) -> Grid:
    grid = _grid(
        ("Count", {"min_width": 12}),
        ("Of whom", {"min_width": 14}),
        ("Claim", {"justify": "right"}),
        ("Words", {"ratio": 1}),
    )
    for count in counts:
        beside = [
            word
            for word, so in (("denied", count.status == "denied"), (plain(count.scope), count.scope != "incident"))
            if so
        ]
        grid.add_row(
            Text(count_bounds(count), style="bold"),
            Text(people(count) + (f" ({', '.join(beside)})" if beside else "")),
            Text(str(claims.get(count.claim or "", "")), style="dim"),
            _words(count.at.words),
        )
    return grid
