"""Addresses over TLS: fetched where the certificate holds, recorded as they were said, and refused otherwise."""

from __future__ import annotations

import io
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from warcio.archiveiterator import ArchiveIterator

from onrecord.errors import FetchFailed
from onrecord.intake import IntakeOptions, receive
from onrecord.model import Report
from onrecord.settings import Settings

ALLOWED = Settings(fetch_allow="127.0.0.0/8", fetch_seconds=10, max_input_bytes=50_000)
WORDS = "Nine people were killed when shells hit the market, the mayor said on Monday."
PAGE = f"<html lang=en><body><article><p>{WORDS}</p></article></body></html>".encode()
NOW = datetime.now(UTC)


class Authority:
    """A certificate authority of one's own."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Karzal test authority")])
        limits = x509.BasicConstraints(ca=True, path_length=None)
        self.certificate = self._of(self._name, self._key.public_key(), days=30).add_extension(limits, critical=True)
        self.pem = self._signed(self.certificate)

    def issue(self, folder: Path, address: str, days: int) -> Path:
        """Issue a certificate for an address, good from ``days - 20`` to ``days`` from now; gives it with its key."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
        names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        made = self._of(name, key.public_key(), days).add_extension(names, critical=False)
        plain = serialization.NoEncryption()
        secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        path = folder / f"{address}-{days}.pem"
        path.write_bytes(self._signed(made) + secret)
        return path

    def _of(self, name: x509.Name, key: ec.EllipticCurvePublicKey, days: int) -> x509.CertificateBuilder:
        builder = x509.CertificateBuilder(issuer_name=self._name, subject_name=name, public_key=key)
        builder = builder.serial_number(x509.random_serial_number())
        return builder.not_valid_before(NOW + timedelta(days=days - 60)).not_valid_after(NOW + timedelta(days=days))

    def _signed(self, builder: x509.CertificateBuilder) -> bytes:
        return builder.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


class Handler(BaseHTTPRequestHandler):
    """Serves one page, and a way to it."""

    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/old" else 200)
        if self.path == "/old":
            self.send_header("Location", "/new")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"" if self.path == "/old" else PAGE)

    def log_message(self, *_: object) -> None:
        return None


class Server(ThreadingHTTPServer):
    """Takes a refused handshake for what it is."""

    def handle_error(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(params=[("127.0.0.1", 20)])
def server(authority: Authority, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.issue(tmp_path, *request.param))
    with Server(("127.0.0.1", 0), Handler) as served:
        served.socket = context.wrap_socket(served.socket, server_side=True)
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"https://127.0.0.1:{served.server_port}"
        served.shutdown()


@pytest.fixture
def trusted(authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the machine trust the authority, the way OpenSSL is told so."""
    (tmp_path / "authority.pem").write_bytes(authority.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.mark.usefixtures("trusted")
def test_a_page_over_tls_and_the_record_of_its_exchange(server: str) -> None:
    kept: list[bytes] = []

    def keep(name, stream, *, url=None, media_type=None, part_of=None):
        kept.append(stream.read())
        return io.BytesIO(kept[-1])

    (report,) = receive([f"{server}/old"], IntakeOptions(), ALLOWED, keep=keep)
    assert isinstance(report, Report)
    assert (report.text, report.url) == (WORDS, f"{server}/new")
    warc, page = kept
    assert page == PAGE
    records = [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.raw_stream.read())
        for one in ArchiveIterator(io.BytesIO(warc), no_record_parse=True)
    ]
    # What was said is recorded in the clear, as it was before it was encrypted.
    assert [one[:2] for one in records[1:]] == [
        ("response", f"{server}/old"),
        ("request", f"{server}/old"),
        ("response", f"{server}/new"),
        ("request", f"{server}/new"),
    ]
    assert records[3][2].endswith(b"\r\n\r\n" + PAGE)
    assert records[4][2].startswith(b"GET /new HTTP/1.1\r\n")


def refused(server: str) -> FetchFailed:
    (error,) = receive([f"{server}/new"], IntakeOptions(), ALLOWED)
    assert isinstance(error, FetchFailed)
    assert "no secure connection" in str(error)
    return error


def test_an_authority_that_nobody_trusts_is_refused(server: str) -> None:
    assert "CERTIFICATE_VERIFY_FAILED" in str(refused(server))


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("server", [("127.0.0.2", 20), ("127.0.0.1", -1)], indirect=True)
def test_another_ones_certificate_and_an_expired_one_are_refused(server: str) -> None:
    refused(server)
