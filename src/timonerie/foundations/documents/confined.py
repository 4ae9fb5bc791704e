"""The child that reads a received file: `python -m timonerie.foundations.documents.confined`.

It is told on its standard input which function to call and with what, as JSON; it binds itself,
calls it, and leaves the answer in its folder, as JSON too. On its standard output stand numbers of
rows, one a line, while it works. It knows neither Django nor the database.
"""

import importlib
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

from timonerie.foundations.documents import limits

ANSWER = "answer.json"

Tell = Callable[[int], None]
Work = Callable[[dict[str, Any], Path, Tell], dict[str, Any]]
"""What was asked, the folder where it may write, how to say how far it is; the answer."""


def named(work: str) -> Work:
    """The function of a dotted name, that our own code gives."""
    module, _, function = work.rpartition(".")
    found: Work = getattr(importlib.import_module(module), function)
    return found


def probe(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """Nothing to read: what is in force is told of every work."""
    return {}


def main() -> None:
    order = json.load(sys.stdin)
    folder = Path(order["folder"])
    in_force = limits.apply(folder)
    sys.meta_path.insert(0, _WithoutPandas())
    answer = {"in_force": asdict(in_force)} | _outcome(order, folder)
    (folder / ANSWER).write_text(json.dumps(answer), encoding="ascii")


class _WithoutPandas(MetaPathFinder):
    """Arrow loads pandas wherever it is installed, which costs a second that nothing here wants."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _outcome(order: dict[str, Any], folder: Path) -> dict[str, Any]:
    # Imported once bound: reading XLSX starts nothing, but what reads a file comes from outside.
    base = importlib.import_module("timonerie.foundations.documents.connectors.base")
    try:
        return {"answer": named(order["work"])(order["asked"], folder, _tell)}
    except base.FileRefused as fault:
        return {"refused": fault.to_dict()}
    except MemoryError:
        return {"refused": base.too_heavy().to_dict()}


def _tell(rows: int) -> None:
    print(rows, flush=True)  # noqa: T201 - the pipe to the parent


if __name__ == "__main__":
    main()
