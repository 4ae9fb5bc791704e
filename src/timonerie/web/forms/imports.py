"""The two forms of an import: which file of which source, then what its columns mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timonerie.domains.facts.enums import Field, Kind, Offsets
from timonerie.domains.facts.rules.date_formats import DateFormat, UnknownDirective
from timonerie.domains.facts.rules.mapping import Mapping as Columns
from timonerie.web import date_words

SEPARATOR = "; "

LABELS = {
    Field.CASE: gettext_lazy("Numéro du dossier"),
    Field.EVENT: gettext_lazy("Instant de l’évènement"),
    Field.RECEIVED: gettext_lazy("Reçu le"),
    Field.STARTED: gettext_lazy("Pris en charge le"),
    Field.DELIVERED: gettext_lazy("Livré le"),
    Field.RESOLVED: gettext_lazy("Résolu le"),
    Field.DUE: gettext_lazy("Échéance"),
    Field.SITE: gettext_lazy("Site"),
    Field.PROVIDER: gettext_lazy("Prestataire"),
    Field.TEAM: gettext_lazy("Équipe"),
    Field.ACTIVITY: gettext_lazy("Activité"),
    Field.QUANTITY: gettext_lazy("Quantité"),
    Field.AMOUNT: gettext_lazy("Montant"),
    Field.CURRENCY: gettext_lazy("Devise"),
    Field.ERROR: gettext_lazy("Erreur"),
    Field.CAUSE: gettext_lazy("Cause (prestataire ou client)"),
    Field.REWORK: gettext_lazy("Nombre de reprises"),
    Field.REOPENED: gettext_lazy("Rouvert"),
    Field.ON_TIME: gettext_lazy("Dans le délai"),
}
ZONES = (
    "Europe/Paris",
    "Indian/Reunion",
    "Indian/Mayotte",
    "America/Martinique",
    "America/Guadeloupe",
    "America/Cayenne",
    "America/Miquelon",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Europe/Brussels",
    "Europe/Zurich",
    "Europe/London",
    "UTC",
)
SAMPLES = 3


class FileForm(forms.Form):
    """Which file, of which source."""

    # An empty file is told so with the others, by its public code.
    file = forms.FileField(label=gettext_lazy("Fichier"), allow_empty_file=True)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=100,
        help_text=gettext_lazy(
            "Le système ou le prestataire qui produit ces fichiers. Ses colonnes sont retenues."
        ),
        widget=forms.TextInput(attrs={"list": "sources"}),
    )

    def clean_source(self) -> str:
        return " ".join(str(self.cleaned_data["source"]).split())


class DatesField(forms.CharField):
    """Words on the screen, `jj/mm/aaaa hh:mm`; the patterns of the mapping behind them."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        return SEPARATOR.join(date_words.said(one) for one in value or ())

    def to_python(self, value: Any) -> Any:
        return [date_words.read(one) for one in _split(super().to_python(value) or "")]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        try:
            for one in value:
                DateFormat.compile(one)
        except UnknownDirective as error:
            raise forms.ValidationError(
                _("Dites le jour, le mois et l’année, par exemple jj/mm/aaaa hh:mm.")
            ) from error


