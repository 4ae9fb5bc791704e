"""How prices are revised, and what the indices are worth: said, and never rewritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, IndexClause, IndexValue
from timonerie.domains.contracts.operations import money_checks
from timonerie.domains.contracts.queries import indexation
from timonerie.domains.contracts.rules.money.indexing import WHOLE
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

FINEST = -4
"""Decimals that an index keeps."""
MOST_VALUE = Decimal(10**9)
MOST_LIMIT = 10 * WHOLE


@dataclass(frozen=True, kw_only=True)
class Said:
    """A clause as somebody says it; shares and limits in hundredths of a per cent."""

    start_date: date
    index: str
    base_month: date
    base_value: Decimal
    words: str = ""
    fixed: int = 0
    cap: int | None = None
    floor: int | None = None
    month: int | None = None


def say(*, by: Actor, at: datetime, contract: Contract, said: Said) -> IndexClause:
    """The clause in force from a day on. Saying what stands writes nothing. Raises Refused."""
    money_checks.require_open(by, at=at, contract=contract)
    values = _check(said)
    with transaction.atomic():
        money_checks.locked(contract)
        known = indexation.clauses(contract)
        if known and all(getattr(known[-1], name) == value for name, value in values.items()):
            return known[-1]
        row: IndexClause = IndexClause.objects.create(
            contract=contract, **values, **money_checks.made(by, at)
        )
        detail = {"index": row.index, "from": row.start_date.isoformat(), "words": row.words}
        money_checks.audited(by, at, "contract.indexed", contract, detail)
    return row


def enter(
    *,
    by: Actor,
    at: datetime,
    contract: Contract,
    index: str,
    month: date,
    value: Decimal,
    source: str,
) -> IndexValue:
    """What an index is worth for a month, as read for a contract; it serves the other contracts
    too. Saying what stands writes nothing, a correction is another row. Raises Refused."""
    money_checks.require_open(by, at=at, contract=contract)
    name = _index(index)
    figure = _figure(value, field="value")
    source = money_checks.line(
        source, field="source", most=300, missing=_("Dites où cette valeur a été lue.")
    )
    money_checks.check_day(month, field="month")
    first = month.replace(day=1)
    with transaction.atomic():
        money_checks.locked(contract)
        known = {one.month: one for one in indexation.values(name)}.get(first)
        if known is not None and (known.value, known.source) == (figure, source):
            return known
        row: IndexValue = IndexValue.objects.create(
            index=name, month=first, value=figure, source=source, **money_checks.made(by, at)
        )
        detail = {"index": name, "month": f"{first:%Y-%m}", "value": str(figure), "source": source}
        money_checks.audited(by, at, "contract.index_entered", contract, detail)
    return row


def _check(said: Said) -> Mapping[str, Any]:
    money_checks.check_day(said.start_date, field="start_date")
    money_checks.check_day(said.base_month, field="base_month")
    if not 0 <= said.fixed <= WHOLE:
        raise Refused(_("La part fixe va de 0 à 100 %."), field="fixed")
    for name in ("cap", "floor"):
        limit = getattr(said, name)
        if limit is not None and not -WHOLE < limit <= MOST_LIMIT:
            raise Refused(_("Donnez un pourcentage, comme 3 ou 2,5."), field=name)
    if said.cap is not None and said.floor is not None and said.cap < said.floor:
        raise Refused(
            _("Le plafond est au-dessus du plancher : corrigez l’un des deux."), field="cap"
        )
    if said.month is not None and not 1 <= said.month <= 12:
        raise Refused(_("Choisissez un mois."), field="month")
    if len(said.words) > 1000:
        raise Refused(_("Ce texte est trop long : 1 000 signes au plus."), field="words")
    return {
        **vars(said),
        "index": _index(said.index),
        "words": said.words.strip(),
        "base_month": said.base_month.replace(day=1),
        "base_value": _figure(said.base_value, field="base_value"),
    }


def _index(text: str) -> str:
    return money_checks.line(
        text, field="index", most=100, missing=_("Nommez l’indice, comme il est écrit au contrat.")
    )


def _figure(value: Decimal, *, field: str) -> Decimal:
    """Raises Refused for what is no value of an index."""
    is_known = value.is_finite() and 0 < value < MOST_VALUE
    if not is_known or value != round(value, -FINEST):
        raise Refused(
            _("Une valeur d’indice est un nombre positif, à quatre décimales au plus : 132,4."),
            field=field,
        )
    return round(value, -FINEST)
