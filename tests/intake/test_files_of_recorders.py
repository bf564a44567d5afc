"""Files as recorders get them, made by the programs' own libraries: their text, where it stands, what they state."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document
from hostile_files import answer, record
from hypothesis import given
from hypothesis import settings as few
from hypothesis import strategies as st
from openpyxl import Workbook
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen import canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

from onrecord import errors
from onrecord.errors import InputError, ReadingFailed
from onrecord.intake import FORMATS, IntakeOptions, receive
from onrecord.intake.formats import format_for
from onrecord.intake.received import Draft, Part, Received
from onrecord.intake.worker import take_apart
from onrecord.model import Report
from onrecord.settings import Settings

ONE = (
    "Nine people were killed when shells hit the market of the town on Monday morning, its mayor said, and thirty more "
    "were taken to the two hospitals that still work in the east of the province."
)
TWO = "The army denied that its guns had fired. “We hit nobody,” a spokesman said."
PAGE = (
    f"<html lang=en><head><title>Market</title></head><body><article><p>{ONE}</p><p>{TWO}</p></article></body></html>"
)


def pdf() -> bytes:
    file, style = io.BytesIO(), getSampleStyleSheet()["Normal"]
    style.spaceAfter = 10
    story = [Paragraph(ONE, style), Paragraph(TWO, style), PageBreak(), Paragraph(TWO, style)]
    SimpleDocTemplate(file, title="Market shelling").build(story)
    return file.getvalue()


def drawn(**options: object) -> bytes:
    file = io.BytesIO()
    page = canvas.Canvas(file, **options)
    page.rect(10, 10, 100, 100)
    page.showPage()
    page.save()
    return file.getvalue()


def photo() -> bytes:
    exif, file = Image.Exif(), io.BytesIO()
    exif[272] = "Phone 5"
    exif.get_ifd(0x8769)[36867] = "2019:07:22 08:15:00"
    exif.get_ifd(0x8825).update({1: "S", 2: (33.0, 30.0, 36.0), 3: "E", 4: (44.0, 0.0, 0.0)})
    Image.new("RGB", (64, 48)).save(file, "JPEG", exif=exif)
    return file.getvalue()


def warc(*, packed: bool) -> bytes:
    page = PAGE.encode()
    records = (
        record(answer(page), url=b"https://courier.example/1"),
        record(answer(b"\x89PNG", kind=b"image/png"), url=b"https://courier.example/a.png"),
        record(answer(gzip.compress(page), b"Content-Encoding: gzip\r\n"), url=b"https://courier.example/2"),
        record(answer(page).replace(b"200 OK", b"404 No"), url=b"https://courier.example/no"),
    )
    return b"".join(gzip.compress(one) if packed else one for one in records)


def wacz(**changed: bytes) -> bytes:
    members = {"archive/a.warc.gz": warc(packed=True), "pages/pages.jsonl": b"{}\n"}
    resources = [
        {"path": path, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}", "bytes": len(data)}
        for path, data in members.items()
    ]
    members["datapackage.json"] = json.dumps({"profile": "data-package", "resources": resources}).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, data in (members | {name.replace("__", "/"): data for name, data in changed.items()}).items():
            archive.writestr(path.replace("_gz", ".gz"), data)
    return file.getvalue()


def mail(*attached: tuple[bytes, str, str]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Desk <desk@courier.example>", "Market — سوق"
    message["Date"] = "Mon, 22 Jul 2019 09:15:00 +0300"
    message.set_content(f"{ONE}\n\n{TWO}\n")
    message.add_alternative(f"<p>{TWO}</p>", subtype="html")
    for data, kind, name in attached:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def test_pdf(take_bytes):
    data = pdf()
    (report,) = take_bytes(data, "a.pdf")
    assert report.text == f"{ONE}\n\n{TWO}\n\n{TWO}"
    assert (report.title, report.sha256) == ("Market shelling", hashlib.sha256(data).hexdigest())
    at = report.text.index("denied")
    (place,) = report.custody.text_map.at(at, at + 6)
    assert place.page == 1
    assert report.text[place.start : place.end] == TWO
    left, top, right, bottom = place.box
    assert 70 < left < right < 540
    assert 70 < top < bottom < 200
    assert [one.page for one in report.custody.text_map.at(len(report.text) - 3, len(report.text))] == [2]


def test_pdf_without_a_text_layer_is_not_nothing_found(take_bytes):
    (error,) = take_bytes(drawn(), "a.pdf")
    assert type(error) is errors.NoTextLayer


def test_pdf_under_a_password(take_bytes):
    (error,) = take_bytes(drawn(encrypt=pdfencrypt.StandardEncryption("secret")), "a.pdf")
    assert type(error) is errors.LockedInput


def test_pdf_cut_off(take_bytes):
    (error,) = take_bytes(b"%PDF-1.7 and no more", "a.pdf")
    assert type(error) is errors.DamagedInput


def test_pdf_under_another_name(take_bytes):
    (report,) = take_bytes(pdf(), "statement.bin")
    assert report.custody.media_type == "application/pdf"


def test_word(take_bytes):
    document = Document()
    document.core_properties.title = "Shelling"
    document.add_paragraph(ONE)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "killed", "9"
    document.add_paragraph(TWO)
    file = io.BytesIO()
    document.save(file)
    (report,) = take_bytes(file.getvalue(), "a.docx")
    assert report.text == f"{ONE}\n\nkilled\t9\n\n{TWO}"
    assert report.title == "Shelling"
    assert [one.element for one in report.custody.text_map.at(0, 5)] == ["paragraph 1"]


def test_word_with_tracked_changes_and_content_controls(take_bytes):
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    control = "<w:sdt><w:sdtContent><w:r><w:t> dead</w:t></w:r></w:sdtContent></w:sdt>"
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>Nine </w:t></w:r><w:del><w:r><w:delText>ten</w:delText></w:r></w:del>"
        f"<w:ins><w:r><w:t>eleven</w:t></w:r></w:ins>{control}</w:p>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
    (report,) = take_bytes(file.getvalue(), "a.docx", language="en")
    assert report.text == "Nine eleven dead"
    assert "1 pieces of text are deleted" in report.notes[0]


def test_rows_of_a_workbook(take_bytes):
    book, file = Workbook(), io.BytesIO()
    for row in (["id", "text", "published", "mine"], ["a", ONE, None, 7], ["b", None, None, None]):
        book.active.append(row)
    book.save(file)
    report, error = take_bytes(file.getvalue(), "a.xlsx")
    assert (report.id, report.text, report.sha256) == ("a", ONE, hashlib.sha256(ONE.encode()).hexdigest())
    assert report.custody.part_of == hashlib.sha256(file.getvalue()).hexdigest()
    assert type(error) is errors.BrokenRecord
    assert "row 3" in str(error)


def test_mail_and_what_hangs_on_it(take_bytes):
    data = mail(
        (pdf(), "application/pdf", "تقرير.pdf"),
        (photo(), "image/jpeg", "a.jpg"),
        (drawn(), "application/octet-stream", "s.pdf"),
    )
    body, attached, picture, scan = take_bytes(data, "mail.eml")
    assert (body.text, body.title, body.publisher) == (f"{ONE}\n\n{TWO}\n", "Market — سوق", "Desk")
    assert body.published == "2019-07-22T09:15:00+03:00"
    assert (attached.id, attached.sha256) == (
        "mail.eml#1/تقرير.pdf",
        hashlib.sha256(pdf()).hexdigest(),
    ) or attached.text
    assert attached.custody.part_of == hashlib.sha256(data).hexdigest() == body.sha256
    assert (attached.published, attached.publisher) == (None, None)
    assert (picture.text, picture.custody.media_type) == ("", "image/jpeg")
    assert type(scan) is errors.NoTextLayer
    assert scan.where == "mail.eml#3/s.pdf"


def test_mail_of_html_alone(take_bytes):
    message = EmailMessage()
    message.set_content(f"<style>p{{}}</style><div>{ONE}</div><p>{TWO}</p>", subtype="html")
    (report,) = take_bytes(b"From: a@b.example\r\n" + message.as_bytes(), "a.eml")
    assert report.text == f"{ONE}\n\n{TWO}"


def test_each_part_is_kept_before_it_is_parsed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("mail.eml").write_bytes(mail((photo(), "image/jpeg", "a.jpg")))
    kept = []

    def keep(name, stream, *, url=None, media_type=None, part_of=None):
        data = stream.read()
        kept.append((name, hashlib.sha256(data).hexdigest()))
        return io.BytesIO(data)

    for one in receive(["mail.eml"], IntakeOptions(), Settings(), keep=keep):
        assert kept[-1] == (one.id, one.sha256)
    assert len(kept) == 2


def test_a_feed(take_bytes):
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title><item><title>Market</title>
    <link>https://courier.example/1</link><description>&lt;p&gt;{ONE}&lt;/p&gt;&lt;p&gt;{TWO}&lt;/p&gt;</description>
    <pubDate>Mon, 22 Jul 2019 09:15:00 +0300</pubDate></item><item><title>Only a title</title>
    <link>https://courier.example/2</link></item></channel></rss>"""
    report, error = take_bytes(feed.encode(), "a.rss")
    assert (report.id, report.text, report.title) == ("a.rss#1", f"{ONE}\n\n{TWO}", "Market")
    assert (report.publisher, report.url) == ("The Courier", "https://courier.example/1")
    assert report.published == "2019-07-22T06:15:00+00:00"
    assert type(error) is errors.EmptyInput
    assert "https://courier.example/2" in str(error)


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_a_warc(take_bytes, name, packed):
    data = warc(packed=packed)
    first, second = take_bytes(data, name)
    assert (first.id, first.url, first.text) == (f"{name}#1", "https://courier.example/1", f"{ONE}\n{TWO}")
    assert (second.id, second.url, second.sha256) == (f"{name}#2", "https://courier.example/2", first.sha256)
    assert first.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert first.custody.part_of == hashlib.sha256(data).hexdigest()
    assert first.custody.captured
    assert first.published is None


