"""The process that serves the desk: its socket, its log, and how it ends."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
from types import FrameType

import uvicorn
from fastapi import FastAPI

from onrecord.errors import ServingError
from onrecord.web.serving import Serving

_BACKLOG = 128


def bind(host: str, port: int) -> socket.socket:
    """Take an address to listen on, before anything else is opened; port 0 takes one that is free.

    ServingError where it is taken, not this machine's, or not open to this account.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host.strip("[]"), port))
        taken.listen(_BACKLOG)
    except OSError as error:
        taken.close()
        raise _no_address(host, port, error) from None
    return taken


def _no_address(host: str, port: int, error: OSError) -> ServingError:
    where = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        return ServingError("the port is taken", where=where, do="Is a desk running already? Else name another: --port")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return ServingError("the port is not open to your account", where=where, do="Name one above 1023: --port")
    return ServingError(f"cannot be listened on: {error.strerror or error}", where=where, do="See --host and --port")


def run(app: FastAPI, serving: Serving, taken: socket.socket) -> None:
    """Serve until somebody interrupts or ends the process; requests that are under way are finished."""
    log = logging.StreamHandler(sys.stderr)
    log.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z"))
    logger = logging.getLogger("onrecord.web")
    logger.addHandler(log)
    logger.setLevel(logging.INFO if serving.team else logging.WARNING)
    # uvicorn's own lines would hold query strings; those of the desk hold paths alone.
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).addHandler(log)
        logging.getLogger(name).propagate = False
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=serving.address is not None,
            lifespan="off",
            ws="none",
            # Longer than browsers and proxies keep an idle connection: they close it first, and lose no request.
            timeout_keep_alive=90,
            timeout_graceful_shutdown=10,
        )
    )
    # uvicorn raises a signal again when it has ended: the desk is then still to be closed.
    before = signal.signal(signal.SIGTERM, _interrupted)
    try:
        server.run(sockets=[taken])
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
        logger.removeHandler(log)


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
