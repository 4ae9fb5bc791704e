"""What is said of a contract: nothing is asked but what it is about."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import NoticeCounts, NoticeForm, Renewal, Stage, Tax
from timonerie.domains.contracts.models import Contract
from timonerie.domains.contracts.operations.contract_checks import MOST_RENEWALS, Statement
from timonerie.domains.contracts.queries import contracts as queries
from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.models import Seat
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.organisation.queries import providers, seats
from timonerie.domains.sourcing.queries import activities
from timonerie.foundations.accounts.actors import Actor
from timonerie.web import contract_words
from timonerie.web.forms.activities import CRITICALITY
from timonerie.web.forms.base import (
    ChoiceOf,
    ChoicesOf,
    CompanyForm,
    Compared,
    DateField,
    VersionedForm,
)
from timonerie.web.forms.lengths import LengthField

CURRENCIES = ("EUR", "CHF", "GBP", "USD", "XPF")
LENGTHS = ("firm", "renewal_length", "notice", "preparation")


class _ContractForm(CompanyForm):
    name = forms.CharField(
        label=_("Objet"),
        max_length=200,
        help_text=_("Ce que le contrat achète : « Tenue de la paie », « Nettoyage de Lyon »."),
    )
    reference = forms.CharField(
        label=_("Référence"),
        max_length=100,
        required=False,
        help_text=_("Le numéro que porte le contrat, tel que vos listes l’écrivent."),
    )
    provider = ChoiceOf(
        label=_("Prestataire"),
        required=False,
        help_text=_("Avec qui il est signé, ou le sera."),
    )
    activities = ChoicesOf(
        label=_("Activités confiées"),
        required=False,
        help_text=_("Ce qu’il achète : ses niveaux, ses prix et son risque en dépendent."),
    )
    start_date = DateField(
        label=_("Prise d’effet"),
        required=False,
        help_text=_("Le premier jour où il court, souvent différent de la signature."),
    )
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
    renewal = forms.ChoiceField(
        label=_("À l’échéance"),
        required=False,
        help_text=_("Tacite : il repart seul. Expresse : il faut un nouvel accord."),
    )
    renewal_length = LengthField(
        label=_("Durée de chaque reconduction"),
        may_last=True,
        help_text=_("Celle des périodes qui suivent la première."),
    )
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
    notice_form = forms.ChoiceField(
        label=_("Le préavis se donne par"),
        required=False,
        help_text=_("La forme que le contrat exige ; une autre peut ne pas compter."),
    )
    preparation = LengthField(
        label=_("Temps pour se préparer"),
        help_text=_("Comparer, consulter, décider : la date de décision vient d’autant plus tôt."),
    )
    notice_given_date = DateField(
        label=_("Préavis donné le"),
        required=False,
        help_text=_("Vide tant que personne n’a dénoncé le contrat."),
    )
    amount = forms.DecimalField(
        label=_("Montant par an"),
        required=False,
        min_value=0,
        max_digits=13,
        localize=True,
        help_text=_("Ce qu’il coûte en une année pleine, même approché ; vide si nul ne sait."),
    )
    tax = forms.ChoiceField(
        label=_("Taxe"), required=False, help_text=_("Ce que compte ce montant.")
    )
    currency = forms.ChoiceField(
        label=_("Devise"), required=False, help_text=_("Celle des factures.")
    )
    owner = ChoiceOf(
        label=_("Poste qui le suit"),
        required=False,
        help_text=_("Un poste plutôt qu’une personne : il reste quand elle part."),
    )
    frame = ChoiceOf(
        label=_("Contrat cadre"),
        required=False,
        help_text=_("Celui dont il est une commande ou un bon ; un seul niveau."),
    )
    criticality = forms.TypedChoiceField(
        label=_("Criticité"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Vide : celle des activités confiées fait foi."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ce qu’il faut savoir avant de le relire ; n’engage à rien."),
    )

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        firms = providers.visible_to(reader).active().order_by("name")
        self.offer("provider", firms, empty=_("à connaître"))
        self.offer("activities", activities.visible_to(reader).active().order_by("name"))
        self.offer("owner", self._owners(reader))
        self.offer("frame", self._frames(reader))
        self._choose("criticality", [("", _now("celle des activités")), *CRITICALITY])
        unknown = ("", _now("à connaître"))
        self._choose("renewal", [unknown, *Renewal.choices])
        self._choose("notice_counts", [("", _now("non dit")), *NoticeCounts.choices])
        self._choose("notice_form", [("", _now("non dit")), *NoticeForm.choices])
        self._choose("tax", [("", _now("non dit")), *Tax.choices])
        codes = dict.fromkeys((*CURRENCIES, self.initial.get("currency") or CURRENCIES[0]))
        self._choose("currency", [(code, code) for code in codes])

    def _owners(self, reader: Actor) -> Any:
        return seats.visible_to(reader).active().order_by("name", "pk")

    def _frames(self, reader: Actor) -> Any:
        """What may frame a contract: what is framed by nothing itself."""
        rows = queries.visible_to(reader).active().filter(frame__isnull=True)
        return rows.order_by("name", "pk")

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
        return Statement(**{**told, "activities": tuple(told["activities"])})

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class NewContractForm(_ContractForm):
    stage = forms.ChoiceField(
        label=_("En préparation, ou déjà signé ?"),
        choices=[(Stage.SIGNED, _("déjà signé")), (Stage.DRAFT, _("en préparation"))],
        initial=Stage.SIGNED,
        required=False,
        help_text=_("En préparation, il sera approuvé, puis signé ; ses dates n’alertent pas."),
    )

    field_order = ("name", "stage")

    def chosen_stage(self) -> Stage:
        return Stage(self.cleaned_data["stage"] or Stage.SIGNED)


class ContractForm(VersionedForm, _ContractForm):
    """The same, of a contract that somebody else may be changing."""

    def __init__(self, data: Any = None, *, reader: Actor, contract: Contract) -> None:
        self.contract = contract
        super().__init__(data, reader=reader, initial=_said(contract))
        for name in LENGTHS:
            field = self.fields[name]
            assert isinstance(field, LengthField)
            field.keep(getattr(contract, name))

    def _frames(self, reader: Actor) -> Any:
        """Its own one stays offered, whatever became of it."""
        rows = super()._frames(reader).exclude(pk=self.contract.pk)
        return rows | Contract.objects.filter(pk=self.contract.frame_id or 0)

    def _owners(self, reader: Actor) -> Any:
        return super()._owners(reader) | Seat.objects.filter(pk=self.contract.owner_id or 0)

    def statement(self) -> Statement:
        """What the writer does not reach stays entrusted."""
        said, field = super().statement(), self.fields["activities"]
        assert isinstance(field, ChoicesOf)
        offered = [] if field.queryset is None else list(field.queryset)
        rows = self.contract.entrusted_activities.exclude(activity__in=offered)
        kept = tuple(one.activity for one in rows.select_related("activity"))
        return replace(said, activities=(*(said.activities or ()), *kept))

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
    names = set(Statement.__dataclass_fields__) - {"activities"}
    named = {name: getattr(contract, name) for name in names}
    cents = contract.yearly_cents
    amount = None if cents is None else money.major(cents, contract.currency)
    provider = contract.provider.public_id if contract.provider else None
    entrusted = contract.entrusted_activities.select_related("activity")
    linked = {
        "provider": provider,
        "owner": contract.owner.public_id if contract.owner else None,
        "frame": contract.frame.public_id if contract.frame else None,
        "activities": [one.activity.public_id for one in entrusted],
    }
    return {**named, **linked, "amount": amount, "version": contract.version}
