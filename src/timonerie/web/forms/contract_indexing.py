"""How prices are revised: the clause, a value of its index, a revision."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts import revision_sentences
from timonerie.domains.contracts.models import Contract, IndexClause, IndexValue
from timonerie.domains.contracts.operations.index_clauses import Said
from timonerie.domains.contracts.queries.indexation import SUGGESTED
from timonerie.foundations.wording import formats, months
from timonerie.web.forms.amounts import AmountField
from timonerie.web.forms.base import REQUIRED_CHOICE, ChoiceOf, CompanyForm, DateField

HUNDREDTHS = 100
WHOLE = 100
INDEX_HELP = _("Comme au contrat : %(names)s.")


class ClauseForm(CompanyForm):
    words = forms.CharField(
        label=_("La formule, comme elle est écrite"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Recopiée du contrat : c’est elle qui fait foi."),
    )
    index = forms.CharField(
        label=_("Indice"), max_length=100, help_text=INDEX_HELP % {"names": ", ".join(SUGGESTED)}
    )
    base_month = DateField(
        label=_("Mois de base"), help_text=_("N’importe quel jour du mois de l’indice de départ.")
    )
    base_value = AmountField(
        label=_("Valeur de base"),
        required=True,
        decimal_places=4,
        help_text=_("L’indice de ce mois, lu à sa source : 127,1."),
    )
    fixed = AmountField(
        label=_("Part fixe, en %"),
        decimal_places=2,
        max_value=WHOLE,
        help_text=_("Ce que l’indice ne fait pas bouger : 15 pour P0 × (0,15 + 0,85 × S/S0)."),
    )
    cap = forms.DecimalField(
        label=_("Plafond par révision, en %"),
        required=False,
        localize=True,
        max_digits=6,
        decimal_places=2,
        help_text=_("La hausse la plus forte d’une révision ; vide sans plafond."),
    )
    floor = forms.DecimalField(
        label=_("Plancher par révision, en %"),
        required=False,
        localize=True,
        max_digits=6,
        decimal_places=2,
        help_text=_("0 : le prix ne baisse jamais ; vide sans plancher."),
    )
    month = forms.TypedChoiceField(
        label=_("Mois de révision"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_(
            "Le mois où les prix changent chaque année ; vide si le contrat ne le dit pas."
        ),
    )
    start_date = DateField(
        label=_("À partir du"), help_text=_("Le jour où cette clause prend effet.")
    )

    def __init__(self, data: Any = None, *, known: IndexClause | None, contract: Contract) -> None:
        super().__init__(data, initial=_said(known, contract))
        field = self.fields["month"]
        assert isinstance(field, forms.TypedChoiceField)
        named = [(n, months.month_label(date(2001, n, 1)).split()[0]) for n in range(1, 13)]
        field.choices = [("", _("non dit")), *named]

    def said(self) -> Said:
        told = {name: self.cleaned_data[name] for name in Said.__dataclass_fields__}
        shares = {name: _hundredths(told[name]) for name in ("cap", "floor")}
        return Said(**{**told, **shares, "fixed": _hundredths(told["fixed"]) or 0})


class ValueForm(CompanyForm):
    index = forms.CharField(
        label=_("Indice"),
        max_length=100,
        help_text=_("Le même nom que dans la clause du contrat."),
    )
    month = DateField(
        label=_("Mois de l’indice"), help_text=_("N’importe quel jour du mois qu’il mesure.")
    )
    value = AmountField(
        label=_("Valeur"),
        required=True,
        decimal_places=4,
        help_text=_("Telle que publiée : 132,4."),
    )
    source = forms.CharField(
        label=_("Où elle a été lue"),
        max_length=300,
        help_text=_("L’adresse de la page ou le nom du document : d’autres pourront la relire."),
    )

    def __init__(self, data: Any = None, *, index: str) -> None:
        super().__init__(data, initial={"index": index})


class ValueChoice(ChoiceOf):
    def label_from_instance(self, obj: Any) -> str:
        value = formats.labelled(months.month_label(obj.month), revision_sentences.value(obj.value))
        return str(value)


class RevisionForm(CompanyForm):
    value = ValueChoice(
        label=_("Indice utilisé"),
        help_text=_("La valeur qui remplace celle de la dernière révision."),
    )
    start_date = DateField(
        label=_("À partir du"), help_text=_("Le jour où les prix révisés prendraient effet.")
    )

    def __init__(self, data: Any = None, *, values: Sequence[IndexValue]) -> None:
        super().__init__(data, initial={"start_date": timezone.localdate()})
        rows = IndexValue.objects.filter(pk__in=[one.pk for one in values])
        self.offer("value", rows.order_by("-month"), empty=REQUIRED_CHOICE)


def _hundredths(percent: Decimal | None) -> int | None:
    return None if percent is None else int(percent * HUNDREDTHS)


def _said(known: IndexClause | None, contract: Contract) -> dict[str, Any]:
    if known is None:
        return {"start_date": contract.start_date or timezone.localdate(), "fixed": 0}
    named = ("words", "index", "base_month", "base_value", "month", "start_date")
    shares = {
        name: None if share is None else Decimal(share) / HUNDREDTHS
        for name in ("fixed", "cap", "floor")
        for share in [getattr(known, name)]
    }
    return {name: getattr(known, name) for name in named} | shares
