"""Addresses of the web: which of them onrecord fetches, and where they lead.

A name is resolved once, every address it stands for is checked, and the connection goes to a checked address: a name
that answers differently a moment later leads nowhere else.
"""

from __future__ import annotations

import queue
import socket
import threading
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

from onrecord.errors import AddressRefused, FetchFailed, UsageError

_NAT64 = IPv6Network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}
_KEPT = "/%:@!$&'()*+,;=~?-._[]"
"""Characters of a path or query that stand for themselves."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address of the web, checked in form."""

    url: str
    secure: bool
    host: str
    """In ASCII."""
    port: int
    path: str
    """With the query, in ASCII."""

    @property
    def uri(self) -> str:
        """The address in ASCII, as records name it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        scheme = "https" if self.secure else "http"
        port = "" if self.port == _PORTS[scheme] else f":{self.port}"
        return f"{scheme}://{host}{port}{self.path}"


def target_of(url: str) -> Target:
    """Check an address in form. AddressRefused for what is none, or carries a name and a password."""
    if any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise AddressRefused("an address with spaces or control characters", where=repr(url), do="Correct the address")
    try:
        split = urlsplit(url)
        port = split.port or _PORTS[split.scheme]
        host = _host(split)
    except (KeyError, ValueError) as error:
        raise AddressRefused(
            f"no address of the web ({error})", where=url, do="Give an address that starts with http:// or https://"
        ) from None
    if "@" in split.netloc:
        raise AddressRefused(
            "an address with a name and a password, which would stand in every record of it",
            where=url.replace(split.netloc, f"...@{host}"),
            do="Take them out; for a page behind a log-in, save it in a browser and give the file",
        )
    path = quote(split.path or "/", safe=_KEPT) + (f"?{quote(split.query, safe=_KEPT)}" if split.query else "")
    return Target(url, split.scheme == "https", host, port, path)


def _host(split: SplitResult) -> str:
    host = split.hostname or ""
    if not host:
        raise ValueError("no host")
    return host if host.isascii() else host.encode("idna").decode("ascii")


def resolve(target: Target, allow: str, seconds: float) -> list[str]:
    """Look up the target's addresses; all of them must be public, or in a network of ``allow``.

    AddressRefused where one is private, loopback, link-local or otherwise not public; FetchFailed where the name leads
    nowhere within so many seconds.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()
    # The system's look-up cannot be given a time, so that it is left behind when it takes too long.
    threading.Thread(target=_look_up, args=(target, answers), daemon=True).start()
    try:
        found = answers.get(timeout=max(seconds, 0.01))
    except queue.Empty:
        raise FetchFailed(
            f"the name {target.host} was not resolved in time", where=target.url, do="Check the network"
        ) from None
    if isinstance(found, OSError):
        raise FetchFailed(
            f"the name {target.host} leads nowhere ({found.strerror or found})",
            where=target.url,
            do="Check the address and the network",
        )
    networks = allowed_networks(allow)
    for one in found:
        if not is_permitted(one, networks):
            raise AddressRefused(
                f"{target.host} leads to {one}, which is no public address",
                where=target.url,
                do="If you mean to fetch from a private network, name it: ONRECORD_FETCH_ALLOW",
            )
    return found


def _look_up(target: Target, answers: queue.SimpleQueue[list[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except OSError as error:
        answers.put(error)
    except UnicodeError as error:
        answers.put(OSError(0, str(error)))
    else:
        answers.put(list(dict.fromkeys(str(one[4][0]) for one in found)))


Network = tuple[str, ...]


def allowed_networks(allow: str) -> Network:
    """Read the setting ``fetch_allow``. UsageError for what is no network."""
    try:
        return tuple(str(ip_network(one, strict=False)) for one in allow.split())
    except ValueError as error:
        raise UsageError(
            f"{allow!r} names no networks ({error})", where="ONRECORD_FETCH_ALLOW", do="Write them as 10.1.0.0/16"
        ) from None


def is_permitted(address: str, networks: Network) -> bool:
    """Tell whether an address may be fetched from: public in itself and in every address that it carries within.

    >>> is_permitted("127.0.0.1", ()), is_permitted("::ffff:10.0.0.1", ()), is_permitted("127.0.0.1", ("127.0.0.0/8",))
    (False, False, True)
    """
    for one in _carried(ip_address(address.partition("%")[0])):
        if any(one in ip_network(network) for network in networks):
            continue
        if not one.is_global or one.is_multicast or one.is_reserved or one.is_unspecified:
            return False
    return True


def _carried(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """Give the addresses that a connection can end at: those that a tunnel or translation carries within."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address, address.sixtofour]
    if address.teredo:
        return [address, *address.teredo]
    if address in _NAT64:
        return [IPv4Address(address.packed[-4:])]
    return [address]
