"""Which PDF, of which contract."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.queries import contracts
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import ChoiceOf, CompanyForm


class PaperForm(CompanyForm):
    # An empty file is told so with the others, by its public code.
    file = forms.FileField(label=_("Fichier"), allow_empty_file=True)
    contract = ChoiceOf(
        label=_("Contrat"),
        required=False,
        help_text=_("Laissez vide si vous ne savez pas : il sera proposé d’après le texte."),
    )

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = contracts.visible_to(reader).active().order_by("name", "pk")
        self.offer("contract", rows, empty=_("à classer après lecture"))


class FilingForm(CompanyForm):
    contract = ChoiceOf(label=_("Contrat"), required=False)

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("contract", contracts.visible_to(reader).active().order_by("name", "pk"))

    @property
    def chosen(self) -> Contract | None:
        found: Contract | None = self.cleaned_data["contract"]
        return found
