"""What mandates by function ask of the stored figures."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from timonerie.domains.performance.operations import refreshing
from timonerie.web.access import CompanyRequest

Save = Callable[[Any], Any]


def followed(request: CompanyRequest, save: Save) -> Save:
    """`save`, then the figures of the functions that mandates name are asked for."""

    def saving(data: Any) -> Any:
        saved = save(data)
        refreshing.follow_mandates(by=request.actor, at=timezone.now())
        return saved

    return saving
