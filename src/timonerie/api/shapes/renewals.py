from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from timonerie.api.names import Named, named_or_none
from timonerie.domains.contracts.models import RenewalFile
from timonerie.domains.contracts.queries import renewals as queries
from timonerie.domains.contracts.rules import renewals as rules
from timonerie.domains.contracts.rules.renewals import Option, Range


class AmountOut(Schema):
    """From `low` to `high`, in cents of the currency of the contract."""

    low: int
    high: int

    @classmethod
    def of(cls, found: Range | None) -> "AmountOut | None":
        return None if found is None else cls(low=found.low, high=found.high)


class OptionOut(Schema):
    """A way out of the term: `until_end` is due whatever is decided, `after` engaged by the next
    term, `once` paid to leave; null is what is not known, and `unknown` says why: `yearly`,
    `renewal`, `assumption`, `exit`, `replacement`."""

    choice: str
    until_end: int | None
    after: int | None
    once: AmountOut | None
    total: AmountOut | None
    unknown: list[str]

    @classmethod
    def of(cls, option: Option) -> "OptionOut":
        return cls(
            choice=option.choice,
            until_end=option.until_end,
            after=option.after,
            once=AmountOut.of(option.once),
            total=AmountOut.of(option.total),
            unknown=list(option.unknown),
        )


class RenewalOut(Schema):
    """A decision file; `term_end` is the last day of the term, `last_day` the last useful one."""

    id: UUID
    version: int
    contract: Named
    provider: Named | None
    state: str
    opened_on: date
    decide_by: date
    last_day: date
    term_end: date
    percent: Decimal | None
    exit_cents: int | None
    choice: str
    reason: str
    dissent: str
    decided_on: date | None
    decided_by: str

    @classmethod
    def of(cls, one: RenewalFile) -> "RenewalOut":
        contract = one.contract
        return cls(
            id=one.public_id,
            contract=Named(id=contract.public_id, name=contract.name),
            provider=named_or_none(contract.provider),
            **{name: getattr(one, name) for name in _PLAIN},
        )


class RenewalFileOut(RenewalOut):
    """The same, with its three options costed on the day it is read."""

    currency: str
    options: list[OptionOut]

    @classmethod
    def costed(cls, one: RenewalFile, *, on: date) -> "RenewalFileOut":
        options = rules.options(queries.given(one, on=on))
        return cls(
            **RenewalOut.of(one).dict(),
            currency=one.contract.currency,
            options=[OptionOut.of(option) for option in options],
        )


_PLAIN = (
    *("version", "state", "opened_on", "decide_by", "last_day", "term_end", "percent"),
    *("exit_cents", "choice", "reason", "dissent", "decided_on", "decided_by"),
)


class DecisionIn(Schema):
    version: int
    choice: Literal["renew", "renegotiate", "leave"]
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    dissent: Annotated[str, Field(max_length=1000)] = ""


class UndoIn(Schema):
    version: int
