"""PostgreSQL: `pg_dump` of an exported snapshot, so that counts and dump tell one instant."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from timonerie.foundations.backups.faults import BackupRefused

NAME = "postgresql"
FILE = "database.dump"


class Snapshot:
    """The database as it was at one instant, whatever is written meanwhile."""

    def __init__(self, source: psycopg.Connection) -> None:
        self.source = source
        self.name = str(self.rows("SELECT pg_export_snapshot()")[0][0])

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        return self.source.execute(statement.encode()).fetchall()

    def tables(self) -> list[str]:
        found = self.rows(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
        )
        return [str(name) for (name,) in found]

    def write(self, path: Path) -> None:
        """A dump in the custom format, without the open sessions: nobody comes back with it."""
        path.touch(mode=0o600)
        _run(
            *("pg_dump", "--format=custom", "--no-owner", "--no-privileges"),
            *(f"--snapshot={self.name}", "--exclude-table-data=accounts_session"),
            *(f"--file={path}", f"--dbname={address(secret=False)}"),
        )


@contextmanager
def hold() -> Iterator[Snapshot]:
    program("pg_dump")
    with psycopg.connect(address()) as source:
        source.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        source.read_only = True
        yield Snapshot(source)


def address(*, name: str | None = None, secret: bool = True) -> str:
    """Connection string of the instance's database, or of another one of its server. A password
    never goes on a command line, where every account of the machine reads it."""
    known = connection.settings_dict
    parts = {
        "dbname": name or known["NAME"],
        "user": known["USER"],
        "password": known["PASSWORD"] if secret else "",
        "host": known["HOST"],
        "port": known["PORT"],
    }
    return make_conninfo(**{key: value for key, value in parts.items() if value})


def program(name: str) -> str:
    """A client program at least as new as the server.

    Raises:
        BackupRefused: there is none; the sentence says what to install.
    """
    with psycopg.connect(address()) as server:
        wanted = server.info.server_version // 10_000
    folders = sorted(Path("/usr/lib/postgresql").glob("[0-9]*/bin"), key=lambda p: int(p.parts[-2]))
    found = [str(folder / name) for folder in folders if (folder / name).exists()]
    if inpath := shutil.which(name):
        found.append(inpath)
    for one in found:
        if _version(one) >= wanted:
            return one
    raise BackupRefused(
        f"Il manque {name} {wanted} ou plus récent, le programme client de PostgreSQL : installez"
        f" le paquet postgresql-client-{wanted}, puis recommencez."
    )


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    number = re.search(r"\d+", said.stdout)
    return int(number[0]) if number else 0


def _run(name: str, *arguments: str) -> None:
    secret = {"PGPASSWORD": connection.settings_dict["PASSWORD"] or ""}
    done = subprocess.run(  # noqa: S603
        [program(name), *arguments],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefused(f"{name} a échoué : {done.stderr.strip()[-500:]}")


def refuse_full() -> None:
    """Raises BackupRefused when the database holds a company or an account."""
    with psycopg.connect(address(), autocommit=True) as server:
        for table in (b"scope_company", b"accounts_user"):
            known = server.execute("SELECT to_regclass(%s)", [table.decode()]).fetchone()
            if known == (None,):
                continue
            if server.execute(b"SELECT EXISTS (SELECT 1 FROM " + table + b")").fetchone() == (
                True,
            ):
                raise BackupRefused(
                    "Cette base contient déjà des données : restaurez dans une base neuve"
                    " (TIMONERIE_DATABASE), vérifiez, puis servez depuis celle-là."
                )


def holds_any(companies: Iterable[str]) -> bool:
    """Whether one of these companies, by their public identifiers, is in the database."""
    with psycopg.connect(address(), autocommit=True) as server:
        if server.execute("SELECT to_regclass('scope_company')").fetchone() == (None,):
            return False
        found = server.execute(
            "SELECT EXISTS (SELECT 1 FROM scope_company WHERE public_id = ANY(%s))",
            [[UUID(company) for company in companies]],
        )
        return found.fetchone() == (True,)


def load(path: Path, *, name: str | None = None) -> None:
    """Fill a database from a dump, whole or not at all; the tables of an empty instance make
    room."""
    with psycopg.connect(address(name=name)) as server:
        rows = server.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        ).fetchall()
        for (table,) in rows:
            server.execute(sql.SQL("DROP TABLE {} CASCADE").format(sql.Identifier(table)))
    _run(
        *("pg_restore", "--no-owner", "--no-privileges", "--single-transaction"),
        *("--exit-on-error", f"--dbname={address(name=name, secret=False)}", str(path)),
    )


@contextmanager
def scratch() -> Iterator[str]:
    """A database of the same server for the time of a check; its name.

    Raises:
        BackupRefused: the role may not create one.
    """
    name = f"timonerie_verify_{uuid4().hex[:12]}"
    identifier = sql.Identifier(name)
    with psycopg.connect(address(), autocommit=True) as server:
        try:
            server.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupRefused(
                "Le compte de la base ne peut pas créer de base temporaire, donc rien n’est"
                " essayé : ALTER ROLE … CREATEDB, ou contrôlez sur une autre machine."
            ) from error
        try:
            yield name
        finally:
            drop(server, name)


def drop(server: psycopg.Connection, name: str) -> None:
    """Drop a database of the server, whoever of this role is still connected to it.

    Not `WITH (FORCE)`, which a role without power over the server is refused whenever
    autovacuum happens to be at work there; a plain drop sends autovacuum away by itself.
    """
    server.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
        [name],
    )
    server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))
