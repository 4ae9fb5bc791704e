"""A database made for a check goes away, whoever is still in it."""

import time
from collections import Counter

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.postgresql import cluster
from timonerie.foundations.backups.engines import postgresql

BUSY = "autovacuum_naptime=1"
# A worker that sleeps between its pages is still there when the database goes.
SLOW = "autovacuum_vacuum_cost_delay=100, autovacuum_vacuum_cost_limit=1"
POLLS = 20
"""Tenths of a second in a row."""


@pytest.mark.slow
def test_a_database_where_autovacuum_works_is_dropped_by_a_role_without_power() -> None:
    with cluster(BUSY) as address, psycopg.connect(address, autocommit=True) as server:
        server.execute("CREATE DATABASE crowded")
        with psycopg.connect(make_conninfo(address, dbname="crowded"), autocommit=True) as left:
            left.execute(f"CREATE TABLE rows (text text) WITH ({SLOW})")
            left.execute("INSERT INTO rows SELECT repeat('x', 500) FROM generate_series(1, 20000)")
            left.execute("UPDATE rows SET text = repeat('y', 500)")
            _until_autovacuum(server)

            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                server.execute("DROP DATABASE crowded WITH (FORCE)")
            postgresql.drop(server, "crowded")

        known = server.execute("SELECT datname FROM pg_database").fetchall()
        assert ("crowded",) not in known


def _until_autovacuum(server: psycopg.Connection) -> None:
    """Wait until a worker stays in that database: one that finds nothing to do leaves at once.
    The workers of others are seen without detail."""
    stayed: Counter[int] = Counter()
    for _ in range(600):
        seen = server.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = 'crowded' AND usename IS NULL"
        ).fetchall()
        stayed.update(pid for (pid,) in seen)
        if any(stayed[pid] >= POLLS for (pid,) in seen):
            return
        time.sleep(0.1)
    raise AssertionError("autovacuum never came")
