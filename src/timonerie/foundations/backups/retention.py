"""The names of backups, which tell their instants, and how many are kept."""

from datetime import UTC, datetime
from pathlib import Path

FORM = "timonerie-%Y-%m-%dT%H%M%SZ.tar"


def name_at(at: datetime) -> str:
    return at.astimezone(UTC).strftime(FORM)


def listed(folder: Path) -> list[tuple[datetime, Path]]:
    """The backups of a folder, newest first."""
    found = []
    for path in folder.glob("timonerie-*.tar") if folder.is_dir() else ():
        try:
            instant = datetime.strptime(path.name, FORM).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append((instant, path))
    return sorted(found, reverse=True)


def keep(folder: Path, *, last: int) -> list[Path]:
    """Delete all but the `last` newest backups of a folder; returns those deleted."""
    old = [path for _at, path in listed(folder)[last:]]
    for path in old:
        path.unlink()
    return old


def sweep(folder: Path) -> None:
    """Delete what killed backups left."""
    for path in folder.glob("timonerie-*.partial"):
        path.unlink(missing_ok=True)
