"""Indicators: the built-in ones put in place, new versions."""

import itertools
import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.performance.models import Indicator, IndicatorVersion, Target
from timonerie.domains.performance.operations import refreshing
from timonerie.engine.indicators.catalogue import BUILT_IN
from timonerie.engine.indicators.metric import Metric
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

BEFORE_EVERYTHING = date(1900, 1, 1)


def ensure_built_in(*, by: Actor, at: datetime) -> list[Indicator]:
    """Put the catalogue's indicators in place, with their suggested targets, where absent."""
    known = set(Indicator.objects.values_list("code", flat=True))
    absent = [
        (rank, metric) for rank, metric in enumerate(BUILT_IN.values()) if metric.code not in known
    ]
    if not absent:
        return []
    with transaction.atomic():
        created = [_create(metric, rank=rank, at=at) for rank, metric in absent]
        audit.record(
            by=by,
            at=at,
            act="indicator.catalogue",
            kind="company",
            public_id=by.company_id,
            detail={"codes": [metric.code for _rank, metric in absent]},
        )
    return created


def create(*, by: Actor, at: datetime, metric: Metric) -> Indicator:
    """A new indicator.

    Raises:
        Refused: its code is that of another one, in the archives perhaps.
    """
    by.require("indicator.write")
    if Indicator.objects.filter(code=metric.code).exists():
        message = _("Un indicateur porte déjà le code « %(code)s » : donnez-en un autre.")
        raise Refused(message % {"code": metric.code}, field="code")
    with transaction.atomic():
        rank = Indicator.objects.aggregate(last=Max("rank"))["last"] or 0
        indicator = _create(metric, rank=rank + 1, at=at)
        audit.record(
            by=by,
            at=at,
            act="indicator.create",
            kind="indicator",
            public_id=indicator.public_id,
            detail=metric.to_dict(),
        )
        refreshing.ask(by=by, at=at)
    return indicator


def revise(
    *,
    by: Actor,
    at: datetime,
    indicator: Indicator,
    metric: Metric,
    version: int | None = None,
) -> IndicatorVersion:
    """Change a definition: a new version, which open periods use; closed ones keep theirs.

    Raises:
        Conflict: the indicator changed since `version`, or since it was read.
    """
    by.require("indicator.write")
    with transaction.atomic():
        changes.touch(
            indicator,
            version=version,
            mine={"document": metric.to_dict()},
            stands=lambda: indicator.versions.order_by("-number").first(),
        )
        last = indicator.versions.aggregate(last=Max("number"))["last"] or 0
        added = IndicatorVersion.objects.create(
            indicator=indicator, number=last + 1, document=metric.to_dict(), created_at=at
        )
        audit.record(
            by=by,
            at=at,
            act="indicator.revise",
            kind="indicator",
            public_id=indicator.public_id,
            detail=metric.to_dict() | {"version": added.number},
        )
        refreshing.ask(by=by, at=at)
    return added


def archive(*, by: Actor, at: datetime, indicator: Indicator, version: int | None = None) -> None:
    """Take an indicator off the pages: its figures stay, and no new one is computed. Raises
    Conflict."""
    by.require("indicator.write")
    _shelve(by, at, indicator, version, archived_at=at, act="indicator.archive")


def restore(*, by: Actor, at: datetime, indicator: Indicator, version: int | None = None) -> None:
    """Bring an indicator back: its figures are computed again in the background. Raises
    Conflict."""
    by.require("indicator.write")
    with transaction.atomic():
        _shelve(by, at, indicator, version, archived_at=None, act="indicator.restore")
        refreshing.ask(by=by, at=at, everything=True)


def code_of(label: str) -> str:
    """A code made from a label, that no indicator of the company has."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50] or "indicateur"
    stem = stem if stem[0].isalpha() else f"i_{stem}"
    known = set(Indicator.objects.values_list("code", flat=True))
    names = itertools.chain([stem], (f"{stem}_{rank}" for rank in itertools.count(2)))
    return next(name for name in names if name not in known)


def _shelve(
    by: Actor,
    at: datetime,
    indicator: Indicator,
    version: int | None,
    *,
    archived_at: datetime | None,
    act: str,
) -> None:
    with transaction.atomic():
        changes.replace(indicator, version=version, values={"archived_at": archived_at})
        audit.record(
            by=by,
            at=at,
            act=act,
            kind="indicator",
            public_id=indicator.public_id,
            detail={"code": indicator.code},
        )


def _create(metric: Metric, *, rank: int, at: datetime) -> Indicator:
    indicator = Indicator.objects.create(code=metric.code, rank=rank)
    IndicatorVersion.objects.create(
        indicator=indicator, number=1, document=metric.to_dict(), created_at=at
    )
    low, high = bounds(metric)
    if low is not None or high is not None:
        Target.objects.create(
            indicator=indicator,
            start_date=BEFORE_EVERYTHING,
            low=low,
            high=high,
            watch=margin(metric, low, high),
            source=metric.source,
            created_at=at,
        )
    return indicator


def margin(metric: Metric, low: float | None, high: float | None) -> float:
    """How far past a suggested target a figure is watched before it is missed: two points of a
    ratio to reach, a quarter of a bound not to pass."""
    if metric.unit == "ratio" and low is not None:
        return 0.02
    return 0.25 * high if high is not None else 0.0


def bounds(metric: Metric) -> tuple[float | None, float | None]:
    """(at least, at most) of the target that a definition suggests."""
    if metric.target is None:
        return None, None
    if isinstance(metric.target, tuple):
        return metric.target
    if metric.target_kind == "at_most":
        return None, metric.target
    return metric.target, None


def suggestion(
    metric: Metric, *, low: float | None, high: float | None, before: Metric | None = None
) -> Metric:
    """A definition that suggests these bounds; the kind of target of the one before is kept where
    its bounds are."""
    if before is not None and bounds(before) == (low, high):
        return replace(metric, target_kind=before.target_kind, target=before.target)
    if low is not None and high is not None:
        return replace(metric, target_kind="within", target=(low, high))
    if low is not None:
        return replace(metric, target_kind="at_least", target=low)
    return replace(metric, target_kind=None if high is None else "at_most", target=high)
