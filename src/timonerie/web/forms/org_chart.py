"""Where a post is tied in the org chart."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.queries import seats
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import ChoiceOf, VersionedForm


class AttachForm(VersionedForm):
    manager = ChoiceOf(
        label=_("Relève de"),
        required=False,
        help_text=_("Le poste au-dessus, tenu ou vacant. Aucun : ce poste est un sommet."),
    )

    def __init__(self, *args: Any, reader: Actor, seat: Seat, **options: Any) -> None:
        options["initial"] = {
            "version": seat.version,
            "manager": seat.manager and seat.manager.public_id,
        } | options.get("initial", {})
        super().__init__(*args, **options)
        rows = seats.visible_to(reader).active().exclude(pk=seat.pk).select_related("unit")
        self.offer("manager", rows.order_by("name"), empty=_("aucun : c’est un sommet"))
