"""No spelling of an address leads our server to its own network; a refusal opens no connection."""

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from pytest_django import Settings

from timonerie.foundations.outbound import pages

pytestmark = pytest.mark.rule("WHK-01")


@dataclass
class Listener:
    """A server that counts who comes, and answers each what it was told to."""

    port: int
    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    drops: bytes = b""
    visits: list[bytes] = field(default_factory=list)
    dropped: int = 0

    def serve(self, server: socket.socket) -> None:
        while True:
            try:
                line, _address = server.accept()
            except OSError:
                return
            with line:
                self.visits.append(line.recv(4096))
                line.sendall(self.answer)
                self._drop(line)

    def _drop(self, line: socket.socket) -> None:
        with suppress(OSError):
            for byte in self.drops:
                line.sendall(bytes([byte]))
                self.dropped += 1
                time.sleep(0.02)


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = socket.create_server(("127.0.0.1", 0))
    found = Listener(server.getsockname()[1])
    thread = threading.Thread(target=found.serve, args=[server], daemon=True)
    thread.start()
    yield found
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


SPELLINGS = [
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0x0.0x0.0x1", "0x7f.1",
    "017700000001", "0177.0.0.1", "0177.0.0.01", "127.000.000.001", "0", "0.0.0.0", "localhost",
    "LOCALHOST", "localhost.", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]",
    "[fd00:ec2::254]", "169.254.169.254", "10.0.0.1", "192.168.0.1", "100.64.0.1",
    "168.63.129.16", "127.0.0.1%00.example.org", "①②⑦.⓪.⓪.①", "ⓛocalhost",
]  # fmt: skip


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_our_own_machine_is_called(host: str, listener: Listener) -> None:
    with pytest.raises(pages.Unreachable):
        pages.read(f"https://{host}:{listener.port}/", headers={})
    assert listener.visits == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/", "https://user@127.0.0.1:{port}/", "ftp://127.0.0.1:{port}/",
        "file:///etc/passwd", "gopher://127.0.0.1:{port}/", "https:///", "//127.0.0.1:{port}/",
        "https://127.0.0.1:99999/", "https://[::1/", "127.0.0.1:{port}",
        "https://example.org@127.0.0.1:{port}/", "https://127.0.0.1:{port}#@example.org/",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_of_the_web_is_refused(url: str, listener: Listener) -> None:
    with pytest.raises(pages.Forbidden):
        pages.read(url.format(port=listener.port), headers={})
    assert listener.visits == []


def test_one_closed_address_among_open_ones_is_enough_to_refuse(listener: Listener) -> None:
    with pytest.raises(pages.Forbidden):
        pages.read(
            f"https://example.org:{listener.port}/",
            headers={},
            resolve=lambda host, port: ["8.8.8.8", "127.0.0.1"],
        )
    assert listener.visits == []


def test_a_name_is_resolved_once_and_called_where_it_was_checked(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A resolver that answers an open address first, and ours ever after."""
    called: list[object] = []

    def refuse(address: tuple[str, int], **options: object) -> socket.socket:
        called.append(address)
        raise ConnectionRefusedError

    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(pages.Unreachable):
        pages.read(
            f"https://rebinding.example.org:{listener.port}/",
            headers={},
            resolve=lambda host, port: next(answers),
        )
    assert called == [("93.184.215.14", listener.port)]
    assert next(answers) == ["127.0.0.1"], "the name was resolved twice"


def allow(settings: Settings, listener: Listener) -> str:
    settings.OUTBOUND_HOSTS = [f"127.0.0.1:{listener.port}"]
    return f"http://127.0.0.1:{listener.port}"


def test_a_host_that_the_administrator_names_is_called(
    listener: Listener, settings: Settings
) -> None:
    page = pages.read(f"{allow(settings, listener)}/a/?b", headers={"Authorization": "Bearer x"})
    assert page == pages.Page(200, b"{}")
    assert listener.visits[0].startswith(b"GET /a/ HTTP/1.1")
    assert b"Authorization: Bearer x" in listener.visits[0]


def test_another_port_of_that_host_is_not(listener: Listener, settings: Settings) -> None:
    allow(settings, listener)
    with pytest.raises(pages.Forbidden):
        pages.read(f"http://127.0.0.1:{listener.port + 1}/", headers={})


def test_a_redirection_is_not_followed(listener: Listener, settings: Settings) -> None:
    address = allow(settings, listener)
    listener.answer = (
        f"HTTP/1.1 302 Found\r\nLocation: {address}/ailleurs\r\nContent-Length: 0\r\n\r\n".encode()
    )
    assert pages.read(f"{address}/", headers={}).status == 302
    assert len(listener.visits) == 1


def test_an_answer_too_long_is_refused(listener: Listener, settings: Settings) -> None:
    listener.answer = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (pages.LARGEST + 1)
    with pytest.raises(pages.Unreachable, match="too long"):
        pages.read(f"{allow(settings, listener)}/", headers={})


@pytest.mark.parametrize(
    "start", [b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "]
)
def test_an_answer_sent_drop_by_drop_is_cut(
    listener: Listener, settings: Settings, monkeypatch: pytest.MonkeyPatch, start: bytes
) -> None:
    monkeypatch.setattr(pages, "SECONDS", 0.3)
    listener.answer, listener.drops = start, b"x" * 1000
    with suppress(pages.Unreachable):
        pages.read(f"{allow(settings, listener)}/", headers={})
    assert listener.dropped < 1000


def test_what_does_not_answer_is_unreachable(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    settings.OUTBOUND_HOSTS = [f"127.0.0.1:{port}"]
    with pytest.raises(pages.Unreachable):
        pages.read(f"http://127.0.0.1:{port}/", headers={})


def test_a_name_without_an_address_is_unreachable() -> None:
    def nowhere(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror("unknown")

    with pytest.raises(pages.Unreachable):
        pages.read("https://nulle-part.example/", headers={}, resolve=nowhere)
