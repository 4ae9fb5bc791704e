"""A server on a short demo, in a process of its own: started once for all journeys that read it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT
from tests.instances import begin

STARTS_WITHIN_SECONDS = 120
ADDRESSES = "addresses.json"
SETTINGS = "tests.journeys.settings"


@dataclass(frozen=True)
class Demo:
    """`pages` gives the address of each page by the name of its route."""

    url: str
    pages: dict[str, str]


@contextmanager
def serve(folder: Path, *, months: int) -> Iterator[Demo]:
    """Fill that folder with the demo of so many months, and serve it until the block ends."""
    with instance(folder, f"from tests.journeys import world; world.fill({months})") as url:
        yield Demo(url, json.loads((folder / ADDRESSES).read_text(encoding="utf-8")))


@contextmanager
def instance(folder: Path, fill: str, **environment: str) -> Iterator[str]:
    """An instance of its own in that folder, once `fill` has run there; its address, until the
    block ends."""
    settings = {
        "TIMONERIE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    given = {**os.environ, **settings, **environment}
    begin(folder)
    port = _free_port()
    shell = [sys.executable, "-m", "django", "shell", "--verbosity", "0", "--command", fill]
    subprocess.run(shell, env=given, cwd=ROOT, check=True)
    command = [sys.executable, "-m", "timonerie.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=given, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/connexion/", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the demo did not start")
