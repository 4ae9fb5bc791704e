"""Bringing an instance back: everything is made ready aside, then takes its place.

A kill leaves the empty instance as it was, or the restored one; the same command, given again,
goes on from there.
"""

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from timonerie.foundations.backups import (
    archive,
    engines,
    erasures,
    folders,
    product,
    schema,
    verification,
)
from timonerie.foundations.backups.engines import postgresql, sqlite
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.backups.manifest import Manifest
from timonerie.foundations.documents import storage

MARK = "taking-place"


def stage() -> Path:
    """Where a restoration is made ready; there only while one is not finished."""
    return Path(settings.DATA_DIR) / "restoring"


def restore(path: Path, *, at: datetime) -> tuple[Manifest, dict[str, Any]]:
    """Restore a backup into an empty instance; returns its manifest and what was done after.

    Raises:
        BackupRefused: it is damaged, newer than the product or of another database, or there is
            something here already. Nothing is changed.
    """
    manifest = archive.manifest_of(path)
    schema.refuse_newer(manifest)
    verification.refuse_other_engine(manifest)
    with folders.alone():
        if _is_in_place(manifest):
            return manifest, _end(path, manifest, at)
        _clear()
        engines.current().refuse_full()
        _refuse_files()
        archive.extract(path, manifest, stage())
        if manifest.engine == sqlite.NAME:
            return manifest, _replace_file(path, manifest, at)
        return manifest, _fill_server(path, manifest, at)


def _replace_file(path: Path, manifest: Manifest, at: datetime) -> dict[str, Any]:
    """SQLite: ready in its folder, the file takes its place last."""
    ready = stage() / verification.SQLITE_NAME
    os.rename(stage() / sqlite.FILE, ready)
    done = _finish(path, manifest, at, data=stage(), database="")
    sqlite.settle(ready)
    sqlite.make_way()
    _take_places()
    os.replace(ready, sqlite.place())
    storage.sync_folder(sqlite.place().parent)
    shutil.rmtree(stage())
    return done


def _fill_server(path: Path, manifest: Manifest, at: datetime) -> dict[str, Any]:
    """PostgreSQL: the files first, then the one transaction that names them."""
    _take_places()
    postgresql.load(stage() / postgresql.FILE)
    (stage() / postgresql.FILE).unlink()
    return _end(path, manifest, at)


def _end(path: Path, manifest: Manifest, at: datetime) -> dict[str, Any]:
    done: dict[str, Any] = {}
    if manifest.engine != sqlite.NAME:
        here = Path(settings.DATA_DIR)
        done = _finish(path, manifest, at, data=here, database=postgresql.address())
    shutil.rmtree(stage())
    return done


def _finish(
    path: Path, manifest: Manifest, at: datetime, *, data: Path, database: str
) -> dict[str, Any]:
    journals = {path.parent / erasures.NAME, folders.backups() / erasures.NAME}
    words = [word for one in sorted(journals) if one.exists() for word in ("--journal", str(one))]
    given = ("--taken-at", manifest.taken_at.isoformat(), "--at", at.isoformat())
    answer: dict[str, Any] = product.call(
        "backup", "finish", *given, *words, data=data, database=database
    )
    return answer


def _is_in_place(manifest: Manifest) -> bool:
    """Whether a killed restoration had already put its database in place."""
    if not (stage() / MARK).exists():
        return False
    names = (verification.SQLITE_NAME, sqlite.FILE, postgresql.FILE)
    if not any((stage() / name).exists() for name in names):
        return True
    # Killed between the transaction that filled the server and the removal of its dump.
    return manifest.engine != sqlite.NAME and postgresql.holds_any(
        head.company for head in manifest.heads
    )


def _clear() -> None:
    """Take back what a killed restoration had moved without naming it."""
    if (stage() / MARK).exists():
        for name in (stage() / MARK).read_text().split():
            if not (stage() / name).exists():
                shutil.rmtree(Path(settings.DATA_DIR) / name, ignore_errors=True)
    shutil.rmtree(stage(), ignore_errors=True)


def _refuse_files() -> None:
    for name in folders.KEPT:
        folder = Path(settings.DATA_DIR) / name
        if any(path.is_file() for path in folder.rglob("*")):
            raise BackupRefused(
                f"{folder} contient déjà des fichiers : restaurez dans un dossier neuf"
                " (TIMONERIE_DATA)."
            )


def _take_places() -> None:
    """Move the folders, having written down which."""
    names = [name for name in folders.KEPT if (stage() / name).exists()]
    with (stage() / MARK).open("w") as mark:
        mark.write(" ".join(names))
        mark.flush()
        os.fsync(mark.fileno())
    storage.sync_folder(stage())
    here = Path(settings.DATA_DIR)
    for name in names:
        shutil.rmtree(here / name, ignore_errors=True)
        os.rename(stage() / name, here / name)
    if (stage() / "secret_key").exists():
        os.replace(stage() / "secret_key", here / "secret_key")
    storage.sync_folder(here)
