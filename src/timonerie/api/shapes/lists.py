"""What a list would do, or did, as the API tells it."""

from typing import Self

from ninja import Schema

from timonerie.domains.organisation.operations.imports.shapes import Act, Importer, Plan


class FaultOut(Schema):
    """A line that cannot be taken; `code` is one of the public codes of files."""

    line: int
    column: str
    value: str
    code: str
    remedy: str


class QuestionOut(Schema):
    """What the file leaves open; `choice` would settle it, where one does."""

    lines: list[int]
    text: str
    choice: str


class ListOut(Schema):
    """`is_written` is false for a list that was only looked at."""

    kind: str
    is_written: bool
    created: int
    changed: int
    same: int
    faults: list[FaultOut]
    questions: list[QuestionOut]
    choices: list[str]

    @classmethod
    def of(cls, plan: Plan, importer: type[Importer], *, is_written: bool) -> Self:
        return cls(
            kind=importer.kind,
            is_written=is_written,
            created=plan.count(Act.CREATE),
            changed=plan.count(Act.UPDATE),
            same=plan.count(Act.SAME),
            faults=[FaultOut(**vars(one)) for one in plan.faults],
            questions=[QuestionOut(**{**vars(one), "lines": list(one.lines)})
                       for one in plan.questions],
            choices=[one.name for one in importer.choices],
        )  # fmt: skip
