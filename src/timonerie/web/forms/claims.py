"""What people make of a penalty or a credit."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.performance.models import LevelClaim
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import VersionedForm


class DiscussForm(VersionedForm):
    reply = forms.CharField(
        label=_("Réponse du prestataire"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Ce qu’il répond, en résumé ou mot pour mot. Laissez vide tant qu’il n’a rien dit."
        ),
    )


class GrantForm(VersionedForm):
    granted = AmountField(
        label=_("Montant accordé"),
        required=True,
        decimal_places=2,
        help_text=_("Celui qui a été convenu avec le prestataire, et qui ira en comptabilité."),
    )
    reason = forms.CharField(
        label=_("Motif"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "À dire quand le montant n’est pas celui du calcul : qui le relira comprendra."
        ),
    )

    def cents(self, claim: LevelClaim) -> int:
        """The amount in the smallest unit of the currency of the claim."""
        typed: Any = self.cleaned_data["granted"]
        return money.minor(Decimal(typed), claim.currency)


class WaiveForm(VersionedForm):
    reason = forms.CharField(
        label=_("Motif"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pourquoi rien n’est demandé : une panne de notre côté, un geste commercial."),
    )
