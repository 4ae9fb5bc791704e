"""Calling Timonerie itself on another database or another folder, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from timonerie.foundations.backups.faults import BackupRefused


def call(*words: str, data: Path, database: str) -> Any:
    """Run a command on the data folder and the database given ("" for the SQLite file of that
    folder); returns its JSON.

    Raises:
        BackupRefused: it failed; the sentence says how.
    """
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "timonerie.config.settings.base",
        "TIMONERIE_DATA": str(data),
        "TIMONERIE_DATABASE": database,
        "TIMONERIE_SECRET_KEY": settings.SECRET_KEY,
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "timonerie.cli", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefused((done.stderr.strip() or done.stdout.strip())[-1000:])
    return json.loads(done.stdout)
