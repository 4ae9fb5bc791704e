"""Who holds an activity inside: who answers for it, who stands in, who could take it back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations import changes
from timonerie.domains.organisation.operations.errors import Refused
from timonerie.domains.sourcing.enums import Veto
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.operations import checks
from timonerie.foundations.accounts.actors import Actor
from timonerie.foundations.audit import operations as audit


def hold(
    *,
    by: Actor,
    at: datetime,
    activity: Activity,
    version: int,
    accountable: Seat | None,
    deputy: Seat | None,
    keeper: Seat | None,
    has_no_keeper: bool = False,
    vetoes: Collection[Veto] = (),
) -> None:
    """Say the three posts at once, and the vetoes beside those of the catalogue; `has_no_keeper`
    says that nobody inside can specify, check and take back.

    Raises:
        ProviderCannotAnswer: a provider holds one of the posts.
        OutOfReach: a mandate narrows the writer to sites or to providers: posts are the company's.
        Refused: the deputy is who answers, or a keeper is named and said not to exist.
        Conflict: the activity has another version by now.
    """
    by.require("activity.write")
    checks.require_whole(by, at=at, activity=activity)
    for name, seat in (("accountable", accountable), ("deputy", deputy), ("keeper", keeper)):
        checks.refuse_provider_seat(seat, field=name)
    if deputy is not None and deputy == accountable:
        raise Refused(
            _("Le suppléant est déjà le poste responsable : choisissez un autre poste."),
            field="deputy",
        )
    if keeper is not None and has_no_keeper:
        raise Refused(
            _("Un poste est nommé et « personne » est coché : gardez l’un des deux."),
            field="has_no_keeper",
        )
    values = {
        "accountable": accountable,
        "deputy": deputy,
        "keeper": keeper,
        "has_no_keeper": has_no_keeper,
        "vetoes": sorted(Veto(one).value for one in vetoes),
    }
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
