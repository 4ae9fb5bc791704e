"""What a trail was at an instant, written outside the database: a file per company, one JSON line
a checkpoint, added to and never rewritten."""

import fcntl
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings


@dataclass(frozen=True)
class Checkpoint:
    """The first `seq` events of a company: hash of the last one, Merkle root of all, ISO instant.
    `company` is its public identifier."""

    company: str
    seq: int
    hash: str
    root: str
    at: str


class Unreadable(ValueError):
    """A line of a file of checkpoints is no checkpoint."""


def folder() -> Path:
    return Path(settings.CHECKPOINTS_DIR or Path(settings.DATA_DIR) / "checkpoints")


def path(company: UUID, *, within: Path | None = None) -> Path:
    """The file of one company."""
    return (within or folder()) / f"{company}.jsonl"


def append(checkpoint: Checkpoint, file: Path) -> None:
    """Add one line, on the disk when this returns. A line cut by a power failure is dropped."""
    is_new = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = json.dumps(asdict(checkpoint), sort_keys=True, separators=(",", ":")) + "\n"
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        _drop_cut_line(descriptor)
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if is_new:
        _sync_folder(file.parent)


def read(file: Path) -> list[Checkpoint]:
    """Those of a file, the oldest first; none where there is no file.

    Raises:
        Unreadable: a whole line is no checkpoint.
    """
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        return []
    *lines, _cut = text.split(b"\n")
    return [_parsed(line, number) for number, line in enumerate(lines, start=1)]


def last(checkpoints: Iterable[Checkpoint]) -> Checkpoint | None:
    return max(checkpoints, key=lambda one: one.at, default=None)


def _parsed(line: bytes, number: int) -> Checkpoint:
    with suppress(ValueError, TypeError):
        found = Checkpoint(**json.loads(line))
        if isinstance(found.seq, int):
            return found
    raise Unreadable(f"la ligne {number} du fichier de points de contrôle est illisible")


def _drop_cut_line(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    content = os.pread(descriptor, size, 0)
    if content and not content.endswith(b"\n"):
        os.ftruncate(descriptor, content.rfind(b"\n") + 1)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
