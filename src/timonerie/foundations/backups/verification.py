"""Checking a backup: restored into a temporary place, and looked at there by the product."""

import os
from pathlib import Path

from timonerie.foundations.backups import archive, engines, folders, product, schema
from timonerie.foundations.backups import manifest as manifests
from timonerie.foundations.backups.engines import postgresql, sqlite
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.backups.manifest import Manifest

SQLITE_NAME = "timonerie.sqlite3"


def verify(path: Path) -> tuple[Manifest, list[str]]:
    """The manifest, and what is wrong in sentences; none when all holds.

    Raises:
        BackupRefused: the archive itself is damaged, or cannot be tried here.
    """
    manifest = archive.manifest_of(path)
    schema.refuse_newer(manifest)
    refuse_other_engine(manifest)
    with folders.alone(), folders.work() as work:
        archive.extract(path, manifest, work)
        (work / manifests.NAME).write_bytes(manifest.to_json())
        if manifest.engine == sqlite.NAME:
            os.rename(work / sqlite.FILE, work / SQLITE_NAME)
            found = sqlite.faults(work / SQLITE_NAME)
            return manifest, found or _examine(work, database="")
        with postgresql.scratch() as name:
            postgresql.load(work / postgresql.FILE, name=name)
            return manifest, _examine(work, database=postgresql.address(name=name))


def refuse_other_engine(manifest: Manifest) -> None:
    """Raises BackupRefused for a backup of the other database."""
    here = engines.current().NAME
    if manifest.engine != here:
        raise BackupRefused(
            f"Cette sauvegarde vient d’une base {manifest.engine}, et cette instance est sur {here}"
            " : réglez TIMONERIE_DATABASE."
        )


def _examine(work: Path, *, database: str) -> list[str]:
    words = ("backup", "examine", str(work / manifests.NAME))
    answer = product.call(*words, data=work, database=database)
    return [str(sentence) for sentence in answer["faults"]]
