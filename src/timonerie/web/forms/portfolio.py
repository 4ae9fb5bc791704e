from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.portfolio.enums import Level
from timonerie.domains.portfolio.operations.publications import MOST_DAYS, USUAL_DAYS
from timonerie.domains.portfolio.rules.links import LONGEST
from timonerie.web.forms.base import CompanyForm

SORTS = (("", _("le plus grave d’abord")), ("nom", _("par nom")))


class ArrangeForm(forms.Form):
    """How the portfolio is shown; it lives in the address."""

    nom = forms.CharField(label=_("Société"), required=False, max_length=100)
    tri = forms.ChoiceField(label=_("Ordre"), required=False, choices=SORTS)


class FollowForm(forms.Form):
    link = forms.CharField(
        label=_("Lien du résumé"),
        required=False,
        max_length=LONGEST,
        help_text=_("Celui que la société vous a remis, en entier."),
    )
    file = forms.FileField(
        label=_("Ou le fichier du résumé"),
        required=False,
        help_text=_("Quand les deux instances ne peuvent pas se joindre."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(data.get("link")) == bool(data.get("file")):
            raise forms.ValidationError(_("Donnez le lien, ou le fichier : l’un des deux."))
        return data


class PublishForm(CompanyForm):
    recipient = forms.CharField(
        label=_("Destinataire"),
        max_length=150,
        help_text=_("Pour vous y retrouver : ce nom reste ici, il ne part pas."),
    )
    level = forms.ChoiceField(label=_("Ce qui part"), choices=Level.choices, initial=Level.FIGURES)
    names_providers = forms.BooleanField(
        label=_("Nommer les prestataires hors cible"),
        required=False,
        help_text=_("Sans cela, ni prestataire ni site n’est nommé. Une personne ne l’est jamais."),
    )
    days = forms.IntegerField(
        label=_("Durée, en jours"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )
