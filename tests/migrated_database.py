"""A SQLite database already migrated: one run makes it, the others begin from a copy of it.

Migrations take tens of seconds, and each process of each run pays for them. The copy is named by
what its tables come from, so that a new migration makes a new one.
"""

import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import django

SOURCES = ("migrations/*.py", "models.py", "models/*.py", "triggers.py", "guards.py")
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


def copy(kept: Path, database: Path) -> bool:
    """Begin a database from the one that is kept; say whether there was one."""
    if not kept.exists():
        return False
    shutil.copyfile(kept, database)
    return True


def prepare(database: Path) -> None:
    """Have SQLite make now the table of its statistics. Made inside the transaction of a test, it
    would have SQLite read the whole schema again after each savepoint given up: 7 ms a request."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ANALYZE django_migrations")


def keep(database: Path, kept: Path) -> None:
    """Keep a database just migrated, whole or not at all, in place of those of other states."""
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        whole = Path(folder) / kept.name
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", [str(whole)])
        whole.replace(kept)
    for old in kept.parent.glob("migrated-*.sqlite3"):
        if old != kept:
            old.unlink(missing_ok=True)
