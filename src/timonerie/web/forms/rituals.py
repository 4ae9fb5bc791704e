"""Forms of the rituals: a calendar, what several become, what one is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries import seats, units
from timonerie.domains.rituals.enums import RitualLevel, RitualState
from timonerie.domains.rituals.models import Ritual
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import ChoiceOf, CompanyForm, VersionedForm

LEVELS = [("", _("tel que proposé")), *RitualLevel.choices]
NO_LEVEL = [("", _("pas encore dit")), *RitualLevel.choices]
SORTS = [
    (RitualState.KEPT, _("garder")),
    (RitualState.SET_ASIDE, _("mettre de côté")),
]


class CalendarForm(forms.Form):
    file = forms.FileField(label=_("Agenda"), allow_empty_file=True)
    agenda = forms.CharField(
        label=_("L’agenda de qui ?"),
        max_length=100,
        required=False,
        help_text=_(
            "Deux exports du même agenda sont comparés : une réunion disparue devient une question."
            " Vide : le vôtre."
        ),
    )


class SortForm(CompanyForm):
    """Several proposals at once."""

    state = forms.ChoiceField(label=_("Les rituels cochés"), choices=SORTS)
    level = forms.ChoiceField(label=_("Niveau"), choices=LEVELS, required=False)
    unit = ChoiceOf(label=_("Unité"), required=False)

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = units.visible_to(reader).active().order_by("name")
        self.offer("unit", rows, empty=_("telle que proposée"))


class RitualForm(VersionedForm):
    name = forms.CharField(label=_("Nom"), max_length=150)
    level = forms.ChoiceField(label=_("Niveau"), choices=NO_LEVEL, required=False)
    unit = ChoiceOf(
        label=_("Unité"),
        required=False,
        help_text=_("Son responsable voit le rituel ; sans unité, seule la direction le voit."),
    )
    owner = ChoiceOf(label=_("Poste qui l’anime"), required=False)

    def __init__(self, *args: Any, reader: Actor, ritual: Ritual, **options: Any) -> None:
        options["initial"] = {
            "version": ritual.version,
            "name": ritual.name,
            "level": ritual.level,
            "unit": ritual.unit and ritual.unit.public_id,
            "owner": ritual.owner and ritual.owner.public_id,
        } | options.get("initial", {})
        super().__init__(*args, **options)
        self.offer("unit", units.visible_to(reader).active().order_by("name"))
        rows = seats.visible_to(reader).active().select_related("unit").order_by("name")
        self.offer("owner", rows, empty=_("personne encore"))
