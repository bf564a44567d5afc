"""``assess``, ``dossier``, ``judge`` and ``show`` on an archive, as commands."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))  # fake_english
sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))  # schema_checks
sys.path.insert(0, str(Path(__file__).parent))

from schema_checks import incident_validator
from test_commands import onrecord

__all__ = ["onrecord"]

# The reader that stands in finds no day and no place: words alone link these.
MILL = "Shells tore open the flour mill of Karzal beside the canal, and {} of its night shift died, the foreman said."
FERRY = "A ferry sank off the pier at Old Anso when a drone hit its engine room; the harbour master counted {} lost."


@pytest.fixture
def kept(onrecord, tmp_path: Path):
    """An archive of three reports, added and not read; gives the command."""
    for name, text in (("a", MILL.format(9)), ("b", FERRY.format(4)), ("c", MILL.format(9) + " He wept.")):
        (tmp_path / f"{name}.txt").write_text(text)
    onrecord("init", "--who", "mira")
    for day, names in (("2021-05-03", ("a.txt", "c.txt")), ("2017-11-20", ("b.txt",))):
        onrecord("add", *names, "--language", "en", "--no-read", "--published", day)
    return onrecord


def incidents(out: str) -> dict[tuple[str, ...], str]:
    """Give the id of each incident by its reports; every line is one by the schema."""
    found = [json.loads(line) for line in out.splitlines()]
    for one in found:
        incident_validator().validate(one)
    return {tuple(one["reports"]): one["id"] for one in found}


def test_what_is_not_read_is_read_once_and_ids_stay(kept) -> None:
    code, out, err = kept("assess")
    assert code == 0, err
    first = incidents(out)
    assert sorted(sum(first, ())) == ["a.txt", "b.txt", "c.txt"]
    assert "3 read" in err
    entries = json.loads(kept("show", "--format", "jsonl")[1])["entries"]
    code, out, err = kept("assess")
    assert (code, incidents(out)) == (0, first)
    assert "0 read" in err
    totals = json.loads(kept("show", "--format", "jsonl")[1])
    assert (totals["entries"], totals["incidents"]) == (entries, len(first))
    assert kept("verify")[0] == 0


def test_one_incident_alone_in_any_format(kept) -> None:
    found = incidents(kept("assess")[1])
    one = found["b.txt",]
    assert incidents(kept("assess", "--incident", one)[1]) == {("b.txt",): one}
    assert one in kept("assess", "--incident", one, "--format", "csv")[1]
    assert one in kept("assess", "--incident", one, "--format", "table")[1]
    code, out, err = kept("dossier", "--incident", one)
    assert code == 0, err
    assert "<html" in out
    assert "Old Anso" in out


def test_what_a_person_judged_is_followed_shown_and_undone(kept) -> None:
    before = incidents(kept("assess")[1])
    mill, ferry = before["a.txt", "c.txt"], before["b.txt",]
    assert kept("judge", "different", "a.txt", "c.txt", "--note", "two mills", "--who", "otto")[0] == 0
    apart = incidents(kept("assess")[1])
    assert ("a.txt",) in apart
    assert ("c.txt",) in apart
    assert mill in apart.values()
    shown = json.loads(kept("show", mill)[1])
    assert [one["change"] for one in shown["history"]] == ["opened", "split"]
    assert (shown["judgements"][0]["who"], shown["judgements"][0]["note"]) == ("otto", "two mills")
    assert kept("judge", "unsure", "a.txt", "c.txt")[0] == 0
    assert kept("judge", "same", mill, ferry)[0] == 0
    (one,) = incidents(kept("assess")[1]).values()
    gone = ({mill, ferry} - {one}).pop()
    _, out, err = kept("assess", "--incident", gone)
    assert incidents(out) == {("a.txt", "b.txt", "c.txt"): one}, err
    assert f"{gone} went to {one}" in err
    shown = json.loads(kept("show", gone)[1])
    assert (shown["incident"], shown["asked"]) == (one, gone)
    assert one in kept("show", gone, "--format", "table")[1]
    assert "judged the same" in kept("dossier", "--incident", gone)[1]
    assert kept("judge", "same", gone, "c.txt")[0] == 2
    assert kept("verify")[0] == 0


def test_what_cannot_be_read_is_named_once_and_counted_after(kept, tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_text("FAIL HERE: three people died.")
    kept("add", "d.txt", "--language", "en", "--no-read")
    code, out, err = kept("assess")
    assert code == 1
    assert "d.txt" in err
    assert len(out.splitlines()) >= 1
    code, _, err = kept("assess")
    assert code == 0
    assert "1 reports have no reading" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("assess", "--incident", "i000000000000"), "no incident"),
        (("assess", "a.txt", "--archive", "there"), "not both"),
        (("assess", "--published", "2021-05-03"), "as they were added"),
        (("dossier", "--incident", "i000000000000"), "no incident"),
        (("dossier",), "incidents"),
        (("judge", "maybe", "a.txt", "c.txt"), "no verdict"),
        (("judge", "same", "a.txt", "z.txt"), "nothing bears"),
        (("judge", "same", "a.txt", "a.txt"), "same already"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(kept, arguments, said) -> None:
    kept("assess")
    code, _, err = kept(*arguments)
    assert code == 2
    assert said in err
    assert "Traceback" not in err


def test_readings_can_be_taken_as_they_are(kept) -> None:
    code, out, err = kept("assess", "--no-read")
    assert (code, out) == (0, "")
    assert "3 reports have no reading" in err


def test_what_was_decided_at_the_desk_is_followed_and_shown(kept, tmp_path: Path) -> None:
    from onrecord.archive import Place  # noqa: PLC0415 - what the other tests never load
    from onrecord.desk.desk import Desk  # noqa: PLC0415
    from onrecord.desk.views import Filters  # noqa: PLC0415
    from onrecord.model import About, Call, Subject  # noqa: PLC0415
    from onrecord.settings import Settings  # noqa: PLC0415

    ids = incidents(kept("assess")[1])
    ferry = ids["b.txt",]
    place = Place(next(path.parent for path in tmp_path.rglob("archive.sqlite")))
    Desk.open(place, Settings(who="otto"), reader=object()).close()  # type: ignore[arg-type]
    code, out, err = kept("assess", "--no-read", "--incident", ferry)
    assert code == 0, err
    with Desk.open(place, Settings(who="otto"), reader=object()) as desk:  # type: ignore[arg-type]
        assert desk.queue(Filters()).total == len(ids)
        value = {"low": 5, "high": 6}
        done = desk.decide("otto", Subject(About.KILLED, ferry), Call.CORRECT, value, "the crew list", seen=0)
        desk.decide("otto", Subject(About.INCIDENT, ferry), Call.NOTE, note="ask the port", seen=0)
    code, out, err = kept("assess", "--no-read", "--incident", ferry)
    assert code == 0, err
    found = json.loads(out)
    incident_validator().validate(found)
    assert (found["killed"]["low"], found["killed"]["high"]) == (5, 6)
    assert [one["entry"] for one in found["decisions"]] == [done.entry, done.entry + 1]
    shown = kept("show", ferry, "--format", "table")[1]
    assert f'decided  {done.entry}: correct killed {{"high": 6, "low": 5}}' in shown
    assert "note incident" in shown
    assert "ask the port" in shown
    assert [one["stands"] for one in json.loads(kept("show", ferry, "--format", "jsonl")[1])["decisions"]] == [
        True,
        True,
    ]
    assert "was decided by otto" in kept("dossier", "--incident", ferry)[1]
    assert kept("verify")[0] == 0
