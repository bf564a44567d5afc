"""RFC 3161 time stamps of heads: a third party's word that a head stood at a time, checked without a network.

The request goes to the authority, and its answer comes back, by whoever has a network: here are only bytes.
"""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

from cryptography import x509
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, VerifierBuilder, decode_timestamp_response
from rfc3161_client.errors import VerificationError

from onrecord.archive.heads import Head, stamped
from onrecord.errors import InputError, UsageError

_GRANTED = {0, 1}
"""Status of an answer that carries a stamp: granted, and granted with changes (RFC 3161, 2.4.2)."""


def request_for(head: Head) -> bytes:
    """Give the request for a stamp over a signed head, in DER, for the authority."""
    builder = TimestampRequestBuilder().data(head.signed()).hash_algorithm(HashAlgorithm.SHA256)
    return builder.cert_request(cert_request=True).build().as_bytes()


def with_answer(head: Head, answer: bytes, where: str) -> Head:
    """Give the head with the authority's answer. InputError where that is none, or a refusal."""
    try:
        status = decode_timestamp_response(answer).status
    except ValueError as error:
        raise InputError("no answer of a time-stamping authority", where=where, do="Check its address") from error
    if int(status) not in _GRANTED:
        raise InputError(f"the time-stamping authority refused, with status {int(status)}", where=where)
    return stamped(head, base64.b64encode(answer).decode("ascii"))


def stamped_at(head: Head, roots: Path) -> str:
    """Check a head's stamp against the authority's root certificates (PEM); gives the time that it states, ISO 8601.

    UsageError where the file holds no certificate; InputError, saying why, where the stamp does not hold.
    """
    try:
        certificates = x509.load_pem_x509_certificates(roots.read_bytes())
    except (OSError, ValueError) as error:
        raise UsageError(f"no certificates in PEM: {error}", where=str(roots)) from error
    if head.timestamp is None:
        raise InputError("the head bears no time stamp", do="Ask for one with --tsa when it is written")
    try:
        answer = decode_timestamp_response(base64.b64decode(head.timestamp, validate=True))
        builder = VerifierBuilder()
        for one in certificates:
            builder = builder.add_root_certificate(one)
        builder.build().verify_message(answer, head.signed())
    except (ValueError, binascii.Error, VerificationError) as error:
        raise InputError(f"the head's time stamp does not hold: {error}") from error
    return answer.tst_info.gen_time.isoformat()
