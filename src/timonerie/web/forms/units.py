from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.enums import UnitKind
from timonerie.domains.organisation.models import Calendar, Establishment, Unit
from timonerie.web.forms.base import (
    REQUIRED_CHOICE,
    ChoiceOf,
    CompanyForm,
    DateField,
    VersionedForm,
)

KINDS = [(kind.value, kind.label) for kind in UnitKind if kind != UnitKind.GROUP]


class _Fields(CompanyForm):
    name = forms.CharField(label=_("Nom"), max_length=150)
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        required=False,
        help_text=_("Celui que portent vos fichiers. Laissé vide, le nom sert de code."),
    )
    establishment = ChoiceOf(
        label=_("Établissement"),
        required=False,
        help_text=_("Le lieu au sens de l’INSEE, connu par son SIRET."),
    )
    calendar = ChoiceOf(label=_("Calendrier"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("establishment", Establishment.objects.filter(archived_at=None))
        self.offer(
            "calendar",
            Calendar.objects.filter(archived_at=None),
            empty=_("Celui de l’unité au-dessus"),
        )


class UnitForm(_Fields):
    kind = forms.ChoiceField(label=_("Niveau"), choices=KINDS)
    parent = ChoiceOf(label=_("Rattachée à"))
    field_order = ["kind", "name", "parent", "code", "establishment", "calendar"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Unit.objects.active().exclude(kind=UnitKind.TEAM).order_by("path")
        self.offer("parent", above, empty=None)


class UnitChangeForm(_Fields, VersionedForm):
    calendar_from = DateField(
        label=_("Calendrier suivi à partir du"),
        required=False,
        help_text=_(
            "Si vous changez de calendrier : avant ce jour, l’ancien continue de compter. Vide,"
            " le nouveau vaut depuis toujours, et les délais passés sont mesurés de nouveau."
        ),
    )
    field_order = ["name", "code", "establishment", "calendar", "calendar_from"]


class UnitMoveForm(VersionedForm):
    parent = ChoiceOf(
        label=_("Rattachée à"),
        help_text=_(
            "Tout ce qui dépend de l’unité la suit. Les chiffres passés sont recalculés"
            " avec le nouveau rattachement."
        ),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.active().exclude(path__startswith=unit.path).order_by("path")
        self.offer("parent", rows, empty=REQUIRED_CHOICE)
