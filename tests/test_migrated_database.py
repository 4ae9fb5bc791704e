"""The migrated database that test runs begin from is that of this state of the code, and is made
once."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests import migrated_database


def _package(folder: Path, migration: str) -> Path:
    package = folder / "package"
    (package / "app" / "migrations").mkdir(parents=True, exist_ok=True)
    (package / "app" / "migrations" / "0001_initial.py").write_text(migration)
    return package


def _make(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE kept (id integer)")
        connection.execute("CREATE TABLE django_migrations (id integer)")


def _refuse(_path: Path) -> None:
    raise AssertionError("made again")


def test_a_database_is_made_once_and_copied_whole(tmp_path: Path) -> None:
    kept = migrated_database.place(_package(tmp_path, "one"), tmp_path / "kept")
    migrated_database.copy(kept, tmp_path / "first.sqlite3", make=_make)
    migrated_database.copy(kept, tmp_path / "second.sqlite3", make=_refuse)
    for begun in ("first", "second"):
        with closing(sqlite3.connect(tmp_path / f"{begun}.sqlite3")) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_another_migration_asks_for_another_database(tmp_path: Path) -> None:
    first = migrated_database.place(_package(tmp_path, "one"), tmp_path)
    second = migrated_database.place(_package(tmp_path, "two"), tmp_path)
    assert first != second
    migrated_database.copy(first, tmp_path / "made.sqlite3", make=_make)
    migrated_database.copy(second, tmp_path / "made.sqlite3", make=_make)
    assert list(tmp_path.glob("migrated-*")) == [second]
