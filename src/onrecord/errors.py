"""Everything that can go wrong, in one tree.

::

    OnrecordError                    exit 1
    ├── InputError                   exit 1   an input could not be read; the others are
    │   ├── MissingInput                      no such file or folder
    │   ├── UnreadableInput                   permission, input/output error
    │   ├── EmptyInput                        no bytes, or no text in them
    │   ├── BinaryInput                       bytes that are no text in any encoding known here
    │   ├── EncodingProblem                   text, but in a wrong or mixed encoding
    │   ├── PageWithoutText                   HTML without a readable text
    │   ├── BrokenRecord                      a JSONL line or CSV row that is none, or lacks a field
    │   ├── DuplicateId                       an id that an earlier report of this input bears
    │   ├── BadDate                           a date that is none
    │   ├── TooLarge                          more than the named limit
    │   ├── DamagedInput                      a file that is not what its format demands: cut off, altered
    │   ├── LockedInput                       a file that a password locks
    │   ├── HostileInput                      a file built to break or outwit what reads it
    │   ├── Stuck                             took more time or memory than the limits, or broke its reader
    │   ├── NoTextLayer                       pages that are pictures of text
    │   ├── PackedInput                       an archive of files, or a format not taken apart here
    │   ├── DigestMismatch                    bytes that do not match the digest that their container states
    │   ├── NotText                           an image or film: kept, and not to be read
    │   ├── BrokenMapping                     a mapping file that is none, or does not fit its list
    │   ├── DeletedInput                      bytes that were deleted by order, received again
    │   ├── AddressRefused                    an address that onrecord does not fetch: private, loopback, no web
    │   ├── FetchFailed                       an address that could not be fetched whole
    │   ├── LanguageNotRead                   a language that onrecord does not read yet
    │   └── ReadingFailed                     a fault of onrecord itself, met in this input
    ├── ModelError                   exit 1   a model or data file of the package is absent or damaged
    ├── OutputError                  exit 1   the output could not be written
    ├── DecisionRefused              exit 1   a decision at the review desk was not recorded
    │   ├── Conflict                          somebody decided on the same subject since the page was shown
    │   ├── UnknownSubject                    what the decision is on is not there
    │   ├── BadValue                          what the decision says is not what its field takes
    │   └── NotAllowed                        the decision is another person's, and not this one's to take back
    ├── UsageError                   exit 2   the command was called wrongly
    ├── ServingError                 exit 1   the review desk could not be served: its port is taken
    ├── ArchiveError                 exit 1   the archive could not be opened or written; what it acknowledged stands
    └── DamagedArchive               exit 3   the archive is not what it acknowledged

A message says what, where, why, and what to do. Each class owns its exit code; `onrecord` never ends in a traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar


class OnrecordError(Exception):
    """Base of all errors that onrecord raises on purpose.

    ``where`` names the input (path, or path and line); ``why`` the cause; ``do`` what a user can do about it.
    """

    exit_code: ClassVar[int] = 1
    kind: ClassVar[str] = "error"

    def __init__(self, why: str, *, where: str | None = None, do: str | None = None) -> None:
        self.where, self.why, self.do = where, why, do
        super().__init__(str(self))

    def __str__(self) -> str:
        """Say where, why and what to do, in one line."""
        head = f"{self.where}: {self.why}" if self.where else self.why
        return f"{head}. {self.do}" if self.do else head


class InputError(OnrecordError):
    """When one input could not be read. The rest of the batch is done; the exit code is 1."""

    kind = "input"


class MissingInput(InputError):
    """When a path given does not exist."""

    kind = "missing"


class UnreadableInput(InputError):
    """When the operating system refuses the bytes: permission, a broken disk, a folder in place of a file."""

    kind = "unreadable"


class EmptyInput(InputError):
    """When there are no bytes, or nothing but white space."""

    kind = "empty"


class BinaryInput(InputError):
    """When the bytes are no text: an image, an archive, a program."""

    kind = "binary"


class EncodingProblem(InputError):
    """When the bytes are text in no single encoding, or not in the one declared."""

    kind = "encoding"


class PageWithoutText(InputError):
    """When an HTML page holds no readable text: a log-in wall, a script shell, a frame set."""

    kind = "page-without-text"


class BrokenRecord(InputError):
    """When a line of JSONL or a row of CSV is none, or lacks what a report needs."""

    kind = "broken-record"


class DuplicateId(InputError):
    """When two reports of one run bear one id: the second is not read, since results could not be told apart."""

    kind = "duplicate-id"


class BadDate(InputError):
    """When a date of publication is no ISO 8601 date or time."""

    kind = "bad-date"


class TooLarge(InputError):
    """When an input is over a limit of the settings, which the message names."""

    kind = "too-large"


class DamagedInput(InputError):
    """When a file is not what its format demands: cut off, altered, or another format under a wrong name."""

    kind = "damaged-input"


class LockedInput(InputError):
    """When a password or rights management keeps a file's content closed."""

    kind = "locked"


