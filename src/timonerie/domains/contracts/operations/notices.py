"""Notice given: its day, and what proves it; taken back where it was noted by mistake."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import Stage
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations import contract_checks, settling
from timonerie.domains.contracts.operations import life_checks as checks
from timonerie.domains.contracts.operations.trails import audited
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor


def give(
    *, by: Actor, at: datetime, contract: Contract, version: int, day: date, proof: str
) -> None:
    """Note that notice was given on a day, and what proves it: the number of a registered letter, a
    receipt. The same again writes nothing.

    Raises:
        Refused: nothing proves it, a day to come or before the start, a contract not signed.
        Conflict: somebody changed the contract since `version`.
    """
    by.require("contract.write")
    checks.require_open(by, at=at, contract=contract)
    if contract.stage != Stage.SIGNED:
        raise Refused(_("Ce contrat n’est pas signé : il n’y a rien à dénoncer."))
    told = checks.text(proof, field="proof")
    if not told:
        raise Refused(_("Dites ce qui le prouve : numéro de recommandé, reçu…"), field="proof")
    if day > timezone.localdate(at):
        raise Refused(_("Notez le préavis le jour où il est donné, ou après."), field="day")
    if contract.start_date and day < contract.start_date:
        raise Refused(_("Le préavis se donne après la prise d’effet."), field="day")
    contract_checks.check_days(contract.start_date, contract.end_date, day)
    with transaction.atomic():
        values = {"notice_given_date": day, "notice_proof": told}
        if changes.replace(contract, version=version, values=values):
            settling.settle(by=by, at=at, contract=contract, fields=values)
            said = {"notice_given_date": day.isoformat(), "notice_proof": told}
            audited(by, at, "contract.notice_given", contract, said)


def take_back(*, by: Actor, at: datetime, contract: Contract, version: int) -> None:
    """Note that no notice was given after all; the trail keeps what was said. Raises Conflict."""
    by.require("contract.write")
    checks.require_open(by, at=at, contract=contract)
    was = contract.notice_given_date
    with transaction.atomic():
        values = {"notice_given_date": None, "notice_proof": ""}
        if changes.replace(contract, version=version, values=values):
            said = {"notice_given_date": [was.isoformat() if was else "", ""]}
            audited(by, at, "contract.notice_withdrawn", contract, said)
