"""The forms of the purchases: a file to drop, lines to look for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.facts.queries.accounting_lines import Side
from timonerie.foundations.wording import months


class AccountingFileForm(forms.Form):
    """Which file."""

    # An empty file is told so with the others, by its public code.
    file = forms.FileField(label=gettext_lazy("Fichier des écritures"), allow_empty_file=True)


class LinesForm(forms.Form):
    """The filters of the lines; what else the address says goes along, hidden."""

    sens = forms.ChoiceField(
        label=gettext_lazy("Lignes"),
        required=False,
        choices=[
            (Side.EVERY.value, gettext_lazy("Toutes")),
            (Side.SPEND.value, gettext_lazy("Dépense confiée à des tiers")),
            (Side.NOBODY.value, gettext_lazy("Dépense sans tiers nommé")),
            (Side.OWED.value, gettext_lazy("Comptes de tiers (401)")),
        ],
    )
    du = forms.ChoiceField(label=gettext_lazy("Du mois"), required=False)
    au = forms.ChoiceField(label=gettext_lazy("Au mois"), required=False)
    compte = forms.CharField(
        label=gettext_lazy("Compte commençant par"), required=False, max_length=20
    )
    journal = forms.ChoiceField(label=gettext_lazy("Journal"), required=False)

    def __init__(
        self,
        *,
        span: Iterable[date],
        journals: Mapping[str, str],
        kept: Mapping[str, Iterable[str]],
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(initial=dict(initial), auto_id="filtre-%s")
        choices = [("", _("Tous")), *((f"{one:%Y-%m}", months.month_label(one)) for one in span)]
        for name in ("du", "au"):
            self._offer(name, choices)
        labels = ((code, f"{code} {label}".strip()) for code, label in journals.items())
        self._offer("journal", [("", _("Tous")), *labels])
        for name, values in kept.items():
            for value in values:
                self.fields[name] = forms.CharField(
                    widget=forms.HiddenInput, initial=value, required=False
                )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
