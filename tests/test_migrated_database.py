"""The migrated database that test runs begin from is that of this state of the code, or none."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests import migrated_database


def _package(folder: Path, migration: str) -> Path:
    package = folder / "package"
    (package / "app" / "migrations").mkdir(parents=True, exist_ok=True)
    (package / "app" / "migrations" / "0001_initial.py").write_text(migration)
    return package


def _database(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE kept (id integer)")
    return path


def test_a_kept_database_is_copied_whole(tmp_path: Path) -> None:
    kept = migrated_database.place(_package(tmp_path, "one"), tmp_path / "kept")
    begun = tmp_path / "begun.sqlite3"
    assert not migrated_database.copy(kept, begun)
    migrated_database.keep(_database(tmp_path / "made.sqlite3"), kept)
    assert migrated_database.copy(kept, begun)
    with closing(sqlite3.connect(begun)) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_another_migration_asks_for_another_database(tmp_path: Path) -> None:
    first = migrated_database.place(_package(tmp_path, "one"), tmp_path)
    second = migrated_database.place(_package(tmp_path, "two"), tmp_path)
    assert first != second
    migrated_database.keep(_database(tmp_path / "made.sqlite3"), first)
    migrated_database.keep(tmp_path / "made.sqlite3", second)
    assert list(tmp_path.glob("migrated-*")) == [second]
