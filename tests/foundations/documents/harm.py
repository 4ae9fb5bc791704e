"""What a hostile file might make its reader do, as works that a child is asked for."""

import os
import signal
import socket
from pathlib import Path
from typing import Any

from timonerie.foundations.documents.confined import Tell


def environment(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    names = os.listdir("/proc/self/fd")
    return {
        "names": sorted(os.environ),
        "open": len(names),
        "threads": len(os.listdir("/proc/self/task")),
    }


def memory(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    return {"got": len(bytearray(asked["bytes"]))}


def abort(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    os.abort()


def spin(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    while True:
        pass


def sleep(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    tell(12)
    signal.pause()
    return {}


def fail(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    raise KeyError("a fault of ours")


def write(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    try:
        Path(asked["path"]).write_text("x")
    except OSError as error:
        return {"refused": type(error).__name__}
    return {"refused": ""}


def fill(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    with (folder / "long").open("wb") as file:
        file.truncate(asked["bytes"])
    return {}


def link(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    try:
        (folder / "link").symlink_to(asked["path"])
    except OSError as error:
        return {"refused": type(error).__name__}
    return {"refused": ""}


def run(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    try:
        os.execv("/bin/true", ["true"])
    except OSError as error:
        return {"refused": type(error).__name__}


def call(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    with socket.socket() as speaker:
        speaker.settimeout(2)
        try:
            speaker.connect(("127.0.0.1", asked["port"]))
        except OSError as error:
            return {"refused": type(error).__name__}
    return {"refused": ""}
