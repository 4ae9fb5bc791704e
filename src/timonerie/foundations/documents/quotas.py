"""How much a company keeps, and how many files one of its users sends in a day."""

from datetime import datetime, timedelta

from django.db.models import Sum

from timonerie.foundations.documents.connectors.base import FileRefused
from timonerie.foundations.documents.models import Blob, Reception

COMPANY_BYTES = 5_000_000_000
USER_FILES = 500
DAY = timedelta(days=1)


def require_room(*, user_id: int | None, at: datetime) -> int:
    """Bytes that the company may still keep, once the user may still send a file.

    Raises:
        FileRefused: FIC-09 too many files in a day, FIC-10 no room left.
    """
    sent = Reception.objects.filter(user_id=user_id, received_at__gt=at - DAY)
    if user_id is not None and sent.count() >= USER_FILES:
        raise FileRefused(
            "FIC-09",
            f"Vous avez déposé {USER_FILES} fichiers en un jour, c’est la limite. Recommencez "
            "demain, ou réunissez les lignes en moins de fichiers.",
        )
    kept = Blob.objects.aggregate(total=Sum("size"))["total"] or 0
    left = COMPANY_BYTES - int(kept)
    if left <= 0:
        raise no_room()
    return left


def no_room() -> FileRefused:
    """The refusal FIC-10."""
    return FileRefused(
        "FIC-10",
        f"Les fichiers de la société atteignent {COMPANY_BYTES // 1_000_000_000} Go, c’est la "
        "limite. Demandez à l’administration technique de faire de la place.",
    )
