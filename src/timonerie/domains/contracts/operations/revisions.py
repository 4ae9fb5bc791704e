"""A revision of prices: computed from the clause and a value of its index, then decided."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import (
    Contract,
    ContractPrice,
    IndexClause,
    IndexValue,
    PriceRevision,
)
from timonerie.domains.contracts.operations import money_checks
from timonerie.domains.contracts.operations import prices as pricing
from timonerie.domains.contracts.price_enums import RevisionState
from timonerie.domains.contracts.queries import indexation
from timonerie.domains.contracts.queries import prices as queries
from timonerie.domains.contracts.rules.money import indexing
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

_DECIDED: Final = {
    RevisionState.ACCEPTED: "contract.revision_accepted",
    RevisionState.REFUSED: "contract.revision_refused",
}


class Decided(Refused):
    """The revision is accepted or refused: it stays as it was decided."""


def propose(
    *, by: Actor, at: datetime, contract: Contract, value: IndexValue, start_date: date
) -> PriceRevision:
    """What the clause makes of the prices that stand the day before, with the value of an index.

    Raises:
        Refused: no clause, no price that comes back, a value of another index or no later than the
            one used last, or a revision that waits already.
    """
    money_checks.require_open(by, at=at, contract=contract)
    money_checks.check_day(start_date, field="start_date")
    with transaction.atomic():
        money_checks.locked(contract)
        clause, reference = _start(contract, value, start_date)
        rows = queries.standing(queries.history(contract), on=start_date)
        indexed = [row for row in rows if row.recurrence != "once"]
        if not indexed:
            raise Refused(_("Aucun prix récurrent n’est en vigueur ce jour-là : saisissez-les."))
        made = _made(contract, clause, value, reference, indexed)
        row: PriceRevision = PriceRevision.objects.create(
            **made, start_date=start_date, **money_checks.made(by, at)
        )
        money_checks.audited(by, at, "contract.revision_proposed", contract, _told(row))
    return row


def accept(*, by: Actor, at: datetime, revision: PriceRevision, reason: str = "") -> None:
    """Its prices stand from its day on. Twice is once. Raises Decided when it is refused; Refused
    when a price changed since it was computed."""
    _decide(by, at, revision, RevisionState.ACCEPTED, reason.strip())


def refuse(*, by: Actor, at: datetime, revision: PriceRevision, reason: str) -> None:
    """Prices stay; the reason is kept. Twice is once. Raises Decided; Refused without a reason."""
    told = reason.strip()
    if not told:
        raise Refused(_("Dites pourquoi cette révision est refusée."), field="reason")
    _decide(by, at, revision, RevisionState.REFUSED, told)


def _start(
    contract: Contract, value: IndexValue, day: date
) -> tuple[IndexClause, tuple[date, Decimal]]:
    """The clause in force, and the month and the value that it starts from. Raises Refused."""
    known = indexation.revisions(contract)
    if any(one.state == RevisionState.PROPOSED for one in known):
        raise Refused(_("Une révision attend déjà : acceptez-la ou refusez-la d’abord."))
    clause = _clause(contract, day)
    if value.index.casefold() != clause.index.casefold():
        raise Refused(
            _("Cette valeur n’est pas celle de l’indice du contrat, « %(index)s ».")
            % {"index": clause.index},
            field="value",
        )
    last = indexation.reference(clause, known)
    if last is not None and day <= last.start_date:
        raise Refused(
            _("Une révision est déjà en vigueur depuis le %(day)s : donnez un jour plus tardif.")
            % {"day": f"{last.start_date:%d/%m/%Y}"},
            field="start_date",
        )
    return clause, _reference(clause, last, value)


def _clause(contract: Contract, day: date) -> IndexClause:
    clause = indexation.standing(indexation.clauses(contract), on=day)
    if clause is None or clause.start_date > day:
        raise Refused(
            _("Aucune clause de révision n’est en vigueur ce jour-là : saisissez-la."),
            field="start_date",
        )
    return clause


def _reference(
    clause: IndexClause, last: PriceRevision | None, value: IndexValue
) -> tuple[date, Decimal]:
    """That of the last revision, else that of the clause. Raises Refused."""
    found = (last.value.month, last.value.value) if last else (clause.base_month, clause.base_value)
    if value.month <= found[0]:
        raise Refused(
            _("L’indice de %(month)s a déjà servi : prenez celui d’un mois plus récent.")
            % {"month": f"{found[0]:%m/%Y}"},
            field="value",
        )
    return found


def _made(
    contract: Contract,
    clause: IndexClause,
    value: IndexValue,
    reference: tuple[date, Decimal],
    rows: Sequence[ContractPrice],
) -> dict[str, Any]:
    given = indexing.factor(indexation.formula(clause), value=value.value, reference=reference[1])
    lines = [
        indexing.revised_line(
            key=str(row.key), title=row.title, amount=row.amount, bands=row.bands, by=given.kept
        )
        for row in rows
    ]
    return {
        "contract": contract,
        "clause": clause,
        "value": value,
        "reference_month": reference[0],
        "reference_value": reference[1],
        "limit": given.limit,
        "lines": lines,
    }


def _decide(
    by: Actor, at: datetime, revision: PriceRevision, state: RevisionState, reason: str
) -> None:
    contract = revision.contract
    money_checks.require_open(by, at=at, contract=contract)
    if len(reason) > 1000:
        raise Refused(_("Ce texte est trop long : 1 000 signes au plus."), field="reason")
    with transaction.atomic():
        held = money_checks.locked(contract)
        row = PriceRevision.objects.get(pk=revision.pk)
        if row.state == state:
            return
        if row.state != RevisionState.PROPOSED:
            raise Decided(_("Cette révision est déjà décidée : elle ne change plus."))
        if state == RevisionState.ACCEPTED:
            _apply(by, at, held, row)
        row.state, row.reason = state, reason
        row.decided_by, row.decided_at = by.name, at
        row.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        detail = {**_told(row), "reason": reason}
        money_checks.audited(by, at, _DECIDED[state], contract, detail)


def _apply(by: Actor, at: datetime, contract: Contract, row: PriceRevision) -> None:
    """A version of each price. Raises Refused where one is not what the revision read."""
    rows = queries.standing(queries.history(contract), on=row.start_date)
    standing = {str(one.key): one for one in rows}
    for line in row.lines:
        price = standing.get(line["key"])
        if price is None or _read(price) != (
            line["before"],
            [one["before"] for one in line["bands"]],
        ):
            raise Refused(
                _(
                    "« %(price)s » a changé depuis : refusez cette révision et proposez-la de"
                    " nouveau."
                )
                % {"price": line["title"]}
            )
        kept = {name: getattr(price, name) for name in pricing.Said.__dataclass_fields__}
        values = {
            **kept,
            "key": price.key,
            "amount": line["after"],
            "bands": [{"to": one["to"], "price": one["after"]} for one in line["bands"]],
            "start_date": row.start_date,
            "revision": row,
        }
        pricing.write(by, at, contract, values, act="contract.priced")


def _read(price: ContractPrice) -> tuple[int | None, list[int | None]]:
    return price.amount, [one["price"] for one in price.bands]


def _told(row: PriceRevision) -> dict[str, str]:
    return {
        "index": row.clause.index,
        "month": f"{row.value.month:%Y-%m}",
        "value": str(row.value.value),
        "from": row.start_date.isoformat(),
    }
