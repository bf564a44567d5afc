"""Time stamps of heads, by an authority made for the test with openssl's own."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from material import small

from onrecord.archive import Archive, Head, Place
from onrecord.archive.timestamps import request_for, stamped_at, with_answer
from onrecord.errors import InputError, UsageError

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed (Debian: openssl)")

_CONFIGURATION = """
[tsa]
default_tsa = own
[own]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


class Authority:
    """A root certificate, and a time-stamping authority under it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        (folder / "tsa.cnf").write_text(_CONFIGURATION)
        (folder / "serial").write_text("01\n")
        (folder / "root.ext").write_text("basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n")
        (folder / "tsa.ext").write_text(
            "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"
            "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
        )
        for name in ("root", "tsa"):
            self._run(
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                f"{name}.key",
                "-out",
                f"{name}.csr",
                "-subj",
                f"/CN=Karzal {name}",
            )
        self._run(
            "x509",
            "-req",
            "-in",
            "root.csr",
            "-signkey",
            "root.key",
            "-days",
            "30",
            "-out",
            "root.pem",
            "-extfile",
            "root.ext",
        )
        self._run(
            "x509",
            "-req",
            "-in",
            "tsa.csr",
            "-CA",
            "root.pem",
            "-CAkey",
            "root.key",
            "-CAcreateserial",
            "-days",
            "30",
            "-out",
            "tsa.pem",
            "-extfile",
            "tsa.ext",
        )
        self.root = folder / "root.pem"

    def answer(self, request: bytes) -> bytes:
        (self._folder / "request").write_bytes(request)
        self._run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request", "-out", "answer")
        return (self._folder / "answer").read_bytes()

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture(scope="module")
def head(tmp_path_factory: pytest.TempPathFactory) -> Head:
    place = Place(tmp_path_factory.mktemp("stamped") / "archive")
    small(place)
    with Archive.open(place) as archive:
        return archive.head()


def test_a_stamp_is_asked_for_kept_and_checked(authority: Authority, head: Head, tmp_path: Path) -> None:
    stamped = with_answer(head, authority.answer(request_for(head)), "tsa")
    path = tmp_path / "head.json"
    path.write_text(stamped.written())
    kept = Head.read(path)
    assert kept.genuine()
    assert stamped_at(kept, authority.root).startswith("20")


def test_a_stamp_of_another_head_does_not_hold(authority: Authority, head: Head) -> None:
    stamped = with_answer(head, authority.answer(request_for(head)), "tsa")
    with pytest.raises(InputError, match="does not hold"):
        stamped_at(replace(stamped, at="2001-01-01T00:00:00.000000Z"), authority.root)


def test_a_stamp_under_another_root_does_not_hold(authority: Authority, head: Head, tmp_path: Path) -> None:
    stamped = with_answer(head, authority.answer(request_for(head)), "tsa")
    with pytest.raises(InputError, match="does not hold"):
        stamped_at(stamped, Authority(tmp_path / "other").root)


def test_what_is_no_answer_is_refused(authority: Authority, head: Head) -> None:
    with pytest.raises(InputError, match="no answer"):
        with_answer(head, b"<html>not found</html>", "tsa")
    with pytest.raises(InputError, match="no time stamp"):
        stamped_at(head, authority.root)
    with pytest.raises(UsageError, match="no certificates"):
        stamped_at(head, authority.root.with_name("serial"))
