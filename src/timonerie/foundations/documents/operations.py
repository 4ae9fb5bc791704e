from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from timonerie.foundations.documents import storage
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import Company


def keep(*, company: Company, chunks: Iterable[bytes], name: str, at: datetime) -> Blob:
    """Store a file once per company; the same bytes again give the same blob."""
    sha256, size = storage.write_blob(company.public_id, chunks)
    blob, _created = Blob.objects.get_or_create(
        company=company,
        sha256=sha256,
        defaults={"size": size, "name": storage.clean_name(name), "created_at": at},
    )
    return blob


def path_of(*, company: Company, blob: Blob) -> Path:
    return storage.blob_path(company.public_id, blob.sha256)
