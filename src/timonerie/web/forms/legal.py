from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.models import LegalEntity
from timonerie.web.forms.base import ChoiceOf, CompanyForm, VersionedForm


class EntityForm(CompanyForm):
    name = forms.CharField(label=_("Raison sociale"), max_length=150)
    siren = forms.CharField(
        label=_("SIREN"),
        max_length=20,
        help_text=_("Neuf chiffres ; les espaces ne gênent pas. La clé est vérifiée."),
    )
    parent = ChoiceOf(
        label=_("Société mère"),
        required=False,
        help_text=_("Celle qui la détient, dans le groupe."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = LegalEntity.objects.filter(archived_at=None).order_by("name")
        self.offer("parent", rows, empty=_("Aucune"))


class EntityChangeForm(EntityForm, VersionedForm):
    pass


class EstablishmentForm(CompanyForm):
    name = forms.CharField(label=_("Enseigne ou nom d’usage"), max_length=150)
    siret = forms.CharField(
        label=_("SIRET"),
        max_length=25,
        help_text=_("Quatorze chiffres, dont les neuf premiers sont le SIREN de l’entité."),
    )
    town = forms.CharField(label=_("Commune"), max_length=100, required=False)


class EstablishmentChangeForm(EstablishmentForm, VersionedForm):
    pass
