"""What several writes of the activities check alike."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import Seat, Unit
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.organisation.queries.reach import reach
from timonerie.domains.sourcing.models import Activity, Assignment
from timonerie.domains.sourcing.queries import reaching
from timonerie.foundations.accounts.actors import Actor


class ProviderCannotAnswer(Refused):
    """A provider does the work; somebody of the company answers for it."""


class OutOfReach(Refused):
    """The writer's mandate does not go there."""


def refuse_provider_seat(seat: Seat | None, *, field: str = "accountable") -> None:
    """Raises ProviderCannotAnswer for a post that a provider holds."""
    if seat is None:
        return
    if seat.holdings.filter(kind=HolderKind.PROVIDER, end_date=None).exists():
        raise ProviderCannotAnswer(
            _(
                "« %(seat)s » est tenu par un prestataire : il exécute, il ne répond pas."
                " Choisissez un poste tenu par quelqu’un de l’entreprise."
            )
            % {"seat": seat},
            field=field,
        )


def require_place(by: Actor, *, at: datetime, activity: Activity, unit: Unit | None) -> None:
    """Raises OutOfReach for a site outside the writer's mandate, one where their provider does not
    serve the activity, or for the whole company when a mandate narrows the writer to sites or to
    providers."""
    on = timezone.localdate(at)
    seen = reach(by, on=on)
    if not seen.holds(function=activity.function_id):
        raise _out_of_reach()
    if unit is not None and not seen.holds(unit=unit.pk):
        raise _out_of_reach()
    if unit is not None and seen.provider_ids is not None:
        served = Assignment.objects.in_force(on=on).filter(activity=activity, unit=unit)
        if not served.filter(provider_id__in=seen.provider_ids).exists():
            raise _out_of_reach()
    if unit is None and not reaching.sees_whole(by, on=on):
        raise OutOfReach(
            _("Votre mandat va par site : dites de quel site il s’agit."), field="unit"
        )


def require_whole(by: Actor, *, at: datetime, activity: Activity) -> None:
    """Raises OutOfReach unless the writer reads the decisions of an activity."""
    on = timezone.localdate(at)
    if not reaching.activities(by, on=on).filter(pk=activity.pk).exists():
        raise _out_of_reach()


def _out_of_reach() -> OutOfReach:
    return OutOfReach(_("Votre mandat ne va pas jusque-là : demandez à la direction."))
