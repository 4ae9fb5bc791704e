"""A DSN read whole and forgotten: counts go out, and a refusal names no value of the file."""

import hashlib
from pathlib import Path
from typing import Any

from timonerie.engine import dsn
from timonerie.foundations.documents.confined import Tell
from timonerie.foundations.documents.connectors.base import FileRefused, stopped

_BLOCK = 1 << 20


def read(asked: dict[str, Any], folder: Path, tell: Tell) -> dict[str, Any]:
    """`asked` gives the `path`; the answer is `dsn.Reading` as JSON, and the `sha256` of the file.

    Raises:
        FileRefused: a structural fault, or FIC-08 whatever else stops the reading: its own words
            could hold a name or a number of the file, and would stand in a log.
    """
    path = Path(asked["path"])
    try:
        with path.open("rb") as file:
            reading = dsn.read(file, tell=tell)
        return {"sha256": _sha256(path)} | reading.to_dict()
    except dsn.Malformed as fault:
        raise FileRefused(fault.code, fault.remedy, line=fault.line) from None
    except MemoryError:
        raise
    except Exception:
        raise stopped() from None


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
