"""A SQLite database already made: one run makes it, the others begin from a copy of it.

The copy is named by what its tables come from, so that a new migration makes a new one.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import django

SOURCES = ("migrations/*.py", "models.py", "models/*.py", "triggers.py", "guards.py", "tables.py")
"""What the tables and their guards are made of, wherever they stand in the package: a model says
some of its guards."""


def place(package: Path, folder: Path) -> Path:
    """Where the database of this state of the code is kept, made or not."""
    return folder / f"migrated-{fingerprint(package)}.sqlite3"


def fingerprint(package: Path) -> str:
    hashed = hashlib.sha256(django.__version__.encode())
    for path in _sources(package):
        hashed.update(str(path.relative_to(package)).encode() + b"\0" + path.read_bytes() + b"\0")
    return hashed.hexdigest()[:24]


def _sources(package: Path) -> Iterator[Path]:
    yield from sorted({path for pattern in SOURCES for path in package.rglob(pattern)})


def by_the_product(database: Path) -> None:
    """Have a first command make the tables, as for anybody."""
    environment = {key: value for key, value in os.environ.items() if key != "TIMONERIE_DATABASE"}
    given = {
        "DJANGO_SETTINGS_MODULE": "timonerie.config.settings.base",
        "TIMONERIE_DATA": str(database.parent),
    }
    command = [sys.executable, "-m", "timonerie.cli", "migrate"]
    subprocess.run(command, env=environment | given, stdout=subprocess.DEVNULL, check=True)
    (database.parent / "timonerie.sqlite3").replace(database)


def copy(kept: Path, database: Path, *, make: Callable[[Path], None] = by_the_product) -> None:
    """Begin a database from the one that is kept, made where there is none: whole or not at all,
    by one process while the others wait, and in place of those of other states."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _keep(kept, make)
        shutil.copyfile(kept, database)


def _keep(kept: Path, make: Callable[[Path], None]) -> None:
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        made = Path(folder) / "made.sqlite3"
        make(made)
        prepare(made)
        whole = Path(folder) / kept.name
        with closing(sqlite3.connect(made)) as connection:
            connection.execute("VACUUM INTO ?", [str(whole)])
        for old in kept.parent.glob("migrated-*.sqlite3"):
            old.unlink()
        whole.replace(kept)


def prepare(database: Path) -> None:
    """Have SQLite make now the table of its statistics. Made inside the transaction of a test, it
    would have SQLite read the whole schema again after each savepoint given up: 7 ms a request."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ANALYZE django_migrations")
