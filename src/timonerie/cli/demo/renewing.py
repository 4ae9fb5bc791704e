"""Decision files of the demo: those due are opened, one is decided."""

from datetime import datetime
from decimal import Decimal

from timonerie.domains.contracts.models import Contract, RenewalFile
from timonerie.domains.contracts.operations import renewals
from timonerie.domains.contracts.operations.renewals import Said
from timonerie.domains.contracts.queries import renewals as queries
from timonerie.foundations.accounts.actors import Actor

AHEAD = 90
REASON = "Les délais tiennent, mais le prix a suivi trois hausses sans contrepartie."
DISSENT = "La direction de Nantes préférerait changer : les relances y restent nombreuses."
PERCENT, EXIT_CENTS = Decimal("-6"), 650_000


def decide(*, by: Actor, at: datetime) -> None:
    """At the last evening covered: the nearest stays open, the next one is decided."""
    renewals.set_ahead(by=by, at=at, days_ahead=AHEAD)
    renewals.open_due(by=by, at=at)
    found = queries.to_decide(by, on=at.date())
    for contract in Contract.objects.filter(provider__isnull=False).order_by("pk"):
        if len(found) > 1:
            break
        if queries.deadline(contract, on=at.date()) is not None:
            renewals.open_file(by=by, at=at, contract=contract)
            found = queries.to_decide(by, on=at.date())
    for file in found:
        _assume(file, by=by, at=at)
    if len(found) > 1:
        _decide(found[-1], by=by, at=at)


def _assume(file: RenewalFile, *, by: Actor, at: datetime) -> None:
    renewals.assume(
        by=by,
        at=at,
        file=file,
        version=file.version,
        percent=PERCENT,
        exit_cents=EXIT_CENTS,
    )


def _decide(file: RenewalFile, *, by: Actor, at: datetime) -> None:
    said = Said(choice="renegotiate", reason=REASON, dissent=DISSENT)
    renewals.decide(by=by, at=at, file=file, version=file.version, said=said)
