"""What a backup says of itself, written as JSON near the end of its archive."""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from timonerie.foundations.backups.faults import BackupRefused

FORMAT = 1
NAME = "manifest.json"
_ROOTS = ("companies", "checkpoints")
_ALONE = ("database.sqlite3", "database.dump", "secret_key")
_STEP = re.compile(r"[A-Za-z0-9._-]+")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Part:
    """A member of the archive: its size in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Head:
    """The last audit event of a company when the backup was taken."""

    company: str
    seq: int
    hash: str


@dataclass
class Manifest:
    """`migrations` are "application.name"; `rows` are counts by table, read in the same snapshot
    as the database itself."""

    product: str
    engine: str
    taken_at: datetime
    migrations: list[str]
    rows: dict[str, int]
    heads: list[Head]
    parts: list[Part] = field(default_factory=list)

    def to_json(self) -> bytes:
        document = {"format": FORMAT, **asdict(self), "taken_at": self.taken_at.isoformat()}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()

    @property
    def database(self) -> Part:
        return next(part for part in self.parts if part.name.startswith("database."))


def read(text: bytes) -> Manifest:
    """The manifest of an archive.

    Raises:
        BackupRefused: it is not one, or one of a format that this version does not know.
    """
    try:
        document: dict[str, Any] = json.loads(text)
        known = document.pop("format")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupRefused("Le manifeste de la sauvegarde est illisible.") from error
    if known != FORMAT:
        raise BackupRefused(
            f"Cette sauvegarde est au format {known!r}, que cette version de Timonerie ne connaît"
            " pas : installez la version qui l’a faite, ou une plus récente."
        )
    try:
        return _checked(document)
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused(f"Le manifeste de la sauvegarde est faux : {error}") from error


def _checked(document: dict[str, Any]) -> Manifest:
    taken_at = datetime.fromisoformat(document.pop("taken_at"))
    heads = [Head(**one) for one in document.pop("heads")]
    parts = [Part(**one) for one in document.pop("parts")]
    for part in parts:
        # A name leads somewhere on the disk of whoever restores.
        if not _is_known(part.name) or not _HASH.fullmatch(part.sha256):
            raise ValueError(part.name)
    if sum(part.name.startswith("database.") for part in parts) != 1:
        raise ValueError("database")
    if len({part.name for part in parts}) != len(parts):
        raise ValueError("parts")
    return Manifest(taken_at=taken_at, heads=heads, parts=parts, **document)


def told(name: str) -> str:
    """A part, in the words of the person who reads a refusal."""
    if name.startswith("database."):
        return "la base de données"
    if name == NAME:
        return "le manifeste"
    if name == "secret_key":
        return "la clé secrète"
    if "/blobs/" in name:
        return f"le fichier déposé {name.rsplit('/', 1)[-1][:12]}…"
    if "/facts/" in name:
        return f"le fichier de faits {name.rsplit('/', 1)[-1]}"
    return f"« {name} »"


def _is_known(name: str) -> bool:
    """Whether a part has its place in an instance: never above it, never beside it."""
    root, *steps = name.split("/")
    return name in _ALONE or (
        root in _ROOTS
        and bool(steps)
        and all(_STEP.fullmatch(step) and step not in (".", "..") for step in steps)
    )
