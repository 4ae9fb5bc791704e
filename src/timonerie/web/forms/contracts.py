"""What is said of a contract: nothing is asked but what it is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import NoticeCounts, NoticeForm, Renewal, Tax
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations.contract_checks import MOST_RENEWALS, Statement
from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.organisation.queries import providers
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import contract_words
from timonerie.web.forms.base import (
    ChoiceOf,
    CompanyForm,
    Compared,
    DateField,
    VersionedForm,
)
from timonerie.web.forms.lengths import LengthField

CURRENCIES = ("EUR", "CHF", "GBP", "USD", "XPF")
LENGTHS = ("firm", "renewal_length", "notice", "preparation")


class NewContractForm(CompanyForm):
    name = forms.CharField(
        label=_("Objet"),
        max_length=200,
        help_text=_("Ce que le contrat achète : « Tenue de la paie », « Nettoyage de Lyon »."),
    )
    reference = forms.CharField(label=_("Référence"), max_length=100, required=False)
    provider = ChoiceOf(label=_("Prestataire"), required=False)
    start_date = DateField(label=_("Prise d’effet"), required=False)
    firm = LengthField(
        label=_("Durée ferme"),
        may_last=True,
        help_text=_("Celle de la première période, avant toute reconduction."),
    )
    end_date = DateField(
        label=_("Échéance, si la durée n’est pas connue"),
        required=False,
        help_text=_("Le dernier jour inclus de la période en cours."),
    )
    renewal = forms.ChoiceField(label=_("À l’échéance"), required=False)
    renewal_length = LengthField(label=_("Durée de chaque reconduction"), may_last=True)
    renewals = forms.IntegerField(
        label=_("Reconductions au plus"),
        required=False,
        min_value=0,
        max_value=MOST_RENEWALS,
        help_text=_("Vide si rien ne les limite."),
    )
    notice = LengthField(
        label=_("Préavis"),
        help_text=_("« 0 jour » dit que le contrat n’en demande pas ; vide, que nul ne le sait."),
    )
    notice_counts = forms.ChoiceField(
        label=_("Le préavis se compte"),
        required=False,
        help_text=_("Sauf clause contraire, c’est le jour où la lettre est reçue."),
    )
    notice_form = forms.ChoiceField(label=_("Le préavis se donne par"), required=False)
    preparation = LengthField(
        label=_("Temps pour se préparer"),
        help_text=_("Comparer, consulter, décider : la date de décision vient d’autant plus tôt."),
    )
    notice_given_date = DateField(label=_("Préavis donné le"), required=False)
    amount = forms.DecimalField(
        label=_("Montant par an"), required=False, min_value=0, max_digits=13, localize=True
    )
    tax = forms.ChoiceField(label=_("Taxe"), required=False)
    currency = forms.ChoiceField(label=_("Devise"), required=False)
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        firms = providers.visible_to(reader).active().order_by("name")
        self.offer("provider", firms, empty=_("à connaître"))
        unknown = ("", _now("à connaître"))
        self._choose("renewal", [unknown, *Renewal.choices])
        self._choose("notice_counts", [("", _now("non dit")), *NoticeCounts.choices])
        self._choose("notice_form", [("", _now("non dit")), *NoticeForm.choices])
        self._choose("tax", [("", _now("non dit")), *Tax.choices])
        codes = dict.fromkeys((*CURRENCIES, self.initial.get("currency") or CURRENCIES[0]))
        self._choose("currency", [(code, code) for code in codes])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["currency"] = data.get("currency") or CURRENCIES[0]
        amount = data.pop("amount", None)
        try:
            cents = None if amount is None else money.minor(amount, data["currency"])
        except money.NoSuchAmount:
            self.add_error("amount", _now("Cette devise n’a pas tant de décimales."))
            cents = None
        data["yearly_cents"] = cents
        return data

    def statement(self) -> Statement:
        known = Statement.__dataclass_fields__
        told = {name: value for name, value in self.cleaned_data.items() if name in known}
        return Statement(**told)

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ContractForm(VersionedForm, NewContractForm):
    """The same, of a contract that somebody else may be changing."""

    def __init__(self, data: Any = None, *, reader: Actor, contract: Contract) -> None:
        super().__init__(data, reader=reader, initial=_said(contract))
        for name in LENGTHS:
            field = self.fields[name]
            assert isinstance(field, LengthField)
            field.keep(getattr(contract, name))

    def answer(self, error: Conflict, *, compared: Any = None) -> None:
        """Lengths and choices are compared in words."""
        told = [
            Compared(one.label, _told(one.field, one.theirs), _told(one.field, one.mine))
            for one in error.both
        ]
        super().answer(error, compared=compared or told)


def _told(name: str, value: Any) -> str:
    if value is None or value == "":
        return "—"
    return contract_words.value(name, str(value))


def _said(contract: Contract) -> dict[str, Any]:
    named = {name: getattr(contract, name) for name in Statement.__dataclass_fields__}
    cents = contract.yearly_cents
    amount = None if cents is None else money.major(cents, contract.currency)
    provider = contract.provider.public_id if contract.provider else None
    return {**named, "provider": provider, "amount": amount, "version": contract.version}
