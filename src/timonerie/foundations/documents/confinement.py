"""Received files are opened by a child process of their own, that can do little harm.

It has no database, no network, an hourglass, and one folder to write in (see `limits`). What it
answers is data: JSON, and Arrow files in its folder. A child that dies, whatever of, is a refusal
of its file; the process that waits for it lives on.
"""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

import timonerie
from timonerie.foundations.documents import confined, limits
from timonerie.foundations.documents.confined import ANSWER, Tell
from timonerie.foundations.documents.connectors.base import (
    FileRefused,
    stopped,
    too_heavy,
    too_long,
)

logger = logging.getLogger(__name__)

MOST_ANSWERED = 200_000_000
_COMMAND = ("-P", "-B", "-X", "utf8", "-m", confined.__name__)
_made_here = ContextVar("made_here", default=False)
_IMPORTS = str(Path(timonerie.__file__).parents[1])
_MEMORY = {signal.SIGKILL, signal.SIGABRT, signal.SIGXFSZ}


@contextmanager
def opened(work: str, asked: dict[str, Any], *, tell: Tell | None = None) -> Iterator[Any]:
    """Call a function of `confined.Work`, by its dotted name, in a child; gives its answer and the
    folder where it wrote, which is emptied afterwards.

    Raises:
        FileRefused: by the function, or FIC-06 too heavy, FIC-07 too long, FIC-08 stopped.
    """
    report = tell or (lambda rows: None)
    with tempfile.TemporaryDirectory(dir=workshop(), prefix="") as made:
        folder = Path(made)
        if settings.CONFINES_READING and not _made_here.get():
            answer = _answer_of(work, asked, folder, report)["answer"]
        else:
            answer = json.loads(json.dumps(confined.named(work)(asked, folder, report)))
        yield answer, folder


@contextmanager
def made_here() -> Iterator[None]:
    """Files that the program itself wrote a moment ago are read without a child: the hundreds of
    the demo would each wait for one. Nothing that was received passes here."""
    token = _made_here.set(True)
    try:
        yield
    finally:
        _made_here.reset(token)


def in_force() -> limits.InForce:
    """What the kernel of this machine grants to a child."""
    with tempfile.TemporaryDirectory(dir=workshop()) as folder:
        told = _answer_of(f"{confined.__name__}.probe", {}, Path(folder), lambda rows: None)
    return limits.InForce(**told["in_force"])


def workshop() -> Path:
    """Where the children have their folders: beside the data, which are as private."""
    folder = Path(settings.DATA_DIR) / "reading"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


@contextmanager
def put_aside(
    chunks: Iterable[bytes], *, weigh: Callable[[int], None] = lambda size: None
) -> Iterator[Path]:
    """A received file that may not be kept, for the time of its reading: beside the folders of the
    readers, out of backups, gone whatever happens. `weigh` is told its size so far, and raises
    where that is too much."""
    with tempfile.TemporaryDirectory(dir=workshop(), prefix="") as made:
        path, size = Path(made) / "received", 0
        with path.open("xb") as file:
            for chunk in chunks:
                size += len(chunk)
                weigh(size)
                file.write(chunk)
        yield path


def leftovers(*, at: datetime) -> list[Path]:
    """Folders of children whose parent was killed on its way."""
    old = at.timestamp() - 2 * limits.WALL_SECONDS
    return sorted(one for one in workshop().iterdir() if one.stat().st_mtime < old)


def _answer_of(work: str, asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    order = json.dumps({"work": work, "asked": asked, "folder": str(folder)})
    with tempfile.TemporaryFile(dir=folder) as said:
        started = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell
            [sys.executable, *_COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,
        )
        with started as child:
            try:
                in_time = _follow(child, order, tell)
            finally:
                _end(child)
        return _found(child, folder, in_time=in_time, said=said)


def _environment(folder: Path) -> dict[str, str]:
    """Nothing of ours: neither the address of the database nor a key. One thread of arithmetic, and
    the plain allocator: reserved address space counts in the limit."""
    kept = {name: os.environ[name] for name in ("PYTHONTZPATH",) if name in os.environ}
    return kept | {
        "PYTHONPATH": _IMPORTS,
        "TMPDIR": str(folder),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "MALLOC_ARENA_MAX": "1",
    }


def _follow(child: "subprocess.Popen[bytes]", order: str, tell: Tell) -> bool:
    """Give the order, pass on how far it is; false once its time is over."""
    assert child.stdin is not None
    assert child.stdout is not None
    deadline = time.monotonic() + limits.WALL_SECONDS
    try:
        with child.stdin:
            child.stdin.write(order.encode())
    except BrokenPipeError:
        return True
    with child.stdout as output, selectors.DefaultSelector() as waiting:
        waiting.register(output, selectors.EVENT_READ)
        while waiting.select(max(0.0, deadline - time.monotonic())):
            piece = os.read(output.fileno(), 4096)
            if not piece:
                return _ends_before(child, deadline)
            numbers = [word for word in piece.split(b"\n") if word.isdigit()]
            if numbers:
                tell(int(numbers[-1][:12]))
    return False


def _ends_before(child: "subprocess.Popen[bytes]", deadline: float) -> bool:
    try:
        child.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(child: "subprocess.Popen[bytes]") -> None:
    """The child and whatever it started."""
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _found(
    child: "subprocess.Popen[bytes]", folder: Path, *, in_time: bool, said: Any
) -> dict[str, Any]:
    if not in_time or child.returncode == -signal.SIGXCPU:
        raise too_long()
    if -child.returncode in _MEMORY:
        raise too_heavy()
    answer = folder / ANSWER
    if child.returncode or not answer.exists() or answer.stat().st_size > MOST_ANSWERED:
        said.seek(0)
        logger.error("a file stopped its reader: %s", said.read(20_000).decode(errors="replace"))
        raise stopped()
    told: dict[str, Any] = json.loads(answer.read_bytes())
    if "refused" in told:
        raise FileRefused(**told["refused"])
    return told
