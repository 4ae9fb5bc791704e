"""What is known of an activity, for the company or for one site: nothing is asked, all may be
blank."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.facts.rules.incidents import money
from timonerie.domains.organisation.operations.errors import Conflict
from timonerie.domains.sourcing.enums import Confidentiality, DataKind, ValueField
from timonerie.domains.sourcing.models import Activity
from timonerie.domains.sourcing.rules.values import Value
from timonerie.web import activity_words
from timonerie.web.forms.amounts import AmountField, CountField
from timonerie.web.forms.base import ChoiceOf, CompanyForm, Compared, VersionedForm
from timonerie.web.forms.contracts import CURRENCIES
from timonerie.web.forms.seasons import SeasonField

LONGEST = 300
#: Where the control has not the name of its field: a form has `data` of its own.
NAMES = {ValueField.DATA: "handled"}


def boxes(choices: Any, **options: Any) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})
    return forms.MultipleChoiceField(choices=choices, widget=widget, required=False, **options)


class ValuesForm(VersionedForm):
    """Its fields are those of `ValueField`, and the currency of the cost."""

    yearly_volume = CountField(
        label=_("Volume par an"),
        required=False,
        min_value=0,
        max_value=10**9,
        help_text=_("Combien de fois elle est faite en douze mois, dans son unité de volume."),
    )
    seasonality = SeasonField(
        label=_("Saisonnalité"),
        help_text=_(
            "Le poids de chaque mois, dans l’unité que vous voulez : seule leur proportion compte."
        ),
    )
    yearly_cost = AmountField(
        label=_("Coût par an"),
        max_digits=13,
        help_text=_("Hors taxes : ce qu’elle coûte en douze mois, dedans ou dehors."),
    )
    currency = forms.ChoiceField(
        label=_("Devise"), required=False, help_text=_("Celle du coût ci-dessus.")
    )
    heads = forms.DecimalField(
        label=_("Personnes qui la font"),
        required=False,
        min_value=0,
        max_digits=7,
        decimal_places=2,
        localize=True,
        help_text=_("En temps plein chez vous : 0,5 pour un mi-temps."),
    )
    frequency = forms.CharField(
        label=_("Fréquence"),
        max_length=LONGEST,
        required=False,
        help_text=_("Par exemple : chaque mois, à chaque embauche, en continu."),
    )
    our_deadline = forms.CharField(
        label=_("Échéance de nos entrées"),
        max_length=LONGEST,
        required=False,
        help_text=_("Ce que vous devez fournir, et quand : « les variables, cinq jours avant »."),
    )
    their_deadline = forms.CharField(
        label=_("Échéance du rendu"),
        max_length=LONGEST,
        required=False,
        help_text=_("Ce qui doit être rendu, et quand : « les bulletins, le dernier jour ouvré »."),
    )
    tools = forms.CharField(
        label=_("Outils"),
        max_length=LONGEST,
        required=False,
        help_text=_("Les logiciels et les accès sans lesquels elle ne se fait pas."),
    )
    handled = boxes(
        DataKind.choices,
        label=_("Données traitées"),
        help_text=_("Ce que voit celui qui la fait."),
    )
    confidentiality = forms.TypedChoiceField(
        label=_("Confidentialité"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Ce que ferait une fuite de ces données."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        activity: Activity,
        said: Mapping[ValueField, Value],
    ) -> None:
        initial: dict[str, Any] = {
            NAMES.get(field, field.value): activity_words.initial(field, one.value)
            for field, one in said.items()
        }
        cost = said.get(ValueField.YEARLY_COST)
        currency = cost.value["currency"] if cost and isinstance(cost.value, Mapping) else ""
        initial |= {"version": activity.version, "currency": currency or CURRENCIES[0]}
        super().__init__(data, initial=initial)
        self.activity, self.said = activity, said
        codes = dict.fromkeys((*CURRENCIES, initial["currency"]))
        self._choose("currency", [(code, code) for code in codes])
        self._choose("confidentiality", [("", _now("à connaître")), *Confidentiality.choices])
        if counted := activity.volume_unit.partition("/")[0].strip():
            self.fields["yearly_volume"].label = _now("Volume par an (%(unit)s)") % {
                "unit": counted
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount, currency = data.get("yearly_cost"), data.get("currency") or CURRENCIES[0]
        if amount is not None:
            try:
                cents = money.minor(amount, currency)
            except money.NoSuchAmount:
                self.add_error("yearly_cost", _now("Cette devise n’a pas tant de décimales."))
            else:
                data["yearly_cost"] = {"cents": cents, "currency": currency}
        if data.get("heads") is not None:
            data["heads"] = float(data["heads"])
        return data

    def values(self) -> dict[ValueField, Any]:
        return {field: self.cleaned_data.get(NAMES.get(field, field.value)) for field in ValueField}

    def answer(self, error: Conflict, *, compared: Any = None) -> None:
        """What stands here and what was typed, in words."""
        told = compared or list(self._compared())
        super().answer(error, compared=told)
        # Boxes are several texts under one name: what keeps one text a name lost them.
        self.data = {**self.data, "handled": self.cleaned_data.get("handled", [])}

    def _compared(self) -> Any:
        for field, mine in self.values().items():
            here = self.said.get(field)
            theirs = here.value if here is not None else None
            if (mine or None) != (theirs or None):
                words = [self._words(field, one) for one in (theirs, mine)]
                yield Compared(str(field.label).capitalize(), *words)

    def _words(self, field: ValueField, told: Any) -> str:
        return activity_words.value(field, told, activity=self.activity) if told else "—"

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class TakeOverForm(CompanyForm):
    """From which site, for which one."""

    source = ChoiceOf(label=_("Reprendre de"), help_text=_("Le site qui a déjà dit ce qu’il sait."))
    unit = ChoiceOf(
        label=_("Pour"), help_text=_("Le site qui reprend : ce qu’il a déjà dit ne bouge pas.")
    )

    def __init__(self, data: Any = None, *, sites: Any, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name in ("source", "unit"):
            self.offer(name, sites, empty=_("Choisissez…"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("source") is not None and told.get("source") == told.get("unit"):
            self.add_error("unit", _now("Choisissez deux sites différents."))
        return told
