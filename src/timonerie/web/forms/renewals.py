"""What is assumed in a decision file, what is decided, how far ahead files open."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import RenewalFile
from timonerie.domains.contracts.operations.renewals import LONGEST, MOST_AHEAD, Said
from timonerie.domains.contracts.renewal_enums import RenewalChoice
from timonerie.domains.facts.rules.incidents import money
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import VersionedForm


class AssumptionForm(VersionedForm):
    """Amounts are typed in the currency of the contract."""

    percent = forms.DecimalField(
        label=_("Renégocier : changement de prix (%)"),
        required=False,
        min_value=-100,
        max_value=100,
        decimal_places=2,
        max_digits=5,
        localize=True,
        help_text=_("Votre hypothèse : −8 pour huit pour cent de moins. Vide, rien n’est chiffré."),
    )
    exit_amount = AmountField(
        label=_("Partir : transition et sortie, une fois"),
        decimal_places=2,
        help_text=_("En tout ; vide, on prend les coûts dits des activités du contrat."),
    )

    def __init__(self, data: Any = None, *, file: RenewalFile) -> None:
        self._currency = file.contract.currency
        typed = None if file.exit_cents is None else money.major(file.exit_cents, self._currency)
        initial = {"version": file.version, "percent": file.percent, "exit_amount": typed}
        super().__init__(data, initial=initial)

    def values(self) -> dict[str, Any]:
        """Raises money.NoSuchAmount for more decimals than the currency has."""
        typed: Decimal | None = self.cleaned_data["exit_amount"]
        cents = None if typed is None else money.minor(typed, self._currency)
        return {"percent": self.cleaned_data["percent"], "exit_cents": cents}


class RenewalDecisionForm(VersionedForm):
    choice = forms.ChoiceField(
        label=_("Votre décision"),
        choices=[(one.value, one.label) for one in RenewalChoice],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        help_text=_("Elle est enregistrée ici et n’envoie rien à personne."),
    )
    reason = forms.CharField(
        label=_("Motif"),
        max_length=LONGEST,
        help_text=_("Ce qui a pesé : on vous le demandera à la prochaine échéance."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dissent = forms.CharField(
        label=_("Avis contraire"),
        max_length=LONGEST,
        required=False,
        help_text=_("Qui n’était pas d’accord, et pourquoi : il aura peut-être raison."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, file: RenewalFile) -> None:
        super().__init__(data, initial={"version": file.version})

    def said(self) -> Said:
        data = self.cleaned_data
        return Said(choice=data["choice"], reason=data["reason"], dissent=data["dissent"])


class AheadForm(VersionedForm):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    days_ahead = forms.IntegerField(
        label=_("Jours d’avance"),
        min_value=1,
        max_value=MOST_AHEAD,
        help_text=_("Le dossier s’ouvre tant de jours avant la date de décision ; 60 d’ordinaire."),
    )
