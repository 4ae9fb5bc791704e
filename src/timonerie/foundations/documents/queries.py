"""Whether the files received are still what they were."""

import hashlib
from collections.abc import Iterator

from timonerie.foundations.documents import storage
from timonerie.foundations.documents.models import Blob
from timonerie.foundations.scope.models import Company


def faulty(*, company: Company) -> Iterator[Blob]:
    """The files whose bytes are absent, or no longer those of their SHA-256. Reads them all."""
    for blob in Blob.objects.order_by("pk").iterator():
        path = storage.blob_path(company.public_id, blob.sha256)
        try:
            with path.open("rb") as file:
                whole = hashlib.file_digest(file, "sha256").hexdigest() == blob.sha256
        except OSError:
            whole = False
        if not whole:
            yield blob
