"""The steps of a process towards the disk: counted, and stopped at any of them.

A step is a call that makes something durable or visible: a statement, a commit, a file synced,
named, linked or removed, a folder made. `at(n, …)` does something in the place of the nth: kill the
process, or fail like a full disk.
"""

import os
import signal
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pyarrow.parquet as pq
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

FILES: list[tuple[Any, str]] = [
    (os, "fsync"),
    (os, "replace"),
    (os, "rename"),
    (os, "link"),
    (os, "unlink"),
    (os, "mkdir"),
    (pq, "write_table"),
]
STATEMENTS: list[tuple[Any, str]] = [
    (CursorWrapper, "execute"),
    (CursorWrapper, "executemany"),
    (BaseDatabaseWrapper, "_commit"),
]


def die(*_called: Any) -> None:
    """What `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


class Steps:
    """Counts the steps made since it was set, and acts on those that it is told."""

    def __init__(self, owners: list[tuple[Any, str]]) -> None:
        self.count = 0
        self.names: list[str] = []
        self.acts: dict[int, Callable[..., None]] = {}
        self.always: Callable[..., None] | None = None
        self.kept = [(owner, name, getattr(owner, name)) for owner, name in owners]
        for owner, name, real in self.kept:
            setattr(owner, name, self._watched(name, real))

    def restore(self) -> None:
        for owner, name, real in self.kept:
            setattr(owner, name, real)

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            self.names.append(name)
            act = self.acts.get(self.count, self.always)
            if act is not None:
                act(*args)
            return real(*args, **kwargs)

        return watched


@contextmanager
def watching(owners: list[tuple[Any, str]]) -> Any:
    steps = Steps(owners)
    try:
        yield steps
    finally:
        steps.restore()


def full_disk(*_called: Any) -> None:
    """What every write answers on a full disk."""
    raise OSError(28, "No space left on device")


def full_database(*called: Any) -> None:
    """What SQLite says of it, as Django tells it; reading and giving up still work."""
    statement = str(called[1]) if len(called) > 1 else "COMMIT"
    if statement.split()[0] in ("INSERT", "UPDATE", "DELETE", "COMMIT"):
        raise OperationalError("database or disk is full")
