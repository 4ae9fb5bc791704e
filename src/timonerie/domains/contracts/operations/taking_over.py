"""The lines of an approved statement of work become what a contract promises and what both sides
owe. Twice is once; a newer version changes them from a day on. The audit trail of the contract says
what was taken."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.contracts.models import Contract, SecurityProof
from timonerie.domains.contracts.operations import lives, owed_rows
from timonerie.domains.contracts.operations.owed_rows import OwedRow
from timonerie.domains.contracts.queries import obligations as queries
from timonerie.domains.contracts.queries import taking_over
from timonerie.domains.contracts.rules.taking_over import Change, Step
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.models import Activity, StatementVersion
from timonerie.foundations.accounts.actors import Actor

_HEAD = frozenset(
    {"id", "company", "public_id", "version", "archived_at", "start_date", "end_date"}
)


def take(
    *,
    by: Actor,
    at: datetime,
    contract: Contract,
    version: StatementVersion,
    effective: date | None = None,
) -> tuple[Step, ...]:
    """Make of each line what it becomes, and say what was done. `effective` is the day from which
    new and changed lines hold, and on the eve of which those that are gone end; without one they
    hold from ever, which only a first taking may do.

    Raises:
        Refused: outside the writer's mandate, or lines that change without a day.
    """
    owed_rows.require(by, at=at, contract=contract)
    with transaction.atomic():
        Contract.objects.select_for_update(no_key=True).get(pk=contract.pk)
        steps = taking_over.plan(contract, version)
        done = Counter(one.change for one in steps)
        if effective is None and (done[Change.CHANGED] or done[Change.GONE]):
            message = _("Dites à partir de quel jour ces changements valent.")
            raise Refused(message, field="effective")
        _write(contract, steps, effective, at)
        _follow(contract, version)
        if done.keys() - {Change.SAME}:
            told = {"statement": version.statement.title, "number": str(version.number)}
            counts = {
                "created": str(done[Change.NEW]),
                "changed": str(done[Change.CHANGED]),
                "removed": str(done[Change.GONE]),
            }
            owed_rows.record(by, at, "contract.lines_taken", contract, {**told, **counts})
        lives.reopen(by=by, at=at, contract=contract)
    return steps


def _follow(contract: Contract, version: StatementVersion) -> None:
    """The contract follows the version from now on."""
    contract.refresh_from_db()
    changes.replace(contract, version=None, values={"statement_version": version})


def _write(contract: Contract, steps: Sequence[Step], effective: date | None, at: datetime) -> None:
    codes = {one.fields["activity"] for one in steps if one.fields.get("activity")}
    activities = {one.code: one for one in Activity.objects.filter(code__in=codes)}
    for step in steps:
        values = _values(step.fields, activities)
        model = queries.MODELS[step.kind]
        if step.change == Change.NEW:
            model.objects.create(
                contract=contract, line_key=UUID(step.key), taken=dict(step.said),
                start_date=effective, **values,
            )  # fmt: skip
        elif step.change == Change.CHANGED:
            row = model.objects.get(pk=step.row_id)
            _change(row, {**values, "taken": dict(step.said)}, effective)
        elif step.change == Change.GONE:
            _take_out(model.objects.get(pk=step.row_id), effective, at)


def _values(fields: Mapping[str, Any], activities: Mapping[str, Activity]) -> dict[str, Any]:
    """An activity that the company has no more is left blank."""
    found = dict(fields)
    if "activity" in found:
        found["activity"] = activities.get(found["activity"])
    return found


def _change(row: OwedRow, values: dict[str, Any], effective: date | None) -> None:
    """What held until then is kept with its last day; a proof goes on being the same one."""
    is_same = isinstance(row, SecurityProof) or not _begins_before(row, effective)
    if is_same or effective is None:
        changes.replace(row, version=None, values=values)
        return
    names = {one.name for one in row._meta.fields} - _HEAD  # noqa: SLF001
    kept = {name: getattr(row, name) for name in names}
    last = row.end_date if row.end_date is None or row.end_date >= effective else None
    changes.replace(row, version=None, values={"end_date": effective - timedelta(days=1)})
    type(row).objects.create(**{**kept, **values}, start_date=effective, end_date=last)


def _take_out(row: OwedRow, effective: date | None, at: datetime) -> None:
    """It ends on the eve; one that had not begun is put away. Should its line come back, it is a
    new one."""
    assert effective is not None
    values: dict[str, Any] = {"taken": {**row.taken, "is_gone": True}}
    if _begins_before(row, effective):
        values["end_date"] = effective - timedelta(days=1)
    else:
        values["archived_at"] = at
    changes.replace(row, version=None, values=values)


def _begins_before(row: OwedRow, effective: date | None) -> bool:
    return effective is not None and (row.start_date is None or row.start_date < effective)
