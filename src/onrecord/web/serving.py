"""How the desk is served: to whom, under which address, within which limits."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from onrecord.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""Names under which this machine alone reaches itself."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How one process serves the desk."""

    host: str = "127.0.0.1"
    """Address that it listens on."""
    port: int = 8000
    team: bool = False
    """Whether people log in. Without it, one local user has every role, and only this machine is answered."""
    local_user: str = "local"
    """Who acts where nobody logs in."""
    address: str | None = None
    """What people type where a proxy stands in front: ``https://desk.example.org``."""
    max_body_bytes: int = 2_000_000
    """A larger request is refused, unless it brings reports."""
    max_upload_bytes: int = 2_000_000_000
    """A larger request that brings reports is refused."""

    def __post_init__(self) -> None:
        """Refuse an address that is none. UsageError."""
        if self.address is None:
            return
        parts = urlsplit(self.address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
            raise UsageError("no address of a desk", where="--address", do="Give it as https://desk.example.org")

    @property
    def tls(self) -> bool:
        """Whether people reach it over TLS: cookies are then never sent without."""
        return bool(self.address and self.address.startswith("https:"))

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers that are answered: a page elsewhere that had its name lead here is not."""
        named = {self.host, *LOOPBACK}
        allowed = {f"{_bracketed(name)}:{self.port}" for name in named}
        if self.port == 80:
            allowed |= {_bracketed(name) for name in named}
        if self.address:
            allowed.add(urlsplit(self.address).netloc.lower())
        return frozenset(allowed)

    @property
    def shown(self) -> str:
        """The address to print and to open."""
        return self.address or f"http://{_bracketed(self.host)}:{self.port}/"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
