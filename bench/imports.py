"""Three hundred thousand rows of an event log, from the file to the figures, in a fresh instance.

The log is the same bytes every time: 60,000 cases of five events over a year, 40 sites, 12
providers, 60 teams, 25 activities. A child process reads it, accepts it and brings the results up
to date, through the operations that the screens call, on SQLite; another reads the same file with
pandas and does nothing else. Seconds, and the peak memory of each process.

    python -m bench.imports
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

CASES, EVENTS = 60_000, 5
HEADER = (
    "case", "updated", "received", "resolved", "due", "site", "provider", "team", "activity",
    "status", "reopened", "amount",
)  # fmt: skip
STATUSES = ("New", "Active", "Waiting", "Resolved", "Closed")
FIRST = datetime(2025, 1, 1)  # noqa: DTZ001 - written without an offset, read in UTC
FOLDER = Path(tempfile.gettempdir()) / "timonerie-bench"
LOG = FOLDER / "log-1.csv"  # the number changes with the rows
MAPPING: dict[str, Any] = {
    "zone": "UTC",
    "kind": "events",
    "dates": ["%d/%m/%Y %H:%M"],
    "columns": {name: name for name in HEADER if name not in ("updated", "status")},
    "constants": {"currency": "EUR"},
    "fold": {"order": ["updated"], "reopened": "any"},
    "pause": [{"column": "status", "values": ["Waiting"]}],
}


def rows() -> Iterator[tuple[str, ...]]:
    """The events of the log, in the order of their cases."""
    for case in range(CASES):
        draw = case * 2_654_435_761 % 4_294_967_296
        received = FIRST + timedelta(minutes=case * 525_600 // CASES)
        step = timedelta(minutes=30 + draw % 4_000)
        resolved = received + 3 * step
        due = received + timedelta(days=3)
        team, activity = draw // 7 % 60, draw // 11 % 25
        for rank in range(EVENTS):
            yield (
                f"C{case:06}",
                _text(received + rank * step),
                _text(received),
                _text(resolved) if rank >= 3 else "",
                _text(due),
                f"Site {draw % 40}",
                f"Prestataire {draw % 12}",
                f"Équipe {team}",
                f"Activité {activity}",
                STATUSES[rank],
                "oui" if draw % 50 == 0 else "non",
                f"{draw % 900 + 10},50",
            )


def _text(instant: datetime) -> str:
    return f"{instant:%d/%m/%Y %H:%M}"


def make_log() -> None:
    if LOG.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    draft = LOG.with_suffix(f".{os.getpid()}")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADER)
        writer.writerows(rows())
    draft.rename(LOG)


def ours() -> dict[str, float]:
    """Receive, read, accept, compute: seconds of each, in an instance of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TIMONERIE_DATA": folder}
        os.environ["DJANGO_SETTINGS_MODULE"] = "timonerie.config.settings.base"
        import django

        django.setup()
        return _bring()


def _bring() -> dict[str, float]:
    from django.core.management import call_command
    from django.utils import timezone

    from timonerie.domains.facts.operations import batches, sources
    from timonerie.domains.facts.rules.mapping import Mapping
    from timonerie.domains.organisation.operations import companies
    from timonerie.domains.performance.operations import indicators, results
    from timonerie.foundations.accounts import actors
    from timonerie.foundations.scope import current

    call_command("migrate", verbosity=0)
    at = timezone.now()
    company = companies.found(slug="banc", name="Banc", at=at)
    by = actors.system(company)
    seconds: dict[str, float] = {"ready_mb": _peak()}
    with current.company(company.pk):
        source = sources.ensure(by=by, at=at, name="journal")
        start = time.perf_counter()
        with LOG.open("rb") as file:
            batch = batches.receive(
                by=by, at=at, source=source, chunks=iter(lambda: file.read(1 << 20), b""),
                file_name=LOG.name,
            )  # fmt: skip
        reading = batches.read(by=by, at=at, batch=batch, mapping=Mapping.from_dict(MAPPING))
        assert reading is not None
        assert not reading.rejected
        del reading
        seconds["read"] = time.perf_counter() - start
        start = time.perf_counter()
        batches.accept(by=by, at=at, batch=batch)
        assert (batch.rows, batch.added) == (CASES * EVENTS, CASES)
        seconds["accept"] = time.perf_counter() - start
        seconds["import_mb"] = _peak()
        start = time.perf_counter()
        indicators.ensure_built_in(by=by, at=at)
        seconds["figures"] = results.refresh(at=timezone.now())
        seconds["results"] = time.perf_counter() - start
    return seconds


def pandas_alone() -> dict[str, float]:
    import pandas as pd

    start = time.perf_counter()
    table = pd.read_csv(LOG, sep=";")
    for name in ("updated", "received", "resolved", "due"):
        table[name] = pd.to_datetime(table[name], format="%d/%m/%Y %H:%M")
    assert len(table) == CASES * EVENTS
    return {"read": time.perf_counter() - start}


def _peak() -> float:
    """Peak memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


CONTENDERS = {"ours": ours, "pandas": pandas_alone}


def main() -> None:
    if len(sys.argv) > 1:
        found = CONTENDERS[sys.argv[1]]()
        print(json.dumps(found | {"peak_mb": _peak()}))
        return
    make_log()
    print(f"{CASES * EVENTS:,} rows, {LOG.stat().st_size / 1e6:.0f} MB")
    for name in CONTENDERS:
        child = subprocess.run(
            [sys.executable, "-m", "bench.imports", name],
            capture_output=True,
            text=True,
            check=False,
        )
        if child.returncode:
            sys.exit(f"{name} failed:\n{child.stderr}")
        found = json.loads(child.stdout.splitlines()[-1])
        print(name, ", ".join(f"{key} {value:,.1f}" for key, value in found.items()))


if __name__ == "__main__":
    main()
