"""Readers of a payroll file that do not come back: one is killed, one fails with a name in hand."""

import os
import signal
from pathlib import Path
from typing import Any

from tests.factories import dsn
from timonerie.domains.facts.confined import workforce
from timonerie.engine import dsn as engine
from timonerie.foundations.documents.confined import Tell


def killed(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """Once the whole file is in its memory and a part of it in its folder."""
    held = Path(asked["path"]).read_bytes()
    (folder / "half").write_bytes(held)
    os.kill(os.getpid(), signal.SIGKILL)
    return {"held": len(held)}


def failing(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """An error of ours whose words are a value of the file."""

    def fail(*_asked: Any, **_more: Any) -> engine.Reading:
        raise ValueError(f"{dsn.NIR} {dsn.NAME} {dsn.IBAN} {dsn.BADGE}")

    engine.read = fail
    return workforce.read(asked, folder, tell)
