"""Everything that a database holds, as one text to compare."""

import hashlib
from collections.abc import Collection

from django.apps import apps
from django.core import serializers

from timonerie.foundations.scope import current


def dump(*, without: Collection[str] = ()) -> str:
    """A hash of every row of every table, but those of some models."""
    hasher = hashlib.sha256()
    for model in sorted(apps.get_models(), key=lambda one: one._meta.label_lower):
        if model._meta.label_lower not in without and not model._meta.proxy:
            with current.unscoped():
                rows = model._base_manager.order_by("pk")
                hasher.update(serializers.serialize("json", rows).encode())
    return hasher.hexdigest()
