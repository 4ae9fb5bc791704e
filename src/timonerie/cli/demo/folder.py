"""The data folder of the demo: what it was built from, and starting again when that changed."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections

from timonerie.cli import output
from timonerie.cli.demo.plan import Plan
from timonerie.foundations.scope.models import Company


class NotOurs(RuntimeError):
    """The folder holds an instance that the demo did not make; the message is French."""


def wanted(plan: Plan) -> dict[str, Any]:
    """What a demo depends on: equal, it is served as it stands."""
    return {
        "seed": plan.seed,
        "month": f"{plan.horizon.last:%Y-%m}",
        "made_by": _fingerprint(),
    }


def is_ready(plan: Plan) -> bool:
    return _read() == wanted(plan) | {"ready": True}


def prepare(plan: Plan) -> None:
    """An empty database, and a mark that a load is under way: a load that was killed is never
    taken for a whole one.

    Raises:
        NotOurs: the folder, or the database server, is not the demo's.
    """
    if connection.vendor != "sqlite":
        raise NotOurs(
            "La démonstration garde ses données dans son propre fichier : relancez-la sans la "
            "variable TIMONERIE_DATABASE."
        )
    if _read() is None:
        _refuse_foreign()
    else:
        connections.close_all()
        clear(Path(connection.settings_dict["NAME"]), Path(settings.DATA_DIR))
    output.ready_database()
    _write(wanted(plan) | {"ready": False})


def finish(plan: Plan) -> None:
    _write(wanted(plan) | {"ready": True})


def _fingerprint() -> str:
    """Of the code of the demo: another simulator makes another demo."""
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _mark() -> Path:
    return Path(settings.DATA_DIR) / "demo.json"


def _read() -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(_mark().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found


def _write(content: dict[str, Any]) -> None:
    _mark().write_text(json.dumps(content, indent=2), encoding="utf-8")


def _refuse_foreign() -> None:
    output.ready_database()
    if Company.objects.exists():
        raise NotOurs(
            f"Le dossier {settings.DATA_DIR} contient déjà une instance qui n’est pas la "
            "démonstration. Donnez-en un autre par la variable TIMONERIE_DATA."
        )


def clear(database: Path, folder: Path) -> None:
    """Take away what a former demo kept: its database, its files."""
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(folder / "companies", ignore_errors=True)
