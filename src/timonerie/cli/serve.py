"""`timonerie serve` and `timonerie worker`: the web server and the worker, supervised."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from django.conf import settings
from django.core import checks
from django.core.management import call_command

from timonerie.cli import output
from timonerie.foundations.accounts import checks as accounts
from timonerie.foundations.jobs import planned

STOP_SECONDS = 10
RESTART_PAUSE_SECONDS = 1


def run(*, host: str, port: int, workers: int = 2) -> None:
    """Serve the pages and do the jobs until interrupted; a child that dies is started again."""
    _refuse_to_start(host)
    output.ready_database()
    if not settings.HTTPS and "TIMONERIE_HOSTS" not in os.environ:
        # Links lead where people reach the instance: on a desk, that is here.
        os.environ.setdefault("TIMONERIE_ADDRESS", f"http://localhost:{port}")
    # WhiteNoise warns when the folder of collected files is absent; the finders serve them.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    commands = {"web": _web(host, port, workers), "worker": _worker()}
    children = {name: _start(command) for name, command in commands.items()}
    stopping = False

    def stop(*_args: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        time.sleep(0.2)
        for name, child in children.items():
            if child.poll() is not None and not stopping:
                click.echo(f"{name} s’est arrêté (code {child.returncode}) : relancé.", err=True)
                time.sleep(RESTART_PAUSE_SECONDS)
                children[name] = _start(commands[name])
    _stop(list(children.values()))


def _refuse_to_start(host: str) -> None:
    faults = [*checks.run_checks(tags=[accounts.TAG]), accounts.refused_binding(host)]
    for fault in filter(None, faults):
        click.echo(f"Refus de démarrer : {fault.msg}\nÀ faire : {fault.hint}", err=True)
    if any(faults):
        sys.exit(1)


def _web(host: str, port: int, workers: int) -> list[str]:
    granian = str(Path(sys.executable).with_name("granian"))
    return [
        *(granian, "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "1", "--no-ws"),
        *("--log-level", "warning", "timonerie.config.wsgi:application"),
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "timonerie.cli", "worker"]


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    # A group of its own: one interrupt reaches the supervisor, which stops the children in order.
    return subprocess.Popen(command, env=os.environ.copy(), start_new_session=True)  # noqa: S603


def _stop(children: Sequence["subprocess.Popen[bytes]"]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)


@click.command()
@click.option("--host", default="127.0.0.1")
@click.option("--port", default=8000, type=int)
@click.option("--workers", default=2, type=int, help="Processus qui servent les pages.")
def serve(host: str, port: int, workers: int) -> None:
    """Sert les pages et fait les travaux de fond."""
    click.echo(f"Timonerie : http://{host}:{port}/ (prêt dans quelques secondes)")
    run(host=host, port=port, workers=workers)


@click.command()
def worker() -> None:
    """Fait les travaux de fond seulement."""
    output.ready_database()
    planned.ensure()
    call_command("qcluster")
