"""A server on a short demo, in a process of its own: started once for all journeys that read it."""

import fcntl
import json
import os
import shutil
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
def serve(folder: Path, *, months: int, shared: Path) -> Iterator[Demo]:
    """The demo of so many months, served from that folder until the block ends. It is filled once
    in the folder that the cores of a run share: the other one takes a copy."""
    kept = shared / "demo"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            filling = shared / "filling"
            fill(filling, f"from tests.journeys import world; world.fill({months})")
            filling.rename(kept)
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    with _served(environment_of(folder)) as url:
        yield Demo(url, json.loads((folder / ADDRESSES).read_text(encoding="utf-8")))


@contextmanager
def instance(folder: Path, filling: str, **environment: str) -> Iterator[str]:
    """An instance of its own in that folder, once `filling` has run there; its address, until the
    block ends."""
    fill(folder, filling, **environment)
    with _served(environment_of(folder, **environment)) as url:
        yield url


def environment_of(folder: Path, **environment: str) -> dict[str, str]:
    settings = {
        "TIMONERIE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    return {**os.environ, **settings, **environment}


def fill(folder: Path, filling: str, **environment: str) -> None:
    begin(folder)
    shell = [sys.executable, "-m", "django", "shell", "--verbosity", "0", "--command", filling]
    given = environment_of(folder, **environment)
    subprocess.run(shell, env=given, cwd=ROOT, check=True)


@contextmanager
def _served(given: dict[str, str]) -> Iterator[str]:
    port = _free_port()
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