class HostileInput(InputError):
    """When a file is built to break or outwit what reads it: entities that multiply, paths that lead out, nesting."""

    kind = "hostile"


class Stuck(InputError):
    """When taking an input apart takes more time or memory than the settings allow, or ends its reader's process."""

    kind = "stuck"


class NoTextLayer(InputError):
    """When pages are pictures of text, as a scanner leaves them: not read is not "nothing found"."""

    kind = "no-text-layer"


class PackedInput(InputError):
    """When an input is an archive of files, or in a format not taken apart here: the message says what to do."""

    kind = "packed"


class DigestMismatch(InputError):
    """When bytes within a container do not match the digest that the container states of them."""

    kind = "digest"


class NotText(InputError):
    """When a report is an image, film or recording: it is kept, and there is no text in it to be read."""

    kind = "not-text"


class BrokenMapping(InputError):
    """When a mapping file is none, or names columns that the list does not have."""

    kind = "mapping"


class DeletedInput(InputError):
    """When bytes are received again that an order had deleted from the archive: they are not kept, nor read."""

    kind = "deleted"


class AddressRefused(InputError):
    """When an address is not to be fetched: private, loopback or link-local, or no address of the web."""

    kind = "address-refused"


class FetchFailed(InputError):
    """When an address could not be fetched whole: no answer, an error in place of the page, too slow."""

    kind = "fetch-failed"


class LanguageNotRead(InputError):
    """When a report is in a language that onrecord does not read yet: not read is not "nothing found"."""

    kind = "language"


class ReadingFailed(InputError):
    """When onrecord itself fails on an input: a fault to be reported. Not read is not "nothing found"."""

    kind = "reading-failed"

    @classmethod
    def of(cls, fault: Exception, where: str) -> ReadingFailed:
        """Name the fault met in the input ``where``; it stays attached as the cause, for a trace."""
        said = " ".join(str(fault).split())[:200]
        failed = cls(
            f"a fault of onrecord ({type(fault).__name__}: {said})",
            where=where,
            do="Please report it with the report's text if you may; ONRECORD_DEBUG=1 shows where it arose",
        )
        failed.__cause__ = fault
        return failed


class ModelError(OnrecordError):
    """When a model or data file of the package is absent or damaged. No reading is made without it."""

    kind = "model"


class OutputError(OnrecordError):
    """When the output could not be written: a full disk, a closed pipe, a folder that is read-only."""

    kind = "output"


class DecisionRefused(OnrecordError):
    """When a decision at the review desk was not recorded. Nothing was written."""

    kind = "decision"


class Conflict(DecisionRefused):
    """When somebody decided on the same subject since the page was shown: both are shown, and the person decides again.

    ``decisions`` are those newer than what the page had shown, oldest first (``onrecord.model.Decision``).
    """

    kind = "conflict"

    def __init__(self, why: str, decisions: Sequence[Any], *, where: str | None = None, do: str | None = None) -> None:
        super().__init__(why, where=where, do=do)
        self.decisions = tuple(decisions)


class UnknownSubject(DecisionRefused):
    """When what a decision is on is not there: no such incident, report, claim or entry."""

    kind = "unknown-subject"


class BadValue(DecisionRefused):
    """When a decision's value is not what its field takes; ``what`` names the field."""

    kind = "bad-value"

    def __init__(self, what: str, why: str, do: str | None = None) -> None:
        super().__init__(why, where=what, do=do)
        self.what = what


class NotAllowed(DecisionRefused):
    """When somebody takes back a decision that is not theirs to take back."""

    kind = "not-allowed"


class UsageError(OnrecordError):
    """When the command was called wrongly: an unknown option, format or scheme."""

    exit_code = 2
    kind = "usage"


class ServingError(OnrecordError):
    """When the review desk could not be served: its port is taken, or its scripts and styles are not built."""

    kind = "serving"


class ArchiveError(OnrecordError):
    """When an archive is not there, busy, or cannot be written. What it acknowledged before stands as it was."""

    kind = "archive"


class DamagedArchive(OnrecordError):
    """When an archive is not what it acknowledged. Nothing is repaired in silence."""

    exit_code = 3
    kind = "damaged"
