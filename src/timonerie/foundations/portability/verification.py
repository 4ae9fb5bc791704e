"""Whether an export reads back: every member, every count, and the chain of the trail."""

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from timonerie.foundations.audit import chain

TRAIL = "tables/audit.event.jsonl"
PIECE = 1024 * 1024


# What the library raises on bytes that are not those that it wrote.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,
)


class ExportDamaged(ValueError):
    """The file is not a whole export; the sentence names the part."""


@dataclass
class Told:
    """An event, as the export tells it."""

    company_id: int
    seq: int
    version: int
    at: datetime
    actor: str
    user_id: int | None
    act: str
    object_kind: str
    object_id: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str


def verify(path: Path) -> dict[str, Any]:
    """The manifest of an export that holds.

    Raises:
        ExportDamaged: it does not.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
            for name, promised in manifest["members"].items():
                if _read(archive, name, counted="rows" in promised) != promised:
                    raise ExportDamaged(f"« {name} » n’est pas ce que dit le manifeste.")
            broken = chain.breaks(_events(archive))
    except ExportDamaged:
        raise
    except UNREADABLE as error:
        raise ExportDamaged(f"L’export est abîmé : {error}") from error
    if broken:
        raise ExportDamaged(f"La piste d’audit exportée ne tient pas à l’acte {broken[0].seq}.")
    return manifest


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(archive: zipfile.ZipFile, name: str, *, counted: bool) -> dict[str, Any]:
    digest, size, rows = hashlib.sha256(), 0, 0
    with archive.open(name) as member:
        while piece := member.read(PIECE):
            digest.update(piece)
            size, rows = size + len(piece), rows + piece.count(b"\n")
    told: dict[str, Any] = {"size": size, "sha256": digest.hexdigest()}
    return told | ({"rows": rows} if counted else {})


def _events(archive: zipfile.ZipFile) -> Iterator[Told]:
    with archive.open(TRAIL) as member:
        for line in member:
            row = json.loads(line)
            at = datetime.fromisoformat(row["at"])
            yield Told(at=at, **{name: row[name] for name in Told.__annotations__ if name != "at"})
