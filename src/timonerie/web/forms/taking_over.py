"""Which version of a statement of work a contract takes over, and from which day."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.models import Contract
from timonerie.domains.sourcing.models import StatementVersion
from timonerie.web.forms.base import CompanyForm, DateField


class TakingForm(CompanyForm):
    """`statement` gives the version; `known` are those that the reader may take."""

    statement = forms.ChoiceField(
        label=_("Version approuvée"),
        help_text=_("Seule une version approuvée engage ; un brouillon ne se reprend pas."),
    )
    effective = DateField(
        label=_("Vaut à partir du"),
        required=False,
        help_text=_(
            "Ce qui change vaut dès ce jour, ce qui disparaît finit la veille. Vide, à la première"
            " reprise, dès la prise d’effet du contrat."
        ),
    )

    def __init__(
        self, data: Any = None, *, contract: Contract, known: Sequence[StatementVersion]
    ) -> None:
        self.known = {str(one.public_id): one for one in known}
        followed = contract.statement_version
        super().__init__(
            data,
            initial={
                "statement": next(iter(self.known), ""),
                "effective": contract.start_date if followed is None else None,
            },
        )
        field = self.fields["statement"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, _label(one)) for key, one in self.known.items()]

    def clean_statement(self) -> StatementVersion:
        found = self.known.get(self.cleaned_data["statement"])
        if found is None:
            raise ValidationError(_now("Choisissez une version approuvée de la liste."))
        return found


def _label(version: StatementVersion) -> str:
    words = {"title": version.statement.title, "number": version.number}
    return _now("%(title)s, version %(number)s") % words
