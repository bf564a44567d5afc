"""E-mail as saved: the message is a report, and so is each attachment."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parseaddr

from onrecord.errors import DamagedInput, EmptyInput, InputError
from onrecord.intake.decode import decode
from onrecord.intake.formats.fragment import text_of
from onrecord.intake.received import Draft, Part, Received, too_large
from onrecord.model import Custody
from onrecord.settings import Settings

_STATED = ("From", "To", "Cc", "Reply-To", "Date", "Subject", "Message-ID", "In-Reply-To", "Return-Path", "Received")
_LONGEST = 2_000
"""Code points kept of one header."""
_HEADER = re.compile(rb"(?:From [^\r\n]*\r?\n)?[!-9;-~]{1,80}[ \t]*:")
"""How a message begins: a header, after the line with which mailboxes part their messages."""
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class MailFormat:
    """A message (.eml) or a page saved as one (.mht): its text, then its attachments as reports of their own."""

    name: str = "mail"
    suffixes: tuple[str, ...] = (".eml", ".mht", ".mhtml")
    media_types: tuple[str, ...] = ("message/rfc822", "multipart/related")
    libraries: tuple[str, ...] | None = ("email.parser", "email.policy", "lxml.etree")

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | Part | InputError]:
        """Give the message's own report, then each attachment. Plain text is taken before HTML."""
        sha256 = received.checked(settings.max_input_bytes, "max_input_bytes")
        where = received.where
        data = received.stream.read()
        if not data.strip():
            raise EmptyInput("no bytes", where=where, do="Check that it was saved or sent whole")
        if not _HEADER.match(data.lstrip()):
            raise DamagedInput("no e-mail: it begins with no header", where=where, do="Save the message anew as .eml")
        message = email.message_from_bytes(data.lstrip(), policy=policy.default)
        del data
        body, attachments, other = _sorted(message)
        yield self._message(message, body, other, received, sha256)
        if len(attachments) > settings.max_parts:
            left = len(attachments) - settings.max_parts
            error = too_large(where, "more", settings.max_parts, "attachments", "max_parts")
            error.why += f"; the last {left:,} are not taken"
            yield type(error)(error.why, where=error.where, do=error.do)
        for number, part in enumerate(attachments[: settings.max_parts], 1):
            yield _attachment(part, number, received.id, sha256)

    @staticmethod
    def _message(
        message: EmailMessage, body: EmailMessage | None, other: int, received: Received, sha256: str
    ) -> Draft | InputError:
        notes: tuple[str, ...] = ()
        text = ""
        if body is not None:
            try:
                decoded = decode(_bytes_of(body), received.where, body.get_content_charset())
            except InputError as error:
                return error
            text, notes = decoded.text, decoded.notes
            if body.get_content_type() == "text/html":
                text = text_of(text)
            elif body.get_param("format") == "flowed":
                text = _unwrapped(text, joined=str(body.get_param("delsp", "no")).lower() == "yes")
        subject = _header(message, "Subject")
        if not text.strip():
            return EmptyInput(
                "a message without text of its own",
                where=received.where,
                do=f"Its {other} attachments are read by themselves" if other else "Check that it was saved whole",
            )
        stated = tuple((name, value) for name in _STATED for value in _headers(message, name))
        return Draft(
            where=received.where,
            id=received.id,
            sha256=sha256,
            text=text,
            title=subject,
            publisher=_sender(message),
            published=_date(message),
            url=_header(message, "Content-Location") if message.get_content_type() == "multipart/related" else None,
            notes=notes,
            custody=Custody(media_type="message/rfc822", metadata=stated),
        )


def _sorted(message: EmailMessage) -> tuple[EmailMessage | None, list[EmailMessage], int]:
    """Part a message's leaves into its body and its attachments; the other forms of the body are neither."""
    plain = html = None
    attachments: list[EmailMessage] = []
    waiting: list[EmailMessage] = [message]
    while waiting:
        part = waiting.pop()
        kind = part.get_content_type()
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and kind != "message/rfc822":
            waiting.extend(reversed([one for one in inner if isinstance(one, EmailMessage)]))
        elif part.get_content_disposition() != "attachment" and plain is None and kind == "text/plain":
            plain = part
        elif part.get_content_disposition() != "attachment" and html is None and kind == "text/html":
            html = part
        else:
            attachments.append(part)
    return plain if plain is not None and _bytes_of(plain).strip() else html, attachments, len(attachments)


def _attachment(part: EmailMessage, number: int, held_by: str, sha256: str) -> Part:
    """Take an attachment as it is; the date and the sender of the mail are not its own."""
    name = part.get_filename()
    inner = part.get_payload()
    if (
        part.get_content_type() == "message/rfc822"
        and isinstance(inner, list)
        and inner
        and isinstance(inner[0], Message)
    ):
        # As its sender's program wrote it, except for line ends: a message within a message has no bytes of its own.
        data = inner[0].as_bytes(policy=policy.compat32)
        name = name or "message.eml"
    else:
        data = _bytes_of(part)
    shown = _CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", name)[:200] if name else ""
    return Part(
        id=f"{held_by}#{number}/{shown}" if shown else f"{held_by}#{number}",
        data=data,
        name=shown or None,
        media_type=part.get_content_type(),
        charset=part.get_content_charset(),
        part_of=sha256,
    )


def _bytes_of(part: EmailMessage) -> bytes:
    """Undo the transfer encoding; of what is broken, as much as holds."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _unwrapped(text: str, *, joined: bool) -> str:
    """Join the lines that a mail program broke for sending (RFC 3676): those that end with a space."""
    out: list[str] = []
    for line in text.splitlines(keepends=True):
        ended = line.rstrip("\r\n")
        if ended.endswith(" ") and ended != "-- " and not ended.startswith(">"):
            out.append(ended[:-1] if joined else ended)
        else:
            out.append(line)
    return "".join(out)


def _headers(message: EmailMessage, name: str) -> Iterator[str]:
    """Read a header's values; those that are broken beyond reading are given as they stand."""
    try:
        values = message.get_all(name, [])
    except (MessageError, ValueError, IndexError, TypeError, AttributeError):
        # The standard library's reader of headers fails on some that are broken, each time in another way.
        values = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    for value in values:
        yield " ".join(str(value).split())[:_LONGEST]


def _header(message: EmailMessage, name: str) -> str | None:
    return next(_headers(message, name), None) or None


def _sender(message: EmailMessage) -> str | None:
    shown, address = parseaddr(_header(message, "From") or "")
    return shown or address or None


def _date(message: EmailMessage) -> str | None:
    """Give the date that the sender's program states, or None where it states none that is one."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - for mail alone

    try:
        moment: datetime = parsedate_to_datetime(_header(message, "Date") or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.isoformat()
