"""Answering what a list left open: one answer fills the field of every contract that asks it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.contracts.enums import CHOICES, QuestionState
from timonerie.domains.contracts.models import Contract, ContractQuestion
from timonerie.domains.contracts.operations import contract_checks as checks
from timonerie.domains.contracts.operations import contracts, trails
from timonerie.domains.contracts.queries import reaching
from timonerie.domains.organisation.models import Provider
from timonerie.domains.organisation.operations import providers
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor

NEW = "new"
"""The answer that a name is that of a provider not known yet."""
WHICH = {
    "which_length": ("firm", "renewal_length", "notice"),
    "which_date": ("start_date", "end_date"),
}
"""Questions about a value that is read but whose field is not: the answer is the field."""
_DAYS = ("start_date", "end_date", "notice_given_date")
_TIMES = {"month": 12, "quarter": 4, "half": 2, "year": 1}


class Answered(Refused):
    """Somebody answered first."""


def answer(
    *, by: Actor, at: datetime, questions: Sequence[ContractQuestion], answer: str
) -> list[Contract]:
    """Fill the field of each contract with one answer: a length, an ISO date, the code of a choice,
    cents, the public id of a provider or `NEW`. An amount whose period is asked takes month,
    quarter, half or year. The contracts changed.

    Raises:
        Refused: it does not answer; Answered: one of them has its answer by now; Conflict.
    """
    by.require("contract.write")
    _require_reach(by, at, questions)
    with transaction.atomic():
        told = {one.pk: _value(by, at, one, answer) for one in questions}
        changed = []
        for one in questions:
            contract, made = one.contract, dict([told[one.pk]])
            _close(by, at, one, QuestionState.ANSWERED, str(told[one.pk][1]))
            checks.check_days(
                made.get("start_date", contract.start_date), made.get("end_date", contract.end_date)
            )
            contracts.put(by, at, contract, None, made)
            changed.append(contract)
    return changed


def leave(*, by: Actor, at: datetime, questions: Sequence[ContractQuestion]) -> None:
    """Leave a field blank, knowingly: not asked again for the same cell; the audit trail says it.

    Raises Answered."""
    by.require("contract.write")
    _require_reach(by, at, questions)
    with transaction.atomic():
        for one in questions:
            _close(by, at, one, QuestionState.LEFT, "")
            trails.audited(by, at, "contract.left_blank", one.contract, {"fields": one.field})


def _close(by: Actor, at: datetime, one: ContractQuestion, state: str, answer: str) -> None:
    rows = ContractQuestion.objects.filter(pk=one.pk, state=QuestionState.OPEN)
    closed = rows.update(
        state=state,
        answer=answer[:150],
        answered_by=by.name,
        user_id=by.user_id,
        answered_at=at,
    )
    if not closed:
        raise Answered(_("Quelqu’un a déjà répondu à cette question."))


def _require_reach(by: Actor, at: datetime, questions: Sequence[ContractQuestion]) -> None:
    on = timezone.localdate(at)
    if not all(reaching.holds(by, on=on, provider=one.contract.provider_id) for one in questions):
        raise Refused(_("Ce contrat n’est pas de votre mandat."))


def _value(by: Actor, at: datetime, one: ContractQuestion, text: str) -> tuple[str, Any]:
    """The field that an answer fills, and what it says of it. Raises Refused."""
    text = text.strip()
    if not text:
        raise Refused(_("Répondez, ou laissez la question en blanc."), field="answer")
    name = one.field
    try:
        if one.code in WHICH:
            if text not in WHICH[one.code]:
                raise Refused(_("Choisissez l’une des réponses proposées."))
            name, text = text, one.params.get("proposed", "")
        return name, _read(by, at, one, name, text)
    except Refused as refusal:
        raise Refused(refusal.message, field="answer") from refusal


def _read(by: Actor, at: datetime, one: ContractQuestion, name: str, text: str) -> Any:
    if name == "provider":
        return _provider(by, at, one, text)
    if name in CHOICES:
        if text not in CHOICES[name].values:
            raise Refused(_("Choisissez l’une des réponses proposées."))
        return text
    if name in _DAYS:
        return _day(text)
    if name == "renewals":
        return _times(text)
    if name == "yearly_cents":
        return _cents(one, text)
    if name in checks.LENGTHS:
        return checks.length(text, field=name)
    return text[:500]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(_("Écrivez la date 15/05/2026.")) from error


def _times(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > checks.MOST_RENEWALS:
        raise Refused(_("Donnez un nombre de 0 à 99."))
    return int(text)


def _cents(one: ContractQuestion, text: str) -> int:
    if one.code == "amount_period" and text in _TIMES:
        return int(one.params["cents"]) * _TIMES[text]
    if not (text.isascii() and text.isdigit()) or len(text) > 15:
        raise Refused(_("Écrivez un montant : 1250 ou 1250,50."))
    return int(text)


def _provider(by: Actor, at: datetime, one: ContractQuestion, text: str) -> Provider:
    """An active provider of the company, or the one that the list names, created once."""
    if text == NEW:
        name = one.contract.provider_written
        made = providers.ensure(by=by, at=at, names=[name])
        return Provider.objects.get(pk=made[name])
    rows = Provider.objects.all().active()
    found = [row for row in rows if str(row.public_id) == text]
    if not found:
        raise Refused(_("Choisissez l’une des réponses proposées."))
    return found[0]
