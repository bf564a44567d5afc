"""Images, films and recordings: kept and hashed, with what they state of themselves. No text is claimed of them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from onrecord.errors import DamagedInput, EmptyInput, InputError
from onrecord.intake.formats.bmff import stated_in as stated_in_boxes
from onrecord.intake.formats.matroska import stated_in as stated_in_elements
from onrecord.intake.received import Draft, Received
from onrecord.model import Custody
from onrecord.settings import Settings

_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".avif")
_FILMS = (".mp4", ".m4v", ".mov", ".3gp", ".mkv", ".webm", ".avi", ".wmv", ".flv", ".mpg", ".mpeg", ".ts", ".ogv")
_SOUND = (".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac", ".amr")
_MEDIA_TYPES = (
    *("image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp", "image/heic", "image/avif"),
    *("video/mp4", "video/quicktime", "video/3gpp", "video/x-matroska", "video/webm", "video/x-msvideo", "video/mpeg"),
    *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/opus", "audio/wav", "audio/x-wav", "audio/flac", "audio/amr"),
)
_PILLOW = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF", "MPO")
_STARTS = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (4, b"moov", "video/quicktime"),
    (4, b"mdat", "video/quicktime"),
    (4, b"wide", "video/quicktime"),
    (0, b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"WAVE", "audio/wav"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf1", "audio/aac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"\x47", "video/mp2t"),
    (0, b"FLV", "video/x-flv"),
    (0, b"\x30\x26\xb2\x75", "video/x-ms-wmv"),
)
"""Where and how each kind begins; the longer of two that fit stands first."""
_TAGS = {
    *(("Make", 271), ("Model", 272), ("Software", 305), ("Changed", 306), ("Artist", 315), ("Copyright", 33432)),
    ("Description", 270),
}
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class MediaFormat:
    """An image, film or recording: one report without a text."""

    name: str = "media"
    suffixes: tuple[str, ...] = (*_IMAGES, *_FILMS, *_SOUND)
    media_types: tuple[str, ...] = _MEDIA_TYPES
    libraries: tuple[str, ...] | None = ("PIL.Image",)

    def read(self, received: Received, settings: Settings) -> Iterator[Draft | InputError]:
        """Give the one report, with an empty text, and what the file states of itself as its metadata."""
        sha256 = received.checked(settings.max_container_bytes, "max_container_bytes")
        stream = received.stream
        head = stream.read(64)
        if not head:
            raise EmptyInput("no bytes", where=received.where, do="Check that it was saved or sent whole")
        media_type = next((kind for at, start, kind in _STARTS if head[at:].startswith(start)), None)
        if media_type is None:
            raise DamagedInput(
                "no image, film or recording of a kind known here, whatever its name says",
                where=received.where,
                do="Check what kind of file it is",
            )
        size = stream.seek(0, io.SEEK_END)
        notes: list[str] = []
        stated = _stated(stream, size, media_type, notes)
        kind = media_type.partition("/")[0]
        what = {"image": "An image", "video": "A film", "audio": "A recording"}[kind]
        yield Draft(
            where=received.where,
            id=received.id,
            sha256=sha256,
            text="",
            notes=(f"{what} ({media_type}): no text is claimed of it.", *notes),
            custody=Custody(media_type=media_type, metadata=stated),
        )


def _stated(stream: BinaryIO, size: int, media_type: str, notes: list[str]) -> tuple[tuple[str, str], ...]:
    stream.seek(0)
    if media_type.startswith("image/") and media_type != "image/heic":
        try:
            return tuple(_image(stream))
        except Exception as error:  # noqa: BLE001 - a broken image is evidence all the same, and said to be broken
            notes.append(f"What it states of itself cannot be read ({type(error).__name__}).")
            return ()
    if media_type in {"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4", "image/heic"}:
        return _clean(stated_in_boxes(stream, size))
    if media_type == "video/x-matroska":
        return _clean(stated_in_elements(stream, size))
    notes.append("What files of this kind state of themselves is not read.")
    return ()


def _clean(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name[:100], " ".join(value.split())[:_LONGEST]) for name, value in pairs if value.strip())


def _image(stream: BinaryIO) -> Iterator[tuple[str, str]]:
    """Read size and EXIF of an image; its pixels are never decoded."""
    from PIL import Image  # noqa: PLC0415 - for images alone

    with warnings.catch_warnings():
        # The warning is of images that are large once decoded, and none is decoded.
        warnings.simplefilter("ignore")
        with Image.open(stream, formats=_PILLOW) as image:
            yield "Size in pixels", f"{image.width} x {image.height}"
            exif = image.getexif()
            details, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    taken = _said(details.get(36867))
    if taken:
        zone = _said(details.get(36881))
        yield "Taken", f"{taken} {zone}".strip()
    for name, tag in sorted(_TAGS):
        if value := _said(exif.get(tag)):
            yield name, value
    position = _position(place)
    if position:
        yield "Location", position


def _said(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return " ".join(str(value).replace("\0", " ").split())[:_LONGEST] if value is not None else ""


def _position(place: dict[int, Any]) -> str | None:
    """Give latitude and longitude in degrees, None where they are not stated or are none."""
    try:
        found = []
        for degrees, side, negative in ((2, 1, "S"), (4, 3, "W")):
            whole, minutes, seconds = (float(one) for one in place[degrees])
            value = whole + minutes / 60 + seconds / 3600
            found.append(-value if _said(place[side]).upper() == negative else value)
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    latitude, longitude = found
    return f"{latitude:.6f}, {longitude:.6f}" if abs(latitude) <= 90 and abs(longitude) <= 180 else None
