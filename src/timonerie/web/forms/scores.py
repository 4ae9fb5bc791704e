"""The weights of the score of the providers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.operations.scores import LONGEST
from timonerie.domains.contracts.rules.scores import DEFAULT
from timonerie.web import score_words
from timonerie.web.forms.base import CompanyForm


def _weight(code: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=score_words.CRITERIA[code],
        min_value=0,
        max_value=100,
        help_text=score_words.HELPS[code],
    )


class WeightsForm(CompanyForm):
    """`version` is the number of the weights that the reader read, 0 for those proposed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    levels = _weight("levels")
    punctuality = _weight("punctuality")
    incidents = _weight("incidents")
    papers = _weight("papers")
    price = _weight("price")
    reason = forms.CharField(
        label=_("Motif"),
        max_length=LONGEST,
        required=False,
        help_text=_("Pourquoi ces poids : les versions passées restent, avec leur motif."),
    )

    def __init__(self, data: Any = None, *, weights: Mapping[str, int], number: int) -> None:
        super().__init__(data, initial={**weights, "version": number})

    def weights(self) -> dict[str, int]:
        return {code: self.cleaned_data[code] for code in DEFAULT}
