"""Indicators over ten million facts, side by side in one run: bare DuckDB, ours, pandas, SQLite.

Provider x site x activity x month, 86,400 groups: cases, attainment, exact median and ninetieth
centile of the working time, error rate. Then the same for one month only, and our whole catalogue.
Memory is the peak of a process that runs one contender alone. Bare DuckDB and ours are timed in
turns in one process, best of several rounds. SQLite runs on a sample, its time scaled up.

    python -m bench.indicators
"""

import json
import math
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import ibis
import pandas as pd

from timonerie.engine.facts import SCHEMA
from timonerie.engine.indicators import BUILT_IN
from timonerie.engine.indicators.compute import compute

ROWS = 10_000_000
GROUPS = 86_400
SAMPLE = 500_000
BY = ("provider", "unit", "activity")
FIRST, LAST = date(2024, 5, 1), date(2024, 5, 31)
AT = datetime(2025, 12, 31, tzinfo=UTC)
FOLDER = Path(tempfile.gettempdir()) / "timonerie-bench"
FACTS = FOLDER / "facts-2.parquet"  # the number changes with MADE

FIVE = [
    BUILT_IN[code]
    for code in (
        "resolved_cases",
        "sla_met",
        "working_time_to_resolved_median",
        "working_time_to_resolved_p90",
        "errors",
    )
]

# What the table of facts holds here; the other columns of the schema are null. One source writes
# whether it was on time, the other leaves it to the due instant.
MADE = {
    "source": "(h >> 32) % 2 + 1",
    "case": "'C' || i",
    "batch": "i // 1000000",
    "line": "i % 1000000",
    "unit": "h % 12 + 1",
    "provider": "(h >> 8) % 20 + 1",
    "activity": "(h >> 16) % 10 + 1",
    "received_at": "received",
    "resolved_at": "received + to_seconds(took)",
    "due_at": "received + to_seconds(60000)",
    "received_on": "received::date",
    "resolved_on": "(received + to_seconds(took))::date",
    "due_on": "(received + to_seconds(60000))::date",
    "error": "h3 % 100 < 3",
    "on_time": "CASE WHEN (h >> 32) % 2 = 0 THEN h3 % 97 < 90 END",
    "worked_to_resolve": "took * 2 // 5",
}

BARE = """
    SELECT provider, unit, activity, date_trunc('month', resolved_on) AS month, count(*),
           avg(coalesce(on_time, resolved_at <= due_at)::int),
           quantile_cont(worked_to_resolve, [0.5, 0.9]), avg(error::int)
    FROM '{facts}' WHERE {days} GROUP BY ALL
"""

SQLITE = """
    WITH ranked AS (
        SELECT *, row_number() OVER w - 1 AS rank, count(*) OVER (
            PARTITION BY provider, unit, activity, month) AS n
        FROM facts
        WINDOW w AS (PARTITION BY provider, unit, activity, month ORDER BY worked_to_resolve)
    )
    SELECT provider, unit, activity, month, n, avg(met), avg(error),
           avg(CASE WHEN rank IN ((n - 1) / 2, n / 2) THEN worked_to_resolve END),
           max(CASE WHEN rank <= (n - 1) * 0.9 THEN worked_to_resolve END)
    FROM ranked GROUP BY provider, unit, activity, month
"""


def make_facts() -> None:
    """Three years of facts in the order they were received; the same bytes' worth every time."""
    if FACTS.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    drafts = FACTS.with_suffix(f".{os.getpid()}")
    kinds = {"int64": "BIGINT", "int32": "INTEGER", "string": "VARCHAR", "double": "DOUBLE"}
    kinds |= {"bool": "BOOLEAN", "date32[day]": "DATE", "timestamp[us, tz=UTC]": "TIMESTAMPTZ"}
    kinds |= {"decimal128(18, 2)": "DECIMAL(18, 2)"}
    pauses = 'STRUCT(start TIMESTAMPTZ, "end" TIMESTAMPTZ)[]'
    columns = ", ".join(
        f"CAST({MADE.get(field.name, 'NULL')} AS {kinds.get(str(field.type), pauses)})"
        f' AS "{field.name}"'
        for field in SCHEMA
    )
    duckdb.sql("SET TimeZone = 'UTC'")
    duckdb.sql(f"""
        COPY (
            WITH drawn AS (
                SELECT i, hash(i) AS h, hash(i + {ROWS}) AS h2, hash(i + 2 * {ROWS}) AS h3
                FROM range({ROWS}) t(i)
            ), dated AS (
                SELECT *, (h2 % 72000 + 600)::bigint AS took,
                       timestamp '2023-01-01' + to_seconds(i * 94600000 // {ROWS}) AS received
                FROM drawn
            )
            SELECT {columns} FROM dated
        ) TO '{drafts}' (FORMAT parquet, COMPRESSION zstd)
    """)
    drafts.rename(FACTS)


def bare() -> int:
    return _bare("true")


def bare_month() -> int:
    return _bare(f"resolved_on BETWEEN DATE '{FIRST}' AND DATE '{LAST}'")


def _bare(days: str) -> int:
    query = BARE.format(facts=FACTS, days=days)
    return int(_rows(query).to_arrow_table().num_rows)


