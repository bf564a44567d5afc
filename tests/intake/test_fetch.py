"""Addresses: fetched within limits, recorded byte by byte, and never from where they must not be."""

from __future__ import annotations

import gzip
import hashlib
import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from onrecord import errors
from onrecord.intake import IntakeOptions, receive
from onrecord.intake.addresses import is_permitted, resolve, target_of
from onrecord.model import Report
from onrecord.settings import Settings

ALLOWED = Settings(fetch_allow="127.0.0.0/8", fetch_seconds=5, max_input_bytes=50_000)
WORDS = "Nine people were killed when shells hit the market, the mayor said on Monday."
PAGE = f"<html lang=en><body><article><p>{WORDS}</p></article></body></html>".encode()
Answers = dict[str, tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]]


@pytest.fixture
def answers() -> Answers:
    return {}


@pytest.fixture
def server(answers: Answers) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers[self.path]
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}"
        served.shutdown()


def take(url: str, settings: Settings = ALLOWED, keep=None) -> Report | errors.InputError:
    (one,) = receive([url], IntakeOptions(), settings, keep=keep)
    return one


def test_a_page_and_the_record_of_its_exchange(server, answers, tmp_path):
    answers["/old"] = (302, {"Location": "/new"}, b"")
    answers["/new"] = (200, {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(PAGE))}, PAGE)
    kept = []

    def keep(name, stream, *, url=None, media_type=None, part_of=None):
        data = stream.read()
        kept.append((name, url, media_type, data))
        return io.BytesIO(data)

    report = take(f"{server}/old", keep=keep)
    assert (report.id, report.url, report.text) == (f"{server}/old", f"{server}/new", WORDS)
    assert report.sha256 == hashlib.sha256(PAGE).hexdigest()
    assert report.published is None
    assert report.custody.captured
    assert [one[:3] for one in kept] == [
        (f"{server}/old", f"{server}/new", "application/warc"),
        (f"{server}/old", f"{server}/new", "text/html"),
    ]
    assert kept[1][3] == PAGE
    records = [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.raw_stream.read())
        for one in ArchiveIterator(io.BytesIO(kept[0][3]), no_record_parse=True)
    ]
    assert [one[0] for one in records] == ["warcinfo", "response", "request", "response", "request"]
    assert records[3][1] == f"{server}/new"
    assert records[3][2].startswith(b"HTTP/1.0 200 OK\r\n")
    assert records[3][2].endswith(b"\r\n\r\n" + PAGE)
    assert records[4][2].startswith(b"GET /new HTTP/1.1\r\n")
    (tmp_path / "kept.warc").write_bytes(kept[0][3])
    checker = Checker(type("Options", (), {"inputs": [str(tmp_path / "kept.warc")], "verbose": False})())
    checker.process_all()
    assert checker.exit_value == 0
    # What was recorded can be received again.
    (again,) = receive([str(tmp_path / "kept.warc")], IntakeOptions(), ALLOWED)
    assert (again.text, again.sha256, again.url) == (report.text, report.sha256, report.url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:0:7f00:1::",
    ],
)
def test_addresses_that_are_not_public(address):
    assert not is_permitted(address, ())


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822"]
)
def test_addresses_that_are_public(address):
    assert is_permitted(address, ())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"])
def test_this_machine_is_refused_however_it_is_written(server, answers, host):
    error = take(f"http://{host}:{server.rpartition(':')[2]}/", Settings())
    assert type(error) is errors.AddressRefused, error


def test_a_redirect_is_checked_anew(server, answers):
    answers["/"] = (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")
    assert type(take(f"{server}/")) is errors.AddressRefused
    answers["/"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert type(take(f"{server}/")) is errors.AddressRefused


def test_a_name_that_answers_differently_a_moment_later(server, answers, monkeypatch):
    """The name is asked once; the connection goes to the address that was checked."""
    asked = []
    port = int(server.rpartition(":")[2])
    answers["/"] = (200, {"Content-Type": "text/html"}, PAGE)
    real = socket.getaddrinfo

    def answer(host, *args, **kwargs):
        if host != "rebinding.example":
            return real(host, *args, **kwargs)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    report = take(f"http://rebinding.example:{port}/")
    assert isinstance(report, Report), report
    assert len(asked) == 1


def test_one_private_address_among_public_ones_is_refused(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(errors.AddressRefused, match=r"10\.0\.0\.1"):
        resolve(target_of("http://mixed.example/"), "", 5)


def test_redirects_without_end(server, answers):
    answers["/"] = (302, {"Location": "/"}, b"")
    error = take(f"{server}/")
    assert type(error) is errors.FetchFailed
    assert "fetch_redirects" in str(error)


def test_an_error_in_place_of_the_page(server, answers):
    answers["/"] = (404, {"Content-Type": "text/html"}, PAGE)
    assert "answered 404" in str(take(f"{server}/"))


def test_an_answer_that_is_too_large_or_cut_off(server, answers):
    answers["/large"] = (200, {}, b"x" * 500_000)
    assert type(take(f"{server}/large")) is errors.TooLarge
    answers["/lie"] = (200, {"Content-Length": "10000000000000"}, b"x" * 400_000)
    assert type(take(f"{server}/lie")) is errors.TooLarge
    answers["/cut"] = (200, {"Content-Length": "5000"}, PAGE)
    assert "cut off" in str(take(f"{server}/cut"))
    answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * 20_000_000))
    assert type(take(f"{server}/bomb")) is errors.TooLarge


def test_a_packed_answer(server, answers):
    answers["/"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE))
    assert take(f"{server}/").text == WORDS
    answers["/"] = (200, {"Content-Encoding": "br"}, PAGE)
    assert "packed as 'br'" in str(take(f"{server}/"))


def test_a_server_that_never_comes_to_the_end(server, answers):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(100):
            try:
                handler.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.1)

    answers["/"] = drip
    start = time.monotonic()
    error = take(f"{server}/", Settings(fetch_allow="127.0.0.0/8", fetch_seconds=1))
    assert time.monotonic() - start < 8
    assert type(error) is errors.FetchFailed
    assert "fetch_seconds" in str(error)


def test_no_server(monkeypatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert type(take(f"http://127.0.0.1:{port}/")) is errors.FetchFailed


def test_what_is_no_web_server(server, answers):
    answers["/"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n" * 3)
    assert type(take(f"{server}/")) is errors.FetchFailed


@pytest.mark.parametrize(
    "url", ["http://", "http://a b/", "http://u:secret@127.0.0.1/", "http://127.0.0.1:99999/", "http://x\x1b[2J/"]
)
def test_no_addresses(url):
    error = take(url)
    assert type(error) is errors.AddressRefused
    assert "secret" not in str(error)


def test_a_setting_that_names_no_network():
    with pytest.raises(errors.UsageError, match="ONRECORD_FETCH_ALLOW"):
        take("http://127.0.0.1/", Settings(fetch_allow="home"))


def test_the_record_names_addresses_in_ascii():
    assert target_of("https://пример.example/путь?q=é#x").uri == (
        "https://xn--e1afmkfd.example/%D0%BF%D1%83%D1%82%D1%8C?q=%C3%A9"
    )
