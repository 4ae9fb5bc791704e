"""The management tree: group, regions, sites and teams."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, Substr
from django.utils.translation import gettext as _

from timonerie.domains.organisation import rules
from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Calendar, Establishment, Unit
from timonerie.domains.organisation.operations import calendars, changes, matching
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit

NAME_LENGTH = 150


class UnitCodeTaken(Refused):
    pass


class WrongPlace(Refused):
    """A unit would stand under one that cannot hold it."""


class UnitInUse(Refused):
    pass


def root() -> Unit:
    """The group at the top of the current company's tree."""
    top: Unit = Unit.objects.get(kind=UnitKind.GROUP, parent=None)
    return top


def create(
    *,
    by: Actor,
    at: datetime,
    kind: str,
    name: str,
    code: str | None = None,
    parent: Unit | None = None,
    establishment: Establishment | None = None,
    calendar: Calendar | None = None,
) -> Unit:
    """Without a parent, the unit stands under the group; without a code, its name is its code.

    Raises:
        UnitCodeTaken: a unit of that level already answers to the code.
        WrongPlace: the parent is not of a higher level.
    """
    by.require("organisation.write")
    name = " ".join(name.split())
    above = parent or root()
    refuse_wrong_place(kind, above)
    code = (code or "").strip() or rules.code_from(name)
    refuse_taken_code(kind, code)
    with transaction.atomic():
        unit: Unit = Unit.objects.create(
            kind=kind,
            name=name,
            code=code,
            parent=above,
            establishment=establishment,
            calendar=calendar,
        )
        unit.path = f"{above.path}{unit.pk}/"
        unit.save(update_fields=["path"])
        audit.record(
            by=by,
            at=at,
            act="unit.created",
            kind="unit",
            public_id=unit.public_id,
            detail={"level": kind, "name": name, "code": code, "under": above.name},
        )
    return unit


def update(
    *,
    by: Actor,
    at: datetime,
    unit: Unit,
    version: int,
    name: str,
    code: str,
    establishment: Establishment | None,
    calendar: Calendar | None,
    calendar_from: date | None = None,
) -> None:
    """`calendar_from` is the first day of the calendar in that unit; without it, it always was.

    Raises:
    UnitCodeTaken: a unit of that level already answers to the code.
    Conflict: the unit changed since `version`.
    """
    by.require("organisation.write")
    code = code.strip() or rules.code_from(name)
    refuse_taken_code(unit.kind, code, but=unit)
    values = {
        "name": " ".join(name.split()),
        "code": code,
        "establishment": establishment,
        "calendar": calendar,
    }
    followed = unit.calendar_id
    with transaction.atomic():
        made = changes.replace(unit, version=version, values=values)
        if "calendar" in made:
            start_date = calendar_from or calendars.ORIGIN
            calendars.follow(unit=unit, followed=followed, start_date=start_date, at=at)
            made["from"] = start_date.isoformat()  # type: ignore[assignment]
        if made:
            audit.record(
                by=by,
                at=at,
                act="unit.changed",
                kind="unit",
                public_id=unit.public_id,
                detail=made,
            )


def rename(*, by: Actor, at: datetime, unit: Unit, version: int, name: str) -> None:
    """Raises Conflict when the unit changed since `version`."""
    update(
        by=by,
        at=at,
        unit=unit,
        version=version,
        name=name,
        code=unit.code,
        establishment=unit.establishment,
        calendar=unit.calendar,
    )


def move(*, by: Actor, at: datetime, unit: Unit, version: int, parent: Unit) -> None:
    """Put a unit, with everything below it, under another one.

    Raises:
        WrongPlace: the parent is not of a higher level, or stands below the unit.
        Conflict: the unit changed since `version`.
    """
    by.require("organisation.write")
    if unit.parent_id is None:
        raise WrongPlace(_("Le groupe est la racine : il ne se déplace pas."), field="parent")
    if parent.path.startswith(unit.path):
        raise WrongPlace(
            _("« %(unit)s » ne peut pas être rattachée à elle-même ni à ce qui en dépend.")
            % {"unit": unit},
            field="parent",
        )
    refuse_wrong_place(unit.kind, parent)
    with transaction.atomic():
        made = changes.replace(unit, version=version, values={"parent": parent})
        if not made:
            return
        _move_paths(old=unit.path, new=f"{parent.path}{unit.pk}/")
        unit.path = f"{parent.path}{unit.pk}/"
        audit.record(
            by=by, at=at, act="unit.moved", kind="unit", public_id=unit.public_id, detail=made
        )