class ColumnsForm(forms.Form):
    """What each column means, in which time zone, and what a row is."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Une ligne est"),
        choices=[
            (Kind.CASES.value, gettext_lazy("un dossier entier")),
            (Kind.EVENTS.value, gettext_lazy("un évènement d’un dossier (plusieurs par dossier)")),
        ],
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Fuseau horaire des heures du fichier"),
        help_text=gettext_lazy("Celui du logiciel qui a exporté, souvent celui du siège."),
    )
    offsets = forms.ChoiceField(
        label=gettext_lazy("Décalages écrits dans les heures"),
        choices=[
            (Offsets.KEEP.value, gettext_lazy("en tenir compte")),
            (Offsets.DROP.value, gettext_lazy("les ignorer")),
        ],
        required=False,
    )
    dates = DatesField(
        label=gettext_lazy("Écriture des dates"),
        required=False,
        help_text=gettext_lazy("Vide : reconnue. Sinon, par exemple jj/mm/aaaa hh:mm."),
    )
    missing = forms.CharField(
        label=gettext_lazy("Mots qui veulent dire « rien »"),
        required=False,
        help_text=gettext_lazy("Séparés par des points-virgules."),
    )

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        samples: Mapping[str, Sequence[str]],
        reasons: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.samples = samples
        self._offer_zone(self.initial.get("zone", ""))
        choices = [("", "—"), *((name, _shown(name, samples)) for name in header)]
        for field, label in LABELS.items():
            self.fields[field.value] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=field == Field.CASE,
                help_text=(reasons or {}).get(field.value, ""),
            )
        ordering = gettext_lazy("Colonnes qui ordonnent les évènements")
        self.fields["order_1"] = forms.ChoiceField(label=ordering, choices=choices, required=False)
        self.fields["order_2"] = forms.ChoiceField(
            label=gettext_lazy("puis, à égalité"), choices=choices, required=False
        )
        self.fields["pause_column"] = forms.ChoiceField(
            label=gettext_lazy("Colonne de l’état"),
            choices=choices,
            required=False,
            help_text=gettext_lazy("Pour retirer les attentes du temps compté."),
        )
        self.fields["pause_values"] = forms.CharField(
            label=gettext_lazy("États d’attente"),
            required=False,
            help_text=gettext_lazy("Séparés par des points-virgules."),
        )

    def _offer_zone(self, known: str) -> None:
        """The zone of a mapping written elsewhere stays a choice."""
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)
        offered = dict.fromkeys([*ZONES, known] if known else ZONES)
        zone.choices = [("", _("à choisir")), *((one, one) for one in offered)]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[field.value] for field in LABELS]

    @property
    def event_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("order_1", "order_2", "pause_column", "pause_values")]

    @property
    def file_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "zone", "offsets", "dates", "missing")]

    def document(self, kept: Mapping[str, Any]) -> dict[str, Any]:
        """The tables of mapping.toml that the form says; what it does not ask is left as `kept`."""
        data = self.cleaned_data
        columns = {field.value: data[field.value] for field in LABELS if data[field.value]}
        document = {**kept, "kind": data["kind"], "zone": data["zone"], "columns": columns}
        document["offsets"] = data["offsets"] or Offsets.KEEP.value
        document["missing"] = ["", *_split(data["missing"])]
        document["dates"] = data["dates"]
        fold = dict(kept.get("fold", {}))
        order = [data[name] for name in ("order_1", "order_2") if data[name]]
        order += fold.pop("order", [])[2:]
        document["fold"] = {**fold, "order": order} if order else fold
        values = _split(data["pause_values"])
        asked = data["pause_column"] and values
        pauses = [{"column": data["pause_column"], "values": values}] if asked else []
        document["pause"] = [*pauses, *kept.get("pause", [])[1:]]
        return document


def initial_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a mapping says, as the form shows it."""
    order = [*document.get("fold", {}).get("order", []), "", ""]
    pauses = document.get("pause") or [{"column": "", "values": []}]
    return {
        **document.get("columns", {}),
        "kind": document.get("kind", Kind.CASES.value),
        "zone": document.get("zone", ""),
        "offsets": document.get("offsets", Offsets.KEEP.value),
        "dates": document.get("dates", []),
        "missing": SEPARATOR.join(one for one in document.get("missing", []) if one),
        "order_1": order[0],
        "order_2": order[1],
        "pause_column": pauses[0]["column"],
        "pause_values": SEPARATOR.join(pauses[0]["values"]),
    }


def mapping_of(form: ColumnsForm, kept: Mapping[str, Any]) -> Columns:
    """Raises MappingError when what the form says does not stand."""
    return Columns.from_dict(form.document(kept))


def _shown(name: str, samples: Mapping[str, Sequence[str]]) -> str:
    seen = [one for one in samples.get(name, ()) if one][:SAMPLES]
    shown = ", ".join(one if len(one) <= 24 else f"{one[:24]}…" for one in seen)
    return _("%(column)s (%(samples)s)") % {"column": name, "samples": shown} if shown else name


def _split(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]
