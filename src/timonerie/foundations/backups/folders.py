"""Where backups are kept and made, and the lock of whatever works on the whole instance."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.documents import storage

KEPT = ("companies", "checkpoints")
"""Folders of the data folder that a backup carries."""

_PREFIX = "work-"


def backups() -> Path:
    """The folder of the backups, made when absent."""
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one to back up, restore or remove a company.

    Raises:
        BackupRefused: somebody else is at it.
    """
    descriptor = os.open(Path(settings.DATA_DIR) / "backup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused(
                "Une sauvegarde, une restauration ou un retrait est déjà en cours :"
                " attendez sa fin."
            ) from None
        _clear()
        yield
    finally:
        os.close(descriptor)


@contextmanager
def work() -> Iterator[Path]:
    """A folder to work in, beside the data so that links are possible; gone afterwards. Under
    `alone()`."""
    folder = Path(tempfile.mkdtemp(dir=settings.DATA_DIR, prefix=_PREFIX))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear() -> None:
    """What a killed run left: nobody works there, since the lock is ours."""
    for folder in Path(settings.DATA_DIR).glob(f"{_PREFIX}*"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def still() -> Iterator[None]:
    """Keep every company's facts as they are: imports wait."""
    with ExitStack() as stack:
        for lock in sorted(Path(settings.DATA_DIR).glob("companies/*/*/lock")):
            stack.enter_context(storage.lock(lock.parent))
        yield


def link(folder: Path, *, names: Sequence[str] = KEPT) -> None:
    """Give every file of the folders named a second name under `folder`: what is swept or removed
    meanwhile stays readable there. Files on their way in are left out."""
    data = Path(settings.DATA_DIR)
    for path in sorted(file for name in names for file in (data / name).rglob("*")):
        if path.is_file() and _is_kept(path.relative_to(data)):
            target = folder / path.relative_to(data)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.link(path, target)


def _is_kept(path: Path) -> bool:
    return path.name != "lock" and path.suffix != ".partial" and "incoming" not in path.parts
