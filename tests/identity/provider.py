"""A provider of identity in a process of its own: `provider.mjs`, on a certified library."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

CLIENT, SECRET = "timonerie", "a secret that only the tests share"


@dataclass(frozen=True)
class Provider:
    """`tables` is what the instance is told of it."""

    issuer: str
    tables: list[dict[str, Any]]


@contextmanager
def running(folder: Path, *, back: str) -> Iterator[Provider]:
    """Serve until the block ends; `back` is the only address it leads visitors back to."""
    port = _free_port()
    command = ["node", "tests/identity/provider.mjs", str(port), CLIENT, SECRET, back]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    secret = folder / "client-secret"
    secret.write_text(SECRET, encoding="utf-8")
    secret.chmod(0o600)
    issuer = f"http://localhost:{port}"
    table = {
        "code": "maison",
        "label": "Compte de la maison",
        "issuer": issuer,
        "client_id": CLIENT,
        "client_secret_file": str(secret),
        "domains": ["example.org"],
    }
    try:
        while (line := process.stdout.readline()).strip() != "ready":
            if not line:
                raise RuntimeError("the provider did not start")
        yield Provider(issuer, [table])
    finally:
        process.terminate()
        process.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
