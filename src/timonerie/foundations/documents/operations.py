"""Keeping a file as it came, once nothing forbids it; it is opened elsewhere, by `confinement`."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.documents import connectors, quotas, storage
from timonerie.foundations.documents.models import Blob, Reception
from timonerie.foundations.scope.models import Company


def require_acceptable(
    *, by: Actor, at: datetime, name: str, size: int, most: int | None = None
) -> None:
    """Say no to a file before anything is done for it; `name` and `size` are those announced.
    `most`, in bytes, stands for the weight that its name allows.

    Raises:
        FileRefused: FIC-02, FIC-04, FIC-09 or FIC-10.
    """
    cleaned, _ = connectors.clean_name(name)
    _weigh(size, name=cleaned, left=quotas.require_room(user_id=by.user_id, at=at), most=most)


def keep(
    *, by: Actor, at: datetime, chunks: Iterable[bytes], name: str, most: int | None = None
) -> Blob:
    """Store a file once per company; the same bytes again give the same blob. `name` is a clean one
    (`connectors.clean_name`), `most` as in `require_acceptable`.

    Raises:
        FileRefused: FIC-02, FIC-09 or FIC-10; not a byte is left.
    """
    left = quotas.require_room(user_id=by.user_id, at=at)
    company = Company.objects.get(pk=by.company_id)
    weighed = _weighed(chunks, name=name, left=left, most=most)
    sha256, real_size = storage.write_blob(company.public_id, weighed)
    with transaction.atomic():
        blob, _created = Blob.objects.get_or_create(
            company=company,
            sha256=sha256,
            defaults={"size": real_size, "name": name, "created_at": at},
        )
        Reception.objects.create(blob=blob, name=name, user_id=by.user_id, received_at=at)
    return blob


def path_of(*, company: Company, blob: Blob) -> Path:
    return storage.blob_path(company.public_id, blob.sha256)


def name_of(*, blob: Blob) -> str:
    """The name that its last sender gave to a file."""
    last = blob.receptions.order_by("-received_at", "-pk").first()
    return last.name if last else blob.name


def _weighed(chunks: Iterable[bytes], *, name: str, left: int, most: int | None) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        _weigh(size, name=name, left=left, most=most)
        yield chunk


def _weigh(size: int, *, name: str, left: int, most: int | None) -> None:
    connectors.require_weight(size, name, most=most)
    if size > left:
        raise quotas.no_room()
