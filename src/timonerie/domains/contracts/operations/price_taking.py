"""The prices of the chosen offer, taken over into the contract in one gesture."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, ContractPrice
from timonerie.domains.contracts.operations import money_checks, price_checks
from timonerie.domains.contracts.operations.prices import TAKEN, Said, write
from timonerie.domains.contracts.queries import prices as queries
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import LineKind
from timonerie.domains.sourcing.models import Activity, Offer
from timonerie.domains.sourcing.queries import offers
from timonerie.domains.sourcing.queries.offers import Sheet
from timonerie.domains.sourcing.rules.offers import pricing
from timonerie.domains.sourcing.rules.offers.asked import EXIT, TRANSITION
from timonerie.domains.sourcing.rules.statements import values as shapes
from timonerie.domains.sourcing.rules.statements.shapes import Line
from timonerie.foundations.accounts.actors import Actor


@dataclass(frozen=True)
class Taken:
    """What came over; `left` names what the offer says no price or no rhythm for."""

    prices: list[ContractPrice]
    left: list[str]


def take(*, by: Actor, at: datetime, contract: Contract, on: date) -> Taken:
    """The prices of the chosen offer stand from a day on. Once: a contract that has prices keeps
    them.

    Raises:
        Refused: no offer is chosen for its statement of work, or it has prices already.
    """
    money_checks.require_open(by, at=at, contract=contract)
    money_checks.check_day(on, field="start_date")
    with transaction.atomic():
        held = money_checks.locked(contract)
        offer = queries.chosen_offer(held)
        if offer is None:
            raise Refused(
                _(
                    "Aucune offre n’est retenue pour le cahier des charges de ce contrat :"
                    " rattachez-le, ou saisissez les prix."
                )
            )
        if ContractPrice.objects.filter(contract=held).exists():
            raise Refused(_("Ce contrat a déjà des prix : changez-les un à un."))
        found, left = _read(offer, on=on)
        if not found:
            raise Refused(_("L’offre retenue ne dit aucun prix à reprendre."))
        made = [_written(by, at, held, said) for said in found]
    return Taken(made, left)


def _written(by: Actor, at: datetime, contract: Contract, said: Said) -> ContractPrice:
    values = {"key": uuid.uuid4(), **price_checks.check(said.values())}
    return write(by, at, contract, values, act=TAKEN)


def _read(offer: Offer, *, on: date) -> tuple[list[Said], list[str]]:
    sheet = offers.sheet(offer)
    activities = {one.code: one for one in Activity.objects.all()}
    found: list[Said] = []
    left: list[str] = []
    for title, values in _answers(sheet):
        if values is None:
            left.append(title)
            continue
        code = values.pop("activity_code")
        found.append(Said(title=title, start_date=on, activity=activities.get(code), **values))
    return found, left


def _answers(sheet: Sheet) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """Each price with the volume that it multiplies; None where it says too little."""
    lines = {one.line.key: one.line for one in sheet.asked}
    told = offers.said(sheet.answers.values())
    for key, answer in sheet.answers.items():
        line = lines.get(key)
        is_priced = line is not None and line.kind == LineKind.PRICE
        if key in (str(TRANSITION), str(EXIT)):
            if answer.price:
                yield _whole(key), _plain(answer.price, "once")
        elif is_priced or answer.line_key is None:
            recurrence = pricing.recurrence(line, told[key]) if line else answer.recurrence
            title = line.title if line else answer.title
            yield title, _priced(answer, recurrence, line, lines)


def _whole(key: str) -> str:
    return _("Reprise, payée une fois") if key == str(TRANSITION) else _("Sortie, payée une fois")


def _plain(price: int, recurrence: str) -> dict[str, Any]:
    return {"amount": price, "recurrence": recurrence, "activity_code": ""}


def _priced(
    answer: Any, recurrence: str, line: Line | None, lines: Mapping[str, Line]
) -> dict[str, Any] | None:
    if (answer.price is None and not answer.bands) or recurrence not in pricing.RECURRENCES:
        return None
    by_unit = recurrence == "unit"
    bands = tuple(answer.bands) if by_unit else ()
    if not bands and answer.price is None:
        return None
    volume = lines.get(_volume_key(answer, line)) if by_unit else None
    return {
        "amount": None if bands else answer.price,
        "bands": bands,
        "recurrence": recurrence,
        "unit": answer.unit or (str(line.values.get("unit", "")) if line else ""),
        "activity_code": (volume.activity if volume else "") or (line.activity if line else ""),
        **_volumes(volume),
    }


def _volume_key(answer: Any, line: Line | None) -> str:
    asked = str(line.values.get("volume_key", "")) if line else ""
    return asked or str(answer.volume_key or "")


def _volumes(line: Line | None) -> dict[str, Any]:
    if line is None:
        return {}
    try:
        shape = shapes.read(line.kind, line.values)
    except shapes.ValuesFault:
        return {}
    if not isinstance(shape, shapes.Volume) or shape.per is None:
        return {}
    figures = {name: getattr(shape, name) for name in ("low", "expected", "high")}
    return {"per": shape.per} | {
        name: None if figure is None else round(Decimal(str(figure)), 2)
        for name, figure in figures.items()
    }
