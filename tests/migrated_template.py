"""The same on PostgreSQL: one database of the server is migrated, the others are copies of it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from tests.migrated_database import fingerprint
from tests.postgresql import DSN

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "timonerie"
PREFIX = "migrated_"
LOCK = 7_351_942
"""The number under which one run makes the template and the others wait."""


def of_this_code() -> str:
    """The name of the migrated database of this state of the code, made where there is none; those
    of other states go."""
    dsn, name = os.environ[DSN], PREFIX + fingerprint(PACKAGE)
    with psycopg.connect(dsn, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        known = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
        )
        names = {row[0] for row in known}
        for old in names - {name}:
            server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
        if name not in names:
            _make(server, dsn, name)
    return name


def _make(server: psycopg.Connection, dsn: str, name: str) -> None:
    """Under its name only once it is whole: a run that dies half way leaves no template."""
    begun = PREFIX + "begun"
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(begun)))
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "DJANGO_SETTINGS_MODULE": "timonerie.config.settings.base",
            "TIMONERIE_DATA": folder,
            "TIMONERIE_DATABASE": make_conninfo(dsn, dbname=begun),
        }
        command = [sys.executable, "-m", "timonerie.cli", "migrate"]
        subprocess.run(command, env=os.environ | given, stdout=subprocess.DEVNULL, check=True)
    renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    server.execute(renamed.format(sql.Identifier(begun), sql.Identifier(name)))
