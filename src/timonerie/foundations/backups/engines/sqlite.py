"""SQLite: the online backup of the library, inside one read transaction."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from timonerie.foundations.backups.faults import BackupRefused

NAME = "sqlite"
FILE = "database.sqlite3"


class Snapshot:
    """The database as it was at one instant, whatever is written meanwhile."""

    def __init__(self, source: sqlite3.Connection) -> None:
        self.source = source

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        return self.source.execute(statement).fetchall()

    def tables(self) -> list[str]:
        found = self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [str(name) for (name,) in found if not str(name).startswith("sqlite_")]

    def write(self, path: Path) -> None:
        """A database file of its own, without the open sessions: nobody comes back with it."""
        with closing(sqlite3.connect(path, isolation_level=None)) as target:
            self.source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            target.execute("PRAGMA secure_delete=ON")
            target.execute("DELETE FROM accounts_session")


@contextmanager
def hold() -> Iterator[Snapshot]:
    path = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path, isolation_level=None, timeout=20)) as source:
        source.execute("BEGIN")
        # The snapshot is that of the first read.
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield Snapshot(source)


def faults(path: Path) -> list[str]:
    """What SQLite itself finds wrong with a database file."""
    with closing(sqlite3.connect(path)) as found:
        try:
            checked = [str(row[0]) for row in found.execute("PRAGMA integrity_check")]
            broken = {str(row[0]) for row in found.execute("PRAGMA foreign_key_check")}
        except sqlite3.DatabaseError as error:
            return [f"La base de données est abîmée : {error}."]
    said = [] if checked == ["ok"] else [f"La base de données est abîmée : {checked[0]}."]
    return said + [f"La table {table} nomme des lignes absentes." for table in sorted(broken)]


def place() -> Path:
    return Path(connection.settings_dict["NAME"])


def refuse_full() -> None:
    """Raises BackupRefused when the database holds a company or an account."""
    if not place().exists():
        return
    with closing(sqlite3.connect(place())) as found:
        for table in ("scope_company", "accounts_user"):
            try:
                full = found.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0]  # noqa: S608
            except sqlite3.OperationalError:
                continue
            if full:
                raise BackupRefused(
                    "Cette instance contient déjà des données : restaurez dans un dossier neuf"
                    " (TIMONERIE_DATA), vérifiez, puis servez depuis celui-là."
                )


def settle(path: Path) -> None:
    """Put what is still in the log of a closed database into its one file, and sync it."""
    with closing(sqlite3.connect(path)) as found:
        found.execute("PRAGMA journal_mode=DELETE")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def make_way() -> None:
    """Leave no log of the empty database beside the one that takes its place.

    Raises:
        BackupRefused: somebody has it open.
    """
    connection.close()
    if not place().exists():
        return
    try:
        settle(place())
    except sqlite3.OperationalError as error:
        raise BackupRefused(
            "La base est ouverte : arrêtez le service, puis recommencez."
        ) from error
