"""Files built to break their reader: a named error or a bounded result, in bounded time, and the rest is done."""

from __future__ import annotations

import time

import hostile_files as hostile
import pytest

from onrecord import errors
from onrecord.intake.confined import Confinement
from onrecord.intake.formats import format_named
from onrecord.intake.received import Received
from onrecord.model import Report
from onrecord.settings import Settings

SMALL = Settings(apart_seconds=10, apart_bytes=600_000_000)
LONGEST = 50 + 5 * SMALL.apart_seconds
"""Seconds on the clock of a machine that has other things to do."""
REFUSED = {
    "zip_bomb_word.docx": errors.TooLarge,
    "tree_bomb_word.docx": errors.InputError,
    "lying_zip_word.docx": errors.DamagedInput,
    "twice_in_zip_word.docx": errors.HostileInput,
    "laughing_word.docx": errors.HostileInput,
    "laughing_utf16_word.docx": errors.HostileInput,
    "deep_word.docx": errors.DamagedInput,
    "leading_out_word.docx": errors.HostileInput,
    "zip_bomb_sheet.xlsx": errors.TooLarge,
    "laughing_sheet.xlsx": errors.HostileInput,
    "vast_sheet.xlsx": errors.EmptyInput,
    "form_loop.pdf": errors.InputError,
    "laughing_feed.rss": errors.HostileInput,
    "entity_feed.rss": errors.HostileInput,
    "leading_out_wacz.wacz": errors.HostileInput,
    "zip_bomb_wacz.wacz": errors.TooLarge,
}
BOUNDED = (
    *("page_tree_loop.pdf", "page_count_lie.pdf", "outline_loop.pdf", "xref_loop.pdf", "content_bomb.pdf"),
    *("text_bomb.pdf", "nested_pdf.pdf", "filters_pdf.pdf", "nested_page.html", "nested_table_page.html"),
    *("attributes_page.html", "vast_header_mail.eml", "deep_mail.eml", "addresses_mail.eml", "deep_feed.rss"),
    *("deep_entry_feed.rss", "vast_png.png", "loop_film.mp4", "loop_matroska.mkv"),
)
WARCS = {
    # what stands behind a lie cannot be found again, what stands before it is read
    **{length: hostile.warc_with(length) for length in (b"99999999999", b"10", b"-5", b"9" * 40, b"120", b"x")},
    b"bomb in an answer": hostile.bomb_in_answer_warc,
    b"chunks": hostile.chunks_warc,
    b"header": hostile.header_warc,
}


def made(name: str) -> bytes:
    return getattr(hostile, name.partition(".")[0])()


@pytest.fixture
def take_with_another(take, tmp_path):
    """Receive a file before a harmless one, which is read whatever the first does; gives what came of the first."""

    def taken(name: str, data: bytes):
        (tmp_path / name).write_bytes(data)
        (tmp_path / "harmless.eml").write_bytes(b"From: a@b.example\r\n\r\n" + hostile.WORDS.encode())
        start = time.monotonic()
        *got, last = take(name, "harmless.eml", settings=SMALL)
        assert time.monotonic() - start < LONGEST
        assert isinstance(last, Report)
        assert last.text == hostile.WORDS
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "harmless.eml"]), "nothing is written"
        for one in got:
            assert isinstance(one, Report | errors.InputError)
            assert not isinstance(one, errors.ReadingFailed), one
            if isinstance(one, errors.InputError):
                assert one.where
                assert one.do
                assert "\n" not in str(one)
        return got

    return taken


@pytest.mark.parametrize("name", REFUSED)
def test_refused_by_name(take_with_another, name):
    (error,) = take_with_another(name, made(name))
    assert isinstance(error, REFUSED[name]), error


@pytest.mark.parametrize("name", BOUNDED)
def test_bounded(take_with_another, name):
    assert len(take_with_another(name, made(name))) == 1


@pytest.mark.parametrize("what", WARCS, ids=lambda what: what.decode()[:20])
def test_a_lying_warc(take_with_another, what):
    first, *rest = take_with_another("a.warc", WARCS[what]())
    assert first.url == "https://courier.example/good"
    assert any(isinstance(one, errors.InputError) for one in rest), rest


def test_a_gzip_bomb(take_with_another):
    first, *rest = take_with_another("a.warc.gz", hostile.bomb_warc())
    assert isinstance(first, Report)
    assert isinstance(rest[-1], errors.InputError)


def test_a_mail_of_ten_thousand_parts(take_with_another):
    got = take_with_another("many.eml", hostile.many_parts_mail())
    limit = [one for one in got if isinstance(one, errors.TooLarge)]
    assert len(limit) == 1
    assert "max_parts" in str(limit[0])
    assert "the last 9,000 are not taken" in str(limit[0])
    assert sum(isinstance(one, Report) for one in got) == SMALL.max_parts


def test_mail_within_mail(take_with_another):
    got = take_with_another("nested.eml", hostile.mail_within_mail())
    assert [type(one) for one in got] == [Report] * 6 + [errors.HostileInput]


def test_names_that_lead_out_or_hide(take_with_another):
    body, attached = take_with_another("named.eml", hostile.named_mail())
    assert attached.id == "named.eml#1/../../etc/\\u001b[2Jpass\\u000awd\\u202etxt.txt"
    assert attached.text == hostile.WORDS
    assert attached.custody.part_of == body.sha256


def test_control_characters_in_a_file_name(take, tmp_path):
    name = "a\nb\x1b[2J.pdf"
    (tmp_path / name).write_bytes(b"%PDF-1.7")
    (error,) = take(name)
    assert isinstance(error, errors.DamagedInput)


def test_a_file_that_changes_while_it_is_read(tmp_path, settings):

    path = tmp_path / "a.warc"
    path.write_bytes(hostile.GOOD * 3)
    chosen = format_named("warc")
    assert chosen
    with path.open("rb") as stream, Confinement(settings) as confinement:
        items = confinement.read(chosen, Received("a.warc", stream))
        next(items)
        with path.open("ab") as more:
            more.write(b" ")
        assert isinstance(list(items)[-1], errors.UnreadableInput)


def test_a_reader_that_never_ends_is_ended(take_with_another, monkeypatch, tmp_path):
    """The limit of time holds for native code too, which hears no signal that Python handles."""
    got = take_with_another("form_loop.pdf", hostile.form_loop())
    assert isinstance(got[0], errors.Stuck | errors.NoTextLayer | Report)
