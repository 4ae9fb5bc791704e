"""Questions that somebody answered another way: by filling the field."""

from collections.abc import Collection
from datetime import datetime

from timonerie.domains.contracts.enums import QuestionState
from timonerie.domains.contracts.models import Contract, ContractQuestion
from timonerie.domains.organisation.operations import changes
from timonerie.foundations.accounts.actors import Actor


def settle(*, by: Actor, at: datetime, contract: Contract, fields: Collection[str]) -> None:
    """The open questions about fields that are filled now have their answer; inside a
    transaction."""
    for name in fields:
        value = getattr(contract, name)
        if value in ("", None):
            continue
        ContractQuestion.objects.filter(
            contract=contract, field=name, state=QuestionState.OPEN
        ).update(
            state=QuestionState.ANSWERED,
            answer=changes.words(value)[:150],
            answered_by=by.name,
            user_id=by.user_id,
            answered_at=at,
        )
