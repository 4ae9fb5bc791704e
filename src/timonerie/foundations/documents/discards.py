"""Files that were never given to the company, or that it must forget, and go."""

import os
from datetime import datetime
from functools import partial
from pathlib import Path

from django.db import transaction

from timonerie.foundations.documents import storage
from timonerie.foundations.documents.models import Blob, Reception
from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import Company


def discard(*, blob: Blob, received_at: datetime) -> None:
    """Inside a transaction: forget what somebody without an account sent at an instant, with the
    file and its bytes unless something else refers to it or somebody else sent it."""
    # Who receives the same bytes meanwhile waits for this row, or is seen.
    held: Blob = Blob.objects.select_for_update(of=("self",)).get(pk=blob.pk)
    anonymous = Reception.objects.filter(blob=held, user_id__isnull=True)
    if _is_referred(held):
        mine = anonymous.filter(received_at=received_at).order_by("pk").first()
        if mine is not None and held.receptions.count() > 1:
            mine.delete()
        return
    anonymous.delete()
    if not held.receptions.exists():
        _remove(held)


def erase(*, blob: Blob) -> bool:
    """Inside a transaction: forget a file with its bytes, whoever sent it, because somebody asks
    for what it says of them to be deleted. False where something else refers to it: it stays."""
    held: Blob = Blob.objects.select_for_update(of=("self",)).get(pk=blob.pk)
    if _is_referred(held):
        return False
    held.receptions.all().delete()
    _remove(held)
    return True


def _remove(held: Blob) -> None:
    path = storage.blob_path(held.company.public_id, held.sha256)
    call = partial(_unlink, held.company, held.sha256, _identity(path))
    held.delete()
    transaction.on_commit(call)


def _is_referred(blob: Blob) -> bool:
    """By anything else than what was received."""
    known = Blob._meta.related_objects  # noqa: SLF001
    relations = (one for one in known if one.related_model is not Reception)
    return any(
        one.related_model._default_manager.filter(**{one.field.name: blob}).exists()  # noqa: SLF001
        for one in relations
    )


def _unlink(company: Company, sha256: str, was: os.stat_result | None) -> None:
    """Backups wait, and bytes that came again since stay: an upload writes them before its row."""
    path = storage.blob_path(company.public_id, sha256)
    folder = storage.company_folder(company.public_id) / "discards"
    folder.mkdir(exist_ok=True, mode=0o700)
    with current.company(company.pk), storage.lock(folder):
        if Blob.objects.filter(sha256=sha256).exists():
            return
        now = _identity(path)
        if was is not None and now is not None and os.path.samestat(was, now):
            path.unlink(missing_ok=True)


def _identity(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None
