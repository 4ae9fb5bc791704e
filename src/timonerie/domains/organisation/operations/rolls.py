"""« Toujours sur le dossier ? »: who of the named people is still there, once a month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Contact, ContactRoll, Provider
from timonerie.domains.organisation.operations import contacts
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.team_rules import month_of
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit
from timonerie.foundations.wording.months import month_label


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Those who left, with their last day; everybody else named and still there is kept.
    `theirs` is who of the provider answered, by link."""

    month: date
    left: Mapping[UUID, date] = field(default_factory=dict)
    announced: bool | None = None
    theirs: str = ""


def say(*, by: Actor, at: datetime, provider: Provider, answered: Answered) -> ContactRoll | None:
    """Keep the answer of a month, and note each departure; said again alike, nothing (None).

    Raises:
        Refused: nobody is named, a month to come or answered otherwise, a day that cannot be.
    """
    by.require("provider.write")
    month, today = month_of(answered.month), timezone.localdate(at)
    if month > today:
        raise Refused(_("Ce mois n’a pas commencé : répondez quand il y sera."), field="month")
    with transaction.atomic():
        Provider.objects.select_for_update(no_key=True).get(pk=provider.pk)
        standing = ContactRoll.objects.filter(provider=provider, month=month).first()
        if standing is not None:
            _refuse_otherwise(standing, answered)
            return None
        there = _there(provider)
        _require_known(there, answered, today)
        gone = [there[key] for key in answered.left]
        for one in gone:
            contacts.leave(
                by=by,
                at=at,
                contact=one,
                version=one.version,
                left_date=answered.left[one.public_id],
                announced=answered.announced,
            )
        return _kept(by, at, provider, answered, there)


def _there(provider: Provider) -> dict[UUID, Contact]:
    rows = Contact.objects.filter(provider=provider, left_date=None).select_related("provider")
    return {one.public_id: one for one in rows}


def _require_known(there: Mapping[UUID, Contact], answered: Answered, today: date) -> None:
    if not there:
        raise Refused(_("Personne n’est nommé : ajoutez d’abord un contact."))
    if not set(answered.left) <= set(there):
        raise Refused(_("Une de ces personnes n’est plus dans l’équipe : rechargez la page."))
    for key, day in answered.left.items():
        if day > today:
            raise Refused(
                _("Le dernier jour de %(name)s est à venir : notez-le quand il sera passé.")
                % {"name": there[key].name}
            )


def _refuse_otherwise(standing: ContactRoll, answered: Answered) -> None:
    if sorted(str(key) for key in answered.left) == sorted(standing.left):
        return
    raise Refused(
        _(
            "L’équipe de %(month)s a déjà été pointée par %(name)s. Pour un départ appris depuis,"
            " notez-le sur la ligne de la personne."
        )
        % {"month": month_label(standing.month), "name": standing.said_by}
    )


def _kept(
    by: Actor, at: datetime, provider: Provider, answered: Answered, there: Mapping[UUID, Contact]
) -> ContactRoll:
    made: ContactRoll = ContactRoll.objects.create(
        provider=provider,
        month=month_of(answered.month),
        said_by=answered.theirs or by.name,
        user_id=None if answered.theirs else by.user_id,
        is_theirs=bool(answered.theirs),
        at=at,
        kept=[str(key) for key in there if key not in answered.left],
        left=[str(key) for key in answered.left],
    )
    audit.record(
        by=by,
        at=at,
        act="contact.roll_said",
        kind="provider",
        public_id=provider.public_id,
        detail={"month": made.month.isoformat(), "kept": len(made.kept), "gone": len(made.left)},
    )
    return made
