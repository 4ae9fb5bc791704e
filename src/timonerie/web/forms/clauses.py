"""What the company means to become, and which clauses an amendment takes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.clause_enums import Project
from timonerie.domains.contracts.operations.projects import MOST_MONTHS
from timonerie.web.forms.base import CompanyForm, DateField


class ProjectForm(CompanyForm):
    project = forms.ChoiceField(
        label=_("Projet"),
        choices=Project.choices,
        help_text=_(
            "Vendre ou transmettre rend vital le changement de contrôle du client ; acheter, les"
            " volumes et les changements de périmètre."
        ),
    )
    months = forms.IntegerField(
        label=_("Dans combien de mois"),
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("Vide si vous ne savez pas, ou si le projet est de garder la société."),
    )
    start_date = DateField(
        label=_("À partir du"),
        help_text=_("Le jour d’où ce projet compte. Les précédents restent dans l’historique."),
    )


class AmendmentForm(CompanyForm):
    number = forms.IntegerField(
        label=_("Numéro de l’avenant"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Vide si vous ne le connaissez pas encore : il restera à compléter."),
    )
    clauses = forms.MultipleChoiceField(
        label=_("Clauses de l’avenant"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Celles que vous avez dites absentes ou faibles sont cochées."),
        error_messages={"required": _("Cochez au moins une clause.")},
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["clauses"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = offered
