"""Files of a company on disk: written whole, synced, then named; never half there."""

import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings


def company_folder(company_public_id: UUID) -> Path:
    """Folder of everything a company keeps on disk, made when absent."""
    folder = Path(settings.DATA_DIR) / "companies" / str(company_public_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable: a synced file without its name is a lost file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """One writer of a folder at a time, over every process of the machine; released by the system
    when its holder dies."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def blob_path(company_public_id: UUID, sha256: str) -> Path:
    return company_folder(company_public_id) / "blobs" / sha256[:2] / sha256


def write_blob(company_public_id: UUID, chunks: Iterable[bytes]) -> tuple[str, int]:
    """Store a stream; returns its SHA-256 and its size in bytes."""
    incoming = company_folder(company_public_id) / "incoming"
    incoming.mkdir(exist_ok=True, mode=0o700)
    temporary = incoming / uuid4().hex
    try:
        sha256, size = _write(temporary, chunks)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    target = blob_path(company_public_id, sha256)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary.replace(target)
    sync_folder(target.parent)
    return sha256, size


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size
