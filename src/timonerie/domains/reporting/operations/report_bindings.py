"""What is followed of a line of a contract: its content model, and whom to write to."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.operations.contract_checks import require_reach
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.reporting.catalogue import report_models
from timonerie.domains.reporting.models import ReportBinding
from timonerie.domains.reporting.queries import report_owed
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def change(
    *,
    by: Actor,
    at: datetime,
    binding: ReportBinding,
    version: int | None,
    model: str,
    recipient: str = "",
    email: str = "",
) -> None:
    """From the next period on; an empty model is guessed again. Raises Refused; Conflict."""
    by.require("report.judge")
    contract = report_owed.line_of(binding).contract
    require_reach(by, at=at, provider=contract.provider)
    values = _checked(model, recipient, email)
    with transaction.atomic():
        differ = changes.replace(binding, version=version, values=values)
        if differ:
            told: dict[str, Any] = {"title": report_owed.line_of(binding).title, **differ}
            audit.record(
                by=by,
                at=at,
                act="report.binding_changed",
                kind="contract",
                public_id=contract.public_id,
                detail=told,
            )


def _checked(model: str, recipient: str, email: str) -> dict[str, str]:
    if model and model not in report_models.by_code():
        raise Refused(_("Choisissez l’un des modèles proposés."), field="model")
    recipient = " ".join(recipient.split())
    if len(recipient) > 150:
        raise Refused(_("Restez sous 150 caractères."), field="recipient")
    if email:
        try:
            validate_email(email)
        except ValidationError as fault:
            raise Refused(_("Écrivez une adresse comme nom@exemple.fr."), field="email") from fault
    return {"model": model, "recipient": recipient, "email": email}