def test_a_wacz(take_bytes):
    assert [one.id for one in take_bytes(wacz(), "a.wacz")] == ["a.wacz#1", "a.wacz#2"]
    for changed, said in (
        ({"pages__pages.jsonl": b"[]\n"}, "was altered"),
        ({"archive__b.warc_gz": warc(packed=True)}, "was added"),
    ):
        (error,) = take_bytes(wacz(**changed), "a.wacz")
        assert type(error) is errors.DigestMismatch
        assert said in str(error)


def test_a_photo(take_bytes):
    (report,) = take_bytes(photo(), "a.jpg")
    assert report.text == ""
    assert dict(report.custody.metadata) == {
        "Size in pixels": "64 x 48",
        "Taken": "2019:07:22 08:15:00",
        "Model": "Phone 5",
        "Location": "-33.510000, 44.000000",
    }
    assert "no text is claimed" in report.notes[0]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.7z", "a.doc", "a.msg", "a.mbox"])
def test_what_is_not_taken_apart_says_what_to_do(take_bytes, name):
    (error,) = take_bytes(b"PK\x03\x04", name)
    assert type(error) is errors.PackedInput
    assert error.do


def test_formats_by_name_type_and_first_bytes():
    assert format_for("a.warc.gz").name == "warc"
    assert format_for("a.gz").name == "packed"
    assert format_for(None, "text/html").name == "html"
    assert format_for("A.PDF", "application/octet-stream").name == "pdf"
    assert format_for("a.txt", "text/plain", b"%PDF-1.7").name == "pdf"
    assert format_for("notes", None, b"nine").name == "text"


CONFINED = [one for one in FORMATS if one.libraries is not None]
STARTS = (
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"From: a@b\r\n\r\n",
    b"<rss><channel>",
    b"WARC/1.1\r\n",
    b"\x1f\x8b",
    photo()[:300],
)


@pytest.mark.parametrize("chosen", CONFINED, ids=lambda one: one.name)
@few(max_examples=30)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300))
def test_any_bytes_give_reports_or_named_errors(chosen, start, rest):
    received = Received("a", io.BytesIO(start + rest))
    for one in take_apart(chosen, received, Settings()):
        assert isinstance(one, Draft | Part | InputError)
        assert not isinstance(one, ReadingFailed), one


def test_results_do_not_depend_on_what_stands_beside(take, tmp_path):
    for name, data in {"a.pdf": pdf(), "b.eml": mail(), "c.warc": warc(packed=False)}.items():
        (tmp_path / name).write_bytes(data)
    together = take("a.pdf", "b.eml", "c.warc")
    assert all(isinstance(one, Report) for one in together)
    assert together == [*take("a.pdf"), *take("b.eml"), *take("c.warc")]
