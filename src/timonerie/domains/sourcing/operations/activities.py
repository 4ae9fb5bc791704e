"""Activities: what is done, which seat answers for it, and who serves it where."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.models import BusinessFunction, Provider, Seat, Unit
from timonerie.domains.organisation.operations import changes, matching
from timonerie.domains.organisation.operations.errors import Conflict, Refused
from timonerie.domains.sourcing import catalogue
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.operations import checks
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

NAME_LENGTH = 200


class ActivityCodeTaken(Refused):
    pass


class WrongDates(Refused):
    pass


def create(
    *,
    by: Actor,
    at: datetime,
    name: str,
    code: str | None = None,
    function: BusinessFunction | None = None,
    accountable: Seat | None = None,
    criticality: int = 2,
    frequency: str = "",
    volume_unit: str = "",
    note: str = "",
    catalogue_code: str = "",
) -> Activity:
    """Without a code, the name is the code. `catalogue_code` is that of the line of the built-in
    catalogue that it is: what its notes and its vetoes begin with.

    Raises:
        Refused: the catalogue has no such line.
        ActivityCodeTaken: an activity already answers to the code.
        ProviderCannotAnswer: a provider holds the accountable seat.
    """
    by.require("activity.write")
    values = _checked(
        name=name,
        code=code or "",
        function=function,
        accountable=accountable,
        criticality=criticality,
        frequency=frequency,
        volume_unit=volume_unit,
        note=note,
        catalogue_code=catalogue_code,
    )
    with transaction.atomic():
        activity: Activity = Activity.objects.create(**values)
        audit.record(
            by=by,
            at=at,
            act="activity.created",
            kind="activity",
            public_id=activity.public_id,
            detail={field: changes.words(value) for field, value in values.items()},
        )
    return activity


def update(
    *,
    by: Actor,
    at: datetime,
    activity: Activity,
    version: int,
    name: str,
    code: str,
    function: BusinessFunction | None,
    accountable: Seat | None,
    criticality: int,
    frequency: str = "",
    volume_unit: str = "",
    note: str = "",
    catalogue_code: str = "",
) -> None:
    """Raises ActivityCodeTaken, ProviderCannotAnswer, as in `create`; Conflict."""
    by.require("activity.write")
    values = _checked(
        name=name,
        code=code,
        function=function,
        accountable=accountable,
        criticality=criticality,
        frequency=frequency,
        volume_unit=volume_unit,
        note=note,
        catalogue_code=catalogue_code,
        but=activity,
    )
    if values["catalogue_code"] != activity.catalogue_code:
        # What it is likened to carries its vetoes.
        checks.require_whole(by, at=at, activity=activity)
    with transaction.atomic():
        made = changes.replace(activity, version=version, values=values)
        if made:
            audit.record(
                by=by,
                at=at,
                act="activity.changed",
                kind="activity",
                public_id=activity.public_id,
                detail=made,
            )


def archive(*, by: Actor, at: datetime, activity: Activity, version: int) -> None:
    """Raises Conflict when the activity changed since `version`."""
    by.require("activity.write")
    with transaction.atomic():
        changes.replace(activity, version=version, values={"archived_at": at})
        audit.record(
            by=by, at=at, act="activity.archived", kind="activity", public_id=activity.public_id
        )


def restore(*, by: Actor, at: datetime, activity: Activity, version: int) -> None:
    """Take an activity out of the archives. Raises Conflict."""
    by.require("activity.write")
    with transaction.atomic():
        if changes.replace(activity, version=version, values={"archived_at": None}):
            audit.record(
                by=by,
                at=at,
                act="activity.restored",
                kind="activity",
                public_id=activity.public_id,
            )


def assign(
    *,
    by: Actor,
    at: datetime,
    activity: Activity,
    unit: Unit,
    provider: Provider | None,
    start_date: date,
    version: int | None = None,
) -> Assignment:
    """Who serves an activity for a unit from a day on; no provider means in-house. The one who
    served it until then ends the day before. Saying again what already holds writes nothing.

    Raises:
        WrongDates: somebody starts later.
        Conflict: the activity, or who serves it, changed since `version`.
    """
    by.require("activity.write")
    with transaction.atomic():
        now = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
        _refuse_served_meanwhile(
            now, unit, version, {"provider": provider, "start_date": start_date}
        )
        rows = activity.assignments.filter(unit=unit)
        if (later := rows.filter(start_date__gt=start_date).first()) is not None:
            raise WrongDates(
                _(
                    "Une affectation commence déjà le %(start)s pour %(unit)s : choisissez une date"
                    " postérieure."
                )
                % {"start": f"{later.start_date:%d/%m/%Y}", "unit": unit},
                field="start_date",
            )
        current = rows.in_force(on=start_date).first()
        if current is not None and current.provider_id == (provider and provider.pk):
            return current
        changes.touch(now, version=None, mine={})
        return _replace_assignment(by, at, current, activity, unit, provider, start_date)


def unassign(
    *,
    by: Actor,
    at: datetime,
    assignment: Assignment,
    end_date: date,
    version: int | None = None,
) -> None:
    """The last day somebody serves an activity for a unit. Raises WrongDates; Conflict."""
    by.require("activity.write")
    if end_date < assignment.start_date:
        raise WrongDates(
            _("La fin précède le début (%(start)s) : corrigez la date.")
            % {"start": f"{assignment.start_date:%d/%m/%Y}"},
            field="end_date",
        )
    with transaction.atomic():
        made = changes.replace(assignment, version=version, values={"end_date": end_date})
        audit.record(
            by=by,
            at=at,
            act="activity.unassigned",
            kind="activity",
            public_id=assignment.activity.public_id,
            detail={"unit": str(assignment.unit), **made},
        )


def ensure(*, by: Actor, at: datetime, names: Iterable[str]) -> dict[str, int]:
    """Ids of the activities that names read in a file mean, by code or by name; the missing ones
    are created. Needs the right to write only when something is missing; one audit event.
    """
    wanted = list(dict.fromkeys(names))
    known = _known()
    missing = matching.missing(wanted, known)
    if not missing:
        return matching.ids(wanted, known)
    by.require("activity.write")
    with transaction.atomic():
        Activity.objects.bulk_create(
            [
                Activity(
                    company_id=by.company_id,
                    name=name[:NAME_LENGTH],
                    code=rules.code_from(name),
                )
                for name in missing
            ],
            batch_size=1000,
        )
        audit.record(
            by=by,
            at=at,
            act="activities.created",
            kind="company",
            public_id=by.company_id,
            detail={"count": len(missing), "names": missing[:50]},
        )
    return matching.ids(wanted, _known())


def add_from_catalogue(*, by: Actor, at: datetime, codes: Iterable[str]) -> int:
    """Add lines of the built-in catalogue; those already there are left alone. Returns how many
    were added; one audit event."""
    by.require("activity.write")
    wanted = set(codes)
    functions = {row.code: row for row in BusinessFunction.objects.all()}
    named = Activity.objects.values_list("code", "catalogue_code")
    # A line that is there under another code is there.
    taken = {rules.key(code) for both in named for code in both if code}
    lines = [
        line
        for line in catalogue.lines()
        if line.code in wanted and rules.key(line.code) not in taken
    ]
    if not lines:
        return 0
    with transaction.atomic():
        Activity.objects.bulk_create(
            [
                Activity(
                    company_id=by.company_id,
                    code=line.code,
                    name=line.name,
                    function=functions.get(line.function),
                    criticality=line.criticality,
                    frequency=line.frequency,
                    volume_unit=line.volume_unit,
                    note=line.note,
                    catalogue_code=line.code,
                )
                for line in lines
            ]
        )
        audit.record(
            by=by,
            at=at,
            act="activities.created",
            kind="company",
            public_id=by.company_id,
            detail={
                "count": len(lines),
                "names": [line.name for line in lines][:50],
                "source": "catalogue",
            },
        )
    return len(lines)


def _refuse_served_meanwhile(
    activity: Activity, unit: Unit, version: int | None, mine: dict[str, Any]
) -> None:
    """Raises Conflict, with who serves the unit now where somebody does."""
    if version in (None, activity.version):
        return
    last = activity.assignments.filter(unit=unit).order_by("-start_date").first()
    raise Conflict(current=last or activity, version=activity.version, mine=mine)


def _known() -> dict[str, int]:
    return matching.index(Activity.objects.order_by("-pk").values_list("pk", "code", "name"))


def _replace_assignment(
    by: Actor,
    at: datetime,
    current: Assignment | None,
    activity: Activity,
    unit: Unit,
    provider: Provider | None,
    start_date: date,
) -> Assignment:
    before = changes.words(current.provider) if current else ""
    if current is not None and current.start_date == start_date:
        # The same day again is a correction: nobody served anything in between.
        assignment = current
        changes.replace(assignment, version=None, values={"provider": provider})
    else:
        if current is not None:
            eve = start_date - timedelta(days=1)
            changes.replace(current, version=None, values={"end_date": eve})
        assignment = Assignment.objects.create(
            activity=activity, unit=unit, provider=provider, start_date=start_date
        )
    audit.record(
        by=by,
        at=at,
        act="activity.assigned",
        kind="activity",
        public_id=activity.public_id,
        detail={
            "unit": str(unit),
            "provider": changes.words(provider),
            "before": before,
            "from": start_date.isoformat(),
        },
    )
    return assignment


def _checked(*, name: str, code: str, but: Activity | None = None, **others: Any) -> dict[str, Any]:
    name = " ".join(name.split())
    code = code.strip() or rules.code_from(name)
    same = Activity.objects.filter(code__iexact=code).exclude(pk=but.pk if but else 0).first()
    if same is not None:
        raise ActivityCodeTaken(
            _("Le code « %(code)s » désigne déjà « %(other)s ». Donnez un autre code.")
            % {"code": code, "other": same},
            field="code",
        )
    checks.refuse_provider_seat(others["accountable"])
    _refuse_unknown_line(others["catalogue_code"])
    return {"name": name, "code": code, **others}


def _refuse_unknown_line(code: str) -> None:
    if code and code not in {line.code for line in catalogue.lines()}:
        raise Refused(_("Le catalogue n’a pas cette ligne."), field="catalogue_code")
