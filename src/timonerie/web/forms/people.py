from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.enums import HolderKind
from timonerie.domains.organisation.models import BusinessFunction, Person, Provider, Unit
from timonerie.web.forms.base import (
    REQUIRED_CHOICE,
    ChoiceOf,
    CompanyForm,
    DateField,
    VersionedForm,
)


class PersonForm(CompanyForm):
    name = forms.CharField(label=_("Nom"), max_length=150)
    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    unit = ChoiceOf(label=_("Unité"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", Unit.objects.active().order_by("path"), empty=_("Aucune"))


class PersonChangeForm(PersonForm, VersionedForm):
    pass


class SeatForm(CompanyForm):
    name = forms.CharField(
        label=_("Intitulé du poste"),
        max_length=150,
        help_text=_("Le poste, pas la personne : « DAF », « responsable paie »."),
    )
    unit = ChoiceOf(label=_("Unité"))
    function = ChoiceOf(label=_("Fonction"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", Unit.objects.active().order_by("path"), empty=REQUIRED_CHOICE)
        self.offer("function", BusinessFunction.objects.order_by("rank"), empty=_("Aucune"))


class SeatChangeForm(SeatForm, VersionedForm):
    pass


class HoldingForm(CompanyForm):
    kind = forms.ChoiceField(label=_("Tenu par"), choices=HolderKind.choices)
    person = ChoiceOf(
        label=_("Personne"),
        required=False,
        help_text=_("Pour un salarié ou un dirigeant à temps partagé."),
    )
    provider = ChoiceOf(
        label=_("Prestataire"),
        required=False,
        help_text=_("Pour un poste tenu par un prestataire."),
    )
    start_date = DateField(label=_("Depuis le"))
    end_date = DateField(
        label=_("Jusqu’au"), required=False, help_text=_("Vide tant que la fin n’est pas connue.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", Person.objects.active().order_by("name"))
        self.offer("provider", Provider.objects.active().order_by("name"))


class LeavingForm(VersionedForm):
    end_date = DateField(label=_("Dernier jour"))
