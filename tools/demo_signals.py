"""Write the table planted / found / false of docs/guide/signaux.md, from a demo filled for it.

    python -m tools.demo_signals [--check]

With `--check` nothing is written, and a table that says otherwise is an error.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "guide" / "signaux.md"
AS_OF = "2026-11-01"
BEGIN, END = "<!-- écrit par tools/demo_signals.py -->", "<!-- fin -->"
SHOW = f"from tools import demo_table; demo_table.show({AS_OF!r})"


def table() -> str:
    with tempfile.TemporaryDirectory() as folder:
        given = {
            **os.environ,
            "TIMONERIE_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "timonerie.config.settings.demo",
        }
        fill = ["-m", "timonerie.cli", "demo", "--no-serve", "--as-of", AS_OF]
        show = ["-m", "django", "shell", "--verbosity", "0", "--command", SHOW]
        subprocess.run([sys.executable, *fill], env=given, check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run([sys.executable, *show], env=given, check=True, capture_output=True)
    return told.stdout.decode()


def main(argv: Sequence[str]) -> int:
    guide = GUIDE.read_text(encoding="utf-8")
    written = re.sub(f"(?s){BEGIN}.*?{END}", f"{BEGIN}\n\n{table()}\n{END}", guide)
    if "--check" in argv:
        return int(written != guide)
    GUIDE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
