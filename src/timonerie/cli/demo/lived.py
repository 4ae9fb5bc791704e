"""What happened to the contracts of the invented group since their signature, and the next one,
still in preparation."""

from datetime import date, datetime, timedelta

from timonerie.cli.demo.tendered import TITLE
from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import amendments, contracts, drafts, lives, suspensions
from timonerie.domains.contracts.operations.amendments import Amending
from timonerie.domains.contracts.operations.contract_checks import Statement
from timonerie.domains.sourcing.models import StatementOfWork
from timonerie.foundations.accounts.actors import Actor

AMENDED, SUSPENDED, FRAME = "C-03", "C-04", "C-01"


def live(*, by: Actor, at: datetime) -> None:
    """An amendment, a suspension, a frame with its order, and a draft that waits to be approved."""
    on = at.date()
    _amend(_named(AMENDED), on=on, by=by, at=at)
    _suspend(_named(SUSPENDED), on=on, by=by, at=at)
    _frame(_named(FRAME), on=on, by=by, at=at)
    drafts.begin(by=by, at=at, statement=StatementOfWork.objects.get(title=TITLE))


def _named(reference: str) -> Contract:
    found: Contract = Contract.objects.get(reference=reference)
    return found


def _amend(contract: Contract, *, on: date, by: Actor, at: datetime) -> None:
    said = Amending(
        effect_date=on - timedelta(days=120),
        title="Avenant n° 1 : préavis ramené à deux mois",
        terms={"notice": "2 months"},
        note="Signé après la revue annuelle.",
    )
    amendments.add(by=by, at=at, contract=contract, version=contract.version, said=said)


def _suspend(contract: Contract, *, on: date, by: Actor, at: datetime) -> None:
    first = on - timedelta(days=60)
    suspensions.add(
        by=by,
        at=at,
        contract=contract,
        version=contract.version,
        first_date=first,
        last_date=first + timedelta(days=13),
        note="Accueil fermé pour travaux, accord écrit des deux parties.",
    )


def _frame(frame: Contract, *, on: date, by: Actor, at: datetime) -> None:
    """A workshop added under the contract of the whole group, approved and not signed yet."""
    said = Statement(
        name="Infogérance de l’atelier",
        provider=frame.provider,
        frame=frame,
        start_date=on + timedelta(days=30),
        firm="12 months",
        renewal="none",
        yearly_cents=980_000,
        tax="excluded",
    )
    order = contracts.create(by=by, at=at, said=said, stage=Stage.DRAFT)
    reason = "Les activités sont celles du contrat cadre."
    lives.approve(by=by, at=at, contract=order, version=order.version, reason=reason)
