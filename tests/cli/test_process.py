"""The command as a process of its own: what only shows there."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SRC = HERE.parents[1] / "src"
GOOD = "The mayor said that nine people were killed when shells hit the market of Talbira on Monday.\n"
FAKE = (
    "from onrecord.reading import LANGUAGES; LANGUAGES['en'] = 'fake_english:FakeEnglish';"
    "from onrecord.__main__ import main; main()"
)


def environment(**extra: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD_")}
    return {**kept, "PYTHONPATH": f"{SRC}{os.pathsep}{HERE}", **extra}


def command(*arguments: str, fake: bool = False) -> list[str]:
    return [sys.executable, *(["-c", FAKE] if fake else ["-m", "onrecord"]), *arguments]


def ran(*arguments: str, folder: Path, stdin: bytes = b"", fake: bool = False, **extra: str):
    return subprocess.run(
        command(*arguments, fake=fake),
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=environment(**extra),
        check=False,
    )


def test_the_version_costs_nothing(tmp_path):
    code = (
        "import sys; sys.argv = ['onrecord', '--version']; from onrecord.__main__ import main; main();"
        "print(sorted(set(sys.modules) & {'typer', 'rich', 'spacy', 'trafilatura', 'onrecord.cli', 'json'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    version, loaded = done.stdout.splitlines()
    assert version.startswith("onrecord 0.")
    assert loaded == "[]"
    assert ran("read", "--version", folder=tmp_path).returncode == 2


def test_help_loads_no_models(tmp_path):
    code = (
        "import sys; from onrecord.cli import run; run(['read', '--help']);"
        "print(sorted(set(sys.modules) & {'spacy', 'trafilatura', 'onnxruntime', 'py3langid'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_bad_input_beside_good(tmp_path):
    """Every way of being bad at once: each is named, the code is 1, the good ones are read by the real reader."""
    files = {
        "1.txt": GOOD.encode(),
        "2-empty.txt": b"",
        "3-binary.txt": b"\x89PNG\r\n\x1a\n\0\0",
        "4-mixed.txt": "Une école. ".encode() + "Une école.".encode("latin-1"),
        "5-page.html": b"<html><body></body></html>",
        "6.jsonl": (
            b'{"id": "a", "text": 1}\n{"id"\n{"id": "b", "text": "Nine people were killed, he said."}\n'
            b'{"id": "b", "text": "x"}\n'
            b'{"id": "c", "text": "He said so.", "published": "soon"}\n'
        ),
        "7-russian.txt": "В понедельник при обстреле рынка погибли девять человек".encode(),
        "9.txt": GOOD.upper().encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = ran("read", *files, "8-missing.txt", folder=tmp_path)
    assert done.returncode == 1
    assert [json.loads(line)["report"]["id"] for line in done.stdout.splitlines()] == ["1.txt", "b", "9.txt"]
    errors = done.stderr.decode().splitlines()
    kinds = [line.rpartition("[")[2].rstrip("]") for line in errors[:-1]]
    assert kinds == [
        *(
            "empty",
            "binary",
            "encoding",
            "page-without-text",
            "broken-record",
            "broken-record",
            "duplicate-id",
            "bad-date",
        ),
        *("language", "missing"),
    ]
    assert errors[-1] == "onrecord: 3 of 13 read; 10 could not be read"


def test_the_same_bytes_whatever_the_hash_seed(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.html").write_text(
        f"<html><title>Talbira</title><body><article><p>{GOOD * 4}</p></article></body></html>"
    )
    first, second = (
        ran("read", "a.txt", "b.html", "--published", "2020-01-07", folder=tmp_path, PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2")
    )
    assert first == second
    assert first.count(b"\n") == 2


def test_a_reader_that_has_enough(tmp_path):
    lines = "".join(json.dumps({"id": f"r{n}", "text": GOOD * 20}) + "\n" for n in range(500))
    (tmp_path / "many.jsonl").write_text(lines)
    process = subprocess.Popen(
        command("read", "many.jsonl", fake=True),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout.readline().startswith(b'{"report"')
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 1
    assert errors == b""


def test_interrupted_while_waiting(tmp_path):
    # What a shell starts in the background ignores the key, and so would all that it starts in turn.
    heeds = ["env", "--default-signal=INT"]
    process = subprocess.Popen(
        [*heeds, *command("read", "-", fake=True)],
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdin.write(b'{"id": "a", "text": "Nine people were killed, he said."}\n')
    process.stdin.flush()
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert b"stopped" in errors


def on_a_terminal(arguments: list[str], folder: Path) -> tuple[int, str]:
    """Run a command with its standard output and error on a terminal; give its code and all that it shows."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        arguments, cwd=folder, env=environment(TERM="xterm", COLUMNS="100"), stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while True:
        ready, _, _ = select.select([ours], [], [], 60)
        assert ready, "nothing for a minute"
        try:
            data = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        shown += data
    os.close(ours)
    return process.wait(60), shown.decode()


@pytest.mark.parametrize(("number", "bar"), [(2, False), (8, True)])
def test_a_table_and_a_bar_on_a_terminal(tmp_path, number, bar):
    names = [f"report-{n}.txt" for n in range(number)]
    for name in names:
        (tmp_path / name).write_text(f"{name}: {GOOD}")
    code, shown = on_a_terminal(command("read", *names, "nowhere.txt", fake=True), tmp_path)
    assert code == 1
    assert '{"report"' not in shown
    for name in names:
        assert name in shown
    assert "nowhere.txt: no such file" in shown
    assert ("Reading" in shown) == bar
    assert f"{number} of {number + 1} read" in shown