def _rows(query: str) -> duckdb.DuckDBPyRelation:
    relation = duckdb.sql(query)
    assert relation is not None, "a SELECT has rows"
    return relation


def ours() -> int:
    return len(compute(_facts(), FIVE, by=BY, period="month")) // len(FIVE)


def ours_month() -> int:
    figures = compute(_facts(), FIVE, by=BY, period="month", first=FIRST, last=LAST)
    return len(figures) // len(FIVE)


def catalogue_month() -> int:
    """Every built-in indicator: six anchors, stocks at the end of the month, money apart."""
    metrics = BUILT_IN.values()
    cuts = {FIRST: datetime(2024, 6, 1, tzinfo=UTC)}
    figures = compute(_facts(), metrics, by=BY, period="month", first=FIRST, last=LAST, cuts=cuts)
    return len(figures)


def _facts() -> ibis.Table:
    return ibis.get_backend().read_parquet(FACTS)


def pandas() -> int:
    columns = ["resolved_on", "resolved_at", "due_at", "on_time", "worked_to_resolve", "error"]
    frame = pd.read_parquet(FACTS, columns=[*BY, *columns])
    frame["month"] = pd.to_datetime(frame["resolved_on"]).dt.to_period("M")
    in_time = frame["resolved_at"] <= frame["due_at"]
    frame["met"] = frame["on_time"].astype("boolean").fillna(in_time).astype("float64")
    groups = frame.groupby([*BY, "month"], sort=False)
    means = groups[["met", "error"]].mean()
    quantiles = groups["worked_to_resolve"].quantile([0.5, 0.9])
    assert len(quantiles) == 2 * len(means)
    return len(means)


def sqlite() -> int:
    """Timed without loading the table; the ninetieth centile is the nearest rank."""
    return len(_loaded().execute(SQLITE).fetchall())


def _loaded() -> sqlite3.Connection:
    if not _LOADED:
        rows = _rows(f"""
            SELECT provider, unit, activity, strftime(resolved_on, '%Y-%m'),
                   coalesce(on_time, resolved_at <= due_at), error, worked_to_resolve
            FROM '{FACTS}' USING SAMPLE {SAMPLE} ROWS (reservoir, 1)
        """).fetchall()
        base = sqlite3.connect(":memory:")
        base.execute(
            "CREATE TABLE facts (provider, unit, activity, month, met, error, worked_to_resolve)"
        )
        base.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        _LOADED.append(base)
    return _LOADED[0]


_LOADED: list[sqlite3.Connection] = []

# What runs, and by how much its time is scaled up.
CONTENDERS: dict[str, tuple[Callable[[], int], int]] = {
    "bare DuckDB": (bare, 1),
    "ours": (ours, 1),
    "pandas": (pandas, 1),
    f"SQLite, {SAMPLE:,} rows scaled up": (sqlite, ROWS // SAMPLE),
    "bare DuckDB, one month": (bare_month, 1),
    "ours, one month": (ours_month, 1),
    f"ours, one month, all {len(BUILT_IN)} indicators": (catalogue_month, 1),
}
QUICK = [name for name, (runs, _) in CONTENDERS.items() if runs not in (pandas, sqlite)]
ROUNDS = 8

Taken = dict[str, dict[str, float]]


def run(names: list[str], rounds: int) -> Taken:
    """What contenders take in this process: in turns, so that a busy moment of the machine does
    not fall on one of them only; the best of the rounds."""
    taken: Taken = {name: {"seconds": math.inf} for name in names}
    for name in names * rounds:
        contender, scale = CONTENDERS[name]
        if contender is sqlite:
            _loaded()
        start = time.perf_counter()
        taken[name]["groups"] = contender()
        seconds = (time.perf_counter() - start) * scale
        taken[name]["seconds"] = min(seconds, taken[name]["seconds"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2  # kilobytes on Linux
    return {name: figures | {"gigabytes": peak} for name, figures in taken.items()}


def main() -> None:
    make_facts()
    size = FACTS.stat().st_size / 1e6
    print(f"{ROWS:,} facts, {size:.0f} MB of Parquet, {os.cpu_count()} cores\n")
    print(f"{'':42}{'seconds':>10}{'peak GB':>10}{'groups':>10}{'/ bare':>10}")
    alone = {name: _in_child([name], 1)[name] for name in CONTENDERS}
    together = _in_child(QUICK, ROUNDS)
    seconds = {name: each["seconds"] for name, each in (alone | together).items()}
    for name, figures in alone.items():
        ratio = seconds[name] / seconds[_reference(name)]
        print(
            f"{name:42}{seconds[name]:10.3f}{figures['gigabytes']:10.2f}"
            f"{figures['groups']:10,.0f}{ratio:10.2f}"
        )
    print("\nGoals: ours within 1.5 of bare and under 1 GB; one month within 3 of bare, one month.")


def _in_child(names: list[str], rounds: int) -> Taken:
    answer = subprocess.run(
        [sys.executable, "-m", "bench.indicators", str(rounds), *names],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    taken: Taken = json.loads(answer.stdout)
    return taken


def _reference(name: str) -> str:
    return "bare DuckDB, one month" if "month" in name else "bare DuckDB"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(run(sys.argv[2:], int(sys.argv[1]))))
    else:
        main()
