"""What is said of a service level, and what of it cannot stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import Consequence, LevelPeriod, LevelUnit
from timonerie.domains.contracts.rules import level_gaps
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Activity
from timonerie.engine.indicators import conditions_json
from timonerie.engine.indicators.conditions import Compare, Known, Not

#: Cases whose written cause is ours are left out; one without a cause counts.
NOT_OURS = conditions_json.condition_to_dict(
    Known(Not(Compare("cause", "eq", "client")), default=True)
)
WHOLE = 100


@dataclass(frozen=True)
class Band:
    """`limit` in the unit of the level: past it, on the bad side, `rate` per cent of the fee."""

    limit: Decimal
    rate: Decimal


@dataclass(frozen=True, kw_only=True)
class LevelSaid:
    """A level as somebody says it; fields as `models.ServiceLevel`. `excludes_ours` leaves out the
    cases whose written cause is ours."""

    title: str
    is_followed: bool = False
    metric: str = ""
    target: float | None = None
    unit: str = ""
    at_least: bool = True
    threshold: float | None = None
    period: str = LevelPeriod.MONTH
    activity: Activity | None = None
    site: Unit | None = None
    window: str = ""
    exclusions: str = ""
    stop_clock: str = ""
    excludes_ours: bool = False
    consequence: str = ""
    bands: Sequence[Band] = ()
    cap: Decimal | None = None
    yearly_cap_cents: int | None = None
    start_date: date | None = None
    end_date: date | None = None


def check(said: LevelSaid) -> dict[str, Any]:
    """The values to write. Raises Refused, naming the field."""
    found = dict(vars(said))
    del found["excludes_ours"]
    check_title(said.title)
    _check_choices(said)
    _check_target(said)
    _check_consequence(said)
    check_stretch(said.start_date, said.end_date)
    found["title"] = " ".join(said.title.split())
    found["filter"] = [NOT_OURS] if said.excludes_ours else []
    found["bands"] = [
        {"below": _plain(one.limit), "rate": _plain(one.rate)} for one in _worst_last(said)
    ]
    return found


def check_title(title: str) -> None:
    """Raises Refused."""
    if not title.strip():
        raise Refused(_("Dites en une ligne ce qui est dû."), field="title")


def check_stretch(start: date | None, end: date | None) -> None:
    """Raises Refused."""
    if start and end and end < start:
        raise Refused(_("La fin vient après le début : corrigez l’une des deux."), field="end_date")


def _check_choices(said: LevelSaid) -> None:
    for name, choices in (("unit", LevelUnit), ("consequence", Consequence)):
        if getattr(said, name) not in ("", *choices.values):
            raise Refused(_("Choisissez l’une des réponses proposées."), field=name)
    if said.period not in LevelPeriod.values:
        raise Refused(_("Choisissez l’une des réponses proposées."), field="period")


def _check_target(said: LevelSaid) -> None:
    if said.is_followed and said.target is not None:
        message = _("Un indicateur suivi sans promesse n’a pas de cible : videz-la.")
        raise Refused(message, field="target")
    for name in ("target", "threshold"):
        number = getattr(said, name)
        if number is not None and not (isfinite(number) and number >= 0):
            raise Refused(_("Donnez un nombre positif."), field=name)
    if said.unit == LevelUnit.PERCENT and said.target is not None and said.target > WHOLE:
        raise Refused(_("Une part va de 0 à 100 %."), field="target")
    if said.unit and not level_gaps.fits(said.metric, said.unit):
        message = _("Cet indicateur ne se dit pas dans cette unité : changez l’un des deux.")
        raise Refused(message, field="unit")
    if said.threshold is not None and said.unit != LevelUnit.PERCENT:
        message = _("Un seuil par dossier va avec une part en %, ou se vide.")
        raise Refused(message, field="threshold")


def _check_consequence(said: LevelSaid) -> None:
    if not said.consequence:
        if said.bands or said.cap is not None or said.yearly_cap_cents is not None:
            message = _("Choisissez pénalité ou avoir, ou videz les paliers et les plafonds.")
            raise Refused(message, field="consequence")
        return
    if said.is_followed or said.target is None:
        message = _("Sans cible, rien ne peut manquer : dites la cible, ou aucune conséquence.")
        raise Refused(message, field="consequence")
    if not said.bands:
        message = _("Dites au moins un palier : à partir de quel écart, et quelle part du prix.")
        raise Refused(message, field="bands")
    _check_bands(said)
    if said.cap is not None and not 0 < said.cap <= WHOLE:
        raise Refused(_("Le plafond est une part du prix, de 0 à 100 %."), field="cap")
    if said.yearly_cap_cents is not None and said.yearly_cap_cents < 0:
        raise Refused(_("Le montant est un nombre positif."), field="yearly_cap_cents")


def _check_bands(said: LevelSaid) -> None:
    ordered = _worst_last(said)
    assert said.target is not None
    target = Decimal(str(said.target))
    first = ordered[0].limit
    if first > target if said.at_least else first < target:
        message = _(
            "Un palier ne frappe pas un niveau tenu : sa limite est celle de la cible, ou pire."
        )
        raise Refused(message, field="bands")
    for mild, hard in pairwise(ordered):
        if mild.limit == hard.limit or mild.rate >= hard.rate:
            message = _("D’un palier au suivant, l’écart grandit et la part du prix aussi.")
            raise Refused(message, field="bands")
    if any(not 0 < one.rate <= WHOLE for one in ordered):
        raise Refused(_("La part du prix d’un palier va de 0 à 100 %."), field="bands")


def _worst_last(said: LevelSaid) -> list[Band]:
    return sorted(said.bands, key=lambda one: one.limit, reverse=said.at_least)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
