from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.web.forms.base import CompanyForm


class ReopenForm(CompanyForm):
    reason = forms.CharField(
        label=_("Pourquoi la rouvrir"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Le motif reste dans l’historique : facture contestée, fichier corrigé…"),
    )
