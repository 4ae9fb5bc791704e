"""Imports that die on their way. A program: it reads trials on its input, one JSON a line, and
answers one JSON a line.

Each step is a fork of a process that has opened nothing and imports whatever a step before had to,
so that a trial costs what the import costs.
"""

# ruff: noqa: E402 - Django is set up before its models are imported

import importlib
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timonerie.config.settings.base")
django.setup()

from django.db import connection

from tests import dying
from timonerie.cli import imports, main
from timonerie.domains.facts import store
from timonerie.domains.facts.models import BatchState, ImportBatch, Source
from timonerie.domains.facts.operations import batches, commits, merging, sweeping
from timonerie.domains.facts.queries import health, live
from timonerie.domains.performance.operations import computing, results, shelving
from timonerie.foundations.audit import queries as audit
from timonerie.foundations.documents import storage
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company

COMPANY = "tuee"
POINTS: dict[str, tuple[Any, str]] = {
    "blob written": (storage, "write_blob"),
    "file synced": (os, "fsync"),
    "file named": (Path, "replace"),
    "rows staged": (store, "write_to"),
    "facts folded": (merging, "_fold"),
    "facts written": (store, "write"),
    "manifest changed": (commits, "commit"),
    "trail written": (batches, "_record"),
    "results computed": (computing, "compute_sets"),
    "results written": (shelving, "_run_many"),
    "refresh": (results, "refresh"),
}


def die_at(point: str, nth: int, when: str) -> None:
    """Make the nth passage through a point the last thing this process does."""
    owner, name = POINTS[point]
    kept: Callable[..., Any] = getattr(owner, name)
    passages = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        nonlocal passages
        passages += 1
        if passages == nth and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        found = kept(*args, **kwargs)
        if passages == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    setattr(owner, name, dying)


def run(step: Callable[[], Any], *, kill_after: float | None = None) -> tuple[int, Any]:
    """Do a step in a fork; its exit status (negative for a signal) and its answer."""
    reader, writer = os.pipe()
    known = set(sys.modules)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reader)
            with redirect_stdout(sys.stderr):
                answer = step()
            with os.fdopen(writer, "wb") as out:
                out.write(json.dumps([answer, sorted(set(sys.modules) - known)]).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        os._exit(status)
    os.close(writer)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    _pid, status = os.waitpid(child, 0)
    answer, imported = json.loads(said) if said else (None, [])
    for name in imported:
        # A few modules are names that others gave themselves.
        with suppress(ImportError):
            importlib.import_module(name)
    return os.waitstatus_to_exitcode(status), answer


def import_(trial: dict[str, Any]) -> None:
    if "point" in trial:
        die_at(trial["point"], trial["nth"], trial["when"])
    if "step" in trial:
        dying.Steps([*dying.FILES, *dying.STATEMENTS]).acts[trial["step"]] = dying.die
    arguments = ["import", trial["file"], "--company", COMPANY, "--source", trial["source"]]
    main([*arguments, "--mapping", trial["mapping"], "--json"], standalone_mode=False)


def state(trial: dict[str, Any]) -> dict[str, Any]:
    """What is there of a source: its batches, its cases, and whether everything holds."""
    company = Company.objects.get(slug=COMPANY)
    with current.company(company.pk):
        source = Source.objects.filter(name=trial["source"]).first()
        facts = live.table()
        mine = facts.filter(facts.source == (source.pk if source else -1))
        accepted = ImportBatch.objects.filter(source=source, state=BatchState.ACCEPTED)
        return {
            "cases": int(mine.count().to_pyarrow().as_py()),
            "accepted": accepted.count() if source else 0,
            "states": sorted(
                ImportBatch.objects.filter(source=source).values_list("state", flat=True)
            ),
            "doubled": health.doubled_cases(),
            "faulty_files": len(list(health.faulty_files(company=company))),
            "audit_breaks": len(audit.verify(company_id=company.pk)),
            "up_to_date": results.up_to_date(on=timezone.localdate()),
        }


def sweep() -> int:
    """Sweep as an hour later; how many orphans are left then."""
    company = Company.objects.get(slug=COMPANY)
    later = timezone.now() + 2 * sweeping.GRACE + timedelta(minutes=1)
    with current.company(company.pk):
        sweeping.sweep(company=company, at=later)
        return len(sweeping.orphans(company=company, at=later))


def finish(trial: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """The same file again, in a process that lives."""
    import_(trial)
    return state(trial), sweep()


def attempt(trial: dict[str, Any]) -> dict[str, Any]:
    started = time.monotonic()
    status, _none = run(lambda: import_(trial), kill_after=trial.get("kill_after"))
    lasted = time.monotonic() - started
    whole = {key: value for key, value in trial.items() if key not in ("point", "step")}
    _status, after = run(lambda: state(trial))
    again, ended = run(partial(finish, whole))
    end, orphans = ended or ({}, -1)
    return {
        "status": status,
        "lasted": lasted,
        "after": after,
        "again": again,
        "end": end,
        "orphans": orphans,
    }


def count(trial: dict[str, Any]) -> int:
    """How many steps a whole import makes."""
    steps = dying.Steps([*dying.FILES, *dying.STATEMENTS])
    import_(trial)
    return steps.count


def found() -> None:
    main(["init", "--company", COMPANY, "--zone", "UTC"], standalone_mode=False)


if __name__ == "__main__":
    assert imports
    assert not connection.connection
    status, _answer = run(found)
    assert status == 0
    for line in sys.stdin:
        trial = json.loads(line)
        if trial.pop("count", False):
            _status, answer = run(partial(count, trial))
        else:
            answer = attempt(trial)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
