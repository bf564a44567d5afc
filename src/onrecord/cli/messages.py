"""What is said on standard error, one line each."""

from __future__ import annotations

import os
import re
import sys
import traceback

from onrecord.errors import InputError, OnrecordError

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Make a line safe for a terminal: names of files and ids may hold what moves the cursor or turns the writing.

    >>> visible("a\x1b[2Jb")
    'a\\x1b[2Jb'
    """
    return _UNSEEN.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


class Messages:
    """Standard error, as it is at the moment of each message: a progress bar may stand in its way."""

    def say(self, words: str) -> None:
        """Say one line."""
        sys.stderr.write(f"onrecord: {visible(words)}\n")
        sys.stderr.flush()

    def failure(self, error: OnrecordError) -> None:
        """Name what ended the run, or an input that could not be read, with its kind."""
        self.say(f"{'not read' if isinstance(error, InputError) else 'error'}: {error} [{error.kind}]")
        if error.__cause__ is not None:
            _trace(error.__cause__)

    def note(self, where: str, words: str) -> None:
        """Pass on what intake had to decide."""
        self.say(f"note: {where}: {words}")

    def fault(self, fault: Exception) -> None:
        """Name a fault of onrecord itself."""
        said = " ".join(str(fault).split())[:300]
        self.say(
            f"error: a fault of onrecord ({type(fault).__name__}: {said}). "
            "Please report it with the command that you gave; ONRECORD_DEBUG=1 shows where it arose"
        )
        _trace(fault)


def _trace(fault: BaseException) -> None:
    """Show where a fault arose, to those who ask."""
    if os.environ.get("ONRECORD_DEBUG"):
        traceback.print_exception(fault)
