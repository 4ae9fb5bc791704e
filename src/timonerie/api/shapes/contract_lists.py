"""What a list of contracts would do, or did, as the API tells it."""

from typing import Self
from uuid import UUID

from ninja import Schema

from timonerie.api.shapes.lists import FaultOut
from timonerie.domains.contracts import list_sentences
from timonerie.domains.contracts.models import ContractList
from timonerie.domains.contracts.operations import lists
from timonerie.domains.contracts.operations.list_steps import Plan, Step
from timonerie.domains.contracts.rules.lines import Asked


class ColumnOut(Schema):
    """`field` is empty for a column that says nothing of a contract."""

    title: str
    field: str


class AskedOut(Schema):
    """What a cell leaves open; `field` is what an answer would fill."""

    line: int
    contract: str
    field: str
    code: str
    cell: str
    question: str

    @classmethod
    def of(cls, step: Step, one: Asked) -> Self:
        question = list_sentences.asked(one.code, one.field, one.params)
        return cls(line=step.line, contract=step.label, field=one.field, code=one.code,
                   cell=one.cell, question=question)  # fmt: skip


class ContractListOut(Schema):
    """`accepted` names the list once it is taken in, null while it was only looked at. `left`
    counts the lines that are no contract (a title, a total); `new_providers` are names that no
    provider of the company bears."""

    accepted: UUID | None
    sheet: str
    sheets: list[str]
    columns: list[ColumnOut]
    created: int
    changed: int
    same: int
    left: int
    new_providers: list[str]
    questions: list[AskedOut]
    faults: list[FaultOut]

    @classmethod
    def of(cls, made: ContractList, plan: Plan) -> Self:
        counts = lists.counts_of(plan)
        return cls(
            accepted=made.public_id if made.pk else None,
            sheet=made.sheet,
            sheets=made.sheets,
            columns=[ColumnOut(title=title, field=field) for title, field in made.columns],
            **{name: counts[name] for name in ("created", "changed", "same", "left")},
            new_providers=plan.new_providers,
            questions=[AskedOut.of(step, one) for step, one in plan.asked],
            faults=[FaultOut(**vars(one)) for one in plan.faults],
        )
