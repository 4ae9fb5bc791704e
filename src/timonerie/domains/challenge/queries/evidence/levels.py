"""Promised levels that were missed over a period."""

from collections.abc import Iterable
from datetime import date
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.queries.evidence import keys
from timonerie.domains.challenge.queries.evidence.shapes import Asked, Named
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.contracts.queries import contracts
from timonerie.domains.performance import level_figures, period_words
from timonerie.domains.performance.models import LevelResult
from timonerie.domains.performance.queries.attainments import definition_of
from timonerie.domains.performance.queries.level_results import Followed
from timonerie.domains.performance.rules import level_days
from timonerie.foundations.accounts.actors import Actor

NEAR = ("level__contract__provider", "level__site", "level__activity")


def key(row: LevelResult) -> str:
    """« level:<id>:month:2026-02-01 »."""
    start = row.period_start.isoformat()
    return keys.joined(FactKind.LEVEL, row.level.public_id, row.period_kind, start)


def found(asked: Asked) -> list[Line]:
    """The last missed periods of the levels of its contracts, of those that are over: a quarter
    that still runs may yet be kept."""
    rows = _missed(asked.actor, asked.on).filter(
        level__contract__provider=asked.provider, last_date__gte=asked.first
    )
    ordered = rows.order_by("-period_start", "level__title", "pk")
    ended = (one for one in ordered if _is_over(one, asked.on))
    return [_line(one) for one in islice(ended, asked.most)]


def named(actor: Actor, parts: list[str], on: date) -> Named | None:
    level, kind, start = keys.uuid(parts, 0), keys.text(parts, 1), keys.day(parts, 2)
    if start is None:
        return None
    rows = _missed(actor, on).filter(level__public_id=level, period_kind=kind, period_start=start)
    row = rows.first()
    contract = row.level.contract if row is not None else None
    if row is None or contract is None or contract.provider is None or not _is_over(row, on):
        return None
    return Named(_line(row), contract.provider, row.level.site, contract.pk)


def _missed(actor: Actor, on: date) -> "QuerySet[LevelResult]":
    reached = contracts.visible_to(actor, on=on)
    if not actor.may("indicator.read"):
        return LevelResult.objects.none()
    rows: QuerySet[LevelResult] = LevelResult.objects.current().select_related(*NEAR)
    return rows.filter(level__contract__in=reached, is_held=False)


def _is_over(row: LevelResult, on: date) -> bool:
    return level_days.is_over(row.period_kind, row.period_start, on=on)


def _line(row: LevelResult) -> Line:
    level = row.level
    known = definition_of(level.metric) if level.metric else None
    one = Followed(level, known, "", [row])
    places = [each.name for each in (level.site, level.activity) if each is not None]
    return Line(
        kind=FactKind.LEVEL,
        key=key(row),
        label=_labelled(level.title, places),
        figure=level_figures.value(one, row.value),
        day=row.last_date,
        numerator=None if row.met is None else float(row.met),
        denominator=float(row.n),
        target=level_figures.target(one),
        period=period_words.label(row.period_kind, row.period_start),
        source=_("Niveau de service du contrat « %(contract)s », mesure n° %(revision)s")
        % {"contract": level.contract.name, "revision": row.revision},
        made_from={
            "level": str(level.public_id),
            "contract": str(level.contract.public_id),
            "promised": {
                "target": level.target,
                "unit": level.unit,
                "at_least": level.at_least,
                "threshold": level.threshold,
            },
            "period": [row.period_kind, row.period_start.isoformat()],
            "measured": {"met": row.met, "n": row.n, "without": row.without, "value": row.value},
            "revision": row.revision,
            "facts_version": row.facts_version,
            "computed_at": row.computed_at.isoformat(),
        },
    )


def _labelled(title: str, places: Iterable[str]) -> str:
    told = " · ".join(places)
    return f"{title} ({told})" if told else title
