"""How a contract is shared out between sites, from a day on: the whole key is said again."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, ContractShare
from timonerie.domains.contracts.operations import lives, money_checks
from timonerie.domains.contracts.price_enums import ShareKey
from timonerie.domains.contracts.queries import shares as queries
from timonerie.domains.contracts.rules.money import shares as rules
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

MOST_SITES = 500
MOST_WEIGHT = 10**9


@dataclass(frozen=True, kw_only=True)
class Said:
    """`parts` says each site: nothing for equal shares, hundredths of a per cent where they are
    fixed, a number of heads or of units otherwise."""

    key: ShareKey
    start_date: date
    parts: Mapping[Unit, int | None]


def say(*, by: Actor, at: datetime, contract: Contract, said: Said) -> list[ContractShare]:
    """The key in force from a day on. Saying what stands writes nothing.

    Raises:
        Refused: no site, a site without its part, or parts that do not add up to 100 %.
    """
    money_checks.require_open(by, at=at, contract=contract)
    money_checks.check_day(said.start_date, field="start_date")
    shares = _shares(said)
    with transaction.atomic():
        held = money_checks.locked(contract)
        known = queries.said([contract])
        if _stands(known, said, shares):
            return queries.standing(known, on=said.start_date)
        rows = _written(by, at, contract, said, shares)
        told = ", ".join(f"{unit.name} {share / 100:g} %" for unit, share in shares.items())
        detail = {"key": said.key.value, "from": said.start_date.isoformat(), "shares": told}
        money_checks.audited(by, at, "contract.shared", contract, detail)
        lives.reopen(by=by, at=at, contract=held)
    return rows


def _written(
    by: Actor, at: datetime, contract: Contract, said: Said, shares: Mapping[Unit, int]
) -> list[ContractShare]:
    """The rows of one batch."""
    batch = uuid.uuid4()
    return [
        ContractShare.objects.create(
            contract=contract,
            batch=batch,
            unit=unit,
            key=said.key,
            weight=_weight(said, unit),
            share=share,
            start_date=said.start_date,
            **money_checks.made(by, at),
        )
        for unit, share in shares.items()
    ]


def _shares(said: Said) -> dict[Unit, int]:
    """Hundredths of a per cent by site, 100 % in all. Raises Refused."""
    if not said.parts or len(said.parts) > MOST_SITES:
        raise Refused(_("Choisissez au moins un site."), field="parts")
    if any(unit.kind != UnitKind.SITE or unit.archived_at for unit in said.parts):
        raise Refused(_("Un contrat se répartit entre des sites en activité."), field="parts")
    if said.key == ShareKey.EQUAL:
        return rules.hundredths(dict.fromkeys(said.parts, 1))
    parts = {unit: part for unit, part in said.parts.items() if part is not None}
    if len(parts) < len(said.parts) or any(not 0 <= one <= MOST_WEIGHT for one in parts.values()):
        raise Refused(_("Donnez la part de chaque site : un nombre positif."), field="parts")
    if said.key == ShareKey.FIXED:
        return _fixed(parts)
    try:
        return rules.hundredths(parts)
    except rules.SharesFault as fault:
        raise Refused(_("Donnez au moins un nombre au-dessus de zéro."), field="parts") from fault


def _fixed(parts: dict[Unit, int]) -> dict[Unit, int]:
    whole = sum(parts.values())
    if whole != rules.WHOLE:
        text = f"{whole // 100},{whole % 100:02d}"
        raise Refused(
            _("Les parts font %(sum)s %% en tout : elles doivent faire 100 %%.") % {"sum": text},
            field="parts",
        )
    return parts


def _weight(said: Said, unit: Unit) -> int | None:
    is_weighed = said.key in (ShareKey.HEADS, ShareKey.VOLUME)
    return said.parts[unit] if is_weighed else None


def _stands(known: list[ContractShare], said: Said, shares: Mapping[Unit, int]) -> bool:
    last = [row for row in known if row.batch == known[-1].batch] if known else []
    if not last or last[0].start_date != said.start_date:
        return False
    told = {(row.unit_id, row.key, row.share, row.weight) for row in last}
    return told == {
        (unit.pk, said.key.value, share, _weight(said, unit)) for unit, share in shares.items()
    }
