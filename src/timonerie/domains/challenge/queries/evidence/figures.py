"""Figures of a provider out of their target."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from timonerie.domains.challenge.enums import FactKind
from timonerie.domains.challenge.queries.evidence import keys
from timonerie.domains.challenge.queries.evidence.shapes import Asked, Named
from timonerie.domains.challenge.rules.lines import Line
from timonerie.domains.organisation.models import Provider, Unit
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.performance import figure_words, period_words
from timonerie.domains.performance.queries import board, extremes, progress
from timonerie.domains.performance.queries.board import Board, Judgement, Reading
from timonerie.domains.performance.queries.definitions import HEADLINES
from timonerie.domains.sourcing.models import Activity
from timonerie.engine import periods
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.wording.months import months_before

COUNTED = ("count", "sum")
"""What is counted is out of nothing: it has no denominator."""
SHOWN = 3
"""Months whose missed figures are proposed."""


def key(reading: Reading, *, provider: Provider, unit: Unit | None, activity: object) -> str:
    """« figure:<code>:month:2026-02-01:<provider>:<site>:<activity> »."""
    site = None if unit is None else unit.public_id
    start = reading.start.isoformat()
    code = reading.definition.metric.code
    return named_key(code, reading.kind, start, provider.public_id, site, activity)


def named_key(*parts: object) -> str:
    """The same, of parts already in words: code, kind, start, provider, site, activity."""
    return keys.joined(FactKind.FIGURE, *parts)


def found(asked: Asked) -> list[Line]:
    """The headlines missed over the last months, by site."""
    if not asked.actor.may("indicator.read"):
        return []
    last = progress.last_complete(kind="month", on=asked.on)
    if last is None:
        return []
    series = board.shaped(providers=[asked.provider.pk], any_of=("unit",))
    rows = Board(reach(asked.actor, on=asked.on)).readings(
        series.filter(indicator__code__in=HEADLINES),
        kind="month",
        starts=months_before(last, SHOWN),
    )
    missed = sorted(extremes.missed(rows)[: asked.most], key=lambda one: one.start, reverse=True)
    sites = {one.pk: one for one in Unit.objects.filter(pk__in={r.group.unit for r in missed})}
    return [_line(one, asked.provider, _of(sites, one.group.unit), None) for one in missed]


def named(actor: Actor, parts: list[str], on: date) -> Named | None:
    code, kind, start = keys.text(parts, 0), keys.text(parts, 1), keys.day(parts, 2)
    provider = Provider.objects.filter(public_id=keys.uuid(parts, 3)).first()
    if start is None or provider is None or not actor.may("indicator.read"):
        return None
    unit, activity = _unit(parts, 4), _activity(parts, 5)
    series = board.shaped(
        providers=[provider.pk],
        units=None if unit is None else [unit.pk],
        activities=None if activity is None else [activity.pk],
    )
    rows = Board(reach(actor, on=on)).readings(
        series.filter(indicator__code=code), kind=kind, starts=[start]
    )
    missed = [one for one in rows if one.judgement in (Judgement.MISSED, Judgement.WATCH)]
    if not missed:
        return None
    return Named(_line(missed[0], provider, unit, activity), provider, unit)


def _line(reading: Reading, provider: Provider, unit: Unit | None, activity: object) -> Line:
    metric, target = reading.definition.metric, reading.target
    assert target is not None
    currency = reading.group.currency
    bounds = figure_words.bounds_text(metric, target.low, target.high)
    places = [str(one) for one in (unit, activity) if one is not None]
    at = activity.public_id if isinstance(activity, Activity) else None
    is_share = metric.aggregate == "ratio" and reading.numerator is not None
    return Line(
        kind=FactKind.FIGURE,
        key=key(reading, provider=provider, unit=unit, activity=at),
        label=_labelled(metric.label, places),
        figure=figure_words.value_text(metric, reading.value, currency),
        day=periods.end_of(reading.kind, reading.start) - timedelta(days=1),
        numerator=reading.numerator if is_share else None,
        denominator=None if metric.aggregate in COUNTED else float(reading.n),
        target=_("cible : %(bounds)s") % {"bounds": bounds},
        period=period_words.label(reading.kind, reading.start),
        source=_("Indicateur « %(label)s », définition version %(number)s")
        % {"label": metric.label, "number": reading.definition.version.number},
        made_from={
            "indicator": metric.code,
            "definition": reading.definition.version.number,
            "period": [reading.kind, reading.start.isoformat()],
            "provider": str(provider.public_id),
            "unit": str(unit.public_id) if unit else None,
            "activity": str(at) if at else None,
            "measured": {
                "n": reading.n,
                "numerator": reading.numerator,
                "denominator": reading.denominator,
                "value": reading.value,
                "currency": currency,
            },
            "aim": {"low": target.low, "high": target.high, "watch": target.watch},
            "coverage": [reading.covered, reading.expected],
        },
    )


def _labelled(label: str, places: Sequence[str]) -> str:
    return f"{label} ({' · '.join(places)})" if places else label


def _of(sites: dict[int, Unit], unit: int | None) -> Unit | None:
    return None if unit is None else sites.get(unit)


def _unit(parts: list[str], place: int) -> Unit | None:
    return Unit.objects.filter(public_id=keys.uuid(parts, place)).first()


def _activity(parts: list[str], place: int) -> Activity | None:
    return Activity.objects.filter(public_id=keys.uuid(parts, place)).first()
