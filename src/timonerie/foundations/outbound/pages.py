"""Reading one page of another server, asked for by a person: WHK-01.

The name is resolved once and the connection made to the address that was checked, so that a name
whose answer changes cannot lead elsewhere. Nothing is followed, little is read, and not for long.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from timonerie.foundations.outbound import addresses

SECONDS = 10
LARGEST = 64 * 1024

Resolve = Callable[[str, int], Sequence[str]]


class Unreachable(Exception):
    """Nothing was read: the address is refused, or the server did not answer as it should."""


class Forbidden(Unreachable):
    """The address leads where our server does not go; no connection was made."""


@dataclass(frozen=True)
class Page:
    status: int
    content: bytes


def resolved(host: str, port: int) -> Sequence[str]:
    """Every address of a name.

    Raises:
        OSError: the name has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[0]) for *_, place in found]


def read(url: str, *, headers: Mapping[str, str], resolve: Resolve = resolved) -> Page:
    """The answer to a GET, at most `LARGEST` bytes within `SECONDS`; a redirection is an answer
    like another.

    Raises:
        Forbidden: not https, credentials in the address, or an address that is not public; a host
            that `OUTBOUND_HOSTS` names may be either.
        Unreachable: no answer in time, or one too long.
    """
    parts = _split(url)
    address = _checked(parts, resolve)
    opened: list[socket.socket] = []
    connection = _connection(parts, address, opened)
    cut = Timer(SECONDS, _cut, [opened])
    cut.daemon = True
    cut.start()
    try:
        connection.request("GET", parts.path or "/", headers=dict(headers))
        answer = connection.getresponse()
        page = Page(answer.status, answer.read(LARGEST + 1))
    except (OSError, http.client.HTTPException) as fault:
        raise Unreachable(str(fault)) from fault
    finally:
        cut.cancel()
        connection.close()
        for line in opened:
            line.close()
    if len(page.content) > LARGEST:
        raise Unreachable("the answer is too long")
    return page


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port(parts)
    except ValueError as fault:
        raise Forbidden(str(fault)) from fault
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise Forbidden("an address of the web is expected")
    if parts.scheme == "http" and not _is_allowed(parts):
        raise Forbidden("https is expected")
    if parts.username is not None or parts.password is not None:
        raise Forbidden("credentials in the address")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _is_allowed(parts: SplitResult) -> bool:
    """Whether the administrator named this host, with or without its port."""
    host = parts.hostname or ""
    named = {name.strip().lower() for name in settings.OUTBOUND_HOSTS}
    return host in named or f"{host}:{_port(parts)}" in named


def _checked(parts: SplitResult, resolve: Resolve) -> str:
    """The first address of a host, once all of them are known to be open."""
    host = parts.hostname or ""
    try:
        found = resolve(host, _port(parts))
    except (OSError, UnicodeError) as fault:
        raise Unreachable(f"{host} has no address") from fault
    if not found:
        raise Unreachable(f"{host} has no address")
    if not _is_allowed(parts) and not all(addresses.is_public(one) for one in found):
        raise Forbidden(f"{host} is not public")
    return found[0]


def _connection(
    parts: SplitResult, address: str, opened: list[socket.socket]
) -> http.client.HTTPConnection:
    """A connection that knows its host by name and goes to the address given; what it opens is
    added to `opened`."""
    host, port = parts.hostname or "", _port(parts)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, port, timeout=SECONDS, context=context
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=SECONDS)

    def connect(_named: tuple[str, int], *_options: object) -> socket.socket:
        line = socket.create_connection((address, port), timeout=SECONDS)
        # TLS takes the socket over; its double ends the connection all the same.
        opened.append(line.dup())
        return line

    # What http.client calls to open its socket: TLS still checks the certificate of the host.
    connection._create_connection = connect  # type: ignore[attr-defined]  # noqa: SLF001
    return connection


def _cut(opened: list[socket.socket]) -> None:
    """An answer sent drop by drop is never late by the clock of its socket: end it by ours."""
    for line in opened:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
