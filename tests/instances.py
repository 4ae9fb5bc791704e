"""A whole instance of the product, used through its commands: its own folder and database."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests import migrated_database, migrated_template
from tests.conftest import MIGRATED, ROOT
from tests.factories import facts
from tests.postgresql import DSN
from timonerie.foundations.backups.engines import postgresql
from timonerie.foundations.backups.verification import SQLITE_NAME

KEY = "a key that only this instance of the tests knows, long enough to pass"

OF_THE_MACHINE = ("database settings", "static files")
"""What an instance of the tests may lack: a PostgreSQL that survives a power cut, built screens."""


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Instance:
    """`database` is empty for the SQLite file of the folder."""

    data: Path
    database: str = ""
    program: list[str] = field(default_factory=lambda: [sys.executable, "-m", "timonerie.cli"])

    @property
    def environment(self) -> dict[str, str]:
        given = {
            "DJANGO_SETTINGS_MODULE": "timonerie.config.settings.base",
            "TIMONERIE_DATA": str(self.data),
            "TIMONERIE_DATABASE": self.database,
            "TIMONERIE_SECRET_KEY": KEY,
        }
        return {**os.environ, **given}

    def run(self, *words: object, code: int | None = 0) -> Done:
        """A command, which must end with that code (None: with any)."""
        done = subprocess.run(
            [*self.program, *map(str, words)],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert code in (None, done.returncode), (words, done.returncode, done.stdout, done.stderr)
        return Done(done.returncode, done.stdout, done.stderr)

    def python(self, program: str) -> Any:
        """Lines of Python inside the instance; what they print, read as JSON."""
        head = "import django, json\ndjango.setup()\n"
        asked = Instance(self.data, self.database, [sys.executable, "-c", head + program])
        return asked.run().json

    def faults(self) -> list[str]:
        """What the doctor finds wrong with the data."""
        found = self.run("doctor", "--json", code=None).json["findings"]
        return [f["check"] for f in found if not f["ok"] and f["check"] not in OF_THE_MACHINE]

    def filled(self, folder: Path, *, company: str = "brevent") -> "Instance":
        """The same, with a company, its director and a file of facts."""
        begin(self.data, self.database)
        folder.mkdir(parents=True, exist_ok=True)
        file, mapping = folder / "envoi.csv", folder / "mapping.toml"
        rows = [facts.event(f"D{rank}", f"2026-01-{rank:02} 08:00") for rank in range(1, 29)]
        file.write_bytes(facts.content(rows))
        mapping.write_text(facts.log().to_toml(), encoding="utf-8")
        self.run("init", "--company", company, "--zone", "UTC")
        named = ("--company", company)
        self.run("import", file, *named, "--source", "outil", "--mapping", mapping, "--json")
        self.run("member", "add", f"alice@{company}.example", *named, "--name", "Alice Martin")
        return self


def begin(data: Path, database: str = "") -> None:
    """Spare a new instance the making of its tables. One test at least lets `init` make them in an
    empty place."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not database:
        migrated_database.copy(MIGRATED, data / SQLITE_NAME)
        return
    name = conninfo_to_dict(database)["dbname"]
    with psycopg.connect(os.environ[DSN], autocommit=True) as server:
        postgresql.drop(server, str(name))
        _create(server, str(name), like=migrated_template.of_this_code())


def _create(server: psycopg.Connection, name: str, *, like: str = "template1") -> None:
    query = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    server.execute(query.format(sql.Identifier(name), sql.Identifier(like)))


@contextmanager
def instance(folder: Path) -> Iterator[Instance]:
    """An empty one, on the database of this run."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with database_of_its_own() as database:
        yield Instance(folder, database)


@contextmanager
def database_of_its_own() -> Iterator[str]:
    """An empty PostgreSQL database, dropped afterwards; empty text when this run is on SQLite."""
    dsn = os.environ.get(DSN)
    if not dsn:
        yield ""
        return
    name = f"instance_{uuid4().hex}"
    with psycopg.connect(dsn, autocommit=True) as server:
        _create(server, name)
        try:
            yield make_conninfo(dsn, dbname=name)
        finally:
            postgresql.drop(server, name)