def archive(*, by: Actor, at: datetime, unit: Unit, version: int) -> None:
    """Raises:
    UnitInUse: active units or seats still stand under it, or it is the group.
    Conflict: the unit changed since `version`.
    """
    by.require("organisation.write")
    if unit.parent_id is None:
        raise UnitInUse(_("Le groupe ne s’archive pas : c’est la racine de l’organisation."))
    below = list(unit.children.filter(archived_at=None).values_list("name", flat=True)[:3])
    seats = list(unit.seats.filter(archived_at=None).values_list("name", flat=True)[:3])
    if below or seats:
        raise UnitInUse(
            _("« %(unit)s » porte encore %(what)s. Déplacez ou archivez d’abord ce qui en dépend.")
            % {"unit": unit, "what": ", ".join([*below, *seats])}
        )
    with transaction.atomic():
        changes.replace(unit, version=version, values={"archived_at": at})
        audit.record(by=by, at=at, act="unit.archived", kind="unit", public_id=unit.public_id)


def restore(*, by: Actor, at: datetime, unit: Unit, version: int) -> None:
    """Take a unit out of the archives. Raises Conflict when it changed since `version`."""
    by.require("organisation.write")
    with transaction.atomic():
        if changes.replace(unit, version=version, values={"archived_at": None}):
            audit.record(by=by, at=at, act="unit.restored", kind="unit", public_id=unit.public_id)


def ensure(*, by: Actor, at: datetime, kind: str, names: Iterable[str]) -> dict[str, int]:
    """Ids of the units of a level that names read in a file mean, by code or by name; what is
    missing is created under the group. Needs the right to write only when something is missing.

    One audit event and a constant number of statements per thousand names. Blank names are left
    out of the answer.
    """
    wanted = list(dict.fromkeys(names))
    known = _known(kind)
    missing = matching.missing(wanted, known)
    if not missing:
        return matching.ids(wanted, known)
    by.require("organisation.write")
    above = root()
    refuse_wrong_place(kind, above)
    with transaction.atomic():
        Unit.objects.bulk_create(
            [
                Unit(
                    company_id=by.company_id,
                    kind=kind,
                    name=name[:NAME_LENGTH],
                    code=rules.code_from(name),
                    parent=above,
                )
                for name in missing
            ],
            batch_size=1000,
        )
        Unit.objects.filter(path="").update(
            path=Concat(Value(above.path), Cast("pk", CharField()), Value("/"))
        )
        audit.record(
            by=by,
            at=at,
            act="units.created",
            kind="unit",
            public_id=above.public_id,
            detail={"level": kind, "count": len(missing), "names": missing[:50]},
        )
    return matching.ids(wanted, _known(kind))


def refuse_wrong_place(kind: str, parent: Unit) -> None:
    """Raises WrongPlace."""
    if not rules.may_stand_under(kind, parent.kind):
        raise WrongPlace(
            _(
                "Une unité de niveau « %(kind)s » ne se rattache pas à « %(parent)s »"
                " (%(parent_kind)s). Choisissez une unité de niveau supérieur."
            )
            % {
                "kind": UnitKind(kind).label,
                "parent": parent,
                "parent_kind": UnitKind(parent.kind).label,
            },
            field="parent",
        )


def refuse_taken_code(kind: str, code: str, *, but: Unit | None = None) -> None:
    """Raises UnitCodeTaken."""
    others = Unit.objects.filter(kind=kind, code__iexact=code)
    if but is not None:
        others = others.exclude(pk=but.pk)
    other = others.first()
    if other is not None:
        raise UnitCodeTaken(
            _("Le code « %(code)s » désigne déjà « %(unit)s ». Donnez un autre code.")
            % {"code": code, "unit": other},
            field="code",
        )


def _known(kind: str) -> dict[str, int]:
    rows = Unit.objects.filter(kind=kind).order_by("-pk")
    return matching.index(rows.values_list("pk", "code", "name"))


def _move_paths(*, old: str, new: str) -> None:
    Unit.objects.filter(path__startswith=old).update(
        path=Concat(Value(new), Substr(F("path"), len(old) + 1))
    )
