"""Formats that are not taken apart: each is refused by its name, with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.errors import InputError, PackedInput
from onrecord.intake.received import Draft, Received
from onrecord.settings import Settings

_ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".gz", ".bz2", ".xz", ".7z", ".rar", ".zst", ".iso", ".cab")
_SAVE_AS = {
    ".doc": ("an old Word document", ".docx or .pdf"),
    ".rtf": ("an RTF document", ".docx or .pdf"),
    ".odt": ("an OpenDocument text", ".docx or .pdf"),
    ".pages": ("a Pages document", ".docx or .pdf"),
    ".xls": ("an old Excel sheet", ".xlsx or .csv"),
    ".ods": ("an OpenDocument sheet", ".xlsx or .csv"),
    ".numbers": ("a Numbers sheet", ".xlsx or .csv"),
    ".ppt": ("an old slide show", ".pdf"),
    ".pptx": ("a slide show", ".pdf"),
    ".odp": ("an OpenDocument slide show", ".pdf"),
    ".msg": ("an Outlook message", ".eml"),
    ".pst": ("an Outlook mailbox", "single messages, .eml"),
    ".mbox": ("a mailbox", "single messages, .eml"),
    ".epub": ("an e-book", ".html or .pdf"),
    ".djvu": ("a DjVu file", ".pdf, with its text recognised"),
}


@dataclass(frozen=True, slots=True)
class PackedFormat:
    """Archives of files, and formats of programs: refused."""

    name: str = "packed"
    suffixes: tuple[str, ...] = (*_ARCHIVES, *_SAVE_AS)
    media_types: tuple[str, ...] = ("application/zip", "application/gzip", "application/x-tar", "application/msword")
    libraries: tuple[str, ...] | None = None

    def read(self, received: Received, _settings: Settings) -> Iterator[Draft | InputError]:
        """Give PackedInput with what to do; nothing is unpacked."""
        name = received.id.lower()
        known = next((what for ending, what in _SAVE_AS.items() if name.endswith(ending)), None)
        if known:
            what, instead = known
            yield PackedInput(
                f"{what}, which is not taken apart here",
                where=received.where,
                do=f"Open it in its program, and save it as {instead}",
            )
            return
        yield PackedInput(
            "an archive of files, which is not unpacked here: who packed it chose names and sizes",
            where=received.where,
            do="Unpack it into a folder of its own, look at what is in it, and give the folder",
        )
