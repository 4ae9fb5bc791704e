"""Addresses that hold a secret, of which only the SHA-256 is kept: who has one enters its company
alone."""

import hashlib
from typing import TypeVar

from django.db.models import QuerySet

from timonerie.foundations.scope import current
from timonerie.foundations.scope.models import ScopedModel

M = TypeVar("M", bound=ScopedModel)


def holding(model: type[M], token: str, *beside: str) -> M | None:
    """The row of whatever company whose `token_sha256` is that of a secret, with its company and
    what is read `beside` it; None for none."""
    with current.unscoped():
        rows: QuerySet[M] = model.objects.select_related("company", *beside)
        return rows.filter(token_sha256=digest(token)).first()


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
