"""Files built to break their readers, made anew for each test; small on disk, each with one trick."""

# ruff: noqa: E501 - bytes of files stand as they are

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

from openpyxl import Workbook

WORDS = "Nine people were killed when shells hit the market of the town on Monday, its mayor said."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
MB = 1_000_000


def packed(members: dict[str, bytes | tuple[bytes, int]]) -> bytes:
    """Pack members; a pair is a piece and how often it is repeated, so that a bomb is never held unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            with archive.open(name, "w") as member:
                piece, times = content if isinstance(content, tuple) else (content, 1)
                for _ in range(times):
                    member.write(piece)
    return file.getvalue()


def word(body: str, **more: bytes) -> bytes:
    return packed({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode(), **more})


def zip_bomb_word() -> bytes:
    return packed({"word/document.xml": (b" " * MB, 300)})


def tree_bomb_word() -> bytes:
    """Stay under the limit of what it unpacks to, and grow tenfold in any parser's memory."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        member.write(f"<w:document {W}><w:body>".encode())
        for _ in range(200):
            member.write(b"<w:p/>" * 200_000)
        member.write(b"</w:body></w:document>")
    return file.getvalue()


def lying_zip_word() -> bytes:
    """State a small size for a member that unpacks to a hundred times as much."""
    data = bytearray(word(f"<w:p><w:r><w:t>{WORDS * 2000}</w:t></w:r></w:p>"))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 900)
    return bytes(data)


def twice_in_zip_word() -> bytes:
    data = word(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>", **{"word/document.xm2": b"x"})
    return data.replace(b"word/document.xm2", b"word/document.xml")


def laughing_word() -> bytes:
    return packed({"word/document.xml": f"{LAUGHS}]><w:document {W}>&a11;</w:document>".encode()})


def laughing_utf16_word() -> bytes:
    return packed(
        {"word/document.xml": f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}]><w:document {W}/>'.encode("utf-16")}
    )


def deep_word() -> bytes:
    return word("<w:p>" * 100_000)


