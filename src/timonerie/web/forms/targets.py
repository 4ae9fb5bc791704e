from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from timonerie.domains.organisation.queries import providers, units
from timonerie.domains.performance.models import Indicator, Target
from timonerie.domains.performance.queries import definitions
from timonerie.domains.performance.queries.definitions import Definition
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import REQUIRED_CHOICE, ChoiceOf, CompanyForm, DateField

POINTS = 100


class TargetForm(CompanyForm):
    """Bounds are typed as people say them: 95 for 95 %, hours, a number."""

    indicator = forms.ChoiceField(label=_("Indicateur"))
    low = forms.FloatField(
        label=_("Au moins"),
        required=False,
        localize=True,
        help_text=_("Pour un pourcentage, écrivez 95. Une durée s’écrit en heures."),
    )
    high = forms.FloatField(label=_("Au plus"), required=False, localize=True)
    watch = forms.FloatField(
        label=_("Marge de vigilance"),
        required=False,
        localize=True,
        help_text=_(
            "Jusqu’à cet écart, le chiffre est « à surveiller » ; au-delà, « hors cible ». En"
            " points pour un pourcentage."
        ),
    )
    start_date = DateField(
        label=_("À partir du"),
        help_text=_("Les périodes ouvertes qui commencent ce jour ou après seront jugées dessus."),
    )
    provider = ChoiceOf(label=_("Pour le prestataire"), required=False)
    unit = ChoiceOf(label=_("Pour le site"), required=False)
    source = forms.CharField(
        label=_("Origine"),
        max_length=150,
        required=False,
        help_text=_("D’où vient cet engagement : contrat Nova, article 4 ; comité du 12 mars…"),
    )

    over = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, reader: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known: dict[str, Definition] = {one.metric.code: one for one in definitions.known()}
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", REQUIRED_CHOICE),
            *((code, one.metric.label) for code, one in self.known.items()),
        ]
        everybody = _("tous")
        firms = providers.visible_to(reader).active().order_by("name")
        self.offer("provider", firms, empty=everybody)
        sites = units.visible_to(reader).active().sites().order_by("name")
        self.offer("unit", sites, empty=everybody)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        definition = self.known.get(data.get("indicator", ""))
        if definition is None:
            return data
        scale = POINTS if definition.metric.unit == "ratio" else 1
        for name in ("low", "high", "watch"):
            if data.get(name) is not None:
                data[name] = round(data[name] / scale, 6)
        data["watch"] = data.get("watch") or 0.0
        return data

    @property
    def definition(self) -> Definition:
        """The indicator chosen, once the form is valid."""
        return self.known[self.cleaned_data["indicator"]]

    def see(self, last: Target | None) -> None:
        """Remember which target stood for that place when it was shown."""
        kept = {name: self.data.get(name) for name in self.data}
        self.data = {**kept, "over": str(last.public_id) if last else ""}

    def values(self) -> dict[str, Any]:
        """What the operation takes."""
        chosen: Indicator = self.definition.indicator
        return {**self.cleaned_data, "indicator": chosen}
