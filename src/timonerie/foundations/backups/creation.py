"""Taking a backup: one instant of the whole instance in one file, while it serves."""

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from timonerie.foundations.backups import engines, folders, retention
from timonerie.foundations.backups.archive import Writer
from timonerie.foundations.backups.faults import BackupRefused
from timonerie.foundations.backups.manifest import Head, Manifest
from timonerie.foundations.documents import storage

WITHOUT_COUNT = {"accounts_session"}
"""Open sessions stay out of a backup."""


def create(*, at: datetime, folder: Path | None = None, secret: bool = False) -> Path:
    """Write a backup in a folder (the usual one when none is given) and return its path. It gets
    its name once whole and synced; `secret` puts the secret key in.

    Raises:
        BackupRefused: another one is running, or a program is missing.
        OSError: the disk refuses; nothing is left of the attempt.
    """
    folder = folder or folders.backups()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / retention.name_at(at)
    if target.exists():
        raise BackupRefused(f"{target} existe déjà.")
    with folders.alone():
        retention.sweep(folder)
        temporary = target.with_suffix(".partial")
        try:
            with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                _write(out, at, secret)
                out.flush()
                os.fsync(out.fileno())
        except BaseException:
            # On a full disk, the half of a backup is in the way of everything else.
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        temporary.replace(target)
        storage.sync_folder(folder)
    return target


def stream(*, at: datetime, secret: bool = False, out: IO[bytes] = sys.stdout.buffer) -> None:
    """The same bytes on a pipe, for a program that encrypts or sends them."""
    with folders.alone():
        _write(out, at, secret)
        out.flush()


def _write(out: IO[bytes], at: datetime, secret: bool) -> None:
    engine = engines.current()
    with folders.work() as work:
        links, database = work / "links", work / engine.FILE
        links.mkdir(mode=0o700)
        # Imports wait while the instant is taken, and go on while it is written.
        with folders.still():
            holding = engine.hold()
            snapshot = holding.__enter__()
            folders.link(links)
        try:
            manifest = _manifest(engine.NAME, snapshot, at)
            snapshot.write(database)
        finally:
            holding.__exit__(None, None, None)
        writer = Writer(out)
        writer.add(engine.FILE, database)
        database.unlink()
        for path in sorted(file for file in links.rglob("*") if file.is_file()):
            writer.add(path.relative_to(links).as_posix(), path)
        key = Path(settings.DATA_DIR) / "secret_key"
        if secret and key.exists():
            writer.add("secret_key", key)
        writer.close(manifest)


def _manifest(engine: str, snapshot: Any, at: datetime) -> Manifest:
    tables = [table for table in snapshot.tables() if table not in WITHOUT_COUNT]
    heads = snapshot.rows(
        "SELECT c.public_id, h.seq, h.hash FROM audit_head h"
        " JOIN scope_company c ON c.id = h.company_id ORDER BY c.id"
    )
    applied = snapshot.rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Manifest(
        product=version("timonerie"),
        engine=engine,
        taken_at=at.astimezone(UTC),
        migrations=[f"{app}.{name}" for app, name in applied],
        # The names come from the catalogue of the database itself.
        rows={table: snapshot.rows(f'SELECT count(*) FROM "{table}"')[0][0] for table in tables},  # noqa: S608
        heads=[Head(str(company).replace("-", ""), seq, seal) for company, seq, seal in heads],
    )
