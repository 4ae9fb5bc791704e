"""Targets: set from a day on, never edited; the last one set for a start takes its place."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.performance.models import Indicator, Target
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def check(metric: Metric, *, low: float | None, high: float | None, watch: float) -> None:
    """Whether a target can be held. Raises Refused, naming the argument."""
    if low is None and high is None:
        raise Refused(_("Donnez au moins une borne."), field="low")
    if low is not None and high is not None and low > high:
        raise Refused(_("La borne haute est sous la borne basse."), field="high")
    if watch < 0:
        raise Refused(_("La marge est un nombre positif."), field="watch")
    for name, bound in (("low", low), ("high", high)):
        if bound is not None and metric.unit == "ratio" and not 0 <= bound <= 1:
            raise Refused(_("Un pourcentage va de 0 à 100."), field=name)


def last_set(
    *, indicator: Indicator, unit: Unit | None, provider: Provider | None
) -> Target | None:
    """The target that somebody set last for a place, whatever its start."""
    there = Target.objects.filter(indicator=indicator, unit=unit, provider=provider)
    return there.order_by("-created_at", "-pk").first()


def aim(
    *,
    by: Actor,
    at: datetime,
    indicator: Indicator,
    start_date: date,
    low: float | None = None,
    high: float | None = None,
    watch: float = 0,
    unit: Unit | None = None,
    provider: Provider | None = None,
    source: str = "",
    over: str | None = None,
) -> Target:
    """Set a target from a day on, for everybody, a site or a provider. `over` is the public id of
    the last one that the reader saw set there ("" for none); None asks nothing.

    Raises:
        Refused: the bounds cannot be held.
        Conflict: somebody set another one there since.
    """
    by.require("indicator.write")
    last = indicator.versions.order_by("-number").first()
    if last is not None:
        check(Metric.from_dict(last.document), low=low, high=high, watch=watch)
    with transaction.atomic():
        Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
        _refuse_overtaken(
            last_set(indicator=indicator, unit=unit, provider=provider),
            over,
            {"start_date": start_date, "low": low, "high": high, "watch": watch, "source": source},
        )
        target = Target.objects.create(
            indicator=indicator,
            unit=unit,
            provider=provider,
            start_date=start_date,
            low=low,
            high=high,
            watch=watch,
            source=source,
            created_at=at,
        )
        audit.record(
            by=by,
            at=at,
            act="indicator.aim",
            kind="indicator",
            public_id=indicator.public_id,
            detail={
                "low": low,
                "high": high,
                "from": start_date.isoformat(),
                "source": source,
                "watch": watch,
                "site": unit.name if unit else "",
                "provider": provider.name if provider else "",
            },
        )
    return target


def _refuse_overtaken(last: Target | None, over: str | None, mine: dict[str, Any]) -> None:
    """Raises Conflict."""
    if last is not None and over is not None and str(last.public_id) != over:
        raise Conflict(current=last, version=str(last.public_id), mine=mine)
