"""What is said of a service level: its figure, its target, what a miss may cost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from timonerie.domains.contracts.enums import Consequence, LevelPeriod, LevelUnit
from timonerie.domains.contracts.models import ServiceLevel
from timonerie.domains.contracts.operations.level_checks import Band, LevelSaid
from timonerie.domains.contracts.queries.obligations import Row
from timonerie.foundations.accounts.actors import Actor
from timonerie.web.forms.base import ChoiceOf, DateField
from timonerie.web.forms.obligations import OwedForm, words
from timonerie.web.forms.rows import NumberField

BANDS: Final = (1, 2, 3)


class LevelForm(OwedForm):
    SHAPE = LevelSaid

    metric = forms.ChoiceField(
        label=_("Indicateur"),
        required=False,
        help_text=_("Ce qui est mesuré dans vos fichiers ; vide, la question reste posée."),
    )
    is_followed = forms.BooleanField(
        label=_("Suivi sans promesse"),
        required=False,
        help_text=_("Les deux parties lisent le chiffre ; personne ne s’engage sur une cible."),
    )
    target = NumberField(
        label=_("Cible"), help_text=_("Le chiffre promis, dans l’unité choisie : 95 pour 95 %.")
    )
    unit = forms.ChoiceField(
        label=_("Unité"),
        required=False,
        choices=[("", _("à connaître")), *LevelUnit.choices],
        help_text=_("Heures et jours se comptent sur le calendrier du site, suspensions déduites."),
    )
    at_least = forms.TypedChoiceField(
        label=_("La cible est"),
        choices=[("yes", _("un minimum")), ("no", _("un maximum"))],
        coerce=lambda value: value == "yes",
        help_text=_("Un minimum pour une part tenue, un maximum pour un délai ou des erreurs."),
    )
    threshold = NumberField(
        label=_("Seuil d’un dossier (heures)"),
        help_text=_(
            "Part des dossiers tenus en 4 h, promise à 95 % : la cible est 95, le seuil est 4."
        ),
    )
    period = forms.ChoiceField(
        label=_("Jugé"),
        choices=LevelPeriod.choices,
        help_text=_("La période sur laquelle le niveau est calculé, puis payé ou retenu."),
    )
    activity = ChoiceOf(
        label=_("Activité"),
        required=False,
        help_text=_("Celle dont les dossiers comptent, quand le contrat en couvre plusieurs."),
    )
    window = words(_("Plage de service"), _("Les heures qui comptent, dans les mots du contrat."))
    exclusions = words(_("Exclusions"), _("Ce que le contrat ne compte pas, dans ses mots."))
    excludes_ours = forms.BooleanField(
        label=_("Ne pas compter les dossiers dont la cause est de notre côté"),
        required=False,
        help_text=_("Vos fichiers disent la cause ; sans cause écrite, le dossier compte."),
    )
    stop_clock = words(
        _("Suspension du délai"),
        _("Quand le compteur s’arrête : attente d’une pièce de notre part."),
    )
    consequence = forms.ChoiceField(
        label=_("Si le niveau est manqué"),
        required=False,
        choices=[("", _("aucune conséquence")), *Consequence.choices[1:]],
        help_text=_("Une pénalité est hors TVA, un avoir réduit le prix : jamais les deux."),
    )
    limit_1 = NumberField(
        label=_("Premier palier : passé"),
        help_text=_("La limite, dans l’unité de la cible : 95 pour « moins de 95 % »."),
    )
    rate_1 = NumberField(
        label=_("Premier palier : part du prix (%)"),
        help_text=_("Part du prix de la période, en % : 2 pour 2 %."),
    )
    limit_2 = NumberField(
        label=_("Deuxième palier : passé"), help_text=_("Une limite pire que la première.")
    )
    rate_2 = NumberField(
        label=_("Deuxième palier : part du prix (%)"), help_text=_("Une part plus grande.")
    )
    limit_3 = NumberField(
        label=_("Troisième palier : passé"), help_text=_("Une limite pire que la deuxième.")
    )
    rate_3 = NumberField(
        label=_("Troisième palier : part du prix (%)"), help_text=_("Une part plus grande.")
    )
    cap = NumberField(
        label=_("Plafond par période (part du prix, en %)"),
        help_text=_("Le plus que ce niveau peut coûter sur une période."),
    )
    yearly_cap = NumberField(
        label=_("Plafond par an (€)"),
        help_text=_("Le plus qu’il peut coûter sur une année du contrat."),
    )
    site = ChoiceOf(
        label=_("Site"), required=False, help_text=_("Celui où il se mesure ; vide, partout.")
    )
    start_date = DateField(
        label=_("À partir du"),
        required=False,
        help_text=_("Vide, dès la prise d’effet du contrat."),
    )
    end_date = DateField(
        label=_("Jusqu’au"), required=False, help_text=_("Vide, tant que dure le contrat.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        reader: Actor,
        names: Mapping[str, str],
        row: Row | None = None,
    ) -> None:
        super().__init__(data, reader=reader, row=row)
        field = self.fields["metric"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _now("à connaître")), *names.items()]

    def told(self, row: Row) -> dict[str, Any]:
        assert isinstance(row, ServiceLevel)
        cents = row.yearly_cap_cents
        bands = {
            f"{name}_{rank}": float(one[key])
            for rank, one in zip(BANDS, row.bands, strict=False)
            for name, key in (("limit", "below"), ("rate", "rate"))
        }
        return {
            **super().told(row),
            **bands,
            "at_least": "yes" if row.at_least else "no",
            "excludes_ours": bool(row.filter),
            "cap": None if row.cap is None else float(row.cap),
            "yearly_cap": None if cents is None else cents / 100,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for rank in BANDS:
            pair = (data.get(f"limit_{rank}"), data.get(f"rate_{rank}"))
            if (pair[0] is None) != (pair[1] is None):
                name = "limit" if pair[0] is None else "rate"
                self.add_error(f"{name}_{rank}", _now("Un palier se dit par ses deux chiffres."))
        return data

    def said(self) -> LevelSaid:
        data = self.cleaned_data
        cents = data.get("yearly_cap")
        data["bands"] = [
            Band(_decimal(data[f"limit_{rank}"]), _decimal(data[f"rate_{rank}"]))
            for rank in BANDS
            if data[f"limit_{rank}"] is not None
        ]
        data["cap"] = None if data.get("cap") is None else _decimal(data["cap"])
        data["yearly_cap_cents"] = None if cents is None else round(_decimal(cents) * 100)
        told: LevelSaid = super().said()
        return told


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))