def leading_out_word() -> bytes:
    return word(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>", **{"../../../etc/cron.d/x": b"x"})


def workbook(**members: bytes | tuple[bytes, int]) -> bytes:
    book = Workbook()
    book.active.append(["id", "text"])
    book.active.append(["a", WORDS])
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    return packed({**kept, **{name.replace("__", "/"): content for name, content in members.items()}})


def zip_bomb_sheet() -> bytes:
    return workbook(**{"xl__sharedStrings.xml": (b" " * MB, 300)})


def laughing_sheet() -> bytes:
    return workbook(**{"xl__sharedStrings.xml": f"{LAUGHS}]><sst>&a11;</sst>".encode()})


def vast_sheet() -> bytes:
    """State a sheet of all rows and columns that there can be, with one cell in its last corner."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>text</t></is>'
        '</c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    return workbook(**{"xl__worksheets__sheet1.xml": sheet.encode()})


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(out)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
SAID = b"BT /F 12 Tf 72 700 Td (" + WORDS.encode() + b") Tj ET"


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), more, data)


def page(contents: bytes, *, kids: bytes = b"[3 0 R]", more: bytes = b"", resources: bytes = b"") -> tuple[bytes, ...]:
    return (
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % more,
        b"<< /Type /Pages /Count 1 /Kids %b >>" % kids,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %b >> >>"
        % resources,
        contents,
        FONT,
    )


def page_tree_loop() -> bytes:
    return pdf(*page(stream(SAID), kids=b"[2 0 R 2 0 R 3 0 R 2 0 R]"))


def page_count_lie() -> bytes:
    first, pages, *rest = page(stream(SAID))
    return pdf(first, pages.replace(b"/Count 1", b"/Count 2000000000"), *rest)


def outline_loop() -> bytes:
    item = b"<< /Title (x) /Parent 6 0 R /Next 7 0 R /Prev 7 0 R /First 6 0 R /Last 6 0 R >>"
    return pdf(*page(stream(SAID), more=b"/Outlines 6 0 R"), item, item)


def xref_loop() -> bytes:
    data = pdf(*page(stream(SAID)))
    start = data.index(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def form_loop() -> bytes:
    form = stream(SAID + b" /X Do /X Do /X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources 7 0 R")
    return pdf(
        *page(stream(b"/X Do /X Do"), resources=b"/XObject << /X 6 0 R >>"),
        form,
        b"<< /XObject << /X 6 0 R >> /Font << /F 5 0 R >> >>",
    )


def content_bomb() -> bytes:
    pack = zlib.compressobj(1)
    data = b"".join(pack.compress(b" " * MB) for _ in range(600)) + pack.flush()
    return pdf(*page(stream(data, b"/Filter /FlateDecode")))


def text_bomb() -> bytes:
    pack = zlib.compressobj(1)
    one = b"BT /F 1 Tf 1 1 Td (" + b"killed " * 1000 + b") Tj ET\n"
    data = b"".join(pack.compress(one) for _ in range(3000)) + pack.flush()
    return pdf(*page(stream(data, b"/Filter /FlateDecode")))


def nested_pdf() -> bytes:
    return pdf(*page(stream(SAID), more=b"/X " + b"[" * 200_000 + b"]" * 200_000))


def filters_pdf() -> bytes:
    data = SAID
    for _ in range(5):
        data = zlib.compress(data)
    return pdf(*page(stream(data, b"/Filter [" + b"/FlateDecode " * 5000 + b"]")))


def nested_page() -> bytes:
    return b"<html><body>" + b"<div>" * 100_000 + WORDS.encode() + b"</div>" * 100_000 + b"</body></html>"


def nested_table_page() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 33_000 + WORDS.encode() + b"</body></html>"


def attributes_page() -> bytes:
    named = " ".join(f"a{n}='x'" for n in range(100_000))
    return f"<html><body><p {named}>{WORDS}</p></body></html>".encode()


def many_parts_mail() -> bytes:
    one = (
        b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n%b\r\n"
        % WORDS.encode()
    )
    return b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + one * 10_000 + b"--b--\r\n"


def deep_mail() -> bytes:
    head = b"From: a@b.example\r\n"
    for depth in range(3_000):
        head += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (depth, depth)
    return head + b"Content-Type: text/plain\r\n\r\n" + WORDS.encode()


def mail_within_mail() -> bytes:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content(WORDS)
    for depth in range(20):
        outer = EmailMessage()
        outer["From"] = f"a{depth}@b.example"
        outer.set_content(f"{WORDS} {depth}")
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


def vast_header_mail() -> bytes:
    return b"From: a@b.example\r\nSubject: " + b"=?utf-8?q?" * 300_000 + b"\r\n\r\n" + WORDS.encode()


def addresses_mail() -> bytes:
    return b"From: " + b"(" * 100_000 + b"\r\nTo: " + b"a@b.example, " * 100_000 + b"\r\n\r\n" + WORDS.encode()


def named_mail() -> bytes:
    return (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        + WORDS.encode()
        + b"\r\n--b\r\n"
        b"Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fetc%2F%1B%5B2Jpass%0Awd%E2%80%AEtxt.txt\r\n"
        b"Content-Type: text/plain\r\n\r\n" + WORDS.encode() + b"\r\n--b--\r\n"
    )


def laughing_feed() -> bytes:
    return f"<?xml version='1.0'?>{LAUGHS}]><rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>".encode()


def entity_feed() -> bytes:
    return (
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel>"
        b"<item><title>t</title><description>&x;</description></item></channel></rss>"
    )


def deep_feed() -> bytes:
    return (
        b"<rss version='2.0'><channel><item><description>" + b"<b>" * 100_000 + b"</description></item></channel></rss>"
    )


def deep_entry_feed() -> bytes:
    inner = b"&lt;div&gt;" * 100_000 + WORDS.encode()
    return b"<rss version='2.0'><channel><item><description>" + inner + b"</description></item></channel></rss>"


def answer(body: bytes, headers: bytes = b"", kind: bytes = b"text/html") -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\n" + headers + b"\r\n" + body


def record(block: bytes, length: bytes | None = None, url: bytes = b"https://courier.example/1") -> bytes:
    return (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
        b"WARC-Date: 2020-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"WARC-Target-URI: "
        + url
        + b"\r\nContent-Length: "
        + (length or b"%d" % len(block))
        + b"\r\n\r\n"
        + block
        + b"\r\n\r\n"
    )


PAGE = f"<html lang=en><body><article><p>{WORDS}</p></article></body></html>".encode()
GOOD = record(answer(PAGE), url=b"https://courier.example/good")


def warc_with(length: bytes) -> Callable[[], bytes]:
    return lambda: GOOD + record(answer(PAGE), length) + GOOD


def bomb_in_answer_warc() -> bytes:
    pack = zlib.compressobj(1, zlib.DEFLATED, 31)
    body = b"".join(pack.compress(b" " * MB) for _ in range(1000)) + pack.flush()
    return GOOD + record(answer(body, b"Content-Encoding: gzip\r\n")) + GOOD


def bomb_warc() -> bytes:
    file = io.BytesIO()
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as pack:
        pack.write(GOOD)
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1) as pack:
        pack.write(record(b"", b"500000000")[:-4] + answer(b""))
        for _ in range(500):
            pack.write(b" " * MB)
    return file.getvalue()


def chunks_warc() -> bytes:
    return GOOD + record(answer(b"ffffffff\r\nx", b"Transfer-Encoding: chunked\r\n")) + GOOD


def header_warc() -> bytes:
    return GOOD + b"WARC/1.1\r\nWARC-Type: response\r\n" + b"X: y\r\n" * 500_000 + b"\r\n"


def leading_out_wacz() -> bytes:
    return packed({"datapackage.json": b"{}", "archive/../../x.warc": GOOD})


def zip_bomb_wacz() -> bytes:
    return packed({"datapackage.json": (b" " * MB, 300)})


def vast_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b" " * 50 * MB))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + text + chunk(b"IEND", b"")


def loop_film() -> bytes:
    inner = struct.pack(">I4s", 0, b"moov")
    return struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + inner * 5000 + struct.pack(">I4s", 8, b"free") * 50_000


def loop_matroska() -> bytes:
    return b"\x1a\x45\xdf\xa3\x80" + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" * 5000
