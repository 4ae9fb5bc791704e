"""Who may enter the company, and until when."""

from datetime import date, datetime

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.operations import changes, giving
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.foundations.accounts import policies
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.accounts.enums import Role
from timonerie.foundations.accounts.models import Membership, User
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.audit import personal
from timonerie.foundations.scope.models import Company

#: Roles that open the door to others: a company always keeps one such member.
KEY_ROLES = (Role.ADMINISTRATOR, Role.DIRECTOR)


class AlreadyMember(Refused):
    pass


class WeakPassword(Refused):
    pass


class LastKeyHolder(Refused):
    """Nobody would be left to open the company to others."""


class WrongEnd(Refused):
    pass


def create(
    *,
    by: Actor,
    at: datetime,
    company: Company,
    email: str,
    name: str,
    role: str,
    password: str | None,
    start_date: date,
    end_date: date | None = None,
) -> Membership:
    """A role in the company. An account that exists keeps its name and its password, and the
    caller is told nothing of it: whether somebody uses another company here is not ours to say.

    Raises:
        AlreadyMember: the person has that role already.
        WeakPassword: too short or too common.
        WrongEnd: the end comes before the start, or the role needs one.
        NotYours: the role is not one that the actor may give.
    """
    _require_same_company(by, company)
    giving.refuse_role(by, role)
    refuse_without_end(role, end_date)
    email = email.strip().lower()
    refuse_weak(password, email=email, name=name)
    refuse_end_before_start(start_date, end_date)
    with transaction.atomic():
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email=email, name=" ".join(name.split()), password=password
        )
        giving.refuse_to_oneself(by, user.pk)
        existing = Membership.objects.filter(user=user, company=company, role=role).first()
        if existing is not None and (existing.end_date is None or existing.end_date >= start_date):
            raise AlreadyMember(_("%(name)s a déjà ce rôle.") % {"name": user.name}, field="email")
        membership = existing or Membership(user=user, company=company, role=role)
        membership.start_date, membership.end_date = start_date, end_date
        membership.save()
        audit.record(
            by=by,
            at=at,
            act="member.added",
            kind="membership",
            public_id=membership.public_id,
            about=personal.subject("user", user.pk),
            detail={
                "name": user.name,
                "role": role,
                "from": start_date.isoformat(),
                "to": changes.words(end_date),
            },
        )
    return membership


def end(
    *,
    by: Actor,
    at: datetime,
    membership: Membership,
    end_date: date,
    version: int | None = None,
) -> None:
    """The last day of a role, included.

    Raises:
        Conflict: the role changed since `version`, or since it was read.
        WrongEnd: before it started.
        LastKeyHolder: nobody would be left with that key role.
        NotYours: the role is not one that the actor may take back.
    """
    _require_same_company(by, membership.company)
    giving.refuse_role(by, membership.role)
    refuse_end_before_start(membership.start_date, end_date)
    with transaction.atomic():
        Company.objects.select_for_update(no_key=True).get(pk=membership.company_id)
        _refuse_last(membership, end_date)
        made = changes.replace(membership, version=version, values={"end_date": end_date})
        audit.record(
            by=by,
            at=at,
            act="member.ended",
            kind="membership",
            public_id=membership.public_id,
            about=personal.subject("user", membership.user_id),
            detail={"name": membership.user.name, **made},
        )


def move(
    *,
    by: Actor,
    at: datetime,
    membership: Membership,
    role: str,
    end_date: date | None = None,
    version: int | None = None,
) -> None:
    """Another role for the same person; their mandates stay, and their last day unless another is
    given.

    Raises:
        Conflict: the role changed since `version`, or since it was read.
        AlreadyMember: the person has had that role here already.
        LastKeyHolder: nobody would be left to open the company to others.
        NotYours: the role, or the one it replaces, is not one that the actor may give.
        WrongEnd: the role needs an end.
    """
    _require_same_company(by, membership.company)
    if role == membership.role and version in (None, membership.version):
        return
    giving.refuse_to_oneself(by, membership.user_id)
    giving.refuse_role(by, role)
    giving.refuse_role(by, membership.role)
    end_date = end_date or membership.end_date
    refuse_end_before_start(membership.start_date, end_date)
    refuse_without_end(role, end_date)
    name = membership.user.name
    with transaction.atomic():
        Company.objects.select_for_update(no_key=True).get(pk=membership.company_id)
        same = Membership.objects.filter(
            user=membership.user_id, company=membership.company_id, role=role
        )
        if same.exists():
            raise AlreadyMember(_("%(name)s a déjà ce rôle.") % {"name": name}, field="role")
        if role not in KEY_ROLES:
            _refuse_last(membership, at.date())
        values = {"role": role, "end_date": end_date}
        made = changes.replace(membership, version=version, values=values)
        audit.record(
            by=by,
            at=at,
            act="member.moved",
            kind="membership",
            public_id=membership.public_id,
            about=personal.subject("user", membership.user_id),
            detail={"name": name, **made},
        )


def refuse_weak(password: str | None, *, email: str, name: str) -> None:
    """Raises WeakPassword."""
    if password is None:
        return
    try:
        password_validation.validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages), field="password") from error


def refuse_end_before_start(start_date: date, end_date: date | None) -> None:
    """Raises WrongEnd."""
    if end_date is not None and end_date < start_date:
        raise WrongEnd(
            _("La fin précède le début (%(start)s) : corrigez la date.")
            % {"start": f"{start_date:%d/%m/%Y}"},
            field="end_date",
        )


def refuse_without_end(role: str, end_date: date | None) -> None:
    """Raises WrongEnd."""
    if end_date is None and policies.needs_end(Role(role)):
        raise WrongEnd(
            _("Ce rôle se donne pour une durée connue : dites son dernier jour."), field="end_date"
        )


def _require_same_company(by: Actor, company: Company) -> None:
    by.require("user.write")
    if company.pk != by.company_id:
        raise PermissionError("an actor writes in its own company only")


def _refuse_last(membership: Membership, end_date: date) -> None:
    if membership.role not in KEY_ROLES:
        return
    others = Membership.objects.filter(
        company_id=membership.company_id,
        role__in=KEY_ROLES,
        end_date=None,
        start_date__lte=end_date,
        user__is_active=True,
    )
    if not others.exclude(pk=membership.pk).exists():
        raise LastKeyHolder(
            _(
                "C’est le dernier accès qui permet d’en ouvrir d’autres. Donnez d’abord le rôle"
                " « direction » ou « administration technique » à quelqu’un d’autre."
            )
        )
